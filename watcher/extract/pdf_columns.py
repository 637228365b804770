"""Pieces of text on a page → columns in reading order.

Title across the page
left 1     right 1              pdf order may be: left 1, right 1, left 2, right 2
left 2     right 2              reading order:    Title, left 1, left 2, right 1, right 2

Fee        10 USD               no columns: what stands beside each other belongs together
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.extract.pdf_lines import leads, rows_of
from watcher.extract.pdf_pieces import Piece

_TOGETHER = 0.8
"""Of the font's size. Words of one column that stand farther apart are looked at as if they stood apart."""
_LINES = 5
_SHARE = 0.5
_FULL = 0.65
_NARROWEST = 9.0
_BORDERS = 12


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pieces of one line that stand close together."""

    left: float
    right: float
    middle: float
    size: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Gutter:
    """The empty stripe between two columns."""

    left: float
    right: float

    def crossed_by(self, left: float, right: float) -> bool:
        return left < self.right - 1 and right > self.left + 1


def gutters_of(pieces: Sequence[Piece], before: Sequence[Gutter] = ()) -> tuple[Gutter, ...]:
    """What parts the columns of a page, from left to right; empty where there is one column.

    ``before`` are those of the page before it: a last page may have too few lines to show its columns.
    """
    stretches = _stretches(pieces)
    found = sorted(_gutters(stretches), key=lambda gutter: gutter.left)
    if not found and before:
        crossing = sum(any(gutter.crossed_by(each.left, each.right) for gutter in before) for each in stretches)
        beyond = any(each.left >= before[0].right - 1 for each in stretches)
        found = list(before) if beyond and crossing * 4 <= len(stretches) else []
    return tuple(found)


def bands_of(pieces: Sequence[Piece], gutters: Sequence[Gutter]) -> list[list[list[Piece]]]:
    """What stands below each other on a page, each a list of columns; what crosses a gutter is a column by itself."""
    bands: list[list[list[Piece]]] = []
    across = True
    for stretch in sorted(_stretches(pieces), key=lambda each: each.middle):
        crosses = any(gutter.crossed_by(stretch.left, stretch.right) for gutter in gutters)
        if not bands or crosses != across:
            bands.append([[]] if crosses else [[] for _ in range(len(gutters) + 1)])
            across = crosses
        place = 0 if crosses else sum(stretch.left >= gutter.right - 1 for gutter in gutters)
        bands[-1][place] += stretch.pieces
    return [[column for column in band if column] for band in bands]


def _stretches(pieces: Sequence[Piece]) -> list[_Stretch]:
    out: list[_Stretch] = []
    for row in rows_of(pieces):
        group: list[Piece] = []
        for piece in row:
            apart = bool(group) and piece.left - group[-1].right > _TOGETHER * max(piece.size, group[-1].size)
            # A label stands first: "Schedule B." at the end of a column's line leads to nothing beside it.
            if apart and not (len(group) == 1 and leads(group[0], piece)):
                out.append(_stretch(group))
                group = []
            group.append(piece)
        out.append(_stretch(group))
    return out


def _stretch(pieces: list[Piece]) -> _Stretch:
    return _Stretch(
        pieces[0].left,
        max(piece.right for piece in pieces),
        pieces[0].baseline,
        max(piece.size for piece in pieces),
        tuple(pieces),
    )


def _gutters(stretches: Sequence[_Stretch]) -> list[Gutter]:
    """The best gutter, and those of the two sides it parts."""
    best: tuple[int, Gutter] | None = None
    # A column's lines begin at one place; it is looked for to the left of the places where most lines begin.
    borders = Counter(round(stretch.left / 2) * 2 for stretch in stretches)
    for border, count in borders.most_common(_BORDERS):
        if count < _LINES:
            break
        gutter = _gutter_before(border, stretches)
        if gutter is not None and (best is None or _worth(stretches, gutter) > best[0]):
            best = (_worth(stretches, gutter), gutter)
    if best is None or not best[0]:
        return []
    gutter = best[1]
    left = [each for each in stretches if each.right <= gutter.left + 1]
    right = [each for each in stretches if each.left >= gutter.right - 1]
    return [*_gutters(left), gutter, *_gutters(right)]


def _gutter_before(border: float, stretches: Sequence[_Stretch]) -> Gutter | None:
    """The stripe that ends at a border, as wide as most lines to its left leave it."""
    starts = min(stretch.left for stretch in stretches if abs(stretch.left - border) <= 2)
    size = max(stretch.size for stretch in stretches if abs(stretch.left - border) <= 2)
    before = sorted((each for each in stretches if each.right < starts), key=lambda each: -each.right)
    if len(before) < _LINES:
        return None
    # Where most lines of the right column are indented, the few that are not show where it begins.
    usual = before[len(before) // 8].right
    width = max(0.8 * min(size, 12.0), 6.0)
    end = min(starts - width, max(each.right for each in before if each.left < usual))
    return Gutter(end, min(each.left for each in stretches if each.left >= end + width))


def _worth(stretches: Sequence[_Stretch], gutter: Gutter) -> int:
    """How many lines stand beside each other in columns that the gutter makes; 0 if it makes none."""
    worth = 0
    left: list[_Stretch] = []
    right: list[_Stretch] = []
    for stretch in [*sorted(stretches, key=lambda each: each.middle), None]:
        if stretch is None or gutter.crossed_by(stretch.left, stretch.right):
            if min(len(left), len(right)) >= _LINES and _prose(left) and _prose(right):
                worth += len(left) + len(right)
            left, right = [], []
        elif stretch.right <= gutter.left + 1:
            left.append(stretch)
        else:
            right.append(stretch)
    return worth


def _prose(stretches: Sequence[_Stretch]) -> bool:
    """Whether lines fill a column, as running text does, or are the short cells of a table."""
    size = sorted(stretch.size for stretch in stretches)[len(stretches) // 2]
    lines: list[list[float]] = []
    last = float("-inf")
    for stretch in sorted(stretches, key=lambda each: each.middle):
        if stretch.middle - last < 0.3 * stretch.size:
            lines[-1].append(stretch.right - stretch.left)
        else:
            lines.append([stretch.right - stretch.left])
            last = stretch.middle
    # Justified lines have wide blanks, so that a line is several stretches; a side may be two columns once more.
    return _fill([sum(line) for line in lines], size) or _fill([width for line in lines for width in line], size)


def _fill(widths: list[float], size: float) -> bool:
    full = sorted(widths)[len(widths) * 9 // 10]
    return full >= _NARROWEST * size and sum(width >= _FULL * full for width in widths) >= _SHARE * len(widths)
