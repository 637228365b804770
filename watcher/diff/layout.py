"""What was only laid out anew: paragraphs without labels, and items of a list that run on in a sentence elsewhere.

Ugly, when a line that stood alone was drawn into the paragraph below it:

    removed "Contact", modified "Write to us." (one word inserted)

Wanted: nothing. Between two labels the same words follow each other, and where one paragraph ends and the next begins
is how they are set.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from watcher.diff.fingerprint import said_in, segments, stretches
from watcher.diff.matching import NOBODY, Matching
from watcher.diff.parts import Parts
from watcher.diff.side import Side, count


@dataclass(slots=True)
class Layout:
    """Stretches that say the same on both sides, cut up differently."""

    stretches: list[tuple[range, range]] = field(default_factory=list)
    old: set[int] = field(default_factory=set)
    """Clauses without a successor whose words stand, unchanged, in another clause of the stretch."""
    new: set[int] = field(default_factory=set)
    """The same for clauses without a predecessor."""
    pairs: set[tuple[int, int]] = field(default_factory=set)
    """Linked clauses of such stretches."""


def link_segments(matching: Matching) -> Layout:
    """Find what was only laid out anew between two labels, and link what begins at the same word."""
    layout = Layout()
    for cut in (stretches, segments):
        ends = dict(cut(matching.new))
        for start, end in cut(matching.old):
            j = matching.successor[start]
            if j not in ends or (start, j) in layout.pairs:
                continue
            olds, news = range(start, end), range(j, ends[j])
            if not _straight(matching, olds, news) and said_in(matching.old, olds) == said_in(matching.new, news):
                _relink(matching, layout, olds, news)
    return layout


def _straight(matching: Matching, olds: range, news: range) -> bool:
    return len(olds) == len(news) and all(matching.successor[i] == k for i, k in zip(olds, news, strict=True))


def absorb(layout: Layout, matching: Matching, groups: tuple[Parts, ...], *, split: bool) -> tuple[Parts, ...]:
    """Of clauses that were split or merged, those that only lost or gained a paragraph's end, or items that say their
    labels in the whole as well; gives the others."""
    side, other = (matching.new, matching.old) if split else (matching.old, matching.new)
    kept = []
    for group in groups:
        members = range(group.parts[0], group.parts[-1] + 1)
        one = range(group.whole, group.whole + 1)
        neighbours = len(members) == len(group.parts) and group.main == group.parts[0]
        unlabelled = all(side.item[index] or not side.label[index] for index in group.parts[1:])
        if not neighbours or not unlabelled or said_in(side, members) != said_in(other, one):
            kept.append(group)
            continue
        (layout.new if split else layout.old).update(group.parts[1:])
        layout.stretches.append((one, members) if split else (members, one))
        layout.pairs.add((group.whole, group.main) if split else (group.main, group.whole))
    return tuple(kept)


def _relink(matching: Matching, layout: Layout, olds: range, news: range) -> None:
    if any(matching.successor[i] != NOBODY and matching.successor[i] not in news for i in olds):
        return
    if any(matching.predecessor[j] != NOBODY and matching.predecessor[j] not in olds for j in news):
        return
    for i in olds:
        matching.successor[i] = NOBODY
    for j in news:
        matching.predecessor[j] = NOBODY
    begins: dict[int, list[int]] = defaultdict(list)
    for j, first in reversed(_firsts(matching.new, news)):
        begins[first].append(j)
    for i, first in _firsts(matching.old, olds):
        if begins[first]:
            j = begins[first].pop()
            matching.link(i, j)
            layout.pairs.add((i, j))
        else:
            layout.old.add(i)
    layout.new |= {j for j in news if matching.predecessor[j] == NOBODY}
    layout.stretches.append((olds, news))


def _firsts(side: Side, indices: range) -> list[tuple[int, int]]:
    """Each clause and the number of words before it."""
    found, before = [], 0
    for index in indices:
        found.append((index, before))
        before += side.words(index) + (count(side.item[index]) if index != indices[0] else 0)
    return found
