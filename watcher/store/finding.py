"""The ports TextIndex and ClauseIndex on SQLite: FTS5 over what ``text_index`` keeps, and where each clause changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from watcher.domain.version import Recorded
from watcher.services import paging
from watcher.services.paging import Page
from watcher.services.search import Found, Query, When
from watcher.store.connections import Connections
from watcher.store.rows import at, recorded
from watcher.store.statements import execute, marks

_WEIGHTS = "4.0, 1.0"
"""What a word counts in a heading, and in a text."""


class SqliteTextIndex:
    """See the port."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def find(self, wanted: Sequence[Sequence[str]], query: Query, *, after: str, limit: int) -> Page[Found]:
        conditions, values = _conditions(query)
        if place := paging.key(after, int, float, int):
            conditions.append("(gone, score, found) > (?, ?, ?)")
            values += place
        with self._connections.reading() as connection:
            best = execute(
                connection,
                f"""SELECT * FROM (
                    SELECT texts.id AS found, texts.agreement_id AS agreement_id, 1 - texts.current AS gone, score
                    FROM (SELECT rowid AS place, bm25(text_index, {_WEIGHTS}) AS score
                        FROM text_index WHERE text_index MATCH ?) JOIN texts ON texts.id = place)
                WHERE {" AND ".join(conditions)} ORDER BY gone, score, found LIMIT ?""",  # noqa: S608  (no data in it)
                [_match(wanted), *values, limit + 1],
            ).fetchall()
            told = _told(connection, [row["found"] for row in best[:limit]], query)
        return paging.page(
            best, limit, lambda row: told[row["found"]], lambda row: (row["gone"], row["score"], row["found"])
        )


def _match(wanted: Sequence[Sequence[str]]) -> str:
    """In FTS5's own language. Folded words hold letters and digits only: none can be anything but a word in it."""
    return " AND ".join(f'"{" ".join(phrase)}"' for phrase in wanted)


def _conditions(query: Query) -> tuple[list[str], list[Any]]:
    conditions, values = ["1"], list[Any]()
    if query.agreement:
        conditions.append("agreement_id = ?")
        values.append(query.agreement)
    if query.current:
        conditions.append("gone = 0")
    fits, of_wording = _fits(query)
    if fits:
        conditions.append(f"EXISTS (SELECT 1 FROM {_TIMED} WHERE wordings.text_id = found AND {fits})")  # noqa: S608  (no data in it)
        values += of_wording
    return conditions, values


_TIMED = """wordings
    JOIN versions AS begun ON begun.agreement_id = wordings.agreement_id AND begun.number = wordings.first
    LEFT JOIN versions AS ended ON ended.agreement_id = wordings.agreement_id AND ended.number = wordings.gone"""


def _fits(query: Query) -> tuple[str, list[Any]]:
    """What a wording has to be like; empty where any will do."""
    conditions, values = list[str](), list[Any]()
    if query.category:
        conditions.append("instr(wordings.categories || wordings.inherited, ?) > 0")
        values.append(json.dumps(query.category, ensure_ascii=False))
    if query.since is not None:
        conditions.append("(ended.first_seen IS NULL OR ended.first_seen >= ?)")
        values.append(query.since.isoformat())
    if query.until is not None:
        conditions.append("begun.first_seen < ?")
        values.append(_next_day(query.until))
    return " AND ".join(conditions), values


def _next_day(day: date) -> str:
    return "9999-12-31T24" if day == date.max else (day + timedelta(days=1)).isoformat()


def _told(connection: sqlite3.Connection, text_ids: Sequence[int], query: Query) -> dict[int, Found]:
    """Of each text the wording that people are shown: one that fits, the one that stands, the last that stood."""
    fits, values = _fits(query)
    found = execute(
        connection,
        f"""SELECT wordings.*, heading, text, json_extract(agreements.body, '$.title') AS title,
            begun.first_seen AS since, ended.first_seen AS until, {fits or "1"} AS fits,
            count(*) OVER (PARTITION BY text_id) AS times
        FROM {_TIMED} JOIN texts ON texts.id = wordings.text_id JOIN agreements ON agreements.id = wordings.agreement_id
        WHERE wordings.text_id IN ({marks(text_ids)})
        ORDER BY fits, wordings.gone IS NULL, wordings.gone, wordings.id DESC""",  # noqa: S608  (no data in it)
        [*values, *text_ids],
    )
    return {row["text_id"]: _found(row) for row in found}


def _found(row: sqlite3.Row) -> Found:
    return Found(
        agreement_id=row["agreement_id"],
        title=row["title"],
        clause_id=row["clause_id"],
        label=row["label"],
        path=tuple(json.loads(row["path"])),
        lang=row["lang"],
        categories=tuple(json.loads(row["categories"])),
        heading=row["heading"],
        text=row["text"],
        since=When(version=row["first"], at=at(row["since"])),
        until=None if row["gone"] is None else When(version=row["gone"], at=at(row["until"])),
        others=row["times"] - 1,
    )


class SqliteClauseIndex:
    """The port ClauseIndex."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def touching(self, agreement_id: str, clause_id: str) -> list[tuple[Recorded, tuple[str, ...]]]:
        with self._connections.reading() as connection:
            found = execute(
                connection,
                """SELECT comparisons.*, json_group_array(change_id) AS change_ids
                FROM changed_clauses JOIN comparisons ON comparisons.id = changed_clauses.comparison_id
                WHERE changed_clauses.agreement_id = ? AND clause_id = ?
                GROUP BY comparisons.seq ORDER BY new_number, comparisons.seq""",
                [agreement_id, clause_id],
            ).fetchall()
        return [(recorded(row), tuple(json.loads(row["change_ids"]))) for row in found]

    def first_version(self, agreement_id: str, clause_id: str) -> int | None:
        with self._connections.reading() as connection:
            row = execute(
                connection,
                "SELECT min(first) AS first FROM wordings WHERE agreement_id = ? AND clause_id = ?",
                [agreement_id, clause_id],
            ).fetchone()
        found: int | None = row["first"]
        return found
