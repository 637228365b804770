"""What commands print: data on standard output, the rest on standard error; nothing hostile reaches a terminal."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from watcher.domain.errors import WatcherError

if TYPE_CHECKING:
    from watcher.domain.assessment import Severity
    from watcher.domain.change import Comparison

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Terminal control characters and marks that turn the direction of writing. Line feeds and tabs stay."""

SEVERITY_STYLE = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan", "none": "dim"}
CONDITION_STYLE = {"watched": "green", "failing": "red", "quarantined": "red", "confirming": "yellow"}

REDLINE_STYLE = {
    "title": "bold",
    "summary": "bold",
    "fold": "dim",
    "place": "bold",
    "kind": "italic",
    "delete": "red strike",
    "insert": "green underline",
    **{f"severity-{name}": style for name, style in SEVERITY_STYLE.items()},
}

UNFOLDED = 4000
"""Columns of a table that goes into a file or another program, where folding would only cut names apart."""

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def plain(text: object) -> str:
    """Text from outside, made harmless for a terminal."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(text))


def styled(text: object, style: str = "") -> Text:
    """A cell or a line of text from outside; markup in it stays text."""
    return Text(plain(text), style=style)


def say(*parts: str | Text, to_err: bool = False) -> None:
    """One line for a person."""
    line = Text.assemble(*(part if isinstance(part, Text) else Text(plain(part)) for part in parts))
    (err if to_err else out).print(line)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_encoded) + "\n")


def print_json_line(value: Any) -> None:
    """One line of JSON, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=_encoded) + "\n")
    sys.stdout.flush()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """An aligned table without lines; a cell is folded rather than cut."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else styled(cell) for cell in row))
    Console(highlight=False, width=None if out.is_terminal else UNFOLDED).print(table)


def moment(at: datetime | None) -> str:
    """A moment for a person: UTC, to the minute."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if at else "-"


def span(duration: timedelta) -> str:
    """A duration for a person, in its two largest units."""
    seconds = max(0, int(duration.total_seconds()))
    for size, unit, smaller, name in ((86400, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s")):
        if seconds >= size:
            rest = seconds % size // smaller
            return f"{seconds // size} {unit} {rest} {name}" if rest else f"{seconds // size} {unit}"
    return f"{seconds} s"


def _encoded(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"no JSON for {type(value).__name__}")


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Any]:
    """A bar on standard error, only on a terminal; gives a function that advances it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    if not err.is_terminal:
        yield lambda: None
        return
    with Progress(*columns, console=err, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)


def say_error(error: WatcherError) -> None:
    """A failure on standard error: what was wrong, where, and the mend."""
    style = "bold red" if err.is_terminal else ""
    say(styled("error: ", style), str(error), to_err=True)


def severity(of: Severity) -> Text:
    """A severity in its colour."""
    return styled(of, SEVERITY_STYLE[of])


def print_redline(comparison: Comparison) -> None:
    """A comparison for a person at a terminal."""
    from watcher.redline.text import to_segments

    for style, text in to_segments(comparison, width=min(out.width, 110)):
        out.print(styled(text, REDLINE_STYLE.get(style, "")), end="")
