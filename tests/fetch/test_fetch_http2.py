"""Servers that speak HTTP/2, well and badly."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import pytest
import trustme

from tests.fetch.conftest import PUBLIC, Connector, Make, Names
from watcher.domain.fetch import FetchOutcome, Validators
from watcher.fetch.http import HttpFetcher
from watcher.services.ports import PageRequest

Reply = Callable[[h2.connection.H2Connection, h2.events.RequestReceived], bytes | None]


class Http2Server:
    """Answers every request with ``reply``, which may also give bytes to be written as they are."""

    def __init__(self) -> None:
        self.reply: Reply = whole_page
        self.hang_up = False
        self.port = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        with suppress(ConnectionError, ssl.SSLError, h2.exceptions.ProtocolError, asyncio.CancelledError):
            while data := await reader.read(65536):
                for event in connection.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        odd = self.reply(connection, event)
                        writer.write(connection.data_to_send() + (odd or b""))
                        if self.hang_up:
                            writer.close()
                writer.write(connection.data_to_send())
        writer.close()


def whole_page(connection: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
    if any(name == b"if-none-match" for name, _ in event.headers):
        connection.send_headers(event.stream_id, [(":status", "304"), ("etag", '"1"')], end_stream=True)
        return
    connection.send_headers(event.stream_id, [(":status", "200"), ("etag", '"1"'), ("content-length", "4")])
    connection.send_data(event.stream_id, b"page", end_stream=True)


def reset(connection: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
    connection.send_headers(event.stream_id, [(":status", "200"), ("content-length", "10")])
    connection.send_data(event.stream_id, b"page")
    connection.reset_stream(event.stream_id)


def unfinished(connection: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
    connection.send_headers(event.stream_id, [(":status", "200"), ("content-length", "10")])
    connection.send_data(event.stream_id, b"page")


def go_away(connection: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
    connection.close_connection(last_stream_id=0)


def garbage(connection: h2.connection.H2Connection, event: h2.events.RequestReceived) -> bytes:
    return b"\xff" * 200


def lying_length(connection: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
    connection.send_headers(event.stream_id, [(":status", "200"), ("content-length", "3")])
    connection.send_data(event.stream_id, b"more than three", end_stream=True)


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Http2Server]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("pages.example").configure_cert(context)
    context.set_alpn_protocols(["h2"])
    server = Http2Server()
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0, ssl=context)
    server.port = listening.sockets[0].getsockname()[1]
    yield server
    listening.close()


URL = "https://pages.example/"


@pytest.fixture
def reach(fetcher: Make, served: Http2Server, tmp_path: Path) -> Make:
    def make(**settings: object) -> HttpFetcher:
        connector = Connector(served.port)
        names = Names(pages_example=[[PUBLIC]])
        return fetcher(resolve=names, connector=connector, ca_file=str(tmp_path / "authority.pem"), **settings)

    return make


async def test_a_page_and_then_its_304_come_over_one_connection(reach: Make) -> None:
    one = reach()
    first = await one.fetch(PageRequest(url=URL))
    again = await one.fetch(PageRequest(url=URL, validators=Validators(etag='"1"')))
    assert (first.body, again.fetch.outcome) == (b"page", FetchOutcome.NOT_MODIFIED)


@pytest.mark.parametrize(
    ("reply", "hang_up", "reasons"),
    [
        (reset, False, {"truncated"}),
        (unfinished, True, {"truncated"}),
        (go_away, False, {"connection", "protocol"}),
        (garbage, True, {"connection", "protocol"}),
        (lying_length, False, {"truncated", "protocol"}),
    ],
)
async def test_a_server_that_misbehaves_is_a_failure(
    reach: Make, served: Http2Server, reply: Reply, hang_up: bool, reasons: set[str]
) -> None:
    served.reply, served.hang_up = reply, hang_up
    page = await reach(attempts=1, timeout=3.0).fetch(PageRequest(url=URL))
    assert page.fetch.reason in reasons
    served.reply, served.hang_up = whole_page, False
    assert (await reach(attempts=1).fetch(PageRequest(url=URL))).body == b"page"
