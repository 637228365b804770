"""A channel that keeps what it is told to send, and fails as it is told to."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.domain.delivery import Attempt, Delivery
from watcher.domain.errors import WatcherError
from watcher.domain.subscriber import Subscriber
from watcher.services.ports import Clock, Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One successful sending."""

    delivery: Delivery
    subscriber: Subscriber
    notices: tuple[Notice, ...]


class FakeChannel:
    """Keeps what was sent, in order. Errors handed to ``fail`` are raised first, one for each sending."""

    def __init__(self, *, clock: Clock) -> None:
        self.sent: list[Sent] = []
        self.tries: list[str] = []
        """Delivery ids in the order in which they were tried, whether they failed or not."""
        self._clock = clock
        self._errors: deque[WatcherError] = deque()

    def fail(self, *errors: WatcherError) -> None:
        """Raise these, one for each of the next sendings."""
        self._errors.extend(errors)

    async def send(self, delivery: Delivery, subscriber: Subscriber, notices: Sequence[Notice]) -> Attempt:
        self.tries.append(delivery.id)
        if self._errors:
            raise self._errors.popleft()
        self.sent.append(Sent(delivery=delivery, subscriber=subscriber, notices=tuple(notices)))
        return Attempt(at=self._clock(), duration=0.0, ok=True, detail="kept")
