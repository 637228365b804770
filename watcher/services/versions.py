"""New versions and their comparisons, as rows to be kept."""

from __future__ import annotations

from dataclasses import replace

from watcher.domain.change import Comparison
from watcher.domain.version import Recorded, Version
from watcher.services.derive import Reading, derivation_of, derived_version
from watcher.services.settle import Visit, row_id
from watcher.services.steadiness import Place


def first_version(visit: Visit, reading: Reading) -> Version:
    """Number 1, first seen now."""
    agreement = visit.agreement
    blank = Version(
        id=row_id("ver", agreement.id, 1, reading.fingerprint),
        agreement_id=agreement.id,
        number=1,
        fingerprint=reading.fingerprint,
        first_seen=visit.at,
        last_seen=visit.at,
        snapshots=visit.refs,
        derivation=derivation_of(agreement),
    )
    return derived_version(blank, reading, blank.derivation)


def next_version(visit: Visit, reading: Reading, current: Version, found: Place) -> Version:
    """The version after ``current``; a confirmed text counts from when it was first sighted."""
    candidate = visit.before.candidate
    sighted_before = candidate is not None and candidate.fingerprint == reading.fingerprint
    number = current.number + 1
    return replace(
        first_version(visit, reading),
        id=row_id("ver", visit.agreement.id, number, reading.fingerprint),
        number=number,
        first_seen=candidate.first_seen if candidate is not None and sighted_before else visit.at,
        returns_to=found.returns_to,
    )


def recorded(visit: Visit, current: Version, version: Version, comparison: Comparison) -> Recorded:
    """The comparison that led from ``current`` to ``version``."""
    return Recorded(
        id=row_id("cmp", visit.agreement.id, current.number, version.number, version.fingerprint),
        agreement_id=visit.agreement.id,
        old=current.number,
        new=version.number,
        at=visit.at,
        comparison=comparison,
    )
