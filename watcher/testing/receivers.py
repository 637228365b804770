"""Where messages arrive on this machine: a mail catcher and a webhook receiver, on loopback and a free port.

Both are context managers for ordinary code. They serve from threads of their own, and leaving the context stops
them within a second, whatever a sender is in the middle of.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import http.server
import ssl
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from standardwebhooks.webhooks import Webhook

LOOPBACK = "127.0.0.1"
WAIT = 10.0
"""Seconds to wait for what should arrive."""
BODY_LIMIT = 1_000_000
"""Bytes of a request's body that are taken."""

Arrival = TypeVar("Arrival")


class Arrivals(Generic[Arrival]):
    """What came in, in order. Written by the serving thread, read by anybody."""

    def __init__(self) -> None:
        self._items: list[Arrival] = []
        self._changed = threading.Condition()

    def add(self, item: Arrival) -> None:
        with self._changed:
            self._items.append(item)
            self._changed.notify_all()

    def all(self) -> list[Arrival]:
        with self._changed:
            return list(self._items)

    def wait(self, count: int, timeout: float) -> list[Arrival]:
        """At least ``count`` items. Raises TimeoutError when fewer came within ``timeout`` seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._items) >= count, timeout):
                raise TimeoutError(f"{len(self._items)} of {count} arrived within {timeout:g} s")
            return list(self._items)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtMail:
    """A mail as the server got it."""

    sender: str
    """Of the envelope."""
    recipients: tuple[str, ...]
    """Of the envelope."""
    raw: bytes
    """Headers and body as sent, lines ended by CR LF."""
    encrypted: bool
    user: str
    """Who signed in; empty without a sign-in."""

    @property
    def message(self) -> EmailMessage:
        """Parsed with every defect raised as an error."""
        return email.message_from_bytes(self.raw, policy=email.policy.SMTP.clone(raise_on_defect=True))


class MailCatcher:
    """An SMTP server that keeps what it is sent.

    ``tls`` is a server's context: with ``starttls`` it is offered after connecting, without it is used from the
    first byte. ``credentials`` (user, password) must be given by the sender when they are set.
    """

    def __init__(
        self,
        *,
        host: str = LOOPBACK,
        tls: ssl.SSLContext | None = None,
        starttls: bool = False,
        credentials: tuple[str, str] | None = None,
    ) -> None:
        self.host = host
        self.port = 0
        self._tls = tls
        self._starttls = starttls
        self._credentials = credentials
        self._mails: Arrivals[CaughtMail] = Arrivals()
        self._refused: dict[str, str] = {}
        self._answers: deque[str | None] = deque()
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail-catcher", daemon=True)

    @property
    def mails(self) -> list[CaughtMail]:
        return self._mails.all()

    def wait(self, count: int = 1, timeout: float = WAIT) -> list[CaughtMail]:
        """At least ``count`` mails, oldest first. Raises TimeoutError."""
        return self._mails.wait(count, timeout)

    def refuse(self, recipient: str, reply: str = "550 5.1.1 No such mailbox") -> None:
        """From now on answer so to RCPT TO for this address."""
        self._refused[recipient.casefold()] = reply

    def answer(self, *replies: str) -> None:
        """Answer the next messages so, after DATA, one reply each. What is answered 4xx or 5xx is not kept."""
        self._answers.extend(replies)

    def drop_after_data(self, times: int = 1) -> None:
        """Take the next messages and keep them, but close the connection in place of an answer."""
        self._answers.extend([None] * times)

    def __enter__(self) -> Self:
        self._thread.start()
        started = asyncio.run_coroutine_threadsafe(self._start(), self._loop)
        try:
            self._server = started.result(WAIT)
        except BaseException:
            self._stop_loop()
            raise
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(WAIT)
        self._stop_loop()

    async def handle_RCPT(  # noqa: N802  the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        if self._credentials and not session.authenticated:
            return "530 5.7.0 Sign in first"
        if reply := self._refused.get(address.casefold()):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  as above
        reply = self._answers.popleft() if self._answers else "250 2.0.0 Kept"
        if reply is None or reply.startswith("2"):
            self._mails.add(_caught(server, session, envelope))
        if reply is None and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        return reply or "421 4.3.0 Gone"

    async def _start(self) -> asyncio.Server:
        implicit = self._tls if not self._starttls else None
        return await self._loop.create_server(self._session, self.host, 0, ssl=implicit)

    def _session(self) -> SMTP:
        return SMTP(
            self,
            hostname="localhost",
            tls_context=self._tls if self._starttls else None,
            auth_require_tls=False,
            authenticator=self._authenticate,
            timeout=60,
            loop=self._loop,
        )

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        given = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode())
        if given != self._credentials:
            return AuthResult(success=False, handled=False)
        return AuthResult(success=True, auth_data=data)

    async def _stop(self) -> None:
        if self._server is not None:
            self._server.close()
        open_sessions = asyncio.all_tasks(self._loop) - {asyncio.current_task(self._loop)}
        for task in open_sessions:
            task.cancel()
        await asyncio.gather(*open_sessions, return_exceptions=True)

    def _stop_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WAIT)
        self._loop.close()


def _caught(server: SMTP, session: Session, envelope: Envelope) -> CaughtMail:
    signed_in: object = session.auth_data
    return CaughtMail(
        sender=envelope.mail_from or "",
        recipients=tuple(envelope.rcpt_tos),
        raw=bytes(envelope.original_content or b""),
        encrypted=server.transport is not None and server.transport.get_extra_info("sslcontext") is not None,
        user=signed_in.login.decode() if isinstance(signed_in, LoginPassword) else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a webhook receiver says to one request."""

    status: int = 204
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    silent: bool = False
    """Say nothing, and keep the connection open until the receiver stops."""


