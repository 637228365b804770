"""The schedule in one process, with a clock that jumps and a store that fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from services.world import FIRST, URL, World

from watcher.domain.errors import StoreFull
from watcher.domain.version import WatchState
from watcher.jobs import embedded
from watcher.jobs.embedded import EmbeddedJobs
from watcher.services.check import Checked
from watcher.services.deliver import Deliverer
from watcher.services.links import Links
from watcher.services.roster import take_over
from watcher.services.schedule import Schedule

HOUR = timedelta(hours=1)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Service:
    """A world whose clock runs with the machine's, ``ahead`` of it by as much as is wanted; the scheduler's too."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = world
        self.ahead = timedelta()

        class Moment(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return datetime.now(tz) + self.ahead

        monkeypatch.setattr("apscheduler.schedulers.base.datetime", Moment)
        self.checked: list[Checked] = []
        world.clock = self.clock  # type: ignore[method-assign]  # a clock that runs
        world.fetcher.serve(URL, FIRST)

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    @asynccontextmanager
    async def running(self, every: timedelta) -> AsyncIterator[None]:
        world = self.world
        take_over(world.agreements, world.subscribers, world.store, self.clock)
        jobs = EmbeddedJobs(
            agreements=world.agreements,
            checker=world.checker(),
            deliverer=Deliverer(
                store=world.store,
                channels={},
                subscribers=(),
                links=Links("http://127.0.0.1"),
                clock=self.clock,
                name="service",
            ),
            store=world.store,
            schedule=Schedule(every=every),
            clock=self.clock,
            tell=self.checked.append,
        )
        jobs.start()
        yield
        await jobs.stop(timedelta())

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not condition():  # noqa: ASYNC110 - what is waited for knows nothing of events
                await asyncio.sleep(0.02)


@pytest.fixture
def service(world: World, monkeypatch: pytest.MonkeyPatch) -> Service:
    return Service(world, monkeypatch)


async def test_a_clock_that_is_set_back_stops_no_checks(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "CLOCK_WATCH", timedelta(seconds=0.1))
    service.ahead = timedelta(days=1)
    async with service.running(every=timedelta(seconds=0.5)):
        await service.until(lambda: len(service.checked) == 1)
        service.ahead = timedelta()
        await service.until(lambda: len(service.checked) >= 3)


async def test_a_check_that_could_not_be_recorded_is_made_again_later_and_not_at_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "STORE_PAUSE", timedelta(seconds=0.5))

    def full() -> None:
        raise StoreFull("no room left on the disk")

    async with service.running(every=timedelta(seconds=0.1)):
        await service.until(lambda: service.checked)
        with monkeypatch.context() as patched:
            patched.setattr(service.world.store, "writing", full)
            before = len(service.checked)
            await asyncio.sleep(0.8)
            assert 1 <= len(service.checked) - before <= 3
        await service.until(lambda: service.checked[-1].error is None)


@pytest.mark.parametrize("every", [timedelta(seconds=0.01), timedelta()])
async def test_checks_that_are_due_before_they_have_ended_go_on(service: Service, every: timedelta) -> None:
    async with service.running(every=every):
        await service.until(lambda: len(service.checked) >= 5)


def test_a_check_in_the_future_was_made_before_the_clock_was_set_back(world: World) -> None:
    state = WatchState(agreement_id="archive", last_check=NOON + 100 * HOUR)
    (agreement,) = world.agreements
    assert Schedule(every=6 * HOUR).next_check(agreement, state, NOON) == NOON + 6 * HOUR
    at_midnight = Schedule(cron=embedded.cron("0 0 * * *"))
    assert at_midnight.next_check(agreement, state, NOON) == NOON + 12 * HOUR
