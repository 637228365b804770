"""Edited clauses: the successor of a clause whose words changed is the one most like it, where it stands first of all.

old gap                                    new gap
4.1 Fees are due within 10 days.     ┐ ┌   4.1 The provider may audit usage.          (nothing like it: added)
4.2 Late payment bears interest.     ┼─┤   4.2 Fees are due within 5 working days.    0.71 → 4.1
                                     └─┴   4.3 Late payment bears no interest.        0.91 → 4.2
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from watcher.diff.assignment import assign
from watcher.diff.likeness import Likeness, Shingles
from watcher.diff.matching import Matching

_IN_PLACE = 0.5
_IN_FAMILY = 0.4
"""Under the same parent with the same printed label."""
_ANYWHERE = 0.6
_ANYWHERE_WORDS = 6
_BY_CHILDREN = 0.45
_ALL_PAIRS = 2500
_COMMON = 24
"""A shingle that more clauses share tells nothing about which of them belong together."""
_CANDIDATES = 6


def link_in_gaps(matching: Matching, likeness: Likeness) -> None:
    """Between the same two anchors."""
    for gap in matching.gaps():
        _link_best(matching, likeness, matching.lost_in(gap), matching.fresh_in(gap), _IN_PLACE)


def link_families(matching: Matching, likeness: Likeness, *, found_nowhere: bool) -> None:
    """Clauses whose children followed each other, and children left over under parents that are linked.

    ``found_nowhere``: clauses that are left over were looked for across the document. Before that, a clause of more
    than a heading's words must be a little like its successor, since its own words may stand elsewhere.
    """
    floor = 0.0 if found_nowhere else _BY_CHILDREN
    _link_by_children(matching, likeness, floor)
    for p, q in [*matching.pairs()]:
        olds = [i for i in matching.old.children[p] if matching.is_lost(i)]
        news = [j for j in matching.new.children[q] if matching.is_fresh(j)]
        if olds and news:
            _link_best(matching, likeness, olds, news, _IN_FAMILY)
    _link_by_children(matching, likeness, floor)


def link_anywhere(matching: Matching, likeness: Likeness) -> None:
    """Across the whole document: clauses that were moved and edited. Short ones are too easily alike."""
    olds = [i for i in matching.lost() if matching.old.words(i) >= _ANYWHERE_WORDS]
    news = [j for j in matching.fresh() if matching.new.words(j) >= _ANYWHERE_WORDS]
    if olds and news:
        _link_best(matching, likeness, olds, news, _ANYWHERE)


def _link_best(matching: Matching, likeness: Likeness, olds: list[int], news: list[int], at_least: float) -> None:
    scores: dict[tuple[int, int], float] = {}
    for i, j in candidates(olds, news, likeness.old_shingles, likeness.new_shingles):
        agree = matching.parents_agree(i, j)
        same_label = matching.old.label[i] == matching.new.label[j]
        floor = at_least if at_least != _IN_FAMILY or (agree and same_label) else _IN_PLACE
        score = likeness(i, j, floor)
        if score:
            # What stands around a clause decides between successors that are nearly as like.
            nearness = 0.001 / (1 + abs((i - olds[0]) - (j - news[0])))
            scores[i, j] = score + 0.04 * agree + 0.02 * same_label + nearness
    for i, j in assign(scores):
        matching.link(i, j)


def candidates(
    olds: list[int], news: list[int], old_shingles: Callable[[int], Shingles], new_shingles: Callable[[int], Shingles]
) -> Iterable[tuple[int, int]]:
    """The pairs that are worth measuring: all where they are few, else those that share rare shingles."""
    if len(olds) * len(news) <= _ALL_PAIRS:
        return [(i, j) for i in olds for j in news]
    holders: dict[int, list[int]] = defaultdict(list)
    for j in news:
        for shingle in new_shingles(j):
            holders[shingle].append(j)
    found = []
    for i in olds:
        shared: Counter[int] = Counter()
        for shingle in old_shingles(i):
            holding = holders.get(shingle, ())
            if len(holding) <= _COMMON:
                shared.update(holding)
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
        found += [(i, j) for j, _ in best]
    return found


def _link_by_children(matching: Matching, likeness: Likeness, floor: float) -> None:
    """From the leaves up, so that a parent found by its children speaks for its own parent."""
    for i in reversed(range(len(matching.old))):
        children = matching.old.children[i]
        if not matching.is_lost(i) or not children:
            continue
        heirs = Counter(matching.new.parent[matching.successor[c]] for c in children if matching.successor[c] >= 0)
        heirs.pop(-1, None)
        if not heirs:
            continue
        j, votes = min(heirs.items(), key=lambda item: (-item[1], item[0]))
        enough = 2 * votes > min(len(children), len(matching.new.children[j]))
        brief = min(matching.old.words(i), matching.new.words(j)) < _ANYWHERE_WORDS
        if matching.is_fresh(j) and enough and (brief or not floor or likeness(i, j, floor)):
            matching.link(i, j)
