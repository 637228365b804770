"""Servers on loopback that answer byte for byte as told, a clock that runs only when somebody waits, and fetchers."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpcore
import pytest

from watcher.fetch.client import guarded_client
from watcher.fetch.http import HttpFetcher
from watcher.fetch.settings import FetchSettings

PUBLIC = "93.184.216.34"
"""An address that the guard lets pass; connections to it are led to loopback by ``Connector``."""


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
Start = Callable[..., Awaitable["Server"]]


def answer(status: int = 200, body: bytes = b"", *, reason: str = "Said", **headers: str) -> bytes:
    """An HTTP/1.1 answer with a true Content-Length; header names are written with underscores."""
    lines = [f"HTTP/1.1 {status} {reason}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if status != 304:
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


@dataclass
class Server:
    """Answers each path in turn from its list, the last answer from then on; other paths with 404."""

    pages: dict[str, list[bytes | Handler]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"
    under_way: int = 0
    most_under_way: int = 0

    def says(self, path: str, *answers: bytes | Handler) -> None:
        self.pages[path] = list(answers)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            while not writer.is_closing():
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                first, *lines = head.strip().split("\r\n")
                headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
                self.under_way += 1
                self.most_under_way = max(self.most_under_way, self.under_way)
                try:
                    await self._answer(Request(first.split(" ")[1], headers), writer)
                finally:
                    self.under_way -= 1
        writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self.requests.append(request)
        script = self.pages.get(request.path) or [answer(404, b"nothing here")]
        said = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(said, bytes):
            writer.write(said)
            await writer.drain()
        else:
            await said(request, writer)


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Starts servers; ``await start(tls=context)`` for one that speaks TLS."""
    running: list[asyncio.Server] = []

    async def run(tls: ssl.SSLContext | None = None) -> Server:
        server = Server(scheme="https" if tls else "http")
        listening = await asyncio.start_server(server.handle, "127.0.0.1", 0, ssl=tls)
        server.port = listening.sockets[0].getsockname()[1]
        running.append(listening)
        return server

    yield run
    for listening in running:
        listening.close()


@pytest.fixture
async def server(start: Start) -> Server:
    return await start()


@dataclass
class WaitingTime:
    """Seconds pass only while somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def ticks(self) -> float:
        return self.now

    def clock(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.now)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def time() -> WaitingTime:
    return WaitingTime()


class Connector(httpcore.AsyncNetworkBackend):
    """Notes where connections were to go, and leads them all to one port of loopback, or nowhere."""

    def __init__(self, port: int | None = None) -> None:
        self.opened: list[tuple[str, int]] = []
        self._port = port
        self._real = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (the signature is httpcore's)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.opened.append((host, port))
        if self._port is None:
            raise httpcore.ConnectError("this test opens no connection")
        return await self._real.connect_tcp("127.0.0.1", self._port, timeout)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


class Names:
    """A resolver with its own names; the answers of a name are given one after the other, the last from then on."""

    def __init__(self, **names: Sequence[Sequence[str]]) -> None:
        self.asked: list[str] = []
        self._names = {name.replace("_", "."): list(answers) for name, answers in names.items()}

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        answers = self._names.get(host)
        if not answers:
            raise OSError("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]


Make = Callable[..., HttpFetcher]


@pytest.fixture
async def fetcher(time: WaitingTime) -> AsyncIterator[Make]:
    """Makes fetchers that may reach 127.0.0.1 and leave robots.txt alone, unless told otherwise."""
    clients = []

    def make(
        *, resolve: Names | None = None, connector: Connector | None = None, at: WaitingTime = time, **settings: object
    ) -> HttpFetcher:
        told = FetchSettings(
            **{"allow_hosts": ("127.0.0.1",), "robots": False, "per_host_delay": 0.0, "timeout": 10.0, **settings}
        )
        clients.append(guarded_client(told, resolve=resolve, connector=connector))
        return HttpFetcher(clients[-1], told, clock=at.clock, ticks=at.ticks, sleep=at.sleep, chance=lambda: 0.5)

    yield make
    for client in clients:
        await client.aclose()
