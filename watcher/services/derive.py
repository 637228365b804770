"""From kept snapshots to clauses. Pure of decisions: the same snapshots and cut always give the same reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.clauses import outline
from watcher.diff import fingerprint
from watcher.domain.agreement import Agreement
from watcher.domain.clause import ClauseTree
from watcher.domain.document import Document
from watcher.domain.snapshot import Snapshot
from watcher.domain.version import Derivation, SnapshotRef, Version
from watcher.extract import join, read
from watcher.services.ports import SnapshotFiles

PIPELINE = 1
"""The number of the code that turns snapshots into clause trees. Raise it when the same bytes give another tree:
stored versions are then derived again, and nobody is told that terms changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the pipeline made of an agreement's pages."""

    document: Document
    tree: ClauseTree
    fingerprint: str


def derivation_of(agreement: Agreement) -> Derivation:
    """What today's code and the agreement's configured cut are called."""
    return Derivation(pipeline=PIPELINE, cut=agreement.cut.identity)


def derive(agreement: Agreement, refs: Sequence[SnapshotRef], snapshots: SnapshotFiles) -> Reading:
    """Read the pages of one agreement, in order, into one tree.

    Raises Unreadable where no document can be made of a page, and SnapshotCorrupt, NotFound or StoreError where its
    bytes cannot be had.
    """
    documents = [
        read(
            Snapshot(body=snapshots.read(ref.sha256), content_type=ref.content_type, url=ref.url),
            agreement.cut,
            title=agreement.title,
            languages=agreement.languages,
        )
        for ref in refs
    ]
    document = documents[0] if len(documents) == 1 else join(documents)
    tree = outline(document)
    return Reading(document=document, tree=tree, fingerprint=fingerprint(tree))


def derived_version(version: Version, reading: Reading, derivation: Derivation) -> Version:
    """The same version as this reading shows it: number, times and snapshots stay."""
    return Version(
        id=version.id,
        agreement_id=version.agreement_id,
        number=version.number,
        fingerprint=reading.fingerprint,
        first_seen=version.first_seen,
        last_seen=version.last_seen,
        snapshots=version.snapshots,
        derivation=derivation,
        title=reading.tree.title,
        languages=reading.tree.languages,
        taken=reading.document.taken,
        returns_to=version.returns_to,
        warnings=(*reading.document.warnings, *reading.tree.warnings),
    )
