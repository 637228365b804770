"""What clauses are made of."""

from __future__ import annotations

from dataclasses import dataclass

from watcher.domain.document import BlockKind
from watcher.numbering import Label

BULLET = "•"


@dataclass(slots=True)
class Piece:
    """A line of a block, or a stretch of a line that begins with an item's number."""

    block: int
    kind: BlockKind
    start: int
    end: int
    """``text[start:end]`` of the block; the line break or the blanks behind it are not in it."""
    text: str
    """What stands there."""
    first: bool
    """Whether the block begins with it."""
    level: int = 0
    depth: int = 0
    marker: str = ""
    """What the list prints before it; only of a block's first piece."""
    bullet: str = ""
    """A sign and its blanks, printed in the text itself."""
    skipped: int = 0
    """Characters at its beginning that are no words of its own: the bar behind an empty cell."""
    labels: tuple[Label, ...] = ()
    """What it may be labelled; their ``end`` counts from ``start``."""
    alone: bool = False
    """Whether it is all of its block."""
    runs_on: bool = False
    """Whether the items of an enumeration follow on the same line."""

    @property
    def bulleted(self) -> bool:
        return bool(self.bullet) or (self.marker == BULLET)
