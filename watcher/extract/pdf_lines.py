"""Pieces of text → printed lines, with blanks where words part.

T E R M S   O F   U S E          "TERMS OF USE": letters set wide apart
on the     first   day           "on the first day": a line stretched to the column's width
see note²                        "see note2": what is raised belongs to the line
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from watcher.extract.pdf_pieces import BOLD, Piece
from watcher.extract.vocabulary import LABELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line of text and the column it stands in."""

    left: float
    right: float
    baseline: float
    size: float
    """Of the font that most of it is set in."""
    parts: tuple[tuple[str, int], ...]
    """Its text with the blanks, in stretches of one look."""
    first: float
    """How wide its first word is, with the blank before it; of Chinese, its first character."""
    column: tuple[float, float]
    """Left and right border."""

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.parts)

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return bool(self.parts) and all(look & BOLD for text, look in self.parts if text.strip())


BULLETS = "•·●○▪■◦‣⁃❖➢➤►✓–—*-\uf0b7\uf0a7\uf0d8\uf076"
_LEAD_GAP = 5.0
_LONGEST_LABEL = 12
_SAME_LINE = 0.3
_RAISED = 0.65
_SMALLER = 0.9
_WORD_GAP = 0.13
_HAN_GAP = 0.8
_MIXED_GAP = 0.45
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff“”‘’…—]")
_BLANK = 0.4
"""A little more than a blank is wide: a word that has just room, and no more, may have had none."""
_SPREAD = 4
_SPREAD_GAP = 0.2


def leads(piece: Piece, following: Piece) -> bool:
    """Whether a piece is the bullet or the label of the text beside it, which may stand apart from it."""
    if following.left - piece.right > _LEAD_GAP * following.size or len(piece.text) > _LONGEST_LABEL:
        return False
    found = LABELLED.match(piece.text)
    return piece.text in BULLETS or (found is not None and found.end() == len(piece.text))


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line, from top to bottom, each row from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.baseline, each.left)):
        if rows and piece.baseline - rows[-1][0].baseline < _SAME_LINE * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda each: each.left) for row in _with_raised(rows)]


def _with_raised(rows: list[list[Piece]]) -> Iterator[list[Piece]]:
    """Rows together with the smaller letters that stand a little higher or lower beside their own."""
    out: list[list[Piece]] = []
    for row in rows:
        above = out[-1] if out else None
        if above is not None and abs(_baseline(row) - _baseline(above)) < _RAISED * max(_size(row), _size(above)):
            small, large = (row, above) if _size(row) < _size(above) else (above, row)
            if _size(small) < _SMALLER * _size(large) and all(_beside(piece, large) for piece in small):
                out[-1] = [*large, *small]
                continue
        out.append(row)
    yield from out


def _beside(piece: Piece, row: Sequence[Piece]) -> bool:
    return any(
        -piece.size < piece.left - each.right < each.size or abs(each.left - piece.right) < each.size * 2
        for each in row
    )


def _baseline(row: Sequence[Piece]) -> float:
    return max(row, key=lambda piece: piece.size).baseline


def _size(row: Sequence[Piece]) -> float:
    return max(piece.size for piece in row)


def line_of(row: Sequence[Piece], column: tuple[float, float]) -> PrintedLine:
    """The line that a row of pieces makes."""
    parts: list[tuple[str, int]] = []
    widest: dict[float, int] = {}
    blanks = [False, *_blanks(row)]
    first = row[-1].right - row[0].left
    for position, (piece, blank) in enumerate(zip(row, blanks, strict=True)):
        if blank and first > row[position - 1].right - row[0].left:
            first = row[position - 1].right - row[0].left
        text = f" {piece.text}" if blank else piece.text
        if parts and (parts[-1][1] == piece.look or not piece.text.strip()):
            parts[-1] = (parts[-1][0] + text, parts[-1][1])
        else:
            parts.append((text, piece.look))
        widest[piece.size] = widest.get(piece.size, 0) + len(piece.text)
    size = max(widest, key=lambda each: (widest[each], each))
    han = _HAN.match(row[0].text)
    return PrintedLine(
        left=row[0].left,
        right=max(piece.right for piece in row),
        baseline=max((piece for piece in row if piece.size == size), key=lambda piece: len(piece.text)).baseline,
        size=size,
        parts=tuple(parts),
        first=size if han else first + _BLANK * size,
        column=column,
    )


def _blanks(row: Sequence[Piece]) -> Iterator[bool]:
    """Whether a blank stands between each two pieces of a row."""
    spread = _spread(row)
    for before, after in pairwise(row):
        gap, size = after.left - before.right, max(before.size, after.size)
        if spread:
            yield gap > spread
        elif after.blank:
            yield True
        else:
            han = bool(_HAN.match(before.text[-1])) + bool(_HAN.match(after.text[0]))
            yield gap > (_WORD_GAP, _MIXED_GAP, _HAN_GAP)[han] * size


def _spread(row: Sequence[Piece]) -> float:
    """Of a line whose letters are set apart, the gap that parts two words; else 0."""
    single = [after for before, after in pairwise(row) if len(before.text) == len(after.text) == 1]
    if len(single) < _SPREAD or len(single) * 2 < len(row) or any(_HAN.match(piece.text) for piece in single):
        return 0.0
    gaps = [after.left - before.right for before, after in pairwise(row)]
    return float(median(gaps)) + _SPREAD_GAP * max(piece.size for piece in row)
