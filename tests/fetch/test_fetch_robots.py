"""robots.txt is honoured."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fetch.conftest import PUBLIC, Connector, Make, Names, Request, Server, Start, WaitingTime, answer
from watcher.domain.fetch import Fetch, FetchOutcome
from watcher.fetch.robots import parsed_rules
from watcher.services.ports import PageRequest


@pytest.fixture
def robots(server: Server) -> Server:
    """A server with a page, whose robots.txt the test writes."""
    server.says("/terms", answer(200, b"the terms"))
    server.says("/other", answer(200, b"another page"))
    return server


async def fetched(fetcher: Make, server: Server, path: str = "/terms", **settings: object) -> Fetch:
    one = fetcher(robots=True, **settings)
    return (await one.fetch(PageRequest(url=server.url(path)))).fetch


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /terms$\n", False),
        ("User-agent: *\nDisallow: /t*s\n", False),
        ("User-agent: *\nDisallow: /\nAllow: /terms\n", True),
        ("User-agent: *\nDisallow: /private\n", True),
        ("User-agent: otherbot\nDisallow: /\n", True),
        ("User-agent: terms-watcher\nDisallow: /\n\nUser-agent: *\nAllow: /\n", False),
        ("User-agent: Terms-Watcher\nAllow: /\n\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: a\nUser-agent: terms-watcher\nUser-agent: b\nDisallow: /\n", False),
        ("User-agent: a\nUser-agent: b\nDisallow: /\n", True),
        ("\ufeffUser-agent: *\r\nDisallow: /terms\r\n", False),
        ("<html><body>Not a robots.txt at all</body></html>", True),
        ("\x00\xff" * 50, True),
    ],
)
async def test_its_rules_decide(fetcher: Make, robots: Server, rules: str, allowed: bool) -> None:
    robots.says("/robots.txt", answer(200, rules.encode()))
    fetch = await fetched(fetcher, robots)
    assert fetch.outcome is (FetchOutcome.RECEIVED if allowed else FetchOutcome.FAILED)
    if not allowed:
        assert fetch.reason == "robots"
        assert "asks us not to" in fetch.error
        assert "robots = false" in fetch.error
        assert robots.paths() == ["/robots.txt"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_where_there_is_none_everything_is_allowed(fetcher: Make, robots: Server, status: int) -> None:
    robots.says("/robots.txt", answer(status, b"User-agent: *\nDisallow: /\n"))
    assert (await fetched(fetcher, robots)).outcome is FetchOutcome.RECEIVED


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_while_the_server_fails_to_give_it_nothing_is_allowed(fetcher: Make, robots: Server, status: int) -> None:
    robots.says("/robots.txt", answer(status))
    fetch = await fetched(fetcher, robots)
    assert (fetch.reason, fetch.status) == ("robots", None)
    assert "until" in fetch.error
    assert str(status) in fetch.error
    assert robots.paths() == ["/robots.txt"] * 3


async def test_a_failure_that_passes_is_no_failure(fetcher: Make, robots: Server) -> None:
    robots.says("/robots.txt", answer(503), answer(404))
    assert (await fetched(fetcher, robots)).outcome is FetchOutcome.RECEIVED


async def test_a_failure_is_not_asked_about_again_at_once_but_soon(
    fetcher: Make, robots: Server, time: WaitingTime
) -> None:
    robots.says("/robots.txt", answer(500))
    one = fetcher(robots=True, attempts=1)
    for _ in range(3):
        await one.fetch(PageRequest(url=robots.url("/terms")))
    assert len(robots.requests) == 1
    time.now += 600
    robots.says("/robots.txt", answer(404))
    assert (await one.fetch(PageRequest(url=robots.url("/terms")))).fetch.outcome is FetchOutcome.RECEIVED


async def test_a_host_that_cannot_be_reached_is_reported_as_that(fetcher: Make) -> None:
    page = await fetcher(robots=True, resolve=Names()).fetch(PageRequest(url="http://nowhere.example/"))
    assert page.fetch.reason == "unresolved"
    listening = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    listening.close()
    await listening.wait_closed()
    page = await fetcher(robots=True).fetch(PageRequest(url=f"http://127.0.0.1:{port}/"))
    assert (page.fetch.reason, page.fetch.attempts) == ("refused", 3)


async def test_it_is_kept_for_a_day(fetcher: Make, robots: Server, time: WaitingTime) -> None:
    robots.says("/robots.txt", answer(200, b"User-agent: *\nAllow: /\n"))
    one = fetcher(robots=True)
    for pause in (0, 23 * 3600, 2 * 3600):
        time.now += pause
        await one.fetch(PageRequest(url=robots.url("/terms")))
    assert robots.paths() == ["/robots.txt", "/terms", "/terms", "/robots.txt", "/terms"]


async def test_the_old_copy_holds_while_a_new_one_cannot_be_read(
    fetcher: Make, robots: Server, time: WaitingTime
) -> None:
    robots.says("/robots.txt", answer(200, b"User-agent: *\nDisallow: /other\n"), answer(500))
    one = fetcher(robots=True, attempts=1)
    await one.fetch(PageRequest(url=robots.url("/terms")))
    time.now += 25 * 3600
    assert (await one.fetch(PageRequest(url=robots.url("/terms")))).fetch.outcome is FetchOutcome.RECEIVED
    assert (await one.fetch(PageRequest(url=robots.url("/other")))).fetch.reason == "robots"


async def test_it_is_read_once_for_all_who_wait_for_it(fetcher: Make, robots: Server) -> None:
    robots.says("/robots.txt", answer(200, b""))
    one = fetcher(robots=True)
    await asyncio.gather(*(one.fetch(PageRequest(url=robots.url(path))) for path in ("/terms", "/other")))
    assert sorted(robots.paths()) == ["/other", "/robots.txt", "/terms"]


async def test_every_port_has_its_own(fetcher: Make, robots: Server, start: Start) -> None:
    second = await start()
    robots.says("/robots.txt", answer(200, b"User-agent: *\nDisallow: /\n"))
    second.says("/terms", answer(200, b"the terms"))
    one = fetcher(robots=True)
    assert (await one.fetch(PageRequest(url=robots.url("/terms")))).fetch.reason == "robots"
    assert (await one.fetch(PageRequest(url=second.url("/terms")))).fetch.outcome is FetchOutcome.RECEIVED


async def test_it_holds_for_the_target_of_a_redirect(fetcher: Make, server: Server) -> None:
    server.says("/robots.txt", answer(200, b"User-agent: *\nDisallow: /closed\n"))
    server.says("/open", answer(302, location="/closed"))
    server.says("/closed", answer(200, b"not for us"))
    fetch = await fetched(fetcher, server, "/open")
    assert fetch.reason == "robots"
    assert "/closed" not in server.paths()


async def test_its_own_redirects_are_followed(fetcher: Make, robots: Server) -> None:
    robots.says("/robots.txt", answer(301, location="/real-robots.txt"))
    robots.says("/real-robots.txt", answer(200, b"User-agent: *\nDisallow: /terms\n"))
    assert (await fetched(fetcher, robots)).reason == "robots"


async def test_one_that_redirects_for_ever_is_none(fetcher: Make, robots: Server) -> None:
    robots.says("/robots.txt", answer(302, location="/robots.txt"))
    assert (await fetched(fetcher, robots)).outcome is FetchOutcome.RECEIVED


async def test_one_that_redirects_inside_is_not_followed(fetcher: Make, server: Server) -> None:
    server.says("/robots.txt", answer(302, location="http://169.254.169.254/"))
    connector = Connector(server.port)
    one = fetcher(
        robots=True, resolve=Names(outside_example=[[PUBLIC]]), connector=connector, allow_hosts=(), attempts=1
    )
    page = await one.fetch(PageRequest(url="http://outside.example/terms"))
    assert page.fetch.reason == "robots"
    assert connector.opened == [(PUBLIC, 80)]


@pytest.mark.parametrize("switch", ["settings", "request"])
async def test_it_can_be_switched_off(fetcher: Make, robots: Server, switch: str) -> None:
    robots.says("/robots.txt", answer(200, b"User-agent: *\nDisallow: /\n"))
    one = fetcher(robots=switch == "request")
    page = await one.fetch(PageRequest(url=robots.url("/terms"), robots=switch == "settings"))
    assert page.fetch.outcome is FetchOutcome.RECEIVED
    assert robots.paths() == ["/terms"]


@pytest.mark.parametrize(
    ("asked", "pause"), [("7", 7.0), ("0.5", 2.0), ("86400", 30.0), ("inf", 2.0), ("-3", 2.0), ("soon", 2.0)]
)
async def test_the_pause_it_asks_for_is_kept_within_reason(
    fetcher: Make, robots: Server, time: WaitingTime, asked: str, pause: float
) -> None:
    robots.says("/robots.txt", answer(200, f"User-agent: *\nCrawl-delay: {asked}\n".encode()))
    one = fetcher(robots=True, per_host_delay=2.0)
    await one.fetch(PageRequest(url=robots.url("/terms")))
    await one.fetch(PageRequest(url=robots.url("/other")))
    assert time.slept == [pause]


async def test_only_its_first_500_kilobytes_are_read(fetcher: Make, robots: Server) -> None:
    rules = b"User-agent: *\nDisallow: /terms\n" + b"# padding\n" * 52_000 + b"Disallow: /other\n"
    robots.says("/robots.txt", answer(200, rules))
    assert (await fetched(fetcher, robots, "/terms")).reason == "robots"
    assert (await fetched(fetcher, robots, "/other")).outcome is FetchOutcome.RECEIVED


async def test_a_rule_that_is_cut_in_half_is_no_rule(fetcher: Make, robots: Server) -> None:
    head, rule = b"User-agent: *\n", b"Disallow: /private/\n"
    padding = b"#" * (500 * 1024 - len(head) - len(b"Disallow: /") - 1) + b"\n"
    robots.says("/robots.txt", answer(200, head + padding + rule))
    assert (await fetched(fetcher, robots)).outcome is FetchOutcome.RECEIVED


async def test_an_endless_one_is_cut_and_used(fetcher: Make, robots: Server) -> None:
    async def endless(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /terms\n")
        while not writer.is_closing():
            writer.write(b"# more and more\n" * 4096)
            await writer.drain()

    robots.says("/robots.txt", endless)
    assert (await fetched(fetcher, robots)).reason == "robots"


def test_countless_names_over_countless_rules_stay_small() -> None:
    names = "".join(f"User-agent: b{number}\n" for number in range(15_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(15_000))
    parsed = parsed_rules((names + rules + "User-agent: *\nDisallow: /terms\n").encode(), "terms-watcher")
    assert parsed is not None
    assert not parsed.can_fetch("https://example.com/terms", "terms-watcher")
    assert parsed.can_fetch("https://example.com/1", "terms-watcher")


PIECES = [b"User-agent: *", b"user agent a", b"Disallow: /", b"Allow: *$", b"Crawl-delay: ", b"Request-rate: 9/"]
ODDS = [b"Visit-time: ", b"#", b"\r", b"\n", b"\n", b"$$*%2", b"\x00", b"\xff", b"99999"]


@given(st.lists(st.sampled_from(PIECES + ODDS)))
def test_whatever_stands_in_it_can_be_asked(pieces: list[bytes]) -> None:
    parsed = parsed_rules(b"".join(pieces), "terms-watcher")
    if parsed is not None:
        assert parsed.can_fetch("https://example.com/a?b=%zz", "terms-watcher") in (True, False)
        assert (parsed.crawl_delay("terms-watcher") or 0) >= 0


def test_a_rule_of_many_wildcards_is_decided_at_once() -> None:
    parsed = parsed_rules(b"User-agent: *\nDisallow: /" + b"*a" * 2000 + b"*b\n", "terms-watcher")
    assert parsed is not None
    assert parsed.can_fetch("https://example.com/" + "a" * 4000, "terms-watcher")
