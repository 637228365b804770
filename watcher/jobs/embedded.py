"""The schedule of one process: APScheduler in memory, its jobs derived from the configuration and the last checks.

A job is a date: when it has run, the next one follows from what the check left in the store. So a restart neither
repeats a check nor forgets one, and a check made from the command line meanwhile counts.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.debug import DebugExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from watcher.domain.agreement import Agreement
from watcher.domain.delivery import Delivery, Sent
from watcher.domain.errors import WatcherError
from watcher.services.check import Checked, Checker
from watcher.services.deliver import Deliverer
from watcher.services.ports import Clock, Store
from watcher.services.schedule import NextFiring, Schedule

log = structlog.get_logger("watcher.jobs")

DELIVER_EVERY = timedelta(seconds=2)
"""How often the outbox is looked at."""

LINES_EVERY = timedelta(minutes=10)
"""How often to see whether somebody's week was quiet, or somebody is to be reminded."""

STORE_PAUSE = timedelta(minutes=1)
"""When to look again after the store itself failed."""

CLOCK_WATCH = timedelta(seconds=15)
CLOCK_SLACK = timedelta(seconds=2)
"""How often to see whether the clock was set back, and by how much it may be corrected without consequence."""


def cron(expression: str) -> NextFiring:
    """The moments of a five-field cron expression, UTC. Raises ValueError for what is none."""
    trigger = CronTrigger.from_crontab(expression, timezone=UTC)

    def after(moment: datetime) -> datetime:
        following: datetime | None = trigger.get_next_fire_time(None, moment + timedelta(microseconds=1))
        return following or datetime.max.replace(tzinfo=UTC)

    return after


class EmbeddedJobs:
    """Runs checks and deliveries in this process until it is stopped. Needs a running event loop."""

    def __init__(
        self,
        *,
        agreements: Sequence[Agreement],
        checker: Checker,
        deliverer: Deliverer,
        store: Store,
        schedule: Schedule,
        clock: Clock,
        jitter: timedelta = timedelta(),
        lines: Callable[[], Sequence[Delivery]] = tuple,
        tell: Callable[[Checked], None] = lambda checked: None,
    ) -> None:
        """``jitter``: a check is put off by a random part of it. ``lines`` queues what follows from no check, such as a
        reminder, and gives what it queued. ``tell`` hears of every check that was made."""
        self._groups = _groups(agreements)
        self._checker = checker
        self._deliverer = deliverer
        self._store = store
        self._schedule = schedule
        self._clock = clock
        self._jitter = jitter
        self._lines = lines
        self._tell = tell
        self._checks: set[asyncio.Task[None]] = set()
        self._running: set[int] = set()
        """Numbers of the groups whose check is under way."""
        self._helpers: list[asyncio.Task[None]] = []
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            # Its name misleads: it calls a job where the scheduler runs, in our loop. Ours only begin a task.
            executors={"default": DebugExecutor()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )

    def start(self) -> None:
        """Schedule every agreement and the outbox."""
        self._scheduler.start()
        self._plan_all()
        for helper in (self._watch_outbox(), self._watch_lines(), self._watch_clock()):
            self._helpers.append(asyncio.create_task(helper))

    async def stop(self, grace: timedelta) -> None:
        """End cleanly: checks under way are abandoned (they have written nothing), sends get ``grace`` to end."""
        self._scheduler.shutdown(wait=False)
        tasks = [*self._checks, *self._helpers]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._deliverer.stop(grace)

    def _plan_all(self) -> None:
        """Everything anew from what the store says; a check that is under way plans its next one itself."""
        self._scheduler.remove_all_jobs()
        for number in set(range(len(self._groups))) - self._running:
            self._plan(number)

    def _plan(self, number: int, *, earliest: timedelta = timedelta()) -> None:
        """Put the next check of a group where its most pressing agreement wants it."""
        now = self._clock()
        try:
            due = min(self._schedule.next_check(a, self._store.state(a.id), now) for a in self._groups[number])
        except WatcherError as error:
            log.error("cannot plan the next check", error=str(error))
            due = now + STORE_PAUSE
        if due > now:
            due += self._jitter * random.random()  # noqa: S311 - spreads load, keeps no secret
        self._scheduler.add_job(self._check, "date", run_date=max(due, now + earliest), args=[number])

    def _check(self, number: int) -> None:
        """Begin a check. To the scheduler that is all of it: what it has begun is ours to end."""
        self._running.add(number)
        task = asyncio.create_task(self._check_group(number), name=f"check {number}")
        self._checks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._checks.discard(task)
        if not task.cancelled() and (defect := task.exception()) is not None:
            log.error("a defect of watcher", task=task.get_name(), exc_info=defect)

    async def _check_group(self, number: int) -> None:
        pause = timedelta()
        try:
            async for checked in self._checker.check_all(self._groups[number]):
                _log(checked)
                self._tell(checked)
                if checked.error is not None:
                    pause = STORE_PAUSE
        except WatcherError as error:
            pause = STORE_PAUSE
            log.error("check not made", error=str(error))
        finally:
            self._running.discard(number)
            if self._scheduler.running:
                self._plan(number, earliest=pause)

    async def _watch_outbox(self) -> None:
        while True:
            sending: list[asyncio.Task[list[Sent]]] = []
            try:
                sending = await self._deliverer.start_due()
            except WatcherError as error:
                log.error("outbox not read", error=str(error))
            except Exception as defect:
                # Messages must go on being sent, whatever one look at the outbox brought to light.
                log.error("a defect of watcher", exc_info=defect)
            pause = DELIVER_EVERY.total_seconds()
            if sending:
                # Whoever has taken what was claimed for them may have more waiting.
                await asyncio.wait(sending, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
            else:
                await asyncio.sleep(pause)

    async def _watch_lines(self) -> None:
        while True:
            try:
                for queued in await asyncio.to_thread(self._lines):
                    log.info("queued", delivery=queued.id, subscriber=queued.subscriber)
            except WatcherError as error:
                log.error("whether there is something to say is not known", error=str(error))
            except Exception as defect:
                # One look that fails must not be the last.
                log.error("a defect of watcher", exc_info=defect)
            await asyncio.sleep(LINES_EVERY.total_seconds())

    async def _watch_clock(self) -> None:
        """Plan anew when the clock is set back: the scheduler would wait until it has caught up."""
        while True:
            told, ran = self._clock(), time.monotonic()
            await asyncio.sleep(CLOCK_WATCH.total_seconds())
            if self._clock() - told < timedelta(seconds=time.monotonic() - ran) - CLOCK_SLACK:
                log.warning("the clock was set back: every check is planned anew")
                self._plan_all()


def _groups(agreements: Sequence[Agreement]) -> list[list[Agreement]]:
    """Agreements that share a page and are checked as often stand together: their page is fetched once."""
    groups: dict[tuple[object, ...], list[Agreement]] = {}
    for agreement in agreements:
        groups.setdefault((agreement.sources, agreement.every, agreement.robots), []).append(agreement)
    return list(groups.values())


def _log(checked: Checked) -> None:
    log.info(
        "checked",
        agreement=checked.agreement.id,
        outcome=str(checked.outcome),
        reason=checked.reason,
        version=checked.version,
        alert=checked.alert,
        duration=round(sum(fetch.duration for fetch in checked.fetches), 3),
    )
