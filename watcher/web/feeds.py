"""Feeds of what happened, for reader programs, which sign in nowhere: behind a sign-in their address is the proof."""

from __future__ import annotations

import hashlib
import hmac

from fastapi import FastAPI, Request
from fastapi.responses import Response

from watcher.domain.assessment import Severity
from watcher.domain.errors import NotFound
from watcher.web.site import Site


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    house = site.house

    @app.get("/feeds/{name}")
    def feed(
        request: Request, name: str, agreement: str = "", tag: str = "", severity: Severity = Severity.LOW
    ) -> Response:
        told = house.messages.feed(name, agreement=agreement, tag=tag, severity=severity)
        return _unless_known(request, told.body, told.media_type)

    @app.get("/feeds/{token}/{name}")
    def signed_feed(
        request: Request,
        token: str,
        name: str,
        agreement: str = "",
        tag: str = "",
        severity: Severity = Severity.LOW,
    ) -> Response:
        if not hmac.compare_digest(token.encode("utf-8", "replace"), house.links.feed_token().encode()):
            raise NotFound("no such feed", where=name)
        told = house.messages.feed(name, agreement=agreement, tag=tag, severity=severity)
        return _unless_known(request, told.body, told.media_type)


def _unless_known(request: Request, body: bytes, media_type: str) -> Response:
    """The body, or 304 where the reader has it already (RFC 9110, section 13.1.2)."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers={"etag": tag})
    return Response(body, media_type=media_type, headers={"etag": tag})
