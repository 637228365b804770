"""The history of one clause: how it read in each version in which it changed, why, and who reviewed it.

Clauses keep their ids through renumbering, moves and edits; the stored comparisons say what happened to each id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from watcher.domain.agreement import Agreement
from watcher.domain.change import Change, ChangeKind
from watcher.domain.clause import Clause
from watcher.domain.errors import NotFound
from watcher.domain.review import Entry
from watcher.domain.sentence import Sentence
from watcher.domain.version import Recorded, Version
from watcher.services.ports import ReviewLog, Store

_SAME_WORDS = frozenset({ChangeKind.RENUMBERED, ChangeKind.MOVED})
"""Kinds of changes after which a clause reads as before."""


class ClauseIndex(Protocol):
    """Knows where clauses are. Every method may raise StoreBusy or StoreError."""

    def touching(self, agreement_id: str, clause_id: str) -> list[tuple[Recorded, tuple[str, ...]]]:
        """Comparisons that changed the clause, by their new version, each with the ids of those changes."""

    def first_version(self, agreement_id: str, clause_id: str) -> int | None:
        """The first version in which the clause says something; none where it never did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a clause read from one version on."""

    version: Version
    """The first that has it so."""
    clause: Clause | None
    """None: the version lacks it."""
    change: Change | None
    """What led to it; its spans are what differs from before. None: the clause was there from the first version."""
    comparison_id: str = ""
    others: tuple[Clause, ...] = ()
    """The other clauses of the change, where one was split or several merged: each has a history of its own."""
    entries: tuple[Entry, ...] = ()
    """What was done to the review of the change, oldest first."""
    whole: tuple[Entry, ...] = ()
    """What was done to the review of the whole comparison, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseHistory:
    """One clause through all versions."""

    agreement: Agreement
    clause_id: str
    clause: Clause
    """As it reads now, or as it last read."""
    since: Version
    """Since when it reads so, whatever its number and place."""
    gone: Version | None
    """The first version without it; none where the newest has it."""
    wordings: tuple[Wording, ...]
    """Newest first."""


class Histories:
    """Follows clauses. Reads only, and of the comparisons only those that changed the clause."""

    def __init__(self, store: Store, index: ClauseIndex, log: ReviewLog) -> None:
        self._store = store
        self._index = index
        self._log = log

    def clause(self, agreement_id: str, clause_id: str) -> ClauseHistory:
        """The history of a clause. Raises NotFound."""
        agreement = self._store.agreement(agreement_id).agreement
        versions = {version.number: version for version in self._store.versions(agreement.id)}
        wordings: list[Wording] = []
        for recorded, change_ids in self._index.touching(agreement.id, clause_id):
            entries = self._log.entries(recorded.id)
            wordings += [
                _wording(change, clause_id, versions[recorded.new], recorded, entries)
                for change in recorded.comparison.changes
                if change.id in change_ids
            ]
        first = self._first(agreement, clause_id, wordings, versions)
        wordings = [*([first] if first else []), *wordings]
        standing = [one for one in wordings if one.clause is not None]
        if not standing or standing[-1].clause is None:
            raise NotFound(Sentence("no such clause is kept"), where=clause_id)
        newest = wordings[-1]
        return ClauseHistory(
            agreement=agreement,
            clause_id=clause_id,
            clause=standing[-1].clause,
            since=_since(wordings),
            gone=newest.version if newest.clause is None else None,
            wordings=tuple(reversed(wordings)),
        )

    def _first(
        self, agreement: Agreement, clause_id: str, changed: Sequence[Wording], versions: dict[int, Version]
    ) -> Wording | None:
        """How it read before it was ever changed; none for a clause that came with a change."""
        if changed:
            change = changed[0].change
            before = next((one for one in change.old if one.id == clause_id), None) if change else None
            number = min(versions) if before else None
            if before and number:
                number = self._index.first_version(agreement.id, clause_id) or number
                return Wording(version=versions[number], clause=before, change=None)
            return None
        number = self._index.first_version(agreement.id, clause_id)
        if number is None:
            return None
        tree = self._store.tree(versions[number].id)
        clause = next((one for one in tree.clauses if one.id == clause_id), None)
        return Wording(version=versions[number], clause=clause, change=None)


def _wording(change: Change, clause_id: str, version: Version, recorded: Recorded, entries: Sequence[Entry]) -> Wording:
    own = next((one for one in change.new if one.id == clause_id), None)
    involved = {one.id: one for one in (*change.old, *change.new) if one.id != clause_id}
    return Wording(
        version=version,
        clause=own,
        change=change,
        comparison_id=recorded.id,
        others=tuple(involved.values()),
        entries=tuple(one for one in entries if one.change_id == change.id),
        whole=tuple(one for one in entries if not one.change_id),
    )


def _since(wordings: Sequence[Wording]) -> Version:
    """The version from which on it reads as it does now, or as it last did."""
    since = wordings[0].version
    for one in wordings:
        if one.clause is not None and not (one.change and one.change.kind in _SAME_WORDS):
            since = one.version
    return since
