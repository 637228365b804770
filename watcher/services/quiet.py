"""Quiet never means dead: a line a week to whoever was told of nothing, so that silence can be told from a failure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from watcher.domain.agreement import Agreement
from watcher.domain.delivery import Delivery, DeliveryState, EventType
from watcher.domain.sentence import Sentence, several
from watcher.domain.subscriber import ChannelKind, Digest, Subscriber
from watcher.services.links import Links
from watcher.services.ports import Notice, Store
from watcher.services.tell import event, next_digest

WEEK = timedelta(days=7)
LISTED = 10
"""Titles of agreements that cannot be read, at most."""
QUIET_CHANNELS = (ChannelKind.EMAIL, ChannelKind.CHAT)
"""Programs ask ``/health`` instead."""


def queue_quiet(subscribers: Sequence[Subscriber], store: Store, now: datetime) -> list[Delivery]:
    """Queue the line for every subscriber whose last week held nothing; gives what was queued.

    It goes out at the subscriber's own time on Mondays, once a week however often this is asked, and not before
    something has been watched for a week. Raises StoreError.
    """
    ended = store.ended_subscriptions()
    queued = []
    for subscriber in subscribers:
        due = next_digest(now - WEEK, Digest.WEEKLY, subscriber)
        if subscriber.channel not in QUIET_CHANNELS or subscriber.name in ended or not _quiet(subscriber, store, due):
            continue
        queued.append(
            Delivery(
                id=f"msg_{hashlib.sha256(f'quiet:{subscriber.name}:{due.isoformat()}'.encode()).hexdigest()[:24]}",
                subscriber=subscriber.name,
                channel=subscriber.channel,
                event_ids=(),
                created_at=now,
                due_at=now,
            )
        )
    if queued:
        with store.writing() as rows:
            for delivery in queued:
                rows.add_delivery(delivery)
    return queued


def quiet_notice(subscriber: Subscriber, store: Store, links: Links, at: datetime) -> Notice:
    """What the line says: how many agreements are watched for that subscriber, and whether all of them can be read."""
    watched = [row.agreement for row in store.watched() if subscriber.watches(row.agreement)]
    states = store.states()
    lost = [each for each in watched if (state := states.get(each.id)) and state.failures]
    agreement = Agreement(id="watch", title="Terms watcher", sources=())
    happened = event(
        EventType.QUIET, agreement.id, f"{subscriber.name}:{at.isoformat()}", at, reason=_said(watched, lost)
    )
    return Notice(event=happened, agreement=agreement, url=links.overview())


def _quiet(subscriber: Subscriber, store: Store, due: datetime) -> bool:
    """Whether the week before ``due`` held nothing for that subscriber, and the watching is older than it."""
    since = [row.since for row in store.watched() if subscriber.watches(row.agreement)]
    if not since or min(since) > due - WEEK:
        return False
    # Newest first: the first that was not cancelled tells.
    for delivery in store.deliveries(subscriber=subscriber.name, limit=100):
        if delivery.state is not DeliveryState.CANCELLED:
            return delivery.created_at < due - WEEK if delivery.event_ids else delivery.created_at < due
    return True


def _said(watched: Sequence[Agreement], lost: Sequence[Agreement]) -> Sentence:
    agreements = several(len(watched), "1 agreement", "{count} agreements")
    if not lost:
        return Sentence("watched {agreements}, all readable, no change", agreements=agreements)
    return Sentence(
        "watched {agreements}, no change; {lost} cannot be read at the moment: {titles}",
        agreements=agreements,
        lost=len(lost),
        titles=tuple(each.title for each in lost[:LISTED]),
    )
