"""Writes down what became of attempts to send: as many at once as have come together."""

from __future__ import annotations

import asyncio

import structlog

from watcher.domain.delivery import Sent
from watcher.domain.errors import WatcherError
from watcher.services.ports import Store

log = structlog.get_logger("watcher.deliver")

FINISH_PAUSES = (1.0, 5.0, 15.0)
"""Seconds between the tries to write down what became of attempts; all of them fit into a claim."""


class Ledger:
    """Every commit waits for the disk. What ends while one does is kept by the next, all of it in one transaction."""

    def __init__(self, store: Store, *, by: str) -> None:
        """``by`` is the name under which deliveries are claimed."""
        self._store = store
        self._by = by
        self._ended: list[Sent] = []
        self._turn = asyncio.Lock()
        self._notes: set[asyncio.Task[None]] = set()

    def note(self, sent: Sent) -> asyncio.Task[None]:
        """Begin to write it down; the task ends when that has been done, or given up: then it is sent once more."""
        self._ended.append(sent)
        task = asyncio.create_task(self._next(), name=f"write down {sent.delivery.id}")
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)
        return task

    async def settled(self) -> None:
        """Until all that was noted is written down."""
        await asyncio.gather(*self._notes)

    async def _next(self) -> None:
        async with self._turn:
            # Empty where whoever had the turn before has written ours as well.
            ended, self._ended = self._ended, []
            if ended:
                await self._write(ended)

    async def _write(self, ended: list[Sent]) -> None:
        for pause in (*FINISH_PAUSES, None):
            try:
                await asyncio.to_thread(self._store.finish_attempts, ended, by=self._by)
            except WatcherError as error:
                names = [one.delivery.id for one in ended]
                log.error("attempts were not written down", deliveries=names, error=str(error))
                if pause is not None:
                    await asyncio.sleep(pause)
            else:
                for one in ended:
                    _tell(one)
                return


def _tell(sent: Sent) -> None:
    log.info(
        "delivery attempt",
        delivery=sent.delivery.id,
        subscriber=sent.delivery.subscriber,
        state=str(sent.state),
        attempt=len(sent.delivery.attempts) + 1,
        detail=sent.attempt.detail,
    )
