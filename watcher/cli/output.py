"""What commands print: data on standard output, the rest on standard error; nothing hostile reaches a terminal.

On a terminal long lines are cut to its width; a file or another program gets them whole.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import dropwhile, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from watcher.redline.visible import visible

if TYPE_CHECKING:
    from watcher.domain.assessment import Severity
    from watcher.domain.change import Comparison

STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON leaves as it is and a terminal obeys, or no encoding takes."""

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

WIDEST = 110
"""Columns of running text on a wide terminal: longer lines are hard to read."""

UNFOLDED = 4000
"""Columns of a table that goes into a file or another program, where folding would only cut names apart."""

GAP = 2
"""Columns between the cells of a table."""


class Printer(Console):
    """A console as all of ours are: plain with ``NO_COLOR``, long lines left to the terminal."""

    def __init__(self, *, stderr: bool = False, width: int | None = None, soft_wrap: bool = True) -> None:
        super().__init__(
            stderr=stderr,
            width=width,
            soft_wrap=soft_wrap,
            highlight=False,
            color_system=None if os.environ.get("NO_COLOR") else "auto",
        )

    def on_broken_pipe(self) -> None:
        """The command decides what follows; rich would end with 1, which says that there are differences."""
        raise BrokenPipeError


out = Printer()
err = Printer(stderr=True)


def plain(text: object) -> str:
    """Text from outside on one line, made harmless for a terminal."""
    return visible(str(text)).replace("\n", " ")


def styled(text: object, style: str = "") -> Text:
    """A cell or a line of text from outside; markup in it stays text."""
    return Text(plain(text), style=style)


def on_terminal(stream: Any) -> bool:
    """Whether a person reads along. rich also says so when only colours are forced."""
    return stream is not None and bool(stream.isatty())


def say(*parts: str | Text, to_err: bool = False) -> None:
    """One line for a person."""
    (err if to_err else out).print(_assembled(parts))


def say_cut(*parts: str | Text) -> None:
    """One line for a person, cut to the width of the terminal."""
    line = _assembled(parts)
    if on_terminal(sys.stdout):
        line.truncate(out.width, overflow="ellipsis")
    out.print(line)


def _assembled(parts: Iterable[str | Text]) -> Text:
    return Text.assemble(*(part if isinstance(part, Text) else Text(plain(part)) for part in parts))


def note(text: str) -> None:
    """What a person should know beside the data."""
    say(styled("note: ", "yellow"), text, to_err=True)


def say_error(text: str) -> None:
    """A failure on standard error: what was wrong, where, and the mend; a mistake a line where there are several."""
    first, *more = visible(text).split("\n")
    say(styled("error: ", "bold red"), first, to_err=True)
    for line in more:
        say(line, to_err=True)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON that any terminal may be shown and any encoding can carry."""
    text = json.dumps(value, ensure_ascii=not _unicode(), indent=indent, default=_encoded)
    return STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def _unicode() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "").startswith("utf")


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json_text(value, indent=2))


def print_json_line(value: Any) -> None:
    """One line of JSON, at once."""
    sys.stdout.write(json_text(value))
    sys.stdout.flush()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """An aligned table without lines. The first column names its row: it stays whole, to be copied.

    On a narrow terminal cells are folded between words; where that does not help, each row becomes a block.
    """
    cells = [[cell if isinstance(cell, Text) else styled(cell) for cell in row] for row in rows]
    width = out.width if on_terminal(sys.stdout) else UNFOLDED
    narrowest = [
        max(_longest(Text(name), whole=False), *(_longest(row[place], whole=not place) for row in cells), 0)
        for place, name in enumerate(columns)
    ]
    if sum(narrowest) + GAP * (len(columns) - 1) > width:
        _print_blocks(columns, cells)
        return
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False, padding=(0, GAP, 0, 0))
    for name, least in zip(columns, narrowest, strict=True):
        table.add_column(name, overflow="fold", min_width=least)
    for row in cells:
        table.add_row(*row)
    printer = Printer(width=width, soft_wrap=False)
    with printer.capture() as captured:
        printer.print(table)
    for line in captured.get().splitlines():
        sys.stdout.write(line.rstrip() + "\n")


def _longest(cell: Text, *, whole: bool) -> int:
    return max((cell_len(word) for word in ([cell.plain] if whole else cell.plain.split())), default=0)


def _print_blocks(columns: Sequence[str], cells: Iterable[Sequence[Text]]) -> None:
    widest = max(len(name) for name in columns)
    for row in cells:
        say(row[0])
        for name, cell in zip(columns[1:], row[1:], strict=True):
            say("  ", styled(f"{name:<{widest}}", "dim"), "  ", cell)


def moment(at: datetime | None) -> str:
    """A moment for a person: UTC, to the minute."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if at else "-"


def _encoded(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"no JSON for {type(value).__name__}")


def severity(of: Severity) -> Text:
    """A severity in its colour."""
    return styled(of, SEVERITY_STYLE[of])


def print_redline(comparison: Comparison, *, indent: str = "", heads: bool = True, closing: bool = True) -> None:
    """A comparison for a person at a terminal; without ``heads`` only its changes, without ``closing`` no last line."""
    from watcher.redline.text import to_segments

    line = Text(indent)
    segments = to_segments(comparison, width=min(out.width, WIDEST) - len(indent))
    if not heads:
        segments = dropwhile(lambda one: not one[0].startswith("severity"), segments)
    for style, alike in groupby(segments, key=itemgetter(0)):
        if style == "disclaimer" and not closing:
            return
        first, *more = "".join(text for _, text in alike).split("\n")
        line.append(plain(first), REDLINE_STYLE.get(style, ""))
        for piece in more:
            line.rstrip()
            out.print(line)
            line = Text(indent)
            line.append(plain(piece), REDLINE_STYLE.get(style, ""))
    if line.plain.strip():
        out.print(line)
