"""What the disk says, as errors that a person can act on."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watcher.domain.errors import StoreError, StoreFull

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_OURS = frozenset({errno.ELOOP, errno.ENOTDIR, errno.EISDIR})
_READING = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn an OSError about ``path`` into StoreFull or StoreError."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StoreFull(
                "no room left on the disk; nothing of it was kept",
                where=str(path),
                mend="make room, then run the command again",
            ) from error
        if error.errno in _NOT_OURS:
            raise StoreError(
                "something that watcher did not put there, such as a symbolic link, stands in the data folder",
                where=str(path),
                mend="move it away",
            ) from error
        raise StoreError(
            error.strerror or str(error), where=str(path), mend="check the permissions of the data folder and the disk"
        ) from error


def refuse_link(path: Path) -> None:
    """Raises StoreError for a symbolic link: it could lead out of the data folder."""
    if path.is_symlink():
        raise StoreError("a symbolic link stands in the data folder", where=str(path), mend="move it away")


def open_folder(path: str | Path, *, within: int | None = None) -> int:
    """A descriptor of a folder; one that is a symbolic link is refused (OSError)."""
    return os.open(path, _READING | os.O_DIRECTORY, dir_fd=within)


def read_regular(name: str | Path, *, within: int | None = None) -> bytes:
    """The content of a regular file. Links, pipes and devices are refused with an OSError, none is waited for."""
    descriptor = os.open(name, _READING | os.O_NONBLOCK, dir_fd=within)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        return file.read()


def write_durably(path: Path, data: bytes) -> None:
    """A new file that stands on the disk when this returns; an existing one is an error (OSError)."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        os.fsync(descriptor)


def sync_folder(path: Path) -> None:
    """Make the folder's entries durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make a file's content durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
