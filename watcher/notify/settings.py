"""What the channels are told when they are built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import httpx

from watcher.services.ports import Clock


class Security(StrEnum):
    """How the connection to the mail server is protected. Certificates are always verified."""

    NONE = "none"
    """Not at all: for a server on this machine."""
    STARTTLS = "starttls"
    """Upgraded after connecting; a server that does not offer it is refused."""
    TLS = "tls"
    """From the first byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """The mail server and who sends."""

    host: str = "localhost"
    port: int = 25
    security: Security = Security.NONE
    sender: str = "Terms watcher <watcher@localhost>"
    """The From address, with or without a display name."""
    username: str = ""
    """Empty: do not sign in."""
    password_env: str = ""
    """The environment variable that holds the password, read when a mail is sent."""
    ca_file: Path | None = None
    """Certificates to trust instead of the system's, in PEM."""
    timeout: float = 30.0
    """Seconds for a whole conversation with the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What channels are built from; each takes what it needs."""

    clock: Clock
    environ: Mapping[str, str]
    """Where secrets are found by name, at the moment of sending."""
    http: httpx.AsyncClient
    """The guarded client: it refuses the addresses that we may not reach."""
    smtp: SmtpSettings
    subscription: Callable[[str], str]
    """The address at which the subscriber of that name ends their subscription."""
