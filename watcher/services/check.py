"""The way of a page: from a fetch to the deliveries that it causes.

    fetch → snapshot → document → clauses → comparison → assessment → deliveries

``Checker.look``, ``decided`` and ``placed`` show the whole way, one below the other. They only read, apart from keeping
the bodies received: what they decide is one Settlement, written in one transaction. A crash at any point leaves all of
it or nothing, and the next check finishes the work. What each step does in detail stands in the module that it is
imported from.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from watcher.domain.agreement import Agreement
from watcher.domain.errors import SnapshotCorrupt, StoreBusy, Unreadable, WatcherError
from watcher.domain.fetch import Fetch
from watcher.domain.sentence import Sentence
from watcher.domain.version import CheckOutcome, Recorded
from watcher.services.accept import accepted
from watcher.services.derive import History, Reading, compared, derivation_of, judged, mark_of, up_to_date
from watcher.services.furniture import furnished
from watcher.services.known import caught_up, opened, stands_still, taught
from watcher.services.ports import Bodies, Clock, Fetcher, Kept, SnapshotFiles, Store
from watcher.services.rounds import Round, all_kept, first_failure
from watcher.services.settle import (
    Overtaken,
    Settlement,
    Visit,
    addressed,
    alternating,
    fault,
    new_version,
    same,
    variant,
    waiting,
    write,
)
from watcher.services.steadiness import came_again, confirmed, place, sighted
from watcher.services.tell import Audience
from watcher.services.versions import first_version, next_version, recorded
from watcher.significance import Rule

log = structlog.get_logger("watcher.check")

FIRST_SIGHT = timedelta(seconds=-1)
"""As ``confirm_after``: believe a text at first sight."""

TRIES = 8
"""How often a check is made because another process recorded something in the meantime, or a kept body is damaged."""

AT_ONCE = 32
"""How many agreements are looked at together; how many requests go out is the fetcher's to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check came to, for whoever asked for it."""

    agreement: Agreement
    outcome: CheckOutcome
    reason: str = ""
    version: int | None = None
    recorded: Recorded | None = None
    alert: bool = False
    fetches: tuple[Fetch, ...] = ()
    error: Exception | None = None
    """What kept the check from being recorded."""


class Checker:
    """Checks agreements. Several processes may each have one on the same store."""

    def __init__(
        self,
        *,
        store: Store,
        snapshots: SnapshotFiles,
        fetcher: Fetcher,
        audience: Audience,
        clock: Clock,
        confirm_after: timedelta,
        rules: Sequence[Rule] = (),
        record: bool = True,
    ) -> None:
        """``confirm_after``: how long a new text must have been there before it is believed; zero: at first sight.

        ``rules`` weigh changes before the shipped ones do. ``record`` false records nothing at all: then ``snapshots``
        should be one that forgets.
        """
        self.store = store
        self.snapshots = snapshots
        self.fetcher = fetcher
        self.audience = audience
        self.clock = clock
        self.confirm_after = confirm_after if confirm_after > timedelta() and record else FIRST_SIGHT
        self.rules = rules
        self.record = record
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def check(self, agreement: Agreement, pages_of: Round, confirm_after: timedelta) -> Checked:
        """Look, write it down, and say what it came to. Raises nothing: one agreement's fault stays its own."""
        failure: Exception
        for _ in range(TRIES):
            try:
                return await self._settle(await self.look(agreement, pages_of, confirm_after))
            except (Overtaken, SnapshotCorrupt) as error:
                # What came is older than what another process recorded, or what a 304 speaks of cannot be read.
                pages_of, failure = pages_of.anew(), error
            except Exception as error:  # noqa: BLE001 - a defect that one page brings to light must not stop the others
                failure = error
                break
        return await self._failed(agreement, pages_of, failure)

    async def accept(self, agreement: Agreement) -> Checked:
        """Take the page that was quarantined last for the agreement, because an operator says that it is.

        Raises NotFound where none is quarantined, Unreadable where it cannot be read, and StoreError.
        """
        visit = accepted(agreement, self.store, self.clock())
        settled = await asyncio.to_thread(decided, visit, FIRST_SIGHT, self.store, self.snapshots, self.rules)
        if settled.outcome is CheckOutcome.FAILED:
            # It was looked at whole because the operator's selectors match nothing on it.
            raise Unreadable(settled.reason, reason="selector", where=agreement.id)
        why = Sentence("accepted by the operator; it was quarantined: {reason}", reason=visit.accepted)
        return await self._settle(replace(settled, reason=why))

    async def check_all(self, agreements: Sequence[Agreement], *, confirm_now: bool = False) -> AsyncIterator[Checked]:
        """Check many, each page fetched once; results come as they are ready.

        ``confirm_now``: a new text is confirmed by fetching once more before this ends, instead of by a later check.
        """
        first, second = self._round(fresh=False), self._round(fresh=True)

        async def one(agreement: Agreement) -> Checked:
            async with self._at_once:
                result = await self.check(agreement, first, self.confirm_after)
                if confirm_now and result.outcome is CheckOutcome.CANDIDATE:
                    result = await self.check(agreement, second, timedelta())
                return result

        tasks = [asyncio.create_task(one(agreement)) for agreement in agreements]
        try:
            for done in asyncio.as_completed(tasks):
                yield await done
        finally:
            for task in tasks:
                task.cancel()

    async def _settle(self, settled: Settlement) -> Checked:
        """Write it down, in a thread: waiting for another process's transaction must not keep everybody waiting."""
        settled = addressed(settled, self.audience, self.store)
        if self.record:
            await asyncio.to_thread(write, settled, self.store)
        return said(settled)

    async def _failed(self, agreement: Agreement, pages_of: Round, failure: Exception) -> Checked:
        """A check that could not be made is recorded as failed where the store allows it: silence would say "same"."""
        reason = str(failure)
        if not isinstance(failure, WatcherError):
            log.error("a defect of watcher", agreement=agreement.id, exc_info=failure)
            reason = f"watcher itself failed on this page: {type(failure).__name__} (please report it with the page)"
        unrecorded = Checked(agreement=agreement, outcome=CheckOutcome.FAILED, reason=reason, error=failure)
        if isinstance(failure, StoreBusy):
            return unrecorded
        try:
            before, fetches = self.store.state(agreement.id), pages_of.fetched(agreement)
            visit = Visit(agreement=agreement, at=self.clock(), before=before, fetches=fetches)
            return await self._settle(fault(visit, CheckOutcome.FAILED, reason))
        except Exception as error:  # noqa: BLE001 - as in ``check``; the first failure says more than this one
            return replace(unrecorded, error=error)

    def _round(self, *, fresh: bool) -> Round:
        return Round(fetcher=self.fetcher, store=self.store, snapshots=self.snapshots, fresh=fresh)

    async def look(self, agreement: Agreement, pages_of: Round, confirm_after: timedelta) -> Settlement:
        """One look at an agreement, and what follows from it. Raises StoreError where the store fails."""
        before = self.store.state(agreement.id)
        agreement = furnished(agreement, before.furniture)
        pages = await pages_of.pages(agreement)
        fetches = tuple(got.page.fetch for got in pages)
        visit = Visit(agreement=agreement, at=self.clock(), before=before, fetches=fetches)
        if (failed := first_failure(pages)) is not None:
            return fault(visit, CheckOutcome.FAILED, failed.fetch.error)

        visit = visit.received(await asyncio.to_thread(all_kept, pages, self.snapshots))
        return await asyncio.to_thread(decided, visit, confirm_after, self.store, self.snapshots, self.rules)


