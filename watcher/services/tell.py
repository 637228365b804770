"""Who is told of an event, and when: events to deliveries."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity
from watcher.domain.delivery import Delivery, Event, EventType
from watcher.domain.subscriber import ChannelKind, Digest, Subscriber

DIGEST_HOUR = 8
"""The hour, UTC, at which digests go out."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Everybody who may be told.

    ``digests_run``: whether a service is there to send digests later. Without one (a one-off check) only a subscriber
    who chose a digest by name has to wait for it.
    """

    subscribers: tuple[Subscriber, ...]
    digests_run: bool = True

    def deliveries(
        self,
        happened: Event,
        agreement: Agreement,
        *,
        severity: Severity = Severity.NONE,
        told_before: Collection[str] = (),
    ) -> list[Delivery]:
        """The rows that tell of one event, one for each subscriber concerned.

        ``severity`` is that of the comparison, for terms that changed or came back. ``told_before`` names who was told
        of the departure, for a return; they are told of it whatever their minimum severity.
        """
        return [
            self._delivery(happened, subscriber, severity)
            for subscriber in self.subscribers
            if subscriber.watches(agreement)
            and (subscriber.name in told_before or _concerns(happened, subscriber, severity))
        ]

    def _delivery(self, happened: Event, subscriber: Subscriber, severity: Severity) -> Delivery:
        due = self._due(happened, subscriber, severity)
        together = due > happened.at and subscriber.channel is ChannelKind.EMAIL
        return Delivery(
            id=f"msg_{_digest(f'{subscriber.name}:{happened.id}')}",
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
        return next_digest(happened.at, digest)


def next_digest(after: datetime, digest: Digest) -> datetime:
    """The next moment, strictly later, at which digests of that kind go out."""
    due = after.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if due <= after:
        due += timedelta(days=1)
    if digest is Digest.WEEKLY:
        due += timedelta(days=(DIGEST_WEEKDAY - due.weekday()) % 7)
    return due


def departures(happened: Sequence[Event], returns_to: int) -> list[str]:
    """Keys of the events that told of leaving version ``returns_to``: those of all versions after it."""
    return [
        event.key
        for event in happened
        if event.type in (EventType.CHANGED, EventType.REVERTED) and _number(event) > returns_to
    ]


def version_mark(number: int, fingerprint: str) -> str:
    """What makes a new version one happening: its number and its text."""
    return f"{number}:{fingerprint}"


def _number(happened: Event) -> int:
    return int(happened.key.split(":")[2])


def _concerns(happened: Event, subscriber: Subscriber, severity: Severity) -> bool:
    if happened.type is EventType.CHANGED:
        return severity >= subscriber.min_severity and severity > Severity.NONE
    if happened.type in (EventType.REVERTED, EventType.RECOVERED):
        return happened.type is EventType.REVERTED and severity >= subscriber.min_severity
    return True


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
