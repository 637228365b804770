"""Clauses that became several, and several that became one.

Ugly, when 1.4 and 1.5 were run together:   modified 1.4 (forty words inserted), removed 1.5 (forty words deleted)
Wanted:                                     merged 1.4 + 1.5 → 1.4, and no word marked
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from watcher.diff.likeness import Likeness, Shingles
from watcher.diff.matching import NOBODY, Matching
from watcher.diff.side import BREAK, Side

_WITHIN = 0.75
"""The share of a part's shingles that the whole must hold."""
_COVERED = 0.75
"""The share of the whole's shingles that its parts together must hold."""
_SURE = 0.9
"""The share of a part's shingles that the whole must hold where it says much else."""
_SURE_WORDS = 10
_ACROSS = 3
"""Runs of words across the place where two parts meet, a label between them counted."""
_WORDS = 4
"""A shorter text stands within another by chance."""
_OWN = 0.6
"""The share of a part's shingles that no other part may hold: a sentence that both repeat was not moved."""


@dataclass(frozen=True, slots=True)
class Parts:
    """One clause on one side and the clauses it corresponds to on the other, in document order."""

    whole: int
    parts: tuple[int, ...]
    main: int
    """The part that carries on the whole's id."""


def find_split(
    matching: Matching,
    likeness: Likeness,
    known: tuple[Parts, ...],
    merged: tuple[Parts, ...],
    settled: Collection[int],
) -> tuple[Parts, ...]:
    """Old clauses whose words now stand in several new ones, with those that are ``known``. The main pair is linked,
    the others are not.

    New clauses in ``settled`` are left out, and so is what was ``merged``: a clause has one fate.
    """
    whole = _View(matching.old, likeness.old_shingles, matching.successor)
    part = _View(matching.new, likeness.new_shingles, matching.predecessor)
    elsewhere = {group.whole for group in known} | {i for group in merged for i in group.parts}
    wholes = [i for i in range(len(matching.old)) if i not in elsewhere]
    found = _find(whole, part, wholes, [j for j in matching.fresh() if j not in settled])
    for group in found:
        if matching.successor[group.whole] == NOBODY:
            matching.link(group.whole, group.main)
    return _in_order(known + found)


def find_merged(
    matching: Matching,
    likeness: Likeness,
    known: tuple[Parts, ...],
    split: tuple[Parts, ...],
    settled: Collection[int],
) -> tuple[Parts, ...]:
    """The same for new clauses that hold the words of several old ones."""
    whole = _View(matching.new, likeness.new_shingles, matching.predecessor)
    part = _View(matching.old, likeness.old_shingles, matching.successor)
    elsewhere = {group.whole for group in known} | {j for group in split for j in group.parts}
    wholes = [j for j in range(len(matching.new)) if j not in elsewhere]
    found = _find(whole, part, wholes, [i for i in matching.lost() if i not in settled])
    for group in found:
        if matching.predecessor[group.whole] == NOBODY:
            matching.link(group.main, group.whole)
    return _in_order(known + found)


def _in_order(groups: tuple[Parts, ...]) -> tuple[Parts, ...]:
    return tuple(sorted(groups, key=lambda group: group.whole))


@dataclass(frozen=True, slots=True)
class _View:
    """One side, looked at for wholes or for parts."""

    side: Side
    shingles: Callable[[int], Shingles]
    partner: Sequence[int]


def _find(whole: _View, part: _View, among: Iterable[int], loose: list[int]) -> tuple[Parts, ...]:
    if not loose:
        return ()
    wholes = [index for index in among if _may_hold_others(whole, part, index)]
    found = _run_together(whole, part, wholes, set(loose))
    taken = {index for group in found for index in group.parts}
    held = {group.whole for group in found}
    gathered = _gather(whole, part, [w for w in wholes if w not in held], [p for p in loose if p not in taken])
    for index, parts in sorted(gathered.items()):
        group = _group(whole, part, index, parts)
        if group is not None:
            found.append(group)
    return tuple(found)


def _may_hold_others(whole: _View, part: _View, index: int) -> bool:
    partner = whole.partner[index]
    return partner == NOBODY or whole.side.said[index] != part.side.said[partner]


def _run_together(whole: _View, part: _View, wholes: list[int], loose: set[int]) -> list[Parts]:
    """Clauses that are exactly their partner and one of its neighbours, however short these are and whatever became
    of the numbers in them: a reference may have followed its target."""
    found = []
    for index in wholes:
        main = whole.partner[index]
        for first in (main - 1, main) if main != NOBODY else ():
            pair = (first, first + 1)
            other = first if first != main else first + 1
            if other in loose and _unnumbered(whole.side.said[index]) == _unnumbered(
                BREAK.join(part.side.said[p] for p in pair)
            ):
                loose.discard(other)
                found.append(Parts(index, pair, main))
                break
    return found


def _unnumbered(said: str) -> str:
    return _DIGITS.sub("0", said)


_DIGITS = re.compile(r"\d+")


def _gather(whole: _View, part: _View, wholes: list[int], loose: list[int]) -> dict[int, list[int]]:
    """For each whole the loose clauses whose words it holds."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index in wholes:
        for shingle in whole.shingles(index):
            holders[shingle].append(index)
    gathered: dict[int, list[int]] = defaultdict(list)
    for index in loose:
        if part.side.words(index) >= _WORDS:
            holder = _holder(part.shingles(index), holders)
            if holder != NOBODY:
                gathered[holder].append(index)
    return gathered


def _group(whole: _View, part: _View, index: int, parts: list[int]) -> Parts | None:
    main = whole.partner[index]
    if main == NOBODY:
        members = sorted(parts)
        main = min(members, key=lambda member: (-len(part.shingles(member)), member))
    else:
        # A sentence that the partner has as well was not taken over from elsewhere.
        own = part.shingles(main)
        kept = [p for p in parts if len(part.shingles(p) - own) >= _OWN * len(part.shingles(p))]
        members = sorted({main, *kept})
    if not _covers(whole, part, index, members):
        # Much was said anew as well: what was long and is here word for word was not removed for that.
        members = [member for member in members if member == main or _stands_in(whole, part, index, member)]
        members = members if main in members else []
    return Parts(index, tuple(members), main) if len(members) > 1 else None


def _covers(whole: _View, part: _View, index: int, members: Sequence[int]) -> bool:
    """Whether the members say nearly all that the whole says. Where two of them meet, it has runs that neither has."""
    held = frozenset[int]().union(*(part.shingles(member) for member in members))
    said = whole.shingles(index)
    seams = _ACROSS * (len(members) - 1)
    return len(said & held) + seams >= _COVERED * len(said)


def _stands_in(whole: _View, part: _View, index: int, member: int) -> bool:
    own = part.shingles(member)
    return part.side.words(member) >= _SURE_WORDS and len(own & whole.shingles(index)) >= _SURE * len(own)


_COMMON = 32


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
