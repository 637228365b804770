"""Choosing the language of the pages."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.domain.errors import UsageError
from watcher.domain.sentence import Sentence
from watcher.locale import LANGUAGES
from watcher.web.bodies import form_of
from watcher.web.site import Site, own_path
from watcher.web.speaking import remember


def register(app: FastAPI, site: Site) -> None:
    """Add this route."""

    @app.post("/language", response_class=HTMLResponse)
    def choose(request: Request) -> Response:
        """Remember it in a cookie, and show the same page again."""
        form = form_of(request)
        chosen = form.one("language")
        if chosen not in LANGUAGES:
            raise UsageError(Sentence("is no language of these pages"), where=chosen)
        answer = RedirectResponse(own_path(form.one("next")), 303)
        remember(answer, chosen, secure=site.cookies.secure)
        return answer
