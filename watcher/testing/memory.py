"""Stores that keep everything in memory: for tests, and for runs that are to leave nothing behind."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from watcher.domain.clause import ClauseTree
from watcher.domain.delivery import Delivery, DeliveryState, Event, Sent
from watcher.domain.errors import NotFound, UsageError
from watcher.domain.fetch import Fetch
from watcher.domain.version import Check, CheckOutcome, PageState, Recorded, Version, WatchState
from watcher.services.ports import Watched
from watcher.testing.memory_writing import MemoryWriting, Tables, found

T = TypeVar("T")


class MemorySnapshots:
    """The port SnapshotFiles in a dictionary."""

    def __init__(self) -> None:
        self._bodies: dict[str, bytes] = {}

    def keep(self, body: bytes, *, base: str = "") -> str:
        sha256 = hashlib.sha256(body).hexdigest()
        self._bodies[sha256] = body
        return sha256

    def read(self, sha256: str) -> bytes:
        return found(self._bodies, sha256, "no such snapshot is kept")

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._bodies


class MemoryStore:
    """The port Store on dictionaries: one transaction at a time, undone when it fails."""

    def __init__(self) -> None:
        self._tables = Tables()
        self._lock = threading.RLock()
        self._writing = False
        self._link_key = secrets.token_bytes(32)

    @contextmanager
    def writing(self) -> Iterator[MemoryWriting]:
        with self._lock:
            if self._writing:
                raise RuntimeError("a transaction is open in this thread")
            before = self._tables.copy()
            self._writing = True
            try:
                writing = MemoryWriting(self._tables)
                yield writing
                writing.check_references()
            except BaseException:
                self._tables = before
                raise
            finally:
                self._writing = False

    def watched(self, *, ended: bool = False) -> list[Watched]:
        with self._lock:
            kept = self._tables.agreements
            return [kept[one] for one in sorted(kept) if ended or kept[one].ended_at is None]

    def agreement(self, agreement_id: str) -> Watched:
        with self._lock:
            kept = self._tables.agreements
            current = agreement_id if agreement_id in kept else self._tables.earlier_ids.get(agreement_id, "")
            return found(kept, current, "no such agreement is kept")

    def page(self, url: str) -> PageState | None:
        with self._lock:
            return self._tables.pages.get(url)

    def state(self, agreement_id: str) -> WatchState:
        with self._lock:
            return MemoryWriting(self._tables).state(agreement_id)

    def states(self) -> dict[str, WatchState]:
        with self._lock:
            return dict(self._tables.states)

    def newest(self, agreement_id: str) -> Version | None:
        with self._lock:
            return MemoryWriting(self._tables).newest(agreement_id)

    def version(self, agreement_id: str, number: int) -> Version:
        for version in self.versions(agreement_id):
            if version.number == number:
                return version
        raise NotFound(f"it has no version {number}", where=agreement_id)

    def versions(self, agreement_id: str) -> list[Version]:
        with self._lock:
            rows = [one for one in self._tables.versions.values() if one.agreement_id == agreement_id]
        return sorted(rows, key=lambda version: version.number)

    def tree(self, version_id: str) -> ClauseTree:
        with self._lock:
            return found(self._tables.trees, version_id, "no such version is kept")

    def comparison(self, comparison_id: str) -> Recorded:
        with self._lock:
            return found(self._tables.comparisons, comparison_id, "no such comparison is kept")

    def comparison_of(self, agreement_id: str, new: int) -> Recorded | None:
        with self._lock:
            kept = list(self._tables.comparisons.values())
        rows = [one for one in kept if one.agreement_id == agreement_id and one.new == new]
        return max(rows, key=lambda recorded: recorded.old, default=None)

    def comparisons(
        self, agreement_id: str = "", *, limit: int = 100, before: datetime | None = None
    ) -> list[Recorded]:
        with self._lock:
            rows = [
                one
                for one in self._tables.comparisons.values()
                if agreement_id in ("", one.agreement_id) and (before is None or one.at < before)
            ]
        return _newest_first(rows, lambda recorded: recorded.at, limit)

    def fetches(self, agreement_id: str, *, limit: int = 100) -> list[Fetch]:
        with self._lock:
            rows = [fetch for fetch, ids in self._tables.fetches.values() if agreement_id in ids]
        return _newest_first(rows, lambda fetch: fetch.started_at, limit)

    def checks(self, agreement_id: str, *, limit: int = 100) -> list[Check]:
        with self._lock:
            rows = [one for one in self._tables.checks.values() if one.agreement_id == agreement_id]
        return _newest_first(rows, lambda check: check.at, limit)

    def event(self, event_id: str) -> Event:
        with self._lock:
            return found(self._tables.events, event_id, "no such event is kept")

    def events(self, agreement_id: str = "", *, limit: int = 100) -> list[Event]:
        with self._lock:
            rows = [one for one in self._tables.events.values() if agreement_id in ("", one.agreement_id)]
        return _newest_first(rows, lambda event: event.at, limit)

    def told(self, event_keys: Sequence[str]) -> set[str]:
        with self._lock:
            events = {one.id for one in self._tables.events.values() if one.key in event_keys}
            return {
                one.subscriber
                for one in self._tables.deliveries.values()
                if one.state is not DeliveryState.CANCELLED and events & set(one.event_ids)
            }

    def deliveries(
        self, *, states: Sequence[DeliveryState] = (), subscriber: str = "", limit: int = 1000
    ) -> list[Delivery]:
        with self._lock:
            rows = [
                one
                for one in self._tables.deliveries.values()
                if (not states or one.state in states) and subscriber in ("", one.subscriber)
            ]
        return _newest_first(rows, lambda delivery: delivery.created_at, limit)

    def delivery(self, delivery_id: str) -> Delivery:
        with self._lock:
            return found(self._tables.deliveries, delivery_id, "no such delivery is kept")

    def claim_deliveries(
        self, *, now: datetime, until: datetime, by: str, limit: int, busy: Sequence[str] = ()
    ) -> list[Delivery]:
        with self._lock:
            kept = self._tables.deliveries
            due = [one for one in kept.values() if one.subscriber not in busy and _due(one, now, until)]
            taken: Counter[str] = Counter()
            claimed = []
            for one in sorted(due, key=lambda delivery: delivery.due_at):
                taken[one.subscriber] += 1
                if taken[one.subscriber] <= limit:
                    claimed.append(replace(one, state=DeliveryState.SENDING, claimed_by=by, claimed_until=until))
            kept.update((one.id, one) for one in claimed)
            return claimed

    def finish_attempts(self, sent: Sequence[Sent], *, by: str) -> set[str]:
        with self._lock:
            known = self._tables.deliveries
            ours = set()
            for one in sent:
                if (kept := known.get(one.delivery.id)) is None:
                    continue
                held = _held(kept, by)
                tried = replace(kept, attempts=(*kept.attempts, one.attempt))
                known[kept.id] = _released(tried, one.state, one.next_at) if held else tried
                ours |= {kept.id} if held else set()
            return ours

    def release_claims(self, delivery_ids: Sequence[str], *, by: str) -> None:
        with self._lock:
            for name in delivery_ids:
                if (kept := self._tables.deliveries.get(name)) is not None and _held(kept, by):
                    self._tables.deliveries[name] = _released(kept, DeliveryState.WAITING, kept.due_at)

    def redeliver(self, delivery_id: str, *, now: datetime) -> Delivery:
        with self._lock:
            kept = self.delivery(delivery_id)
            held = kept.claimed_until
            claimed = kept.state is DeliveryState.SENDING and held is not None and held > now
            if kept.state is DeliveryState.WAITING or claimed:
                raise UsageError(f"the delivery is {kept.state} and will be sent by itself", where=delivery_id)
            again = replace(_released(kept, DeliveryState.WAITING, now), attempts_before=len(kept.attempts))
            self._tables.deliveries[delivery_id] = again
            return again

    def cancel_deliveries(self, subscriber: str) -> int:
        with self._lock:
            waiting = self.deliveries(states=[DeliveryState.WAITING], subscriber=subscriber, limit=2**31)
            for one in waiting:
                self._tables.deliveries[one.id] = replace(one, state=DeliveryState.CANCELLED)
            return len(waiting)

    def end_subscription(self, subscriber: str, at: datetime) -> int:
        with self._lock:
            self._tables.ended_subscriptions.setdefault(subscriber, at)
            return self.cancel_deliveries(subscriber)

    def resume_subscription(self, subscriber: str) -> None:
        with self._lock:
            self._tables.ended_subscriptions.pop(subscriber, None)

    def ended_subscriptions(self) -> dict[str, datetime]:
        with self._lock:
            return dict(sorted(self._tables.ended_subscriptions.items()))

    def link_key(self) -> bytes:
        return self._link_key

    def counts(self) -> dict[str, int]:
        with self._lock:
            tables = self._tables
            names = ("agreements", "fetches", "pages", "checks", "versions", "comparisons", "states", "events")
            counts = {name: len(getattr(tables, name)) for name in names}
            kept = list(tables.deliveries.values())
        counts["deliveries"] = len(kept)
        counts["attempts"] = sum(len(one.attempts) for one in kept)
        for state in DeliveryState:
            counts[f"deliveries.{state.value}"] = sum(one.state is state for one in kept)
        checks = list(tables.checks.values())
        for outcome in CheckOutcome:
            counts[f"checks.{outcome.value}"] = sum(one.outcome is outcome for one in checks)
        return counts


def _due(delivery: Delivery, now: datetime, until: datetime) -> bool:
    if delivery.claimed_until is not None:
        return not now < delivery.claimed_until <= until + (until - now)
    if delivery.state is not DeliveryState.WAITING:
        return False
    at_once = delivery.created_at if delivery.due_at == delivery.created_at else now
    return delivery.due_at <= now or until < (delivery.attempts[-1].at if delivery.attempts else at_once)


def _held(delivery: Delivery, by: str) -> bool:
    return delivery.state is DeliveryState.SENDING and delivery.claimed_by == by


def _released(delivery: Delivery, state: DeliveryState, due_at: datetime) -> Delivery:
    return replace(delivery, state=state, due_at=due_at, claimed_by="", claimed_until=None)


def _newest_first(rows: Iterable[T], at: Callable[[T], datetime], limit: int) -> list[T]:
    ordered = sorted(rows, key=at)
    # Not sorted(reverse=True): of two at the same moment the one that was kept later comes first.
    ordered.reverse()
    return ordered[:limit]
