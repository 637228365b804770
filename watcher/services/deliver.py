"""The outbox: sends what is due, tries again what failed, never loses a row.

A delivery is claimed by a conditional update before it is sent and finished after it. A process that dies in between
lets its claim run out, and the delivery goes out again under the same id: repeated rather than lost.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial

import structlog

from watcher.domain.delivery import Attempt, Delivery, DeliveryState
from watcher.domain.errors import DeliveryError, WatcherError
from watcher.domain.subscriber import ChannelKind, Subscriber
from watcher.services.links import Links
from watcher.services.notices import clock_of, notice, trial
from watcher.services.ports import Channel, Clock, Store
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
"""How long a claim holds; longer than a send can take."""

AT_A_TIME = 2
"""Deliveries claimed at once for one subscriber: as many as a claim outlasts, however slowly they are taken."""

CLOCKS = 64
"""Notice clocks that are remembered: one event goes to many subscribers, and each version's clauses are read for it."""

FINISH_PAUSES = (1.0, 5.0, 15.0)
"""Seconds between the tries to write down what became of an attempt; all of them fit into a claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of one attempt."""

    delivery: Delivery
    attempt: Attempt
    state: DeliveryState
    next_at: datetime


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
        self._clock_of = lru_cache(CLOCKS)(partial(clock_of, store=store, jurisdictions=tuple(jurisdictions)))
        self._spread = spread or random.Random()  # noqa: S311 - spreads load, keeps no secret
        self._under_way: dict[str, asyncio.Task[list[Sent]]] = {}

    async def start_due(self) -> list[asyncio.Task[list[Sent]]]:
        """Start sending what is due: one task for each subscriber, so that a slow one delays nobody else."""
        now = self._clock()
        busy = [name for name, task in self._under_way.items() if not task.done()]
        claimed = await asyncio.to_thread(
            self._store.claim_deliveries, now=now, until=now + CLAIM, by=self._name, limit=AT_A_TIME, busy=busy
        )
        queues: dict[str, list[Delivery]] = {}
        for delivery in claimed:
            queues.setdefault(delivery.subscriber, []).append(delivery)
        started = []
        for name, queue in queues.items():
            task = asyncio.create_task(self._send_queue(queue), name=f"deliver to {name}")
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

    async def _send_queue(self, queue: Sequence[Delivery]) -> list[Sent]:
        return [await self._send(delivery) for delivery in queue]

    async def _send(self, delivery: Delivery) -> Sent:
        started = self._clock()
        try:
            attempt = await self._attempt(delivery)
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
        next_at = self._clock() + pause
        await self._finish(delivery, attempt, state, next_at)
        log.info(
            "delivery attempt",
            delivery=delivery.id,
            subscriber=delivery.subscriber,
            state=str(state),
            attempt=len(delivery.attempts) + 1,
            detail=attempt.detail,
        )
        return Sent(delivery=delivery, attempt=attempt, state=state, next_at=next_at)

    async def _finish(self, delivery: Delivery, attempt: Attempt, state: DeliveryState, due_at: datetime) -> None:
        """Write down what became of an attempt, as long as the claim holds: what is forgotten is sent once more."""
        for pause in (*FINISH_PAUSES, None):
            try:
                await asyncio.to_thread(
                    self._store.finish_attempt, delivery.id, by=self._name, attempt=attempt, state=state, due_at=due_at
                )
            except WatcherError as error:
                log.error("an attempt was not written down", delivery=delivery.id, ok=attempt.ok, error=str(error))
                if pause is not None:
                    await asyncio.sleep(pause)
            else:
                return

    async def _attempt(self, delivery: Delivery) -> Attempt:
        subscriber = self._subscribers.get(delivery.subscriber)
        if subscriber is None:
            raise DeliveryError(
                "the subscriber is not in the configuration any more",
                where=delivery.subscriber,
                mend="add the subscriber again and redeliver",
                permanent=True,
            )
        if len(delivery.event_ids) > 1 and subscriber.channel is not ChannelKind.EMAIL:
            raise DeliveryError(
                f"a digest of {len(delivery.event_ids)} events waited for a mail, but the subscriber is told "
                f"by {subscriber.channel} now",
                where=delivery.subscriber,
                mend="give a subscriber of that name a mail address and redeliver",
                permanent=True,
            )
        events = [self._store.event(event_id) for event_id in delivery.event_ids]
        notices = [notice(event, self._store, self._links, self._clock_of) for event in events]
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
        tried = len(_since_redelivery(delivery))
        if failure.permanent or tried == len(PAUSES):
            return attempt, DeliveryState.FAILED, timedelta()
        pause = PAUSES[tried] * (1 + self._spread.uniform(0, JITTER))
        if failure.retry_after is not None:
            pause = max(pause, timedelta(seconds=min(failure.retry_after, PAUSES[-1].total_seconds())))
        return attempt, DeliveryState.WAITING, pause


def _since_redelivery(delivery: Delivery) -> Sequence[Attempt]:
    """The attempts that count towards giving up: those since the delivery was last made to wait anew."""
    return delivery.attempts[delivery.attempts_before :]
