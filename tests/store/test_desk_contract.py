"""The log of reviews and the book of accounts: both keepers keep the same promises."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import starmap
from pathlib import Path

import pytest
from store_examples import MINUTE, NOON, TERMS, comparison, recorded, tree, version

from watcher.domain.assessment import Severity
from watcher.domain.errors import NotFound, Overtaken, UsageError
from watcher.domain.review import (
    FIRST,
    Action,
    Decision,
    DecisionKind,
    Entry,
    ReviewState,
    Standing,
    follows,
)
from watcher.domain.user import Role, Scope, Session, Token, User
from watcher.services.ports import AccountBook, ReviewLog, Store
from watcher.store.accounts import SqliteAccounts
from watcher.store.reviews import SqliteReviews
from watcher.store.sqlite import SqliteStore
from watcher.testing.desk import MemoryAccounts, MemoryReviews

TODAY = date(2026, 3, 1)
CLOSED = Standing(state=ReviewState.CLOSED, decision=Decision(kind=DecisionKind.NO_ACTION))
ANNA = User(name="Anna", role=Role.REVIEWER, password="$argon2id$…", since=NOON)


def said(comparison_id: str = "terms-1-2", *, standing: Standing | None = None, **others: object) -> Entry:
    entry = Entry(
        at=NOON,
        who="Anna",
        comparison_id=comparison_id,
        action=Action.COMMENTED,
        words="Notice is shorter now. 通知期缩短了。",
        standing=standing or Standing(state=ReviewState.IN_REVIEW, assignee="Anna"),
        seen="ab" * 32,
    )
    return replace(entry, **others)


@pytest.fixture
def log(store: Store) -> ReviewLog:
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        for number in (1, 2, 3, 4):
            writing.add_version(version(number), tree("Notice."))
        for new, severity in ((2, Severity.LOW), (3, Severity.HIGH), (4, Severity.NONE)):
            one = replace(recorded(new, at=NOON + new * MINUTE), comparison=comparison(severity))
            writing.add_comparison(one)
    if isinstance(store, SqliteStore):
        return SqliteReviews(store.connections)
    return MemoryReviews(store)


@pytest.fixture(params=["sqlite", "memory"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AccountBook]:
    if request.param == "memory":
        yield MemoryAccounts()
        return
    store = SqliteStore(tmp_path / "accounts.db")
    yield SqliteAccounts(store.connections)
    store.close()


def test_entries_are_numbered_and_chained_over_all_comparisons(log: ReviewLog) -> None:
    log.append([said()])
    log.append([said("terms-2-3"), said("terms-2-3", change_id="1", place="9.2")])
    kept = log.chain()
    assert [one.seq for one in kept] == [1, 2, 3]
    assert kept[0].before == FIRST
    assert [one.before for one in kept[1:]] == [one.hash for one in kept[:-1]]
    assert all(starmap(follows, zip(kept, [None, *kept], strict=False)))
    assert log.chain(after=1, limit=1) == kept[1:2]


def test_what_is_read_is_what_was_written(log: ReviewLog) -> None:
    decision = Decision(kind=DecisionKind.ACTION_NEEDED, owner="Bo", until=date(2026, 4, 1))
    entry = said(standing=Standing(state=ReviewState.CLOSED, assignee="Anna", decision=decision), change_id="1")
    [kept] = log.append([entry])
    assert log.entries("terms-1-2") == [kept]
    assert replace(kept, seq=0, hash="") == entry


def test_many_who_act_at_once_make_one_chain(log: ReviewLog) -> None:
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda number: log.append([said(words=str(number))]), range(40)))
    kept = log.chain()
    assert sorted(int(one.words) for one in kept) == list(range(40))
    assert all(starmap(follows, zip(kept, [None, *kept], strict=False)))


def test_of_many_who_looked_at_the_same_only_one_acts(log: ReviewLog) -> None:
    def act(number: int) -> bool:
        try:
            log.append([said(words=str(number))], after=0)
        except Overtaken:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(act, range(20))) == 1


def test_each_comparison_has_its_own_entries(log: ReviewLog) -> None:
    log.append([said(), said("terms-2-3")])
    assert [one.comparison_id for one in log.entries("terms-2-3")] == ["terms-2-3"]
    assert log.entries("terms-9-10") == []


def test_who_looked_before_somebody_else_acted_is_told_so(log: ReviewLog) -> None:
    [first] = log.append([said()], after=0)
    with pytest.raises(Overtaken):
        log.append([said()], after=0)
    log.append([said("terms-2-3")])
    assert log.append([said()], after=first.seq)


def test_nothing_is_said_of_a_comparison_that_is_not_kept(log: ReviewLog) -> None:
    with pytest.raises(NotFound):
        log.append([said("terms-9-10")])
    assert log.chain() == []


def test_open_reviews_stand_by_weight_and_leave_out_what_matters_to_nobody(log: ReviewLog) -> None:
    assert [one.comparison_id for one in log.open_reviews(TODAY)] == ["terms-2-3", "terms-1-2"]
    assert log.open_reviews(TODAY, limit=1)[0].severity is Severity.HIGH


def test_a_closed_review_is_no_longer_open_and_a_closed_change_changes_nothing(log: ReviewLog) -> None:
    log.append([said("terms-2-3", standing=CLOSED), said(change_id="1", standing=CLOSED)])
    [open_review] = log.open_reviews(TODAY)
    assert (open_review.comparison_id, open_review.standing) == ("terms-1-2", Standing())
    assert log.standings(["terms-2-3", "terms-1-2"]) == {"terms-2-3": CLOSED}


@pytest.mark.parametrize(("until", "is_open"), [(TODAY + timedelta(days=1), False), (TODAY, True)])
def test_a_deferred_review_is_open_again_on_its_date(log: ReviewLog, until: date, is_open: bool) -> None:
    deferred = Standing(state=ReviewState.CLOSED, decision=Decision(kind=DecisionKind.DEFERRED, until=until))
    log.append([said(standing=deferred)])
    assert ("terms-1-2" in [one.comparison_id for one in log.open_reviews(TODAY)]) is is_open


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE review_log SET words = 'Nothing to see.' WHERE seq = 2",
        "UPDATE review_log SET who = 'Bo' WHERE seq = 2",
        "UPDATE review_log SET decision = 'no_action' WHERE seq = 2",
        "UPDATE review_log SET seen = replace(seen, 'a', 'b') WHERE seq = 2",
        "DELETE FROM review_log WHERE seq = 2",
        "UPDATE review_log SET seq = CASE seq WHEN 2 THEN 12 ELSE 2 END WHERE seq IN (2, 3)",
    ],
)
def test_tampering_shows_in_the_chain(tmp_path: Path, tampering: str) -> None:
    store = SqliteStore(tmp_path / "watcher.db")
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        for number in (1, 2):
            writing.add_version(version(number), tree("Notice."))
        writing.add_comparison(recorded())
    log = SqliteReviews(store.connections)
    log.append([said(), said(), said()])
    store.close()
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as connection, connection:
        connection.execute(tampering)
    kept = log.chain()
    assert [follows(*pair) for pair in zip(kept, [None, *kept], strict=False)][:2] == [True, False]


def test_an_account_is_found_whatever_the_case_of_its_name(book: AccountBook) -> None:
    book.add_user(ANNA)
    assert book.user("ANNA") == ANNA
    assert book.user("Bo") is None
    with pytest.raises(UsageError):
        book.add_user(replace(ANNA, name="anna"))
    assert book.users() == [ANNA]


def test_an_account_that_changed_is_kept_as_it_is_now(book: AccountBook) -> None:
    book.add_user(ANNA)
    book.save_user(replace(ANNA, role=Role.READER, ended_at=NOON + MINUTE), sign_out=True)
    assert book.user("Anna") == replace(ANNA, role=Role.READER, ended_at=NOON + MINUTE)
    with pytest.raises(NotFound):
        book.save_user(replace(ANNA, name="Bo"), sign_out=False)


def session(name: str, *, at: object = NOON) -> Session:
    return Session(sha256=name, user="Anna", begun_at=at, expires_at=at + 10 * MINUTE)


def test_a_session_ends_by_itself_by_signing_out_and_with_its_account(book: AccountBook) -> None:
    book.add_user(ANNA)
    for name in ("s1", "s2"):
        book.add_session(session(name))
    assert book.session("s1") == session("s1")
    book.end_session("s1")
    assert book.session("s1") is None
    book.add_session(session("s3", at=NOON + 10 * MINUTE))
    assert book.session("s2") is None, "expired when the next one began"
    book.save_user(ANNA, sign_out=True)
    assert book.session("s3") is None


def test_tokens_are_lost_with_the_account_and_not_with_its_role(book: AccountBook) -> None:
    book.add_user(ANNA)
    token = Token(sha256="t1", user="Anna", scope=Scope.REVIEW, since=NOON, expires_at=NOON + MINUTE)
    book.add_token(token)
    book.save_user(replace(ANNA, role=Role.READER), sign_out=True)
    assert book.token("t1") == token
    book.save_user(replace(ANNA, ended_at=NOON), sign_out=True)
    assert book.token("t1") is None


def test_what_is_revoked_ends_and_the_account_stays(book: AccountBook) -> None:
    book.add_user(ANNA)
    book.add_user(replace(ANNA, name="Bo"))
    token = Token(sha256="t1", user="Anna", scope=Scope.READ, since=NOON, expires_at=NOON + MINUTE)
    book.add_token(token)
    book.add_token(replace(token, sha256="t2", user="Bo"))
    book.add_session(session("s1"))
    book.revoke("Anna")
    assert (book.token("t1"), book.session("s1")) == (None, None)
    assert book.token("t2") is not None
    assert book.user("Anna") == ANNA


def test_attempts_are_bounded_by_key_within_the_window(book: AccountBook) -> None:
    limits = {"name:a": 2, "from:x": 3}
    assert [book.note_attempt(limits, at=NOON + n * MINUTE, since=NOON) for n in range(3)] == [True, True, False]
    assert book.note_attempt({"name:b": 2, "from:x": 3}, at=NOON + 3 * MINUTE, since=NOON)
    assert not book.note_attempt({"name:c": 2, "from:x": 3}, at=NOON + 3 * MINUTE, since=NOON)
    assert book.note_attempt({"name:c": 2, "from:x": 3}, at=NOON + 4 * MINUTE, since=NOON + MINUTE)


def test_an_attempt_that_is_refused_counts_nowhere(book: AccountBook) -> None:
    book.note_attempt({"from:x": 1}, at=NOON, since=NOON)
    assert not book.note_attempt({"name:a": 1, "from:x": 1}, at=NOON, since=NOON)
    assert book.note_attempt({"name:a": 1}, at=NOON, since=NOON)


def test_a_success_forgets_the_name_and_one_attempt_of_the_address(book: AccountBook) -> None:
    for name in ("name:a", "name:b"):
        assert book.note_attempt({name: 1, "from:x": 2}, at=NOON, since=NOON)
    book.attempt_succeeded("name:a", "from:x", at=NOON)
    assert book.note_attempt({"name:a": 1, "from:x": 2}, at=NOON, since=NOON)
    assert not book.note_attempt({"name:c": 1, "from:x": 2}, at=NOON, since=NOON)
    assert not book.note_attempt({"name:b": 1}, at=NOON, since=NOON)
