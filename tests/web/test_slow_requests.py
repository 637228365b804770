"""Whoever sends the head of a request byte by byte is cut off; whoever reads and waits between requests is not."""

from __future__ import annotations

import socket
from contextlib import suppress

import httpx
import pytest
from web.serving import served

from watcher.bootstrap import House
from watcher.web.server import PromptProtocol


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PromptProtocol, "head_within", 0.3)


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
