"""Pages over HTTP: the fetcher that the services are given."""

from __future__ import annotations

import asyncio
import hashlib
import random
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from watcher.domain.errors import FetchError
from watcher.domain.fetch import Fetch, FetchOutcome, Validators
from watcher.fetch.decode import ACCEPTED
from watcher.fetch.exchange import PAGE_STATUSES, Answer
from watcher.fetch.failures import of_status, retry_after
from watcher.fetch.politeness import Shared, Sleep, Ticks, Turns
from watcher.fetch.retries import Chance, Retries
from watcher.fetch.robots import Robots
from watcher.fetch.settings import PRODUCT, FetchSettings
from watcher.fetch.travel import Journey, Manner, Traveller
from watcher.fetch.urls import host_of
from watcher.services.ports import Clock, Page, PageRequest

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"

_TOKEN = re.compile(r"[A-Za-z_-]+")
# Validators come from servers and go back into headers: "\r\n" in one would begin a header of its own.
_HEADER_SAFE = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A page as it came over the wire, and the Set-Cookie values that came with it."""

    page: Page
    cookies: tuple[str, ...] = ()


class HttpFetcher:
    """Implements ``services.ports.Fetcher`` over httpx, for pages that are taken as they come."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        settings: FetchSettings,
        *,
        clock: Clock = _now,
        ticks: Ticks = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        chance: Chance = random.random,
    ) -> None:
        """``client`` comes from ``guarded_client`` and stays its owner's to close.

        ``clock`` is the time of day, ``ticks`` the time that durations and pauses are measured in; ``sleep`` waits and
        ``chance`` spreads the retries.
        """
        self._settings = settings
        self._clock = clock
        self._ticks = ticks
        self._sleep = sleep
        self._turns = Turns(settings.at_once, ticks=ticks, sleep=sleep)
        self._retries = Retries(attempts=settings.attempts, budget=settings.budget, chance=chance)
        self._traveller = Traveller(
            client,
            self._turns,
            timeout=settings.timeout,
            max_redirects=settings.max_redirects,
            clock=clock,
            ticks=ticks,
        )
        token = _TOKEN.match(settings.user_agent)
        self._headers = {"accept": ACCEPT, "accept-encoding": ACCEPTED, "user-agent": settings.user_agent}
        self._robots = Robots(
            self._traveller,
            agent=token[0] if token else PRODUCT,
            headers={**self._headers, "accept": "text/plain,*/*;q=0.5"},
            seconds=settings.timeout,
            retries=self._retries,
            ticks=ticks,
            sleep=sleep,
        )
        self._shared: Shared[PageRequest, Received] = Shared()

    async def fetch(self, request: PageRequest) -> Page:
        """See the port. Requests that are equal share one fetch, and with it the fetch's id, while it is under way."""
        return (await self._shared.run(request, lambda: self.visit(request))).page

    async def visit(
        self, request: PageRequest, *, headers: Mapping[str, str] | None = None, cookie: str = ""
    ) -> Received:
        """A fetch that is shared with nobody.

        ``headers`` go out in place of the usual ones of these names (lower case), ``cookie`` only to the host asked.
        """
        asking = _RequestHeaders(request, {**self._headers, **(headers or {})}, cookie)
        attempt, spent = 1, 0.0
        while True:
            journey = Journey(final_url=request.url)
            try:
                answer = await self._travel(request, journey, asking, self._settings.budget - spent)
                return Received(page=self._page(request, journey, answer, attempt), cookies=answer.cookies)
            except FetchError as error:
                spent += journey.seconds
                # An unreadable robots.txt was tried again by its reader.
                pause = None if error.reason == "robots" else self._retries.pause_after(attempt, error, spent)
                if pause is None:
                    return Received(page=self._failed(request, journey, error, attempt))
                if error.retry_after is not None:
                    self._turns.rest(host_of(httpx.URL(journey.final_url)), pause)
            attempt += 1
            spent += pause
            await self._sleep(pause)

    def rest(self, url: str) -> None:
        """A visit at the host of ``url`` ends only now: the pause before the next one begins."""
        self._turns.rest(host_of(httpx.URL(url)), self._settings.per_host_delay)

    async def _travel(self, request: PageRequest, journey: Journey, asking: _RequestHeaders, seconds: float) -> Answer:
        """A 200 with a body, or a 304 that was asked for. Raises FetchError."""
        robots = request.robots and self._settings.robots
        manner = Manner(
            headers=asking.headers,
            permit=(lambda url: self._after_robots(url, journey)) if robots else self._at_once,
            seconds=seconds,
            max_bytes=self._settings.max_bytes,
        )
        answer = await self._traveller.go(request.url, journey, manner)
        if answer.status == 304 and asking.sent_to(answer.url):
            return answer
        if answer.status not in PAGE_STATUSES:
            raise of_status(answer.status, retry_after(answer.header("retry-after"), self._clock()))
        if not answer.body:
            raise FetchError("the page is empty", reason="empty", mend="open the page in a browser")
        return answer

    async def _after_robots(self, url: httpx.URL, journey: Journey) -> float:
        began, began_at = self._ticks(), self._clock()
        try:
            pause = await self._robots.permit(url)
        except FetchError:
            journey.seconds += self._ticks() - began
            journey.started_at = journey.started_at or began_at
            raise
        return max(self._settings.per_host_delay, pause)

    async def _at_once(self, _url: httpx.URL) -> float:
        return self._settings.per_host_delay

    def _page(self, request: PageRequest, journey: Journey, answer: Answer, attempts: int) -> Page:
        unchanged = answer.status == 304
        outcome = FetchOutcome.NOT_MODIFIED if unchanged else FetchOutcome.RECEIVED
        sha256 = "" if unchanged else hashlib.sha256(answer.body).hexdigest()
        return Page(fetch=self._report(request, journey, outcome, attempts, sha256=sha256), body=answer.body)

    def _failed(self, request: PageRequest, journey: Journey, error: FetchError, attempts: int) -> Page:
        # The address that was asked for stands in ``url``; told is only where a redirect led.
        where = f"{error.where}: " if error.where and journey.redirects else ""
        mend = f" ({error.mend})" if error.mend else ""
        return Page(
            fetch=self._report(
                request,
                journey,
                FetchOutcome.FAILED,
                attempts,
                reason=error.reason,
                error=f"{where}{error.what}{mend}",
            )
        )

    def _report(
        self,
        request: PageRequest,
        journey: Journey,
        outcome: FetchOutcome,
        attempts: int,
        *,
        reason: str = "",
        error: str = "",
        sha256: str = "",
    ) -> Fetch:
        answer = journey.answer
        return Fetch(
            id=uuid.uuid4().hex,
            url=request.url,
            final_url=journey.final_url,
            started_at=journey.started_at or self._clock(),
            duration=journey.seconds,
            outcome=outcome,
            status=answer.status if answer else None,
            redirects=tuple(journey.redirects),
            headers=answer.headers if answer else (),
            attempts=attempts,
            reason=reason,
            error=error,
            sha256=sha256,
            raw_bytes=answer.raw_bytes if answer else 0,
        )


class _RequestHeaders:
    """The headers of one fetch: validators and cookies go only to the host that was asked for, and never from https to
    http."""

    def __init__(self, request: PageRequest, headers: dict[str, str], cookie: str) -> None:
        self._first: httpx.URL | None = None
        self._validators = _validator_headers(request.validators)
        self._plain = headers
        self._home = {**headers, **self._validators, **({"cookie": cookie} if cookie else {})}

    def headers(self, url: httpx.URL) -> dict[str, str]:
        if self._first is None:
            self._first = url
        return self._home if self._is_home(url) else self._plain

    def sent_to(self, url: httpx.URL) -> bool:
        """Whether that address was asked for the page only if it changed."""
        return bool(self._validators) and self._is_home(url)

    def _is_home(self, url: httpx.URL) -> bool:
        first = self._first
        return first is not None and host_of(url) == host_of(first) and url.scheme in (first.scheme, "https")


def _validator_headers(validators: Validators) -> dict[str, str]:
    headers = {"if-none-match": validators.etag, "if-modified-since": validators.last_modified}
    return {name: value for name, value in headers.items() if value and _HEADER_SAFE.fullmatch(value)}
