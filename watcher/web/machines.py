"""What machines ask for, and what pages are drawn with."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from watcher.web import metrics
from watcher.web.site import Site

SCHEMA = files("watcher.notify") / "webhook.schema.json"
STYLE = files("watcher.web") / "static" / "style.css"


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    house = site.house

    @app.get("/health")
    def health() -> JSONResponse:
        return JSONResponse(metrics.health(house.health(house.clock())))

    @app.get("/metrics")
    def prometheus() -> Response:
        return Response(metrics.prometheus(house.health(house.clock())), media_type=metrics.CONTENT_TYPE)

    @app.get("/schemas/webhook.json")
    def webhook_schema() -> Response:
        return Response(SCHEMA.read_bytes(), media_type="application/schema+json")

    @app.get("/static/style.css")
    def style() -> Response:
        return Response(STYLE.read_bytes(), media_type="text/css", headers={"cache-control": "max-age=3600"})
