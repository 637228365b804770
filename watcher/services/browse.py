"""What is kept, for people who look: the history of an agreement, one version, who stands where and since when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from watcher.domain.agreement import Agreement
from watcher.domain.change import ChangeKind
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.delivery import DeliveryState
from watcher.domain.errors import NotFound, UsageError
from watcher.domain.version import CheckOutcome, Recorded, Version, WatchState
from watcher.services.overview import Catalogue, Wanted
from watcher.services.ports import Store
from watcher.services.schedule import Schedule

NAMED_VERSION = re.compile(r"(?P<id>[^@\s]+?)(?:@(?P<number>\d{1,9}))?")

NAMED_PAIR = re.compile(r"(?P<id>[^@\s]+?)(?:@(?P<old>\d{1,9})\.\.(?P<new>\d{1,9}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of an agreement's history."""

    version: Version
    recorded: Recorded | None
    """The comparison with the version before it; none for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands with one agreement."""

    agreement: Agreement
    state: WatchState
    versions: int
    last_change: datetime | None
    """When the newest version but the first was first seen."""
    next_check: datetime | None
    """None for an agreement that has ended."""
    ended_at: datetime | None = None

    @property
    def condition(self) -> str:
        """In one word: ended, new, failing, quarantined, confirming, watched."""
        if self.ended_at is not None:
            return "ended"
        if self.state.last_check is None:
            return "new"
        if self.state.quarantined_since is not None:
            return "quarantined"
        if self.state.failing_since is not None:
            return "failing"
        return "confirming" if self.state.candidate is not None else "watched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blamed:
    """A clause of the newest version, and since when it reads as it does."""

    clause: Clause
    since: Version


class Browser:
    """Answers questions about what is kept. Reads only. Every method raises NotFound for names that nothing has."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def agreement(self, agreement_id: str) -> Agreement:
        return self._store.agreement(agreement_id).agreement

    def version(self, name: str) -> tuple[Version, ClauseTree]:
        """The version called ``ID`` (the newest) or ``ID@NUMBER``."""
        found = NAMED_VERSION.fullmatch(name)
        if found is None:
            raise UsageError("is no name of a version", where=name, mend="write ID, or ID@NUMBER such as terms@3")
        agreement = self.agreement(found["id"])
        if found["number"]:
            version = self._store.version(agreement.id, int(found["number"]))
        else:
            version = self._newest(agreement)
        return version, self._store.tree(version.id)

    def latest_two(self, agreement_id: str) -> tuple[Version, Version]:
        """The version before the newest, and the newest."""
        newest = self._newest(self.agreement(agreement_id))
        if newest.number == 1:
            raise UsageError(
                "has only one version, so there is nothing to compare it with",
                where=agreement_id,
                mend="wait for a change, or see what is kept with: watcher show",
            )
        return self._store.version(newest.agreement_id, newest.number - 1), newest

    def two(self, name: str) -> tuple[Version, Version]:
        """The versions called ``ID@OLD..NEW``, or the last two of ``ID``."""
        found = NAMED_PAIR.fullmatch(name)
        if found is None:
            mend = "write ID, or ID@OLD..NEW such as terms@3..4"
            raise UsageError("names no two versions", where=name, mend=mend)
        if not found["old"]:
            return self.latest_two(found["id"])
        agreement = self.agreement(found["id"])
        return self._store.version(agreement.id, int(found["old"])), self._store.version(
            agreement.id, int(found["new"])
        )

    def log(self, agreement_id: str) -> list[Entry]:
        """The history, newest first."""
        agreement = self.agreement(agreement_id)
        recorded = {one.new: one for one in self._store.comparisons(agreement.id, limit=1_000_000)}
        return [
            Entry(version=version, recorded=recorded.get(version.number))
            for version in reversed(self._store.versions(agreement.id))
        ]

    def blame(self, agreement_id: str) -> list[Blamed]:
        """Every clause of the newest version in document order, through renumbering and moves."""
        agreement = self.agreement(agreement_id)
        newest = self._newest(agreement)
        versions = {version.number: version for version in self._store.versions(agreement.id)}
        since: dict[str, int] = {}
        for recorded in self._store.comparisons(agreement.id, limit=1_000_000):
            for change in recorded.comparison.changes:
                if change.kind not in (ChangeKind.RENUMBERED, ChangeKind.MOVED):
                    for clause in change.new:
                        since[clause.id] = max(since.get(clause.id, 1), recorded.new)
        return [
            Blamed(clause=clause, since=versions[since.get(clause.id, 1)])
            for clause in self._store.tree(newest.id).clauses
        ]

    def status(self, schedule: Schedule, now: datetime, *, ended: bool = True) -> list[Standing]:
        """Every agreement, by id."""
        states = self._store.states()
        standings = []
        for row in self._store.watched(ended=ended):
            agreement = row.agreement
            state = states.get(agreement.id) or WatchState(agreement_id=agreement.id)
            newest = self._store.newest(agreement.id)
            standings.append(
                Standing(
                    agreement=agreement,
                    state=state,
                    versions=newest.number if newest else 0,
                    last_change=newest.first_seen if newest and newest.number > 1 else None,
                    next_check=None if row.ended_at else schedule.next_check(agreement, state, now),
                    ended_at=row.ended_at,
                )
            )
        return standings

    def _newest(self, agreement: Agreement) -> Version:
        newest = self._store.newest(agreement.id)
        if newest is None:
            raise NotFound(
                "has no version yet", where=agreement.id, mend="fetch it with: watcher check " + agreement.id
            )
        return newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether the watching itself works; what ``/health`` and ``/metrics`` say."""

    agreements: int
    unreadable: int
    """Agreements that are failing or quarantined."""
    oldest_due: timedelta
    """How long the check that has waited longest has been due; zero when none is."""
    waiting: int
    """Deliveries that wait, whether due or not."""
    failed: int
    """Deliveries that were given up."""
    checks: Mapping[CheckOutcome, int]
    """Checks ever made, by outcome."""


def health(store: Store, catalogue: Catalogue, schedule: Schedule, now: datetime) -> Health:
    """How the watching stands now."""
    counts = store.counts()
    tally = catalogue.tally(Wanted())
    overdue = timedelta()
    for row in catalogue.longest_unchecked():
        due = row.watched_since
        if row.state.last_check is not None:
            due = schedule.next_check(row.agreement, row.state, row.state.last_check)
        overdue = max(overdue, now - due)
    return Health(
        agreements=sum(count for condition, count in tally.items() if condition != "ended"),
        unreadable=tally.get("failing", 0) + tally.get("quarantined", 0),
        oldest_due=overdue,
        waiting=counts.get(f"deliveries.{DeliveryState.WAITING}", 0),
        failed=counts.get(f"deliveries.{DeliveryState.FAILED}", 0),
        checks={outcome: counts.get(f"checks.{outcome}", 0) for outcome in CheckOutcome},
    )
