"""Somebody's own account: its role, and another password."""

from __future__ import annotations

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.domain.errors import SignInRefused, UsageError
from watcher.domain.sentence import Sentence
from watcher.services.passwords import SHORTEST
from watcher.web.bodies import form_of
from watcher.web.site import Site, who

log = structlog.get_logger("watcher.web")


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    accounts = site.house.accounts

    def page(request: Request, *, done: str = "", problem: str = "", status: int = 200) -> Response:
        values = {"title": Sentence("Account"), "done": done, "problem": problem, "shortest": SHORTEST}
        return site.page(request, "account.html", values, status)

    @app.get("/account", response_class=HTMLResponse)
    def account(request: Request, done: str = "") -> Response:
        said = Sentence("Your password was changed. Everywhere else you are signed out.") if done == "changed" else ""
        return page(request, done=said)

    @app.post("/account/password", response_class=HTMLResponse)
    def change_password(request: Request) -> Response:
        """The old password shows that it is they who sit there; all sessions end, and a new one begins here."""
        visitor, form = who(request), form_of(request)
        if not visitor.can_sign_out:
            raise UsageError(Sentence("who is not signed in here has no password here"), where="password")
        wanted = form.exact("new")
        if wanted != form.exact("again"):
            return page(request, problem=Sentence("The new password was not typed the same twice."), status=422)
        address = request.client.host if request.client else ""
        try:
            proof = accounts.sign_in(visitor.name, form.exact("old"), address)
        except SignInRefused as refused:
            log.warning("password not changed", name=visitor.name, address=address, reason=refused.what)
            if refused.retry_after is None:
                return page(request, problem=Sentence("That is not your password."), status=422)
            said = Sentence("Too many attempts. Try again in a quarter of an hour.")
            return page(request, problem=said, status=429)
        try:
            accounts.set_password(visitor.name, wanted)
        except UsageError as error:
            accounts.sign_out(proof)
            return page(request, problem=Sentence("Nothing was changed: {why}.", why=error.what), status=422)
        log.info("password changed", name=visitor.name, address=address)
        answer = RedirectResponse("/account?done=changed", 303)
        try:
            site.cookies.begin_session(answer, accounts.sign_in(visitor.name, wanted, address))
        except SignInRefused:
            # Too many came from this address in between: the new password holds, and they sign in with it later.
            return RedirectResponse("/sign-in", 303)
        return answer
