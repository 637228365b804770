"""What a check came to, as one value that is written in one transaction.

``check`` decides; the functions here put the decision into rows: the new state, the version, the comparison, the
event and the deliveries that it causes. ``write`` is the only place that records a check.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity
from watcher.domain.clause import ClauseTree
from watcher.domain.delivery import Delivery, Event, EventType
from watcher.domain.errors import StoreBusy
from watcher.domain.fetch import Fetch
from watcher.domain.sentence import Sentence
from watcher.domain.version import (
    Candidate,
    Check,
    CheckOutcome,
    Learned,
    PageState,
    Recorded,
    SnapshotRef,
    Version,
    WatchState,
)
from watcher.services.furniture import furnished, lesson
from watcher.services.ports import Store
from watcher.services.steadiness import Place, remembered, unsettled
from watcher.services.tell import Audience, departures, event, version_mark
from watcher.significance import categorize

FAILING_CHECKS = 3
FAILING_AFTER = timedelta(hours=24)
"""After so many failures in a row, or so long a time, subscribers are told that silence means nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at an agreement: what is known before anything is decided."""

    agreement: Agreement
    at: datetime
    before: WatchState
    fetches: tuple[Fetch, ...] = ()
    pages: tuple[PageState, ...] = ()
    known: WatchState | None = None
    """``before`` as today's pipeline and cut read it, with what was learned since; none: as it is."""
    blocks: str = ""
    """The mark of the blocks that the pages were read as."""
    rederived: tuple[tuple[Version, ClauseTree], ...] = ()
    """Versions derived again because the pipeline or the cut changed."""
    lesson: str = ""
    """What this visit showed to be furniture, in words."""
    accepted: str = ""
    """Why the pages were quarantined that an operator says are the agreement; empty: nobody said so."""

    def received(self, pages: tuple[PageState, ...]) -> Visit:
        """With the pages that came; each fetch then names the body it received, or the one a 304 says still holds."""
        fetches = zip(self.fetches, pages, strict=True)
        named = tuple(replace(fetch, sha256=page.ref.sha256) for fetch, page in fetches)
        return replace(self, pages=pages, fetches=named)

    def taught(self, lessons: tuple[Learned, ...]) -> Visit:
        """With more blocks set aside as furniture from now on."""
        furniture = (*self.state.furniture, *lessons)
        return replace(
            self,
            agreement=furnished(self.agreement, furniture),
            known=replace(self.state, furniture=furniture),
            lesson=lesson(lessons),
        )

    @property
    def refs(self) -> tuple[SnapshotRef, ...]:
        return tuple(page.ref for page in self.pages)

    @property
    def state(self) -> WatchState:
        """What decisions are made on, and built upon."""
        return self.known or self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Everything that one check writes."""

    visit: Visit
    outcome: CheckOutcome
    state: WatchState
    reason: str = ""
    seen: Version | None = None
    """The kept version whose text was seen again."""
    version: tuple[Version, ClauseTree] | None = None
    """A new version."""
    recorded: Recorded | None = None
    events: tuple[Event, ...] = ()
    deliveries: tuple[Delivery, ...] = ()

    @property
    def alert(self) -> bool:
        """Whether terms changed or came back in a way that is told."""
        return any(happened.type in (EventType.CHANGED, EventType.REVERTED) for happened in self.events)


def fault(visit: Visit, outcome: CheckOutcome, reason: str) -> Settlement:
    """Nothing readable came, or what came is not the agreement."""
    before, at = visit.state, visit.at
    since = before.failing_since or before.quarantined_since or at
    failures = before.failures + 1
    tell = not before.failure_told and (failures >= FAILING_CHECKS or at - since >= FAILING_AFTER)
    quarantined = outcome is CheckOutcome.QUARANTINED
    state = replace(
        before,
        last_check=at,
        last_outcome=outcome,
        reason=reason,
        failures=failures,
        failing_since=None if quarantined else since,
        quarantined_since=since if quarantined else None,
        failure_told=before.failure_told or tell,
    )
    events = (event(EventType.FAILING, visit.agreement.id, failing_mark(since), at, reason=reason),) if tell else ()
    return Settlement(visit=visit, outcome=outcome, state=state, reason=reason, events=events)


def success(
    visit: Visit, outcome: CheckOutcome, fingerprint: str, *, candidate: Candidate | None = None, reason: str = ""
) -> Settlement:
    """The agreement was read; whoever was told that it could not be is told of the recovery."""
    before, at = visit.state, visit.at
    state = replace(
        before,
        last_check=at,
        last_success=at,
        last_outcome=outcome,
        reason="",
        failures=0,
        failing_since=None,
        quarantined_since=None,
        failure_told=False,
        candidate=candidate,
        sightings=remembered(before.sightings, before.candidate, fingerprint, at),
    )
    events: tuple[Event, ...] = ()
    if before.failure_told:
        since = before.failing_since or before.quarantined_since or at
        said = Sentence("readable again since {moment}", moment=f"{at:%Y-%m-%d %H:%M} UTC")
        events = (event(EventType.RECOVERED, visit.agreement.id, failing_mark(since), at, reason=said),)
    return Settlement(visit=visit, outcome=outcome, state=state, reason=reason, events=events)


def same(visit: Visit, current: Version, *, reason: str = "") -> Settlement:
    """The page shows the current version."""
    settled = success(visit, CheckOutcome.SAME, current.fingerprint, reason=reason)
    events, left = settled.events, visit.state.candidate
    if left is not None and left.told:
        mark = f"{version_mark(current.number, current.fingerprint)}:{left.departed_at.timestamp():.0f}"
        said = Sentence("the page settled on version {number} again", number=current.number)
        events = (*events, event(EventType.REVERTED, visit.agreement.id, mark, visit.at, reason=said))
    state = _read_as(settled.state, visit, current)
    return replace(settled, state=state, seen=current, events=events)


def variant(
    visit: Visit, current: Version, fingerprint: str, *, new: bool, told_by: Recorded | None = None
) -> Settlement:
    """The page shows a text that it is known to alternate with; ``told_by`` compares it with the current one."""
    settled = success(visit, CheckOutcome.VARIANT, fingerprint, reason=_alternates_with(current))
    if not new:
        return settled
    mark = f"{current.number}:{fingerprint}"
    state = replace(settled.state, variants=(*settled.state.variants, fingerprint))
    return replace(settled, state=state, events=(*settled.events, _alternates(visit, mark, told_by)))


def alternating(visit: Visit, current: Version, version: Version, tree: ClauseTree, recorded: Recorded) -> Settlement:
    """A text that was seen, gone and seen again is recorded, and with it that the page alternates: told once."""
    settled = success(visit, CheckOutcome.VARIANT, version.fingerprint, reason=_alternates_with(current))
    state = _read_as(replace(settled.state, variants=(*settled.state.variants, current.fingerprint)), visit, version)
    settled = replace(settled, state=state, version=(version, tree), recorded=recorded)
    if recorded.comparison.severity is Severity.NONE:
        return settled
    mark = version_mark(version.number, version.fingerprint)
    return replace(settled, events=(*settled.events, _alternates(visit, mark, recorded)))


def _alternates_with(current: Version) -> Sentence:
    return Sentence("alternates with version {number}", number=current.number)


def _alternates(visit: Visit, mark: str, told_by: Recorded | None) -> Event:
    said = Sentence("the page alternates between two texts; it stays silent about both until a third one comes")
    comparison_id = told_by.id if told_by is not None else ""
    return event(EventType.UNSETTLED, visit.agreement.id, mark, visit.at, comparison_id=comparison_id, reason=said)


def waiting(visit: Visit, current: Version, candidate: Candidate) -> Settlement:
    """A new text was seen and has to be confirmed; when it fails to settle for too long, that is told once."""
    tell = not candidate.told and unsettled(candidate, visit.at)
    candidate = replace(candidate, told=candidate.told or tell)
    settled = success(
        visit,
        CheckOutcome.CANDIDATE,
        candidate.fingerprint,
        candidate=candidate,
        reason=Sentence("a new text waits to be confirmed"),
    )
    if not tell:
        return settled
    said = Sentence(
        "{count} different texts were received since {moment}, and none of them stayed",
        count=candidate.texts,
        moment=f"{candidate.departed_at:%Y-%m-%d %H:%M} UTC",
    )
    mark = unsettled_mark(current, candidate)
    happened = event(EventType.UNSETTLED, visit.agreement.id, mark, visit.at, reason=said)
    return replace(settled, events=(*settled.events, happened))


def new_version(
    visit: Visit, found: Place, version: Version, tree: ClauseTree, recorded: Recorded | None = None
) -> Settlement:
    """A first, changed or returned text is recorded; it is told where something in it matters."""
    settled = success(visit, found.outcome, version.fingerprint)
    state = _read_as(replace(settled.state, variants=()), visit, version)
    settled = replace(settled, state=state, version=(version, tree), recorded=recorded)
    if recorded is None or recorded.comparison.severity is Severity.NONE:
        return settled
    happened = event(
        EventType.REVERTED if found.outcome is CheckOutcome.REVERTED else EventType.CHANGED,
        visit.agreement.id,
        version_mark(version.number, version.fingerprint),
        visit.at,
        comparison_id=recorded.id,
    )
    return replace(settled, events=(*settled.events, happened))


def _read_as(state: WatchState, visit: Visit, version: Version) -> WatchState:
    """With what was read as ``version``: the same bytes, or the same blocks, need no reading again."""
    return replace(state, read=visit.refs, read_by=version.derivation, read_blocks=visit.blocks or state.read_blocks)


def addressed(settled: Settlement, audience: Audience, store: Store) -> Settlement:
    """With the deliveries that its events cause."""
    deliveries: list[Delivery] = []
    if settled.events:
        audience = audience.without(store.ended_subscriptions())
    for happened in settled.events:
        keys = _begun_by(happened, settled, store)
        deliveries += audience.deliveries(
            happened,
            settled.visit.agreement,
            changes=settled.recorded.comparison.substantive if settled.recorded else (),
            told_before=store.told(keys) if keys else (),
        )
    return replace(settled, deliveries=tuple(deliveries))


def _begun_by(happened: Event, settled: Settlement, store: Store) -> list[str]:
    """Keys of the events that told of what this one brings to an end."""
    visit, before = settled.visit, settled.visit.before
    if happened.type is EventType.RECOVERED:
        since = before.failing_since or before.quarantined_since or visit.at
        return [event(EventType.FAILING, visit.agreement.id, failing_mark(since), visit.at).key]
    if happened.type is EventType.REVERTED and settled.version is not None:
        returns_to = settled.version[0].returns_to or 0
        return departures(store.events(visit.agreement.id), returns_to)
    if happened.type is EventType.REVERTED and settled.seen is not None and visit.state.candidate is not None:
        mark = unsettled_mark(settled.seen, visit.state.candidate)
        return [event(EventType.UNSETTLED, visit.agreement.id, mark, visit.at).key]
    return []


class Overtaken(StoreBusy):
    """Another process checked the agreement in the meantime: what was decided rests on what no longer holds."""


def write(settled: Settlement, store: Store) -> None:
    """All of it, or nothing. Raises Overtaken, and StoreBusy when the store stays locked."""
    visit = settled.visit
    agreement_id = visit.agreement.id
    # Before anybody has to wait for us. Of later versions only what changed is asked for, and known from assessing it.
    new = settled.version
    categories = categorize(new[1]) if new is not None and new[0].number == 1 else None
    with store.writing() as rows:
        if _basis(rows.state(agreement_id)) != _basis(visit.before):
            raise Overtaken("another check of it was quicker", where=agreement_id, mend="check it again")
        for fetch in visit.fetches:
            rows.add_fetch(fetch, [agreement_id])
        for page in visit.pages:
            rows.save_page(page)
        for again in visit.rederived:
            rows.replace_derivation(*again)
        if settled.seen is not None:
            rows.touch_version(settled.seen.id, visit.at)
        if settled.version is not None:
            rows.add_version(*settled.version, categories)
        if settled.recorded is not None:
            rows.add_comparison(settled.recorded)
        rows.save_state(settled.state)
        newest = settled.version[0] if settled.version else rows.newest(agreement_id)
        rows.add_check(_check_row(settled, newest.number if newest else None))
        fresh = {happened.id for happened in settled.events if rows.add_event(happened)}
        for delivery in settled.deliveries:
            if fresh.issuperset(delivery.event_ids):
                rows.add_delivery(delivery)


def _basis(state: WatchState) -> WatchState:
    """What decisions rest on: a state without the times and words that are kept for people."""
    candidate = state.candidate and replace(state.candidate, last_seen=state.candidate.first_seen)
    return replace(state, last_check=None, last_success=None, last_outcome=None, reason="", candidate=candidate)


def failing_mark(since: datetime) -> str:
    return f"0:{since.timestamp():.0f}"


def unsettled_mark(current: Version, candidate: Candidate) -> str:
    return f"{current.number}:{candidate.departed_at.timestamp():.0f}"


def row_id(kind: str, *parts: object) -> str:
    """An id that follows from what a row is about, so that the same row is never written twice under two ids."""
    said = "\x1f".join(str(part) for part in parts)
    return f"{kind}_{hashlib.sha256(said.encode()).hexdigest()[:20]}"


def _check_row(settled: Settlement, number: int | None) -> Check:
    visit = settled.visit
    return Check(
        id=row_id("chk", visit.agreement.id, visit.at.isoformat(), *(fetch.id for fetch in visit.fetches)),
        agreement_id=visit.agreement.id,
        at=visit.at,
        outcome=settled.outcome,
        reason=settled.reason,
        fetch_ids=tuple(fetch.id for fetch in visit.fetches),
        snapshots=visit.refs,
        version=number,
        comparison_id=settled.recorded.id if settled.recorded else "",
    )
