"""Notices about an agreement of our own writing, and the moment at which they are sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Assessment, Fact, FactType, Severity
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause
from watcher.domain.delivery import Delivery, Event, EventType
from watcher.domain.notice import NoticeClock, Promise, StatedDate
from watcher.domain.subscriber import ChannelKind, Subscriber
from watcher.domain.version import CheckOutcome, Derivation, Recorded, SnapshotRef, Version, WatchState
from watcher.services.ports import Notice

NOW = datetime.now(UTC).replace(microsecond=0)
"""The present: receivers refuse a signature that is older than five minutes."""

AGREEMENT = Agreement(
    id="harbour-terms",
    title="Harbour Cloud Terms",
    provider="Harbour",
    sources=("https://harbour.example/terms",),
    languages=("en",),
)


def a_version(number: int, seen: datetime) -> Version:
    return Version(
        id=f"v{number}",
        agreement_id=AGREEMENT.id,
        number=number,
        fingerprint=f"{number:x}" * 64,
        first_seen=seen,
        last_seen=seen,
        snapshots=(SnapshotRef(sha256=f"{number + 10:x}" * 64, url=AGREEMENT.sources[0]),),
        derivation=Derivation(pipeline=1, cut="0" * 16),
    )


def a_change(number: int = 1, **fields: Any) -> Change:
    """The notice period of a fee clause shortened, unless the fields say otherwise."""
    label = f"9.{number}"
    before = "The provider announces new fees 10 working days before they apply."
    after = before.replace("10", "5")
    old = Clause(id=f"c{number}", label=label, path=("9", label), text=before, lang="en")
    change = Change(
        id=f"change-{number}",
        kind=ChangeKind.MODIFIED,
        old=(old,),
        new=(replace(old, text=after),),
        spans=(
            Span(SpanOp.EQUAL, before.partition("10")[0]),
            Span(SpanOp.DELETE, "10"),
            Span(SpanOp.INSERT, "5"),
            Span(SpanOp.EQUAL, before.partition("10")[2]),
        ),
        assessment=Assessment(
            severity=Severity.HIGH,
            categories=("fees", "notice"),
            facts=(Fact(type=FactType.DURATION, role="notice", old="10 working days", new="5 working days"),),
            reasons=("notice shortened from 10 to 5 working days",),
        ),
    )
    return replace(change, **fields)


def a_notice(*changes: Change, type: EventType = EventType.CHANGED, **fields: Any) -> Notice:  # noqa: A002
    recorded = Recorded(
        id="comparison-1",
        agreement_id=AGREEMENT.id,
        old=3,
        new=4,
        at=NOW,
        comparison=Comparison(changes=changes or (a_change(),)),
    )
    notice = Notice(
        event=Event(id="event-1", key="key", type=type, agreement_id=AGREEMENT.id, at=NOW, comparison_id=recorded.id),
        agreement=AGREEMENT,
        url="https://watcher.example/comparisons/comparison-1",
        recorded=recorded,
        old=a_version(3, NOW - timedelta(hours=6)),
        new=a_version(4, NOW),
    )
    return replace(notice, **fields)


NINE_DAYS_ON = (NOW + timedelta(days=9)).date()
A_CLOCK = NoticeClock(
    promised=(Promise(shown="10 working days", days=14, working=True, place="9.1", words="…"),),
    updated_before=None,
    updated=None,
    effective=StatedDate(shown=NINE_DAYS_ON.isoformat(), day=NINE_DAYS_ON),
    last_seen=NOW - timedelta(hours=6),
    first_seen=NOW,
)


def a_failure(type: EventType = EventType.FAILING) -> Notice:  # noqa: A002
    state = WatchState(
        agreement_id=AGREEMENT.id,
        last_success=NOW - timedelta(days=2),
        last_outcome=CheckOutcome.FAILED,
        failing_since=NOW - timedelta(days=1),
        failures=5,
    )
    event = Event(
        id="event-2", key="failing", type=type, agreement_id=AGREEMENT.id, at=NOW, reason="the server answered 503"
    )
    return a_notice(event=event, recorded=None, old=None, new=None, state=state)


def a_delivery(channel: ChannelKind = ChannelKind.EMAIL, id: str = "delivery-1") -> Delivery:  # noqa: A002
    return Delivery(id=id, subscriber="Legal", channel=channel, event_ids=("event-1",), created_at=NOW, due_at=NOW)


def a_subscriber(address: str, channel: ChannelKind = ChannelKind.EMAIL, secret_env: str = "") -> Subscriber:
    return Subscriber(name="Legal", channel=channel, address=address, secret_env=secret_env)


class Examples:
    """The builders, for tests to ask for by one name."""

    now = NOW
    agreement = AGREEMENT
    notice_clock = A_CLOCK
    change = staticmethod(a_change)
    notice = staticmethod(a_notice)
    failure = staticmethod(a_failure)
    delivery = staticmethod(a_delivery)
    subscriber = staticmethod(a_subscriber)


@pytest.fixture(scope="session")
def examples() -> type[Examples]:
    return Examples


@pytest.fixture
def clock() -> Callable[[], datetime]:
    return lambda: NOW


@pytest.fixture
async def client():
    async with httpx.AsyncClient(trust_env=False) as shared:
        yield shared
