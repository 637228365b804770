"""What keeps a waiting person company: on standard error, only on a terminal, and gone when the data is printed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from watcher.cli import output
from watcher.cli.faults import read_by_nobody

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

SOON = 0.5
"""Seconds before a spinner shows: what is quick needs none."""


class Bar:
    """A bar that can step aside; without a terminal, nothing."""

    def __init__(self, shown: Progress | None, task: TaskID | None) -> None:
        self._shown = shown
        self._task = task

    def advance(self) -> None:
        """One more is done."""
        if self._shown is not None and self._task is not None:
            self._shown.advance(self._task)

    def reach(self, done: int, total: int) -> None:
        """So many are done, of so many."""
        if self._shown is not None and self._task is not None:
            self._shown.update(self._task, completed=done, total=total)

    @contextmanager
    def aside(self, *, stop_unread: bool = False) -> Iterator[None]:
        """Print the result of a piece of work in here.

        Whoever read standard output may have gone (``| head``). What is being done is not left half done for it,
        unless nothing but the printing is wanted: then ``stop_unread`` lets BrokenPipeError through.
        """
        if self._shown is not None:
            self._shown.stop()
        try:
            yield
        except BrokenPipeError:
            if stop_unread:
                raise
            read_by_nobody()
        finally:
            if self._shown is not None:
                self._shown.start()


@contextmanager
def bar(title: str, total: int | None) -> Iterator[Bar]:
    """A bar that fills up to ``total``; without one, it only moves."""
    if not output.on_terminal(sys.stderr):
        yield Bar(None, None)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=output.err, transient=True, redirect_stdout=False, redirect_stderr=False) as shown:
        yield Bar(shown, shown.add_task(title, total=total))


@contextmanager
def working(title: str) -> Iterator[None]:
    """A spinner beside work of unknown length."""
    if not output.on_terminal(sys.stderr):
        yield
        return
    from rich.status import Status

    spinner = Status(output.styled(title), console=output.err)
    timer = threading.Timer(SOON, spinner.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        spinner.stop()
