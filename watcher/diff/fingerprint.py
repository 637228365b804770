"""A version's fingerprint: equal for texts between which comparing finds nothing.

It is taken over exactly what comparing looks at: labels, words, emphasis and link targets of words, in their order,
each with cosmetics folded. Who stands under whom follows from these. Where one paragraph without a label ends and the
next begins is layout, and left out as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from watcher.diff.marks import Marks, emphasis_of, joined, links_of
from watcher.diff.side import BREAK, Codes, Side
from watcher.domain.clause import ClauseTree


def fingerprint(tree: ClauseTree) -> str:
    """SHA-256 over what the clauses say: 64 lower-case hexadecimal digits."""
    digest = hashlib.sha256()
    for piece in _pieces(Side(tree, Codes())):
        encoded = piece.encode("utf-8", "surrogatepass")
        # Lengths before pieces, so that no text can imitate another piece's boundary.
        digest.update(b"%d:" % len(encoded))
        digest.update(encoded)
    return digest.hexdigest()


def same(old: Side, new: Side) -> bool:
    """Whether the two would have one fingerprint, found out without hashing."""
    return all(a == b for a, b in zip_longest(_pieces(old), _pieces(new)))


def _pieces(side: Side) -> Iterator[str]:
    for start, end in segments(side):
        yield side.label[start]
        yield BREAK.join(said for said in side.said[start:end] if said)
        yield _told(emphasis_in(side, range(start, end)))
        yield _told(links_in(side, range(start, end)))


def segments(side: Side) -> list[tuple[int, int]]:
    """Half-open ranges of clauses: one with a label, and those without that follow it."""
    starts = [index for index, label in enumerate(side.label) if label or index == 0]
    return list(pairwise([*starts, len(side)]))


def emphasis_in(side: Side, indices: range) -> Marks:
    """The emphasis on the words of clauses that follow one another."""
    return joined((side.words(index), emphasis_of(side.clauses[index])) for index in indices)


def links_in(side: Side, indices: range) -> Marks:
    """The link targets of the words of clauses that follow one another."""
    return joined((side.words(index), links_of(side.clauses[index])) for index in indices)


def _told(marks: Marks) -> str:
    return BREAK.join(f"{number} {' '.join(sorted(said))}" for number, said in sorted(marks.items()))
