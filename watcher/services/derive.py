"""From kept snapshots to clauses and comparisons. The same snapshots and the same cut always give the same reading."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

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
from watcher.extract import declared, join, read
from watcher.recognise import RECOGNISED, Verdict, recognise
from watcher.services.ports import Bodies, Kept
from watcher.significance import Rule, assess

log = structlog.get_logger("watcher.derive")

PIPELINE = 3
"""The number of the code that turns snapshots into clause trees. Raise it when the same bytes give another tree:
stored versions are then derived again, and nobody is told that terms changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the pipeline made of an agreement's pages."""

    document: Document
    tree: ClauseTree
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All versions of an agreement, oldest first, the newest as today's pipeline and cut read it."""

    versions: list[Version]
    tree: ClauseTree | None
    """The newest version's."""
    rederived: tuple[tuple[Version, ClauseTree], ...] = ()
    """What had to be derived again for that."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Fingerprints that became others by it."""

    @property
    def newest(self) -> Version | None:
        return self.versions[-1] if self.versions else None


def derivation_of(agreement: Agreement) -> Derivation:
    """What today's code and the agreement's cut are called."""
    return Derivation(pipeline=PIPELINE, cut=agreement.cut.identity)


def snapshot_of(ref: SnapshotRef, snapshots: Bodies) -> Snapshot:
    """The bytes and what is needed besides. Raises SnapshotCorrupt, NotFound, StoreError."""
    return Snapshot(body=snapshots.read(ref.sha256), content_type=ref.content_type, url=ref.url)


def document_of(agreement: Agreement, refs: Sequence[SnapshotRef], snapshots: Bodies) -> Document:
    """The pages of one agreement, in order, as one document.

    Raises Unreadable where no document can be made of a page, and SnapshotCorrupt, NotFound or StoreError where its
    bytes cannot be had.
    """
    # The part behind # says which agreement of a page is watched; it is never sent, so no answer names it.
    sources = agreement.sources if len(agreement.sources) == len(refs) else [ref.url for ref in refs]
    return join(
        [
            read(
                snapshot_of(ref, snapshots),
                agreement.cut,
                title=agreement.title,
                languages=agreement.languages,
                anchor=urlsplit(source).fragment,
            )
            for ref, source in zip(refs, sources, strict=True)
        ]
    )


def mark_of(document: Document | Unreadable) -> str:
    """SHA-256 over all that clauses are made of: equal marks, equal clauses under one pipeline. Empty for none."""
    if isinstance(document, Unreadable):
        return ""
    return hashlib.sha256(repr((document.title, document.blocks)).encode("utf-8", "surrogatepass")).hexdigest()


def reading_of(document: Document) -> Reading:
    """The document's clauses."""
    tree = outline(document)
    return Reading(document=document, tree=tree, fingerprint=fingerprint(tree))


def derive(agreement: Agreement, refs: Sequence[SnapshotRef], snapshots: Bodies) -> Reading:
    """Read the pages of one agreement, in order, into one tree. Raises what ``document_of`` raises."""
    return reading_of(document_of(agreement, refs, snapshots))


def judged(
    agreement: Agreement,
    refs: Sequence[SnapshotRef],
    document: Document | Unreadable,
    history: History,
    snapshots: Bodies,
    *,
    accepted: bool = False,
) -> tuple[Reading, Verdict]:
    """What the pages say, and whether that is the agreement; ``document`` is what reading them came to.

    ``accepted``: an operator said that it is, and no rule is asked.
    Where the operator's selectors match nothing the pages are looked at whole: a challenge or sign-in page that came in
    the agreement's place is named as what it is. Raises Unreadable, SnapshotCorrupt, NotFound, StoreError.
    """
    if not isinstance(document, Unreadable):
        reading = reading_of(document)
        return reading, RECOGNISED if accepted else _verdict(agreement, refs, reading, history, snapshots)
    if document.reason != "selector" or accepted:
        raise document
    reading = derive(replace(agreement, cut=Cut()), refs, snapshots)
    verdict = _verdict(agreement, refs, reading, history, snapshots)
    if verdict.agreement:
        raise document
    return reading, verdict


def _verdict(
    agreement: Agreement, refs: Sequence[SnapshotRef], reading: Reading, history: History, snapshots: Bodies
) -> Verdict:
    newest = history.newest
    if newest is not None and reading.fingerprint == newest.fingerprint:
        return RECOGNISED
    former = newest.snapshots if newest is not None else ()
    return recognise(
        reading.document,
        reading.tree,
        agreement=agreement,
        previous=history.tree,
        final_url=refs[0].url,
        previous_url=former[0].url if former else "",
        declared=_declared(refs, snapshots),
        previously_declared=_declared(former, snapshots),
    )


def _declared(refs: Sequence[SnapshotRef], snapshots: Bodies) -> tuple[str, ...]:
    """What the pages' markup says of itself; nothing where a body is lost, which must not keep a new text from us."""
    try:
        return tuple(said for ref in refs for said in declared(snapshots.read(ref.sha256)))
    except (SnapshotCorrupt, NotFound):
        return ()


def up_to_date(agreement: Agreement, store: Kept, snapshots: Bodies, variants: Collection[str] = ()) -> History:
    """The history; the newest version and those whose texts are ``variants`` as today's pipeline and cut read them.

    A cut that no longer fits the stored pages (the operator mended a selector because the page was rebuilt) leaves the
    stored tree as it is: a comparison with what was read then is worth more than none.
    """
    versions = store.versions(agreement.id)
    if not versions:
        return History(versions=[], tree=None)
    current, wanted = versions[-1], derivation_of(agreement)
    tree = store.tree(current.id)
    if current.derivation == wanted:
        return History(versions=versions, tree=tree)
    rederived, moved = [], {}
    for at, version in enumerate(versions):
        if version is not current and version.fingerprint not in variants:
            continue
        try:
            reading = derive(agreement, version.snapshots, snapshots)
        except (Unreadable, SnapshotCorrupt, NotFound) as error:
            log.warning("kept the old reading", agreement=agreement.id, version=version.number, error=str(error))
            continue
        before = store.tree(version.id)
        again, _ = inherit_ids(reading.tree, compare(before, reading.tree))
        versions[at] = derived_version(version, reading, wanted)
        rederived.append((versions[at], again))
        moved[version.fingerprint] = reading.fingerprint
        tree = again if version is current else tree
    return History(versions=versions, tree=tree, rederived=tuple(rederived), moved=moved)


def compared(old: ClauseTree, new: ClauseTree, rules: Sequence[Rule] = ()) -> tuple[Comparison, ClauseTree]:
    """What changed and how much it matters; and the new tree, its clauses under the ids of their predecessors.

    ``rules`` are the operator's own, which stand before the shipped ones.
    """
    inherited, comparison = inherit_ids(new, compare(old, new))
    return assess(comparison, old, inherited, overrides=rules), inherited


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
