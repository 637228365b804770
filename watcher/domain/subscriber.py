"""A subscriber: who is told, through which channel, about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, time, tzinfo
from enum import StrEnum
from fnmatch import fnmatchcase

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity


class ChannelKind(StrEnum):
    """How a message travels; the keys of ``notify.CHANNELS``."""

    EMAIL = "email"
    WEBHOOK = "webhook"
    CHAT = "chat"


class Digest(StrEnum):
    """When a subscriber is told."""

    IMMEDIATE = "immediate"
    """At once, whatever the severity."""
    DAILY = "daily"
    """Once a day, together."""
    WEEKLY = "weekly"
    """Once a week, together."""


DIGEST_AT = time(8)
"""When digests go out, unless a subscriber chose another time of day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Somebody, or some program, that wants to know."""

    name: str
    """Unique; deliveries are kept under it."""
    channel: ChannelKind
    address: str
    """A mail address, or the URL of a webhook or chat room."""
    secret_env: str = ""
    """The environment variable that holds a webhook's signing secret."""
    agreements: tuple[str, ...] = ("*",)
    """Ids, or patterns with ``*``."""
    tags: tuple[str, ...] = ()
    """Where given, agreements that carry one of these tags."""
    categories: tuple[str, ...] = ()
    """Where given, changes of clauses that are in one of these categories, or stand under one."""
    min_severity: Severity = Severity.LOW
    digest: Digest | None = None
    """None: by mail, critical and high at once and the rest in the daily digest; other channels at once."""
    digest_at: time = DIGEST_AT
    """On the clock of ``timezone``."""
    timezone: tzinfo = UTC
    language: str = "en"
    """In which mails and messages in chat rooms are written: a name of ``watcher.locale.LANGUAGES``."""

    def watches(self, agreement: Agreement) -> bool:
        """Whether the agreement is one that this subscriber asked about."""
        if self.tags and not set(self.tags) & set(agreement.tags):
            return False
        return any(fnmatchcase(agreement.id, pattern) for pattern in self.agreements)
