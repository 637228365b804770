"""What fetching can be told. ``bootstrap`` fills it in from the configuration."""

from __future__ import annotations

from dataclasses import dataclass, field

from watcher import __version__

PRODUCT = "terms-watcher"
"""The product token of our User-Agent; robots.txt files address us by it (RFC 9309, 2.2.1)."""


def user_agent(contact: str = "") -> str:
    """The User-Agent for a watcher whose home or contact is ``contact`` (an address of a page or of a mailbox).

    Characters that could end the comment or the header are left out of it.
    """
    said = "".join(char for char in contact if "!" <= char <= "~" and char not in "()\\")
    return f"{PRODUCT}/{__version__} (+{said})" if said else f"{PRODUCT}/{__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How far a fetch may go. Durations in seconds."""

    timeout: float = 30.0
    """One request, from opening the connection to the last byte."""
    total_timeout: float | None = None
    """One fetch with its redirects, retries and the pauses between them; none: twice ``timeout``.
    Waiting for a busy host is not counted."""
    max_bytes: int = 20_000_000
    """Of a body: as received, and again after decompression."""
    max_redirects: int = 5
    attempts: int = 3
    """Tries of what fails for the moment."""
    per_host_delay: float = 2.0
    """Pause between the end of one visit to a host and the start of the next."""
    at_once: int = 20
    """Requests under way at the same time, whatever the hosts."""
    robots: bool = True
    """Whether robots.txt is honoured; a request may also switch it off for its page."""
    allow_hosts: tuple[str, ...] = ()
    """Hosts, addresses and networks that may be reached although they are not public."""
    ca_file: str = ""
    """A file of PEM certificates that are trusted besides the public authorities."""
    proxy: str = ""
    """``http://host:port`` or ``https://host:port``; never taken from the environment."""
    user_agent: str = field(default_factory=user_agent)

    @property
    def budget(self) -> float:
        """Seconds that one fetch may take in all."""
        return 2 * self.timeout if self.total_timeout is None else self.total_timeout
