"""Which labels a document has, and where: what lies ahead of a piece, what came before it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from watcher.clauses.piece import Piece
from watcher.numbering import Label


@dataclass(slots=True)
class Sequence:
    """The labels of a document by position."""

    positions: dict[tuple[str, str, tuple[int, ...]], list[int]] = field(default_factory=dict)
    sectional: list[int] = field(default_factory=list)
    """For each piece, the next one after it that begins with a label of a section, not of an item; -1 for none."""
    seen: dict[tuple[str, str, int], Label] = field(default_factory=dict)
    """The last label of each series, kept up by the builder."""

    @classmethod
    def of(cls, found: list[Piece]) -> Sequence:
        sequence = cls()
        following = -1
        for position in range(len(found) - 1, -1, -1):
            sequence.sectional.append(following)
            for label in found[position].labels:
                sequence.positions.setdefault((label.scheme, label.style, label.values), []).append(position)
                if not label.item and not label.weak:
                    following = position
        sequence.sectional.reverse()
        for positions in sequence.positions.values():
            positions.reverse()
        return sequence

    def next_after(self, label: Label, position: int) -> int | None:
        """Where the label that follows ``label`` in its list stands next after ``position``."""
        wanted = (label.scheme, label.style, (*label.values[:-1], label.values[-1] + 1))
        positions = self.positions.get(wanted, [])
        index = bisect_right(positions, position)
        return positions[index] if index < len(positions) else None

    def goes_on(self, label: Label, position: int) -> bool:
        """Whether its list goes on somewhere behind it, though one number may be missing."""
        after = replace(label, values=(*label.values[:-1], label.values[-1] + 1))
        return self.next_after(label, position) is not None or self.next_in_section(after, position) is not None

    def next_in_section(self, label: Label, position: int) -> int | None:
        """The same, but not beyond the next section."""
        following = self.next_after(label, position)
        border = self.sectional[position]
        return following if following is not None and (border < 0 or following <= border) else None

    def stands_between(self, label: Label, start: int, end: int) -> bool:
        """Whether the same label stands again between two positions."""
        positions = self.positions.get((label.scheme, label.style, label.values), [])
        index = bisect_right(positions, start)
        return index < len(positions) and positions[index] < end
