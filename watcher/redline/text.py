"""A comparison for the terminal and for plain mails: ``[-deleted-]`` and ``{+inserted+}``.

Signs say what colour would: the text reads the same on paper. Colour is the caller's: ``to_segments`` gives each
stretch with the name of its style.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher.domain.assessment import Severity
from watcher.domain.change import Comparison
from watcher.redline.sheet import Entry, Layout, Mark, Piece, lay_out

Segment = tuple[str, str]
"""A style and the text that has it. The styles are in ``STYLES``; a text never holds a control character but "\\n"."""

STYLES = (
    "title",
    "summary",
    "fold",
    "place",
    "kind",
    *(f"severity-{severity}" for severity in Severity),
    "categories",
    "reason",
    "note",
    "heading",
    *Mark,
    "disclaimer",
    "plain",
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The signs around what was deleted and inserted."""

    delete: tuple[str, str] = ("[-", "-]")
    insert: tuple[str, str] = ("{+", "+}")


_PLAIN = Marks()
_USUAL = Layout()
# One unit that stays on a line: a run of blanks, one wide character, or a word; a word longer than a line is cut.
_UNIT = re.compile(
    r"\n|[ \u3000]+|[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]|[^ \n\u3000\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]+"
)
_INDENT = "    "


def to_text(comparison: Comparison, *, layout: Layout = _USUAL, width: int = 100, marks: Marks = _PLAIN) -> str:
    """The redline as plain text, its lines at most ``width`` columns wide (0: not wrapped), ending in a line feed."""
    return "".join(text for _, text in to_segments(comparison, layout=layout, width=width, marks=marks))


def to_segments(
    comparison: Comparison, *, layout: Layout = _USUAL, width: int = 100, marks: Marks = _PLAIN
) -> Iterator[Segment]:
    """The same text in styled stretches, line feeds included."""
    sheet = lay_out(comparison, layout)
    if sheet.title:
        yield from _lines([("title", sheet.title)], width)
    yield from _lines([("summary", sheet.summary)], width)
    for fold in (sheet.scheme, sheet.renumbered):
        if fold:
            yield from _lines([("fold", fold)], width)
    for entry in sheet.entries:
        yield "plain", "\n"
        yield from _entry(entry, sheet.locale.comma, width, marks)
    if sheet.more:
        yield "plain", "\n"
        yield "fold", f"{sheet.rest}\n"
    if sheet.entries:
        yield "plain", "\n"
        yield from _lines([("disclaimer", sheet.disclaimer)], width)


def _entry(entry: Entry, comma: str, width: int, marks: Marks) -> Iterator[Segment]:
    head: list[Segment] = [
        (f"severity-{entry.severity}", f"[{entry.tag}]"),
        ("plain", " "),
        ("place", entry.place),
        ("plain", " "),
        ("kind", entry.kind),
    ]
    if entry.categories:
        head += [("plain", "  "), ("categories", f"({comma.join(entry.categories)})")]
    yield from _lines(head, width)
    for reason in entry.reasons:
        yield from _lines([("plain", "  "), ("reason", f"! {reason}")], width, "    ")
    for note in entry.notes:
        yield from _lines([("plain", "  "), ("note", f"· {note}")], width, "    ")
    if entry.heading:
        yield from _lines([("plain", _INDENT), *_marked(entry.heading, marks, "heading")], width, _INDENT)
    if entry.body:
        yield from _lines([("plain", _INDENT), *_marked(entry.body, marks, Mark.EQUAL.value)], width, _INDENT)


def _marked(pieces: Iterable[Piece], marks: Marks, equal: str) -> Iterator[Segment]:
    for piece in pieces:
        if piece.mark is Mark.DELETE:
            yield "delete", f"{marks.delete[0]}{piece.text}{marks.delete[1]}"
        elif piece.mark is Mark.INSERT:
            yield "insert", f"{marks.insert[0]}{piece.text}{marks.insert[1]}"
        elif piece.mark is Mark.GAP:
            yield "gap", piece.text
        else:
            yield equal, piece.text


def _lines(segments: Iterable[Segment], width: int, indent: str = "") -> Iterator[Segment]:
    """Segments broken into lines of at most ``width`` columns; every line after the first begins with ``indent``."""
    column = 0
    for style, text in segments:
        for unit in _units(text, width - len(indent)):
            if unit == "\n":
                yield "plain", f"\n{indent}"
                column = len(indent)
                continue
            size = _columns(unit)
            if width and column + size > width and column > len(indent):
                yield "plain", f"\n{indent}"
                column = len(indent)
                if unit.isspace():
                    continue
            yield style, unit
            column += size
    yield "plain", "\n"


def _units(text: str, longest: int) -> Iterator[str]:
    for match in _UNIT.finditer(text):
        unit = match.group()
        if longest <= 0 or len(unit) <= longest:
            yield unit
        else:
            yield from (unit[i : i + longest] for i in range(0, len(unit), longest))


def _columns(unit: str) -> int:
    if unit.isascii():
        return len(unit)
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1 for char in unit
    )
