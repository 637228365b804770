"""What the reader of PDFs works on: pieces of text and drawn lines at their places on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from watcher.extract.pdf_text import readable

BOLD, ITALIC = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Letters in one font without a gap: a word, or a whole line of Chinese. Points, from the upper left corner."""

    left: float
    right: float
    baseline: float
    size: float
    """Of its font."""
    look: int
    """``BOLD``, ``ITALIC``, both or neither."""
    blank: bool
    """Whether a blank is written before it."""
    text: str
    table: Table | None = None
    """What stands here is a whole table, and ``text`` is empty."""

    @property
    def top(self) -> float:
        return self.baseline - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.2 * self.size


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands between the lines of one cell, and its left and right border."""

    pieces: tuple[Piece, ...]
    column: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The box of a drawn line or dot."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page shows."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Shape, ...] = ()
    """Straight lines, upright or level."""


def page_of(said: dict[str, Any]) -> Page:
    """A page as ``pdf_child`` tells it. What is printed across the others' direction stands below them."""
    width, height = said["size"]
    upright = [*_pieces(said["pieces"]), *(_bullet(Shape(*dot)) for dot in said["dots"])]
    turned = below(_pieces(said["turned"]), upright)
    return Page(
        width=width,
        height=height,
        pieces=tuple(_once([*upright, *turned])),
        rules=tuple(Shape(*rule) for rule in said["rules"]),
    )


def below(pieces: Sequence[Piece], upper: Sequence[Piece], *, aside: float = 0.0) -> list[Piece]:
    """Pieces as the next lines below others, so much farther to the right."""
    if not pieces:
        return []
    last = max((piece.bottom for piece in upper), default=0.0)
    down = last - min(piece.top for piece in pieces) + 0.2 * pieces[0].size
    return [
        replace(piece, baseline=piece.baseline + down, left=piece.left + aside, right=piece.right + aside)
        for piece in pieces
    ]


def _pieces(said: Sequence[Sequence[Any]]) -> list[Piece]:
    return [
        Piece(left=left, right=right, baseline=baseline, size=size, look=look, blank=blank, text=text)
        for left, right, baseline, size, look, blank, raw in said
        if (text := readable(raw)).strip()
    ]


def _bullet(dot: Shape) -> Piece:
    """A bullet that is drawn, as if it were printed: a dot stands at the middle of the small letters."""
    side = dot.bottom - dot.top
    return Piece(
        left=dot.left, right=dot.right, baseline=dot.bottom + side / 2, size=side, look=0, blank=False, text="•"
    )


def _once(pieces: list[Piece]) -> list[Piece]:
    """Each piece once: bold type is sometimes made by printing a text again, a hair's breadth beside itself."""
    out: list[Piece] = []
    seen: dict[tuple[str, int, int], int] = {}
    for piece in pieces:
        reach = max(1.0, 0.15 * piece.size)
        column, row = int(piece.left // reach), int(piece.baseline // reach)
        keys = [(piece.text, column + aside, row + below) for aside in (-1, 0, 1) for below in (-1, 0, 1)]
        first = next((seen[key] for key in keys if key in seen), None)
        if first is None:
            seen[piece.text, column, row] = len(out)
            out.append(piece)
        elif out[first].size == piece.size:
            out[first] = replace(out[first], look=out[first].look | BOLD)
    return out
