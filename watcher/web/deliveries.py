"""What went to whom, and sending it again: for operators."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.domain.errors import NotFound, UsageError
from watcher.web.site import Site

LISTED = 200
"""How many of the last messages the page lists."""


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    house = site.house

    def page(request: Request, done: str, problem: str, status: int) -> Response:
        values = {
            "title": "Deliveries",
            "deliveries": house.store.deliveries(limit=LISTED),
            "done": "It will be sent again." if done == "redelivered" else "",
            "problem": problem,
        }
        return site.page(request, "deliveries.html", values, status)

    @app.get("/deliveries", response_class=HTMLResponse)
    def deliveries(request: Request, done: Annotated[str, Query(max_length=20)] = "") -> Response:
        return page(request, done, "", 200)

    @app.post("/deliveries/{delivery_id}/redeliver", response_class=HTMLResponse)
    def redeliver(request: Request, delivery_id: str) -> Response:
        try:
            house.store.redeliver(delivery_id, now=house.clock())
        except NotFound:
            raise
        except UsageError as error:
            return page(request, "", f"Nothing was changed: {error.what}.", 409)
        return RedirectResponse("/deliveries?done=redelivered", 303)
