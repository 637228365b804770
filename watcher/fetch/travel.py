"""From an address to the answer at the end of its redirects."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from watcher.domain.errors import AddressRefused, FetchError
from watcher.domain.fetch import Redirect
from watcher.fetch.exchange import Answer, exchange
from watcher.fetch.failures import timed_out
from watcher.fetch.politeness import Ticks, Turns
from watcher.fetch.urls import checked_url, host_of, shown
from watcher.services.ports import Clock

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})


@dataclass(slots=True)
class Journey:
    """What is known of the way so far; it tells of the way also when that ends in a failure."""

    final_url: str
    """The address that answered last; before any did, the address asked for."""
    started_at: datetime | None = None
    """When the first request went out."""
    seconds: float = 0.0
    """Spent with servers; waiting for turns left out."""
    redirects: list[Redirect] = field(default_factory=list)
    answer: Answer | None = None
    """The last answer; none while a request is under way or after it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a journey is made."""

    headers: Callable[[httpx.URL], Mapping[str, str]]
    """The request headers for an address."""
    permit: Callable[[httpx.URL], Awaitable[float]]
    """Raises FetchError when an address may not be asked; else gives the pause that its host wants after it."""
    seconds: float
    """For all requests together."""
    max_bytes: int
    cut: bool = False
    """Whether a longer body is taken up to ``max_bytes`` instead of refused."""


class Traveller:
    """Asks servers in turn and follows redirects, each through the same checks as the first address."""

    def __init__(
        self, client: httpx.AsyncClient, turns: Turns, *, timeout: float, max_redirects: int, clock: Clock, ticks: Ticks
    ) -> None:
        self._client = client
        self._turns = turns
        self._timeout = timeout
        self._max_redirects = max_redirects
        self._clock = clock
        self._ticks = ticks

    async def go(self, address: str, journey: Journey, manner: Manner) -> Answer:
        """The first answer that is not a redirect, whatever its status. Raises FetchError."""
        url = checked_url(address)
        asked: set[str] = set()
        host = ""
        while True:
            asked.add(str(url))
            pause = await manner.permit(url)
            async with self._turns.turn(host_of(url), pause=pause, continuing=host_of(url) == host):
                answer = await self._ask(url, journey, manner)
            if answer.status not in REDIRECT_STATUSES:
                return answer
            host = host_of(url)
            url = self._target(answer, journey, asked)

    async def _ask(self, url: httpx.URL, journey: Journey, manner: Manner) -> Answer:
        left = manner.seconds - journey.seconds
        if left <= 0:
            raise timed_out(manner.seconds, "the way to the page", transient=False)
        if journey.started_at is None:
            journey.started_at = self._clock()
        journey.answer = None
        began = self._ticks()
        try:
            answer = await exchange(
                self._client,
                url,
                manner.headers(url),
                seconds=min(self._timeout, left),
                max_bytes=manner.max_bytes,
                cut=manner.cut,
            )
        except FetchError as error:
            error.where = error.where or shown(str(url))
            raise
        finally:
            journey.seconds += self._ticks() - began
        journey.answer = answer
        journey.final_url = str(url)
        return answer

    def _target(self, answer: Answer, journey: Journey, asked: set[str]) -> httpx.URL:
        location = answer.header("location")
        if not location:
            raise _lost("the server redirects without saying where to")
        if len(journey.redirects) >= self._max_redirects:
            raise _lost(f"the server redirects more than {self._max_redirects} times")
        try:
            target = checked_url(location, base=answer.url)
        except AddressRefused:
            self._record(answer, journey, shown(location))
            raise
        self._record(answer, journey, str(target))
        if str(target) in asked:
            raise _lost("the server redirects in a circle; it may demand cookies")
        return target

    def _record(self, answer: Answer, journey: Journey, location: str) -> None:
        journey.redirects.append(Redirect(status=answer.status, url=str(answer.url), location=location))


def _lost(what: str) -> FetchError:
    return FetchError(what, reason="redirects", mend="give the page's final address")
