"""Events, and the deliveries that tell subscribers of them. A delivery is a durable row before it is a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watcher.domain.subscriber import ChannelKind


class EventType(StrEnum):
    """What subscribers can be told."""

    CHANGED = "terms.changed"
    """A new version was recorded and something in it matters."""
    REVERTED = "terms.reverted"
    """The text went back to an earlier version's."""
    UNSETTLED = "terms.unsettled"
    """The page does not settle on one text."""
    UNACKNOWLEDGED = "terms.unacknowledged"
    """A critical change was told a day ago, and nobody has acknowledged it."""
    FAILING = "agreement.failing"
    """The agreement could not be read for some time."""
    RECOVERED = "agreement.recovered"
    """It can be read again."""
    TEST = "webhook.test"
    """Nothing happened: somebody tries whether messages arrive. Sent, never kept."""
    QUIET = "watch.quiet"
    """Nothing happened for a week, and the watching goes on. Sent, never kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an agreement and is worth telling."""

    id: str
    """Follows from ``key``: the same happening has the same id, however often it is recorded."""
    key: str
    """What makes it one happening: type, agreement, number of the new version and its fingerprint, or since when."""
    type: EventType
    agreement_id: str
    at: datetime
    comparison_id: str = ""
    """For ``terms.changed`` and ``terms.reverted``."""
    reason: str = ""
    """For the others: in words."""


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    """To be sent when it is due."""
    SENDING = "sending"
    """Claimed by a process; if that process dies, the claim runs out and it is waiting again."""
    DELIVERED = "delivered"
    """The other side accepted it."""
    FAILED = "failed"
    """Given up after the last attempt, or refused for good; ``redeliver`` sends it again under the same id."""
    CANCELLED = "cancelled"
    """Its subscriber was taken out of the configuration before it was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to send a delivery."""

    at: datetime
    duration: float
    """Seconds."""
    ok: bool
    status: int | None = None
    """HTTP or SMTP status where one was received."""
    detail: str = ""
    """What the other side said, or what went wrong; never a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one subscriber through one channel."""

    id: str
    """Goes out with the message and stays the same over every attempt and redelivery."""
    subscriber: str
    """The subscriber's name."""
    channel: ChannelKind
    event_ids: tuple[str, ...]
    """One for a message sent at once; all that a digest holds; none for the line that tells of a quiet week."""
    digest: bool = False
    state: DeliveryState = DeliveryState.WAITING
    created_at: datetime
    due_at: datetime
    """Not to be sent before."""
    attempts: tuple[Attempt, ...] = ()
    attempts_before: int = 0
    """How many of them were made before it was last made to wait anew by ``redeliver``."""
    claimed_by: str = ""
    claimed_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of one attempt to send a delivery."""

    delivery: Delivery
    """As it was when it was claimed."""
    attempt: Attempt
    state: DeliveryState
    """Where it stands now."""
    next_at: datetime
    """When it is to be tried again, where it waits."""
