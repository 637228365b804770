"""The port Catalogue on SQLite: lists of what is kept, each read as far as its page goes. No comparison is unpacked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from watcher.domain.assessment import Severity
from watcher.domain.change import ChangeKind
from watcher.domain.delivery import Delivery, DeliveryState
from watcher.domain.errors import NotFound
from watcher.domain.review import Standing
from watcher.domain.version import Check, Version, WatchState
from watcher.services import paging
from watcher.services.overview import ALL, Bucket, Choices, Compared, Moment, Row, Wanted, weighty
from watcher.services.paging import Page
from watcher.store import outbox, rows
from watcher.store.codec import write_time
from watcher.store.connections import Connections
from watcher.store.reviews import OPEN, standing
from watcher.store.statements import execute, marks

_BY_RANK = {severity.rank: severity for severity in Severity}

_CONDITION = """CASE WHEN ended_at IS NOT NULL THEN 'ended' WHEN last_check IS NULL THEN 'new'
    WHEN quarantined_since IS NOT NULL THEN 'quarantined' WHEN failing_since IS NOT NULL THEN 'failing'
    WHEN candidate <> 'null' THEN 'confirming' ELSE 'watched' END"""
"""As ``services.browse.Standing.condition``."""

_LISTED = f"""SELECT agreements.id AS id, agreements.body AS body, words, since, ended_at, states.*,
    {_CONDITION} AS condition, ifnull(versions.number, 0) AS versions,
    CASE WHEN versions.number > 1 THEN versions.first_seen ELSE '' END AS changed,
    comparisons.id AS comparison_id, comparisons.weight AS weight
FROM agreements LEFT JOIN states ON states.agreement_id = agreements.id
LEFT JOIN versions ON versions.agreement_id = agreements.id
    AND versions.number = (SELECT max(number) FROM versions WHERE agreement_id = agreements.id)
LEFT JOIN comparisons ON comparisons.seq =
    (SELECT seq FROM comparisons WHERE agreement_id = agreements.id ORDER BY at DESC, seq DESC LIMIT 1)"""  # noqa: S608  (no data in it)

_COMPARED = f"""SELECT comparisons.seq AS number, comparisons.id AS comparison_id, agreements.id AS agreement_id,
    json_extract(agreements.body, '$.title') AS title, old_number, new_number, comparisons.at AS made_at,
    weight, counts, state, assignee, decision, owner, until
