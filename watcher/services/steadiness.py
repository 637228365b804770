"""Is a new text here to stay? Decides on fingerprints alone, so that checks and replays decide alike.

The ugly way, with a page whose servers disagree (texts A and B), an alert for every line:

    A  B  A  B  A  B        first, changed, changed, changed, changed, changed

The wanted way: one alert, one return, one word that the page alternates, then silence until a third text comes:

    A  B  A  B  A  B        first, changed, reverted, variant (told once), same, variant
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watcher.domain.version import Candidate, CheckOutcome, Sighting, SnapshotRef, Version

UNSETTLED_TEXTS = 3
UNSETTLED_AFTER = timedelta(days=1)
VARIANT_STAYS_AFTER = timedelta(days=7)
"""A variant that is all we have seen for so long is no variant any more, but what the terms now are."""
SIGHTINGS = 8
REMEMBERED = timedelta(days=30)
"""How many texts that came and went are remembered, and for how long."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands in an agreement's history."""

    outcome: CheckOutcome
    """first, same, variant, reverted or changed."""
    returns_to: int | None = None
    """For reverted: the number of the version that had this text."""
    new_variant: bool = False
    """For variant: whether this is the moment the page shows itself to alternate."""


def place(fingerprint: str, versions: Sequence[Version], variants: Sequence[str], at: datetime) -> Place:
    """Where a recognised text stands; ``versions`` oldest first, ``variants`` as the agreement's state knows them."""
    if not versions:
        return Place(CheckOutcome.FIRST)
    current = versions[-1]
    if fingerprint == current.fingerprint:
        return Place(CheckOutcome.SAME)
    earlier = next((version for version in reversed(versions[:-1]) if version.fingerprint == fingerprint), None)
    if fingerprint in variants:
        if at - current.last_seen < VARIANT_STAYS_AFTER:
            return Place(CheckOutcome.VARIANT)
    elif earlier is not None and current.returns_to is not None and earlier is versions[-2]:
        return Place(CheckOutcome.VARIANT, new_variant=True)
    if earlier is not None:
        return Place(CheckOutcome.REVERTED, returns_to=earlier.number)
    return Place(CheckOutcome.CHANGED)


def sighted(
    candidate: Candidate | None, fingerprint: str, snapshots: tuple[SnapshotRef, ...], at: datetime
) -> Candidate:
    """The candidate after a text other than the current version's was seen (again, or for the first time)."""
    if candidate is None:
        return Candidate(fingerprint=fingerprint, snapshots=snapshots, first_seen=at, last_seen=at, departed_at=at)
    if candidate.fingerprint == fingerprint:
        # Earlier than before only when the clock was set back: then the waiting begins anew.
        return replace(candidate, first_seen=min(candidate.first_seen, at), last_seen=at)
    return replace(
        candidate,
        fingerprint=fingerprint,
        snapshots=snapshots,
        first_seen=at,
        last_seen=at,
        texts=candidate.texts + 1,
    )


def confirmed(candidate: Candidate | None, fingerprint: str, at: datetime, confirm_after: timedelta) -> bool:
    """Whether a text may be believed: seen before, ``confirm_after`` ago or earlier, with no other text in between.

    A negative ``confirm_after`` believes the first sight; zero believes the second, however soon.
    """
    if confirm_after < timedelta():
        return True
    return candidate is not None and candidate.fingerprint == fingerprint and at - candidate.first_seen >= confirm_after


def unsettled(candidate: Candidate, at: datetime) -> bool:
    """Whether the page has failed to settle on one text for so long that it must be said."""
    return candidate.texts >= UNSETTLED_TEXTS or (candidate.texts > 1 and at - candidate.departed_at >= UNSETTLED_AFTER)


def remembered(
    sightings: Sequence[Sighting], candidate: Candidate | None, fingerprint: str, at: datetime
) -> tuple[Sighting, ...]:
    """What came and went, after ``fingerprint`` was seen and a candidate with another text was gone."""
    kept = [each for each in sightings if each.fingerprint != fingerprint and at - each.at < REMEMBERED]
    if candidate is not None and candidate.fingerprint != fingerprint:
        kept = [each for each in kept if each.fingerprint != candidate.fingerprint]
        kept.append(Sighting(fingerprint=candidate.fingerprint, snapshots=candidate.snapshots, at=candidate.first_seen))
    return tuple(kept[-SIGHTINGS:])


def came_again(
    sightings: Sequence[Sighting], fingerprint: str, at: datetime, confirm_after: timedelta
) -> Sighting | None:
    """The sighting of a text that was seen, gone, and now came again: two fetches saw it, so it is there."""
    return next(
        (each for each in sightings if each.fingerprint == fingerprint and confirm_after <= at - each.at < REMEMBERED),
        None,
    )
