"""Who is whose successor, while it is being found out."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from watcher.diff.side import Side

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two neighbouring anchors: half-open ranges of old and of new clauses."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Matching:
    """Successors and predecessors. A clause has at most one of each."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new
        self.successor = [NOBODY] * len(old)
        self.predecessor = [NOBODY] * len(new)
        self.edition_old = [NOBODY] * len(old)
        """Of several editions in one document, the number of the one that a clause belongs to."""
        self.edition_new = [NOBODY] * len(new)
        self._held_old: set[int] = set()
        self._held_new: set[int] = set()

    def link(self, i: int, j: int) -> None:
        self.successor[i] = j
        self.predecessor[j] = i

    def keep_apart(self, edition_old: list[int], edition_new: list[int]) -> None:
        """No clause of one edition shall succeed one of another."""
        self.edition_old, self.edition_new = edition_old, edition_new

    def hold_old(self, parts: Iterable[int]) -> None:
        """Of old clauses that were merged: no other successor is looked for."""
        self._held_old.update(parts)

    def hold_new(self, parts: Iterable[int]) -> None:
        """Of new clauses that were split off: no other predecessor is looked for."""
        self._held_new.update(parts)

    def is_lost(self, i: int) -> bool:
        """Whether an old clause has no successor yet, and one may be found."""
        return self.successor[i] == NOBODY and i not in self._held_old

    def is_fresh(self, j: int) -> bool:
        """The same for a new clause and its predecessor."""
        return self.predecessor[j] == NOBODY and j not in self._held_new

    def lost(self) -> list[int]:
        """Old clauses whose successor is still to be found."""
        return [i for i in range(len(self.successor)) if self.is_lost(i)]

    def fresh(self) -> list[int]:
        """New clauses whose predecessor is still to be found."""
        return [j for j in range(len(self.predecessor)) if self.is_fresh(j)]

    def may_succeed(self, i: int, j: int) -> bool:
        """Whether the two are of a kind and of one edition: a heading and a paragraph of other words are not one,
        unless they bear the same label."""
        if self.edition_old[i] != self.edition_new[j]:
            return False
        old, new = self.old, self.new
        same_label = old.label[i] == new.label[j] != ""
        return old.titles(i) == new.titles(j) or same_label or old.bare(i) == new.bare(j)

    def unlink(self, i: int, j: int) -> None:
        """Of two that were linked by mistake."""
        self.successor[i] = NOBODY
        self.predecessor[j] = NOBODY

    def pairs(self) -> Iterator[tuple[int, int]]:
        return ((i, j) for i, j in enumerate(self.successor) if j != NOBODY)

    def parents_agree(self, i: int, j: int) -> bool:
        """Whether both stand at the top, or under clauses that are linked to each other."""
        p, q = self.old.parent[i], self.new.parent[j]
        return (p < 0 and q < 0) or (p >= 0 and q >= 0 and self.successor[p] == q)

    def gaps(self) -> list[Gap]:
        """The stretches between links that keep the order, each with unlinked clauses on both sides."""
        spine = list(self.pairs())
        kept = increasing([j for _, j in spine])
        edges = [(-1, -1), *(spine[k] for k in kept), (len(self.old), len(self.new))]
        return [
            Gap(i + 1, next_i, j + 1, next_j)
            for (i, j), (next_i, next_j) in itertools.pairwise(edges)
            if next_i - i > 1 and next_j - j > 1
        ]

    def lost_in(self, gap: Gap) -> list[int]:
        return [i for i in range(gap.old_start, gap.old_end) if self.is_lost(i)]

    def fresh_in(self, gap: Gap) -> list[int]:
        return [j for j in range(gap.new_start, gap.new_end) if self.is_fresh(j)]


def increasing(numbers: Sequence[int]) -> list[int]:
    """Positions of a longest increasing subsequence (patience sorting, n log n)."""
    tails: list[int] = []
    last: list[int] = []
    before = [NOBODY] * len(numbers)
    for position, number in enumerate(numbers):
        pile = bisect_left(tails, number)
        before[position] = last[pile - 1] if pile else NOBODY
        if pile == len(tails):
            tails.append(number)
            last.append(position)
        else:
            tails[pile] = number
            last[pile] = position
    chosen: list[int] = []
    at = last[-1] if last else NOBODY
    while at != NOBODY:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]
