"""What config.toml comes to: frozen settings, every value in its own type. Only ``bootstrap`` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from watcher.domain.agreement import Agreement
from watcher.domain.subscriber import Subscriber
from watcher.significance import Rule


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    """Not at all: for a mail server on this machine."""
    STARTTLS = "starttls"
    """Opened in the clear, then encrypted; refused when the server does not offer it."""
    TLS = "tls"
    """Encrypted from the first byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When agreements are checked that name no ``every`` of their own. One of ``every`` and ``cron`` is set."""

    every: timedelta | None
    cron: str | None
    """Five fields, UTC, week days by name."""
    jitter: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How pages are fetched."""

    timeout: timedelta
    """For the whole of one page."""
    max_bytes: int
    """Of one page, counted as received and again as decompressed."""
    per_host_delay: timedelta
    confirm_after: timedelta
    """Zero: a change is told on its first sight."""
    robots: bool
    ca_file: Path | None
    """A file of certificates (PEM) that are trusted beside the usual ones."""
    proxy: str
    """Empty: none. Never taken from the environment."""
    allow_hosts: tuple[str, ...]
    """Names, addresses and networks that may be reached although they are private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """The mail server that messages are handed to."""

    host: str
    port: int
    security: Security
    sender: str
    """A mail address, with a name before it or without."""
    username: str
    """Empty: do not sign in."""
    password_env: str
    """The environment variable that holds the password."""
    ca_file: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Where the web pages are served, and whose word is taken for who the reader is."""

    host: str
    port: int
    trusted_proxy: tuple[str, ...]
    """Addresses and networks of the proxies whose ``user_header`` is believed."""
    user_header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Significance:
    """How changes are weighed, and what is shown beside them."""

    jurisdictions: tuple[str, ...] = ()
    """Whose published rules of law on notice are shown."""
    rules: tuple[Rule, ...] = ()
    """They stand before the shipped ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One configuration file, checked."""

    data_dir: Path
    base_url: str
    """Of the web pages, for links in messages; without a slash at its end."""
    schedule: Schedule
    fetch: Fetching
    smtp: Smtp | None
    """None: the file has no mail server."""
    web: Web
    significance: Significance
    agreements: tuple[Agreement, ...]
    subscribers: tuple[Subscriber, ...]
