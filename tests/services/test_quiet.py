"""A line a week to whoever was told of nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watcher.domain.agreement import Agreement
from watcher.domain.delivery import Delivery
from watcher.domain.subscriber import ChannelKind, Subscriber
from watcher.services.links import Links
from watcher.services.quiet import queue_quiet, quiet_notice
from watcher.services.tell import event
from watcher.testing.memory import MemoryStore

TERMS = Agreement(id="harbour", title="Harbour terms", sources=("https://harbour.example/terms",))
LEGAL = Subscriber(name="Legal", channel=ChannelKind.EMAIL, address="legal@example.org")
BEGAN = datetime(2026, 11, 3, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    with made.writing() as rows:
        rows.save_agreement(TERMS, BEGAN)
    return made


def told(store: MemoryStore, at: datetime) -> None:
    happened = event("terms.changed", TERMS.id, f"2:{at}", at)  # type: ignore[arg-type]  # a word is enough here
    with store.writing() as rows:
        rows.add_event(happened)
        rows.add_delivery(
            Delivery(
                id=f"msg_{at}",
                subscriber="Legal",
                channel=LEGAL.channel,
                event_ids=(happened.id,),
                created_at=at,
                due_at=at,
            )
        )


def test_a_week_that_held_nothing_is_told_once_on_monday(store: MemoryStore) -> None:
    [queued] = queue_quiet([LEGAL], store, MONDAY + HOUR)
    assert (queued.subscriber, queued.event_ids) == ("Legal", ())
    assert queue_quiet([LEGAL], store, MONDAY + 2 * HOUR) == []
    assert queue_quiet([LEGAL], store, MONDAY + 6 * DAY) == []
    assert len(queue_quiet([LEGAL], store, MONDAY + 7 * DAY + HOUR)) == 1


def test_a_week_that_held_something_needs_no_line(store: MemoryStore) -> None:
    told(store, MONDAY - 2 * DAY)
    assert queue_quiet([LEGAL], store, MONDAY + HOUR) == []
    assert len(queue_quiet([LEGAL], store, MONDAY + 7 * DAY + HOUR)) == 1


def test_nothing_is_said_before_a_week_has_passed(store: MemoryStore) -> None:
    assert queue_quiet([LEGAL], store, BEGAN + 6 * DAY) == []


def test_programs_and_those_who_ended_get_no_line(store: MemoryStore) -> None:
    program = replace(LEGAL, channel=ChannelKind.WEBHOOK)
    store.end_subscription("Gone", BEGAN)
    gone, stranger = replace(LEGAL, name="Gone"), replace(LEGAL, name="Stranger", agreements=("other",))
    assert queue_quiet([program, gone, stranger], store, MONDAY + HOUR) == []


def test_the_line_says_what_is_watched_and_what_cannot_be_read(store: MemoryStore) -> None:
    links = Links("https://watch.example")
    assert quiet_notice(LEGAL, store, links, MONDAY).event.reason == "watched 1 agreement, all readable, no change"
    with store.writing() as rows:
        rows.save_state(replace(store.state(TERMS.id), failures=2))
    said = quiet_notice(LEGAL, store, links, MONDAY).event.reason
    assert said == "watched 1 agreement, no change; 1 cannot be read at the moment: Harbour terms"
