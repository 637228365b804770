"""From kept snapshots to clauses and comparisons. The same snapshots and the same cut always give the same reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from watcher.clauses import outline
from watcher.diff import compare, fingerprint, inherit_ids
from watcher.domain.agreement import Agreement, Cut
from watcher.domain.change import Comparison
from watcher.domain.clause import ClauseTree
from watcher.domain.document import Document
from watcher.domain.errors import NotFound, SnapshotCorrupt, Unreadable
from watcher.domain.snapshot import Snapshot
from watcher.domain.version import Derivation, SnapshotRef, Version
from watcher.extract import join, read
from watcher.recognise import Verdict, recognise
from watcher.services.ports import SnapshotFiles, Store
from watcher.significance import assess

log = structlog.get_logger("watcher.derive")

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


def recognised(
    agreement: Agreement, refs: Sequence[SnapshotRef], previous: ClauseTree | None, snapshots: SnapshotFiles
) -> tuple[Reading, Verdict]:
    """What the pages say, and whether that is the agreement.

    Where the operator's selectors match nothing the pages are looked at whole: a challenge or sign-in page that came in
    the agreement's place is named as what it is. Raises Unreadable, SnapshotCorrupt, NotFound, StoreError.
    """
    try:
        reading = derive(agreement, refs, snapshots)
    except Unreadable as unreadable:
        if unreadable.reason != "selector":
            raise
        reading = derive(replace(agreement, cut=Cut()), refs, snapshots)
        verdict = _verdict(agreement, refs, reading, previous)
        if verdict.agreement:
            raise
        return reading, verdict
    return reading, _verdict(agreement, refs, reading, previous)


def _verdict(
    agreement: Agreement, refs: Sequence[SnapshotRef], reading: Reading, previous: ClauseTree | None
) -> Verdict:
    return recognise(reading.document, reading.tree, agreement=agreement, previous=previous, final_url=refs[0].url)


def up_to_date(
    agreement: Agreement, store: Store, snapshots: SnapshotFiles
) -> tuple[list[Version], ClauseTree | None, tuple[Version, ClauseTree] | None]:
    """All versions, oldest first, and the newest one's tree as today's pipeline and cut read it.

    Third comes the newest version as derived again, where that was needed. A cut that no longer fits the stored pages
    (the operator mended a selector because the page was rebuilt) leaves the stored tree as it is: a comparison with
    what was read then is worth more than none.
    """
    versions = store.versions(agreement.id)
    if not versions:
        return [], None, None
    current, wanted = versions[-1], derivation_of(agreement)
    tree = store.tree(current.id)
    if current.derivation == wanted:
        return versions, tree, None
    try:
        reading = derive(agreement, current.snapshots, snapshots)
    except (Unreadable, SnapshotCorrupt, NotFound) as error:
        log.warning("kept the old reading", agreement=agreement.id, version=current.number, error=str(error))
        return versions, tree, None
    inherited, _ = inherit_ids(reading.tree, compare(tree, reading.tree))
    again = derived_version(current, reading, wanted)
    return [*versions[:-1], again], inherited, (again, inherited)


def compared(old: ClauseTree, new: ClauseTree) -> tuple[Comparison, ClauseTree]:
    """What changed and how much it matters; and the new tree, its clauses under the ids of their predecessors."""
    inherited, comparison = inherit_ids(new, compare(old, new))
    return assess(comparison, old, inherited), inherited


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
