"""replay: recorded pages run through the pipeline."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from watcher.cli.options import JsonLines
from watcher.domain.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(epilog="Example: watcher replay pages/index.jsonl --json > raised.jsonl")(replay)


def replay(
    index: Annotated[
        str, typer.Argument(metavar="INDEX.jsonl|-", help="Lines of recorded pages; - reads them from standard input.")
    ],
    json: JsonLines = False,
) -> None:
    """Run recorded pages through the pipeline in order, as if they had been fetched.

    Prints what each would have raised, and a summary for each document on standard error.
    """
    from watcher.cli import output
    from watcher.services.replay import Replay, parse_line
    from watcher.services.summarize import DocumentSummary

    summaries: dict[str, DocumentSummary] = {}
    with _lines(index) as (lines, total, folder), output.progress("replaying", total) as advance:
        pages = Replay(folder)
        for number, text in enumerate(lines, start=1):
            if not text.strip():
                continue
            replayed = pages.line(parse_line(text, number))
            summaries.setdefault(replayed.line.document, DocumentSummary()).add(replayed)
            advance()
            if json:
                output.print_json_line(replayed.as_json())
                continue
            said = f" {replayed.severity}, {replayed.changes} changes" if replayed.changes else ""
            output.say(
                output.styled("! " if replayed.alert else "  ", "bold yellow"),
                f"{replayed.line.timestamp}  {replayed.line.document}  {replayed.outcome}{said}",
                f": {replayed.reason}" if replayed.reason else "",
            )
    for document, summary in summaries.items():
        output.say(
            f"{document}: {summary.pages} pages, {summary.read:.0%} read, {summary.lost} not; "
            f"{summary.alerts} alerts, {summary.alerts_a_year:.1f} a year",
            to_err=True,
        )


@contextmanager
def _lines(index: str) -> Iterator[tuple[IO[str], int | None, Path]]:
    """The index's lines, how many there are where that is known, and the folder its files are relative to."""
    if index == "-":
        yield sys.stdin, None, Path.cwd()
        return
    path = Path(index)
    try:
        with path.open(encoding="utf-8") as counted:
            total = sum(1 for line in counted if line.strip())
        file = path.open(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the index cannot be read: {error}", where=index, mend="check the path") from error
    with file:
        yield file, total, path.parent
