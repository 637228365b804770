"""The web application: routes to pages. Every page works without JavaScript; nothing from a snapshot is active."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import FastAPI, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from watcher import __version__
from watcher.bootstrap import House
from watcher.domain.errors import NotFound, WatcherError
from watcher.redline.sheet import Order
from watcher.web import metrics, pages
from watcher.web.guard import SafeHeaders, TrustedPeers

Number = Annotated[int, Path(ge=1, le=10**9)]
"""Of a version."""

Render = Callable[[str, dict[str, object]], str]
"""A template's name and its values to a page."""

STYLE = files("watcher.web") / "static" / "style.css"


def build(house: House) -> FastAPI:
    """The application on top of one installation's services."""
    web = house.settings.web
    hosts = {"localhost", "127.0.0.1", "[::1]", web.host, urlsplit(house.settings.base_url).hostname or "localhost"}
    middleware = [Middleware(SafeHeaders), Middleware(TrustedHostMiddleware, allowed_hosts=sorted(hosts))]
    if web.trusted_proxy:
        middleware.append(Middleware(TrustedPeers, peers=web.trusted_proxy, header=web.user_header))
    app = FastAPI(
        title="Terms watcher",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=middleware,
    )
    render = _renderer()
    _add_pages(app, house, render)
    _add_subscriptions(app, house, render)
    _add_machine_routes(app, house)
    _add_errors(app, render)
    return app


def _add_pages(app: FastAPI, house: House, render: Render) -> None:
    @app.get("/", response_class=HTMLResponse)
    def overview() -> str:
        return render("overview.html", pages.overview(house, datetime.now(UTC)))

    @app.get("/agreements/{agreement_id}", response_class=HTMLResponse)
    def agreement(agreement_id: str) -> str:
        return render("agreement.html", pages.agreement(house, agreement_id))

    @app.get("/agreements/{agreement_id}/versions/{number}", response_class=HTMLResponse)
    def version(agreement_id: str, number: Number) -> str:
        return render("version.html", pages.version(house, agreement_id, number))

    @app.get("/comparisons/{comparison_id}", response_class=HTMLResponse)
    def comparison(comparison_id: str, order: Order = Order.SEVERITY) -> str:
        return render("comparison.html", pages.comparison(house, comparison_id, order))


def _add_subscriptions(app: FastAPI, house: House, render: Render) -> None:
    """A subscriber's own page. Its address is signed; to look at it changes nothing, as mail programs do."""

    @app.get("/subscriptions/{token}", response_class=HTMLResponse)
    def subscription(token: str) -> str:
        return render("subscription.html", pages.subscription(house, token))

    @app.post("/subscriptions/{token}", response_class=HTMLResponse)
    def end_subscription(token: str) -> str:
        """Also the one click of RFC 8058: to post is to end, whatever the form holds."""
        return render("subscription.html", pages.end_subscription(house, token))

    @app.post("/subscriptions/{token}/resume", response_class=HTMLResponse)
    def resume_subscription(token: str) -> str:
        return render("subscription.html", pages.resume_subscription(house, token))


def _add_machine_routes(app: FastAPI, house: House) -> None:
    @app.get("/health")
    def health() -> JSONResponse:
        return JSONResponse(metrics.health(house.health(datetime.now(UTC))))

    @app.get("/metrics")
    def prometheus() -> Response:
        return Response(metrics.prometheus(house.health(datetime.now(UTC))), media_type=metrics.CONTENT_TYPE)

    @app.get("/static/style.css")
    def style() -> Response:
        return Response(STYLE.read_bytes(), media_type="text/css", headers={"cache-control": "max-age=3600"})


def _add_errors(app: FastAPI, render: Render) -> None:
    @app.exception_handler(NotFound)
    def not_found(request: Request, error: NotFound) -> Response:
        return HTMLResponse(
            render("error.html", {"title": "Not found", "said": "Nothing is kept under that name."}), 404
        )

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        title, said = str(error.detail), "The pages do not do that."
        if error.status_code == 404:
            title, said = "Not found", "There is no such page."
        return HTMLResponse(render("error.html", {"title": title, "said": said}), error.status_code)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        in_path = any(problem["loc"][0] == "path" for problem in error.errors())
        said = "There is no such page." if in_path else "The address asks for something that cannot be."
        title = "Not found" if in_path else "Not understood"
        return HTMLResponse(render("error.html", {"title": title, "said": said}), 404 if in_path else 400)

    @app.exception_handler(WatcherError)
    def failed(request: Request, error: WatcherError) -> Response:
        return PlainTextResponse(f"{error.what}\n", 503)


def _renderer() -> Render:
    environment = Environment(
        loader=PackageLoader("watcher.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = pages.moment

    def render(name: str, values: dict[str, object]) -> str:
        return environment.get_template(name).render(values)

    return render
