from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.notice import NoticeClock, Promise, StatedDate, earliest
from watcher.significance import notice_clock
from watcher.significance.notice import laws, promises, stated

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 6, 9, tzinfo=UTC)


def agreement(*texts: str, heading: str = "Harbour terms") -> ClauseTree:
    title = Clause(id="t", heading=heading)
    clauses = [
        Clause(id=f"c{i}", label=str(i), path=(str(i),), level=1, text=text, parent=0)
        for i, text in enumerate(texts, 1)
    ]
    return ClauseTree(clauses=(title, *clauses), title=heading)


def clock(old: ClauseTree, new: ClauseTree, first_seen: datetime = FRIDAY, **more: object) -> NoticeClock:
    return notice_clock(old, new, last_seen=MONDAY, first_seen=first_seen, **more)


@pytest.mark.parametrize(
    ("text", "shown", "working"),
    [
        ("We may change these terms by giving you 30 days' notice.", "30 days", False),
        ("Fees may be adjusted; we announce it at least ten (10) working days in advance.", "10 working days", True),
        ("我们有权修改本协议，并提前十五个工作日公告。", "15 working days", True),
        ("We will notify you no later than two weeks before amended terms apply.", "2 weeks", False),
    ],
)
def test_a_notice_of_changes_is_a_promise(text: str, shown: str, working: bool) -> None:
    [promise] = promises(agreement(text))
    assert (promise.shown, promise.working, promise.place) == (shown, working, "1")
    assert promise.words == text


@pytest.mark.parametrize(
    "text",
    [
        "You may opt out of changed terms within 30 days of the notice.",
        "We may end the agreement where a breach is not cured within 10 days after notice.",
        "You shall give us at least 10 days notice of any changes to your address.",
        "Logs are kept for 90 days.",
        "We may change these terms without notice.",
    ],
)
def test_other_periods_promise_no_notice(text: str) -> None:
    assert promises(agreement(text)) == []


@pytest.mark.parametrize(
    ("text", "role", "shown"),
    [
        ("Last updated: 1 May 2026", "updated", "2026-05-01"),
        ("_Last updated: 25.01.2026_", "updated", "2026-01-25"),
        ("Revised on 04/19/2026", "updated", "2026-04-19"),
        ("更新日期：2026年5月1日", "updated", "2026-05-01"),
        ("Effective from 2026-04-11 and until further notice.", "effective", "2026-04-11"),
        ("本协议自2026年6月1日起生效。", "effective", "2026-06-01"),
    ],
)
def test_an_agreement_states_its_dates(text: str, role: str, shown: str) -> None:
    found = stated(agreement(text, "We mend boats."), role)
    assert found == StatedDate(shown=shown, day=date.fromisoformat(shown))


def test_strokes_do_not_tell_the_day_from_the_month() -> None:
    assert stated(agreement("Last updated: 03/04/2026"), "updated") == StatedDate(shown="03/04/2026")


@pytest.mark.parametrize("text", ["更新日期：XXXX年XX月XX日", "Last updated: today"])
def test_placeholders_and_today_name_no_time(text: str) -> None:
    found = stated(agreement(text), "updated")
    assert found is not None
    assert found.vague
    assert not clock(agreement(text), agreement(text, "More.")).silent


def test_a_date_inside_a_long_clause_is_not_the_agreements_own() -> None:
    long = "The Harbour Act, effective 1 March 1998, holds for every boat. " + "Boats are kept dry. " * 20
    assert stated(agreement(long), "effective") is None


def test_the_title_may_state_the_date() -> None:
    found = stated(agreement("Boats.", heading="Harbour terms (effective 1 June 2026)"), "effective")
    assert found is not None
    assert found.day == date(2026, 6, 1)


def test_a_text_that_changed_under_its_old_date_changed_silently() -> None:
    old, new = agreement("Last updated: 1 May 2026", "Five boats."), agreement("Last updated: 1 May 2026", "Six boats.")
    assert clock(old, new).silent
    assert not clock(old, agreement("Last updated: 2 May 2026", "Six boats.")).silent
    assert not clock(agreement("Five boats."), agreement("Six boats.")).silent


def test_no_date_stated_anywhere() -> None:
    assert not clock(agreement("Five boats."), agreement("Six boats.")).dated
    assert clock(agreement("Five boats."), agreement("Effective 1 May 2026", "Six boats.")).dated


def test_the_notice_given_is_counted_from_the_first_sight() -> None:
    old = agreement("We may change these terms by giving you 30 days' notice.")
    early, late = agreement("Effective date: 2026-12-20"), agreement("Effective date: 2026-11-20")
    assert (clock(old, early).given, clock(old, early).kept) == (44, True)
    assert (clock(old, late).given, clock(old, late).kept) == (14, False)
    assert clock(old, late).left(date(2026, 11, 22)) == -2
    assert clock(old, agreement("Six boats.")).given is None
    assert clock(old, agreement("Six boats.")).kept is None


@pytest.mark.parametrize(
    ("days", "told", "first"),
    [
        (1, "2026-11-06", "2026-11-09"),
        (5, "2026-11-02", "2026-11-09"),
        (10, "2026-11-06", "2026-11-20"),
        (3, "2026-11-07", "2026-11-11"),
        (5, "2026-11-07", "2026-11-13"),
    ],
)
def test_working_days_leave_weekends_out(days: int, told: str, first: str) -> None:
    promise = Promise(shown=f"{days} working days", days=days * 1.4, working=True, place="1", words="")
    assert earliest(promise, date.fromisoformat(told)) == date.fromisoformat(first)


def test_rules_of_law_are_shown_where_they_were_asked_for_and_in_force() -> None:
    old, new = agreement("Five boats."), agreement("Six boats.")
    assert clock(old, new).laws == ()
    assert [law.days for law in clock(old, new, jurisdictions=("eu",)).laws] == [15]
    assert [law.days for law in clock(old, new, jurisdictions=("cn",)).laws] == [7]
    before = datetime(2018, 1, 1, tzinfo=UTC)
    assert clock(old, new, before, jurisdictions=("eu", "cn")).laws == ()


def test_every_rule_of_law_names_where_it_was_published() -> None:
    assert all(law.source and law.title and law.says and law.days > 0 for law in laws())
