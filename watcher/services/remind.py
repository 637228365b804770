"""A reminder of what weighs most: a critical change of which people were told, and which nobody has acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from watcher.domain.assessment import Severity
from watcher.domain.delivery import Delivery, DeliveryState, Event, EventType
from watcher.domain.errors import NotFound
from watcher.domain.review import Action, OpenReview, ReviewState
from watcher.domain.sentence import Sentence
from watcher.domain.subscriber import Digest, Subscriber
from watcher.services.ports import ReviewLog, Store, Waiting
from watcher.services.tell import delivery_id, event

REMIND_AFTER = timedelta(hours=24)
"""How long after a subscriber was told."""
REMIND_WITHIN = timedelta(days=8)
"""Changes older than that are let rest: a service that stood still for long does not come back with a flood."""
MOST = 200
"""Comparisons looked at, the newest."""
LOOKED_AT = 1_000
"""Events of an agreement among which the one is looked for that told of a comparison."""


def queue_reminders(subscribers: Sequence[Subscriber], store: Store, log: ReviewLog, now: datetime) -> list[Delivery]:
    """Queue what reminds of critical changes that nobody has acknowledged; gives what was queued.

    Each goes once to each subscriber who was told of the change at once, a day after they were, however often and by
    however many processes this is asked. Raises StoreError.
    """
    ended = store.ended_subscriptions()
    readers = [one for one in subscribers if one.name not in ended and one.digest in (None, Digest.IMMEDIATE)]
    watched = {row.agreement.id for row in store.watched()}
    wanted = Waiting(severity=Severity.CRITICAL, state=ReviewState.NEW.value)
    queued: list[Delivery] = []
    for review in log.waiting(wanted, now.date(), limit=MOST).items:
        if review.at < now - REMIND_WITHIN:
            break
        if review.agreement_id not in watched or _acted_on(review, log) or _gone_back(review, store):
            continue
        if (told := _told(review, store)) is None:
            continue
        happened = _reminder(told, now)
        reminders = [
            Delivery(
                id=delivery_id(reader.name, happened.id),
                subscriber=reader.name,
                channel=reader.channel,
                event_ids=(happened.id,),
                created_at=now,
                due_at=now,
            )
            for reader in readers
            if _was_told(reader, told, store, by=now - REMIND_AFTER)
        ]
        new = [one for one in reminders if _kept(one.id, store) is None]
        if new:
            with store.writing() as rows:
                rows.add_event(happened)
                for reminder in new:
                    rows.add_delivery(reminder)
        queued += new
    return queued


def _reminder(told: Event, now: datetime) -> Event:
    """The same for the same change, also where the agreement was given another id meanwhile."""
    _, agreement_id, mark = told.key.split(":", 2)
    reason = Sentence(
        "nobody has acknowledged this within {hours} hours of being told", hours=int(REMIND_AFTER / timedelta(hours=1))
    )
    reminder = event(EventType.UNACKNOWLEDGED, agreement_id, mark, now, comparison_id=told.comparison_id, reason=reason)
    return replace(reminder, agreement_id=told.agreement_id)


def _told(review: OpenReview, store: Store) -> Event | None:
    """The event that told of a comparison."""
    events = store.events(review.agreement_id, limit=LOOKED_AT)
    return next((e for e in events if e.type is EventType.CHANGED and e.comparison_id == review.comparison_id), None)


def _acted_on(review: OpenReview, log: ReviewLog) -> bool:
    """Whether somebody took it, gave it to somebody, or decided on some of its changes."""
    return any(entry.action is not Action.COMMENTED for entry in log.entries(review.comparison_id))


def _gone_back(review: OpenReview, store: Store) -> bool:
    """Whether the text was withdrawn since for one from before it, which was told by a message of its own."""
    versions = store.versions(review.agreement_id)
    return any(one.number > review.new and (one.returns_to or review.new) < review.new for one in versions)


def _was_told(subscriber: Subscriber, told: Event, store: Store, *, by: datetime) -> bool:
    """Whether their message of it, one of its own, had arrived by then."""
    message = _kept(delivery_id(subscriber.name, told.id), store)
    if message is None or message.digest or message.state is not DeliveryState.DELIVERED:
        return False
    return any(attempt.ok and attempt.at <= by for attempt in message.attempts)


def _kept(name: str, store: Store) -> Delivery | None:
    try:
        return store.delivery(name)
    except NotFound:
        return None
