"""The whole data folder as one file, taken while a service runs, and back again.

A backup is a zip file:

    manifest.json       what it is, when it was taken, what it holds
    watcher.db          the database as of one moment
    objects/ab/cdef…    every snapshot that the database names, and those that they build on, as kept

Configuration and secrets are no part of the data folder and never stand in it.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from watcher.domain.errors import NotFound, SnapshotCorrupt, StoreError, UsageError
from watcher.store.codec import write_time
from watcher.store.connections import copy_database, database_errors
from watcher.store.disk import disk_errors, refuse_link, sync_file, sync_folder
from watcher.store.layout import DATABASE, OBJECTS
from watcher.store.snapshot_files import SnapshotFolder

SCHEMA = "watcher.backup/1"
MANIFEST = "manifest.json"

Progress = Callable[[int, int], None]
"""Called with how many snapshots are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a backup holds."""

    taken_at: str
    """ISO 8601, UTC."""
    agreements: int
    versions: int
    snapshots: int
    """Those that build on others included."""
    lost: tuple[str, ...] = ()
    """SHA-256 of snapshots that the database names and that could not be read when the backup was taken."""


def backup(data_dir: Path, file: Path, *, at: datetime, progress: Progress | None = None) -> Contents:
    """Write the backup to ``file``, whole or not at all; one that stands there is replaced.

    Snapshots are kept before the database names them and are never changed, so what the copied database names is
    there. Raises UsageError when there is nothing to back up or ``file`` is something else, StoreFull, StoreError.
    """
    if not (data_dir / DATABASE).is_file():
        raise UsageError(
            "there is nothing to back up", where=str(data_dir), mend="name the data folder with --data-dir"
        )
    if not file.parent.is_dir():
        raise StoreError("there is no such folder", where=str(file.parent), mend="make it, or name another")
    if file.exists() and not _is_backup(file):
        raise UsageError("a file that is no backup stands there", where=str(file), mend="choose another name")
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    copied = unfinished.with_name(unfinished.name + ".db")
    with disk_errors(file), database_errors(data_dir / DATABASE):
        try:
            _copy_database(data_dir / DATABASE, copied)
            contents = _write(data_dir, copied, unfinished, at=at, progress=progress)
            sync_file(unfinished)
            unfinished.replace(file)
            sync_folder(file.parent)
        finally:
            copied.unlink(missing_ok=True)
            unfinished.unlink(missing_ok=True)
    return contents


def _copy_database(path: Path, copy: Path) -> None:
    refuse_link(path)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        copy_database(source, target)
        # One file: no write-ahead log beside it.
        target.execute("PRAGMA journal_mode = DELETE")


def _write(data_dir: Path, database: Path, file: Path, *, at: datetime, progress: Progress | None) -> Contents:
    snapshots = SnapshotFolder(data_dir)
    with closing(sqlite3.connect(database)) as connection:
        named = sorted(named_snapshots(connection))
        agreements, versions = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  (no data in it)
            for table in ("agreements", "versions")
        )
    written: set[str] = set()
    lost: list[str] = []
    with zipfile.ZipFile(file, "x", zipfile.ZIP_STORED) as archive:
        archive.write(database, DATABASE, zipfile.ZIP_DEFLATED)
        for done, sha256 in enumerate(named, 1):
            try:
                snapshots.read(sha256)
                for name, frame in snapshots.chain(sha256):
                    if name not in written:
                        written.add(name)
                        archive.writestr(f"{OBJECTS}/{name[:2]}/{name[2:]}", frame.to_bytes())
            except (NotFound, SnapshotCorrupt):
                lost.append(sha256)
            if progress:
                progress(done, len(named))
        contents = Contents(
            taken_at=write_time(at),
            agreements=agreements,
            versions=versions,
            snapshots=len(written),
            lost=tuple(lost),
        )
        archive.writestr(MANIFEST, json.dumps({"schema": SCHEMA, **asdict(contents)}, indent=1), zipfile.ZIP_DEFLATED)
    return contents


def named_snapshots(connection: sqlite3.Connection) -> set[str]:
    """SHA-256 of every snapshot that a row of the database names."""
    found = connection.execute("""
        SELECT sha256 FROM pages
        UNION SELECT sha256 FROM fetches
        UNION SELECT json_extract(value, '$.sha256') FROM versions, json_each(versions.snapshots)
        UNION SELECT json_extract(value, '$.sha256') FROM checks, json_each(checks.snapshots)
        UNION SELECT json_extract(value, '$.sha256') FROM states, json_each(states.read)
        UNION SELECT json_extract(value, '$.sha256') FROM states, json_each(states.candidate, '$.snapshots')
    """)
    return {row[0] for row in found if row[0]}


def _is_backup(file: Path) -> bool:
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        return MANIFEST in archive.namelist()
