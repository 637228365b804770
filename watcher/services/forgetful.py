"""Snapshots for a check that records nothing: what is kept lives as long as the check."""

from __future__ import annotations

import hashlib

from watcher.services.ports import SnapshotFiles


class ForgetfulSnapshots:
    """Reads what is kept, and remembers new bodies in memory only."""

    def __init__(self, kept: SnapshotFiles) -> None:
        self._kept = kept
        self._new: dict[str, bytes] = {}

    def keep(self, body: bytes, *, base: str = "") -> str:
        """Remember a body; gives its SHA-256."""
        sha256 = hashlib.sha256(body).hexdigest()
        self._new[sha256] = body
        return sha256

    def read(self, sha256: str) -> bytes:
        """The body. Raises what reading a kept one raises."""
        return self._new[sha256] if sha256 in self._new else self._kept.read(sha256)

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._new or sha256 in self._kept
