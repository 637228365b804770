"""The API below ``/api/v1``: what the pages show, and what reviewers and operators do, as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from pydantic import TypeAdapter

from watcher import __version__
from watcher.domain.errors import NotFound
from watcher.services.review import Sight
from watcher.web import api_answers as answers
from watcher.web import api_models as models
from watcher.web.bodies import Form
from watcher.web.reviews import ACTS, Act
from watcher.web.site import Site, who

PREFIX = "/api/v1"
After = Annotated[str, Query(max_length=300, description="The last item of the page before; see `next`.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many items a page has at most.")]
Number = Annotated[int, Path(ge=1, le=10**9)]
Id = Annotated[str, Path(max_length=300)]


_PROBLEM = {"application/problem+json": {"schema": TypeAdapter(models.Problem).json_schema()}}
_REFUSED: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "400 or 422: cannot be understood, or done like that. 401: no token, or one that does not hold. "
        "403: its scope does not allow it. 404: not there. 409: somebody was quicker. 413: too large.",
        "content": _PROBLEM,
    }
}


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    for add in (_agreements, _comparisons, _reviews, _deliveries):
        add(app, site)

    @app.get(f"{PREFIX}/openapi.json", include_in_schema=False)
    def openapi() -> JSONResponse:
        routes = [route for route in app.routes if getattr(route, "path", "").startswith(PREFIX)]
        return JSONResponse(_with_tokens(get_openapi(title="Terms watcher", version=__version__, routes=routes)))


def _agreements(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{PREFIX}/agreements", response_model=models.Listed[models.Agreement], responses=_REFUSED)
    def agreements(request: Request, after: After = "", limit: Limit = 50) -> Response:
        """Every agreement, by id."""
        found = house.browser.status(house.schedule, house.clock())
        some, last = answers.portion(found, lambda one: one.agreement.id, after, limit)
        return answers.answer_list(request, [answers.agreement(one) for one in some], last)

    @app.get(PREFIX + "/agreements/{agreement_id}", response_model=models.Agreement, responses=_REFUSED)
    def agreement(request: Request, agreement_id: Id) -> Response:
        """One agreement."""
        current = house.browser.agreement(agreement_id).id
        found = house.browser.status(house.schedule, house.clock())
        return answers.answer(request, answers.agreement(next(one for one in found if one.agreement.id == current)))

    @app.get(
        PREFIX + "/agreements/{agreement_id}/versions", response_model=models.Listed[models.Version], responses=_REFUSED
    )
    def versions(request: Request, agreement_id: Id, after: After = "", limit: Limit = 50) -> Response:
        """Its versions, oldest first."""
        found = house.store.versions(house.browser.agreement(agreement_id).id)
        some, last = answers.portion(found, lambda one: str(one.number), after, limit)
        return answers.answer_list(request, [answers.version(one) for one in some], last)

    @app.get(
        PREFIX + "/agreements/{agreement_id}/versions/{number}", response_model=models.WholeVersion, responses=_REFUSED
    )
    def version(request: Request, agreement_id: Id, number: Number) -> Response:
        """One version with its clauses."""
        found = house.store.version(house.browser.agreement(agreement_id).id, number)
        clauses = [answers.clause(one) for one in house.store.tree(found.id).clauses]
        return answers.answer(request, {**answers.version(found), "clauses": clauses})


def _comparisons(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{PREFIX}/comparisons", response_model=models.Listed[models.Comparison], responses=_REFUSED)
    def comparisons(
        request: Request,
        agreement: Annotated[str, Query(max_length=300, description="Of this one only.")] = "",
        after: After = "",
        limit: Limit = 50,
    ) -> Response:
        """Comparisons, newest first."""
        of = house.browser.agreement(agreement).id if agreement else ""
        some, last = answers.comparisons(house.store, of, after, limit)
        stand = house.reviews.standings([one.id for one in some])
        items = [answers.comparison(one, stand[one.id]) for one in some]
        return answers.answer_list(request, items, last)

    @app.get(PREFIX + "/comparisons/{comparison_id}", response_model=models.Comparison, responses=_REFUSED)
    def comparison(request: Request, comparison_id: Id) -> Response:
        """One comparison, without its changes."""
        review = house.reviews.review(comparison_id)
        return answers.answer(request, answers.comparison(review.recorded, review.standing()))

    @app.get(
        PREFIX + "/comparisons/{comparison_id}/changes", response_model=models.Listed[models.Change], responses=_REFUSED
    )
    def changes(request: Request, comparison_id: Id, after: After = "", limit: Limit = 50) -> Response:
        """Its changes, in the order of the new document."""
        review = house.reviews.review(comparison_id)
        some, last = answers.portion(review.recorded.comparison.changes, lambda one: one.id, after, limit)
        return answers.answer_list(request, answers.changes(some, review), last)


def _reviews(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{PREFIX}/reviews", response_model=models.Listed[models.OpenReview], responses=_REFUSED)
    def reviews(request: Request, after: After = "", limit: Limit = 50) -> Response:
        """Comparisons that wait for a decision, the weightiest first."""
        found = house.reviews.open_reviews(limit=100_000)
        some, last = answers.portion(found, lambda one: one.comparison_id, after, limit)
        return answers.answer_list(request, [answers.open_review(one) for one in some], last)

    @app.get(PREFIX + "/comparisons/{comparison_id}/review", response_model=models.Review, responses=_REFUSED)
    def review(request: Request, comparison_id: Id) -> Response:
        """How the review of a comparison stands, and all that was done."""
        return answers.answer(request, answers.review(house.reviews.review(comparison_id)))

    @app.post(PREFIX + "/comparisons/{comparison_id}/review/{act}", response_model=models.Review, responses=_REFUSED)
    def act(request: Request, comparison_id: Id, act: Id, doing: models.Doing) -> Response:
        """Acknowledge, assign, comment, decide, reopen or close-low; gives how the review stands then."""
        if act not in ACTS:
            raise NotFound("there is nothing like that to be done", where=act)
        ACTS[act][0](
            Act(
                house=house,
                comparison_id=comparison_id,
                who=who(request).name,
                sight=Sight(seen=doing.seen, after=doing.after),
                form=_as_form(doing),
            )
        )
        return answers.answer(request, answers.review(house.reviews.review(comparison_id)))


def _deliveries(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{PREFIX}/deliveries", response_model=models.Listed[models.Delivery], responses=_REFUSED)
    def deliveries(request: Request, after: After = "", limit: Limit = 50) -> Response:
        """The last 1,000 messages, newest first."""
        some, last = answers.portion(house.store.deliveries(), lambda one: one.id, after, limit)
        return answers.answer_list(request, [answers.delivery(one) for one in some], last)

    @app.post(PREFIX + "/deliveries/{delivery_id}/redeliver", response_model=models.Delivery, responses=_REFUSED)
    def redeliver(request: Request, delivery_id: Id) -> Response:
        """Send a message that ended once more, under its id."""
        return answers.answer(request, answers.delivery(house.store.redeliver(delivery_id, now=house.clock())))


def _as_form(doing: models.Doing) -> Form:
    """What the acts take, as if a page had sent it."""
    return Form(
        {
            "change": list(doing.changes),
            "words": [doing.words],
            "decision": [doing.decision],
            "owner": [doing.owner],
            "until": [doing.until.isoformat() if doing.until else ""],
            "assignee": [doing.assignee],
        }
    )


def _with_tokens(schema: dict[str, Any]) -> dict[str, Any]:
    """The description says how a program shows who it is."""
    components = schema.setdefault("components", {})
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    schema["security"] = [{"token": []}]
    return schema
