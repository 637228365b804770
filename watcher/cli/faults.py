"""What ends a command before its end, and the exit code of each.

    2     wrong usage or configuration
    3     something that was asked for could not be done
    130   interrupted (Ctrl-C)

Exit code 1 says "there are differences" and nothing else, so no failure may end with it.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from watcher.domain.errors import WatcherError

CANNOT = 3
INTERRUPTED = 130


class Commands(TyperGroup):
    """All commands; tells their failures as one line each on standard error."""

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Prints ``--help`` and ``--version`` on the way."""
        with _ending():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # typer's own Context is the public one
        with _ending():
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()


@contextmanager
def _ending() -> Iterator[None]:
    try:
        yield
    except WatcherError as error:
        _say(str(error))
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        _say("interrupted; what was done until now is kept")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        read_by_nobody()
        raise typer.Exit(0) from None
    except OSError as error:
        read_by_nobody()
        where = error.filename or "standard output"
        _say(f"{where}: {error.strerror or error} (check the disk and the permissions, then run the command again)")
        raise typer.Exit(CANNOT) from None


def read_by_nobody() -> None:
    """Let what is still to be printed vanish: whoever read standard output has gone, or it cannot be written."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)


def own_fault() -> None:
    """Tell an exception that no command foresaw, whole, so that it can be reported."""
    traceback.print_exc()
    _say(f"a fault in watcher itself ({sys.exc_info()[1]!r}); please report it with the lines above")


def _say(text: str) -> None:
    from watcher.cli import output

    output.say_error(text)
