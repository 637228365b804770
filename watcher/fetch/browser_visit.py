"""The way of one page that is drawn, and what is said of it in the end: one fetch, whatever its scripts made of it."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from watcher.domain.agreement import Render, Selector
from watcher.domain.errors import FetchError
from watcher.domain.fetch import Fetch, FetchOutcome, Redirect
from watcher.fetch.http import HttpFetcher, Received
from watcher.fetch.urls import shown
from watcher.services.ports import Page, PageRequest

CONTENT_TYPE = "text/html; charset=utf-8"
_OF_THE_BYTES = frozenset({"content-type", "content-encoding", "content-length", "etag", "last-modified"})
"""Headers that speak of what came over the wire, not of the document that was made of it."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_USUAL_LANGUAGE = "en-US"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a page is to be drawn."""

    user_agent: str
    language: str
    wait_for: Sequence[Selector] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOn:
    """Where a page's scripts send their reader."""

    url: str
    cookie: str
    """The Cookie header that the browser would send there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What drawing came to."""

    received: Received
    """The page whose document was drawn, or that is none that a browser draws."""
    html: str
    """Empty for a page that is not HTML."""
    url: str
    """The address that the document has in the end; scripts can change it within its site."""
    seconds: float
    """Spent on drawing."""
    raw_bytes: int
    """Received over the wire besides documents."""
    refused: tuple[str, ...]
    """Requests that the address guard did not let through."""


def wishes_for(request: PageRequest, browser: str, user_agent: str) -> Wishes:
    """How ``browser`` (``Chromium 150.0.1.2``) presents itself: as what it is, and as ours."""
    major = browser.rpartition(" ")[2].partition(".")[0]
    language = next(iter(request.languages), "")
    return Wishes(
        user_agent=f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0"
        f" Safari/537.36 {user_agent}",
        language=language if _LANGUAGE.fullmatch(language) else _USUAL_LANGUAGE,
        wait_for=request.wait_for,
    )


def is_html(received: Received) -> bool:
    """Whether a page is one that a browser draws; others, such as PDF files, are taken as they come."""
    kind = received.page.fetch.header("content-type").partition(";")[0].strip().lower()
    if not kind:
        return not received.page.body.startswith(b"%PDF-")
    return kind in ("text/html", "application/xhtml+xml")


class Visit:
    """Receives the documents on the way, as every page is received, and tells of the way as one fetch."""

    def __init__(self, plain: HttpFetcher, request: PageRequest, wishes: Wishes, browser: str) -> None:
        self._plain = plain
        self._request = replace(request, render=Render.PLAIN, wait_for=(), languages=())
        self._headers = {"user-agent": wishes.user_agent, "accept-language": wishes.language}
        self._browser = browser
        self._received: list[Received] = []

    async def begin(self) -> Received:
        """The page that was asked for. Whether it came stands in its fetch."""
        return await self._receive(self._request, "")

    async def follow(self, sent_on: SentOn) -> Received:
        """The page that scripts send the reader on to. Raises FetchError when it does not come."""
        received = await self._receive(replace(self._request, url=sent_on.url), sent_on.cookie)
        fetch = received.page.fetch
        if fetch.outcome is not FetchOutcome.RECEIVED:
            raise FetchError(
                f"the page's scripts send the reader on to {shown(sent_on.url)}: {fetch.error}",
                reason=fetch.reason,
                status=fetch.status,
            )
        return received

    def again(self) -> Received:
        """The page that was asked for, once more from there."""
        del self._received[1:]
        return self._received[0]

    def page(self, drawn: Drawn) -> Page:
        """What drawing came to, as a page."""
        if not drawn.html:
            fetch = self._told(drawn.received)
            return Page(fetch=fetch, body=drawn.received.page.body)
        # Half a surrogate pair can stand in a document, but not in UTF-8.
        body = drawn.html.encode("utf-8", "replace")
        fetch = self._told(drawn.received)
        kept = tuple((name, value) for name, value in fetch.headers if name not in _OF_THE_BYTES)
        return Page(
            fetch=replace(
                fetch,
                final_url=drawn.url,
                headers=(("content-type", CONTENT_TYPE), *kept),
                duration=fetch.duration + drawn.seconds,
                raw_bytes=fetch.raw_bytes + drawn.raw_bytes,
                sha256=hashlib.sha256(body).hexdigest(),
                rendered_by=self._browser,
            ),
            body=body,
        )

    def failed(self, error: FetchError, seconds: float) -> Page:
        """A page that could not be drawn; ``seconds`` were spent on trying."""
        mend = f" ({error.mend})" if error.mend else ""
        fetch = self._told(self._received[-1])
        return Page(
            fetch=replace(
                fetch,
                duration=self._received[0].page.fetch.duration + seconds,
                outcome=FetchOutcome.FAILED,
                reason=error.reason,
                error=f"{error.what}{mend}",
                sha256="",
                rendered_by=self._browser,
            )
        )

    def _told(self, last: Received) -> Fetch:
        """The fetches on the way as one. A step that scripts caused has the status of the page that they stood on."""
        fetches = [received.page.fetch for received in self._received]
        redirects: list[Redirect] = list(fetches[0].redirects)
        for before, fetch in pairwise(fetches):
            redirects.append(Redirect(status=before.status or 200, url=before.final_url, location=fetch.url))
            redirects += fetch.redirects
        return replace(
            last.page.fetch,
            id=uuid.uuid4().hex,
            url=self._request.url,
            started_at=fetches[0].started_at,
            duration=sum(fetch.duration for fetch in fetches),
            redirects=tuple(redirects),
            raw_bytes=sum(fetch.raw_bytes for fetch in fetches),
        )

    async def _receive(self, request: PageRequest, cookie: str) -> Received:
        received = await self._plain.visit(request, headers=self._headers, cookie=cookie)
        self._received.append(received)
        return received
