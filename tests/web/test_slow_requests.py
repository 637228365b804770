"""Whoever sends a head byte by byte, or never reads the answers, is cut off; whoever reads slowly, or waits, is not."""

from __future__ import annotations

import select
import socket
import time
from contextlib import suppress

import httpx
import pytest
from web.serving import served

from watcher.bootstrap import House
from watcher.web.server import PromptProtocol


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PromptProtocol, "head_within", 0.3)
    monkeypatch.setattr(PromptProtocol, "read_within", 1.0)


def connected(client: httpx.Client) -> socket.socket:
    return socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10)


def read_to_the_end(connection: socket.socket) -> None:
    """Raises TimeoutError when the connection stays open."""
    with suppress(ConnectionResetError):
        while connection.recv(65536):
            pass


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "])
def test_a_head_that_never_ends_is_cut_off(desk: House, hurried: None, sent: bytes) -> None:
    with served(desk) as client, connected(client) as slow:
        slow.sendall(sent)
        read_to_the_end(slow)
        assert client.get("/").status_code == 200


def test_a_second_request_on_a_connection_has_as_long_as_the_first(desk: House, hurried: None) -> None:
    with served(desk) as client, connected(client) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert slow.recv(15) == b"HTTP/1.1 200 OK"
        slow.sendall(b"GET /")
        read_to_the_end(slow)


def asking_for_much(client: httpx.Client) -> socket.socket:
    """A connection on which far more was asked for than systems keep for somebody who does not read."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    connection.connect((client.base_url.host, client.base_url.port or 80))
    connection.sendall(b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 200)
    return connection


def test_who_does_not_read_what_they_asked_for_is_cut_off(desk: House, hurried: None) -> None:
    with served(desk) as client, asking_for_much(client) as deaf:
        waiting = select.poll()
        waiting.register(deaf, 0)
        assert waiting.poll(10_000), "the connection is still open"


def test_who_reads_slowly_is_not(desk: House, hurried: None) -> None:
    with served(desk) as client, asking_for_much(client) as slow:
        received = 0
        while received < 8_000_000:
            received += len(slow.recv(65536))
            time.sleep(0.01)
        assert slow.recv(1)
