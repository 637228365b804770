"""A backup becomes a data folder again.

Everything is unpacked beside what is there and verified first; only then is it put in place, the snapshots before the
database that names them. Until the last step the folder is what it was, whatever happens.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from watcher.domain.errors import NotFound, SnapshotCorrupt, StoreError, StoreFull, UsageError
from watcher.store.backup import MANIFEST, SCHEMA, Contents, Progress, named_snapshots
from watcher.store.connections import DAMAGED, copy_database, database_errors
from watcher.store.disk import disk_errors, refuse_link, sync_folder
from watcher.store.frames import LARGEST
from watcher.store.layout import DATABASE, LOCK, OBJECTS
from watcher.store.lock import ServiceLock
from watcher.store.migrations import refuse_newer
from watcher.store.snapshot_files import SnapshotFolder

_OBJECT = re.compile(rf"{OBJECTS}/([0-9a-f]{{2}})/([0-9a-f]{{62}})")
_LARGEST_MANIFEST = 64 * 2**20
_LARGEST_OBJECT = LARGEST + 2**20
"""A body that cannot be compressed takes a little more room than it has bytes."""
_PIECE = 2**20
_STAGING = ".restore-"
_IGNORED = (LOCK, ".gitkeep", ".gitignore")


def restore(file: Path, data_dir: Path, *, force: bool = False, progress: Progress | None = None) -> Contents:
    """Put a backup into a data folder.

    ``force``: into one that is not empty; its database is replaced, its snapshots stay beside those of the backup.
    Raises UsageError (no backup; the folder is not empty), StoreBusy (a service runs on it), StoreFull, and StoreError
    for a backup that is damaged or that holds what no backup holds.
    """
    with disk_errors(file), _opened(file) as archive:
        try:
            contents, names = _inspected(archive, file)
            return _restored(archive, contents, names, file, data_dir, force=force, progress=progress)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise _damaged(file, str(error)) from error


def _restored(
    archive: zipfile.ZipFile,
    contents: Contents,
    names: list[str],
    file: Path,
    data_dir: Path,
    *,
    force: bool,
    progress: Progress | None,
) -> Contents:
    data_dir.mkdir(parents=True, exist_ok=True)
    if not force and any(not _is_nothing(entry) for entry in data_dir.iterdir()):
        raise UsageError(
            "the data folder is not empty",
            where=str(data_dir),
            mend="name an empty one with --data-dir, or replace what is there with --force",
        )
    with ServiceLock(data_dir):
        for left in data_dir.glob(f"{_STAGING}*"):
            shutil.rmtree(left)
        staging = data_dir / f"{_STAGING}{secrets.token_hex(8)}"
        staging.mkdir()
        try:
            _unpack(archive, staging)
            _verify(staging, names, contents, file, progress)
            os.sync()
            _place_snapshots(staging, data_dir, names)
            os.sync()
            _place_database(staging / DATABASE, data_dir / DATABASE)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return contents


def _is_nothing(entry: Path) -> bool:
    """Whether an entry of the data folder is none of its content: its lock, what a killed restore left."""
    return entry.name in _IGNORED or entry.name.startswith(_STAGING)


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError:
        raise UsageError("there is no such file", where=str(file)) from None
    except zipfile.BadZipFile:
        raise UsageError("this is no backup of watcher", where=str(file)) from None


def _inspected(archive: zipfile.ZipFile, file: Path) -> tuple[Contents, list[str]]:
    """What the archive says that it holds, and the SHA-256 of the snapshots in it; nothing is unpacked for it."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if MANIFEST not in names or DATABASE not in names:
        raise UsageError("this is no backup of watcher", where=str(file))
    if len(set(names)) != len(names):
        raise _damaged(file, "two entries of one name")
    for entry in entries:
        largest = {MANIFEST: _LARGEST_MANIFEST, DATABASE: None}.get(entry.filename, _LARGEST_OBJECT)
        if entry.filename not in (MANIFEST, DATABASE) and not _OBJECT.fullmatch(entry.filename):
            raise _damaged(file, f"it holds {entry.filename[:80]!r}, which no backup holds")
        if largest is not None and entry.file_size > largest:
            raise _damaged(file, f"{entry.filename} claims {entry.file_size:,} bytes")
    return _contents(archive, file), [name.removeprefix(OBJECTS).replace("/", "") for name in names if "/" in name]


def _contents(archive: zipfile.ZipFile, file: Path) -> Contents:
    try:
        said: dict[str, Any] = json.loads(archive.read(MANIFEST))
        schema = said.pop("schema")
        if schema != SCHEMA:
            raise StoreError(f"a backup in the form {schema!r:.40}", where=str(file), mend="install a newer release")
        return Contents(**{**said, "lost": tuple(said["lost"])})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(file, "its manifest cannot be read") from error


def _unpack(archive: zipfile.ZipFile, staging: Path) -> None:
    """Every entry but the manifest. Names were checked before, and nothing but plain files is ever made."""
    entries = [entry for entry in archive.infolist() if entry.filename != MANIFEST]
    needed = sum(entry.file_size for entry in entries)
    if needed > shutil.disk_usage(staging).free:
        raise StoreFull(f"the backup needs {needed:,} bytes on the disk", where=str(staging), mend="make room")
    for entry in entries:
        path = staging / entry.filename
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as packed, path.open("xb") as unpacked:
            # zipfile gives no more than the size that the entry states, and checks its CRC at the end.
            while piece := packed.read(_PIECE):
                unpacked.write(piece)


def _verify(staging: Path, names: list[str], contents: Contents, file: Path, progress: Progress | None) -> None:
    with closing(sqlite3.connect(staging / DATABASE)) as connection:
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _damaged(file, "its database is damaged")
            refuse_newer(connection)
            if connection.execute("SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone():
                raise _damaged(file, "its database holds what watcher never puts there")
            named = named_snapshots(connection)
        except sqlite3.Error as error:
            raise _damaged(file, f"its database is damaged: {error}") from error
    missing = named - set(names) - set(contents.lost)
    if missing:
        raise _damaged(file, f"snapshot {min(missing)} is missing")
    snapshots = SnapshotFolder(staging)
    for done, sha256 in enumerate(names, 1):
        try:
            snapshots.read(sha256)
        except (NotFound, SnapshotCorrupt) as error:
            raise _damaged(file, f"snapshot {sha256} is damaged") from error
        if progress:
            progress(done, len(names))


def _place_snapshots(staging: Path, data_dir: Path, names: list[str]) -> None:
    """One that is there and can be read stays: others may build on it."""
    source, target = SnapshotFolder(staging), SnapshotFolder(data_dir)
    for sha256 in names:
        if sha256 in target:
            with suppress(SnapshotCorrupt):
                target.read(sha256)
                continue
        target.objects.take(source.objects.path(sha256), sha256)


def _place_database(new: Path, path: Path) -> None:
    refuse_link(path)
    if path.exists():
        try:
            # SQLite's own copying: one transaction for whoever has the database open, and undone by a crash.
            with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(path, timeout=0.1)) as target:
                copy_database(source, target)
            return
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in DAMAGED:
                with database_errors(path):
                    raise
    # A write-ahead log belongs to the database that it stands beside, never to another.
    aside = f".damaged-{secrets.token_hex(4)}"
    for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if old.exists():
            old.rename(old.with_name(old.name + aside))
    new.rename(path)
    sync_folder(path.parent)


def _damaged(file: Path, what: str) -> StoreError:
    return StoreError(
        f"the backup is damaged or was not made by watcher: {what}",
        where=str(file),
        mend="nothing was restored; use another backup",
    )
