"""Which clauses moved.

Ugly, when "Audit" went from 2.5 to 2.2, by comparing positions:   moved 2.2, moved 2.3, moved 2.4, moved 2.5
Wanted:                                                            moved 2.5 → 2.2, the others renumbered

A clause has moved when it went to another parent, or to another place among those siblings that kept their order.
What is inserted before it, or a heading put above it or taken away, does not move it; nor does a clause move by itself
when the one above it moves and takes it along.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from watcher.diff.align import Alignment
from watcher.diff.matching import NOBODY
from watcher.diff.side import Side

_TOP = -1


def moved(alignment: Alignment) -> set[int]:
    """New indices of the linked clauses that moved.

    Who stands under whom is read from labels and layout, and an inserted clause can change that reading for all that
    follow it. So a clause under another parent has moved only if it passed something that stayed, its new parent for
    one; where the whole document kept its order, nobody moved.
    """
    matching = alignment.matching
    homes, origins = _homes(alignment), _origins(alignment)
    astray: set[int] = set()
    families: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for j, i in enumerate(matching.predecessor):
        if i == NOBODY:
            continue
        if homes[i] == origins[j]:
            families[origins[j]].append((i, j))
        else:
            astray.add(j)
    weights = _weights(alignment)
    found: set[int] = set()
    for members in families.values():
        kept = heaviest_increasing([i for i, _ in members], [weights[j] for _, j in members])
        found |= {j for _, j in members} - {members[k][1] for k in kept}
    return found | _out_of_order(alignment, found, astray, weights)


def _out_of_order(alignment: Alignment, found: set[int], astray: set[int], weights: list[int]) -> set[int]:
    """Of clauses that stand under another parent, those that passed clauses that stayed."""
    if not astray:
        return set()
    matching = alignment.matching
    carried = [False] * len(matching.new)
    standing = []
    for j, i in enumerate(matching.predecessor):
        parent = matching.new.parent[j]
        carried[j] = j in found or (parent >= 0 and carried[parent] and j not in astray)
        if i != NOBODY and not carried[j]:
            standing.append((i, j))
    kept = heaviest_increasing([i for i, _ in standing], [weights[j] for _, j in standing])
    return astray - {standing[k][1] for k in kept}


def _homes(alignment: Alignment) -> list[int]:
    """For each old clause the successor of the nearest clause above it that has one."""
    named = dict(alignment.matching.pairs())
    named |= {i: group.whole for group in alignment.merged for i in group.parts}
    return _nearest(alignment.matching.old, named)


def _origins(alignment: Alignment) -> list[int]:
    """For each new clause the nearest above it that has a predecessor; of a split one, the main part."""
    named = {j: j for _, j in alignment.matching.pairs()}
    named |= {j: group.main for group in alignment.split for j in group.parts}
    return _nearest(alignment.matching.new, named)


def _nearest(side: Side, named: dict[int, int]) -> list[int]:
    nearest: list[int] = []
    for parent in side.parent:
        nearest.append(_TOP if parent < 0 else named.get(parent, nearest[parent]))
    return nearest


def _weights(alignment: Alignment) -> list[int]:
    """By how much a new clause resists being the one that moved: first the number of clauses counts (each as one),
    then how much is said under them."""
    new = alignment.matching.new
    words = [new.words(j) for j in range(len(new))]
    for j in reversed(range(len(new))):
        if new.parent[j] >= 0:
            words[new.parent[j]] += words[j]
    unit = sum(words) + 1
    return [unit + count for count in words]


def heaviest_increasing(numbers: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Positions of the increasing subsequence of the greatest total weight; n log n, with a Fenwick tree of maxima."""
    if all(a < b for a, b in itertools.pairwise(numbers)):
        return list(range(len(numbers)))
    ordered = sorted(set(numbers))
    best: list[tuple[int, int]] = [(0, NOBODY)] * (len(ordered) + 1)
    before = [NOBODY] * len(numbers)
    top = (0, NOBODY)
    for position, number in enumerate(numbers):
        rank = bisect_left(ordered, number)
        under = (0, NOBODY)
        at = rank
        while at > 0:
            under = max(under, best[at], key=lambda found: found[0])
            at -= at & -at
        before[position] = under[1]
        reached = (under[0] + weights[position], position)
        at = rank + 1
        while at < len(best):
            if reached[0] > best[at][0]:
                best[at] = reached
            at += at & -at
        if reached[0] > top[0]:
            top = reached
    chosen = []
    at = top[1]
    while at != NOBODY:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]
