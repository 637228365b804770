"""Several editions of one agreement on a page: the one in force, the one that comes, the one for another country.

    old  Part A, of 2030                       new  Part A, of 2031
           1.3 We translate your letters.             2 Fees: 50 coins.
           2 Fees: 40 coins.                        Part B, of 2030
         Part B, of 2029                              1.3 We translate your letters.
           2 Fees: 30 coins.                          2 Fees: 40 coins.

Ugly, by content alone:   moved A 1.3 → B 1.3,  moved A 2 → B 2,  moved and modified B 2 → A 2 (30 → 50)
Wanted:                   removed A 1.3,  modified A 2 (40 → 50),  added B 1.3,  modified B 2 (30 → 40)

The new Part B says what the old Part A said, but whoever relies on Part A reads Part A.
"""

from __future__ import annotations

from collections.abc import Sequence

from watcher.diff.matching import NOBODY, Matching
from watcher.diff.side import Side

_SHARED = 0.5
"""The share of the texts of a part that another must say too, for both to be editions."""
_TEXTS = 4
_WORDS = 5


def link_editions(matching: Matching) -> None:
    """Link the heads of editions in their order, where both sides hold as many, and keep clauses to theirs."""
    olds, news = _heads(matching.old), _heads(matching.new)
    if len(olds) != len(news):
        return
    for i, j in zip(olds, news, strict=True):
        matching.link(i, j)
    matching.keep_apart(_numbered(matching.old, olds), _numbered(matching.new, news))


def _heads(side: Side) -> list[int]:
    top = side.roots if len(side.roots) != 1 else side.children[side.roots[0]]
    texts = {head: _texts(side, head) for head in top}
    large = [head for head in top if len(texts[head]) >= _TEXTS]
    if len(large) > _MANY:
        return []
    return [
        head
        for head in large
        if any(
            len(texts[head] & texts[other]) >= _SHARED * min(len(texts[head]), len(texts[other]))
            for other in large
            if other != head
        )
    ]


_MANY = 50  # every part is held against every other


def _texts(side: Side, head: int) -> set[str]:
    return {side.said[under] for under in side.beneath(head) if side.words(under) >= _WORDS}


def _numbered(side: Side, heads: Sequence[int]) -> list[int]:
    editions = [NOBODY] * len(side)
    for number, head in enumerate(heads):
        editions[head] = number
        for under in side.beneath(head):
            editions[under] = number
    return editions
