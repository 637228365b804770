"""How hosts are spared: one request at a time each, a pause between visits, one fetch for all who ask the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

Sleep = Callable[[float], Awaitable[None]]
"""Wait for so many seconds."""
Ticks = Callable[[], float]
"""Seconds of a clock that never goes back."""

_REMEMBERED_HOSTS = 512


@dataclass(slots=True)
class _Gate:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    not_before: float = 0.0


class Turns:
    """Hands out turns at hosts. All ports of a host name are one host."""

    def __init__(self, at_once: int, *, ticks: Ticks, sleep: Sleep) -> None:
        """``at_once`` is how many turns may run at the same time over all hosts."""
        self._places = asyncio.Semaphore(at_once)
        self._ticks = ticks
        self._sleep = sleep
        self._gates: dict[str, _Gate] = {}

    @asynccontextmanager
    async def turn(self, host: str, *, pause: float, continuing: bool = False) -> AsyncIterator[None]:
        """Within it, nobody else asks ``host``; for ``pause`` seconds after it nobody begins to.

        Who is ``continuing`` a visit, after a redirect, need not wait for the pause that began when it left.
        Never ask for a turn while holding one: two that hold what the other wants would wait for ever.
        """
        gate = self._gate(host)
        gate.users += 1
        try:
            async with gate.lock:
                while not continuing and (wait := gate.not_before - self._ticks()) > 0:
                    await self._sleep(wait)
                async with self._places:
                    try:
                        yield
                    finally:
                        self.rest(host, pause)
        finally:
            gate.users -= 1

    def rest(self, host: str, seconds: float) -> None:
        """Nobody begins to ask ``host`` for so long from now."""
        gate = self._gate(host)
        gate.not_before = max(gate.not_before, self._ticks() + seconds)

    def _gate(self, host: str) -> _Gate:
        gate = self._gates.get(host)
        if gate is None:
            if len(self._gates) >= _REMEMBERED_HOSTS:
                now = self._ticks()
                self._gates = {name: one for name, one in self._gates.items() if one.users or one.not_before > now}
            gate = self._gates[host] = _Gate()
        return gate


class Shared(Generic[Key, Value]):
    """Runs one piece of work for all who ask for the same thing while it is under way."""

    def __init__(self) -> None:
        self._running: dict[Key, _Running[Value]] = {}

    async def run(self, key: Key, work: Callable[[], Coroutine[Any, Any, Value]]) -> Value:
        """The result of ``work``, begun now or already under way under ``key``.

        One who is cancelled does not take the work away from the others; when nobody is left, it is cancelled.
        """
        running = self._running.get(key)
        if running is None:
            running = self._running[key] = _Running(asyncio.create_task(work()))
            running.task.add_done_callback(lambda _: self._forget(key, running))
        running.waiting += 1
        try:
            return await asyncio.shield(running.task)
        finally:
            running.waiting -= 1
            if not running.waiting and not running.task.done():
                self._forget(key, running)
                running.task.cancel()
                await asyncio.wait([running.task])

    def _forget(self, key: Key, running: _Running[Value]) -> None:
        if self._running.get(key) is running:
            del self._running[key]


@dataclass(slots=True)
class _Running(Generic[Value]):
    task: asyncio.Task[Value]
    waiting: int = 0
