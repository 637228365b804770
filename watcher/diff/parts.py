"""Clauses that became several, and several that became one.

Ugly, when 1.4 and 1.5 were run together:   modified 1.4 (forty words inserted), removed 1.5 (forty words deleted)
Wanted:                                     merged 1.4 + 1.5 → 1.4, and no word marked
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from watcher.diff.likeness import Likeness, Shingles
from watcher.diff.matching import NOBODY, Matching

_WITHIN = 0.75
"""The share of a part's shingles that the whole must hold."""
_COVERED = 0.75
"""The share of the whole's shingles that its parts together must hold."""
_OWN = 0.6
"""The share of a part's shingles that no other part may hold: a sentence that both repeat was not moved."""


@dataclass(frozen=True, slots=True)
class Parts:
    """One clause on one side and the clauses it corresponds to on the other, in document order."""

    whole: int
    parts: tuple[int, ...]
    main: int
    """The part that carries on the whole's id."""


def find_split(matching: Matching, likeness: Likeness, settled: Collection[int]) -> tuple[Parts, ...]:
    """Old clauses whose words now stand in several new ones. The main pair is linked, the others are not.

    New clauses in ``settled`` are left out.
    """
    wholes = [i for i, j in enumerate(matching.successor) if j == NOBODY or _edited(matching, i, j)]
    found = _find(
        wholes,
        [j for j in matching.fresh() if j not in settled],
        likeness.old_shingles,
        likeness.new_shingles,
        lambda i: matching.successor[i],
    )
    for group in found:
        if matching.successor[group.whole] == NOBODY:
            matching.link(group.whole, group.main)
    return found


def find_merged(
    matching: Matching, likeness: Likeness, split: tuple[Parts, ...], settled: Collection[int]
) -> tuple[Parts, ...]:
    """New clauses that hold the words of several old ones. The main pair is linked, the others are not.

    Old clauses in ``settled`` are left out, and so is what was found to be split: a clause has one fate.
    """
    of_split = {j for group in split for j in group.parts}
    wholes = [
        j for j, i in enumerate(matching.predecessor) if j not in of_split and (i == NOBODY or _edited(matching, i, j))
    ]
    found = _find(
        wholes,
        [i for i in matching.lost() if i not in settled],
        likeness.new_shingles,
        likeness.old_shingles,
        lambda j: matching.predecessor[j],
    )
    for group in found:
        if matching.predecessor[group.whole] == NOBODY:
            matching.link(group.main, group.whole)
    return found


def _edited(matching: Matching, i: int, j: int) -> bool:
    return matching.old.said[i] != matching.new.said[j]


def _find(
    wholes: list[int],
    loose: list[int],
    shingles_of_whole: Callable[[int], Shingles],
    shingles_of_part: Callable[[int], Shingles],
    partner: Callable[[int], int],
) -> tuple[Parts, ...]:
    holders: dict[int, list[int]] = defaultdict(list)
    for whole in wholes:
        for shingle in shingles_of_whole(whole):
            holders[shingle].append(whole)
    gathered: dict[int, list[int]] = defaultdict(list)
    for part in loose:
        whole = _holder(shingles_of_part(part), holders)
        if whole != NOBODY:
            gathered[whole].append(part)
    found = []
    for whole, parts in sorted(gathered.items()):
        own = shingles_of_whole(whole)
        main = partner(whole)
        if main != NOBODY:
            parts = _with_own_words(parts, shingles_of_part(main), shingles_of_part)
            members = sorted({main, *parts})
        else:
            members = sorted(parts)
            main = min(members, key=lambda part: (-len(shingles_of_part(part)), part))
        held = frozenset[int]().union(*(shingles_of_part(part) for part in members))
        if len(members) > 1 and len(own & held) >= _COVERED * len(own):
            found.append(Parts(whole, tuple(members), main))
    return tuple(found)


def _holder(part: Shingles, holders: dict[int, list[int]]) -> int:
    """The clause that holds nearly all of a part's shingles; the first of the best."""
    counts: dict[int, int] = defaultdict(int)
    for shingle in part:
        for whole in holders.get(shingle, ())[:_COMMON]:
            counts[whole] += 1
    if not counts:
        return NOBODY
    best, shared = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return best if shared >= _WITHIN * len(part) else NOBODY


_COMMON = 32


def _with_own_words(parts: Iterable[int], main: Shingles, shingles_of: Callable[[int], Shingles]) -> list[int]:
    return [part for part in parts if len(shingles_of(part) - main) >= _OWN * len(shingles_of(part))]
