"""A version's fingerprint: equal for texts between which comparing finds nothing.

It is taken over exactly what comparing looks at: labels, words, emphasis and link targets of words, in their order,
each with cosmetics folded. Who stands under whom follows from these. Where one paragraph without a label ends and the
next begins is layout, and left out as well; so is whether ``(a)`` and ``(b)`` are a list or run on in a sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest

from watcher.diff.marks import Marks, Word, emphasis_of, joined, links_of, words_of
from watcher.diff.side import BREAK, Codes, Side, count
from watcher.diff.tokens import tokenize
from watcher.domain.clause import Clause, ClauseTree


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
    for start, end in stretches(side):
        indices = range(start, end)
        yield side.label[start]
        yield said_in(side, indices)
        yield _told(emphasis_in(side, indices))
        yield _told(links_in(side, indices))


def segments(side: Side) -> list[tuple[int, int]]:
    """Half-open ranges of clauses: one with a label, and those without that follow it."""
    return _ranges(side, side.label)


def stretches(side: Side) -> list[tuple[int, int]]:
    """The same, but that the labels of items begin none: a list's items stand with what announces them."""
    return _ranges(side, [label if not item else "" for label, item in zip(side.label, side.item, strict=True)])


def _ranges(side: Side, labels: Sequence[str]) -> list[tuple[int, int]]:
    starts = [index for index, label in enumerate(labels) if label or index == 0]
    return list(pairwise([*starts, len(side)]))


def said_in(side: Side, indices: range) -> str:
    """What clauses that follow one another say, the labels of items as words between; that of the first is none."""
    return BREAK.join(said for index in indices for said in (_item(side, indices, index), side.said[index]) if said)


def emphasis_in(side: Side, indices: range) -> Marks:
    """The emphasis on the words of ``said_in``."""
    return _marks_in(side, indices, emphasis_of)


def links_in(side: Side, indices: range) -> Marks:
    """The link targets of the words of ``said_in``."""
    return _marks_in(side, indices, links_of)


def words_in(side: Side, indices: range) -> list[Word]:
    """The printed words of ``said_in``."""
    found: list[Word] = []
    for index in indices:
        if _item(side, indices, index):
            found += ((side.label[index], token) for token in tokenize(side.label[index]))
        found += words_of(side.clauses[index])
    return found


def _item(side: Side, indices: range, index: int) -> str:
    return side.item[index] if index != indices[0] else ""


def _marks_in(side: Side, indices: range, marks_of: Callable[[Clause], Marks]) -> Marks:
    marks = [marks_of(side.clauses[index]) for index in indices]
    if not any(marks):
        return {}
    parts: list[tuple[int, Marks]] = []
    for index, marked in zip(indices, marks, strict=True):
        parts += ((count(_item(side, indices, index)), {}), (side.words(index), marked))
    return joined(parts)


def _told(marks: Marks) -> str:
    return BREAK.join(f"{number} {' '.join(sorted(said))}" for number, said in sorted(marks.items()))
