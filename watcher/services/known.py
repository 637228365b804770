"""What is known of a page between its versions, brought up to date before anything is decided on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from watcher.domain.agreement import Agreement
from watcher.domain.clause import ClauseTree
from watcher.domain.document import Block, Document
from watcher.domain.errors import NotFound, SnapshotCorrupt, Unreadable
from watcher.domain.version import Learned, SnapshotRef
from watcher.extract import same_but_silent
from watcher.services.derive import History, derive, document_of, snapshot_of
from watcher.services.furniture import Seen, learned, may_teach, only_furniture
from watcher.services.ports import Bodies
from watcher.services.settle import Visit

VERSIONS = 4
"""How many versions back the page's history is searched for furniture."""


def opened(agreement: Agreement, refs: Sequence[SnapshotRef], snapshots: Bodies) -> Document | Unreadable:
    """The pages as one document, or why there is none. Raises SnapshotCorrupt, NotFound, StoreError."""
    try:
        return document_of(agreement, refs, snapshots)
    except Unreadable as unreadable:
        return unreadable


def stands_still(new: Sequence[SnapshotRef], old: Sequence[SnapshotRef], snapshots: Bodies) -> bool:
    """Whether the pages are those last read, but for what no document comes from."""
    if [(ref.url, ref.content_type) for ref in new] != [(ref.url, ref.content_type) for ref in old]:
        return False
    try:
        pairs = [(snapshot_of(a, snapshots), snapshot_of(b, snapshots)) for a, b in zip(old, new, strict=True)]
    except (SnapshotCorrupt, NotFound):
        return False
    return all(same_but_silent(a, b) for a, b in pairs)


def caught_up(visit: Visit, history: History, snapshots: Bodies) -> Visit:
    """With what is known as today's pipeline and cut read it; nothing to do unless versions were derived again."""
    if not history.rederived or history.newest is None:
        return visit
    state, agreement = visit.state, visit.agreement

    def again(refs: Sequence[SnapshotRef]) -> str:
        try:
            return derive(agreement, refs, snapshots).fingerprint
        except (Unreadable, SnapshotCorrupt, NotFound):
            return ""

    sightings = (replace(each, fingerprint=again(each.snapshots)) for each in state.sightings)
    candidate = state.candidate and replace(state.candidate, fingerprint=again(state.candidate.snapshots))
    current = history.newest.fingerprint
    variants = (history.moved.get(each, each) for each in state.variants)
    known = replace(
        state,
        candidate=None if candidate and candidate.fingerprint == current else candidate,
        sightings=tuple(each for each in sightings if each.fingerprint not in ("", current)),
        variants=tuple(each for each in dict.fromkeys(variants) if each != current),
    )
    return replace(visit, known=known, rederived=history.rederived)


def taught(visit: Visit, history: History, tree: ClauseTree, snapshots: Bodies) -> tuple[Learned, ...]:
    """What the page's history, with what came now (``tree``), shows to be furniture."""
    if history.tree is None or not may_teach(history.tree, tree):
        return ()
    agreement = replace(visit.agreement, cut=replace(visit.agreement.cut, furniture=()))
    read: dict[tuple[SnapshotRef, ...], tuple[Block, ...] | None] = {}

    def blocks(refs: tuple[SnapshotRef, ...]) -> tuple[Block, ...] | None:
        if refs not in read:
            try:
                read[refs] = document_of(agreement, refs, snapshots).blocks
            except (Unreadable, SnapshotCorrupt, NotFound):
                read[refs] = None
        return read[refs]

    current, now = history.newest, blocks(visit.refs)
    if current is None or now is None or not only_furniture(blocks(current.snapshots) or (), now):
        return ()
    moments: list[tuple[datetime, tuple[SnapshotRef, ...]]] = []
    for version in history.versions[-VERSIONS:]:
        moments += ((version.first_seen, version.snapshots), (version.last_seen, version.snapshots))
    moments += ((each.at, each.snapshots) for each in visit.state.sightings)
    if visit.state.candidate is not None:
        moments.append((visit.state.candidate.first_seen, visit.state.candidate.snapshots))
    moments.sort(key=lambda moment: moment[0])
    seen = [Seen(at, shown) for at, refs in moments if (shown := blocks(refs)) is not None]
    return learned([*seen, Seen(visit.at, now)], visit.state.furniture)
