"""What an exception or a status means for a fetch: the reason, whether it passes, and what to tell a person."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import h2.exceptions
import h11
import httpx

from watcher.domain.errors import AddressRefused, FetchError
from watcher.fetch.urls import shown

TRANSIENT_STATUSES = frozenset({408, 425, 429})
"""Besides 5xx: the server may answer otherwise in a moment (RFC 9110, RFC 8470, RFC 6585)."""


def timed_out(seconds: float, what: str, *, transient: bool) -> FetchError:
    return FetchError(
        f"{what} took longer than {seconds:g} s",
        reason="timeout",
        mend="raise fetch.timeout if the site is merely slow",
        transient=transient,
    )


def before_the_answer(error: Exception) -> FetchError:
    """What went wrong before a status came."""
    causes = tuple(_chain(error))
    if isinstance(error, httpx.TimeoutException):
        return _quiet(error)
    if isinstance(error, httpx.ConnectError) and (broken := _first(causes, ssl.SSLError)):
        return FetchError(
            f"the connection cannot be trusted: {shown(_tls_words(broken))}",
            reason="tls",
            mend="mend the site's certificate, or name its authority in fetch.ca_file",
        )
    if _first(causes, ConnectionRefusedError):
        return FetchError(
            "the connection was refused", reason="refused", mend="check the host and the port", transient=True
        )
    # httpx reads the target of a redirect even when it is not to follow it.
    if _first(causes, (httpx.InvalidURL, UnicodeError)):
        return AddressRefused(
            "the server redirects to what is not a URL", where="", mend="give the page's final address"
        )
    if isinstance(error, httpx.ProxyError):
        return FetchError(
            f"the proxy did not connect us: {shown(str(error))}",
            reason="connection",
            mend="check fetch.proxy",
            transient=True,
        )
    if _first(causes, (h11.ProtocolError, h2.exceptions.ProtocolError)) or not isinstance(error, httpx.TransportError):
        return _garbled(error)
    return FetchError(
        "the connection broke before an answer came",
        reason="connection",
        mend="try again; check the network if it stays so",
        transient=True,
    )


def within_the_body(error: Exception, received: int, declared: str) -> FetchError:
    """What went wrong after ``received`` bytes of a body; ``declared`` is the Content-Length header, if any."""
    if isinstance(error, httpx.TimeoutException):
        return _quiet(error)
    if isinstance(error, httpx.TransportError):
        of = f" of {declared}" if declared.isdigit() else ""
        return FetchError(
            f"the page was cut short: {received}{of} bytes came",
            reason="truncated",
            mend="try again; if it stays so, tell whoever runs the site",
            transient=True,
        )
    return _garbled(error)


def of_status(status: int, retry_after: float | None) -> FetchError:
    """The failure that a status other than a page's is."""
    transient = status in TRANSIENT_STATUSES or status >= 500
    what, mend = _STATUS_WORDS.get(status, ("", ""))
    if not what:
        what, mend = _CLASS_WORDS.get(status // 100, ("the answer is not the page", "open the page in a browser"))
    if retry_after is not None:
        what += f" and asks to be left alone for {retry_after:.0f} s"
    return FetchError(
        f"{what} ({status}{_phrase(status)})",
        reason="status",
        mend=mend,
        transient=transient,
        status=status,
        retry_after=retry_after if transient else None,
    )


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds from ``now`` that a Retry-After header asks for, in either of its forms (RFC 9110, 10.2.3)."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


_GONE = ("the page is gone", "look where the agreement moved and change its url")
_CLOSED = ("the server does not let us read the page", "see whether the page is still public")
_STATUS_WORDS: dict[int, tuple[str, str]] = {
    202: ("the server has not made the page yet", "open it in a browser: it may want to see one"),
    204: ("the server answered without a page", "open the page in a browser"),
    205: ("the server answered without a page", "open the page in a browser"),
    206: ("the server sent a part of the page, which was not asked for", "tell whoever runs the site"),
    304: ("the server says that the page is unchanged, which was not asked", "tell whoever runs the site"),
    401: _CLOSED,
    402: _CLOSED,
    403: _CLOSED,
    404: _GONE,
    410: _GONE,
    429: ("the server finds that we ask too often", "raise fetch.per_host_delay"),
    451: ("the page is withheld for legal reasons", "look where the agreement can still be read"),
}
_CLASS_WORDS: dict[int, tuple[str, str]] = {
    3: ("the server points elsewhere but not in a way that can be followed", "give the page's final address"),
    4: ("the server refuses the request", "check the url of the agreement"),
    5: ("the server failed", "try again later"),
}


def _phrase(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""


def _quiet(error: httpx.TimeoutException) -> FetchError:
    what = "connecting" if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout) else "waiting for the server"
    return FetchError(
        f"{what} took too long",
        reason="timeout",
        mend="try again; raise fetch.timeout if the site is merely slow",
        transient=True,
    )


def _garbled(error: Exception) -> FetchError:
    return FetchError(
        f"the server does not speak proper HTTP: {shown(str(error) or type(error).__name__)}",
        reason="protocol",
        mend="check the scheme and the port",
        # What a body was longer by than its Content-Length stands before the next answer on the same connection.
        transient=isinstance(error, httpx.RemoteProtocolError),
    )


def _tls_words(error: BaseException) -> str:
    return str(getattr(error, "verify_message", "") or getattr(error, "reason", "") or error)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and what it came from, groups opened."""
    waiting: list[BaseException] = [error]
    met: set[int] = set()
    while waiting:
        one = waiting.pop()
        if id(one) in met:
            continue
        met.add(id(one))
        yield one
        waiting.extend(cause for cause in (one.__cause__, one.__context__) if cause is not None)
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)


def _first(
    causes: tuple[BaseException, ...], kinds: type[BaseException] | tuple[type[BaseException], ...]
) -> BaseException | None:
    return next((cause for cause in causes if isinstance(cause, kinds)), None)
