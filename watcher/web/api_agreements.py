"""The API of agreements, their versions and clauses, and of what is searched for in them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from watcher.domain.assessment import Severity
from watcher.services.overview import Wanted
from watcher.services.search import LONGEST
from watcher.services.search import Query as Asked
from watcher.web import api_answers as answers
from watcher.web import api_models as models
from watcher.web.api_routes import PREFIX, REFUSED, After, Id, Limit, Named, Number
from watcher.web.site import Site

State = Literal["failing", "quarantined", "confirming", "watched", "new", "ended", "all"]
_ONE = PREFIX + "/agreements/{agreement_id}"


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    for add in (_agreements, _of_one, _search):
        add(app, site)


def _agreements(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{PREFIX}/agreements", response_model=models.Listed[models.Agreement], responses=REFUSED)
    def agreements(
        request: Request,
        words: Annotated[str, Query(max_length=LONGEST, description="All of them in id, title or provider.")] = "",
        tag: Named = "",
        provider: Named = "",
        severity: Annotated[Severity, Query(description="Of the last change, from there on.")] = Severity.NONE,
        state: State = "all",
        order: Annotated[Literal["id", "changed"], Query(description="`changed`: the last change first.")] = "id",
        after: After = "",
        limit: Limit = 50,
    ) -> Response:
        """Agreements, and how it stands with them."""
        wanted = Wanted(words=words, tag=tag, provider=provider, severity=severity, state=state, order=order)
        return answers.answer_page(request, house.overview.lines(wanted, after=after, limit=limit), answers.agreement)

    @app.get(f"{PREFIX}/failures", response_model=models.Listed[models.Agreement], responses=REFUSED)
    def failures(request: Request, after: After = "", limit: Limit = 50) -> Response:
        """Agreements that cannot be read, the longest first: failing or quarantined."""
        return answers.answer_page(request, house.overview.trouble(after=after, limit=limit), answers.agreement)

    @app.get(_ONE, response_model=models.Agreement, responses=REFUSED)
    def agreement(request: Request, agreement_id: Id) -> Response:
        """One agreement."""
        return answers.answer(request, answers.agreement(house.overview.line(agreement_id)))


def _of_one(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{_ONE}/versions", response_model=models.Listed[models.Version], responses=REFUSED)
    def versions(request: Request, agreement_id: Id, after: After = "", limit: Limit = 50) -> Response:
        """Its versions, oldest first."""
        found = house.overview.versions(agreement_id, after=after, limit=limit)
        return answers.answer_page(request, found, answers.version)

    @app.get(_ONE + "/versions/{number}", response_model=models.WholeVersion, responses=REFUSED)
    def version(request: Request, agreement_id: Id, number: Number) -> Response:
        """One version with its clauses."""
        found = house.store.version(house.browser.agreement(agreement_id).id, number)
        clauses = [answers.clause(one) for one in house.store.tree(found.id).clauses]
        return answers.answer(request, {**answers.version(found), "clauses": clauses})

    @app.get(f"{_ONE}/checks", response_model=models.Listed[models.Check], responses=REFUSED)
    def checks(request: Request, agreement_id: Id, after: After = "", limit: Limit = 50) -> Response:
        """Its checks, newest first."""
        found = house.overview.checks(agreement_id, after=after, limit=limit)
        return answers.answer_page(request, found, answers.check)

    @app.get(_ONE + "/clauses/{clause_id}", response_model=models.ClauseHistory, responses=REFUSED)
    def clause(request: Request, agreement_id: Id, clause_id: Id) -> Response:
        """One clause through all versions, whatever its number was: how it read, what changed and who reviewed it."""
        return answers.answer(request, answers.clause_history(house.history.clause(agreement_id, clause_id)))


def _search(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{PREFIX}/search", response_model=models.Listed[models.Hit], responses=REFUSED)
    def search(
        request: Request,
        words: Annotated[
            str, Query(max_length=LONGEST, description='All of them; "phrases" in quotes.', examples=["notice"])
        ],
        agreement: Named = "",
        category: Named = "",
        since: Annotated[date | None, Query(description="Read so on that day or later.")] = None,
        until: Annotated[date | None, Query(description="Read so on that day or earlier.")] = None,
        current: Annotated[bool, Query(description="Only what is read so now.")] = False,
        after: After = "",
        limit: Limit = 20,
    ) -> Response:
        """Clauses of all versions that say it: what is read now first, then the best."""
        of = house.browser.agreement(agreement).id if agreement else ""
        asked = Asked(words=words, agreement=of, category=category, since=since, until=until, current=current)
        return answers.answer_page(request, house.search.find(asked, after=after, limit=limit), answers.hit)
