"""Signing in and out."""

from __future__ import annotations

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.domain.errors import SignInRefused
from watcher.domain.sentence import Sentence
from watcher.web.addresses import asked
from watcher.web.bodies import form_of
from watcher.web.site import Site, known, own_path

log = structlog.get_logger("watcher.web")


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""

    @app.get("/sign-in", response_class=HTMLResponse)
    def form(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
        if known(request) is not None:
            return RedirectResponse(own_path(next), 303)
        return _form(site, request, own_path(next))

    @app.post("/sign-in", response_class=HTMLResponse)
    def sign_in(request: Request) -> Response:
        form = form_of(request)
        onward = own_path(form.one("next"))
        address = request.client.host if request.client else ""
        try:
            secret = site.house.accounts.sign_in(form.one("name"), form.exact("password"), address)
        except SignInRefused as refused:
            log.warning("sign-in refused", address=address, reason=refused.what)
            return _form(site, request, onward, refused)
        before = site.cookies.session(request)
        if before:
            site.house.accounts.sign_out(before)
        log.info("signed in", address=address)
        answer = RedirectResponse(onward, 303)
        site.cookies.begin_session(answer, secret)
        return answer

    @app.post("/sign-out", response_class=HTMLResponse)
    def sign_out(request: Request) -> Response:
        secret = site.cookies.session(request)
        if secret:
            site.house.accounts.sign_out(secret)
        answer = RedirectResponse("/sign-in", 303)
        site.cookies.end_session(answer)
        # Otherwise whoever sits down next reads with the browser's "back" what was read before.
        answer.headers["clear-site-data"] = '"cache"'
        return answer


def _form(site: Site, request: Request, onward: str, refused: SignInRefused | None = None) -> Response:
    status, headers, problem = 200, {}, ""
    if refused is not None:
        status, problem = 401, Sentence("No account has that name and password.")
        if refused.retry_after is not None:
            status, headers = 429, {"retry-after": str(int(refused.retry_after))}
            problem = Sentence("Too many attempts. Try again in a quarter of an hour.")
    values = {"title": Sentence("Sign in"), "next": onward, "problem": problem, "here": asked("/sign-in", next=onward)}
    answer = site.first_page(request, "sign-in.html", values, status)
    answer.headers.update(headers)
    return answer
