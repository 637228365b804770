"""What the fetcher makes of what servers do."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import ssl
from collections.abc import Awaitable, Callable

import pytest
import trustme

from tests.fetch.conftest import PUBLIC, Connector, Make, Names, Request, Server, Start, WaitingTime, answer
from watcher.domain.fetch import Fetch, FetchOutcome, Redirect, Validators
from watcher.services.ports import PageRequest

Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


async def failure(fetcher: Make, url: str, **settings: object) -> Fetch:
    page = await fetcher(**{"attempts": 1, **settings}).fetch(PageRequest(url=url))
    assert page.fetch.outcome is FetchOutcome.FAILED
    assert page.body == b""
    assert page.fetch.error
    return page.fetch


def raw(*pieces: bytes, pause: float = 0.0, close: bool = True) -> Handler:
    """Writes pieces as they are, and then hangs up."""

    async def handler(_request: Request, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        if close:
            writer.close()
        else:
            await asyncio.sleep(3600)

    return handler


def for_ever(head: bytes, piece: bytes, pause: float = 0.0) -> Handler:
    async def handler(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return handler


async def test_a_page_comes_with_its_digest_headers_and_size(fetcher: Make, server: Server) -> None:
    body = "<p>Terms § 1</p>".encode() * 100
    packed = gzip.compress(body)
    server.says("/terms", answer(200, packed, Content_Encoding="gzip", ETag='"v1"', Set_Cookie="a=b"))
    page = await fetcher().fetch(PageRequest(url=server.url("/terms#part")))
    assert page.body == body
    fetch = page.fetch
    assert (fetch.outcome, fetch.status, fetch.reason, fetch.error) == (FetchOutcome.RECEIVED, 200, "", "")
    assert (fetch.url, fetch.final_url) == (server.url("/terms#part"), server.url("/terms"))
    assert fetch.sha256 == hashlib.sha256(body).hexdigest()
    assert fetch.raw_bytes == len(packed)
    assert fetch.validators == Validators(etag='"v1"')
    assert "set-cookie" not in dict(fetch.headers)
    assert fetch.started_at.utcoffset() is not None


async def test_every_fetch_has_an_id_of_its_own(fetcher: Make, server: Server) -> None:
    server.says("/", answer(200, b"page"))
    one = fetcher()
    assert (await one.fetch(PageRequest(url=server.url()))).fetch.id != (
        await one.fetch(PageRequest(url=server.url()))
    ).fetch.id


async def test_an_unchanged_page_is_asked_for_by_its_validators(fetcher: Make, server: Server) -> None:
    server.says("/", answer(304, ETag='"v1"'))
    validators = Validators(etag='"v1"', last_modified="Tue, 01 Jul 2025 00:00:00 GMT")
    page = await fetcher().fetch(PageRequest(url=server.url(), validators=validators))
    assert (page.fetch.outcome, page.fetch.status, page.body) == (FetchOutcome.NOT_MODIFIED, 304, b"")
    sent = server.requests[0].headers
    assert sent["if-none-match"] == '"v1"'
    assert sent["if-modified-since"] == "Tue, 01 Jul 2025 00:00:00 GMT"


async def test_a_304_that_nobody_asked_for_is_a_failure(fetcher: Make, server: Server) -> None:
    server.says("/", answer(304))
    assert (await failure(fetcher, server.url())).reason == "status"


@pytest.mark.parametrize("etag", ['"a"\r\nx-evil: 1', '"a\x00"', '"€"', '"a\n'])
async def test_a_validator_that_would_break_the_headers_is_not_sent(fetcher: Make, server: Server, etag: str) -> None:
    server.says("/", answer(200, b"page"))
    page = await fetcher().fetch(PageRequest(url=server.url(), validators=Validators(etag=etag)))
    assert page.fetch.outcome is FetchOutcome.RECEIVED
    assert not {"if-none-match", "x-evil"} & set(server.requests[0].headers)


async def test_a_validator_with_letters_beyond_ascii_is_sent_as_it_came(fetcher: Make, server: Server) -> None:
    server.says("/", answer(304))
    page = await fetcher().fetch(PageRequest(url=server.url(), validators=Validators(etag='"é"')))
    assert page.fetch.outcome is FetchOutcome.NOT_MODIFIED
    assert server.requests[0].headers["if-none-match"] == '"é"'


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "gone"),
        (410, "gone"),
        (401, "does not let us"),
        (403, "does not let us"),
        (451, "legal"),
        (418, "refuses"),
        (202, "not made"),
        (204, "without a page"),
        (206, "part"),
        (300, "elsewhere"),
        (305, "elsewhere"),
        (500, "failed"),
        (599, "failed"),
        (429, "too often"),
        (999, "not the page"),
    ],
)
async def test_a_status_that_is_not_a_page_fails_in_plain_words(
    fetcher: Make, server: Server, status: int, words: str
) -> None:
    server.says("/", answer(status, b"" if status == 204 else b"<p>Sorry</p>"))
    fetch = await failure(fetcher, server.url())
    assert (fetch.reason, fetch.status) == ("status", status)
    assert words in fetch.error
    assert str(status) in fetch.error


async def test_a_page_without_a_body_is_empty(fetcher: Make, server: Server) -> None:
    server.says("/", answer(200, b""))
    assert (await failure(fetcher, server.url())).reason == "empty"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
async def test_a_body_that_is_not_packed_as_said_fails(fetcher: Make, server: Server, coding: str) -> None:
    server.says("/", answer(200, b"<p>plain text after all, and not short</p>", Content_Encoding=coding))
    assert (await failure(fetcher, server.url())).reason in ("encoding", "truncated")


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (raw(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this"), "truncated"),
        (raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"), "truncated"),
        (raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n"), "truncated"),
        (raw(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 7\r\n\r\nhello"), "protocol"),
        (raw(b"HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nhello"), "protocol"),
        (raw(b"HTTP/1.1 200 OK\r\nbad header\r\n\r\nhello"), "protocol"),
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "protocol"),
        (raw(b"\x00\xff\x00\xff" * 50), "protocol"),
        (raw(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 300_000), "protocol"),
        (raw(b""), "connection"),
        (raw(b"HTTP/1.1 200 OK\r\n"), "connection"),
        (for_ever(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"4\r\nmore\r\n" * 99), "too_large"),
        (for_ever(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096), "too_large"),
        (raw(b"HTTP/1.1 200 OK\r\ncontent-length: 209715200\r\n\r\n", close=False), "too_large"),
        (raw(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999\r\n\r\n", close=False), "too_large"),
        (raw(answer(200, gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")), "too_large"),
        (raw(answer(200, gzip.compress(b"text" * 99)[:-9], Content_Encoding="gzip")), "truncated"),
    ],
)  # fmt: skip
async def test_a_server_that_misbehaves_is_a_failure(
    fetcher: Make, server: Server, handler: Handler, reason: str
) -> None:
    server.says("/", handler)
    assert (await failure(fetcher, server.url(), max_bytes=100_000)).reason == reason


@pytest.mark.parametrize(
    "handler",
    [
        raw(close=False),
        raw(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n", close=False),
        for_ever(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n", b"x", pause=0.01),
        for_ever(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", pause=0.01),
        for_ever(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n", pause=0.01),
    ],
)
async def test_a_server_that_is_too_slow_is_given_up(fetcher: Make, server: Server, handler: Handler) -> None:
    server.says("/", handler)
    assert (await failure(fetcher, server.url(), timeout=0.3)).reason == "timeout"


async def test_a_slow_error_page_does_not_hide_its_status(fetcher: Make, server: Server) -> None:
    server.says("/", for_ever(b"HTTP/1.1 404 Not Found\r\n\r\n", b"x", pause=0.1))
    assert (await failure(fetcher, server.url())).status == 404


async def test_a_failure_leaves_the_next_fetch_alone(fetcher: Make, server: Server) -> None:
    server.says("/endless", for_ever(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096))
    server.says("/slow", raw(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n", close=False))
    server.says("/", answer(200, b"page"))
    one = fetcher(timeout=0.3, max_bytes=10_000, attempts=1)
    reasons = [(await one.fetch(PageRequest(url=server.url(path)))).fetch.reason for path in ("/endless", "/slow", "/")]
    assert reasons == ["too_large", "timeout", ""]


async def test_a_body_longer_than_it_says_does_not_spoil_the_next_page(fetcher: Make, server: Server) -> None:
    server.says("/", b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\npage and more")
    server.says("/next", answer(200, b"next"))
    one = fetcher()
    pages = [await one.fetch(PageRequest(url=server.url(path))) for path in ("/", "/next")]
    assert [page.body for page in pages] == [b"page", b"next"]


async def test_a_fetch_that_is_cancelled_leaves_the_next_one_alone(fetcher: Make, server: Server) -> None:
    asked = asyncio.Event()

    async def never_ends(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n")
        asked.set()
        await asyncio.sleep(3600)

    server.says("/slow", never_ends)
    server.says("/", answer(200, b"page"))
    one = fetcher()
    slow = asyncio.create_task(one.fetch(PageRequest(url=server.url("/slow"))))
    await asked.wait()
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow
    assert (await one.fetch(PageRequest(url=server.url()))).body == b"page"


async def test_a_body_of_just_the_largest_size_is_taken(fetcher: Make, server: Server) -> None:
    server.says("/", answer(200, b"x" * 1000))
    page = await fetcher(max_bytes=1000).fetch(PageRequest(url=server.url()))
    assert len(page.body) == 1000
    assert (await failure(fetcher, server.url(), max_bytes=999)).reason == "too_large"


async def test_nobody_listens(fetcher: Make) -> None:
    listening = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    listening.close()
    await listening.wait_closed()
    assert (await failure(fetcher, f"http://127.0.0.1:{port}/")).reason == "refused"


async def test_tls_that_cannot_be_verified_is_a_failure_and_not_tried_again(fetcher: Make, start: Start) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server = await start(tls=context)
    fetch = await failure(fetcher, server.url(), attempts=3)
    assert (fetch.reason, fetch.attempts) == ("tls", 1)


async def test_plain_http_where_tls_is_expected_is_a_failure(fetcher: Make, server: Server) -> None:
    handled = asyncio.Event()

    async def talks_first(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()
        handled.set()

    listening = await asyncio.start_server(talks_first, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    fetch = await failure(fetcher, f"https://127.0.0.1:{port}/")
    listening.close()
    assert fetch.reason in ("tls", "connection")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/",
        "http://nowhere.example/",
        "http://xn--a/",
        "",
        "http://[",
        "x" * 9000,
    ],
)
async def test_an_address_that_cannot_be_asked_is_a_failure(fetcher: Make, url: str) -> None:
    connector = Connector()
    page = await fetcher(resolve=Names(), connector=connector).fetch(PageRequest(url=url))
    assert page.fetch.outcome is FetchOutcome.FAILED
    assert page.fetch.reason in ("address", "unresolved")
    assert page.fetch.url == page.fetch.final_url == url
    assert connector.opened == []


class TestRedirects:
    async def test_each_one_is_recorded(self, fetcher: Make, server: Server) -> None:
        for path, status, location in (("/a", 301, "/b"), ("/b", 302, server.url("/c")), ("/c", 307, "d?x=1#part")):
            server.says(path, answer(status, location=location))
        server.says("/d?x=1", answer(200, b"page"))
        page = await fetcher().fetch(PageRequest(url=server.url("/a")))
        assert page.body == b"page"
        assert page.fetch.final_url == server.url("/d?x=1")
        assert page.fetch.redirects == (
            Redirect(status=301, url=server.url("/a"), location=server.url("/b")),
            Redirect(status=302, url=server.url("/b"), location=server.url("/c")),
            Redirect(status=307, url=server.url("/c"), location=server.url("/d?x=1")),
        )

    @pytest.mark.parametrize("written", ["/条款", "/%E6%9D%A1%E6%AC%BE"])
    async def test_one_to_a_chinese_path_is_followed(self, fetcher: Make, server: Server, written: str) -> None:
        server.says("/", answer(302, location="?").replace(b"?", written.encode()))
        server.says("/%E6%9D%A1%E6%AC%BE", answer(200, b"page"))
        assert (await fetcher().fetch(PageRequest(url=server.url()))).body == b"page"

    async def test_five_are_followed_and_a_sixth_is_not(self, fetcher: Make, server: Server) -> None:
        for number in range(6):
            server.says(f"/{number}", answer(303, location=f"/{number + 1}"))
        server.says("/6", answer(200, b"page"))
        assert (await fetcher().fetch(PageRequest(url=server.url("/1")))).body == b"page"
        fetch = await failure(fetcher, server.url("/0"))
        assert (fetch.reason, len(fetch.redirects)) == ("redirects", 5)

    async def test_a_circle_is_noticed(self, fetcher: Make, server: Server) -> None:
        server.says("/a", answer(302, location="/b"))
        server.says("/b", answer(302, location="/a"))
        assert "circle" in (await failure(fetcher, server.url("/a"))).error
        assert server.paths() == ["/a", "/b"]

    async def test_one_without_a_target_is_a_failure(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(302))
        assert (await failure(fetcher, server.url())).reason == "redirects"

    @pytest.mark.parametrize(
        "location",
        [
            "http://169.254.169.254/latest/",
            "http://[::ffff:169.254.169.254]/",
            "http://2852039166/",
            "http://inside.example/",
            "https://inside.example/",
            "http://169.254.169.254:8888\\@public.example/",
            "http://user:secret@public.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "//10.0.0.1/",
            "http://public.example/a b",
            "http://public.example/\x1b[31m",
            "http://[",
            "http://public.example:99999/",
            "http://xn--a/",
            "http://xn--a.b\\evil.example/",
        ],
    )
    async def test_one_to_where_we_must_not_go_is_refused(self, fetcher: Make, server: Server, location: str) -> None:
        server.says("/", answer(302, location=location))
        connector = Connector(server.port)
        names = Names(inside_example=[["127.0.0.1"]], outside_example=[[PUBLIC]])
        fetch = await failure(fetcher, "http://outside.example/", resolve=names, connector=connector, allow_hosts=())
        assert fetch.reason == "address"
        assert connector.opened == [(PUBLIC, 80)]
        assert "secret" not in fetch.error

    async def test_validators_stay_with_the_host_they_are_for(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(302, location="http://other.example/x"))
        server.says("/x", answer(304))
        names = Names(first_example=[[PUBLIC]], other_example=[[PUBLIC]])
        page = await fetcher(resolve=names, connector=Connector(server.port), attempts=1).fetch(
            PageRequest(url="http://first.example/", validators=Validators(etag='"v1"'))
        )
        assert [request.headers["host"] for request in server.requests] == ["first.example", "other.example"]
        assert "if-none-match" in server.requests[0].headers
        assert "if-none-match" not in server.requests[1].headers
        assert page.fetch.outcome is FetchOutcome.FAILED

    async def test_validators_follow_a_redirect_on_their_own_host(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(302, location="/x"))
        server.says("/x", answer(304))
        page = await fetcher().fetch(PageRequest(url=server.url(), validators=Validators(etag='"v1"')))
        assert page.fetch.outcome is FetchOutcome.NOT_MODIFIED

    async def test_a_cookie_set_on_the_way_is_not_carried_along(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(302, location="/x", set_cookie="a=b; Path=/"))
        server.says("/x", answer(200, b"page"))
        await fetcher().fetch(PageRequest(url=server.url()))
        assert all("cookie" not in request.headers for request in server.requests)

    async def test_a_failure_behind_one_says_where(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(302, location="http://nowhere.example/x"))
        fetch = await failure(fetcher, server.url(), resolve=Names())
        assert fetch.reason == "unresolved"
        assert "nowhere.example" in fetch.error
        assert fetch.final_url == server.url()


class TestRetries:
    @pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
    async def test_what_passes_is_tried_again(
        self, fetcher: Make, server: Server, time: WaitingTime, status: int
    ) -> None:
        server.says("/", answer(status), answer(status), answer(200, b"page"))
        page = await fetcher().fetch(PageRequest(url=server.url()))
        assert (page.body, page.fetch.attempts, page.fetch.status) == (b"page", 3, 200)
        assert time.slept == [0.5, 1.0]

    async def test_a_broken_connection_is_tried_again(self, fetcher: Make, server: Server) -> None:
        server.says("/", raw(b""), raw(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nha"), answer(200, b"page"))
        page = await fetcher().fetch(PageRequest(url=server.url()))
        assert (page.body, page.fetch.attempts) == (b"page", 3)

    async def test_it_ends_after_the_last_attempt(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(503))
        fetch = await failure(fetcher, server.url(), attempts=3)
        assert (fetch.attempts, len(server.requests)) == (3, 3)

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
    async def test_what_stays_is_not_tried_again(self, fetcher: Make, server: Server, status: int) -> None:
        server.says("/", answer(status))
        assert (await failure(fetcher, server.url(), attempts=3)).attempts == 1
        assert len(server.requests) == 1

    @pytest.mark.parametrize("value", ["7", "Thu, 01 Jan 2026 00:16:47 GMT"])
    async def test_the_server_is_left_alone_as_long_as_it_asks(
        self, fetcher: Make, server: Server, time: WaitingTime, value: str
    ) -> None:
        assert time.clock().isoformat() == "2026-01-01T00:16:40+00:00"
        server.says("/", answer(503, retry_after=value), answer(200, b"page"))
        page = await fetcher().fetch(PageRequest(url=server.url()))
        assert (page.body, time.slept) == (b"page", [7.0])

    @pytest.mark.parametrize("value", ["3600", "99999999999999999999", "Fri, 31 Dec 2027 23:59:59 GMT"])
    async def test_a_server_that_asks_for_too_long_is_not_tried_again(
        self, fetcher: Make, server: Server, time: WaitingTime, value: str
    ) -> None:
        server.says("/", answer(429, retry_after=value))
        fetch = await failure(fetcher, server.url(), attempts=3)
        assert fetch.attempts == 1
        assert "asks to be left alone" in fetch.error
        assert time.slept == []

    @pytest.mark.parametrize("value", ["soon", "-5", "1.5", "", "Thu, 99 Foo 2026", "٣"])
    async def test_a_wish_that_cannot_be_read_is_passed_over(
        self, fetcher: Make, server: Server, time: WaitingTime, value: str
    ) -> None:
        told = answer(503, retry_after="?").replace(b"?", value.encode())
        server.says("/", told, answer(200, b"page"))
        assert (await fetcher().fetch(PageRequest(url=server.url()))).body == b"page"
        assert time.slept == [0.5]

    async def test_the_time_for_a_fetch_bounds_its_retries(
        self, fetcher: Make, server: Server, time: WaitingTime
    ) -> None:
        server.says("/", answer(503, retry_after="6"))
        fetch = await failure(fetcher, server.url(), attempts=10, total_timeout=20.0)
        assert (fetch.attempts, time.slept) == (4, [6.0, 6.0, 6.0])

    async def test_pauses_are_not_part_of_the_duration(self, fetcher: Make, server: Server) -> None:
        server.says("/", answer(503), answer(200, b"page"))
        assert (await fetcher().fetch(PageRequest(url=server.url()))).fetch.duration == 0.0
