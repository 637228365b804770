"""replay: recorded pages run through the pipeline."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from watcher.cli.options import JsonLines
from watcher.domain.errors import UsageError

if TYPE_CHECKING:
    from watcher.services.replay import Replayed
    from watcher.services.summarize import DocumentSummary


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(epilog="Example: watcher replay pages/index.jsonl --json > raised.jsonl")(replay)


def replay(
    index: Annotated[
        str, typer.Argument(metavar="INDEX.jsonl|-", help="Lines of recorded pages; - reads them from standard input.")
    ],
    processes: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Documents read side by side; 0: one for each processor."),
    ] = 0,
    json: JsonLines = False,
) -> None:
    """Run recorded pages through the pipeline, in order.

    Prints what each would have raised if it had been fetched, and a summary of each document on standard error. A line
    that cannot be used is answered as failed, and the others go on.
    """
    from watcher.cli import logs, output
    from watcher.cli.progress import bar
    from watcher.services.summarize import DocumentSummary

    logs.configure_quietly()
    summaries: dict[str, DocumentSummary] = {}
    wrong: list[UsageError] = []
    with _opened(index) as (file, total, folder), bar("replaying", total) as shown:
        for replayed in _answered(file, folder, processes or _processors(), stream=total is None):
            shown.advance()
            if replayed.wrong is not None:
                wrong.append(replayed.wrong)
            if replayed.document:
                summaries.setdefault(replayed.document, DocumentSummary()).add(replayed)
            with shown.aside(stop_unread=True):
                if json:
                    output.print_json_line(replayed.as_json())
                elif replayed.wrong is not None:
                    output.note(str(replayed.wrong))
                else:
                    _print(replayed)
    for document, summary in summaries.items():
        output.say(f"{document}: {_summed_up(summary)}", to_err=True)
    if wrong:
        raise (
            wrong[0]
            if len(wrong) == 1
            else UsageError(
                f"{wrong[0].what}; and {len(wrong) - 1} more lines cannot be used",
                where=wrong[0].where,
                mend=wrong[0].mend,
            )
        )


def _answered(file: IO[bytes], folder: Path, processes: int, *, stream: bool) -> Iterator[Replayed]:
    """The answers to the lines of an index; ``stream``: each before the next is read."""
    from watcher.cli import logs
    from watcher.services.replay import Replay
    from watcher.services.replay_many import replay_many

    lines = ((number, line) for number, line in enumerate(file, start=1) if line.strip(b"\xef\xbb\xbf \t\r\n"))
    if not stream:
        yield from replay_many(lines, folder, processes=processes, begin=logs.configure_quietly)
        return
    pages = Replay(folder)
    for number, line in lines:
        yield pages.raw(line, number)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _summed_up(summary: DocumentSummary) -> str:
    lost = f"{summary.quarantined} quarantined, {summary.failed} failed"
    alerts = f"{summary.alerts} {'alert' if summary.alerts == 1 else 'alerts'}, {summary.alerts_a_year:.1f} a year"
    warnings = f"; {summary.warnings} {'warning' if summary.warnings == 1 else 'warnings'}" if summary.warnings else ""
    return f"{summary.pages} pages, {summary.read:.0%} read, {lost}; {alerts}{warnings}"


def _print(replayed: Replayed) -> None:
    from watcher.cli import output
    from watcher.cli.watching import OUTCOME_STYLE

    changes = f"{replayed.changes} {'change' if replayed.changes == 1 else 'changes'}"
    said = f"  {replayed.severity}, {changes}" if replayed.changes else ""
    output.say(
        output.styled("! " if replayed.alert else "  ", "bold yellow"),
        f"{replayed.timestamp:<20}  ",
        output.styled(f"{replayed.outcome:<11}", OUTCOME_STYLE[replayed.outcome]),
        f"  {replayed.document}{said}",
        f": {replayed.reason}" if replayed.reason else "",
    )


@contextmanager
def _opened(index: str) -> Iterator[tuple[IO[bytes], int | None, Path]]:
    """The index's lines, how many there are where that is known, and the folder its files are relative to."""
    if index == "-":
        yield sys.stdin.buffer, None, Path.cwd()
        return
    path = Path(index)
    try:
        file = path.open("rb")
    except OSError as error:
        raise UsageError(f"the index cannot be read: {error.strerror}", where=index, mend="check the path") from error
    with file:
        if not path.is_file():
            # A pipe, such as the shell's <(zcat …): it is read only once, and stands in no folder of pages.
            yield file, None, Path.cwd()
            return
        total = sum(1 for line in file if line.strip())
        file.seek(0)
        yield file, total, path.parent
