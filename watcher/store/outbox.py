"""Deliveries: rows that are claimed by one conditional update, so that no two processes send the same one at once."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from watcher.domain.delivery import Attempt, Delivery, DeliveryState, Sent
from watcher.domain.errors import NotFound, UsageError
from watcher.store import rows
from watcher.store.codec import write_time
from watcher.store.statements import Values, execute, insert, marks

# A claim that reaches far beyond ours, a message made or tried in the future: they tell of a clock that was set back.
# Not by a moment: whoever waits for the write lock reads what others wrote after it had looked at the clock.
_DUE = """(
    (state = 'waiting' AND due_at <= :now)
    OR (state = 'sending' AND (claimed_until <= :now OR claimed_until > :beyond))
    OR (state = 'waiting' AND :until < coalesce(
        (SELECT at FROM attempts WHERE delivery_id = deliveries.id ORDER BY attempts.seq DESC LIMIT 1),
        CASE WHEN due_at = created_at THEN created_at END))
)"""
_AT_ONCE = 500
"""Ids in one IN list."""


def add(connection: sqlite3.Connection, delivery: Delivery) -> None:
    """A new row; a waiting digest of the same subscriber and time takes the events in instead."""
    delivery_id, position = delivery.id, 0
    open_digest = _open_digest(connection, delivery) if delivery.digest else None
    if open_digest:
        delivery_id, position = open_digest
    else:
        added = insert(connection, "deliveries", rows.delivery_values(delivery), "ON CONFLICT (id) DO NOTHING")
        if not added.rowcount:
            return
        for attempt in delivery.attempts:
            insert(connection, "attempts", rows.attempt_values(delivery.id, attempt))
    for place, event_id in enumerate(delivery.event_ids, position):
        insert(
            connection,
            "delivery_events",
            {"delivery_id": delivery_id, "position": place, "event_id": event_id},
            "ON CONFLICT DO NOTHING",
        )


def _open_digest(connection: sqlite3.Connection, delivery: Delivery) -> tuple[str, int] | None:
    found = execute(
        connection,
        """SELECT id, (SELECT max(position) FROM delivery_events WHERE delivery_id = id) AS last FROM deliveries
        WHERE digest = 1 AND state = 'waiting' AND subscriber = ? AND channel = ? AND due_at = ?
        ORDER BY seq LIMIT 1""",
        [delivery.subscriber, delivery.channel.value, write_time(delivery.due_at)],
    ).fetchone()
    return (found["id"], (found["last"] or 0) + 1) if found else None


def select(
    connection: sqlite3.Connection, *, states: Sequence[DeliveryState], subscriber: str, limit: int
) -> list[Delivery]:
    """Newest first; every state and subscriber where none is named."""
    conditions, values = ["1"], list[object]()
    if states:
        conditions.append(f"state IN ({marks(states)})")
        values += [state.value for state in states]
    if subscriber:
        conditions.append("subscriber = ?")
        values.append(subscriber)
    sql = f"SELECT * FROM deliveries WHERE {' AND '.join(conditions)} ORDER BY created_at DESC, seq DESC LIMIT ?"  # noqa: S608  (no data in it)
    return _whole(connection, execute(connection, sql, [*values, limit]))


def get(connection: sqlite3.Connection, delivery_id: str) -> Delivery:
    """Raises NotFound."""
    found = _whole(connection, execute(connection, "SELECT * FROM deliveries WHERE id = ?", [delivery_id]))
    if not found:
        raise NotFound("no such delivery is kept", where=delivery_id, mend="see watcher deliveries")
    return found[0]


def any_due(connection: sqlite3.Connection, *, now: datetime, until: datetime, busy: Sequence[str]) -> bool:
    """Whether a claim could find anything; asked without taking the write lock."""
    condition, values = _claimable(now, until, busy)
    return execute(connection, f"SELECT 1 FROM deliveries WHERE {condition} LIMIT 1", values).fetchone() is not None  # noqa: S608  (no data in it)


def _claimable(now: datetime, until: datetime, busy: Sequence[str]) -> tuple[str, Values]:
    """The condition for what can be claimed, and its values."""
    passed_over = {f"busy{place}": name for place, name in enumerate(busy)}
    condition = f"{_DUE} AND subscriber NOT IN ({', '.join(f':{mark}' for mark in passed_over)})"
    times = {"now": write_time(now), "until": write_time(until), "beyond": write_time(until + (until - now))}
    return condition, {**times, **passed_over}


def claim(
    connection: sqlite3.Connection, *, now: datetime, until: datetime, by: str, limit: int, busy: Sequence[str]
) -> list[Delivery]:
    """See the port; inside a transaction that holds the write lock."""
    condition, values = _claimable(now, until, busy)
    claimed = execute(
        connection,
        f"""UPDATE deliveries SET state = 'sending', claimed_by = :by, claimed_until = :until
        WHERE id IN (SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY subscriber ORDER BY due_at, seq) AS place
            FROM deliveries WHERE {condition}
        ) WHERE place <= :limit)
        RETURNING *""",  # noqa: S608  (no data in it)
        {**values, "by": by, "limit": limit},
    ).fetchall()
    # RETURNING promises no order.
    return _whole(connection, sorted(claimed, key=lambda row: (row["due_at"], row["seq"])))


def finish(connection: sqlite3.Connection, sent: Sent, *, by: str) -> bool:
    """Keep one attempt; whether ``by`` still held the delivery, and where it stands now was decided."""
    name = sent.delivery.id
    held = execute(
        connection,
        """UPDATE deliveries SET state = ?, due_at = ?, claimed_by = '', claimed_until = NULL
        WHERE id = ? AND state = 'sending' AND claimed_by = ?""",
        [sent.state.value, write_time(sent.next_at), name, by],
    )
    if held.rowcount == 1 or execute(connection, "SELECT 1 FROM deliveries WHERE id = ?", [name]).fetchone():
        insert(connection, "attempts", rows.attempt_values(name, sent.attempt))
    return held.rowcount == 1


def release(connection: sqlite3.Connection, delivery_ids: Sequence[str], *, by: str) -> None:
    """See the port."""
    for name in delivery_ids:
        execute(
            connection,
            """UPDATE deliveries SET state = 'waiting', claimed_by = '', claimed_until = NULL
            WHERE id = ? AND state = 'sending' AND claimed_by = ?""",
            [name, by],
        )


def redeliver(connection: sqlite3.Connection, delivery_id: str, *, now: datetime) -> Delivery:
    """See the port."""
    moment = write_time(now)
    changed = execute(
        connection,
        """UPDATE deliveries SET state = 'waiting', due_at = ?, claimed_by = '', claimed_until = NULL,
            attempts_before = (SELECT count(*) FROM attempts WHERE delivery_id = deliveries.id)
        WHERE id = ?
        AND (state IN ('delivered', 'failed', 'cancelled') OR (state = 'sending' AND claimed_until <= ?))""",
        [moment, delivery_id, moment],
    )
    delivery = get(connection, delivery_id)
    if changed.rowcount != 1:
        raise UsageError(
            f"the delivery is {delivery.state} and will be sent by itself",
            where=delivery_id,
            mend="see watcher deliveries",
        )
    return delivery


def cancel(connection: sqlite3.Connection, subscriber: str) -> int:
    """How many were waiting for the subscriber, and no longer are."""
    return execute(
        connection, "UPDATE deliveries SET state = 'cancelled' WHERE subscriber = ? AND state = 'waiting'", [subscriber]
    ).rowcount


def told(connection: sqlite3.Connection, event_keys: Sequence[str]) -> set[str]:
    """See the port."""
    names = set()
    for some in _portions(list(event_keys)):
        found = execute(
            connection,
            f"""SELECT DISTINCT deliveries.subscriber FROM events
            JOIN delivery_events ON delivery_events.event_id = events.id
            JOIN deliveries ON deliveries.id = delivery_events.delivery_id
            WHERE events.key IN ({marks(some)}) AND deliveries.state <> 'cancelled'""",  # noqa: S608  (no data in it)
            some,
        )
        names |= {row["subscriber"] for row in found}
    return names


def _whole(connection: sqlite3.Connection, found: Iterable[sqlite3.Row]) -> list[Delivery]:
    """The deliveries of these rows, in their order, with events and attempts."""
    kept = list(found)
    events: dict[str, list[str]] = defaultdict(list)
    attempts: dict[str, list[Attempt]] = defaultdict(list)
    for some in _portions([row["id"] for row in kept]):
        for row in execute(
            connection,
            f"SELECT * FROM delivery_events WHERE delivery_id IN ({marks(some)}) ORDER BY position",  # noqa: S608  (no data in it)
            some,
        ):
            events[row["delivery_id"]].append(row["event_id"])
        for row in execute(
            connection,
            f"SELECT * FROM attempts WHERE delivery_id IN ({marks(some)}) ORDER BY seq",  # noqa: S608  (no data in it)
            some,
        ):
            attempts[row["delivery_id"]].append(rows.attempt(row))
    return [rows.delivery(row, events[row["id"]], attempts[row["id"]]) for row in kept]


def _portions(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
