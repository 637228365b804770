"""The HTTP server under the pages: uvicorn, and two limits that it lacks.

A connection that sends a byte of its headers a minute is kept by uvicorn for as long as it likes (the attack is known
as Slowloris), and so is one that asks for pages and never reads them. Bodies are bounded by ``bodies``, heads and
answers here.
"""

from __future__ import annotations

import asyncio
import socket
import struct

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from watcher.bootstrap import House
from watcher.web.app import build

HEAD_WITHIN = 10.0
"""Seconds in which the head of a request has to be there, from the connection or its first byte on."""
READ_WITHIN = 60.0
"""Seconds in which some of what was asked for has to be read."""
HANDED_OVER = 128 * 1024
"""Bytes that the system takes over for a connection (it counts them twice). It takes more when a third of that was
read, so that this is what a reader has to take within READ_WITHIN."""
_AT_ONCE = struct.pack("ii", 1, 0)
"""A ``struct linger`` (POSIX, sys/socket.h): on, and no second."""
MOST_CONNECTIONS = 500
"""Who comes beyond that is answered 503 at once."""


class PromptProtocol(H11Protocol):
    """Closes a connection whose head takes too long, or that does not read what it asked for."""

    head_within = HEAD_WITHIN
    read_within = READ_WITHIN
    _head_due: asyncio.TimerHandle | None = None
    _read_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # Not done for us where the listening socket was made beforehand; without it, a page whose head and body go out
        # one after the other waits 40 ms for the acknowledgement of the first.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, HANDED_OVER)
        # Whatever the system does not take at once is waited for: while it is, nothing is added to it.
        transport.set_write_buffer_limits(high=0)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._await_head()
        else:
            self._forget_head()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._await_reading()

    def resume_writing(self) -> None:
        self._forget_reading()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_head()
        self._forget_reading()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._head_due is None:
            self._head_due = self.loop.call_later(self.head_within, self.transport.abort)

    def _forget_head(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def _await_reading(self) -> None:
        self._read_due = self.loop.call_later(self.read_within, self._look, self.transport.get_write_buffer_size())

    def _look(self, unread: int) -> None:
        if self.transport.get_write_buffer_size() >= unread:
            # Without this the system goes on keeping what it took over for somebody who does not read it.
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
            self.transport.abort()
        else:
            self._await_reading()

    def _forget_reading(self) -> None:
        if self._read_due is not None:
            self._read_due.cancel()
            self._read_due = None


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
