"""Statements built from columns. Tables and columns are words of ours, never data; values are always bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

Values = dict[str, Any]
"""A row to be written, by column."""


def insert(connection: sqlite3.Connection, table: str, values: Values, tail: str = "") -> sqlite3.Cursor:
    """Insert one row; ``tail`` says what to do when it is there."""
    columns = ", ".join(values)
    marks = ", ".join(f":{column}" for column in values)
    return execute(connection, f"INSERT INTO {table} ({columns}) VALUES ({marks}) {tail}", values)  # noqa: S608  (no data in it)


def upsert(connection: sqlite3.Connection, table: str, values: Values, *, key: str) -> None:
    """Insert one row, or give the row of that key these values."""
    changes = ", ".join(f"{column} = excluded.{column}" for column in values if column != key)
    insert(connection, table, values, f"ON CONFLICT ({key}) DO UPDATE SET {changes}")


def update(connection: sqlite3.Connection, table: str, values: Values, *, id: str) -> bool:  # noqa: A002  (the column)
    """Give the row of that id these values; false when there is none."""
    changes = ", ".join(f"{column} = :{column}" for column in values)
    cursor = execute(connection, f"UPDATE {table} SET {changes} WHERE id = :id", {**values, "id": id})  # noqa: S608  (no data in it)
    return cursor.rowcount == 1


def execute(connection: sqlite3.Connection, sql: str, values: Values | Sequence[Any] = ()) -> sqlite3.Cursor:
    """Run one statement. Halves of surrogate pairs, which SQLite's text cannot hold, are replaced by U+FFFD."""
    try:
        return connection.execute(sql, values)
    except UnicodeEncodeError:
        if isinstance(values, dict):
            return connection.execute(sql, {name: _whole(value) for name, value in values.items()})
        return connection.execute(sql, [_whole(value) for value in values])


def _whole(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def marks(values: Sequence[object]) -> str:
    """As many placeholders as values, for an IN list."""
    return ", ".join("?" * len(values))
