"""A replay of a whole index on several processors: documents side by side, answers in the order of the lines.

line      1   2   3   4   5   6            each document is one process's, whose lines it answers in their order;
document  A   B   A   C   B   A            an answer that comes early waits until those before it are given
"""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from watcher.domain.errors import WatcherError
from watcher.services.index import echo
from watcher.services.replay import Replay, Replayed

WORTH = 200
"""Lines; fewer are answered sooner than processes are begun."""
TOGETHER = 16
"""Answers that travel together."""

Numbered = tuple[int, bytes]
"""A line of the index and its number, from 1."""


def _nothing() -> None:
    """What a process has to do before it begins, where it has to do nothing."""


def replay_many(
    lines: Iterable[Numbered], folder: Path, *, processes: int, begin: Callable[[], None] = _nothing
) -> Iterator[Replayed]:
    """The answers to all lines, in their order. Each process first calls ``begin``, a function of a module.

    The lines themselves are held in memory, and answers that are early; pages never are. Raises WatcherError when a
    process is lost, as when it was killed for want of memory.
    """
    everything = list(lines)
    shares = _shares(everything, processes)
    if len(everything) < WORTH or len(shares) < 2:
        yield from _answers(everything, folder)
        return
    # Begun afresh instead of forked: a process that has threads, such as a progress bar's, must not be forked.
    context = multiprocessing.get_context("spawn")
    begun = []
    for share in shares:
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(share, folder, sending, begin), daemon=True)
        process.start()
        sending.close()
        begun.append((process, receiving))
    try:
        yield from _in_order([number for number, _ in everything], [receiving for _, receiving in begun])
    finally:
        for process, receiving in begun:
            receiving.close()
            process.terminate()
            process.join()


def _shares(lines: Sequence[Numbered], processes: int) -> list[list[Numbered]]:
    """The lines of each process: whole documents, the longest given out first."""
    named = [(echo(raw)[0], (number, raw)) for number, raw in lines]
    counts = Counter(document for document, _ in named)
    loads = [0] * max(1, processes)
    of: dict[str, int] = {}
    for document, count in counts.most_common():
        of[document] = loads.index(min(loads))
        loads[of[document]] += count
    shares: list[list[Numbered]] = [[] for _ in loads]
    for document, line in named:
        shares[of[document]].append(line)
    return [share for share in shares if share]


def _answers(lines: Sequence[Numbered], folder: Path) -> Iterator[Replayed]:
    """In order; a document is forgotten when its last line is answered."""
    last = {echo(raw)[0]: number for number, raw in lines}
    replay = Replay(folder)
    for number, raw in lines:
        replayed = replay.raw(raw, number)
        yield replayed
        if last[replayed.document] == number:
            replay.done(replayed.document)


def _work(share: Sequence[Numbered], folder: Path, sending: Connection[Any, Any], begin: Callable[[], None]) -> None:
    """A process: answers its lines, some at a time."""
    begin()
    ready: list[tuple[int, Replayed]] = []
    try:
        for (number, _), replayed in zip(share, _answers(share, folder), strict=True):
            ready.append((number, replayed))
            if len(ready) == TOGETHER:
                sending.send(ready)
                ready = []
        sending.send(ready)
    except BrokenPipeError:
        return
    finally:
        sending.close()


def _in_order(numbers: Sequence[int], receiving: Sequence[Connection[Any, Any]]) -> Iterator[Replayed]:
    early: dict[int, Replayed] = {}
    open_ = list(receiving)
    for number in numbers:
        while number not in early:
            if not open_:
                raise WatcherError("a process of the replay was lost", mend="run it with --processes 1 to see where")
            for ready in wait(open_):
                assert isinstance(ready, Connection)
                try:
                    early.update(ready.recv())
                except EOFError:
                    open_.remove(ready)
        yield early.pop(number)
