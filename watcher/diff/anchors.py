"""Exact anchors: clauses that say the same on both sides, found with what stands around them.

Ugly, when "Reserved." stands in four sections and the first is deleted, if only a text's uniqueness counts or texts
are paired as they come:

    removed 9.4 Reserved.   moved 3.2 → 5.4   moved 5.4 → 7.1   moved 7.1 → 9.4

Wanted:

    removed 3.2 Reserved.

So a clause is first recognised by its text, its neighbours and all the headings it stands under together; then by
less and less, and always only between anchors that are already sure. What keeps the order is linked before anything
is believed to have moved.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from rapidfuzz.distance import LCSseq

from watcher.diff.matching import NOBODY, Gap, Matching, increasing
from watcher.diff.side import Side

_ROUNDS = 3
_LCS_CELLS = 500_000_000  # one bit each
_OWN_WORDS = 5  # a text this short ("None.", "Name;") is no proof that a clause wandered across the document


def link_anchors(matching: Matching) -> None:
    """Link what says exactly the same and kept its order."""
    for old_keys, new_keys in _tiers(matching.old, matching.new):
        for _ in range(_ROUNDS):
            if not _link_unique(matching, old_keys, new_keys):
                break
    for gap in matching.gaps():
        _link_common(matching, gap)


def link_strays(matching: Matching) -> None:
    """Link what says exactly the same but stands in another order, or in another place."""
    for old_keys, new_keys in _stray_tiers(matching):
        lost: dict[Hashable, list[int]] = defaultdict(list)
        for i in matching.lost():
            if old_keys[i] is not None:
                lost[old_keys[i]].append(i)
        fresh: dict[Hashable, list[int]] = defaultdict(list)
        for j in matching.fresh():
            if new_keys[j] is not None:
                fresh[new_keys[j]].append(j)
        for key, olds in lost.items():
            for i, j in zip(olds, fresh.get(key, ()), strict=False):
                matching.link(i, j)


def _tiers(old: Side, new: Side) -> list[tuple[list[Hashable], list[Hashable]]]:
    """Keys by which a clause is recognised, the strictest first."""
    numbers: dict[tuple[int, str], int] = {}
    chains = [_chains(side, numbers) for side in (old, new)]
    around = [_around(side) for side in (old, new)]
    strictest: list[list[Hashable]] = [list(zip(chains[s], around[s], strict=True)) for s in (0, 1)]
    in_chain: list[list[Hashable]] = [_of_speakers(side, chains[s]) for s, side in enumerate((old, new))]
    among: list[list[Hashable]] = [list(around[s]) for s in (0, 1)]
    alone: list[list[Hashable]] = [_of_speakers(side, side.said) for side in (old, new)]
    in_any_letters: list[list[Hashable]] = [_of_speakers(side, side.plain) for side in (old, new)]
    but_for_numbers: list[list[Hashable]] = [
        _of_speakers(side, list(map(_unnumbered, side.plain))) for side in (old, new)
    ]
    return [(keys[0], keys[1]) for keys in (strictest, in_chain, among, alone, in_any_letters, but_for_numbers)]


def _of_speakers(side: Side, own_keys: Sequence[Hashable]) -> list[Hashable]:
    """The keys of clauses that say something. A label without words ("Exhibit A") is known by what stands under it."""
    return [key if said and key != "" else None for key, said in zip(own_keys, side.said, strict=True)]


def _unnumbered(plain: str) -> str:
    """What is said with other numbers ("Last updated: 5 May"); empty where numbers are all that is said."""
    words = _NUMBER.sub("0", plain)
    return words if any(map(str.isalpha, words)) else ""


_NUMBER = re.compile(r"\d+(?:\W\d+)*")


def _chains(side: Side, numbers: dict[tuple[int, str], int]) -> list[int]:
    """A number for each clause that stands for what it and every clause above it say."""
    chain: list[int] = []
    for index, said in enumerate(side.said):
        parent = side.parent[index]
        chain.append(numbers.setdefault((chain[parent] if parent >= 0 else -1, said), len(numbers)))
    return chain


def _around(side: Side) -> list[tuple[str, str, str]]:
    said = ["", *side.said, ""]
    return list(zip(said, said[1:], said[2:], strict=False))


def _link_unique(matching: Matching, old_keys: Sequence[Hashable], new_keys: Sequence[Hashable]) -> bool:
    linked = False
    for gap in matching.gaps():
        olds, news = matching.lost_in(gap), matching.fresh_in(gap)
        seen_old, seen_new = Counter(old_keys[i] for i in olds), Counter(new_keys[j] for j in news)
        del seen_old[None], seen_new[None]
        where = {new_keys[j]: j for j in news if seen_new[new_keys[j]] == 1}
        found = [(i, where[old_keys[i]]) for i in olds if seen_old[old_keys[i]] == 1 and old_keys[i] in where]
        for k in increasing([j for _, j in found]):
            matching.link(*found[k])
            linked = True
    return linked


def _link_common(matching: Matching, gap: Gap) -> None:
    """Between two anchors only repeated texts are left: link a longest common subsequence of them."""
    olds = [i for i in matching.lost_in(gap) if matching.old.said[i]]
    news = [j for j in matching.fresh_in(gap) if matching.new.said[j]]
    _link_sequences(matching, olds, news, matching.old.said, matching.new.said)


def link_mute(matching: Matching) -> None:
    """Link clauses that print a label and say nothing, where nothing that stands under them did: by their labels."""
    for gap in matching.gaps():
        olds = [i for i in matching.lost_in(gap) if not matching.old.said[i]]
        news = [j for j in matching.fresh_in(gap) if not matching.new.said[j]]
        _link_sequences(matching, olds, news, matching.old.label, matching.new.label)
        olds, news = [i for i in olds if matching.is_lost(i)], [j for j in news if matching.is_fresh(j)]
        if len(olds) == len(news):
            for i, j in zip(olds, news, strict=True):
                matching.link(i, j)


def _link_sequences(
    matching: Matching, olds: list[int], news: list[int], old_keys: Sequence[str], new_keys: Sequence[str]
) -> None:
    """Link a longest common subsequence of the keys."""
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(old_keys[i], len(numbers)) for i in olds]
    b = [numbers.setdefault(new_keys[j], len(numbers)) for j in news]
    if not set(a) & set(b):
        return
    if len(a) * len(b) > _LCS_CELLS:
        _link_in_turn(matching, olds, news, old_keys, new_keys)
        return
    for block in LCSseq.opcodes(a, b):
        if block.tag == "equal":
            for step in range(block.src_end - block.src_start):
                matching.link(olds[block.src_start + step], news[block.dest_start + step])


def _link_in_turn(
    matching: Matching, olds: list[int], news: list[int], old_keys: Sequence[str], new_keys: Sequence[str]
) -> None:
    """For gaps too large for more: the first of each text with the first, the second with the second, …"""
    waiting: dict[str, list[int]] = defaultdict(list)
    for j in reversed(news):
        waiting[new_keys[j]].append(j)
    found = [(i, queue.pop()) for i in olds if (queue := waiting.get(old_keys[i]))]
    for k in increasing([j for _, j in found]):
        matching.link(*found[k])


def _stray_tiers(matching: Matching) -> list[tuple[list[Hashable], list[Hashable]]]:
    """Under the same parent, and then in the same section, any text may have changed its place; across the document
    only one that is its own proof.

    Of a text that is left over several times, the first is taken for the first: which of them moved cannot be known.
    """
    old, new = matching.old, matching.new
    return [
        (_within(old, old.parent, matching.successor), _within(new, new.parent, range(len(new)))),
        (_within(old, old.section, matching.successor), _within(new, new.section, range(len(new)))),
        (_proofs(old, matching.edition_old), _proofs(new, matching.edition_new)),
    ]


def _within(side: Side, above: Sequence[int], named: Sequence[int]) -> list[Hashable]:
    """What each clause says, with the name of what it stands under; nothing where that has none."""
    names = (named[over] if over >= 0 else NOBODY for over in above)
    return [(name, said) if said and name != NOBODY else None for name, said in zip(names, side.said, strict=True)]


def _proofs(side: Side, editions: Sequence[int]) -> list[Hashable]:
    """What each clause says, with the edition that it says it in; nothing where others may say it by chance."""
    said = zip(editions, side.said, strict=True)
    return [own if side.words(index) >= _OWN_WORDS else None for index, own in enumerate(said)]
