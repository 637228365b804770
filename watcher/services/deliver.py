"""The outbox: sends what is due, tries again what failed, never loses a row.

A delivery is claimed by a conditional update before it is sent and finished after it. A process that dies in between
lets its claim run out, and the delivery goes out again under the same id: repeated rather than lost.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial

import structlog

from watcher.domain.delivery import Attempt, Delivery, DeliveryState, Sent
from watcher.domain.errors import DeliveryError, WatcherError
from watcher.domain.subscriber import ChannelKind, Subscriber
from watcher.services.ledger import Ledger
from watcher.services.links import Links
from watcher.services.notices import clock_of, notice, trial
from watcher.services.ports import Channel, Clock, Notice, Store
from watcher.services.quiet import QUIET_CHANNELS, quiet_notice

log = structlog.get_logger("watcher.deliver")

PAUSES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
"""How long to wait after the first failed attempt, the second, and so on; after one more the delivery has failed."""

JITTER = 0.1
"""A pause is stretched by up to this share of itself, so that what failed together is not tried together."""

SEND_TIMEOUT = timedelta(seconds=60)
_NO_ANSWER = f"no answer within {SEND_TIMEOUT.total_seconds():.0f} s"
CLAIM = timedelta(seconds=150)
"""How long a claim holds."""

BEGIN_WITHIN = timedelta(seconds=60)
"""How long after the claim a send may begin, so that the claim outlasts it; what is left then is given back."""

AT_A_TIME = 20
"""Deliveries claimed at once for one subscriber. When a process dies, so many wait until the claim runs out."""

REMEMBERED = 64
"""Notice clocks, and within one look at the outbox notices, that are remembered: one event goes to many subscribers."""


class _Unwanted(DeliveryError):
    """There is nobody any more who is to be told."""


class Deliverer:
    """Drains the outbox. Any number of processes may drain the same one."""

    def __init__(
        self,
        *,
        store: Store,
        channels: Mapping[ChannelKind, Channel],
        subscribers: Sequence[Subscriber],
        links: Links,
        clock: Clock,
        name: str,
        jurisdictions: Sequence[str] = (),
        spread: random.Random | None = None,
    ) -> None:
        """``name`` tells this process's claims from all others', those of earlier runs included.

        ``jurisdictions``: whose published rules on notice messages show.
        """
        self._store = store
        self._channels = channels
        self._subscribers = {subscriber.name: subscriber for subscriber in subscribers}
        self._links = links
        self._clock = clock
        self._name = name
        self._clock_of = lru_cache(REMEMBERED)(partial(clock_of, store=store, jurisdictions=tuple(jurisdictions)))
        self._ledger = Ledger(store, by=name)
        self._spread = spread or random.Random()  # noqa: S311 - spreads load, keeps no secret
        self._under_way: dict[str, asyncio.Task[list[Sent]]] = {}
        self._spared: dict[str, datetime] = {}
        """Until when a subscriber's server asked to be sent nothing."""

    async def start_due(self) -> list[asyncio.Task[list[Sent]]]:
        """Start sending what is due: one task for each subscriber, so that a slow one delays nobody else."""
        now, began = self._clock(), time.monotonic()
        busy = [name for name, task in self._under_way.items() if not task.done()]
        busy += [name for name in self._spared if self._rests(name)]
        claimed = await asyncio.to_thread(
            self._store.claim_deliveries, now=now, until=now + CLAIM, by=self._name, limit=AT_A_TIME, busy=busy
        )
        queues: dict[str, list[Delivery]] = {}
        for delivery in claimed:
            queues.setdefault(delivery.subscriber, []).append(delivery)
        started = []
        noticed = lru_cache(REMEMBERED)(self._notice)
        for name, queue in queues.items():
            sending = self._send_queue(queue, noticed, until=began + BEGIN_WITHIN.total_seconds())
            task = asyncio.create_task(sending, name=f"deliver to {name}")
            self._under_way[name] = task
            started.append(task)
        return started

    async def drain(self) -> list[Sent]:
        """Send everything that is due now, and what falls due meanwhile; gives every attempt made."""
        sent: list[Sent] = []
        running: set[asyncio.Task[list[Sent]]] = set()
        while True:
            while started := await self.start_due():
                running.update(started)
            if not running:
                return sent
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                sent += task.result()

    async def test(self, subscriber: Subscriber) -> Attempt:
        """Send a message that says it is a test, at once and only once; nothing of it is kept.

        Raises DeliveryError, SecretMissing.
        """
        tried = trial(subscriber, self._links, self._clock())
        delivery = Delivery(
            id=tried.event.id.replace("evt_", "msg_"),
            subscriber=subscriber.name,
            channel=subscriber.channel,
            event_ids=(tried.event.id,),
            created_at=tried.event.at,
            due_at=tried.event.at,
        )
        try:
            async with asyncio.timeout(SEND_TIMEOUT.total_seconds()):
                return await self._channels[subscriber.channel].send(delivery, subscriber, [tried])
        except TimeoutError:
            raise DeliveryError(_NO_ANSWER, where=subscriber.name) from None

    async def stop(self, grace: timedelta) -> None:
        """Let sends under way end within ``grace``; what is cut off goes out again when its claim runs out."""
        running = [task for task in self._under_way.values() if not task.done()]
        if running:
            _, pending = await asyncio.wait(running, timeout=grace.total_seconds())
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
        await self._ledger.settled()

    async def _send_queue(
        self, queue: Sequence[Delivery], noticed: Callable[[str], Notice], *, until: float
    ) -> list[Sent]:
        """One after the other, as long as there is time and the subscriber's server does not ask for a pause."""
        sent: list[Sent] = []
        notes = []
        left = list(queue)
        try:
            while left and time.monotonic() < until and not self._rests(left[0].subscriber):
                ended = await self._send(left[0], noticed)
                left.pop(0)
                sent.append(ended)
                notes.append(self._ledger.note(ended))
        finally:
            if left:
                await asyncio.to_thread(self._give_back, left)
        for note in notes:
            await asyncio.shield(note)
        return sent

    async def _send(self, delivery: Delivery, noticed: Callable[[str], Notice]) -> Sent:
        started = self._clock()
        try:
            attempt = await self._attempt(delivery, noticed)
            state, pause = DeliveryState.DELIVERED, timedelta()
        except TimeoutError:
            late = DeliveryError(_NO_ANSWER, where=delivery.subscriber)
            attempt, state, pause = self._failed(delivery, started, late)
        except WatcherError as error:
            attempt, state, pause = self._failed(delivery, started, error)
        except Exception as error:
            # A defect of ours must end as a failed attempt that people see, not in silence.
            log.error("a defect of watcher", delivery=delivery.id, exc_info=error)
            defect = DeliveryError(f"watcher itself failed: {type(error).__name__}", where=delivery.subscriber)
            attempt, state, pause = self._failed(delivery, started, defect)
        return Sent(delivery=delivery, attempt=attempt, state=state, next_at=self._clock() + pause)

    def _give_back(self, left: Sequence[Delivery]) -> None:
        try:
            self._store.release_claims([delivery.id for delivery in left], by=self._name)
        except WatcherError as error:
            log.error("deliveries wait until their claim runs out", count=len(left), error=str(error))

    def _notice(self, event_id: str) -> Notice:
        return notice(self._store.event(event_id), self._store, self._links, self._clock_of)

    def _rests(self, subscriber: str) -> bool:
        """Whether the subscriber's server asked for a pause, and it is not over."""
        now, until = self._clock(), self._spared.get(subscriber)
        # A longer one was begun before the clock was set back.
        return until is not None and now < until <= now + PAUSES[-1]

    async def _attempt(self, delivery: Delivery, noticed: Callable[[str], Notice]) -> Attempt:
        subscriber = self._subscribers.get(delivery.subscriber)
        if subscriber is None:
            raise _Unwanted(
                "the subscriber is not in the configuration any more",
                where=delivery.subscriber,
                mend="add the subscriber again and redeliver",
            )
        # A message that another process held, or was just trying, is not cancelled when a subscription ends.
        if subscriber.name in self._store.ended_subscriptions():
            raise _Unwanted("the subscription has ended", where=delivery.subscriber)
        if len(delivery.event_ids) > 1 and subscriber.channel is not ChannelKind.EMAIL:
            raise DeliveryError(
                f"a digest of {len(delivery.event_ids)} events waited for a mail, but the subscriber is told "
                f"by {subscriber.channel} now",
                where=delivery.subscriber,
                mend="give a subscriber of that name a mail address and redeliver",
                permanent=True,
            )
        notices = [noticed(event_id) for event_id in delivery.event_ids]
        if not notices and subscriber.channel not in QUIET_CHANNELS:
            raise DeliveryError(
                f"a line about a quiet week waited, but the subscriber is told by {subscriber.channel} now",
                where=delivery.subscriber,
                mend="nothing: programs ask /health instead",
                permanent=True,
            )
        notices = notices or [quiet_notice(subscriber, self._store, self._links, delivery.created_at)]
        async with asyncio.timeout(SEND_TIMEOUT.total_seconds()):
            return await self._channels[subscriber.channel].send(delivery, subscriber, notices)

    def _failed(
        self, delivery: Delivery, started: datetime, error: WatcherError
    ) -> tuple[Attempt, DeliveryState, timedelta]:
        failure = error if isinstance(error, DeliveryError) else DeliveryError(str(error))
        duration = (self._clock() - started).total_seconds()
        attempt = Attempt(at=started, duration=duration, ok=False, status=failure.status, detail=str(failure))
        if isinstance(error, _Unwanted):
            return attempt, DeliveryState.CANCELLED, timedelta()
        tried = len(_since_redelivery(delivery))
        if failure.permanent or tried == len(PAUSES):
            return attempt, DeliveryState.FAILED, timedelta()
        pause = PAUSES[tried] * (1 + self._spread.uniform(0, JITTER))
        if failure.retry_after is not None:
            asked = timedelta(seconds=min(failure.retry_after, PAUSES[-1].total_seconds()))
            self._spared[delivery.subscriber] = self._clock() + asked
            pause = max(pause, asked)
        return attempt, DeliveryState.WAITING, pause


def _since_redelivery(delivery: Delivery) -> Sequence[Attempt]:
    """The attempts that count towards giving up: those since the delivery was last made to wait anew."""
    return delivery.attempts[delivery.attempts_before :]
