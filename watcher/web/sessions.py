"""The cookies: one that a session is known by, and one that a sign-in form is bound to before there is a session."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from watcher.services.accounts import SESSION_LASTS

_SECRET = re.compile(r"[\w-]{20,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cookies:
    """Reads and sets them. ``secure``: readers reach the pages by https, so nothing is ever sent in the clear.

    Cookies whose name begins with ``__Host-`` cannot be set by another host of the same domain (RFC 6265bis, 4.1.3.2).
    """

    secure: bool

    def session(self, request: Request) -> str:
        """What the session's cookie holds; empty where there is none."""
        return self._read(request, "session")

    def visit(self, request: Request) -> str:
        """What somebody who has not signed in is known by; empty where there is none."""
        return self._read(request, "visit")

    def begin_visit(self, response: Response) -> str:
        """Give them something to be known by."""
        value = secrets.token_urlsafe(32)
        self._set(response, "visit", value, 3600)
        return value

    def begin_session(self, response: Response, secret: str) -> None:
        self._set(response, "session", secret, int(SESSION_LASTS.total_seconds()))
        self._drop(response, "visit")

    def end_session(self, response: Response) -> None:
        self._drop(response, "session")

    def _name(self, what: str) -> str:
        return f"{'__Host-' if self.secure else ''}watcher-{what}"

    def _read(self, request: Request, what: str) -> str:
        value = request.cookies.get(self._name(what), "")
        return value if _SECRET.fullmatch(value) else ""

    def _set(self, response: Response, what: str, value: str, seconds: int) -> None:
        # Lax, not strict: who follows the link in a mail is to arrive signed in.
        response.set_cookie(
            self._name(what), value, max_age=seconds, path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def _drop(self, response: Response, what: str) -> None:
        response.delete_cookie(self._name(what), path="/", secure=self.secure, httponly=True, samesite="lax")
