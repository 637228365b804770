"""The web application, assembled. Every page works without JavaScript; nothing from a snapshot is active."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from watcher import __version__
from watcher.bootstrap import House
from watcher.web import (
    account,
    api,
    clauses,
    deliveries,
    exports,
    failures,
    feeds,
    language,
    machines,
    manual,
    overview,
    pairs,
    reading,
    received,
    reviews,
    search,
    sign_in,
    subscribers,
    subscriptions,
    worklist,
)
from watcher.web.access import gate
from watcher.web.bodies import BoundedBodies
from watcher.web.csrf import FormTokens
from watcher.web.guard import SafeHeaders, TrustedPeers
from watcher.web.identity import Doors
from watcher.web.sessions import Cookies
from watcher.web.site import Site

ROUTES = (
    overview,
    worklist,
    search,
    reading,
    pairs,
    clauses,
    received,
    reviews,
    exports,
    deliveries,
    subscribers,
    manual,
    feeds,
    sign_in,
    account,
    language,
    subscriptions,
    machines,
    api,
    failures,
)
"""The modules that add routes and answers."""


def build(house: House) -> FastAPI:
    """The application on top of one installation's services."""
    cookies = Cookies(secure=urlsplit(house.settings.base_url).scheme == "https")
    site = Site(
        house=house,
        tokens=FormTokens(lambda: house.store.link_key()),
        cookies=cookies,
        doors=Doors(house, cookies),
    )

    def pass_gate(request: Request) -> None:
        gate(site, request)

    app = FastAPI(
        title="Terms watcher",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # Redirects to the path without its last stroke would name http and the host that was asked for.
        redirect_slashes=False,
        dependencies=[Depends(pass_gate)],
        middleware=_middleware(house),
    )
    for module in ROUTES:
        module.register(app, site)
    return app


def _middleware(house: House) -> list[Middleware]:
    """From the outermost to the innermost."""
    web = house.settings.web
    hosts = {"localhost", "127.0.0.1", "[::1]", web.host, urlsplit(house.settings.base_url).hostname or "localhost"}
    middleware = [Middleware(SafeHeaders), Middleware(TrustedHostMiddleware, allowed_hosts=sorted(hosts))]
    if web.trusted_proxy:
        middleware.append(Middleware(TrustedPeers, peers=web.trusted_proxy, header=web.user_header))
    return [*middleware, Middleware(BoundedBodies)]
