"""Versions, and what is known of an agreement between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watcher.domain.change import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotRef:
    """A snapshot and what is needed besides its bytes to read it."""

    sha256: str
    url: str
    content_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """Which code and which cut made a clause tree of snapshots. Only trees of equal derivation are compared."""

    pipeline: int
    cut: str
    """``Cut.identity``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text of an agreement that was kept because its content differs from the one before it."""

    id: str
    agreement_id: str
    number: int
    """1 for the first; without gaps."""
    fingerprint: str
    """SHA-256 over what the clauses say, cosmetics folded: equal fingerprints, equal terms."""
    first_seen: datetime
    """When the text was first received; UTC."""
    last_seen: datetime
    """When it was last received; UTC."""
    snapshots: tuple[SnapshotRef, ...]
    """One for each source page, in order."""
    derivation: Derivation
    title: str = ""
    languages: tuple[str, ...] = ()
    taken: float = 1.0
    """The share of the page's visible words that was taken."""
    returns_to: int | None = None
    """The number of the earlier version whose text came back; none for a new text."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A comparison of two kept versions."""

    id: str
    agreement_id: str
    old: int
    """Version number."""
    new: int
    """Version number."""
    at: datetime
    comparison: Comparison


class CheckOutcome(StrEnum):
    """What one check of an agreement came to. ``watcher replay`` prints the same words."""

    FIRST = "first"
    """The first version was recorded."""
    SAME = "same"
    """The terms are what they were."""
    CHANGED = "changed"
    """A new version was recorded."""
    REVERTED = "reverted"
    """The text went back to an earlier version's."""
    VARIANT = "variant"
    """One of the texts between which the page is known to alternate."""
    CANDIDATE = "candidate"
    """A new text was seen; a later fetch has to confirm it."""
    QUARANTINED = "quarantined"
    """What came is not the agreement."""
    FAILED = "failed"
    """Nothing readable came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of one agreement, as kept."""

    id: str
    agreement_id: str
    at: datetime
    outcome: CheckOutcome
    reason: str = ""
    """In words; empty where the outcome says it all."""
    fetch_ids: tuple[str, ...] = ()
    snapshots: tuple[SnapshotRef, ...] = ()
    version: int | None = None
    """The version that the agreement is at after the check."""
    comparison_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A new text that was seen but is not confirmed yet."""

    fingerprint: str
    snapshots: tuple[SnapshotRef, ...]
    first_seen: datetime
    last_seen: datetime
    departed_at: datetime
    """Since when the page has not shown the current version, whatever it showed instead."""
    texts: int = 1
    """How many different texts were seen since then."""
    told: bool = False
    """Whether subscribers were told that the text does not settle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A new text that was seen, and was gone again before it was confirmed."""

    fingerprint: str
    snapshots: tuple[SnapshotRef, ...]
    at: datetime
    """When it was first seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A block of the page that its history showed to be furniture."""

    fingerprint: str
    """As ``Cut.furniture`` names it."""
    text: str
    """How it began when it was learned; for people."""
    since: datetime
    put_back: bool = False
    """Whether an operator put it back: it is read again, and not learned a second time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchState:
    """What is known of an agreement between its versions."""

    agreement_id: str
    last_check: datetime | None = None
    last_success: datetime | None = None
    """When the agreement was last received and recognised."""
    last_outcome: CheckOutcome | None = None
    reason: str = ""
    """Why the last check failed or was quarantined."""
    failing_since: datetime | None = None
    quarantined_since: datetime | None = None
    failures: int = 0
    """Checks in a row that failed or were quarantined."""
    failure_told: bool = False
    """Whether ``agreement.failing`` was raised for this run of failures."""
    candidate: Candidate | None = None
    variants: tuple[str, ...] = ()
    """Fingerprints of the texts that the page alternates with beside the current version's."""
    read: tuple[SnapshotRef, ...] = ()
    """The snapshots last read as the current version; the same bytes need no reading again."""
    read_by: Derivation | None = None
    """What they were read by."""
    read_blocks: str = ""
    """SHA-256 of the blocks that were read then; equal blocks make equal clauses."""
    sightings: tuple[Sighting, ...] = ()
    """Texts that came and went without being confirmed, oldest first; one that comes again is told."""
    furniture: tuple[Learned, ...] = ()
    """What the page's history showed to be furniture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """What is known of a page at an address, whichever agreements share it."""

    url: str
    ref: SnapshotRef
    """The body last received."""
    etag: str = ""
    last_modified: str = ""
    fetched_at: datetime | None = None
