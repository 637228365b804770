"""One service on a data folder at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from watcher.domain.errors import StoreBusy
from watcher.store.disk import disk_errors
from watcher.store.layout import LOCK


class ServiceLock:
    """Held from ``acquire`` (or ``with``) until ``release``, or until the process ends, however it ends.

    The operating system keeps the lock (flock), so nothing is left behind to be cleaned; the file itself stays, with
    the holder's process id for people to read. Commands that only check or read do not need it.
    """

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / LOCK
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Raises StoreBusy, naming the process that holds it; StoreError."""
        with disk_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
            try:
                self._take(descriptor)
            except BaseException:
                os.close(descriptor)
                raise
            self._descriptor = descriptor

    def release(self) -> None:
        """Harmless when it is not held."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _take(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            holder = f"process {said}" if said.isdigit() else "another process"
            raise StoreBusy(
                f"a service already runs on this data folder: {holder}",
                where=str(self.path.parent),
                mend="stop it first, or give this one another data folder",
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
