"""Pieces of text on a page → printed lines in reading order, one column after the other.

Title across the page
left 1     right 1              pdf order may be: left 1, right 1, left 2, right 2
left 2     right 2              reading order:    Title, left 1, left 2, right 1, right 2
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.extract.pdf_text import SOFT_HYPHEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text in one font on one line. Points; ``top`` and ``bottom`` count from the page's top downwards."""

    left: float
    right: float
    top: float
    bottom: float
    text: str
    size: float
    """The height of its font."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line of text, and the column it stands in."""

    left: float
    right: float
    top: float
    bottom: float
    text: str
    cells: int
    """How many parts stand wide apart, as in a row of a table."""
    column: tuple[float, float]
    """The column's left and right border."""
    height: float
    """Of its largest font."""


_GUTTER = 8.0
_CROSSING = 0.12
_SIDE = 0.25
_FEW = 12
_WIDE_GAP = 1.8
_WORD_GAP = 0.12


def lines_of(pieces: Sequence[Piece]) -> list[PrintedLine]:
    """A page's lines in reading order."""
    if not pieces:
        return []
    gutter = _gutter(pieces)
    if gutter is None:
        return _column(pieces)
    lines: list[PrintedLine] = []
    crossing = sorted((piece for piece in pieces if piece.left < gutter < piece.right), key=lambda piece: piece.top)
    rest = [piece for piece in pieces if not piece.left < gutter < piece.right]
    for piece in [*crossing, None]:
        limit = float("inf") if piece is None else piece.top
        band = [each for each in rest if each.top < limit]
        rest = [each for each in rest if each.top >= limit]
        lines += _column([each for each in band if each.right <= gutter])
        lines += _column([each for each in band if each.left >= gutter])
        if piece is not None:
            lines += _column([piece])
    return lines


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where a page of two columns is parted: few pieces cross it, and much text stands on both sides."""
    if len(pieces) < _FEW:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    total = sum(len(piece.text) for piece in pieces)
    best: tuple[float, float] | None = None
    for step in range(30, 71, 2):
        middle = left + (right - left) * step / 100
        crossing = sum(
            len(each.text) for each in pieces if each.left < middle + _GUTTER / 2 and each.right > middle - _GUTTER / 2
        )
        before = sum(len(each.text) for each in pieces if each.right <= middle)
        after = sum(len(each.text) for each in pieces if each.left >= middle)
        if crossing <= _CROSSING * total and min(before, after) >= _SIDE * total and _starts_together(pieces, middle):
            cost = crossing / total + abs(step - 50) / 1000
            if best is None or cost < best[0]:
                best = (cost, middle)
    return best[1] if best else None


def _starts_together(pieces: Sequence[Piece], middle: float) -> bool:
    """Whether the right side is a column of lines that run on, not the narrow cells of a table."""
    right = [piece for piece in pieces if piece.left >= middle]
    wide = sum(1 for piece in right if len(piece.text) >= 25)
    return wide >= 0.5 * len(right)


def _column(pieces: Sequence[Piece]) -> list[PrintedLine]:
    if not pieces:
        return []
    border = (min(piece.left for piece in pieces), max(piece.right for piece in pieces))
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.top + each.bottom) / 2):
        middle = (piece.top + piece.bottom) / 2
        if rows and min(each.top for each in rows[-1]) <= middle <= max(each.bottom for each in rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_line(sorted(row, key=lambda each: each.left), border) for row in rows]


def _line(row: Sequence[Piece], border: tuple[float, float]) -> PrintedLine:
    text, cells, last = "", 1, row[0]
    for piece in row:
        if piece is not last:
            gap = piece.left - last.right
            height = max(piece.size, last.size, 1.0)
            if gap > _WIDE_GAP * height:
                cells += 1
                text = text.rstrip() + " | "
            elif gap > _WORD_GAP * height and not text.endswith(" "):
                text += " "
        text += piece.text
        last = piece
    return PrintedLine(
        left=row[0].left,
        right=max(piece.right for piece in row),
        top=min(piece.top for piece in row),
        bottom=max(piece.bottom for piece in row),
        text=" ".join(text.replace(f"{SOFT_HYPHEN} ", SOFT_HYPHEN).split()),
        cells=cells,
        column=border,
        height=max(piece.size for piece in row),
    )
