"""A folder of files that are written once, named by a SHA-256: ``objects/ab/cdef…``.

A file is written under ``objects/.new``, synced, renamed to its place, and the folder synced: after a crash it is
there whole or not at all. What a crash leaves in ``.new`` is harmless and removed by a later process.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from watcher.domain.errors import NotFound, StoreError
from watcher.store.disk import disk_errors, open_folder, read_regular, sync_folder, write_durably

_NAME = re.compile(r"[0-9a-f]{64}")
_STALE = 3600.0
"""Seconds after which an unfinished file belongs to nobody any more."""


class ObjectFolder:
    """Write-once files. Safe for several threads and processes at once: equal names mean equal content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._swept = False

    def path(self, name: str) -> Path:
        """Where the file of that name stands. Raises NotFound for what is no SHA-256 in lower-case hexadecimal."""
        if not _NAME.fullmatch(name):
            raise NotFound("not a SHA-256 in lower-case hexadecimal digits", where=repr(name[:80]))
        return self._folder / name[:2] / name[2:]

    def get(self, name: str) -> bytes:
        """The file's content. Raises NotFound, StoreError."""
        path = self.path(name)
        with disk_errors(path):
            try:
                return self._read(name)
            except FileNotFoundError:
                raise NotFound("no such snapshot is kept", where=str(path)) from None

    def __contains__(self, name: str) -> bool:
        try:
            status = self.path(name).lstat()
        except (NotFound, OSError):
            return False
        return stat.S_ISREG(status.st_mode)

    def names(self) -> Iterator[str]:
        """Every name kept, in order."""
        if not self._folder.is_dir():
            return
        for shelf in sorted(self._folder.iterdir()):
            if len(shelf.name) == 2 and not shelf.is_symlink() and shelf.is_dir():
                found = (shelf.name + entry.name for entry in shelf.iterdir())
                yield from sorted(name for name in found if _NAME.fullmatch(name))

    def put(self, name: str, data: bytes) -> None:
        """Keep the file whole or not at all; one of that name is replaced. Raises StoreFull, StoreError."""
        path = self.path(name)
        with disk_errors(path):
            self._make(self._folder)
            incoming = self._folder / ".new"
            self._make(incoming)
            self._make(path.parent)
            self._sweep(incoming)
            unfinished = incoming / secrets.token_hex(16)
            try:
                write_durably(unfinished, data)
                unfinished.replace(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
            sync_folder(path.parent)

    def take(self, path: Path, name: str) -> None:
        """Move a file of the same file system here as it is. The caller makes it durable."""
        place = self.path(name)
        with disk_errors(place):
            self._make(self._folder)
            self._make(place.parent)
            path.replace(place)

    def _read(self, name: str) -> bytes:
        # Step by step, so that no folder on the way can be a link to somewhere else.
        folder = open_folder(self._folder)
        try:
            shelf = open_folder(name[:2], within=folder)
            try:
                return read_regular(name[2:], within=shelf)
            finally:
                os.close(shelf)
        finally:
            os.close(folder)

    def _make(self, folder: Path) -> None:
        try:
            status = folder.lstat()
        except FileNotFoundError:
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(folder.parent)
            return
        if not stat.S_ISDIR(status.st_mode):
            raise StoreError(
                "not a folder of ours, but a link or a file", where=str(folder), mend="move it away from there"
            )

    def _sweep(self, incoming: Path) -> None:
        if self._swept:
            return
        self._swept = True
        for entry in os.scandir(incoming):
            try:
                if entry.stat(follow_symlinks=False).st_mtime < time.time() - _STALE:
                    Path(entry.path).unlink()
            except (FileNotFoundError, IsADirectoryError, PermissionError):
                # Another process was quicker, or it is nothing that we wrote: neither hinders keeping.
                continue