FROM comparisons JOIN agreements ON agreements.id = comparisons.agreement_id
LEFT JOIN review_log ON {OPEN.join}"""  # noqa: S608  (no data in it)

_TROUBLED = "ifnull(quarantined_since, failing_since)"


class SqliteCatalogue:
    """See the port."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def agreements(self, wanted: Wanted, *, after: str, limit: int) -> Page[Row]:
        conditions, values = _conditions(wanted)
        conditions.append(_of_state(wanted.state, values))
        if wanted.order == "changed":
            if place := paging.key(after, str, str):
                conditions.append("(changed < ? OR (changed = ? AND id > ?))")
                values += [place[0], *place]
            found = self._listed(conditions, values, "changed DESC, id", limit)
            return paging.page(found, limit, _row, lambda row: (row["changed"], row["id"]))
        if place := paging.key(after, str):
            conditions.append("id > ?")
            values += place
        return paging.page(self._listed(conditions, values, "id", limit), limit, _row, lambda row: (row["id"],))

    def row(self, agreement_id: str) -> Row:
        known = "id = ifnull((SELECT agreement_id FROM earlier_ids WHERE id = ? AND NOT EXISTS"
        known += " (SELECT 1 FROM agreements WHERE id = ?)), ?)"
        found = self._listed([known], [agreement_id] * 3, "id", 1)
        if not found:
            raise NotFound("no such agreement is kept", where=agreement_id, mend="see watcher status")
        return _row(found[0])

    def trouble(self, *, after: str, limit: int) -> Page[Row]:
        conditions, values = ["condition IN ('failing', 'quarantined')"], list[Any]()
        if place := paging.key(after, str, str):
            conditions.append(f"({_TROUBLED}, id) > (?, ?)")
            values += place
        found = self._listed(conditions, values, f"{_TROUBLED}, id", limit)
        return paging.page(
            found, limit, _row, lambda row: (row["quarantined_since"] or row["failing_since"], row["id"])
        )

    def longest_unchecked(self) -> list[Row]:
        # SQLite gives of each group the row that has the minimum.
        found = self._all(
            f"""SELECT *, min(last_check) FROM ({_LISTED}) WHERE ended_at IS NULL AND last_check IS NOT NULL
                AND candidate = 'null' GROUP BY json_extract(body, '$.every')
            UNION ALL SELECT *, NULL FROM ({_LISTED}) WHERE ended_at IS NULL
                AND (last_check IS NULL OR candidate <> 'null')"""  # noqa: S608  (no data in it)
        )
        return [_row(row) for row in found]

    def tally(self, wanted: Wanted) -> dict[str, int]:
        conditions, values = _conditions(wanted)
        sql = (
            f"SELECT condition, count(*) AS count FROM ({_LISTED}) WHERE {' AND '.join(conditions)} GROUP BY condition"  # noqa: S608  (no data in it)
        )
        return {row["condition"]: row["count"] for row in self._all(sql, values)}

    def choices(self) -> Choices:
        providers = self._all(
            """SELECT DISTINCT json_extract(body, '$.provider') AS name FROM agreements
            WHERE ended_at IS NULL AND name <> '' ORDER BY name"""
        )
        tags = self._all(
            """SELECT DISTINCT value AS name FROM agreements, json_each(body, '$.tags')
            WHERE ended_at IS NULL ORDER BY name"""
        )
        return Choices(tags=tuple(row["name"] for row in tags), providers=tuple(row["name"] for row in providers))

    def buckets(self, agreement_ids: Sequence[str], since: date) -> dict[str, dict[date, Bucket]]:
        found = self._all(
            f"""SELECT agreement_id, substr(at, 1, 7) AS month, weight, counts FROM comparisons
            WHERE agreement_id IN ({marks(agreement_ids)}) AND at >= ?""",  # noqa: S608  (no data in it)
            [*agreement_ids, since.isoformat()],
        )
        buckets: dict[str, dict[date, Bucket]] = {}
        for row in found:
            begins = date.fromisoformat(row["month"] + "-01")
            months = buckets.setdefault(row["agreement_id"], {})
            before = months.get(begins) or Bucket(begins=begins)
            severity = _BY_RANK[row["weight"]]
            months[begins] = Bucket(
                begins=begins,
                comparisons=before.comparisons + 1,
                changes=before.changes + weighty(_counts(row["counts"])),
                severity=max(before.severity or severity, severity),
            )
        return buckets

    def open_counts(self, agreement_ids: Sequence[str], today: date) -> dict[str, int]:
        found = self._all(
            f"""SELECT agreement_id, count(*) AS count FROM comparisons LEFT JOIN review_log ON {OPEN.join}
            WHERE agreement_id IN ({marks(agreement_ids)}) AND {OPEN.condition} GROUP BY agreement_id""",  # noqa: S608  (no data in it)
            [*agreement_ids, today.isoformat()],
        )
        return {row["agreement_id"]: row["count"] for row in found}

    def timeline(self, agreement_id: str) -> list[Moment]:
        found = self._all(
            """SELECT number, first_seen, returns_to, comparisons.id AS comparison_id, counts, weight
            FROM versions LEFT JOIN comparisons ON comparisons.agreement_id = versions.agreement_id
                AND comparisons.new_number = versions.number AND comparisons.old_number = versions.number - 1
            WHERE versions.agreement_id = ? ORDER BY number""",
            [agreement_id],
        )
        return [
            Moment(
                version=row["number"],
                at=rows.at(row["first_seen"]),
                returns_to=row["returns_to"],
                comparison_id=row["comparison_id"] or "",
                counts=_counts(row["counts"] or "{}"),
                severity=None if row["weight"] is None else _BY_RANK[row["weight"]],
            )
            for row in found
        ]

    def compared(
        self, *, agreement_id: str, severity: Severity, since: datetime | None, after: str, limit: int
    ) -> Page[Compared]:
        conditions, values = ["1"], list[Any]()
        if agreement_id:
            conditions.append("comparisons.agreement_id = ?")
            values.append(agreement_id)
        if severity is not Severity.NONE:
            conditions.append("weight >= ?")
            values.append(severity.rank)
        if since is not None:
            conditions.append("comparisons.at > ?")
            values.append(write_time(since))
        if place := paging.key(after, str, int):
            conditions.append("(comparisons.at, comparisons.seq) < (?, ?)")
            values += place
        found = self._all(
            f"""{_COMPARED} WHERE {" AND ".join(conditions)}
            ORDER BY comparisons.at DESC, comparisons.seq DESC LIMIT ?""",
            [*values, limit + 1],
        )
        return paging.page(found, limit, _compared, lambda row: (row["made_at"], row["number"]))

    def comparison(self, comparison_id: str) -> Compared:
        found = self._all(f"{_COMPARED} WHERE comparisons.id = ?", [comparison_id])
        if not found:
            raise NotFound("no such comparison is kept", where=comparison_id, mend="see watcher log")
        return _compared(found[0])

    def versions(self, agreement_id: str, *, after: str, limit: int) -> Page[Version]:
        place = paging.key(after, int) or (0,)
        found = self._all(
            "SELECT * FROM versions WHERE agreement_id = ? AND number > ? ORDER BY number LIMIT ?",
            [agreement_id, *place, limit + 1],
        )
        return paging.page(found, limit, rows.version, lambda row: (row["number"],))

    def deliveries(self, states: Sequence[DeliveryState], subscriber: str, *, after: str, limit: int) -> Page[Delivery]:
        conditions, values = ["1"], list[Any]()
        if states:
            conditions.append(f"state IN ({marks(states)})")
            values += [state.value for state in states]
        if subscriber:
            conditions.append("subscriber = ?")
            values.append(subscriber)
        if place := paging.key(after, str, int):
            conditions.append("(created_at, seq) < (?, ?)")
            values += place
        with self._connections.reading() as connection:
            found = execute(
                connection,
                f"""SELECT id, created_at, seq FROM deliveries WHERE {" AND ".join(conditions)}
                ORDER BY created_at DESC, seq DESC LIMIT ?""",  # noqa: S608  (no data in it)
                [*values, limit + 1],
            ).fetchall()
            return paging.page(
                found,
                limit,
                lambda row: outbox.get(connection, row["id"]),
                lambda row: (row["created_at"], row["seq"]),
            )

    def checks(self, agreement_id: str, *, after: str, limit: int) -> Page[Check]:
        place = paging.key(after, str, int)
        found = self._all(
            f"""SELECT * FROM checks WHERE agreement_id = ? {"AND (at, seq) < (?, ?)" if place else ""}
            ORDER BY at DESC, seq DESC LIMIT ?""",  # noqa: S608  (no data in it)
            [agreement_id, *(place or ()), limit + 1],
        )
        return paging.page(found, limit, rows.check, lambda row: (row["at"], row["seq"]))

    def looked(self, who: str) -> datetime | None:
        found = self._all("SELECT until FROM looks WHERE who = ?", [who])
        return rows.at(found[0]["until"]) if found else None

    def look(self, who: str, until: datetime) -> None:
        with self._connections.writing() as connection:
            execute(
                connection,
                "INSERT INTO looks VALUES (?, ?) ON CONFLICT (who) DO UPDATE SET until = max(until, excluded.until)",
                [who, write_time(until)],
            )

    def _listed(self, conditions: Sequence[str], values: Sequence[Any], order: str, limit: int) -> list[sqlite3.Row]:
        sql = f"SELECT * FROM ({_LISTED}) WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?"  # noqa: S608  (no data in it)
        return self._all(sql, [*values, limit + 1])

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        with self._connections.reading() as connection:
            return execute(connection, sql, values).fetchall()


