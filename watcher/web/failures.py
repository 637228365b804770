"""What is answered when something cannot be done: a page for people, problem details (RFC 9457) below ``/api/``."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from watcher.domain.errors import NotFound, Overtaken, UsageError, WatcherError
from watcher.domain.sentence import Sentence
from watcher.web.access import SignInNeeded
from watcher.web.api_answers import problem
from watcher.web.guard import FORBIDDEN
from watcher.web.site import Site, here, known

_SAID = {
    403: Sentence("Your account does not allow that; or the page that it was sent from is too old: open it again."),
    404: Sentence("There is no such page."),
}
_TITLES = {404: Sentence("Not found"), 405: Sentence("Not possible")}

_LONGEST = 500


def register(app: FastAPI, site: Site) -> None:
    """Add these answers."""

    def told(request: Request, status: int, title: str, said: str, headers: dict[str, str] | None = None) -> Response:
        if request.url.path.startswith("/api/"):
            return problem(status, title, said, headers)
        _find_out(site, request)
        answer = site.page(request, "error.html", {"title": title, "said": said, "status": status}, status)
        answer.headers.update(headers or {})
        return answer

    @app.exception_handler(NotFound)
    def not_found(request: Request, error: NotFound) -> Response:
        return told(request, 404, Sentence("Not found"), Sentence("Nothing is kept under that name."))

    @app.exception_handler(Overtaken)
    def overtaken(request: Request, error: Overtaken) -> Response:
        return told(request, 409, Sentence("Too late"), Sentence("Nothing was kept: {why}.", why=error.what))

    @app.exception_handler(UsageError)
    def wrong(request: Request, error: UsageError) -> Response:
        return told(request, 422, Sentence("Not possible"), Sentence("{why}.", why=error.what))

    @app.exception_handler(SignInNeeded)
    def sign_in(request: Request, error: SignInNeeded) -> Response:
        if request.url.path.startswith("/api/") or request.url.path == "/metrics":
            return told(
                request, 401, Sentence("Sign in"), Sentence("This needs a token."), {"www-authenticate": "Bearer"}
            )
        onward = here(request)
        return RedirectResponse("/sign-in" + (f"?next={quote(onward, safe='/')}" if onward != "/" else ""), 303)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        title = _TITLES.get(error.status_code) or error.detail
        said = _SAID.get(error.status_code, Sentence("The pages do not do that."))
        return told(request, error.status_code, title, said, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        if any(one["loc"][0] == "path" for one in error.errors()):
            return told(request, 404, Sentence("Not found"), _SAID[404])
        if any(one["loc"][0] == "body" for one in error.errors()):
            where = ", ".join(
                sorted({".".join(str(step) for step in one["loc"][1:]) or "body" for one in error.errors()})
            )
            return told(request, 422, Sentence("Not understood"), Sentence("Look at: {where}.", where=where[:_LONGEST]))
        return told(
            request, 400, Sentence("Not understood"), Sentence("The address asks for something that cannot be.")
        )

    @app.exception_handler(WatcherError)
    def failed(request: Request, error: WatcherError) -> Response:
        if request.url.path.startswith("/api/"):
            return problem(503, "Not possible now", error.what)
        return PlainTextResponse(f"{error.what}\n", 503)

    app.exception_handler(Exception)(_broken)


def _broken(request: Request, error: Exception) -> Response:
    """A fault of ours. It is answered outside of all middleware, and so brings along what that would add."""
    said = "Something went wrong here; the log of the service says what."
    if request.scope["path"].startswith("/api/"):
        return problem(500, "Broken", said, dict(FORBIDDEN))
    return PlainTextResponse(f"{said}\n", 500, headers=dict(FORBIDDEN))


def _find_out(site: Site, request: Request) -> None:
    """Who asks for what is no page: no gate stood before it, and they are to find their way back all the same."""
    if known(request) is not None:
        return
    try:
        request.state.visitor = site.doors.visitor(request)
    except HTTPException:
        return
