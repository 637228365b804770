"""The port Store on SQLite: everything but the bodies, in one file.

Several threads and processes may use it at once. Readers never wait (write-ahead log); every write transaction takes
the write lock at once and waits for it. A transaction that begins as a reader and then writes would fail whenever
another process wrote in between, however long it were willing to wait.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

from watcher.domain.clause import ClauseTree
from watcher.domain.delivery import Delivery, DeliveryState, Event, Sent
from watcher.domain.errors import NotFound
from watcher.domain.fetch import Fetch
from watcher.domain.version import Check, CheckOutcome, PageState, Recorded, Version, WatchState
from watcher.services.ports import Watched
from watcher.store import outbox, rows
from watcher.store.codec import unpack_tree, write_time
from watcher.store.connections import Connections
from watcher.store.statements import execute, insert
from watcher.store.writing import SqliteWriting, select_newest, select_state

_COUNTED = (
    "agreements",
    "fetches",
    "pages",
    "checks",
    "versions",
    "comparisons",
    "states",
    "events",
    "deliveries",
    "attempts",
)


class SqliteStore:
    """See the port. ``path`` is the database's file, made with its folder where missing.

    ``busy_timeout``: seconds to wait for another process before StoreBusy is raised. Opening raises StoreError for a
    file that is no database, that is damaged, or that a newer release wrote.
    """

    def __init__(self, path: Path, *, busy_timeout: float = 5.0) -> None:
        self.path = path
        self.connections = Connections(path, busy_timeout=busy_timeout)

    def close(self) -> None:
        """Close the connections of every thread; none may be in use."""
        self.connections.close()

    @contextmanager
    def writing(self) -> Iterator[SqliteWriting]:
        """See the port. Nothing may be awaited inside: other tasks of the thread share its connection."""
        with self._transaction() as connection:
            yield SqliteWriting(connection)

    def watched(self, *, ended: bool = False) -> list[Watched]:
        condition = "" if ended else "WHERE ended_at IS NULL"
        return [rows.watched(row) for row in self._all(f"SELECT * FROM agreements {condition} ORDER BY id")]  # noqa: S608  (no data in it)

    def agreement(self, agreement_id: str) -> Watched:
        row = self._one("SELECT * FROM agreements WHERE id = ?", agreement_id) or self._one(
            """SELECT agreements.* FROM earlier_ids JOIN agreements ON agreements.id = earlier_ids.agreement_id
            WHERE earlier_ids.id = ?""",
            agreement_id,
        )
        if row is None:
            raise NotFound("no such agreement is kept", where=agreement_id, mend="see watcher status")
        return rows.watched(row)

    def page(self, url: str) -> PageState | None:
        row = self._one("SELECT * FROM pages WHERE url = ?", url)
        return rows.page(row) if row else None

    def state(self, agreement_id: str) -> WatchState:
        with self._reading() as connection:
            return select_state(connection, agreement_id)

    def states(self) -> dict[str, WatchState]:
        return {row["agreement_id"]: rows.state(row) for row in self._all("SELECT * FROM states")}

    def newest(self, agreement_id: str) -> Version | None:
        with self._reading() as connection:
            return select_newest(connection, agreement_id)

    def version(self, agreement_id: str, number: int) -> Version:
        row = self._one("SELECT * FROM versions WHERE agreement_id = ? AND number = ?", agreement_id, number)
        if row is None:
            raise NotFound(f"it has no version {number}", where=agreement_id, mend=f"see watcher log {agreement_id}")
        return rows.version(row)

    def versions(self, agreement_id: str) -> list[Version]:
        found = self._all("SELECT * FROM versions WHERE agreement_id = ? ORDER BY number", agreement_id)
        return [rows.version(row) for row in found]

    def tree(self, version_id: str) -> ClauseTree:
        row = self._one("SELECT body FROM trees WHERE version_id = ?", version_id)
        if row is None:
            raise NotFound("no such version is kept", where=version_id)
        return unpack_tree(row["body"])

    def comparison(self, comparison_id: str) -> Recorded:
        row = self._one("SELECT * FROM comparisons WHERE id = ?", comparison_id)
        if row is None:
            raise NotFound("no such comparison is kept", where=comparison_id, mend="see watcher log")
        return rows.recorded(row)

    def comparison_of(self, agreement_id: str, new: int) -> Recorded | None:
        row = self._one(
            "SELECT * FROM comparisons WHERE agreement_id = ? AND new_number = ? ORDER BY old_number DESC LIMIT 1",
            agreement_id,
            new,
        )
        return rows.recorded(row) if row else None

    def comparisons(
        self, agreement_id: str = "", *, limit: int = 100, before: datetime | None = None
    ) -> list[Recorded]:
        conditions, values = ["1"], list[object]()
        if agreement_id:
            conditions.append("agreement_id = ?")
            values.append(agreement_id)
        if before:
            conditions.append("at < ?")
            values.append(write_time(before))
        sql = f"SELECT * FROM comparisons WHERE {' AND '.join(conditions)} ORDER BY at DESC, seq DESC LIMIT ?"  # noqa: S608  (no data in it)
        return [rows.recorded(row) for row in self._all(sql, *values, limit)]

    def fetches(self, agreement_id: str, *, limit: int = 100) -> list[Fetch]:
        found = self._all(
            """SELECT fetches.* FROM fetch_agreements JOIN fetches ON fetches.seq = fetch_agreements.fetch_seq
            WHERE fetch_agreements.agreement_id = ?
            ORDER BY fetch_agreements.started_at DESC, fetch_agreements.fetch_seq DESC LIMIT ?""",
            agreement_id,
            limit,
        )
        return [rows.fetch(row) for row in found]

    def checks(self, agreement_id: str, *, limit: int = 100) -> list[Check]:
        found = self._all(
            "SELECT * FROM checks WHERE agreement_id = ? ORDER BY at DESC, seq DESC LIMIT ?", agreement_id, limit
        )
        return [rows.check(row) for row in found]

    def event(self, event_id: str) -> Event:
        row = self._one("SELECT * FROM events WHERE id = ?", event_id)
        if row is None:
            raise NotFound("no such event is kept", where=event_id)
        return rows.event(row)

    def events(self, agreement_id: str = "", *, limit: int = 100) -> list[Event]:
        condition, values = ("WHERE agreement_id = ?", [agreement_id]) if agreement_id else ("", [])
        sql = f"SELECT * FROM events {condition} ORDER BY at DESC, seq DESC LIMIT ?"  # noqa: S608  (no data in it)
        return [rows.event(row) for row in self._all(sql, *values, limit)]

    def told(self, event_keys: Sequence[str]) -> set[str]:
        with self._reading() as connection:
            return outbox.told(connection, event_keys)

    def deliveries(
        self, *, states: Sequence[DeliveryState] = (), subscriber: str = "", limit: int = 1000
    ) -> list[Delivery]:
        with self._reading() as connection:
            return outbox.select(connection, states=states, subscriber=subscriber, limit=limit)

    def delivery(self, delivery_id: str) -> Delivery:
        with self._reading() as connection:
            return outbox.get(connection, delivery_id)

    def claim_deliveries(
        self, *, now: datetime, until: datetime, by: str, limit: int, busy: Sequence[str] = ()
    ) -> list[Delivery]:
        with self._reading() as connection:
            if not outbox.any_due(connection, now=now, until=until, busy=busy):
                return []
        with self._transaction() as connection:
            return outbox.claim(connection, now=now, until=until, by=by, limit=limit, busy=busy)

    def finish_attempts(self, sent: Sequence[Sent], *, by: str) -> set[str]:
        with self._transaction() as connection:
            return {one.delivery.id for one in sent if outbox.finish(connection, one, by=by)}

    def release_claims(self, delivery_ids: Sequence[str], *, by: str) -> None:
        with self._transaction() as connection:
            outbox.release(connection, delivery_ids, by=by)

    def redeliver(self, delivery_id: str, *, now: datetime) -> Delivery:
        with self._transaction() as connection:
            return outbox.redeliver(connection, delivery_id, now=now)

    def cancel_deliveries(self, subscriber: str) -> int:
        with self._transaction() as connection:
            return outbox.cancel(connection, subscriber)

    def end_subscription(self, subscriber: str, at: datetime) -> int:
        with self._transaction() as connection:
            values = {"subscriber": subscriber, "ended_at": write_time(at)}
            insert(connection, "ended_subscriptions", values, "ON CONFLICT DO NOTHING")
            return outbox.cancel(connection, subscriber)

    def resume_subscription(self, subscriber: str) -> None:
        with self._transaction() as connection:
            execute(connection, "DELETE FROM ended_subscriptions WHERE subscriber = ?", [subscriber])

    def ended_subscriptions(self) -> dict[str, datetime]:
        found = self._all("SELECT * FROM ended_subscriptions ORDER BY subscriber")
        return {row["subscriber"]: rows.at(row["ended_at"]) for row in found}

    def link_key(self) -> bytes:
        row = self._one("SELECT value FROM secrets WHERE name = 'links'")
        if row is None:
            with self._transaction() as connection:
                values = {"name": "links", "value": secrets.token_bytes(32)}
                insert(connection, "secrets", values, "ON CONFLICT DO NOTHING")
            row = self._one("SELECT value FROM secrets WHERE name = 'links'")
        return bytes(row["value"]) if row else b""

    def counts(self) -> dict[str, int]:
        with self._reading() as connection:
            counts: dict[str, int] = {}
            for table in _COUNTED:
                counts[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  (no data in it)
            by_state = dict.fromkeys(DeliveryState, 0)
            for row in connection.execute("SELECT state, count(*) AS count FROM deliveries GROUP BY state"):
                by_state[DeliveryState(row["state"])] = row["count"]
            by_outcome = dict.fromkeys(CheckOutcome, 0)
            for row in connection.execute("SELECT outcome, count(*) AS count FROM checks GROUP BY outcome"):
                by_outcome[CheckOutcome(row["outcome"])] = row["count"]
        counts |= {f"deliveries.{state.value}": count for state, count in by_state.items()}
        return counts | {f"checks.{outcome.value}": count for outcome, count in by_outcome.items()}

    def _all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._reading() as connection:
            return execute(connection, sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        found = self._all(sql, *values)
        return found[0] if found else None

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return self.connections.reading()

    def _transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        return self.connections.writing()
