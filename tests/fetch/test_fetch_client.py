"""The guarded client: where its connections really go, and what it trusts."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import httpx
import pytest
import trustme

from tests.fetch.conftest import PUBLIC, Connector, Names, Server, Start, answer
from watcher.domain.errors import AddressRefused, FetchError, UsageError
from watcher.fetch.client import guarded_client
from watcher.fetch.settings import FetchSettings

Client = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    made: list[httpx.AsyncClient] = []

    def make(resolve: Names | None = None, connector: Connector | None = None, **settings: object) -> httpx.AsyncClient:
        made.append(guarded_client(FetchSettings(**settings), resolve=resolve, connector=connector))
        return made[-1]

    yield make
    for one in made:
        await one.aclose()


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def tls(authority: trustme.CA, name: str, *protocols: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:8321/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://inside.example/",
        "https://inside.example/",
    ],
)
async def test_nothing_is_opened_towards_an_address_that_is_refused(client: Client, url: str) -> None:
    connector = Connector()
    with pytest.raises(AddressRefused):
        await client(Names(inside_example=[["10.0.0.5"]]), connector).get(url)
    assert connector.opened == []


async def test_a_posted_message_passes_the_same_guard(client: Client) -> None:
    connector = Connector()
    with pytest.raises(AddressRefused):
        await client(Names(hooks_example=[["127.0.0.1"]]), connector).post("https://hooks.example/", content=b"{}")
    assert connector.opened == []


async def test_a_name_is_resolved_once_and_the_connection_goes_to_that_very_address(
    client: Client, server: Server
) -> None:
    server.says("/", answer(200, b"page"))
    names, connector = Names(rebinds_example=[[PUBLIC], ["127.0.0.1"]]), Connector(server.port)
    got = await client(names, connector).get("http://rebinds.example/")
    assert got.text == "page"
    assert connector.opened == [(PUBLIC, 80)]
    assert names.asked == ["rebinds.example"]


async def test_a_name_that_later_leads_inside_is_refused_then(client: Client, server: Server) -> None:
    server.says("/", answer(200, b"page", connection="close"))
    names, connector = Names(rebinds_example=[[PUBLIC], ["127.0.0.1"]]), Connector(server.port)
    one = client(names, connector)
    await one.get("http://rebinds.example/")
    with pytest.raises(AddressRefused):
        await one.get("http://rebinds.example/")
    assert len(connector.opened) == 1


async def test_a_name_that_does_not_resolve_is_a_failure(client: Client) -> None:
    connector = Connector()
    with pytest.raises(FetchError) as failed:
        await client(Names(), connector).get("http://nowhere.example/")
    assert failed.value.reason == "unresolved"
    assert connector.opened == []


async def test_the_server_sees_the_name_not_the_address(client: Client, server: Server) -> None:
    server.says("/", answer(200, b"page"))
    await client(Names(pages_example=[[PUBLIC]]), Connector(server.port)).get("http://pages.example/")
    assert server.requests[0].headers["host"] == "pages.example"


async def test_connections_of_two_names_at_one_address_are_kept_apart(client: Client, server: Server) -> None:
    server.says("/", answer(200, b"page"))
    connector = Connector(server.port)
    one = client(Names(a_example=[[PUBLIC]], b_example=[[PUBLIC]]), connector)
    await one.get("http://a.example/")
    await one.get("http://b.example/")
    assert len(connector.opened) == 2


async def test_a_second_address_is_tried_when_the_first_does_not_answer(client: Client, server: Server) -> None:
    server.says("/", answer(200, b"page"))
    names = Names(localhost=[["127.0.0.2", "127.0.0.1"]])
    got = await client(names, allow_hosts=("127.0.0.0/8",)).get(server.url(host="localhost"))
    assert got.status_code == 200


async def test_tls_is_verified_against_the_name(
    client: Client, start: Start, authority: trustme.CA, ca_file: str
) -> None:
    server = await start(tls(authority, "pages.example"))
    server.says("/", answer(200, b"page"))
    names = Names(pages_example=[[PUBLIC]], other_example=[[PUBLIC]])
    one = client(names, Connector(server.port), ca_file=ca_file)
    assert (await one.get("https://pages.example/")).text == "page"
    with pytest.raises(httpx.ConnectError):
        await one.get("https://other.example/")


async def test_an_authority_that_was_not_named_is_not_trusted(
    client: Client, start: Start, authority: trustme.CA
) -> None:
    server = await start(tls(authority, "pages.example"))
    with pytest.raises(httpx.ConnectError):
        await client(Names(pages_example=[[PUBLIC]]), Connector(server.port)).get("https://pages.example/")
    assert server.requests == []


async def speak_http2(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    connection.initiate_connection()
    writer.write(connection.data_to_send())
    with suppress(ConnectionError, ssl.SSLError):
        while data := await reader.read(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    connection.send_headers(event.stream_id, [(":status", "200"), ("content-length", "4")])
                    connection.send_data(event.stream_id, b"page", end_stream=True)
            writer.write(connection.data_to_send())
    writer.close()


async def test_http2_is_spoken_where_the_server_can(client: Client, authority: trustme.CA, ca_file: str) -> None:
    listening = await asyncio.start_server(
        speak_http2, "127.0.0.1", 0, ssl=tls(authority, "pages.example", "h2", "http/1.1")
    )
    connector = Connector(listening.sockets[0].getsockname()[1])
    one = client(Names(pages_example=[[PUBLIC]]), connector, ca_file=ca_file)
    answers = [await one.get("https://pages.example/") for _ in range(2)]
    listening.close()
    assert [(got.http_version, got.text) for got in answers] == [("HTTP/2", "page")] * 2
    assert len(connector.opened) == 1


async def test_cookies_are_not_sent_back(client: Client, server: Server) -> None:
    server.says("/", answer(200, b"page", set_cookie="session=1; Path=/"))
    one = client(allow_hosts=("127.0.0.1",))
    await one.get(server.url())
    await one.get(server.url())
    assert "cookie" not in server.requests[1].headers


async def test_the_environment_is_not_asked_for_a_proxy(
    client: Client, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    server.says("/", answer(200, b"page"))
    assert (await client(allow_hosts=("127.0.0.1",)).get(server.url())).text == "page"


async def test_redirects_are_left_to_the_caller(client: Client, server: Server) -> None:
    server.says("/", answer(302, location="http://169.254.169.254/"))
    assert (await client(allow_hosts=("127.0.0.1",)).get(server.url())).status_code == 302


async def test_the_client_names_itself(client: Client, server: Server) -> None:
    await client(allow_hosts=("127.0.0.1",), user_agent="terms-watcher/9 (+https://example.org/)").get(server.url())
    assert server.requests[0].headers["user-agent"] == "terms-watcher/9 (+https://example.org/)"


@pytest.mark.parametrize("url", ["http://user:secret@example.com/", "ftp://example.com/", "http://0x7f.1/"])
async def test_an_odd_url_is_refused_for_every_caller(client: Client, url: str) -> None:
    connector = Connector()
    with pytest.raises(AddressRefused):
        await client(Names(), connector).get(url)
    assert connector.opened == []


async def test_a_proxy_that_was_named_is_used_for_public_targets(client: Client, server: Server) -> None:
    server.says("http://pages.example/terms", answer(200, b"through the proxy"))
    one = client(Names(pages_example=[[PUBLIC]]), proxy=server.url())
    assert (await one.get("http://pages.example/terms")).text == "through the proxy"


@pytest.mark.parametrize("url", ["http://169.254.169.254/", "http://inside.example/", "https://inside.example/"])
async def test_a_proxy_is_not_asked_for_what_is_refused(client: Client, server: Server, url: str) -> None:
    one = client(Names(inside_example=[["10.0.0.5"]]), proxy=server.url())
    with pytest.raises(AddressRefused):
        await one.get(url)
    assert server.requests == []


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1080", "nonsense", "http://", "http://[", "file:///x"])
def test_a_proxy_that_cannot_be_used_is_refused(proxy: str) -> None:
    with pytest.raises(UsageError) as refused:
        guarded_client(FetchSettings(proxy=proxy))
    assert refused.value.where == "fetch.proxy"


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_an_authority_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "authority.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        guarded_client(FetchSettings(ca_file=str(path)))
    assert refused.value.where == "fetch.ca_file"


async def test_sockets_of_this_machine_are_not_reached() -> None:
    import httpcore

    from watcher.fetch.addresses import AddressGuard
    from watcher.fetch.client import GuardedBackend

    with pytest.raises(httpcore.ConnectError):
        await GuardedBackend(AddressGuard(), Connector()).connect_unix_socket("/run/some.sock")