NEVER = Answer(silent=True)


def retry_later(seconds: int, status: int = 429) -> Answer:
    """A refusal that asks to come back after some seconds."""
    return Answer(status=status, headers=(("Retry-After", str(seconds)),))


def redirect(location: str, status: int = 302) -> Answer:
    """An answer that sends the caller elsewhere."""
    return Answer(status=status, headers=(("Location", location),))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRequest:
    """A request as the receiver got it."""

    method: str
    path: str
    """With its query."""
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    def verify(self, secret: str | bytes) -> Any:
        """The body as JSON, after its signature and age were checked. Raises WebhookVerificationError."""
        return Webhook(secret).verify(self.body, self.headers)


class WebhookReceiver:
    """An HTTP server that keeps every request and answers 204, or what ``answer`` was told."""

    def __init__(self, *, host: str = LOOPBACK) -> None:
        self.host = host
        self._requests: Arrivals[ReceivedRequest] = Arrivals()
        self._answers: deque[Answer] = deque()
        self._answering = threading.Lock()
        self._stopping = threading.Event()
        self._server = _Server((host, 0), _handler(self))
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="webhook-receiver", daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/hook"

    @property
    def requests(self) -> list[ReceivedRequest]:
        return self._requests.all()

    def wait(self, count: int = 1, timeout: float = WAIT) -> list[ReceivedRequest]:
        """At least ``count`` requests, oldest first. Raises TimeoutError."""
        return self._requests.wait(count, timeout)

    def answer(self, *answers: Answer) -> None:
        """Answer the next requests so, one answer each; those after them get 204."""
        self._answers.extend(answers)

    def take(self, request: ReceivedRequest) -> Answer | None:
        """Keep a request; gives what to say, or none once the receiver stops."""
        with self._answering:
            answer = self._answers.popleft() if self._answers else Answer()
        self._requests.add(request)
        if answer.silent:
            self._stopping.wait()
            return None
        return answer

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(WAIT)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that hangs up is no news."""


def _handler(receiver: WebhookReceiver) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_POST(self) -> None:
            length = min(int(self.headers.get("Content-Length") or 0), BODY_LIMIT)
            answer = receiver.take(
                ReceivedRequest(
                    method=self.command,
                    path=self.path,
                    headers={name.lower(): value for name, value in self.headers.items()},
                    body=self.rfile.read(length),
                )
            )
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if answer.status != 204:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST  # noqa: N815  a followed redirect would come as GET

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is http.server's
            """Nothing is logged: tests and the demo print what arrived themselves."""

    return Handler
