"""A signal: words that, together in one sentence, say what a clause is about.

A sentence of an agreement can be a page long; words at its two ends often have nothing to do with each other.

    "We may email you about orders and, where a parcel is late, about updates of the carrier's terms."
    may … updates … terms                                       a right to change the terms, for sixty words together
    near=90: the words stand within so many characters          nothing

Chinese puts no blanks between words, so that a longer word can hold a shorter one that says something else:

    "您应缴存保证金。"  保证 in 保证金                               a guarantee, where a deposit is meant
    apart="保证金": inside these the words do not count         nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher.significance.terms import Extent, Index, Terms, terms

_BESIDE = 24
"""Characters on either side of words that stand near each other in which ``unless`` is looked for too."""
_INSIDE = re.compile(r"[^\W㐀-䶿一-鿿]{2}")
"""Two neighbours in one word of Latin letters."""
_MARK = "\x00"
_MOST = 12
"""Places of the first words that are tried in one sentence."""


@dataclass(frozen=True, slots=True)
class Signal:
    """All of ``together`` in one sentence, and none of ``unless``, lead to ``category``.

    With ``near`` they stand at most so many characters after the first of ``together``, or ``before`` it, in whatever
    order among themselves, and ``unless`` counts only there. ``apart`` are longer words, in which those of
    ``together`` do not count. A sentence that says one of ``yields_to`` too is about that: the fee by which a cap is
    counted is no fee.
    """

    category: str
    together: tuple[Terms, ...]
    unless: Terms | None = None
    near: int = 0
    before: int = 0
    apart: Terms | None = None
    yields_to: tuple[Signal, ...] = ()

    @property
    def rarest(self) -> Terms:
        """Of the parts, that of the fewest words."""
        return min(self.together, key=lambda part: len(part.pieces))

    def possible(self, pieces: frozenset[str]) -> bool:
        """Whether some of each part's words may stand in a text of these ``terms.pieces_of``."""
        for part in self.together:  # noqa: SIM110  (a generator doubles its cost)
            if not part.possible(pieces):
                return False
        return True

    def words(self, text: str, lowered: str) -> tuple[str, ...]:
        """The words in this sentence that lead to the category; empty when they do not. ``lowered`` is lower(text)."""
        counted = self._counted(lowered)
        for extents in self._near(counted) if self.near else self._anywhere(counted):
            low = min(start for start, _ in extents) - _BESIDE if self.near else 0
            high = max(end for _, end in extents) + _BESIDE if self.near else len(lowered)
            if self.unless is None or self.unless.search(lowered[max(0, low) : high]) is None:
                if any(each.words(text, lowered) for each in self.yields_to):
                    return ()
                return tuple(text[start:end] for start, end in extents)
        return ()

    def _counted(self, lowered: str) -> str:
        """The sentence with a mark in place of each character of ``apart``."""
        for start, end in self.apart.findall(lowered) if self.apart else ():
            lowered = lowered[:start] + _MARK * (end - start) + lowered[end:]
        return lowered

    def _anywhere(self, lowered: str) -> Iterator[list[Extent]]:
        found = []
        for part in self.together:
            extent = part.search(lowered)
            if extent is None:
                return
            found.append(extent)
        yield found

    def _near(self, lowered: str) -> Iterator[list[Extent]]:
        first, *others = self.together
        for start, end in first.findall(lowered)[:_MOST]:
            low, high = _whole_words(lowered, max(0, start - self.before), end + self.near)
            stretch = lowered[low:high]
            found = [part.search(stretch) for part in others]
            if all(found):
                yield [(start, end), *((low + each[0], low + each[1]) for each in found if each)]


def _whole_words(lowered: str, low: int, high: int) -> Extent:
    """A range without the parts of words at its ends: the first four letters of "copyright" say nothing of a copy."""
    while low > 0 and _INSIDE.match(lowered, low - 1):
        low += 1
    while _INSIDE.match(lowered, high - 1):
        high -= 1
    return low, high


def index(*tables: Iterable[Signal]) -> Index[Signal]:
    """Tables of signals, in this order, to be asked together."""
    return Index((each, each.rarest) for table in tables for each in table)


def signal(
    category: str,
    *together: str,
    unless: str = "",
    near: int = 0,
    before: int = 0,
    apart: str = "",
    yields_to: tuple[Signal, ...] = (),
) -> Signal:
    """A signal from the notation of ``terms``."""
    return Signal(
        category,
        tuple(terms(part) for part in together),
        terms(unless) if unless else None,
        near,
        before,
        terms(apart) if apart else None,
        yields_to,
    )
