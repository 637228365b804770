"""Who is told of an event, and when."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind
from watcher.domain.clause import Clause
from watcher.domain.delivery import Delivery, EventType
from watcher.domain.subscriber import ChannelKind, Digest, Subscriber
from watcher.services.tell import Audience, event, next_digest

TERMS = Agreement(id="harbour", title="Harbour terms", sources=("https://harbour.example/terms",), tags=("boats",))
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""A Friday."""


def subscriber(**chosen: object) -> Subscriber:
    return Subscriber(name="Legal", channel=ChannelKind.EMAIL, address="legal@example.org", **chosen)


def change(severity: Severity, *categories: str, under: tuple[str, ...] = ()) -> Change:
    clause = Clause(id="c", label="1", path=("1",), text="Boats.")
    return Change(
        id="x",
        kind=ChangeKind.ADDED,
        new=(clause,),
        assessment=Assessment(severity=severity, categories=categories, inherited=under),
    )


def told(
    who: Subscriber, *changes: Change, type_: EventType = EventType.CHANGED, before: tuple[str, ...] = ()
) -> list[Delivery]:
    happened = event(type_, TERMS.id, "2:abc", NOON)
    return Audience(subscribers=(who,)).deliveries(happened, TERMS, changes=changes, told_before=before)


@pytest.mark.parametrize(("asked", "expected"), [("low", True), ("medium", True), ("high", False)])
def test_a_change_is_told_from_the_severity_that_was_asked_for(asked: str, expected: bool) -> None:
    assert bool(told(subscriber(min_severity=Severity(asked)), change(Severity.MEDIUM))) is expected


def test_a_change_of_no_severity_is_told_to_nobody() -> None:
    assert told(subscriber(min_severity=Severity.NONE), change(Severity.NONE)) == []


def test_only_the_categories_that_were_asked_for_are_told() -> None:
    fees = subscriber(categories=("fees",))
    assert told(fees, change(Severity.HIGH, "fees", "notice"))
    assert told(fees, change(Severity.LOW, under=("fees",)))
    assert told(fees, change(Severity.HIGH, "venue")) == []


def test_one_comparison_is_one_message_whatever_the_number_of_reasons_to_send_it() -> None:
    eager = subscriber(
        agreements=("*", "harbour", "har*"), tags=("boats", "ships"), categories=("fees", "notice", "venue")
    )
    changes = [
        change(Severity.CRITICAL, "fees", "notice"),
        change(Severity.HIGH, "venue"),
        change(Severity.LOW, "fees"),
    ]
    assert len(told(eager, *changes)) == 1


def test_a_category_must_be_as_severe_as_was_asked_for_itself() -> None:
    fees = subscriber(categories=("fees",), min_severity=Severity.HIGH)
    assert told(fees, change(Severity.LOW, "fees"), change(Severity.CRITICAL, "venue")) == []


def test_whoever_was_told_of_the_departure_is_told_of_the_return() -> None:
    picky = subscriber(categories=("fees",), min_severity=Severity.CRITICAL)
    assert told(picky, change(Severity.LOW, "venue"), type_=EventType.REVERTED) == []
    assert told(picky, change(Severity.LOW, "venue"), type_=EventType.REVERTED, before=("Legal",))


def test_a_failure_concerns_everybody_who_watches_the_agreement() -> None:
    assert told(subscriber(categories=("fees",)), type_=EventType.FAILING)
    assert told(subscriber(agreements=("other",)), type_=EventType.FAILING) == []


def test_by_mail_what_weighs_much_goes_at_once_and_the_rest_together() -> None:
    [high] = told(subscriber(), change(Severity.HIGH, "fees"))
    [low] = told(subscriber(), change(Severity.LOW))
    assert (high.due_at, high.digest) == (NOON, False)
    assert (low.due_at, low.digest) == (datetime(2026, 11, 21, 8, tzinfo=UTC), True)


def test_what_somebody_did_not_ask_for_does_not_hurry_their_message() -> None:
    [one] = told(subscriber(categories=("venue",)), change(Severity.CRITICAL, "fees"), change(Severity.LOW, "venue"))
    assert one.digest


@pytest.mark.parametrize(
    ("after", "digest", "at", "zone", "expected"),
    [
        ("2026-11-20T07:59", Digest.DAILY, "08:00", "UTC", "2026-11-20T08:00"),
        ("2026-11-20T08:00", Digest.DAILY, "08:00", "UTC", "2026-11-21T08:00"),
        ("2026-11-20T12:00", Digest.WEEKLY, "08:00", "UTC", "2026-11-23T08:00"),
        ("2026-11-23T07:00", Digest.WEEKLY, "08:00", "UTC", "2026-11-23T08:00"),
        ("2026-11-23T08:00", Digest.WEEKLY, "08:00", "UTC", "2026-11-30T08:00"),
        ("2026-11-20T12:00", Digest.DAILY, "17:30", "Asia/Shanghai", "2026-11-21T09:30"),
        # The clock goes back on 25 October and forward on 29 March.
        ("2026-10-24T06:30", Digest.DAILY, "08:00", "Europe/Berlin", "2026-10-25T07:00"),
        ("2026-03-28T07:30", Digest.DAILY, "08:00", "Europe/Berlin", "2026-03-29T06:00"),
        ("2026-03-28T12:00", Digest.DAILY, "02:30", "Europe/Berlin", "2026-03-29T01:30"),
        # Sunday evening in Los Angeles is Monday in UTC.
        ("2026-11-23T03:00", Digest.WEEKLY, "20:00", "America/Los_Angeles", "2026-11-24T04:00"),
    ],
)
def test_digests_go_out_on_the_subscribers_clock(after: str, digest: Digest, at: str, zone: str, expected: str) -> None:
    who = subscriber(digest=digest, digest_at=time.fromisoformat(at), timezone=ZoneInfo(zone))
    found = next_digest(datetime.fromisoformat(after).replace(tzinfo=UTC), digest, who)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)
