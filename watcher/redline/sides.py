"""A redline taken apart into its two texts, paragraph beside paragraph.

Told [-10-]{+5+} days.⏎Fees [-rise-]{+fall+}.        one text, two marks to follow
Told [-10-] days.   │ Told {+5+} days.
Fees [-rise-].      │ Fees {+fall+}.                 two texts, each read by itself
"""

from __future__ import annotations

from collections.abc import Iterable

from watcher.redline.sheet import Mark, Piece

Side = tuple[Piece, ...]


def sides(pieces: Iterable[Piece]) -> tuple[tuple[Side, Side], ...]:
    """The old and the new text of some pieces, cut where a paragraph ends in both of them at once.

    What both have stands on both sides; joined with line feeds, each side is its whole text.
    """
    rows: list[tuple[list[Piece], list[Piece]]] = [([], [])]
    for piece in pieces:
        if piece.mark is Mark.DELETE:
            rows[-1][0].append(piece)
        elif piece.mark is Mark.INSERT:
            rows[-1][1].append(piece)
        else:
            for place, line in enumerate(piece.text.split("\n")):
                if place:
                    rows.append(([], []))
                if line:
                    for side in rows[-1]:
                        side.append(Piece(piece.mark, line))
    return tuple((tuple(old), tuple(new)) for old, new in rows)
