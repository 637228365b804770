"""Who may come in, and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do; each may do what the ones before it may."""

    READER = "reader"
    """Read every page and take exports."""
    REVIEWER = "reviewer"
    """Decide, comment and assign as well."""
    OPERATOR = "operator"
    """Look after the watching itself as well: who was told of what, and sending it again."""

    @property
    def rank(self) -> int:
        """0 for a reader to 2 for an operator."""
        return list(Role).index(self)

    def allows(self, needed: Role) -> bool:
        """Whether whoever has this role may do what ``needed`` is needed for."""
        return self.rank >= needed.rank


class Scope(StrEnum):
    """What a program may do in somebody's name; never more than that person may."""

    READ = "read"
    """What a reader may."""
    REVIEW = "review"
    """What a reviewer may."""
    OPERATE = "operate"
    """What an operator may."""

    @property
    def role(self) -> Role:
        """The role that a token of this scope has at most."""
        return list(Role)[list(Scope).index(self)]


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody with an account. It is never deleted: what they decided stays theirs."""

    name: str
    """Unique, whatever the case of its letters."""
    role: Role
    password: str = ""
    """An Argon2id hash in PHC string format; empty for somebody whom a proxy signs in."""
    since: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody signed in with a browser. The cookie holds what ``sha256`` is the hash of, and nothing else does."""

    sha256: str
    user: str
    begun_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program shows instead of a session; kept as a hash too."""

    sha256: str
    user: str
    scope: Scope
    since: datetime
    expires_at: datetime
