"""Clause ids that survive from version to version: a clause takes the id of the one it succeeds."""

from __future__ import annotations

from dataclasses import replace

from watcher.domain.change import Change, Comparison
from watcher.domain.clause import Clause, ClauseTree


def inherit_ids(new: ClauseTree, comparison: Comparison) -> tuple[ClauseTree, Comparison]:
    """The new tree with its clauses named as their predecessors were, and the comparison with the same names.

    ``comparison`` is that of the old tree with ``new``. A clause without a predecessor keeps its id, or where an old
    clause bore that id (even one that is gone: history must not mix the two) takes it with a number behind it.
    Ids stay unique in the tree. Ids of changes are left as they are.
    """
    names = _names(new, comparison)
    clauses = tuple(_renamed(clause, names) for clause in new.clauses)
    changes = tuple(_renamed_in(change, names) for change in comparison.changes)
    pairs = tuple((old, names[successor]) for old, successor in comparison.pairs)
    return replace(new, clauses=clauses), replace(comparison, changes=changes, pairs=pairs)


def _names(new: ClauseTree, comparison: Comparison) -> dict[str, str]:
    names = {successor: old for old, successor in comparison.pairs}
    taken = {old for old, _ in comparison.pairs}
    taken |= {clause.id for change in comparison.changes for clause in change.old}
    for clause in new.clauses:
        if clause.id in names:
            continue
        name, number = clause.id, 1
        while name in taken:
            number += 1
            name = f"{clause.id}-{number}"
        names[clause.id] = name
        taken.add(name)
    return names


def _renamed(clause: Clause, names: dict[str, str]) -> Clause:
    return replace(clause, id=names.get(clause.id, clause.id), pair=names.get(clause.pair, clause.pair))


def _renamed_in(change: Change, names: dict[str, str]) -> Change:
    return replace(change, new=tuple(_renamed(clause, names) for clause in change.new))
