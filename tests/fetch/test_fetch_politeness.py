"""Hosts are spared."""

from __future__ import annotations

import asyncio

import pytest

from tests.fetch.conftest import PUBLIC, Connector, Make, Names, Request, Server, WaitingTime, answer
from watcher.domain.fetch import FetchOutcome, Validators
from watcher.fetch.politeness import Shared, Turns
from watcher.services.ports import PageRequest


async def test_a_pause_stands_between_two_visits_to_a_host(fetcher: Make, server: Server, time: WaitingTime) -> None:
    server.says("/a", answer(200, b"a"))
    server.says("/b", answer(404))
    one = fetcher(per_host_delay=2.0, attempts=1)
    for path in ("/a", "/b", "/a"):
        await one.fetch(PageRequest(url=server.url(path)))
    assert time.slept == [2.0, 2.0]


async def test_the_first_visit_and_one_after_a_while_wait_for_nothing(
    fetcher: Make, server: Server, time: WaitingTime
) -> None:
    server.says("/", answer(200, b"a"))
    one = fetcher(per_host_delay=2.0)
    await one.fetch(PageRequest(url=server.url()))
    time.now += 5
    await one.fetch(PageRequest(url=server.url()))
    assert time.slept == []


async def test_a_redirect_on_the_same_host_belongs_to_the_visit(
    fetcher: Make, server: Server, time: WaitingTime
) -> None:
    server.says("/a", answer(302, location="/b"))
    server.says("/b", answer(200, b"b"))
    one = fetcher(per_host_delay=2.0)
    await one.fetch(PageRequest(url=server.url("/a")))
    assert time.slept == []
    await one.fetch(PageRequest(url=server.url("/b")))
    assert time.slept == [2.0]


async def test_a_pause_at_one_host_holds_up_no_other(fetcher: Make, server: Server, time: WaitingTime) -> None:
    server.says("/", answer(200, b"a"))
    names = Names(a_example=[[PUBLIC]], b_example=[[PUBLIC]])
    one = fetcher(resolve=names, connector=Connector(server.port), per_host_delay=2.0)
    await one.fetch(PageRequest(url="http://a.example/"))
    await one.fetch(PageRequest(url="http://b.example/"))
    assert time.slept == []


async def test_a_host_is_asked_one_thing_at_a_time(fetcher: Make, server: Server) -> None:
    for number in range(8):
        server.says(f"/{number}", answer(200, b"page"))
    one = fetcher()
    pages = await asyncio.gather(*(one.fetch(PageRequest(url=server.url(f"/{number}"))) for number in range(8)))
    assert all(page.fetch.outcome is FetchOutcome.RECEIVED for page in pages)
    assert server.most_under_way == 1


async def many_hosts(fetcher: Make, server: Server, **settings: object) -> None:
    """Asks twelve hosts at once; each answer waits until as many as possible are under way."""

    async def together(_request: Request, writer: asyncio.StreamWriter) -> None:
        for _ in range(20):
            await asyncio.sleep(0.005)
            if server.under_way >= 12:
                break
        writer.write(answer(200, b"page"))

    server.says("/", together)
    hosts = [f"h{number}.example" for number in range(12)]
    names = Names(**{host.replace(".", "_"): [[PUBLIC]] for host in hosts})
    one = fetcher(resolve=names, connector=Connector(server.port), **settings)
    await asyncio.gather(*(one.fetch(PageRequest(url=f"http://{host}/")) for host in hosts))


async def test_many_hosts_are_asked_at_once(fetcher: Make, server: Server) -> None:
    await many_hosts(fetcher, server)
    assert server.most_under_way > 4


async def test_no_more_hosts_are_asked_at_once_than_allowed(fetcher: Make, server: Server) -> None:
    await many_hosts(fetcher, server, at_once=3)
    assert server.most_under_way == 3


async def test_a_host_that_asks_to_be_left_alone_is_left_alone_by_all(
    fetcher: Make, server: Server, time: WaitingTime
) -> None:
    times: list[float] = []

    async def note(_request: Request, writer: asyncio.StreamWriter) -> None:
        times.append(time.now)
        writer.write(answer(200, b"page"))

    server.says("/busy", answer(503, retry_after="9"), note)
    server.says("/other", note)
    one = fetcher()
    await asyncio.gather(*(one.fetch(PageRequest(url=server.url(path))) for path in ("/busy", "/other")))
    assert times == [1009.0, 1009.0]


class TestSharedFetches:
    async def test_the_same_page_asked_for_twice_at_once_is_fetched_once(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(200, b"page"))
        one = fetcher()
        first, second = await asyncio.gather(*(one.fetch(PageRequest(url=server.url())) for _ in range(2)))
        assert first is second
        assert server.paths() == ["/"]

    async def test_asked_for_again_later_it_is_fetched_again(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(200, b"page"))
        one = fetcher()
        await one.fetch(PageRequest(url=server.url()))
        await one.fetch(PageRequest(url=server.url()))
        assert server.paths() == ["/", "/"]

    async def test_other_validators_make_another_fetch(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(200, b"page"))
        one = fetcher()
        asked = [PageRequest(url=server.url(), validators=Validators(etag=etag)) for etag in ('"a"', '"b"')]
        await asyncio.gather(*map(one.fetch, asked))
        assert len(server.requests) == 2

    async def test_one_who_leaves_does_not_take_the_page_from_the_other(self) -> None:
        go = asyncio.Event()

        async def work() -> str:
            await go.wait()
            return "done"

        shared: Shared[str, str] = Shared()
        leaver, stayer = (asyncio.create_task(shared.run("key", work)) for _ in range(2))
        await asyncio.sleep(0)
        leaver.cancel()
        await asyncio.sleep(0)
        go.set()
        assert await stayer == "done"
        assert leaver.cancelled()

    async def test_when_nobody_waits_the_work_ends(self) -> None:
        ended = asyncio.Event()

        async def work() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        shared: Shared[str, None] = Shared()
        tasks = [asyncio.create_task(shared.run("key", work)) for _ in range(2)]
        await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert ended.is_set()

    async def test_an_error_reaches_everybody_who_waits(self) -> None:
        async def work() -> None:
            raise ValueError

        shared: Shared[str, None] = Shared()
        outcomes = await asyncio.gather(*(shared.run("key", work) for _ in range(3)), return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [ValueError] * 3


async def test_a_cancelled_turn_frees_its_host(time: WaitingTime) -> None:
    turns = Turns(1, ticks=time.ticks, sleep=time.sleep)

    async def hold() -> None:
        async with turns.turn("a.example", pause=0):
            await asyncio.Event().wait()

    holder = asyncio.create_task(hold())
    await asyncio.sleep(0)
    holder.cancel()
    with pytest.raises(asyncio.CancelledError):
        await holder
    async with asyncio.timeout(1), turns.turn("a.example", pause=0):
        pass


async def test_hosts_left_alone_for_long_are_forgotten_but_not_those_in_use(time: WaitingTime) -> None:
    turns = Turns(2, ticks=time.ticks, sleep=time.sleep)
    turns.rest("resting.example", 10_000)
    for number in range(2000):
        async with turns.turn(f"h{number}.example", pause=1):
            time.now += 2
    async with turns.turn("resting.example", pause=0):
        pass
    assert time.slept == [6000.0]
