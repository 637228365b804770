"""What every fetcher keeps to: the one over HTTP, the one that also draws pages, and the one from a script."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

import pytest

from tests.fetch.conftest import Make, Request, Server, answer
from watcher.domain.fetch import FetchOutcome, Validators
from watcher.fetch.browser import BrowserFetcher
from watcher.fetch.client import guarded_client
from watcher.fetch.settings import FetchSettings
from watcher.services.ports import Fetcher, PageRequest
from watcher.testing.pages import Failing, FakeFetcher, Served


class World(Protocol):
    """A fetcher, and pages for it to find."""

    fetcher: Fetcher

    def page(self, path: str, body: bytes, etag: str) -> str: ...

    def missing(self, path: str) -> str: ...


@dataclass
class Web:
    fetcher: Fetcher
    server: Server

    def page(self, path: str, body: bytes, etag: str) -> str:
        async def give(request: Request, writer: object) -> None:
            unchanged = request.headers.get("if-none-match") == etag
            writer.write(answer(304, ETag=etag) if unchanged else answer(200, body, ETag=etag))

        self.server.says(path, give)
        return self.server.url(path)

    def missing(self, path: str) -> str:
        return self.server.url(path)


@dataclass
class Script:
    fetcher: FakeFetcher

    def page(self, path: str, body: bytes, etag: str) -> str:
        self.fetcher.serve(f"https://pages.example{path}", Served(body=body, etag=etag))
        return f"https://pages.example{path}"

    def missing(self, path: str) -> str:
        url = f"https://pages.example{path}"
        self.fetcher.serve(url, Failing(reason="status", error="the page is gone", status=404))
        return url


@pytest.fixture(params=["http", "browser", "fake"])
async def world(request: pytest.FixtureRequest, fetcher: Make, server: Server) -> AsyncIterator[World]:
    if request.param == "fake":
        yield Script(FakeFetcher())
        return
    settings = FetchSettings()
    async with (
        guarded_client(settings) as client,
        BrowserFetcher(fetcher(), client, settings, environ={}) as drawing,
    ):
        yield Web(drawing if request.param == "browser" else fetcher(), server)


async def test_a_page_is_received_with_its_digest(world: World) -> None:
    url = world.page("/terms", b"<p>Terms</p>", '"1"')
    page = await world.fetcher.fetch(PageRequest(url=url))
    assert page.body == b"<p>Terms</p>"
    assert (page.fetch.outcome, page.fetch.status) == (FetchOutcome.RECEIVED, 200)
    assert page.fetch.sha256 == "7ab9711360d35627a0cd1bb00efd7acca8dc1520989fde1e26f3f71a81db7655"
    assert page.fetch.raw_bytes == 12
    assert (page.fetch.url, page.fetch.final_url) == (url, url)


async def test_asked_with_its_validators_an_unchanged_page_is_not_sent_again(world: World) -> None:
    url = world.page("/terms", b"<p>Terms</p>", '"1"')
    first = await world.fetcher.fetch(PageRequest(url=url))
    again = await world.fetcher.fetch(PageRequest(url=url, validators=first.fetch.validators))
    assert (again.fetch.outcome, again.fetch.status) == (FetchOutcome.NOT_MODIFIED, 304)
    assert (again.body, again.fetch.sha256) == (b"", "")


async def test_asked_with_old_validators_a_changed_page_is_sent(world: World) -> None:
    url = world.page("/terms", b"<p>New terms</p>", '"2"')
    page = await world.fetcher.fetch(PageRequest(url=url, validators=Validators(etag='"1"')))
    assert page.body == b"<p>New terms</p>"


async def test_a_failure_is_a_page_with_a_reason_and_words(world: World) -> None:
    page = await world.fetcher.fetch(PageRequest(url=world.missing("/gone")))
    assert (page.fetch.outcome, page.fetch.reason, page.fetch.status) == (FetchOutcome.FAILED, "status", 404)
    assert page.fetch.error
    assert (page.body, page.fetch.sha256) == (b"", "")


async def test_an_empty_page_is_a_failure(world: World) -> None:
    page = await world.fetcher.fetch(PageRequest(url=world.page("/", b"", '"1"')))
    assert (page.fetch.outcome, page.fetch.reason) == (FetchOutcome.FAILED, "empty")


async def test_every_fetch_has_its_own_id_and_a_moment_with_its_zone(world: World) -> None:
    url = world.page("/terms", b"<p>Terms</p>", '"1"')
    fetches = [(await world.fetcher.fetch(PageRequest(url=url))).fetch for _ in range(2)]
    assert fetches[0].id != fetches[1].id
    assert all(fetch.started_at.utcoffset() is not None for fetch in fetches)


class TestTheScript:
    async def test_answers_come_in_turn_and_the_last_one_stays(self) -> None:
        fetcher = FakeFetcher()
        fetcher.serve("https://a.example/", "one", Failing(), "two")
        pages = [await fetcher.fetch(PageRequest(url="https://a.example/")) for _ in range(4)]
        assert [page.body for page in pages] == [b"one", b"", b"two", b"two"]

    async def test_it_remembers_what_was_asked(self) -> None:
        fetcher = FakeFetcher()
        request = PageRequest(url="https://a.example/", robots=False)
        page = await fetcher.fetch(request)
        assert fetcher.requests == [request]
        assert page.fetch.reason == "unresolved"

    async def test_a_changed_body_has_another_etag_unless_told_otherwise(self) -> None:
        fetcher = FakeFetcher()
        fetcher.serve("https://a.example/", "one", "two")
        first = await fetcher.fetch(PageRequest(url="https://a.example/"))
        second = await fetcher.fetch(PageRequest(url="https://a.example/", validators=first.fetch.validators))
        third = await fetcher.fetch(PageRequest(url="https://a.example/", validators=second.fetch.validators))
        assert (second.body, third.fetch.outcome) == (b"two", FetchOutcome.NOT_MODIFIED)
