"""Who asks: this machine's user, somebody whom the proxy signed in, somebody who signed in here, or a program."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from fastapi import Request
from starlette.exceptions import HTTPException

from watcher.bootstrap import House
from watcher.domain.user import Role
from watcher.services.accounts import LOCAL, TOKEN_PREFIX
from watcher.web.guard import is_this_machine
from watcher.web.sessions import Cookies

_LONGEST_NAME = 200
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody whom we know."""

    name: str
    role: Role
    binding: str
    """What form tokens are bound to; empty for a program, which shows its token with every request and needs none."""
    can_sign_out: bool = False


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways in. Which is open follows from the configuration and from whether there are accounts."""

    house: House
    cookies: Cookies

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks; none for somebody whom we do not know.

        Raises HTTPException 401 for a token that does not hold, 403 for somebody who is known and not let in.
        """
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        # Tokens of others, which some proxies pass on, say nothing to us.
        if scheme.lower() == "bearer" and secret.strip().startswith(TOKEN_PREFIX):
            return self._program(secret.strip())
        if self.house.settings.web.trusted_proxy:
            return self._proxied(request)
        if self.house.accounts.exist():
            return self._signed_in(request)
        return self._local(request)

    def _program(self, secret: str) -> Visitor:
        user = self.house.accounts.bearer(secret)
        if user is None:
            raise HTTPException(401, "Token refused", {"www-authenticate": 'Bearer error="invalid_token"'})
        return Visitor(name=user.name, role=user.role, binding="")

    def _proxied(self, request: Request) -> Visitor | None:
        # That the peer is the proxy, TrustedPeers has seen to.
        named = request.headers.getlist(self.house.settings.web.user_header)
        if not named:
            return None
        name = _as_written(named[0]).strip()
        if len(named) > 1 or not name.isprintable() or not 0 < len(name) <= _LONGEST_NAME:
            raise HTTPException(403, "Not let in")
        same = _case_mapped(name)
        account = next((one for one in self.house.accounts.all() if _case_mapped(one.name) == same), None)
        if account is None:
            return Visitor(name=name, role=Role.READER, binding=f"proxy:{name}")
        if account.ended_at is not None:
            raise HTTPException(403, "Not let in")
        return Visitor(name=account.name, role=account.role, binding=f"proxy:{account.name}")

    def _signed_in(self, request: Request) -> Visitor | None:
        secret = self.cookies.session(request)
        user = self.house.accounts.signed_in(secret) if secret else None
        if user is None:
            return None
        binding = f"session:{hashlib.sha256(secret.encode()).hexdigest()}"
        return Visitor(name=user.name, role=user.role, binding=binding, can_sign_out=True)

    def _local(self, request: Request) -> Visitor:
        # Where the pages are bound is checked when they start; this holds even where something passes others on.
        client = request.client
        if client is None or not is_this_machine(client.host.partition("%")[0]):
            raise HTTPException(403, "Not let in")
        # A server beside us that passes on what comes from elsewhere looks like this machine's user: they only read.
        passed_on = not is_this_machine(request.url.hostname or "") or any(
            name in request.headers for name in _PASSED_ON
        )
        role = Role.READER if passed_on else Role.OPERATOR
        # A form token that was given to a reader elsewhere must not make this machine's user do something.
        return Visitor(name=LOCAL, role=role, binding=f"{LOCAL}:{role.value}")


def _as_written(header: str) -> str:
    """A name as the proxy wrote it. HTTP does not say which letters a header has (RFC 9110, 5.5): UTF-8 by custom."""
    received = header.encode("latin-1")
    try:
        return received.decode("utf-8")
    except UnicodeDecodeError:
        return header


def _case_mapped(name: str) -> str:
    """Equal for names of one person (RFC 8265, 3.3). Case folding would take "Weiß" for "Weiss", another one's name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())
