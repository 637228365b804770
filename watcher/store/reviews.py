"""The port ReviewLog on SQLite. Rows are only ever inserted."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from watcher.domain.assessment import Severity
from watcher.domain.errors import NotFound, Overtaken
from watcher.domain.review import Action, Decision, DecisionKind, Entry, OpenReview, ReviewState, Standing, chained
from watcher.services import paging
from watcher.services.paging import Page
from watcher.services.ports import Waiting
from watcher.store.codec import write_time
from watcher.store.connections import Connections
from watcher.store.rows import at
from watcher.store.statements import Values, execute, insert, marks

_AT_ONCE = 500
"""Ids in one IN list."""
_BY_RANK = {severity.rank: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class _Open:
    """How a statement finds the comparisons that are still to be decided."""

    join: str
    """What ``review_log`` is joined on: the entry that says where the review of the comparison stands."""
    condition: str
    """Takes today, as a value."""


OPEN = _Open(
    join="""review_log.seq =
        (SELECT max(seq) FROM review_log WHERE comparison_id = comparisons.id AND change_id = '')""",
    condition="""weight > 0
        AND (state IS NULL OR state <> 'closed' OR (decision = 'deferred' AND until <= ?))""",
)
_LISTED = f"""SELECT comparisons.seq AS number, comparisons.id AS comparison_id, agreement_id, old_number, new_number,
        comparisons.at AS made_at, weight, state, assignee, decision, owner, until,
        (SELECT json_extract(body, '$.title') FROM agreements WHERE id = agreement_id) AS title
    FROM comparisons LEFT JOIN review_log ON {OPEN.join}"""  # noqa: S608  (no data in it)


class SqliteReviews:
    """See the port."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def append(self, entries: Sequence[Entry], *, after: int | None = None) -> list[Entry]:
        """See the port. Raises NotFound when the comparison is not kept, Overtaken."""
        with self._connections.writing() as connection:
            for comparison_id in {entry.comparison_id for entry in entries}:
                self._check(connection, comparison_id, after)
            row = connection.execute("SELECT * FROM review_log ORDER BY seq DESC LIMIT 1").fetchone()
            last = _entry(row) if row else None
            kept = []
            for entry in entries:
                last = chained(entry, last)
                insert(connection, "review_log", _values(last))
                kept.append(last)
            return kept

    def _check(self, connection: sqlite3.Connection, comparison_id: str, after: int | None) -> None:
        if execute(connection, "SELECT 1 FROM comparisons WHERE id = ?", [comparison_id]).fetchone() is None:
            raise NotFound("no such comparison is kept", where=comparison_id)
        newest = execute(
            connection, "SELECT max(seq) AS seq FROM review_log WHERE comparison_id = ?", [comparison_id]
        ).fetchone()["seq"]
        if after is not None and (newest or 0) > after:
            raise Overtaken("somebody else has acted on this comparison in between", where=comparison_id)

    def entries(self, comparison_id: str) -> list[Entry]:
        return self._all("SELECT * FROM review_log WHERE comparison_id = ? ORDER BY seq", comparison_id)

    def chain(self, *, after: int = 0, limit: int = 1000) -> list[Entry]:
        return self._all("SELECT * FROM review_log WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)

    def open_reviews(self, today: date, *, limit: int = 100) -> list[OpenReview]:
        return list(self.waiting(Waiting(), today, limit=limit).items)

    def waiting(self, wanted: Waiting, today: date, *, after: str = "", limit: int = 50) -> Page[OpenReview]:
        conditions, values = _conditions(wanted, today)
        if place := paging.key(after, int, str, int):
            conditions.append("(weight, comparisons.at, comparisons.seq) < (?, ?, ?)")
            values += place
        with self._connections.reading() as connection:
            found = execute(
                connection,
                f"""{_LISTED} WHERE {" AND ".join(conditions)}
                ORDER BY weight DESC, comparisons.at DESC, comparisons.seq DESC LIMIT ?""",
                [*values, limit + 1],
            ).fetchall()
        return paging.page(found, limit, _open_review, lambda row: (row["weight"], row["made_at"], row["number"]))

    def count_waiting(self, wanted: Waiting, today: date, *, limit: int) -> int:
        conditions, values = _conditions(wanted, today)
        with self._connections.reading() as connection:
            sql = f"SELECT count(*) AS count FROM ({_LISTED} WHERE {' AND '.join(conditions)} LIMIT ?)"  # noqa: S608  (no data in it)
            found: int = execute(connection, sql, [*values, limit]).fetchone()["count"]
            return found

    def standings(self, comparison_ids: Sequence[str]) -> dict[str, Standing]:
        found: dict[str, Standing] = {}
        ids = list(comparison_ids)
        with self._connections.reading() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                some = ids[start : start + _AT_ONCE]
                rows = execute(
                    connection,
                    f"""SELECT * FROM review_log WHERE seq IN (SELECT max(seq) FROM review_log
                    WHERE change_id = '' AND comparison_id IN ({marks(some)}) GROUP BY comparison_id)""",  # noqa: S608  (no data in it)
                    some,
                )
                found |= {row["comparison_id"]: standing(row) for row in rows}
        return found

    def _all(self, sql: str, *values: object) -> list[Entry]:
        with self._connections.reading() as connection:
            return [_entry(row) for row in execute(connection, sql, values)]


def _conditions(wanted: Waiting, today: date) -> tuple[list[str], list[Any]]:
    conditions, values = [OPEN.condition], list[Any]([today.isoformat()])
    for condition, value in (
        ("agreement_id = ?", wanted.agreement),
        ("ifnull(state, 'new') = ?", wanted.state),
        ("assignee = ?", wanted.assignee),
    ):
        if value:
            conditions.append(condition)
            values.append(value)
    if wanted.tag:
        conditions.append(
            """EXISTS (SELECT 1 FROM agreements, json_each(agreements.body, '$.tags')
            WHERE agreements.id = comparisons.agreement_id AND json_each.value = ?)"""
        )
        values.append(wanted.tag)
    if wanted.severity is not Severity.NONE:
        conditions.append("weight >= ?")
        values.append(wanted.severity.rank)
    return conditions, values


def _open_review(row: sqlite3.Row) -> OpenReview:
    return OpenReview(
        comparison_id=row["comparison_id"],
        agreement_id=row["agreement_id"],
        title=row["title"],
        old=row["old_number"],
        new=row["new_number"],
        at=at(row["made_at"]),
        severity=_BY_RANK[row["weight"]],
        standing=standing(row) if row["state"] else Standing(),
    )


def _values(entry: Entry) -> Values:
    decision = entry.standing.decision
    return {
        "seq": entry.seq,
        "at": write_time(entry.at),
        "who": entry.who,
        "comparison_id": entry.comparison_id,
        "change_id": entry.change_id,
        "place": entry.place,
        "action": entry.action.value,
        "words": entry.words,
        "state": entry.standing.state.value,
        "assignee": entry.standing.assignee,
        "decision": decision.kind.value if decision else None,
        "owner": decision.owner if decision else "",
        "until": decision.until.isoformat() if decision and decision.until else None,
        "seen": entry.seen,
        "before": entry.before,
        "hash": entry.hash,
    }


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        seq=row["seq"],
        at=at(row["at"]),
        who=row["who"],
        comparison_id=row["comparison_id"],
        change_id=row["change_id"],
        place=row["place"],
        action=Action(row["action"]),
        words=row["words"],
        standing=standing(row),
        seen=row["seen"],
        before=row["before"],
        hash=row["hash"],
    )


def standing(row: sqlite3.Row) -> Standing:
    """Where a review stands after the entry of the log that the row holds."""
    decision = None
    if row["decision"]:
        decision = Decision(
            kind=DecisionKind(row["decision"]),
            owner=row["owner"],
            until=date.fromisoformat(row["until"]) if row["until"] else None,
        )
    return Standing(state=ReviewState(row["state"]), assignee=row["assignee"], decision=decision)
