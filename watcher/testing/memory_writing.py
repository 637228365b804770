"""What MemoryStore keeps, and what can be written to it in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, TypeVar

from watcher.domain.agreement import Agreement
from watcher.domain.clause import ClauseTree
from watcher.domain.delivery import Delivery, DeliveryState, Event
from watcher.domain.errors import NotFound, StoreBusy, StoreError, UsageError
from watcher.domain.fetch import Fetch
from watcher.domain.version import Check, PageState, Recorded, Version, WatchState
from watcher.services.ports import Categories, Watched

T = TypeVar("T")


def found(table: dict[str, T], key: str, what: str) -> T:
    if key not in table:
        raise NotFound(what, where=key)
    return table[key]


def insert(table: dict[str, T], key: str, value: T) -> None:
    if key in table:
        raise StoreError("a row of that id is kept already", where=key)
    table[key] = value


@dataclass(slots=True)
class Tables:
    agreements: dict[str, Watched] = field(default_factory=dict)
    earlier_ids: dict[str, str] = field(default_factory=dict)
    fetches: dict[str, tuple[Fetch, tuple[str, ...]]] = field(default_factory=dict)
    pages: dict[str, PageState] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    trees: dict[str, ClauseTree] = field(default_factory=dict)
    comparisons: dict[str, Recorded] = field(default_factory=dict)
    states: dict[str, WatchState] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    ended_subscriptions: dict[str, datetime] = field(default_factory=dict)

    def copy(self) -> Tables:
        return Tables(**{one.name: dict(getattr(self, one.name)) for one in fields(self)})


class MemoryWriting:
    """The port Writing on dictionaries."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._agreements: set[str] = set()
        self._comparisons: set[str] = set()
        self._events: set[str] = set()

    def save_agreement(self, agreement: Agreement, at: datetime) -> None:
        tables = self._tables
        for earlier in agreement.was:
            if earlier != agreement.id:
                self._hand_over(earlier, agreement.id)
                tables.earlier_ids[earlier] = agreement.id
        before = tables.agreements.get(agreement.id)
        tables.agreements[agreement.id] = Watched(agreement=agreement, since=before.since if before else at)

    def end_agreement(self, agreement_id: str, at: datetime) -> None:
        watched = found(self._tables.agreements, agreement_id, "no such agreement is kept")
        self._tables.agreements[agreement_id] = replace(watched, ended_at=watched.ended_at or at)

    def add_fetch(self, fetch: Fetch, agreement_ids: Sequence[str]) -> None:
        self._agreements |= set(agreement_ids)
        kept, ids = self._tables.fetches.get(fetch.id, (fetch, ()))
        kept = replace(kept, sha256=kept.sha256 or fetch.sha256)
        self._tables.fetches[fetch.id] = (kept, tuple(dict.fromkeys((*ids, *agreement_ids))))

    def save_page(self, page: PageState) -> None:
        self._tables.pages[page.url] = page

    def add_check(self, check: Check) -> None:
        self._agreements.add(check.agreement_id)
        self._comparisons.add(check.comparison_id)
        insert(self._tables.checks, check.id, check)

    def add_version(self, version: Version, tree: ClauseTree, categories: Categories | None = None) -> None:
        self._agreements.add(version.agreement_id)
        newest = self.newest(version.agreement_id)
        if (newest.number if newest else 0) != version.number - 1:
            raise StoreBusy(f"version {version.number} is no longer the next one", where=version.agreement_id)
        insert(self._tables.versions, version.id, version)
        self._tables.trees[version.id] = tree

    def replace_derivation(self, version: Version, tree: ClauseTree) -> None:
        kept = found(self._tables.versions, version.id, "no such version is kept")
        self._tables.versions[version.id] = replace(
            version,
            agreement_id=kept.agreement_id,
            number=kept.number,
            first_seen=kept.first_seen,
            last_seen=kept.last_seen,
            snapshots=kept.snapshots,
        )
        self._tables.trees[version.id] = tree

    def touch_version(self, version_id: str, seen: datetime) -> None:
        kept = self._tables.versions.get(version_id)
        if kept:
            self._tables.versions[version_id] = replace(kept, last_seen=max(kept.last_seen, seen))

    def save_state(self, state: WatchState) -> None:
        self._agreements.add(state.agreement_id)
        self._tables.states[state.agreement_id] = state

    def add_comparison(self, recorded: Recorded) -> None:
        self._agreements.add(recorded.agreement_id)
        insert(self._tables.comparisons, recorded.id, recorded)

    def replace_comparison(self, recorded: Recorded) -> None:
        kept = found(self._tables.comparisons, recorded.id, "no such comparison is kept")
        self._tables.comparisons[recorded.id] = replace(kept, comparison=recorded.comparison)

    def add_event(self, event: Event) -> bool:
        self._agreements.add(event.agreement_id)
        if any(kept.key == event.key for kept in self._tables.events.values()):
            return False
        self._comparisons.add(event.comparison_id)
        insert(self._tables.events, event.id, event)
        return True

    def add_delivery(self, delivery: Delivery) -> None:
        self._events |= set(delivery.event_ids)
        for kept in self._tables.deliveries.values() if delivery.digest else ():
            same = (kept.subscriber, kept.channel, kept.due_at) == (
                delivery.subscriber,
                delivery.channel,
                delivery.due_at,
            )
            if same and kept.digest and kept.state is DeliveryState.WAITING:
                together = dict.fromkeys(kept.event_ids + delivery.event_ids)
                self._tables.deliveries[kept.id] = replace(kept, event_ids=tuple(together))
                return
        self._tables.deliveries.setdefault(delivery.id, delivery)

    def state(self, agreement_id: str) -> WatchState:
        return self._tables.states.get(agreement_id) or WatchState(agreement_id=agreement_id)

    def newest(self, agreement_id: str) -> Version | None:
        return max(
            (one for one in self._tables.versions.values() if one.agreement_id == agreement_id),
            key=lambda version: version.number,
            default=None,
        )

    def check_references(self) -> None:
        """Raises StoreError when what was written names something that is not kept."""
        tables = self._tables
        for what, named, kept in (
            ("agreement", self._agreements, tables.agreements),
            ("comparison", self._comparisons - {""}, tables.comparisons),
            ("event", self._events, tables.events),
        ):
            for key in sorted(named - kept.keys()):
                raise StoreError(f"no such {what} is kept", where=key)

    def _hand_over(self, earlier: str, agreement_id: str) -> None:
        tables = self._tables
        before = tables.agreements.get(earlier)
        if before is None:
            return
        if self.newest(earlier) and self.newest(agreement_id):
            raise UsageError(f"both {earlier} and {agreement_id} have versions of their own", where=agreement_id)
        self._agreements.discard(earlier)
        now = tables.agreements.get(agreement_id)
        state = tables.states.get(earlier if self.newest(earlier) or not now else agreement_id)
        del tables.agreements[earlier]
        tables.states.pop(earlier, None)
        tables.states.pop(agreement_id, None)
        if state:
            tables.states[agreement_id] = replace(state, agreement_id=agreement_id)
        since = min(before.since, now.since) if now else before.since
        tables.agreements[agreement_id] = Watched(agreement=before.agreement, since=since)
        histories: tuple[dict[str, Any], ...] = (tables.versions, tables.comparisons, tables.checks, tables.events)
        for history in histories:
            for key, one in history.items():
                if one.agreement_id == earlier:
                    history[key] = replace(one, agreement_id=agreement_id)
        for key, (fetch, ids) in tables.fetches.items():
            renamed = dict.fromkeys(agreement_id if named == earlier else named for named in ids)
            tables.fetches[key] = (fetch, tuple(renamed))
        for key, continued_by in tables.earlier_ids.items():
            if continued_by == earlier:
                tables.earlier_ids[key] = agreement_id
