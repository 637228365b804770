"""How alike the page sets two labels, and what that says of a label that could be none.

A. loss of use;         C. is missing, yet D. is set as A. and B. are, and one step away
B. loss of goods;
D. loss of time.
"""

from __future__ import annotations

from watcher.clauses.opened import NUMBERED_HEADING, Open
from watcher.clauses.piece import Piece
from watcher.clauses.sequence import Sequence
from watcher.domain.document import BlockKind
from watcher.numbering import Label

_ALIKE = 7
_SMALL_GAP = 2


def is_marked(other: Open) -> bool:
    """Whether the page marks it as a heading."""
    return 0 < other.heading < NUMBERED_HEADING


def agreement(other: Open, piece: Piece) -> int:
    """How alike the page sets two labels: the 6 after a list's 5 may be the section after section 5."""
    marked = is_marked(other) == (piece.kind is BlockKind.HEADING)
    listed = other.listed == (piece.kind is BlockKind.LIST_ITEM)
    return 4 * marked + 2 * listed + (other.depth == piece.depth)


def has_gap(other: Open, piece: Piece, label: Label, position: int, sequence: Sequence) -> bool:
    """Whether a label that is often none continues a list in which others are missing, or changed their places."""
    if other.label is None or other.label.values[:-1] != label.values[:-1]:
        return False
    step = label.values[-1] - other.label.values[-1]
    if 0 < abs(step) <= _SMALL_GAP and agreement(other, piece) == _ALIKE:
        return True
    return step > 0 and sequence.next_in_section(label, position) is not None
