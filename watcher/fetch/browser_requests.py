"""What a drawn page asks for besides its own document: answered by the guarded client, or not at all.

    script, style sheet, fetch, XMLHttpRequest      asked for us, through the address guard, redirects too
    picture, font, film, frame, beacon, prefetch    refused: no text comes of them
    WebSocket, event stream                         refused: they never end

A page from a public address gets answers from public addresses only, even where ``fetch.allow_hosts`` lets us reach
others: its scripts could otherwise use us to send requests into an intranet that one of our agreements is published in.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import httpx
from playwright.async_api import Error, Request, Route

from watcher.domain.errors import FetchError
from watcher.fetch.browser_limits import Limits
from watcher.fetch.decode import ACCEPTED
from watcher.fetch.exchange import Answer, exchange
from watcher.fetch.travel import REDIRECT_STATUSES
from watcher.fetch.urls import checked_url, host_of, shown

ANSWERED = frozenset({"script", "stylesheet", "xhr", "fetch"})
"""Kinds of requests, as Chromium names them."""
_READ_BY_SCRIPTS = frozenset({"xhr", "fetch"})
METHODS = frozenset({"GET", "HEAD", "POST"})
MAX_REDIRECTS = 5

# What the client says by itself, and what concerns one connection only.
_NOT_SENT = frozenset(
    {"accept-encoding", "connection", "content-length", "host", "keep-alive", "te", "transfer-encoding", "upgrade"}
)
_SENT_ANYWHERE = frozenset({"accept", "accept-language", "content-type", "origin", "user-agent"})
"""Goes along when a redirect leads to another host."""
_NOT_GIVEN = frozenset(
    {
        "alt-svc",
        "clear-site-data",
        "connection",
        "content-disposition",
        "content-encoding",
        "content-length",
        "keep-alive",
        "nel",
        "report-to",
        "reporting-endpoints",
        "transfer-encoding",
    }
)


class PageRequests:
    """Answers the requests of the page at ``address``, within its limits."""

    def __init__(self, address: str, client: httpx.AsyncClient, limits: Limits) -> None:
        self.raw_bytes = 0
        """Received over the wire for all requests."""
        self.refused: list[str] = []
        """What the address guard did not let through, in words."""
        self._origin = _origin(httpx.URL(address))
        self._client = client
        self._limits = limits
        self._asked = 0
        self._unpacked = 0
        self._under_way = 0
        self._places = asyncio.Semaphore(limits.requests_at_once)
        self._ended = time.monotonic()

    def idle(self) -> float:
        """For how many seconds nothing has been under way."""
        return 0.0 if self._under_way else time.monotonic() - self._ended

    async def answer(self, route: Route) -> None:
        """Fulfil one intercepted request, or abort it."""
        request = route.request
        self._under_way += 1
        try:
            async with self._places:
                answer = await self._answer_to(request)
            await fulfil(route, answer)
        except FetchError as error:
            if error.reason == "address":
                self.refused.append(str(error))
            await abort(route)
        except (httpx.InvalidURL, ValueError):
            # Addresses and header values that httpx cannot even express.
            await abort(route)
        finally:
            self._under_way -= 1
            self._ended = time.monotonic()

    async def _answer_to(self, request: Request) -> Answer:
        self._asked += 1
        content = request.post_data_buffer
        if self._asked > self._limits.requests or self._unpacked >= self._limits.all_bytes:
            raise _unanswered("the page asks for too much")
        if content is not None and len(content) > self._limits.posted_bytes:
            raise _unanswered("the page sends too much")
        headers = {name: value for name, value in request.headers.items() if name not in _NOT_SENT}
        answer = await self._follow(request.method, request.url, headers, content)
        self._unpacked += len(answer.body)
        if request.resource_type in _READ_BY_SCRIPTS and not self._may_be_read(answer):
            raise _unanswered("another site does not share its answer")
        return answer

    def _may_be_read(self, answer: Answer) -> bool:
        """Whether the page's scripts may read it (CORS): the browser does not look at what interception answers."""
        shared_with = answer.header("access-control-allow-origin").strip()
        return _origin(answer.url) == self._origin or shared_with in ("*", self._origin)

    async def _follow(self, method: str, address: str, headers: Mapping[str, str], content: bytes | None) -> Answer:
        """The first answer that is no redirect. What is posted is not posted again at another host."""
        url = first = checked_url(address)
        for _ in range(MAX_REDIRECTS + 1):
            answer = await exchange(
                self._client,
                url,
                {**headers, "accept-encoding": ACCEPTED},
                seconds=self._limits.seconds,
                max_bytes=min(self._limits.response_bytes, self._limits.all_bytes - self._unpacked),
                method=method,
                content=content,
                any_status=True,
            )
            self.raw_bytes += answer.raw_bytes
            location = answer.header("location")
            if answer.status not in REDIRECT_STATUSES or not location:
                return answer if host_of(answer.url) == host_of(first) else _without_cookies(answer)
            target = checked_url(location, base=url)
            if method == "POST" and answer.status in (301, 302, 303):
                method, content = "GET", None
            if _origin(target) != _origin(url):
                if method == "POST":
                    break
                headers = {name: value for name, value in headers.items() if name in _SENT_ANYWHERE}
            url = target
        raise _unanswered("the server redirects too often")


def _origin(url: httpx.URL) -> str:
    """``https://provider.example``; httpx leaves out a port that goes without saying."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def wanted(request: Request) -> bool:
    """Whether a request is of a kind that is answered."""
    return request.resource_type in ANSWERED and request.method in METHODS


async def fulfil(route: Route, answer: Answer) -> None:
    """Hand an answer to the browser. Nothing happens when the page is gone by then."""
    try:
        await route.fulfill(status=answer.status, headers=_given(answer), body=answer.body)
    except Error:
        return


async def abort(route: Route) -> None:
    """Let a request fail. Nothing happens when the page is gone by then."""
    try:
        await route.abort("blockedbyclient")
    except Error:
        return


def _given(answer: Answer) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in answer.headers:
        if name not in _NOT_GIVEN:
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
    if answer.cookies:
        # Playwright's way to give several.
        headers["set-cookie"] = "\n".join(answer.cookies)
    return headers


def _without_cookies(answer: Answer) -> Answer:
    return Answer(
        url=answer.url, status=answer.status, headers=answer.headers, body=answer.body, raw_bytes=answer.raw_bytes
    )


def _unanswered(why: str) -> FetchError:
    return FetchError(shown(why), reason="browser")
