"""The API of comparisons and their changes, and of what is new to whoever asks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from watcher.domain.assessment import Severity
from watcher.domain.errors import NotFound
from watcher.web import api_answers as answers
from watcher.web import api_models as models
from watcher.web.api_routes import PREFIX, REFUSED, After, Id, Limit, Named
from watcher.web.site import Site, who

_ONE = PREFIX + "/comparisons/{comparison_id}"


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    for add in (_comparisons, _changes, _unseen):
        add(app, site)


def _comparisons(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{PREFIX}/comparisons", response_model=models.Listed[models.Comparison], responses=REFUSED)
    def comparisons(
        request: Request,
        agreement: Annotated[str, Query(max_length=300, description="Of this one only.")] = "",
        severity: Annotated[Severity, Query(description="From there on.")] = Severity.NONE,
        since: Annotated[datetime | None, Query(description="Made later than that.")] = None,
        after: After = "",
        limit: Limit = 50,
    ) -> Response:
        """Comparisons, newest first."""
        found = house.overview.comparisons(
            agreement, severity=severity, since=answers.moment(since), after=after, limit=limit
        )
        return answers.answer_page(request, found, answers.compared)

    @app.get(_ONE, response_model=models.Comparison, responses=REFUSED)
    def comparison(request: Request, comparison_id: Id) -> Response:
        """One comparison, without its changes."""
        return answers.answer(request, answers.compared(house.overview.comparison(comparison_id)))


def _changes(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{_ONE}/changes", response_model=models.Listed[models.Change], responses=REFUSED)
    def changes(
        request: Request,
        comparison_id: Id,
        severity: Annotated[Severity, Query(description="From there on.")] = Severity.NONE,
        category: Named = "",
        after: After = "",
        limit: Limit = 50,
    ) -> Response:
        """Its changes, in the order of the new document."""
        review = house.reviews.review(comparison_id)
        shown = [
            one
            for one in review.recorded.comparison.changes
            if one.assessment.severity >= severity
            and (not category or category in one.assessment.categories + one.assessment.inherited)
        ]
        some, last = answers.portion(shown, lambda one: one.id, after, limit)
        return answers.answer_list(request, answers.changes(some, review), last)

    @app.get(_ONE + "/changes/{change_id}", response_model=models.Change, responses=REFUSED)
    def change(request: Request, comparison_id: Id, change_id: Id) -> Response:
        """One change."""
        review = house.reviews.review(comparison_id)
        found = [one for one in review.recorded.comparison.changes if one.id == change_id]
        if not found:
            raise NotFound("the comparison has no such change", where=change_id)
        return answers.answer(request, answers.changes(found, review)[0])


def _unseen(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{PREFIX}/unseen", response_model=models.Listed[models.Comparison], responses=REFUSED)
    def unseen(request: Request, after: After = "", limit: Limit = 50) -> Response:
        """What changed and matters since whoever asks has looked, newest first."""
        found = house.overview.unseen(who(request).name, after=after, limit=limit)
        return answers.answer_page(request, found, answers.compared)

    @app.post(f"{PREFIX}/seen", response_model=models.Looked, responses=REFUSED)
    def seen(request: Request, looked: models.Look) -> Response:
        """Whoever asks has seen everything up to a moment: `at` of the newest comparison that they looked at."""
        name = who(request).name
        house.overview.look(name, answers.moment(looked.until) or house.clock())
        return answers.answer(request, {"until": house.overview.looked_at(name)})
