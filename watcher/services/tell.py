"""Who is told of an event, and when: events to deliveries."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity
from watcher.domain.change import Change
from watcher.domain.delivery import Delivery, Event, EventType
from watcher.domain.subscriber import ChannelKind, Digest, Subscriber

DIGEST_WEEKDAY = 0
"""Monday: the day of weekly digests, as ``datetime.weekday`` counts."""


def event(
    type_: EventType, agreement_id: str, mark: str, at: datetime, *, comparison_id: str = "", reason: str = ""
) -> Event:
    """An event whose id follows from its key; ``mark`` tells this happening from others of its type."""
    key = f"{type_}:{agreement_id}:{mark}"
    return Event(
        id=f"evt_{_digest(key)}",
        key=key,
        type=type_,
        agreement_id=agreement_id,
        at=at,
        comparison_id=comparison_id,
        reason=reason,
    )


def delivery_id(subscriber: str, event_id: str) -> str:
    """The id of the message that tells a subscriber of an event, unless it went into a digest that was waiting."""
    return f"msg_{_digest(f'{subscriber}:{event_id}')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Everybody who may be told.

    ``digests_run``: whether a service is there to send digests later. Without one (a one-off check) only a subscriber
    who chose a digest by name has to wait for it.
    """

    subscribers: tuple[Subscriber, ...]
    digests_run: bool = True

    def without(self, ended: Collection[str]) -> Audience:
        """Everybody but those who ended their subscription."""
        return replace(self, subscribers=tuple(one for one in self.subscribers if one.name not in ended))

    def deliveries(
        self,
        happened: Event,
        agreement: Agreement,
        *,
        changes: Sequence[Change] = (),
        told_before: Collection[str] = (),
    ) -> list[Delivery]:
        """The rows that tell of one event, one for each subscriber concerned.

        ``changes`` are those of the comparison, for terms that changed or came back. ``told_before`` names who was
        told of the departure, for a return; they are told of it whatever they chose.
        """
        return [
            self._delivery(happened, subscriber, _severity(_chosen(changes, subscriber)))
            for subscriber in self.subscribers
            if subscriber.watches(agreement)
            and (subscriber.name in told_before or _concerns(happened, _chosen(changes, subscriber)))
        ]

    def _delivery(self, happened: Event, subscriber: Subscriber, severity: Severity) -> Delivery:
        due = self._due(happened, subscriber, severity)
        together = due > happened.at and subscriber.channel is ChannelKind.EMAIL
        return Delivery(
            id=delivery_id(subscriber.name, happened.id),
            subscriber=subscriber.name,
            channel=subscriber.channel,
            event_ids=(happened.id,),
            digest=together,
            created_at=happened.at,
            due_at=due,
        )

    def _due(self, happened: Event, subscriber: Subscriber, severity: Severity) -> datetime:
        digest = subscriber.digest
        if digest is None:
            urgent = happened.type not in (EventType.CHANGED, EventType.REVERTED) or severity >= Severity.HIGH
            program = subscriber.channel is not ChannelKind.EMAIL
            digest = Digest.IMMEDIATE if urgent or program or not self.digests_run else Digest.DAILY
        if digest is Digest.IMMEDIATE:
            return happened.at
        return next_digest(happened.at, digest, subscriber)


def next_digest(after: datetime, digest: Digest, subscriber: Subscriber) -> datetime:
    """The next moment, UTC and strictly later, at which digests of that kind go out to that subscriber.

    The time of day is on the subscriber's own clock, through summer and winter. One that the clock leaves out in
    spring comes as much later as the clock was put forward.
    """
    here = after.astimezone(subscriber.timezone)
    day = here.date()
    if digest is Digest.WEEKLY:
        day += timedelta(days=(DIGEST_WEEKDAY - day.weekday()) % 7)
    step = timedelta(days=7 if digest is Digest.WEEKLY else 1)
    while (due := _at(day, subscriber)) <= after:
        day += step
    return due


def _at(day: date, subscriber: Subscriber) -> datetime:
    return datetime.combine(day, subscriber.digest_at, subscriber.timezone).astimezone(UTC)


def departures(happened: Sequence[Event], returns_to: int) -> list[str]:
    """Keys of the events that told of leaving version ``returns_to``: those of all versions after it."""
    return [
        event.key
        for event in happened
        if (
            event.type in (EventType.CHANGED, EventType.REVERTED)
            or (event.type is EventType.UNSETTLED and event.comparison_id)
        )
        and _number(event) > returns_to
    ]


def version_mark(number: int, fingerprint: str) -> str:
    """What makes a new version one happening: its number and its text."""
    return f"{number}:{fingerprint}"


def _number(happened: Event) -> int:
    return int(happened.key.split(":")[2])


def _chosen(changes: Sequence[Change], subscriber: Subscriber) -> list[Change]:
    """The changes that a subscriber asked to be told of."""
    return [
        change
        for change in changes
        if change.assessment.severity >= max(subscriber.min_severity, Severity.LOW)
        and (not subscriber.categories or not _about(change).isdisjoint(subscriber.categories))
    ]


def _about(change: Change) -> set[str]:
    return {*change.assessment.categories, *change.assessment.inherited}


def _severity(changes: Sequence[Change]) -> Severity:
    return max((change.assessment.severity for change in changes), default=Severity.NONE)


def _concerns(happened: Event, chosen: Sequence[Change]) -> bool:
    if happened.type in (EventType.CHANGED, EventType.REVERTED):
        return bool(chosen)
    return happened.type is not EventType.RECOVERED


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
