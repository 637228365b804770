"""The index of texts: which clause read how, from which version until which.

    texts      each distinct heading and text of an agreement, once, and whether it stands in the newest version
    wordings   clause c7 read text 12 from version 3 until it was gone in 9; open, where the newest reads so
    text_index the full-text index over ``texts``: words as ``services.words`` folds them, so that what is found and
               what is marked agree; SQLite's ``ascii`` tokenizer takes what stands between blanks as it is

One function keeps all three: what version N says is put in the place of what the index has for N, whether N is a new
version or an old one that was derived again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watcher.domain.clause import Clause, ClauseTree
from watcher.services.ports import Categories
from watcher.services.words import folded
from watcher.significance.categories import inherited_categories, own_categories
from watcher.store.records import dumps
from watcher.store.statements import execute, insert

_Pair = tuple[str, int]
"""Clause id and text id: that clause reads so."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """A row of ``wordings``, as far as placing a version needs it."""

    id: int
    first: int
    gone: int | None
    label: str


def place(
    connection: sqlite3.Connection,
    agreement_id: str,
    number: int,
    newest: int,
    tree: ClauseTree,
    categories: Categories | None = None,
) -> None:
    """Let the index say of version ``number`` what this tree says; ``newest`` is the agreement's newest version.

    ``categories`` of the tree's clauses are found here where they are not known.
    """
    kept = _covering(connection, agreement_id, number)
    wanted = _wanted(connection, agreement_id, tree)
    touched = set[int]()
    for pair, wording in kept.items():
        if pair not in wanted:
            _take_out(connection, wording, number, newest)
            touched.add(pair[1])
        elif wording.label != wanted[pair].label and _last_of(wording, newest) == number:
            _relabel(connection, wording.id, wanted[pair])
    for pair, clause in wanted.items():
        if pair not in kept:
            # Of these clauses alone: to find the categories of all takes longer than everything else here.
            own = categories[clause.id] if categories else (own_categories(clause), inherited_categories(tree, clause))
            _put_in(connection, agreement_id, pair, clause, own, number, newest)
            touched.add(pair[1])
    _settle(connection, touched)


def drop(connection: sqlite3.Connection) -> None:
    """Empty the index."""
    connection.execute("INSERT INTO text_index (text_index) VALUES ('delete-all')")
    connection.execute("DELETE FROM wordings")
    connection.execute("DELETE FROM texts")


def _covering(connection: sqlite3.Connection, agreement_id: str, number: int) -> dict[_Pair, _Wording]:
    rows = execute(
        connection,
        """SELECT id, clause_id, text_id, first, gone, label FROM wordings
        WHERE agreement_id = ? AND first <= ? AND (gone IS NULL OR gone > ?)""",
        [agreement_id, number, number],
    )
    return {
        (row["clause_id"], row["text_id"]): _Wording(row["id"], row["first"], row["gone"], row["label"]) for row in rows
    }


def _wanted(connection: sqlite3.Connection, agreement_id: str, tree: ClauseTree) -> dict[_Pair, Clause]:
    """The clauses that say anything, by what they say; texts that are new are kept and indexed."""
    known = {
        bytes(row["digest"]): row["id"]
        for row in execute(connection, "SELECT id, digest FROM texts WHERE agreement_id = ?", [agreement_id])
    }
    wanted = {}
    for clause in tree.clauses:
        if not (clause.heading or clause.text):
            continue
        digest = _digest(clause)
        if digest not in known:
            values = {"agreement_id": agreement_id, "digest": digest, "current": 0}
            row = insert(
                connection, "texts", values | {"heading": clause.heading, "text": clause.text}, "RETURNING id"
            ).fetchone()
            known[digest] = row["id"]
            _index(connection, row["id"], clause.heading, clause.text)
        wanted[clause.id, known[digest]] = clause
    return wanted


def _digest(clause: Clause) -> bytes:
    said = f"{clause.heading}\n\n{clause.text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).digest()[:16]


def _index(connection: sqlite3.Connection, text_id: int, heading: str, text: str) -> None:
    execute(
        connection,
        "INSERT INTO text_index (rowid, heading, text) VALUES (?, ?, ?)",
        [text_id, folded(heading), folded(text)],
    )


def _last_of(wording: _Wording, newest: int) -> int:
    return newest if wording.gone is None else wording.gone - 1


def _take_out(connection: sqlite3.Connection, wording: _Wording, number: int, newest: int) -> None:
    """The clause did not read so in that version: its wording begins later, ends earlier, or both."""
    begins_here, ends_here = wording.first == number, _last_of(wording, newest) == number
    if begins_here and ends_here:
        execute(connection, "DELETE FROM wordings WHERE id = ?", [wording.id])
    elif begins_here:
        execute(connection, "UPDATE wordings SET first = ? WHERE id = ?", [number + 1, wording.id])
    else:
        if not ends_here:
            columns = "agreement_id, text_id, clause_id, label, path, lang, categories, inherited"
            execute(
                connection,
                f"""INSERT INTO wordings ({columns}, first, gone)
                SELECT {columns}, ?, gone FROM wordings WHERE id = ?""",  # noqa: S608  (no data in it)
                [number + 1, wording.id],
            )
        execute(connection, "UPDATE wordings SET gone = ? WHERE id = ?", [number, wording.id])


def _put_in(
    connection: sqlite3.Connection,
    agreement_id: str,
    pair: _Pair,
    clause: Clause,
    categories: tuple[Sequence[str], Sequence[str]],
    number: int,
    newest: int,
) -> None:
    """The clause read so in that version: a wording of its own, joined with those of the versions around it."""
    first, gone = number, number + 1 if number < newest else None
    for row in execute(
        connection,
        """SELECT id, first, gone FROM wordings
        WHERE agreement_id = ? AND clause_id = ? AND text_id = ? AND (gone = ? OR first = ?)""",
        [agreement_id, *pair, number, number + 1],
    ).fetchall():
        first, gone = (row["first"], gone) if row["gone"] == number else (first, row["gone"])
        execute(connection, "DELETE FROM wordings WHERE id = ?", [row["id"]])
    own, inherited = categories
    values = {"agreement_id": agreement_id, "text_id": pair[1], "clause_id": pair[0], "first": first, "gone": gone}
    said = {"categories": dumps(list(own)), "inherited": dumps(list(inherited)), "lang": clause.lang}
    insert(connection, "wordings", values | said | {"label": clause.label, "path": dumps(list(clause.path))})


def _relabel(connection: sqlite3.Connection, wording_id: int, clause: Clause) -> None:
    execute(
        connection,
        "UPDATE wordings SET label = ?, path = ? WHERE id = ?",
        [clause.label, dumps(list(clause.path)), wording_id],
    )


def _settle(connection: sqlite3.Connection, text_ids: Iterable[int]) -> None:
    """Texts that no clause ever read are dropped; of the others it is kept whether they stand now."""
    for text_id in text_ids:
        row = execute(
            connection,
            """SELECT heading, text, current, (SELECT count(*) FROM wordings WHERE text_id = texts.id) AS read,
            EXISTS (SELECT 1 FROM wordings WHERE text_id = texts.id AND gone IS NULL) AS stands
            FROM texts WHERE id = ?""",
            [text_id],
        ).fetchone()
        if not row["read"]:
            # The full-text index keeps no texts: to take one out it has to be told which words it had.
            execute(
                connection,
                "INSERT INTO text_index (text_index, rowid, heading, text) VALUES ('delete', ?, ?, ?)",
                [text_id, folded(row["heading"]), folded(row["text"])],
            )
            execute(connection, "DELETE FROM texts WHERE id = ?", [text_id])
        elif row["stands"] != row["current"]:
            execute(connection, "UPDATE texts SET current = ? WHERE id = ?", [row["stands"], text_id])
