"""The lists of the pages: what is on them, in which order, and that page by page they are whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from desk_examples import DAY, record
from store_examples import NOON, TERMS, check, delivery, event

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity
from watcher.domain.change import ChangeKind
from watcher.domain.errors import NotFound, UsageError
from watcher.domain.review import Action, Decision, DecisionKind, Entry, ReviewState, Standing
from watcher.domain.version import Candidate, CheckOutcome, WatchState
from watcher.services.browse import Standing as AgreementStanding
from watcher.services.browse import health
from watcher.services.overview import ALL, Catalogue, Overview, Wanted
from watcher.services.paging import Page
from watcher.services.ports import ReviewLog, Store, Waiting
from watcher.services.review import Reviews
from watcher.services.schedule import Schedule
from watcher.store.catalogue import SqliteCatalogue
from watcher.store.sqlite import SqliteStore

NOW = NOON + 40 * DAY
LONG = "We may end the agreement with {} days' notice."


@pytest.fixture
def overview(catalogue: Catalogue) -> Overview:
    return Overview(catalogue, Schedule(), lambda: NOW)


@pytest.fixture
def reviews(store: Store, review_log: ReviewLog) -> Reviews:
    return Reviews(store, review_log, lambda: NOW)


def agreement(name: str, **fields: object) -> Agreement:
    return replace(TERMS, id=name, **fields)


def whole(ask: Callable[[str], Page[object]]) -> list[object]:
    """All items of a list, page by page."""
    items: list[object] = []
    after = ""
    for _ in range(100):
        page = ask(after)
        items += page.items
        after = page.next
        if not after:
            return items
    raise AssertionError("the list has no end")


def keep_states(store: Store) -> dict[str, WatchState]:
    """An agreement in each condition, named after it."""
    candidate = Candidate(fingerprint="f", snapshots=(), first_seen=NOON, last_seen=NOON, departed_at=NOON)
    states = {
        "new": WatchState(agreement_id="new"),
        "watched": WatchState(agreement_id="watched", last_check=NOON),
        "failing": WatchState(agreement_id="failing", last_check=NOON, failing_since=NOON + DAY),
        "quarantined": WatchState(agreement_id="quarantined", last_check=NOON, quarantined_since=NOON),
        "confirming": WatchState(agreement_id="confirming", last_check=NOON, candidate=candidate),
        "ended": WatchState(agreement_id="ended", last_check=NOON),
    }
    with store.writing() as rows:
        for name, state in states.items():
            rows.save_agreement(agreement(name), NOON)
            rows.save_state(state)
        rows.end_agreement("ended", NOON)
    return states


def test_the_condition_is_the_one_that_is_told_elsewhere(store: Store, overview: Overview) -> None:
    states = keep_states(store)
    lines = overview.lines(Wanted(state=ALL)).items
    assert [(one.agreement.id, one.condition) for one in lines] == [(name, name) for name in sorted(states)]
    for line in lines:
        told = AgreementStanding(
            agreement=line.agreement,
            state=states[line.agreement.id],
            versions=0,
            last_change=None,
            next_check=None,
            ended_at=line.ended_at,
        )
        assert told.condition == line.condition
    assert overview.tally() == {**dict.fromkeys(overview.tally(), 1)}
    assert [one.agreement.id for one in overview.trouble().items] == ["quarantined", "failing"]
    assert [one.since for one in overview.trouble().items] == [NOON, NOON + DAY]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), ["harbour", "inland"]),
        (Wanted(words="HARBOUR"), ["harbour"]),
        (Wanted(words="cloud ltd"), ["harbour"]),
        (Wanted(words="服务"), ["inland"]),
        (Wanted(words="务服"), []),
        (Wanted(words="% _"), ["harbour", "inland"]),
        (Wanted(tag="chat"), ["harbour"]),
        (Wanted(tag="cha"), []),
        (Wanted(provider="Inland"), ["inland"]),
        (Wanted(severity=Severity.LOW), ["harbour"]),
        (Wanted(state="watched"), []),
        (Wanted(state="ended"), ["old"]),
        (Wanted(state=ALL), ["harbour", "inland", "old"]),
        (Wanted(order="changed"), ["harbour", "inland"]),
    ],
)
def test_agreements_are_chosen_by_what_they_are(
    store: Store, overview: Overview, wanted: Wanted, ids: list[str]
) -> None:
    harbour = agreement("harbour", title="Cloud Terms", provider="Harbour Ltd", tags=("chat", "core"))
    record(store, [LONG.format(30)], [LONG.format(5)], agreement=harbour)
    record(store, ["Be kind."], agreement=agreement("inland", title="软件服务协议", provider="Inland"))
    with store.writing() as rows:
        rows.save_agreement(agreement("old"), NOON)
        rows.end_agreement("old", NOON)
    assert [one.agreement.id for one in overview.lines(wanted).items] == ids


@pytest.mark.parametrize("wrong", [{"state": "broken"}, {"order": "title"}])
def test_states_and_orders_that_do_not_exist_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        Wanted(**wrong)


def test_every_list_is_whole_page_by_page(store: Store, overview: Overview, reviews: Reviews) -> None:
    for number in range(5):
        editions = [[LONG.format(30 - 5 * day)] for day in range(number + 1)]
        record(store, *editions, agreement=agreement(f"terms-{number}"))
        with store.writing() as rows:
            rows.add_check(check(f"k{number}", agreement="terms-0", at=NOON))
            rows.save_state(WatchState(agreement_id=f"terms-{number}", last_check=NOON, failing_since=NOON))
            rows.add_event(event(f"e{number}", agreement="terms-0"))
            rows.add_delivery(delivery(f"d{number}", f"e{number}"))
    for limit in (1, 2, 3, 100):
        for order in ("id", "changed"):
            lines = whole(lambda after: overview.lines(Wanted(order=order), after=after, limit=limit))  # noqa: B023
            assert sorted(one.agreement.id for one in lines) == [f"terms-{number}" for number in range(5)]
        compared = whole(lambda after: overview.comparisons(after=after, limit=limit))  # noqa: B023
        assert [one.id for one in compared] == [one.id for one in store.comparisons()]
        waiting = whole(lambda after: reviews.waiting(Waiting(), after=after, limit=limit))  # noqa: B023
        assert waiting == reviews.open_reviews()
        assert len(waiting) == 10
        assert len(whole(lambda after: overview.trouble(after=after, limit=limit))) == 5  # noqa: B023
        checks = whole(lambda after: overview.checks("terms-0", after=after, limit=limit))  # noqa: B023
        assert checks == store.checks("terms-0")
        kept = whole(lambda after: overview.versions("terms-4", after=after, limit=limit))  # noqa: B023
        assert kept == store.versions("terms-4")
        sent = whole(lambda after: overview.deliveries(after=after, limit=limit))  # noqa: B023
        assert sent == store.deliveries()


@pytest.mark.parametrize(
    "after", ["x", "null", "bnVsbA", "WzFd", "WyJhIl0", "W10", "WyJhIiwgMTAwMDAwMDAwMDAwMDAwMDAwMDBd", "é"]
)
def test_a_place_that_is_in_no_list_is_refused(sqlite_store: SqliteStore, after: str) -> None:
    overview = Overview(SqliteCatalogue(sqlite_store.connections), Schedule(), lambda: NOW)
    with pytest.raises(UsageError):
        overview.comparisons(after=after)


def test_a_line_tells_the_last_change_the_year_and_what_waits(
    store: Store, overview: Overview, reviews: Reviews
) -> None:
    first, *_ = record(store, [LONG.format(30)], [LONG.format(5)], [LONG.format(4)])
    review = reviews.review(first.id)
    reviews.decide(first.id, (), "anna", review.sight, Decision(kind=DecisionKind.NO_ACTION), "")
    line = overview.line("terms")
    assert (line.versions, line.last_change, line.comparison_id) == (3, NOON + 2 * DAY, "cmp-terms-3")
    assert line.waiting == 1
    assert len(line.strip) == 12
    assert (line.strip[0].begins, line.strip[-1].begins) == (date(2025, 5, 1), date(2026, 4, 1))
    march = line.strip[-2]
    assert (march.comparisons, march.changes, march.severity) == (2, 2, first.comparison.severity)
    assert [one.comparisons for one in line.strip if one is not march] == [0] * 11


def test_a_year_ends_with_this_month_in_every_month(store: Store, catalogue: Catalogue) -> None:
    record(store, ["Be kind."])
    for month in range(1, 13):
        now = datetime(2026, month, 28, tzinfo=NOON.tzinfo)
        strip = Overview(catalogue, Schedule(), lambda: now).line("terms").strip  # noqa: B023
        assert strip[-1].begins == date(2026, month, 1)
        assert all(later.begins - one.begins < timedelta(days=32) for one, later in pairwise(strip))
        assert len({one.begins for one in strip}) == 12


def test_the_time_line_counts_what_each_version_changed(store: Store, overview: Overview) -> None:
    record(store, [LONG.format(30), "Be kind."], ["Say who you are at once.", LONG.format(5), "Be kind."])
    first, second = overview.timeline("terms")
    assert (first.version, first.comparison_id, first.changes, first.severity) == (1, "", 0, None)
    assert (second.comparison_id, second.changes) == ("cmp-terms-2", 2)
    assert second.counts[ChangeKind.RENUMBERED] == 1
    with pytest.raises(NotFound):
        overview.timeline("nothing")


def test_an_earlier_id_leads_to_the_agreement_that_continues_it(store: Store, overview: Overview) -> None:
    record(store, ["Be kind."])
    with store.writing() as rows:
        rows.save_agreement(agreement("new", was=("terms",)), NOON)
    assert overview.line("terms").agreement.id == "new"
    assert len(overview.timeline("terms")) == 1


def test_what_somebody_has_seen_is_not_new_to_them_any_more(store: Store, overview: Overview) -> None:
    begin = NOW - 5 * DAY
    record(store, [LONG.format(30)], [LONG.format(5)], [LONG.format(4)], begin=begin)
    record(store, [LONG.format(30)], [LONG.format(5)], agreement=agreement("ancient"), begin=NOON - 40 * DAY)
    assert [one.id for one in overview.unseen("anna").items] == ["cmp-terms-3", "cmp-terms-2"]
    overview.look("anna", begin + DAY)
    assert [one.id for one in overview.unseen("anna").items] == ["cmp-terms-3"]
    overview.look("anna", begin)
    assert (overview.looked_at("anna"), overview.unseen_count("anna")) == (begin + DAY, 1)
    overview.look("anna", NOW + DAY)
    assert (overview.looked_at("anna"), overview.unseen_count("anna")) == (NOW, 0)
    assert overview.unseen_count("bo") == 2


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Waiting(), {"cmp-a-2", "cmp-b-2"}),
        (Waiting(agreement="a"), {"cmp-a-2"}),
        (Waiting(tag="chat"), {"cmp-b-2"}),
        (Waiting(severity=Severity.CRITICAL), set()),
        (Waiting(state="new"), {"cmp-a-2"}),
        (Waiting(state="in_review"), {"cmp-b-2"}),
        (Waiting(assignee="anna"), {"cmp-b-2"}),
        (Waiting(assignee="ann"), set()),
    ],
)
def test_open_reviews_are_chosen(store: Store, reviews: Reviews, wanted: Waiting, ids: set[str]) -> None:
    for name, tags in (("a", ()), ("b", ("chat",)), ("c", ("chat",))):
        record(store, [LONG.format(30)], [LONG.format(25)], agreement=agreement(name, tags=tags))
    reviews.acknowledge("cmp-b-2", "anna", reviews.review("cmp-b-2").sight)
    reviews.decide("cmp-c-2", (), "bo", reviews.review("cmp-c-2").sight, Decision(kind=DecisionKind.NO_ACTION), "")
    found = reviews.waiting(wanted).items
    assert {one.comparison_id for one in found} == ids
    assert reviews.waiting_count(wanted) == len(ids)
    assert {one.title for one in found} <= {TERMS.title}


def test_a_deferred_review_waits_again_from_its_day_on(store: Store, reviews: Reviews, review_log: ReviewLog) -> None:
    record(store, [LONG.format(30)], [LONG.format(5)])
    deferred = Decision(kind=DecisionKind.DEFERRED, until=NOW.date())
    standing = Standing(state=ReviewState.CLOSED, assignee="anna", decision=deferred)
    entry = Entry(
        at=NOON, who="anna", comparison_id="cmp-terms-2", action=Action.DECIDED, standing=standing, seen="0" * 64
    )
    review_log.append([entry])
    assert [one.standing for one in reviews.waiting(Waiting(state="closed")).items] == [standing]
    assert review_log.waiting(Waiting(), NOW.date() - DAY).items == ()


def test_the_check_that_is_due_for_longest_is_found(store: Store, catalogue: Catalogue) -> None:
    hour = timedelta(hours=1)

    def oldest_due() -> timedelta:
        return health(store, catalogue, Schedule(every=6 * hour), NOW).oldest_due

    with store.writing() as rows:
        for number in range(3):
            rows.save_agreement(agreement(f"usual-{number}"), NOON)
            at = NOW - (number + 1) * hour
            rows.save_state(WatchState(agreement_id=f"usual-{number}", last_check=at, last_outcome=CheckOutcome.SAME))
    assert oldest_due() == timedelta()
    with store.writing() as rows:
        rows.save_agreement(agreement("often", every=hour), NOON)
        rows.save_state(WatchState(agreement_id="often", last_check=NOW - 3 * hour))
    assert oldest_due() == 2 * hour
    with store.writing() as rows:
        seen = NOW - 4 * hour
        candidate = Candidate(fingerprint="f", snapshots=(), first_seen=seen, last_seen=seen, departed_at=seen)
        rows.save_agreement(agreement("unsure"), NOON)
        rows.save_state(WatchState(agreement_id="unsure", last_check=seen, candidate=candidate))
    assert oldest_due() == 4 * hour - timedelta(minutes=10)
    with store.writing() as rows:
        rows.save_agreement(agreement("never"), NOW - 10 * hour)
    assert oldest_due() == 10 * hour
    with store.writing() as rows:
        rows.end_agreement("never", NOW)
    assert oldest_due() == 4 * hour - timedelta(minutes=10)
