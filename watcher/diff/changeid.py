"""Names for changes that are the same whenever the same clauses are compared."""

from __future__ import annotations

import hashlib

from watcher.domain.change import ChangeKind
from watcher.domain.clause import Clause


def change_id(kind: ChangeKind, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> str:
    """Twelve hexadecimal digits, from what happened to which clauses."""
    said = "\x1f".join((kind, *(clause.id for clause in old), "\x1e", *(clause.id for clause in new)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
