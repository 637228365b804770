"""A version's fingerprint: equal for texts between which comparing finds nothing.

It is taken over exactly what comparing looks at: the clauses in their order, labels, words, emphasis and link targets
of words, each with cosmetics folded. Who stands under whom follows from these and is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from watcher.diff.marks import Marks, emphasis_of, links_of
from watcher.diff.side import Codes, Side
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
    return len(old) == len(new) and all(a == b for a, b in zip(_pieces(old), _pieces(new), strict=False))


def _pieces(side: Side) -> Iterator[str]:
    for index, clause in enumerate(side.clauses):
        yield side.label[index]
        yield side.said[index]
        yield _told(emphasis_of(clause))
        yield _told(links_of(clause))


def _told(marks: Marks) -> str:
    return "\x1f".join(f"{number} {' '.join(sorted(said))}" for number, said in sorted(marks.items()))
