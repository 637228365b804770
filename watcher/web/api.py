"""The API below ``/api/v1``: what the pages show, and what reviewers and operators do, as JSON."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from watcher import __version__
from watcher.web import api_agreements, api_comparisons, api_messages, api_reviews
from watcher.web.api_routes import PREFIX
from watcher.web.site import Site

PARTS = (api_agreements, api_comparisons, api_reviews, api_messages)
"""The modules that add its routes."""


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    for part in PARTS:
        part.register(app, site)

    @cache
    def description() -> dict[str, Any]:
        routes = [route for route in app.routes if getattr(route, "path", "").startswith(PREFIX)]
        return _with_tokens(get_openapi(title="Terms watcher", version=__version__, routes=routes))

    @app.get(f"{PREFIX}/openapi.json", include_in_schema=False)
    def openapi() -> JSONResponse:
        return JSONResponse(description())


def _with_tokens(schema: dict[str, Any]) -> dict[str, Any]:
    """The description says how a program shows who it is."""
    components = schema.setdefault("components", {})
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    schema["security"] = [{"token": []}]
    return schema
