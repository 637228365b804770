"""A browser for the tests of a module, sites on loopback that answer by path, and traps that count who comes by."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec

import httpx
import pytest

from tests.fetch.conftest import Server
from watcher.domain.agreement import Render
from watcher.domain.errors import FetchError
from watcher.fetch.browser import BrowserFetcher
from watcher.fetch.browser_install import find_chromium
from watcher.fetch.browser_limits import Limits
from watcher.fetch.client import guarded_client
from watcher.fetch.http import HttpFetcher
from watcher.fetch.settings import FetchSettings
from watcher.services.ports import Page, PageRequest

HTML = "text/html; charset=utf-8"
CLAUSES = "".join(f"<p>{n}. Fee number {n} is due ten days after the invoice, in full.</p>" for n in range(1, 9))
"""Enough text for a page to count as drawn at once."""


def chromium_or_skip() -> str:
    """The path of the browser's program; the test is skipped where pages cannot be drawn."""
    if find_spec("playwright") is None:
        pytest.skip("playwright is not installed")
    try:
        return find_chromium(os.environ)
    except FetchError as error:
        pytest.skip(f"no browser to draw with: {error}")


def said(body: str | bytes, content_type: str = HTML, *, status: int = 200, headers: tuple[str, ...] = ()) -> bytes:
    """An HTTP/1.1 answer; ``headers`` are whole lines."""
    payload = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Said", f"content-length: {len(payload)}", f"content-type: {content_type}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + payload


@asynccontextmanager
async def serving(host: str = "127.0.0.1") -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.handle, host, 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


@dataclass
class Trap(asyncio.DatagramProtocol):
    """Listens on one address and port, TCP and UDP, and notes whoever comes; who tries TLS is noted as well."""

    host: str
    port: int = 0
    caught: list[bytes] = field(default_factory=list)

    def url(self, path: str, scheme: str = "http") -> str:
        return f"{scheme}://{self.host}:{self.port}/{path}"

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.caught.append(b"udp " + data[:40])

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.caught.append(b"tcp")
        self.caught[-1] += b" " + await reader.read(200)
        writer.close()


@asynccontextmanager
async def trap(host: str) -> AsyncIterator[Trap]:
    found = Trap(host)
    listening = await asyncio.start_server(found.connected, host, 0)
    found.port = listening.sockets[0].getsockname()[1]
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: found, local_addr=(host, found.port)
    )
    try:
        yield found
    finally:
        transport.close()
        listening.close()


LIMITS = Limits(
    seconds=30.0,
    patience=15.0,
    quiet=0.2,
    doubtful_quiet=1.5,
    stalled=2.0,
    idle=600.0,
    response_bytes=2_000_000,
    all_bytes=4_000_000,
)


@asynccontextmanager
async def drawing(
    settings: FetchSettings | None = None,
    limits: Limits = LIMITS,
    client_for: Callable[[FetchSettings], httpx.AsyncClient] = guarded_client,
    **told: object,
) -> AsyncIterator[BrowserFetcher]:
    """A fetcher that may reach 127.0.0.1 and leaves robots.txt alone, unless told otherwise."""
    settings = settings or FetchSettings(allow_hosts=("127.0.0.1",), robots=False, per_host_delay=0.0, timeout=20.0)
    public = FetchSettings(robots=False, per_host_delay=0.0, timeout=20.0)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(client_for(settings))
        yield await stack.enter_async_context(
            BrowserFetcher(
                HttpFetcher(client, settings),
                client,
                settings,
                limits=limits,
                public_client=lambda: client_for(public),
                **told,
            )
        )


async def drawn(fetcher: BrowserFetcher, url: str, **wanted: object) -> Page:
    """The page at an address, drawn; a failure fails the test."""
    page = await fetcher.fetch(PageRequest(url=url, render=Render.BROWSER, **wanted))
    assert page.fetch.outcome == "received", page.fetch.error
    return page


async def undrawn(fetcher: BrowserFetcher, url: str, **wanted: object) -> Page:
    """A page that fails to be drawn."""
    page = await fetcher.fetch(PageRequest(url=url, render=Render.BROWSER, **wanted))
    assert (page.fetch.outcome, page.body, page.fetch.sha256) == ("failed", b"", "")
    return page
