"""A subscriber's own page. Its address is signed; to look at it changes nothing, as mail programs do."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from watcher.web import pages
from watcher.web.site import Site


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    house = site.house

    @app.get("/subscriptions/{token}", response_class=HTMLResponse)
    def subscription(request: Request, token: str) -> Response:
        return site.first_page(request, "subscription.html", pages.subscription(house, token), 200)

    @app.post("/subscriptions/{token}", response_class=HTMLResponse)
    def end_subscription(request: Request, token: str) -> Response:
        """Also the one click of RFC 8058: to post is to end, whatever the form holds."""
        return site.page(request, "subscription.html", pages.end_subscription(house, token))

    @app.post("/subscriptions/{token}/resume", response_class=HTMLResponse)
    def resume_subscription(request: Request, token: str) -> Response:
        return site.page(request, "subscription.html", pages.resume_subscription(house, token))
