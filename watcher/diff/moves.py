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
from watcher.diff.labels import parts_of
from watcher.diff.matching import NOBODY, Matching
from watcher.diff.side import Side

_TOP = -1
_AT_HOME = 5
"""Clauses with another parent that weigh as much as one with the same: a heading that passed more than these moved."""


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
    if not astray:
        return found
    found |= _regraded(alignment.matching, astray)
    weights = [
        weight * (1 if j in astray and _surely_left(alignment.matching, j) else _AT_HOME)
        for j, weight in enumerate(weights)
    ]
    towed = _in_tow(alignment, found, astray, homes, origins)
    return found | _out_of_order(alignment, found | towed, astray - found - towed, weights)


def _surely_left(matching: Matching, j: int) -> bool:
    """Whether a clause with another parent did leave, and it is no matter of how levels are read: a list that stands
    under the paragraph before it, a 2.4 that is 2.4 still."""
    old, new, i = matching.old, matching.new, matching.predecessor[j]
    if old.label[i] == new.label[j] and len(parts_of(new.clauses[j].label)) > 1:
        return False
    above, above_now = old.parent[i], new.parent[j]
    return above < 0 or above_now < 0 or (_stands_over(old, above) and _stands_over(new, above_now))


def _stands_over(side: Side, index: int) -> bool:
    return bool(side.clauses[index].heading or side.label[index])


def _regraded(matching: Matching, astray: set[int]) -> set[int]:
    """Of clauses that stand under another parent, those whose printed numbers say so, though they passed nobody: 3.3
    that became 4 is no part of 3 any more, and 4 that became 3.4 is a part of it now."""
    old, new = matching.old, matching.new
    found = set()
    for j in astray:
        i = matching.predecessor[j]
        was, now = parts_of(old.clauses[i].label), parts_of(new.clauses[j].label)
        if not was or not now or was == now or old.item[i] or new.item[j]:
            continue  # "(c)" does not say whose it is
        heir = matching.successor[old.parent[i]] if old.parent[i] >= 0 else NOBODY
        left = heir != NOBODY and _below(was, old, old.parent[i]) and not _below(now, new, heir)
        giver = matching.predecessor[new.parent[j]] if new.parent[j] >= 0 else NOBODY
        came = giver != NOBODY and _below(now, new, new.parent[j]) and not _below(was, old, giver)
        if left or came:
            found.add(j)
    return found


def _below(label: tuple[str, ...], side: Side, above: int) -> bool:
    """Whether a label of several parts continues that of a clause: 3.3 that of 3."""
    holder = parts_of(side.clauses[above].label)
    return len(label) > 1 and label[:-1] == holder != ()


def _in_tow(
    alignment: Alignment, found: set[int], astray: set[int], homes: Sequence[int], origins: Sequence[int]
) -> set[int]:
    """Of clauses that stand under another parent, those that only followed their section: it moved, and they stand
    behind it as they did.

    A section that went from II to V may leave its clauses their numbers, and 2.1 is read as no child of V.
    """
    matching = alignment.matching
    last_before: dict[int, int] = {}
    last = NOBODY
    for _, j in matching.pairs():
        last_before[j] = last
        last = j
    towed: set[int] = set()
    train: set[int] = set()
    last = NOBODY
    for j, i in enumerate(matching.predecessor):
        if i == NOBODY:
            continue
        coupled = last in train and last_before[j] == last and (homes[i] in train or origins[j] in train)
        if j in astray and coupled:
            towed.add(j)
        if j in found:
            train = {j}
        elif coupled:
            train.add(j)
        else:
            train = set()
        last = j
    return towed


def _out_of_order(alignment: Alignment, gone: set[int], astray: set[int], weights: list[int]) -> set[int]:
    """Clauses that passed clauses that stayed, ``gone`` left aside. Mostly they stand under another parent; but what
    the clauses that do passed may be the lighter part, and then it is what moved.

    A clause with another parent did leave, so it takes several to outweigh one that stayed at home; what stands below
    it goes where it goes, and hardly makes it heavier.
    """
    matching = alignment.matching
    carried, rides = [False] * len(matching.new), [False] * len(matching.new)
    standing = []
    for j, i in enumerate(matching.predecessor):
        parent = matching.new.parent[j]
        at_home = parent >= 0 and j not in astray
        carried[j] = j in gone or (at_home and carried[parent])
        rides[j] = at_home and (rides[parent] or parent in astray)
        if i != NOBODY and not carried[j]:
            standing.append((i, j))
    kept = heaviest_increasing([i for i, _ in standing], [1 if rides[j] else weights[j] for _, j in standing])
    passed = {j for _, j in standing} - {standing[k][1] for k in kept}
    return {j for j in passed if j in astray or matching.new.parent[j] not in passed}


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
    then how much is said under them on both sides, so that the reverse comparison finds the same ones."""
    matching = alignment.matching
    before, after = _words_under(matching.old), _words_under(matching.new)
    unit = sum(before) + sum(after) + 1
    return [
        unit + count + (before[i] if i != NOBODY else 0) for i, count in zip(matching.predecessor, after, strict=True)
    ]


def _words_under(side: Side) -> list[int]:
    words = [side.words(index) for index in range(len(side))]
    for index in reversed(range(len(side))):
        if side.parent[index] >= 0:
            words[side.parent[index]] += words[index]
    return words


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
