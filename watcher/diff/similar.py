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
from watcher.diff.matching import NOBODY, Matching
from watcher.diff.side import BREAK, Side
from watcher.diff.tokens import is_single

_IN_PLACE = 0.5
_IN_FAMILY = 0.4
"""Under the same parent with the same printed label."""
_REWRITTEN = 0.25
"""Of two clauses of one agreement taken at random, three in a hundred are as like as this."""
_ANYWHERE = 0.6
_ANYWHERE_WORDS = 6
_BY_CHILDREN = 0.45
_SEVERAL = 3
_LONG_WORD = 5
"""Letters. Shorter words mostly join others, in whatever alphabet."""
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


def link_rewritten(matching: Matching, likeness: Likeness) -> None:
    """What is left alone on both sides between the same neighbours, under the same parent with the same label, and is a
    little alike: a clause that was written anew."""
    for gap in matching.gaps():
        olds, news = matching.lost_in(gap), matching.fresh_in(gap)
        if len(olds) == len(news) == 1 and matching.parents_agree(olds[0], news[0]):
            same_label = matching.old.label[olds[0]] == matching.new.label[news[0]]
            if same_label and matching.may_succeed(olds[0], news[0]) and likeness(olds[0], news[0], _REWRITTEN):
                matching.link(olds[0], news[0])


def link_anywhere(matching: Matching, likeness: Likeness) -> None:
    """Across the whole document: clauses that were moved and edited. Short ones are too easily alike."""
    olds = [i for i in matching.lost() if matching.old.words(i) >= _ANYWHERE_WORDS]
    news = [j for j in matching.fresh() if matching.new.words(j) >= _ANYWHERE_WORDS]
    if olds and news:
        _link_best(matching, likeness, olds, news, _ANYWHERE)


def _link_best(matching: Matching, likeness: Likeness, olds: list[int], news: list[int], at_least: float) -> None:
    scores: dict[tuple[int, int], float] = {}
    for i, j in candidates(olds, news, likeness.old_shingles, likeness.new_shingles):
        if not matching.may_succeed(i, j):
            continue
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
    for rank, i in enumerate(olds):
        shared: Counter[int] = Counter()
        common = False
        for shingle in old_shingles(i):
            holding = holders.get(shingle, ())
            if len(holding) <= _COMMON:
                shared.update(holding)
            else:
                common = True
        best = [j for j, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]]
        # Rows that were all changed alike share no rare words: then their order is what tells them apart.
        if common and not best:
            best = sorted({news[rank % len(news)], news[(rank - len(olds)) % len(news)]})
        found += [(i, j) for j in best]
    return found


def _link_by_children(matching: Matching, likeness: Likeness, floor: float) -> None:
    """From the leaves up, so that a parent found by its children speaks for its own parent."""
    for i in reversed(range(len(matching.old))):
        children = matching.old.children[i]
        if not matching.is_lost(i) or not children:
            continue
        heirs = _heirs(matching, i)
        if not heirs:
            continue
        votes, _, _, _, j = max((votes, *_fitness(matching, likeness, i, j), -j) for j, votes in heirs.items())
        j = -j
        enough = 2 * votes > min(len(children), len(matching.new.children[j]))
        brief = min(matching.old.words(i), matching.new.words(j)) < _ANYWHERE_WORDS
        if enough and (brief or not floor or likeness(i, j, floor)):
            matching.link(i, j)


def _heirs(matching: Matching, i: int) -> Counter[int]:
    """Above how many successors of its children each clause stands that may be the one: a section whose paragraphs got
    sub-headings stands above them still."""
    heirs: Counter[int] = Counter()
    for child in matching.old.children[i]:
        above = matching.successor[child]
        above = matching.new.parent[above] if above >= 0 else NOBODY
        while above >= 0 and matching.is_fresh(above):
            heirs[above] += matching.may_succeed(i, above)
            above = matching.new.parent[above]
    return +heirs


def _fitness(matching: Matching, likeness: Likeness, i: int, j: int) -> tuple[bool, float, int]:
    same_label = matching.old.label[i] == matching.new.label[j] != ""
    levels = matching.old.clauses[i].level, matching.new.clauses[j].level
    return same_label, likeness(i, j, 0.0), -abs(levels[0] - levels[1])


def part_headings(matching: Matching) -> None:
    """Headings that share no word of weight, with nothing beneath them that became the other's, are two sections: "How
    does our catalogue work?", "How does our team work?". A label that stayed says more than that."""
    old, new = matching.old, matching.new
    often = [_often(side) for side in (old, new)]
    for i, j in [*matching.pairs()]:
        headings = old.titles(i) and new.titles(j) and old.plain[i] != new.plain[j] and old.parent[i] >= 0
        if not headings or not old.children[i] or not new.children[j] or old.label[i] == new.label[j] != "":
            continue
        shared = set(old.plain[i].split(BREAK)) & set(new.plain[j].split(BREAK)) - often[0] - often[1]
        beneath = set(new.beneath(j))
        if not _weighty(shared) and not any(matching.successor[under] in beneath for under in old.beneath(i)):
            matching.unlink(i, j)


def reseat_headings(matching: Matching) -> None:
    """Of two sections that became one under a new heading, the one that gave it more of its clauses is the one that
    lives on: "5 Limitation of Liability" (three clauses) and "6 Confidentiality" (two) became "5 Liability and
    Confidentiality", whatever words the headings share."""
    old, new = matching.old, matching.new
    given: dict[int, Counter[int]] = defaultdict(Counter)
    for i in range(len(old)):
        for child in old.children[i]:
            above = new.parent[matching.successor[child]] if matching.successor[child] >= 0 else NOBODY
            if above >= 0 and old.titles(i) and new.titles(above):
                given[above][i] += 1
    for j, givers in given.items():
        seated = matching.predecessor[j]
        most, best = max((count, -i) for i, count in givers.items())
        if seated < 0 or old.plain[seated] == new.plain[j] or most <= givers[seated]:
            continue
        if matching.is_lost(-best) and matching.may_succeed(-best, j):
            matching.unlink(seated, j)
            matching.link(-best, j)


def _often(side: Side) -> set[str]:
    """The words that several headings have."""
    counts = Counter(word for i in range(len(side)) if side.titles(i) for word in set(side.plain[i].split(BREAK)))
    return {word for word, count in counts.items() if count > _SEVERAL}


def _weighty(words: Iterable[str]) -> bool:
    return sum(map(is_single, words)) > 1 or any(len(word) >= _LONG_WORD and word.isalpha() for word in words)
