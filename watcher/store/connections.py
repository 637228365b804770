"""Connections to the database: one for each thread, set up alike, and SQLite's errors as ours."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watcher.domain.errors import StoreBusy, StoreError, StoreFull
from watcher.store.disk import disk_errors, refuse_link
from watcher.store.indexing import bring_up_to_date
from watcher.store.migrations import migrate

_OLDEST = (3, 37, 0)
"""STRICT tables came with it, RETURNING shortly before."""
PATIENCE = 10.0
"""Seconds to wait for others when a whole database is copied."""
_QUEUE = 60.0
"""Seconds to wait for other threads of this process that write."""
_PAUSE = 0.02
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_NOT_ALLOWED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn sqlite3's errors into StoreBusy, StoreFull or StoreError, told for the database at ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(error, str(path)) from error


def _told(error: sqlite3.Error, where: str) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(
            "another process holds the database for too long",
            where=where,
            mend="try again; if it stays so, find the process that has the file open",
        )
    if code == sqlite3.SQLITE_FULL:
        return StoreFull(
            "no room left on the disk; nothing of this step was kept",
            where=where,
            mend="make room, then run the command again",
        )
    if code in DAMAGED:
        return StoreError(
            f"the database is damaged ({error})",
            where=where,
            mend="restore a backup with watcher restore --force; the snapshots beside it are kept",
        )
    if code in _NOT_ALLOWED:
        return StoreError(
            f"the database cannot be opened or written ({error})", where=where, mend="check who owns the data folder"
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            f"the disk did not take or give what was asked ({error})",
            where=where,
            mend="check the disk and its free room; nothing of this step was kept",
        )
    return StoreError(f"the database refused ({error})", where=where, mend="nothing of this step was kept")


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy all of a database as of one moment, while others use either. Raises StoreBusy, sqlite3.Error."""
    until = time.monotonic() + PATIENCE

    def give_up(status: int, _remaining: int, _total: int) -> None:
        # By itself, copying waits for a lock for ever.
        if status != sqlite3.SQLITE_DONE and time.monotonic() > until:
            raise StoreBusy("another process holds the database for too long", mend="try again")

    source.backup(target, progress=give_up, sleep=_PAUSE)


class Connections:
    """One connection a thread. Raises StoreBusy, StoreFull, StoreError."""

    def __init__(self, path: Path, *, busy_timeout: float) -> None:
        if sqlite3.sqlite_version_info < _OLDEST:
            oldest = ".".join(map(str, _OLDEST[:2]))
            raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old", mend=f"install SQLite {oldest} or newer")
        self.path = path
        self._busy_timeout = busy_timeout
        self._mine = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._one_writer = threading.Lock()
        with disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        with database_errors(path):
            connection = self.get()
            self._prepare(connection)

    def get(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode."""
        connection: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = self._mine.connection = self._open()
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the database until the block ends."""
        with database_errors(self.path):
            connection = self.get()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock; kept in the end, undone on an exception."""
        with database_errors(self.path):
            connection = self.get()
            if connection.in_transaction:
                raise RuntimeError("a transaction is open in this thread: end it first, and await nothing inside it")
            # SQLite lets whoever asks at the right moment go first, and threads of ours that wait could starve.
            if not self._one_writer.acquire(timeout=_QUEUE):
                raise StoreBusy("this process writes for too long", where=str(self.path), mend="try again")
            try:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    connection.rollback()
                    raise
            finally:
                self._one_writer.release()

    def close(self) -> None:
        """Close the connections of all threads; none of them may be in use."""
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._mine = threading.local()

    def _open(self) -> sqlite3.Connection:
        refuse_link(self.path)
        connection = sqlite3.connect(
            self.path,
            timeout=self._busy_timeout,
            isolation_level=None,
            # Each thread uses its own; only close() reaches over.
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL: what was committed survives a power cut, so that no alert that went out is forgotten.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA journal_size_limit = {16 * 2**20}")
        with self._guard:
            self._all.append(connection)
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Write-ahead log and current tables. Changing the journal mode does not wait for others by itself."""
        until = time.monotonic() + self._busy_timeout
        while True:
            try:
                if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                    connection.execute("PRAGMA journal_mode = WAL")
                migrate(connection)
                bring_up_to_date(connection)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)
            else:
                return
