"""Derives kept versions again from their snapshots, after the pipeline or a cut changed. Tells nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watcher.diff import compare, inherit_ids
from watcher.domain.agreement import Agreement
from watcher.domain.clause import ClauseTree
from watcher.domain.errors import WatcherError
from watcher.domain.version import Version
from watcher.services.derive import compared, derivation_of, derive, derived_version
from watcher.services.furniture import furnished
from watcher.services.ports import SnapshotFiles, Store
from watcher.significance import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Reanalyzed:
    """What became of one version."""

    agreement_id: str
    version: int
    changed: bool
    """Whether its clauses read otherwise now."""
    error: str = ""
    """Why it was left as it was; empty when it was derived again."""


def reanalyze(
    agreement: Agreement, store: Store, snapshots: SnapshotFiles, rules: Sequence[Rule] = ()
) -> Iterator[Reanalyzed]:
    """Every version of one agreement, oldest first, each written with its comparison as it is done.

    ``rules`` are the operator's own, by which comparisons are weighed again.
    """
    agreement = furnished(agreement, store.state(agreement.id).furniture)
    before: ClauseTree | None = None
    for version in store.versions(agreement.id):
        kept = store.tree(version.id)
        try:
            again, tree = _again(agreement, version, kept, before, snapshots)
        except WatcherError as error:
            before = kept
            yield Reanalyzed(agreement_id=agreement.id, version=version.number, changed=False, error=str(error))
            continue
        recorded = store.comparison_of(agreement.id, version.number)
        with store.writing() as rows:
            if recorded is not None and before is not None:
                comparison, tree = compared(before, tree, rules)
                rows.replace_comparison(replace(recorded, comparison=comparison))
            rows.replace_derivation(again, tree)
        before = tree
        yield Reanalyzed(
            agreement_id=agreement.id, version=version.number, changed=again.fingerprint != version.fingerprint
        )


def _again(
    agreement: Agreement, version: Version, kept: ClauseTree, before: ClauseTree | None, snapshots: SnapshotFiles
) -> tuple[Version, ClauseTree]:
    """The version as today's code reads it; its clauses keep the ids they have."""
    reading = derive(agreement, version.snapshots, snapshots)
    tree = reading.tree
    if before is None:
        tree, _ = inherit_ids(tree, compare(kept, tree))
    return derived_version(version, reading, derivation_of(agreement)), tree
