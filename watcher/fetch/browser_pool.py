"""Lends browsers: one for all pages, replaced before it grows old, ended when it misbehaved or has nothing to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from watcher.fetch.browser_limits import Limits
from watcher.fetch.browser_process import Chromium


class Browsers:
    """Starts browsers when they are asked for. End with ``close``."""

    def __init__(self, program: str, limits: Limits, environ: Mapping[str, str]) -> None:
        self._program = program
        self._limits = limits
        self._environ = environ
        self._places = asyncio.Semaphore(limits.pages_at_once)
        self._starting = asyncio.Lock()
        self._shared: Chromium | None = None
        self._name = ""
        self._resting: asyncio.Task[None] | None = None

    async def name(self) -> str:
        """``Chromium 150.0.1.2``. Raises FetchError ``browser`` when no browser starts."""
        if not self._name:
            self._rest(await self._current())
        return self._name

    @asynccontextmanager
    async def lend(self, *, alone: bool = False) -> AsyncIterator[Chromium]:
        """A browser for one page, when there is room for another; ``alone``: one that nobody else uses.

        Raises FetchError ``browser`` when it does not start. One that has ended by then is not lent again.
        """
        async with self._places:
            chromium = await self._start() if alone else await self._current()
            chromium.lent += 1
            try:
                yield chromium
            finally:
                chromium.lent -= 1
                if not chromium.lent:
                    if chromium is self._shared and chromium.alive:
                        self._rest(chromium)
                    else:
                        await chromium.close()

    async def close(self) -> None:
        """End the browser. Nobody may still have one on loan."""
        if self._resting is not None:
            self._resting.cancel()
        async with self._starting:
            if self._shared is not None:
                await self._shared.close()

    async def _current(self) -> Chromium:
        async with self._starting:
            old = self._shared
            if old is not None and old.fit:
                return old
            self._shared = await self._start()
            if old is not None and not old.lent:
                await old.close()
            return self._shared

    async def _start(self) -> Chromium:
        chromium = await Chromium.started(self._program, self._limits, self._environ)
        self._name = chromium.name
        return chromium

    def _rest(self, chromium: Chromium) -> None:
        """End it after a while, unless it is wanted before then."""

        async def ended() -> None:
            await asyncio.sleep(self._limits.idle)
            if not chromium.lent:
                await chromium.close()

        if self._resting is not None:
            self._resting.cancel()
        self._resting = asyncio.create_task(ended())
