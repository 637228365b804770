"""Pages that only show: agreements, versions, comparisons and their changes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from watcher.web import desk, pages
from watcher.web.narrow import View, view
from watcher.web.site import Site
from watcher.web.speaking import speaking

Number = Annotated[int, Path(ge=1, le=10**9)]
"""Of a version."""
Seen = Annotated[View, Depends(view)]
Done = Annotated[str, Query(max_length=20)]
"""What was just done, in one of the words of ``desk.DONE``."""
About = Annotated[str, Query(max_length=100)]
"""The change that it was done to."""


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    house = site.house

    @app.get("/agreements/{agreement_id}", response_class=HTMLResponse)
    def agreement(request: Request, agreement_id: str) -> Response:
        return site.page(request, "agreement.html", pages.agreement(house, agreement_id))

    @app.get("/agreements/{agreement_id}/versions/{number}", response_class=HTMLResponse)
    def version(request: Request, agreement_id: str, number: Number) -> Response:
        return site.page(request, "version.html", pages.version(house, agreement_id, number))

    @app.get("/comparisons/{comparison_id}", response_class=HTMLResponse)
    def comparison(request: Request, comparison_id: str, seen: Seen, done: Done = "", about: About = "") -> Response:
        telling = desk.Telling(locale=speaking(request), done=done, about=about)
        return site.page(request, "comparison.html", desk.comparison(house, comparison_id, seen, telling))

    @app.get("/comparisons/{comparison_id}/changes/{change_id}", response_class=HTMLResponse)
    def change(request: Request, comparison_id: str, change_id: str, done: Done = "", about: About = "") -> Response:
        telling = desk.Telling(locale=speaking(request), done=done, about=about)
        return site.page(request, "change.html", desk.change(house, comparison_id, change_id, telling))
