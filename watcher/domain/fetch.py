"""A fetch: one attempt to get a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FetchOutcome(StrEnum):
    """How an attempt ended."""

    RECEIVED = "received"
    """A body came, with a status that says it is the page."""
    NOT_MODIFIED = "not_modified"
    """The server said 304: the page is what it was when we last received it."""
    FAILED = "failed"
    """No body that could be the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One step of the way to the page."""

    status: int
    url: str
    """The address that answered."""
    location: str
    """The absolute address it sent us to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask it later whether its page is still the same (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One attempt to get a page, whether it succeeded or not."""

    id: str
    url: str
    """The address that was asked for."""
    final_url: str
    """The address that answered, after redirects."""
    started_at: datetime
    """UTC."""
    duration: float
    """Seconds, retries and pauses for the host left out."""
    outcome: FetchOutcome
    status: int | None = None
    redirects: tuple[Redirect, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    """As received, names in lower case, without cookies."""
    attempts: int = 1
    reason: str = ""
    """For a failure: the ``reason`` of the FetchError."""
    error: str = ""
    """For a failure: what to tell a person."""
    sha256: str = ""
    """The snapshot's address: of the body received, or with 304 of the body that still holds."""
    raw_bytes: int = 0
    """Bytes received over the wire, before decompression."""
    rendered_by: str = ""
    """The browser that drew the page, with its version; empty for a page as it came over the wire."""

    def header(self, name: str) -> str:
        """The first header of that name (lower case), or an empty string."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def validators(self) -> Validators:
        return Validators(etag=self.header("etag"), last_modified=self.header("last-modified"))
