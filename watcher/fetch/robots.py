"""robots.txt (RFC 9309): whether a page may be fetched, and how long its host wants us to pause."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import httpx
from protego import Protego

from watcher.domain.errors import FetchError
from watcher.fetch.failures import of_status
from watcher.fetch.politeness import Shared, Sleep, Ticks
from watcher.fetch.retries import Retries
from watcher.fetch.travel import Journey, Manner, Traveller

MAX_BYTES = 500 * 1024
"""What is read of it; crawlers must read at least so much (RFC 9309, 2.5)."""
LIFETIME = 24 * 3600.0
"""Seconds for which it may be relied on (RFC 9309, 2.4)."""
FAILURE_LIFETIME = 300.0
"""Seconds after which an unreachable one is asked for again."""
MAX_CRAWL_DELAY = 30.0
"""Seconds; who asks for more gets this much."""
MAX_ORIGINS = 500
_PARSED_AT_ONCE = 32 * 1024

# The page's own request would end the same way, and says better what is wrong.
_FAILURES_OF_THE_HOST = frozenset({"unresolved", "address", "refused", "connection", "tls", "timeout"})

_AGENT_LINE = re.compile(r"\s*user[ \t-]*agent[ \t]*:?[ \t]*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego | None
    """None: everything is allowed."""
    expires: float
    problem: str = ""
    """Set: nothing is allowed for now, and why."""


class Robots:
    """Reads, keeps and obeys the robots.txt of every scheme, host and port."""

    def __init__(
        self,
        traveller: Traveller,
        *,
        agent: str,
        headers: Mapping[str, str],
        seconds: float,
        retries: Retries,
        ticks: Ticks,
        sleep: Sleep,
    ) -> None:
        """``agent`` is the product token that rules may address; ``seconds`` bounds each try to read a robots.txt."""
        self._traveller = traveller
        self._agent = agent
        self._headers = headers
        self._seconds = seconds
        self._retries = retries
        self._ticks = ticks
        self._sleep = sleep
        self._kept: dict[str, _Rules] = {}
        self._reading: Shared[str, _Rules] = Shared()

    async def permit(self, url: httpx.URL) -> float:
        """The pause in seconds that the host asks for after each visit; 0 when it asks for none.

        Raises FetchError ``robots`` when the page may not be fetched, or (transient) when robots.txt could not be
        read; other reasons when the host itself could not be reached.
        """
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        rules = self._kept.get(origin)
        if rules is None or rules.expires <= self._ticks():
            rules = await self._reading.run(origin, lambda: self._refreshed(origin))
        if rules.problem:
            raise FetchError(
                f"the page may not be fetched until the site's robots.txt can be read: {rules.problem}",
                reason="robots",
                mend="try again later, or set robots = false for the agreement",
                transient=True,
            )
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(str(url), self._agent):
            raise FetchError(
                "the site's robots.txt asks us not to fetch this page",
                reason="robots",
                mend="set robots = false for the agreement if you may read it nevertheless",
            )
        return min(rules.parsed.crawl_delay(self._agent) or 0.0, MAX_CRAWL_DELAY)

    async def _refreshed(self, origin: str) -> _Rules:
        attempt, spent = 1, 0.0
        while True:
            journey = Journey(final_url=f"{origin}/robots.txt")
            try:
                parsed = await self._read(journey)
            except FetchError as error:
                first_hop = journey.answer is None and not journey.redirects
                if first_hop and error.reason in _FAILURES_OF_THE_HOST:
                    raise
                spent += journey.seconds
                pause = self._retries.pause_after(attempt, error, spent)
                if pause is None:
                    return self._keep(origin, self._without(origin, error))
            else:
                return self._keep(origin, _Rules(parsed, self._ticks() + LIFETIME))
            attempt += 1
            spent += pause
            await self._sleep(pause)

    def _keep(self, origin: str, rules: _Rules) -> _Rules:
        while len(self._kept) >= MAX_ORIGINS:
            del self._kept[next(iter(self._kept))]
        self._kept[origin] = rules
        return rules

    def _without(self, origin: str, error: FetchError) -> _Rules:
        """What holds while it cannot be read: the copy that we have, else nothing is allowed (RFC 9309, 2.3.1.4)."""
        expires = self._ticks() + FAILURE_LIFETIME
        old = self._kept.get(origin)
        if old is not None and not old.problem:
            return replace(old, expires=expires)
        return _Rules(None, expires, error.what)

    async def _read(self, journey: Journey) -> Protego | None:
        """The rules; none where the site has none. Raises FetchError."""
        manner = Manner(
            headers=lambda _: self._headers,
            permit=_unasked,
            seconds=self._seconds,
            max_bytes=MAX_BYTES,
            cut=True,
        )
        try:
            answer = await self._traveller.go(journey.final_url, journey, manner)
        except FetchError as error:
            # One that is nowhere to be found is none (RFC 9309, 2.3.1.2).
            if error.reason == "redirects":
                return None
            raise
        if answer.status >= 500 or answer.status == 429:
            raise of_status(answer.status, None)
        body = answer.body
        if len(body) >= MAX_BYTES:
            # Half a line can say more than the whole: "Disallow: /" of "Disallow: /private".
            body = body[: body.rfind(b"\n") + 1]
        if len(body) <= _PARSED_AT_ONCE:
            return parsed_rules(body, self._agent)
        return await asyncio.to_thread(parsed_rules, body, self._agent)


def parsed_rules(body: bytes, agent: str) -> Protego | None:
    """The rules of a robots.txt that can concern ``agent``; none when it is empty.

    Groups for others are renamed to one name before parsing: every rule of a group is kept once for each name that
    heads it, so 25,000 names over 25,000 rules would fill the memory.
    """
    ours = agent.lower()
    lines = body.decode("utf-8-sig", errors="replace").splitlines()
    return Protego.parse("\n".join(_for_us(line, ours) for line in lines)) if lines else None


def _for_us(line: str, ours: str) -> str:
    head = _AGENT_LINE.match(line)
    if head is None:
        return line
    name = head[1].replace("*", "").strip().lower()
    return line if name in ours else "User-agent: another/"


async def _unasked(_url: httpx.URL) -> float:
    """robots.txt itself may always be asked for, and the page may follow at once."""
    return 0.0
