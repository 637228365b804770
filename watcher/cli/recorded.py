"""replay: recorded pages run through the pipeline."""

from __future__ import annotations

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


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(epilog="Example: watcher replay pages/index.jsonl --json > raised.jsonl")(replay)


def replay(
    index: Annotated[
        str, typer.Argument(metavar="INDEX.jsonl|-", help="Lines of recorded pages; - reads them from standard input.")
    ],
    json: JsonLines = False,
) -> None:
    """Run recorded pages through the pipeline, in order.

    Prints what each would have raised if it had been fetched, and a summary of each document on standard error.
    """
    from watcher.cli import output
    from watcher.cli.progress import bar
    from watcher.services.replay import Replay, parse_line
    from watcher.services.summarize import DocumentSummary

    summaries: dict[str, DocumentSummary] = {}
    with _opened(index) as (file, total, folder), bar("replaying", total) as shown:
        pages = Replay(folder)
        for number, line in enumerate(file, start=1):
            text = _decoded(line, number)
            if not text.strip():
                continue
            replayed = pages.line(parse_line(text, number))
            summaries.setdefault(replayed.line.document, DocumentSummary()).add(replayed)
            shown.advance()
            with shown.aside(stop_unread=True):
                if json:
                    output.print_json_line(replayed.as_json())
                else:
                    _print(replayed)
    for document, summary in summaries.items():
        output.say(
            f"{document}: {summary.pages} pages, {summary.read:.0%} read, {summary.lost} not; "
            f"{summary.alerts} alerts, {summary.alerts_a_year:.1f} a year",
            to_err=True,
        )


def _print(replayed: Replayed) -> None:
    from watcher.cli import output
    from watcher.cli.watching import OUTCOME_STYLE

    changes = f"{replayed.changes} {'change' if replayed.changes == 1 else 'changes'}"
    said = f"  {replayed.severity}, {changes}" if replayed.changes else ""
    output.say(
        output.styled("! " if replayed.alert else "  ", "bold yellow"),
        f"{replayed.line.timestamp:<20}  ",
        output.styled(f"{replayed.outcome:<11}", OUTCOME_STYLE[replayed.outcome]),
        f"  {replayed.line.document}{said}",
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


def _decoded(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8", where=f"line {number}", mend="save the index as UTF-8") from error
