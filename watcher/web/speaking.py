"""In which language a page speaks to whoever asks: as they chose, else as their browser prefers."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from watcher.locale import DEFAULT, LANGUAGES, Locale, locale

COOKIE = "watcher-language"
_LASTS = 365 * 24 * 3600
"""Seconds that a choice is remembered."""
_LONGEST = 500
"""Characters of Accept-Language that are read."""


def speaking(request: Request) -> Locale:
    """The locale for one request."""
    chosen = request.cookies.get(COOKIE, "")
    return locale(chosen if chosen in LANGUAGES else preferred(request.headers.get("accept-language", "")))


def remember(response: Response, language: str, *, secure: bool) -> None:
    """Let the browser keep the choice."""
    response.set_cookie(COOKIE, language, max_age=_LASTS, path="/", secure=secure, httponly=True, samesite="lax")


def preferred(header: str) -> str:
    """The first of our languages that an Accept-Language header (RFC 9110, 12.5.4) wants; English where none is."""
    wanted = []
    for place, part in enumerate(header[:_LONGEST].split(",")):
        name, _, weight = part.partition(";")
        language = name.strip().lower().partition("-")[0]
        if language in LANGUAGES:
            wanted.append((-_weight(weight), place, language))
    return min(wanted)[2] if wanted and min(wanted)[0] < 0 else DEFAULT


def _weight(said: str) -> float:
    name, _, number = said.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return min(max(float(number), 0.0), 1.0)
    except ValueError:
        return 0.0
