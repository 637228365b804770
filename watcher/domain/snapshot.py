"""A snapshot: the bytes received by a fetch, never changed, addressed by their SHA-256."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A body as received, after the transfer's own compression was undone."""

    body: bytes
    content_type: str = ""
    """The header as received, such as ``text/html; charset=gb2312``; part of what the bytes mean."""
    url: str = ""
    """Where it was received from, after redirects; relative links are read against it."""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        """64 lower-case hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()
