"""A small site on loopback with five sample agreements, each in two editions, and scripted faults for tests.

Like real pages, each answer differs in its tokens: ``{{token}}`` and ``{{nonce}}`` are new at every request.
"""

from __future__ import annotations

import http.server
import secrets
import socket
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self

from watcher.testing.samples import Sample, samples

LOOPBACK = "127.0.0.1"
FIRST_PUBLISHED = datetime(2025, 1, 14, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAnswer:
    """What the site says to one request in place of a page."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    body: bytes = b""
    promised: int | None = None
    """A Content-Length other than the body's own; the connection is closed behind the body."""
    pause: float = 0.0
    """Seconds before the first byte."""
    drip: float = 0.0
    """Seconds before each byte of the body."""
    hang_up: bool = False
    """Close the connection without a word."""


HANG_UP = PageAnswer(hang_up=True)
NEVER = PageAnswer(pause=3600.0)
GARBAGE = PageAnswer(body=bytes(range(256)) * 64)


def status(code: int, *headers: tuple[str, str]) -> PageAnswer:
    """An answer with this status and a short page about it."""
    return PageAnswer(
        status=code,
        headers=(("Content-Type", "text/html"), *headers),
        body=f"<html><head><title>{code}</title></head><body><h1>{code}</h1></body></html>".encode(),
    )


def redirect(location: str, code: int = 302) -> PageAnswer:
    """An answer that sends the caller elsewhere."""
    return PageAnswer(status=code, headers=(("Location", location),))


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRequest:
    """A request as the site got it."""

    path: str
    """With its query."""
    headers: dict[str, str]
    """Names in lower case."""
    status: int
    """What it was answered; 0: the connection was closed without a word."""


class SampleSite:
    """The site; a context manager that serves on a free port of loopback and stops at its end."""

    def __init__(
        self,
        *,
        host: str = LOOPBACK,
        validators: bool = True,
        robots: str = "User-agent: *\nAllow: /\n",
        pages: Mapping[str, bytes] | None = None,
    ) -> None:
        """``validators``: send ETag and Last-Modified, and answer 304 where they match. ``pages``: further pages,
        by path, sent as HTML in UTF-8."""
        self.validators = validators
        self._robots = robots
        self._pages = dict(pages or {})
        self._editions = {sample.id: 1 for sample in samples()}
        self._scripts: dict[str, deque[PageAnswer]] = {}
        self._requests: list[SiteRequest] = []
        self._lock = threading.Lock()
        self.stopping = threading.Event()
        self._server = _Server((host, 0), _handler(self))
        self.host = host
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="sample-site", daemon=True
        )

    @property
    def url(self) -> str:
        """Without a slash at its end."""
        return f"http://{self.host}:{self.port}"

    def url_of(self, sample_id: str) -> str:
        """Where a sample is published. Raises StopIteration for an id that is no sample's."""
        return self.url + next(sample.path for sample in samples() if sample.id == sample_id)

    def agreement_tables(self) -> list[dict[str, Any]]:
        """The samples as ``[[agreements]]`` of a config.toml."""
        return [
            {
                "id": sample.id,
                "title": sample.title,
                "provider": sample.provider,
                "url": self.url + sample.path,
                "languages": list(sample.languages),
                **({"select": list(sample.select)} if sample.select else {}),
                "tags": ["sample"],
            }
            for sample in samples()
        ]

    def publish(self, sample_id: str, edition: int) -> None:
        """From now on serve this edition, 1 or 2. Raises KeyError for an id that is no sample's."""
        with self._lock:
            if sample_id not in self._editions:
                raise KeyError(sample_id)
            self._editions[sample_id] = edition

    def put(self, path: str, body: bytes) -> None:
        """Publish a further page, or a page in place of the one before."""
        with self._lock:
            self._pages[path] = body

    def script(self, path: str, *answers: PageAnswer) -> None:
        """Answer the next requests for a path so, one answer each, and the page's own way after them."""
        with self._lock:
            self._scripts.setdefault(path, deque()).extend(answers)

    @property
    def requests(self) -> list[SiteRequest]:
        """All requests so far, oldest first."""
        with self._lock:
            return list(self._requests)

    def answer(self, path: str, headers: dict[str, str]) -> PageAnswer:
        """Decide on an answer and keep the request."""
        with self._lock:
            scripted = self._scripts.get(path)
            found = scripted.popleft() if scripted else self._page(path, headers)
            code = 0 if found.hang_up else found.status
            self._requests.append(SiteRequest(path=path, headers=headers, status=code))
        return found

    def _page(self, path: str, headers: dict[str, str]) -> PageAnswer:
        if path == "/robots.txt":
            return PageAnswer(headers=(("Content-Type", "text/plain"),), body=self._robots.encode())
        if path in self._pages:
            return PageAnswer(body=self._pages[path])
        for sample in samples():
            if sample.path == path:
                return self._sample_page(sample, headers)
        return status(404)

    def _sample_page(self, sample: Sample, headers: dict[str, str]) -> PageAnswer:
        edition = self._editions[sample.id]
        tag = f'"{sample.id}-{edition}"'
        changed = format_datetime(FIRST_PUBLISHED + timedelta(days=30 * (edition - 1)), usegmt=True)
        sent = (("ETag", tag), ("Last-Modified", changed)) if self.validators else ()
        if self.validators and _matches(headers, tag, changed):
            return PageAnswer(status=304, headers=sent)
        page = sample.page(edition).replace("{{token}}", secrets.token_hex(20))
        body = page.replace("{{nonce}}", secrets.token_urlsafe(12)).encode()
        kind = ("Content-Type", "text/html; charset=utf-8")
        cookie = ("Set-Cookie", f"session={secrets.token_hex(16)}; Path=/; HttpOnly")
        return PageAnswer(headers=(kind, cookie, *sent), body=body)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10.0)


def _matches(headers: dict[str, str], tag: str, changed: str) -> bool:
    """If-None-Match decides where it is given (RFC 9110, section 13.2.2)."""
    if "if-none-match" in headers:
        given = {one.strip().removeprefix("W/") for one in headers["if-none-match"].split(",")}
        return bool(given & {tag, "*"})
    return headers.get("if-modified-since") == changed


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, *arguments: Any) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """A connection that is kept alive would go on being answered after the site has stopped."""
        super().server_close()
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is no news."""


def _handler(site: SampleSite) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            answer = site.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            if site.stopping.wait(answer.pause) or answer.hang_up:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if answer.status != 304:
                length = len(answer.body) if answer.promised is None else answer.promised
                self.send_header("Content-Length", str(length))
            if answer.promised is not None:
                self.send_header("Connection", "close")
            self.end_headers()
            self._send(answer)

        def _send(self, answer: PageAnswer) -> None:
            if not answer.drip:
                self.wfile.write(answer.body)
                return
            for byte in answer.body:
                self.wfile.flush()
                if site.stopping.wait(answer.drip):
                    self.close_connection = True
                    return
                self.wfile.write(bytes([byte]))

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is http.server's
            """Nothing is logged: tests and the demo print what matters themselves."""

    return Handler
