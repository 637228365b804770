"""What can be written in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from watcher.domain.agreement import Agreement
from watcher.domain.clause import ClauseTree
from watcher.domain.delivery import Delivery, Event
from watcher.domain.errors import NotFound, StoreBusy, UsageError
from watcher.domain.fetch import Fetch
from watcher.domain.version import Check, PageState, Recorded, Version, WatchState
from watcher.services.ports import Categories
from watcher.store import outbox, rows
from watcher.store.codec import AGREEMENT, pack_tree, write_time
from watcher.store.indexing import index_comparison, words_of
from watcher.store.statements import execute, insert, update, upsert
from watcher.store.text_index import place

_HISTORY = (
    "versions",
    "comparisons",
    "checks",
    "states",
    "events",
    "fetch_agreements",
    "earlier_ids",
    "texts",
    "wordings",
    "changed_clauses",
)
"""Every table whose rows belong to an agreement."""


def select_state(connection: sqlite3.Connection, agreement_id: str) -> WatchState:
    row = execute(connection, "SELECT * FROM states WHERE agreement_id = ?", [agreement_id]).fetchone()
    return rows.state(row) if row else WatchState(agreement_id=agreement_id)


def select_newest(connection: sqlite3.Connection, agreement_id: str) -> Version | None:
    row = execute(
        connection, "SELECT * FROM versions WHERE agreement_id = ? ORDER BY number DESC LIMIT 1", [agreement_id]
    ).fetchone()
    return rows.version(row) if row else None


class SqliteWriting:
    """The port Writing on a connection whose transaction holds the write lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def save_agreement(self, agreement: Agreement, at: datetime) -> None:
        """See the port. Raises UsageError when both it and an agreement that it ``was`` have versions of their own."""
        for earlier in agreement.was:
            if earlier != agreement.id:
                self._hand_over(earlier, agreement.id)
        insert(
            self._connection,
            "agreements",
            {
                "id": agreement.id,
                "body": rows.text(AGREEMENT.form, agreement),
                "since": write_time(at),
                "ended_at": None,
                "words": words_of(agreement),
            },
            "ON CONFLICT (id) DO UPDATE SET body = excluded.body, words = excluded.words, ended_at = NULL",
        )

    def end_agreement(self, agreement_id: str, at: datetime) -> None:
        if not self._kept(agreement_id):
            raise NotFound("no such agreement is kept", where=agreement_id, mend="see watcher status")
        self._run(
            "UPDATE agreements SET ended_at = ? WHERE id = ? AND ended_at IS NULL", [write_time(at), agreement_id]
        )

    def add_fetch(self, fetch: Fetch, agreement_ids: Sequence[str]) -> None:
        # The body's name is kept from whichever agreement knew it: one whose other page failed does not.
        known = "ON CONFLICT (id) DO UPDATE SET sha256 = max(sha256, excluded.sha256) RETURNING seq"
        seq = insert(self._connection, "fetches", rows.fetch_values(fetch), known).fetchone()["seq"]
        for agreement_id in agreement_ids:
            insert(
                self._connection,
                "fetch_agreements",
                {"agreement_id": agreement_id, "started_at": write_time(fetch.started_at), "fetch_seq": seq},
                "ON CONFLICT DO NOTHING",
            )

    def save_page(self, page: PageState) -> None:
        upsert(self._connection, "pages", rows.page_values(page), key="url")

    def add_check(self, check: Check) -> None:
        insert(self._connection, "checks", rows.check_values(check))

    def add_version(self, version: Version, tree: ClauseTree, categories: Categories | None = None) -> None:
        newest = self.newest(version.agreement_id)
        if (newest.number if newest else 0) != version.number - 1:
            raise StoreBusy(
                f"version {version.number} is no longer the next one: another check was quicker",
                where=version.agreement_id,
                mend="check it again",
            )
        insert(self._connection, "versions", rows.version_values(version))
        insert(self._connection, "trees", {"version_id": version.id, "body": pack_tree(tree)})
        place(self._connection, version.agreement_id, version.number, version.number, tree, categories)

    def replace_derivation(self, version: Version, tree: ClauseTree) -> None:
        """See the port. Raises NotFound."""
        if not update(self._connection, "versions", rows.derived_values(version), id=version.id):
            raise NotFound(f"version {version.number} is not kept", where=version.agreement_id)
        upsert(self._connection, "trees", {"version_id": version.id, "body": pack_tree(tree)}, key="version_id")
        # As it is kept, not as it is called here: an agreement's id may have changed since the version was read.
        kept = self._run("SELECT agreement_id, number FROM versions WHERE id = ?", [version.id]).fetchone()
        newest = self.newest(kept["agreement_id"])
        assert newest is not None
        place(self._connection, kept["agreement_id"], kept["number"], newest.number, tree)

    def touch_version(self, version_id: str, seen: datetime) -> None:
        moment = write_time(seen)
        self._run(
            "UPDATE versions SET last_seen = ? WHERE id = ? AND last_seen < ?",
            [moment, version_id, moment],
        )

    def save_state(self, state: WatchState) -> None:
        upsert(self._connection, "states", rows.state_values(state), key="agreement_id")

    def add_comparison(self, recorded: Recorded) -> None:
        insert(self._connection, "comparisons", rows.comparison_values(recorded))
        index_comparison(self._connection, recorded.agreement_id, recorded.id, recorded.comparison)

    def replace_comparison(self, recorded: Recorded) -> None:
        """See the port. Raises NotFound."""
        if not update(self._connection, "comparisons", rows.compared_values(recorded), id=recorded.id):
            raise NotFound("no such comparison is kept", where=recorded.id)
        kept = self._run("SELECT agreement_id FROM comparisons WHERE id = ?", [recorded.id]).fetchone()
        index_comparison(self._connection, kept["agreement_id"], recorded.id, recorded.comparison)

    def add_event(self, event: Event) -> bool:
        return insert(self._connection, "events", rows.event_values(event), "ON CONFLICT DO NOTHING").rowcount == 1

    def add_delivery(self, delivery: Delivery) -> None:
        outbox.add(self._connection, delivery)

    def state(self, agreement_id: str) -> WatchState:
        return select_state(self._connection, agreement_id)

    def newest(self, agreement_id: str) -> Version | None:
        return select_newest(self._connection, agreement_id)

    def _run(self, sql: str, values: Sequence[object]) -> sqlite3.Cursor:
        return execute(self._connection, sql, values)

    def _kept(self, agreement_id: str) -> bool:
        return self._run("SELECT 1 FROM agreements WHERE id = ?", [agreement_id]).fetchone() is not None

    def _hand_over(self, earlier: str, agreement_id: str) -> None:
        if self._kept(earlier):
            if self._kept(agreement_id):
                self._join(earlier, agreement_id)
            else:
                # Foreign keys carry the new id to every table.
                self._run("UPDATE agreements SET id = ? WHERE id = ?", [agreement_id, earlier])
        upsert(self._connection, "earlier_ids", {"id": earlier, "agreement_id": agreement_id}, key="id")

    def _join(self, earlier: str, agreement_id: str) -> None:
        """Both are kept already: ``was`` was added to the configuration after the new id had been checked."""
        if self.newest(earlier) and self.newest(agreement_id):
            raise UsageError(
                f"both {earlier} and {agreement_id} have versions of their own, which cannot become one history",
                where=f"agreement {agreement_id}",
                mend=f'take "{earlier}" out of was',
            )
        without = agreement_id if self.newest(earlier) else earlier
        self._run("DELETE FROM states WHERE agreement_id = ?", [without])
        for table in _HISTORY:
            self._run(f"UPDATE OR IGNORE {table} SET agreement_id = ? WHERE agreement_id = ?", [agreement_id, earlier])  # noqa: S608  (no data in it)
        # What both had, a fetch that they shared, stays behind.
        self._run("DELETE FROM fetch_agreements WHERE agreement_id = ?", [earlier])
        self._run(
            "UPDATE agreements SET since = min(since, (SELECT since FROM agreements WHERE id = ?)) WHERE id = ?",
            [earlier, agreement_id],
        )
        self._run("DELETE FROM agreements WHERE id = ?", [earlier])
