"""What every route is handed: the installation, and how pages are made for whoever asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from watcher.bootstrap import House
from watcher.web.csrf import FormTokens
from watcher.web.identity import Doors, Visitor
from watcher.web.rendering import render
from watcher.web.sessions import Cookies
from watcher.web.speaking import speaking


@dataclass(frozen=True, slots=True)
class Site:
    """The web pages of one installation."""

    house: House
    tokens: FormTokens
    cookies: Cookies
    doors: Doors

    def page(self, request: Request, template: str, values: Mapping[str, object], status: int = 200) -> Response:
        """A page for whoever asks, with the token that its forms need."""
        return self._page(request, template, values, status, self.binding(request))

    def first_page(self, request: Request, template: str, values: Mapping[str, object], status: int) -> Response:
        """A page with a form for somebody who is known by nothing yet."""
        binding = self.binding(request)
        if binding:
            return self._page(request, template, values, status, binding)
        carrier = Response()
        answer = self._page(request, template, values, status, f"visit:{self.cookies.begin_visit(carrier)}")
        answer.headers.append("set-cookie", carrier.headers["set-cookie"])
        return answer

    def _page(
        self, request: Request, template: str, values: Mapping[str, object], status: int, binding: str
    ) -> Response:
        token = self.tokens.of(binding) if binding else ""
        given = {"visitor": known(request), "form_token": token, "here": here(request)}
        return HTMLResponse(render(template, {**given, **values}, speaking(request)), status)

    def binding(self, request: Request) -> str:
        """What the form tokens of whoever asks are bound to; empty where they are known by nothing yet."""
        visitor = known(request)
        if visitor is not None:
            return visitor.binding
        visit = self.cookies.visit(request)
        return f"visit:{visit}" if visit else ""


# Only a path of ours: "//e", "/\e" and "///e" are other hosts to a browser, and so is anything behind a control
# character that it drops.
_OWN_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9/._~%?=&@+-]{0,500}")


def own_path(asked: str) -> str:
    """Where somebody goes on to: a path of these pages, whatever was asked for."""
    return asked if _OWN_PATH.fullmatch(asked) else "/"


def here(request: Request) -> str:
    """The path, with its query, that shows this page again; the overview's where that is not sure."""
    if request.method != "GET":
        return "/"
    query = request.url.query
    return own_path(quote(request.scope["path"], safe="/@") + (f"?{query}" if query else ""))


def known(request: Request) -> Visitor | None:
    """Who asks, as the gate found; none before it, or for somebody unknown."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    return visitor


def who(request: Request) -> Visitor:
    """Who asks, behind the gate of a route that needs a role."""
    visitor = known(request)
    assert visitor is not None
    return visitor
