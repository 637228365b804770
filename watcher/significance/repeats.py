"""The same words put for the same words all over an agreement: a party renamed, a product that has another name.

37 clauses, each: a clause on fees was reworded                       what happened is told nowhere
one clause: 'Acme Ltd' became 'Acme Inc.' in 37 clauses                told once, weighed once
36 clauses: 'Acme Ltd' became 'Acme Inc.', as in 36 other clauses     low: nothing else changed in them
"""

from __future__ import annotations

import re
from collections import Counter

from watcher.domain.change import Change, Comparison
from watcher.significance.findings import Finding
from watcher.significance.regions import regions, texts

OFTEN = 3
"""Clauses in which words must have been put for the same other words to be told as one thing."""
_LONGEST = 80
"""Characters of words that can be a name; a longer stretch is a sentence."""
_NAME = re.compile(r"[A-Z㐀-鿿]")

_Pair = tuple[str, str]


class Repeats:
    """What was replaced by the same words in several clauses. Made once for a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        replaced = {change.id: _replaced(change) for change in comparison.changes if change.spans}
        self._counts = Counter(pair for pairs in replaced.values() for pair in pairs)
        self._pairs = {
            change_id: pairs
            for change_id, pairs in replaced.items()
            if pairs and all(self._counts[pair] >= OFTEN for pair in pairs)
        }
        self._first: dict[_Pair, str] = {}
        for change_id, pairs in self._pairs.items():
            for pair in pairs:
                self._first.setdefault(pair, change_id)

    def told(self, change: Change, found: list[Finding]) -> list[Finding]:
        """What was found in a change, its rewording replaced where it is the same as in other clauses."""
        pairs = self._pairs.get(change.id)
        if not pairs:
            return found
        others = [each for each in found if not (each.on == "words" and each.went in ("changed", "put"))]
        return others + [self._finding(change, pair) for pair in pairs] if len(others) < len(found) else found

    def _finding(self, change: Change, pair: _Pair) -> Finding:
        old, new = pair
        if self._first[pair] != change.id:
            return Finding(on="words", went="again", old=old, new=new, count=self._counts[pair] - 1)
        renamed = bool(_NAME.search(old) and _NAME.search(new))
        went = "renamed" if renamed else "everywhere"
        return Finding(on="words", went=went, old=old, new=new, count=self._counts[pair])


def _replaced(change: Change) -> tuple[_Pair, ...]:
    """The words of a change that were put for others; nothing where any words only came or only went, or are many."""
    old, new = texts(change)
    pairs = {
        (old[each.old_start : each.old_end].strip(), new[each.new_start : each.new_end].strip())
        for each in regions(change)
    }
    if any(not was or not now or max(len(was), len(now)) > _LONGEST for was, now in pairs):
        return ()
    return tuple(sorted(pairs))