def decided(
    visit: Visit, confirm_after: timedelta, store: Kept, snapshots: Bodies, rules: Sequence[Rule] = ()
) -> Settlement:
    """What follows from the pages that came: decided on what is kept alone, for checks and for replays alike.

    Raises SnapshotCorrupt, NotFound, StoreError.
    """
    agreement, state, current = visit.agreement, visit.state, store.newest(visit.agreement.id)
    as_now = current is not None and current.derivation == state.read_by == derivation_of(agreement)
    # What came as it was before says what it said before, but only as long as pages are read as they were.
    last = current if as_now else None
    if last and (visit.refs == state.read or stands_still(visit.refs, state.read, snapshots)):
        return same(visit, last)
    document = opened(agreement, visit.refs, snapshots)
    visit = replace(visit, blocks=mark_of(document))
    if last and visit.blocks and visit.blocks == state.read_blocks:
        return same(visit, last)

    history = up_to_date(agreement, store, snapshots, state.variants)
    visit = caught_up(visit, history, snapshots)
    try:
        reading, verdict = judged(agreement, visit.refs, document, history, snapshots, accepted=bool(visit.accepted))
    except Unreadable as unreadable:
        return fault(visit, CheckOutcome.FAILED, str(unreadable))
    if not verdict.agreement:
        return fault(visit, CheckOutcome.QUARANTINED, "; ".join((verdict.reason, *verdict.evidence)))

    return placed(visit, history, reading, confirm_after, store, snapshots, rules)


def placed(
    visit: Visit,
    history: History,
    reading: Reading,
    confirm_after: timedelta,
    store: Kept,
    snapshots: Bodies,
    rules: Sequence[Rule],
) -> Settlement:
    """What the agreement's text comes to beside those that are known: the same, one of several, or a new version."""
    state, current, old = visit.state, history.newest, history.tree
    found = place(reading.fingerprint, history.versions, state.variants, visit.at)
    if current is None or old is None:
        return new_version(visit, found, first_version(visit, reading), reading.tree)
    if found.outcome is CheckOutcome.SAME:
        return same(visit, current, reason=visit.lesson)
    if found.outcome is CheckOutcome.VARIANT and not found.new_variant:
        return variant(visit, current, reading.fingerprint, new=False)
    if lessons := taught(visit, history, reading.tree, snapshots):
        return decided(visit.taught(lessons), confirm_after, store, snapshots, rules)

    again = came_again(state.sightings, reading.fingerprint, visit.at, confirm_after)
    alternates = again is not None and current.last_seen > again.at
    if found.new_variant or (alternates and found.outcome is CheckOutcome.REVERTED):
        told_by = store.comparison_of(visit.agreement.id, current.number)
        return variant(visit, current, reading.fingerprint, new=True, told_by=told_by)
    if not again and not confirmed(state.candidate, reading.fingerprint, visit.at, confirm_after):
        return waiting(visit, current, sighted(state.candidate, reading.fingerprint, visit.refs, visit.at))

    comparison, tree = compared(old, reading.tree, rules)
    version = next_version(visit, reading, current, found)
    change = recorded(visit, current, version, comparison)
    if alternates:
        return alternating(visit, current, version, tree, change)
    return new_version(visit, found, version, tree, change)


def said(settled: Settlement) -> Checked:
    """What was decided, for whoever asked for the check."""
    version = settled.version[0] if settled.version else settled.seen
    return Checked(
        agreement=settled.visit.agreement,
        outcome=settled.outcome,
        reason=settled.reason,
        version=version.number if version else None,
        recorded=settled.recorded,
        alert=settled.alert,
        fetches=settled.visit.fetches,
    )
