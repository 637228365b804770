"""Pages without a network: a fetcher whose answers are written beforehand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from watcher.domain.fetch import Fetch, FetchOutcome, Redirect, Validators
from watcher.services.ports import Clock, Page, PageRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A page as a server gives it."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    etag: str | None = None
    """None: made from the body, so that the same body is not sent twice; empty: the server gives none."""
    last_modified: str = ""
    redirects: tuple[Redirect, ...] = ()
    """The way to it; its last ``location`` is the address that answers."""

    @property
    def validators(self) -> Validators:
        made = f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'
        return Validators(etag=made if self.etag is None else self.etag, last_modified=self.last_modified)

    def unchanged_since(self, asked: Validators) -> bool:
        """As a server decides it: by the ETag where one is asked about, else by the date (RFC 9110, 13.2.2)."""
        given = self.validators
        if asked.etag:
            return asked.etag == given.etag
        return bool(asked.last_modified) and asked.last_modified == given.last_modified


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A page that does not come."""

    reason: str = "connection"
    error: str = "the connection broke before an answer came"
    status: int | None = None


Answer = str | bytes | Served | Failing
"""Text is served as UTF-8 HTML."""


class FakeFetcher:
    """Implements ``services.ports.Fetcher`` from a script.

    ``requests`` holds what was asked for, in order. An address that nothing was written for does not resolve.
    """

    def __init__(self, *, clock: Clock = lambda: datetime.now(UTC), new_id: Callable[[], str] | None = None) -> None:
        numbers = count(1)
        self.requests: list[PageRequest] = []
        self._clock = clock
        self._new_id = new_id or (lambda: f"fetch-{next(numbers)}")
        self._scripts: dict[str, list[Answer]] = {}

    def serve(self, url: str, *answers: Answer) -> None:
        """From now on ``url`` gives these answers one after the other, and the last one from then on."""
        self._scripts[url] = list(answers)

    async def fetch(self, request: PageRequest) -> Page:
        self.requests.append(request)
        answer = self._next(request.url)
        if isinstance(answer, Failing):
            return self._failed(request, answer)
        if not answer.body:
            return self._failed(request, Failing(reason="empty", error="the page is empty", status=200))
        return self._served(request, answer)

    def _next(self, url: str) -> Served | Failing:
        script = self._scripts.get(url)
        if not script:
            return Failing(reason="unresolved", error="the host name does not resolve")
        answer = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(answer, str):
            return Served(body=answer.encode())
        return Served(body=answer) if isinstance(answer, bytes) else answer

    def _served(self, request: PageRequest, served: Served) -> Page:
        unchanged = served.unchanged_since(request.validators)
        body = b"" if unchanged else served.body
        given = served.validators
        headers = (("content-type", served.content_type), ("etag", given.etag), ("last-modified", given.last_modified))
        fetch = Fetch(
            id=self._new_id(),
            url=request.url,
            final_url=served.redirects[-1].location if served.redirects else request.url,
            started_at=self._clock(),
            duration=0.0,
            outcome=FetchOutcome.NOT_MODIFIED if unchanged else FetchOutcome.RECEIVED,
            status=304 if unchanged else 200,
            redirects=served.redirects,
            headers=tuple((name, value) for name, value in headers if value),
            sha256="" if unchanged else hashlib.sha256(body).hexdigest(),
            raw_bytes=len(body),
        )
        return Page(fetch=fetch, body=body)

    def _failed(self, request: PageRequest, failing: Failing) -> Page:
        return Page(
            fetch=Fetch(
                id=self._new_id(),
                url=request.url,
                final_url=request.url,
                started_at=self._clock(),
                duration=0.0,
                outcome=FetchOutcome.FAILED,
                status=failing.status,
                reason=failing.reason,
                error=failing.error,
            )
        )
