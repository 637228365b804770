"""The HTTP server under the pages: uvicorn, and a limit that it lacks.

A connection that sends a byte of its headers a minute is kept by uvicorn for as long as it likes (the attack is known
as Slowloris). Bodies are bounded by ``bodies``, heads here.
"""

from __future__ import annotations

import asyncio
import socket

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from watcher.bootstrap import House
from watcher.web.app import build

HEAD_WITHIN = 10.0
"""Seconds in which the head of a request has to be there, from the connection or its first byte on."""
MOST_CONNECTIONS = 500
"""Who comes beyond that is answered 503 at once."""


class PromptProtocol(H11Protocol):
    """Closes a connection whose head takes too long."""

    head_within = HEAD_WITHIN
    _head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # Not done for us where the listening socket was made beforehand; without it, a page whose head and body go out
        # one after the other waits 40 ms for the acknowledgement of the first.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._await_head()
        else:
            self._forget_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_head()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._head_due is None:
            self._head_due = self.loop.call_later(self.head_within, self.transport.abort)

    def _forget_head(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None


def server(house: House) -> uvicorn.Server:
    """The server of an installation's pages; ``run`` it with the sockets that it listens on."""
    return uvicorn.Server(
        uvicorn.Config(
            build(house),
            http=PromptProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=2,
        )
    )
