"""How much two clauses say the same, from 0 to 1, at a cost that stays bounded for clauses of any length."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

from rapidfuzz.distance import Indel

from watcher.diff.side import Side

_RATIO_CELLS = 400_000_000  # tokens times tokens; 64 of them are one step
_SHINGLE = 3
_SHINGLES = 20_000  # a longer clause is known by those of its shingles that mix to the smallest numbers
_LONG = (
    50_000  # tokens; of a clause this long only every sixteenth shingle or so is looked at, chosen by its first token
)
_CONTAINED = 0.75
_CONTAINED_WORDS = 6

Shingles = frozenset[int]


def shingles(coded: str) -> Shingles:
    """Numbers for the runs of three tokens in a clause (of fewer where it is shorter), a bounded sample of them."""
    if len(coded) < _SHINGLE:
        return frozenset((hash_of(coded),)) if coded else frozenset()
    places: Iterable[int] = range(len(coded) - _SHINGLE + 1)
    if len(coded) > _LONG:
        places = (k for k in places if ord(coded[k]) % 16 == 0)
    mixed = {hash_of(coded[k : k + _SHINGLE]) for k in places}
    return frozenset(mixed if len(mixed) <= _SHINGLES else nsmallest(_SHINGLES, mixed))


def hash_of(run: str) -> int:
    """A number that is the same in every process, unlike ``hash``, and spread evenly so that the smallest are a
    fair sample."""
    mixed = 0
    for sign in run:
        mixed = ((mixed ^ ord(sign)) * 0x9E3779B97F4A7C15 + 0x7F4A7C15) & 0xFFFFFFFFFFFFFFFF
        mixed ^= mixed >> 29
    return mixed


class Likeness:
    """Compares clauses of two sides; remembers their shingles."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old = old
        self._new = new
        self._shingles: dict[tuple[bool, int], Shingles] = {}

    def old_shingles(self, i: int) -> Shingles:
        return self._of(self._old, False, i)

    def new_shingles(self, j: int) -> Shingles:
        return self._of(self._new, True, j)

    def _of(self, side: Side, is_new: bool, index: int) -> Shingles:
        found = self._shingles.get((is_new, index))
        if found is None:
            found = self._shingles[is_new, index] = shingles(side.coded(index))
        return found

    def __call__(self, i: int, j: int, at_least: float) -> float:
        """The likeness of old clause ``i`` and new clause ``j``; 0 where it is below ``at_least``."""
        a, b = self._old.coded(i), self._new.coded(j)
        if not a or not b:
            return 0.0
        short, long = sorted((len(a), len(b)))
        found = 0.0
        if 2 * short / (short + long) >= at_least:
            if short * long > _RATIO_CELLS:
                x, y = self.old_shingles(i), self.new_shingles(j)
                found = 2 * len(x & y) / (len(x) + len(y))
            else:
                found = Indel.normalized_similarity(a, b, score_cutoff=at_least)
        if found < at_least and short >= _CONTAINED_WORDS:
            # A clause that was kept whole while much was added to it: runs of three words do not agree by chance.
            x, y = self.old_shingles(i), self.new_shingles(j)
            share = len(x & y) / max(1, min(len(x), len(y)))
            if share >= _CONTAINED:
                found = 0.5 + 0.2 * share
        return found if found >= at_least else 0.0