def _conditions(wanted: Wanted) -> tuple[list[str], list[Any]]:
    conditions, values = ["1"], list[Any]()
    for phrase in wanted.folded:
        conditions.append("instr(words, ?) > 0")
        values.append(phrase)
    if wanted.tag:
        conditions.append("EXISTS (SELECT 1 FROM json_each(body, '$.tags') WHERE value = ?)")
        values.append(wanted.tag)
    if wanted.provider:
        conditions.append("json_extract(body, '$.provider') = ?")
        values.append(wanted.provider)
    if wanted.severity is not Severity.NONE:
        conditions.append("weight >= ?")
        values.append(wanted.severity.rank)
    return conditions, values


def _of_state(state: str, values: list[Any]) -> str:
    if not state:
        return "ended_at IS NULL"
    if state == ALL:
        return "1"
    values.append(state)
    return "condition = ?"


def _row(row: sqlite3.Row) -> Row:
    watched = rows.watched(row)
    known = row["agreement_id"] is not None
    return Row(
        agreement=watched.agreement,
        watched_since=watched.since,
        condition=row["condition"],
        state=rows.state(row) if known else WatchState(agreement_id=watched.agreement.id),
        versions=row["versions"],
        last_change=rows.at(row["changed"]) if row["changed"] else None,
        ended_at=watched.ended_at,
        comparison_id=row["comparison_id"] or "",
        severity=None if row["weight"] is None else _BY_RANK[row["weight"]],
    )


def _compared(row: sqlite3.Row) -> Compared:
    return Compared(
        id=row["comparison_id"],
        agreement_id=row["agreement_id"],
        title=row["title"],
        old=row["old_number"],
        new=row["new_number"],
        at=rows.at(row["made_at"]),
        severity=_BY_RANK[row["weight"]],
        counts=_counts(row["counts"]),
        standing=standing(row) if row["state"] else Standing(),
    )


def _counts(said: str) -> dict[ChangeKind, int]:
    return {ChangeKind(kind): count for kind, count in json.loads(said).items()}
