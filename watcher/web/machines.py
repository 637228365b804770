"""What machines ask for, and what pages are drawn with."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from watcher.web import metrics
from watcher.web.site import Site

SCHEMA = files("watcher.notify") / "webhook.schema.json"
STATIC = {
    "style.css": "text/css; charset=utf-8",
    "comparison.css": "text/css; charset=utf-8",
    "watcher.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""What pages load, by name, and its media type."""


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

    for name, media_type in STATIC.items():
        app.add_api_route(f"/static/{name}", _file(name, media_type), methods=["GET"])


def _file(name: str, media_type: str) -> Callable[[], Response]:
    path = files("watcher.web") / "static" / name

    def send() -> Response:
        return Response(path.read_bytes(), media_type=media_type, headers={"cache-control": "max-age=3600"})

    return send
