"""What is kept a second time so that it is found fast: made of the other tables, in the transaction that writes those.

When this release makes it in another form than the one that wrote a database, all of it is made anew on opening.
"""

from __future__ import annotations

import sqlite3

import structlog

from watcher.domain.agreement import Agreement
from watcher.domain.change import Comparison
from watcher.services.words import folded
from watcher.store import text_index
from watcher.store.codec import AGREEMENT, unpack_comparison, unpack_tree
from watcher.store.rows import read
from watcher.store.statements import execute, insert

log = structlog.get_logger("watcher.store")

FORM = 1
"""Raise it when what is made here is made in another way."""
_NAME = "finding"


def words_of(agreement: Agreement) -> str:
    """What of an agreement the overview's search looks at."""
    return f" {folded(agreement.id)} {folded(agreement.title)} {folded(agreement.provider)} "


def index_comparison(
    connection: sqlite3.Connection, agreement_id: str, comparison_id: str, comparison: Comparison
) -> None:
    """Which clauses a comparison changed, in place of what was known of it."""
    execute(connection, "DELETE FROM changed_clauses WHERE comparison_id = ?", [comparison_id])
    for change in comparison.changes:
        for clause_id in dict.fromkeys(clause.id for clause in (*change.old, *change.new)):
            values = {"agreement_id": agreement_id, "clause_id": clause_id}
            insert(connection, "changed_clauses", values | {"comparison_id": comparison_id, "change_id": change.id})


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the tables hold what this release would make."""
    row = execute(connection, "SELECT form FROM made WHERE name = ?", [_NAME]).fetchone()
    return row is not None and row["form"] == FORM


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Make all of it anew where that is needed, all or nothing. Several processes may do so at once."""
    if is_current(connection):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not is_current(connection):
            _make_anew(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _make_anew(connection: sqlite3.Connection) -> None:
    versions = connection.execute("SELECT count(*) FROM versions").fetchone()[0]
    if versions:
        log.info("indexing what is kept, once, for this release", versions=versions)
    text_index.drop(connection)
    connection.execute("DELETE FROM changed_clauses")
    for row in connection.execute("SELECT id, body FROM agreements").fetchall():
        words = words_of(read(AGREEMENT.form, row["body"]))
        execute(connection, "UPDATE agreements SET words = ? WHERE id = ?", [words, row["id"]])
        _index_versions(connection, row["id"])
    for row in connection.execute("SELECT id, agreement_id, body FROM comparisons"):
        index_comparison(connection, row["agreement_id"], row["id"], unpack_comparison(row["body"]))
    execute(connection, "INSERT INTO made VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET form = ?", [_NAME, FORM, FORM])


def _index_versions(connection: sqlite3.Connection, agreement_id: str) -> None:
    kept = execute(
        connection,
        """SELECT number, body FROM versions JOIN trees ON trees.version_id = versions.id
        WHERE agreement_id = ? ORDER BY number""",
        [agreement_id],
    )
    for row in kept:
        text_index.place(connection, agreement_id, row["number"], row["number"], unpack_tree(row["body"]))
