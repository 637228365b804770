"""Accounts: who may come in, how they show who they are, and for how long that is believed."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import replace
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from watcher.domain.errors import NotFound, SignInRefused, UsageError
from watcher.domain.user import Role, Scope, Session, Token, User
from watcher.services.passwords import Passwords
from watcher.services.ports import AccountBook, Clock

SESSION_LASTS = timedelta(hours=12)
"""From signing in, however busy somebody is."""
ATTEMPTS_WITHIN = timedelta(minutes=15)
ATTEMPTS_PER_NAME = 10
ATTEMPTS_PER_ADDRESS = 30
LOCAL = "local"
"""Who acts on pages that only this machine reaches, before there is any account."""
TOKEN_PREFIX = "watcher_"  # noqa: S105 - by it, a token that was published by mistake is recognised
# Letters of any script, as names have them; no blank or control character, which could pass one name off as another.
NAME = re.compile(r"[\w.@+-]{1,64}")


class Accounts:
    """Everything about who may come in. ``clock`` tells what has expired."""

    def __init__(self, book: AccountBook, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._passwords = Passwords()

    def exist(self) -> bool:
        """Whether there ever was an account. From then on nobody comes in without one."""
        return bool(self._book.users())

    def all(self) -> list[User]:
        """By name, those that have ended too."""
        return self._book.users()

    def active(self, name: str) -> User | None:
        """The account of that name, unless it has ended."""
        user = self._book.user(name)
        return user if user and user.ended_at is None else None

    def add(self, name: str, role: Role, password: str | None) -> User:
        """A new account; without a password only a trusted proxy can sign it in. Raises UsageError."""
        if not NAME.fullmatch(name) or name.casefold() == LOCAL:
            mend = "letters, digits and . @ + - _, 64 at most"
            raise UsageError("is no name that an account can have", where=name, mend=mend)
        hashed = "" if password is None else self._passwords.hashed(password)
        user = User(name=name, role=role, password=hashed, since=self._clock())
        self._book.add_user(user)
        return user

    def set_role(self, name: str, role: Role) -> None:
        """What they may do, from their next request on. Raises NotFound."""
        self._book.save_user(replace(self._found(name), role=role), sign_out=False)

    def set_password(self, name: str, password: str) -> None:
        """Another password; whoever is signed in with the old one no longer is. Raises NotFound, UsageError."""
        user = self._found(name)
        self._book.save_user(replace(user, password=self._passwords.hashed(password)), sign_out=True)

    def end(self, name: str) -> None:
        """They no longer come in; sessions and tokens end at once. Raises NotFound."""
        self._book.save_user(replace(self._found(name), ended_at=self._clock()), sign_out=True)

    def revoke(self, name: str) -> None:
        """They stay; what they are signed in with ends, sessions and tokens. Raises NotFound."""
        self._book.revoke(self._found(name).name)

    def sign_in(self, name: str, password: str, address: str) -> str:
        """Begin a session; gives what the cookie is to hold, which nothing else keeps.

        ``address``: where they come from. Raises SignInRefused, the same for every reason but too many attempts, which
        are refused unseen: for one name, and from one address.
        """
        now = self._clock()
        by_name = f"name:{_hash(name.casefold())}"
        by_address = f"from:{_neighbourhood(address)}"
        limits = {by_name: ATTEMPTS_PER_NAME, by_address: ATTEMPTS_PER_ADDRESS}
        if not self._book.note_attempt(limits, at=now, since=now - ATTEMPTS_WITHIN):
            raise SignInRefused("too many attempts", retry_after=ATTEMPTS_WITHIN.total_seconds())
        user = self.active(name)
        if not self._passwords.fits(password, user.password if user else "") or user is None:
            raise SignInRefused("no account has that name and password")
        self._book.attempt_succeeded(by_name, by_address, at=now)
        if self._passwords.is_old(user.password):
            self._book.save_user(replace(user, password=self._passwords.hashed(password)), sign_out=False)
        secret = secrets.token_urlsafe(32)
        session = Session(sha256=_hash(secret), user=user.name, begun_at=now, expires_at=now + SESSION_LASTS)
        self._book.add_session(session)
        return secret

    def signed_in(self, secret: str) -> User | None:
        """Whose session a cookie speaks of; none when it is over."""
        session = self._book.session(_hash(secret))
        if session is None or session.expires_at <= self._clock():
            return None
        return self.active(session.user)

    def sign_out(self, secret: str) -> None:
        """End a session."""
        self._book.end_session(_hash(secret))

    def make_token(self, name: str, scope: Scope, lasts: timedelta) -> str:
        """A token with which a program acts in somebody's name; shown once, here. Raises NotFound, UsageError."""
        user = self._found(name)
        if not user.role.allows(scope.role):
            raise UsageError(f"a {user.role} cannot give a token to {scope}", where=name, mend="choose another scope")
        now = self._clock()
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        token = Token(sha256=_hash(secret), user=user.name, scope=scope, since=now, expires_at=now + lasts)
        self._book.add_token(token)
        return secret

    def bearer(self, secret: str) -> User | None:
        """In whose name a token acts, with the role that it has at most; none when it is over."""
        token = self._book.token(_hash(secret))
        if token is None or token.expires_at <= self._clock():
            return None
        user = self.active(token.user)
        if user is None:
            return None
        return replace(user, role=min(user.role, token.scope.role, key=lambda role: role.rank))

    def _found(self, name: str) -> User:
        user = self.active(name)
        if user is None:
            raise NotFound("there is no account of that name", where=name, mend="see watcher users")
        return user


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _neighbourhood(address: str) -> str:
    """Of IPv6 the network of 64 bits, which is what one subscriber has."""
    try:
        found = ip_address(address)
    except ValueError:
        return "elsewhere"
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, 64), strict=False))
    return str(found)
