"""The one HTTP client, with the address guard where connections are opened.

Whatever asks through it, a page, a redirect, a webhook, passes the guard: there is no second path. The URL is never
rewritten to the address (connections would be reused across host names, and TLS would verify the wrong name): TLS,
SNI and the Host header see the name, only the TCP connection sees the address.

Through a proxy the proxy itself opens the connection. The target's host is resolved and checked before it is handed
over, but the proxy resolves it once more and may get another answer: who sets a proxy trusts it to guard too.
"""

from __future__ import annotations

import logging
import select
import ssl
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpcore
import httpx

from watcher.domain.errors import AddressRefused, UsageError
from watcher.fetch.addresses import AddressGuard, Resolver
from watcher.fetch.settings import FetchSettings
from watcher.fetch.urls import check_host, check_url, host_of, shown

CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 15.0
"""Seconds between two pieces of an answer."""
MAX_CONNECTIONS = 100
MAX_IDLE_CONNECTIONS = 20
IDLE_SECONDS = 15.0


def guarded_client(
    settings: FetchSettings, *, resolve: Resolver | None = None, connector: httpcore.AsyncNetworkBackend | None = None
) -> httpx.AsyncClient:
    """The client for pages, robots.txt and webhooks; close it with ``aclose()``.

    Follows no redirects by itself, keeps no cookies, takes nothing from the environment, speaks HTTP/1.1 and HTTP/2.
    Beside the exceptions of httpx its requests raise AddressRefused and FetchError ``unresolved``.
    ``resolve`` and ``connector`` stand in for the system's resolver and for the opening of TCP connections.
    Raises UsageError when ``ca_file``, ``proxy`` or ``allow_hosts`` cannot be used.
    """
    # At its usual level httpx logs whole addresses, and a webhook's address can be its secret.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    guard = AddressGuard(settings.allow_hosts, resolve=resolve, timeout=min(CONNECT_TIMEOUT, settings.timeout))
    return httpx.AsyncClient(
        transport=GuardedTransport(settings, guard, connector or httpcore.AnyIOBackend()),
        timeout=httpx.Timeout(
            settings.timeout,
            connect=min(CONNECT_TIMEOUT, settings.timeout),
            read=min(READ_TIMEOUT, settings.timeout),
        ),
        headers={"user-agent": settings.user_agent},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        follow_redirects=False,
        trust_env=False,
    )


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to checked addresses only."""

    def __init__(self, guard: AddressGuard, connector: httpcore.AsyncNetworkBackend) -> None:
        self._guard = guard
        self._connector = connector

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (the signature is httpcore's)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Tries the host's addresses one after the other, each with its share of the time left."""
        *others, last = await self._guard.addresses(host)
        until = None if timeout is None else time.monotonic() + timeout

        async def connect(address: str, left: int) -> httpcore.AsyncNetworkStream:
            share = None if until is None else max(0.1, (until - time.monotonic()) / left)
            return Connection(
                await self._connector.connect_tcp(
                    address, port, share, local_address=local_address, socket_options=socket_options
                )
            )

        for tried, address in enumerate(others):
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await connect(address, len(others) + 1 - tried)
        return await connect(last, 1)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 (the signature is httpcore's)
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise httpcore.ConnectError("sockets of this machine are not reached")

    async def sleep(self, seconds: float) -> None:
        await self._connector.sleep(seconds)


class Connection(httpcore.AsyncNetworkStream):
    """A connection that says fast whether the other side has closed it.

    The pool asks every idle connection at every request, and the usual stream looks up its addresses to answer: with
    twenty connections that was half the cost of a request.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._socket = stream.get_extra_info("socket")

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 (httpcore's)
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 (httpcore's)
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's)
    ) -> httpcore.AsyncNetworkStream:
        return Connection(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        if info != "is_readable" or self._socket is None:
            return self._stream.get_extra_info(info)
        # The number is asked for each time: once closed it is -1, and may be another connection's.
        number = self._socket.fileno()
        if number < 0:
            return True
        asked = select.poll()
        asked.register(number, select.POLLIN)
        return bool(asked.poll(0))


class GuardedTransport(httpx.AsyncBaseTransport):
    """Hands httpx's requests to a pool of guarded connections."""

    def __init__(self, settings: FetchSettings, guard: AddressGuard, connector: httpcore.AsyncNetworkBackend) -> None:
        self._guard = guard
        proxy = _proxy(settings.proxy, settings.ca_file)
        self._proxied = proxy is not None
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_shared_ssl_context(settings.ca_file),
            proxy=proxy,
            max_connections=MAX_CONNECTIONS,
            max_keepalive_connections=MAX_IDLE_CONNECTIONS,
            keepalive_expiry=IDLE_SECONDS,
            http1=True,
            http2=True,
            network_backend=connector if self._proxied else GuardedBackend(guard, connector),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        check_url(request.url)
        if self._proxied:
            await self._guard.addresses(host_of(request.url))
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _errors_of_httpx():
            answer = await self._pool.handle_async_request(asked)
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        with _errors_of_httpx():
            await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _errors_of_httpx():
            async for piece in self._answer.aiter_stream():
                yield piece

    async def aclose(self) -> None:
        with _errors_of_httpx():
            await self._answer.aclose()


# From the particular to the general: the first that fits is taken.
_ERRORS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.TimeoutException, httpx.TimeoutException),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.NetworkError, httpx.NetworkError),
    (httpcore.ProxyError, httpx.ProxyError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.ProtocolError, httpx.ProtocolError),
)


@contextmanager
def _errors_of_httpx() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        for theirs, ours in _ERRORS:
            if isinstance(error, theirs):
                raise ours(str(error)) from error
        raise


def _ssl_context(ca_file: str) -> ssl.SSLContext:
    context = httpx.create_ssl_context(verify=True, trust_env=False)
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            raise UsageError(
                f"no certificates can be read from {shown(ca_file)!r}",
                where="fetch.ca_file",
                mend="name a readable file of PEM certificates",
            ) from error
    return context


# Reading the public authorities takes 20 ms.
_shared_ssl_context = lru_cache(maxsize=8)(_ssl_context)


def _proxy(address: str, ca_file: str) -> httpcore.Proxy | None:
    if not address:
        return None
    try:
        proxy = httpx.Proxy(address)
        check_host(host_of(proxy.url), "the proxy")
    except (AddressRefused, httpx.InvalidURL, ValueError) as error:
        raise _no_proxy() from error
    if proxy.url.scheme not in ("http", "https"):
        raise _no_proxy()
    url = proxy.url
    return httpcore.Proxy(
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=b"/"),
        auth=proxy.raw_auth,
        # Its own: connections to the proxy and through it agree on different protocols.
        ssl_context=_ssl_context(ca_file) if url.scheme == "https" else None,
    )


def _no_proxy() -> UsageError:
    return UsageError(
        "the proxy's address cannot be used", where="fetch.proxy", mend="write http://host:port or https://host:port"
    )
