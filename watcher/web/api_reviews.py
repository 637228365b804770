"""The API of reviews: what waits, what was done, and what reviewers do."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from watcher.domain.assessment import Severity
from watcher.domain.errors import NotFound
from watcher.domain.review import ReviewState
from watcher.services.ports import Waiting
from watcher.services.review import Sight
from watcher.web import api_answers as answers
from watcher.web import api_models as models
from watcher.web.api_routes import PREFIX, REFUSED, After, Id, Limit, Named
from watcher.web.bodies import Form
from watcher.web.reviews import ACTS, Act
from watcher.web.site import Site, who

_ONE = PREFIX + "/comparisons/{comparison_id}/review"


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    for add in (_waiting, _doing):
        add(app, site)


def _waiting(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.get(f"{PREFIX}/reviews", response_model=models.Listed[models.OpenReview], responses=REFUSED)
    def reviews(
        request: Request,
        agreement: Named = "",
        tag: Named = "",
        severity: Annotated[Severity, Query(description="From there on.")] = Severity.NONE,
        state: Annotated[
            ReviewState | None, Query(description="`closed` are those that were deferred, and are due again.")
        ] = None,
        assignee: Named = "",
        after: After = "",
        limit: Limit = 50,
    ) -> Response:
        """Comparisons that wait for a decision, the weightiest first."""
        of = house.browser.agreement(agreement).id if agreement else ""
        wanted = Waiting(agreement=of, tag=tag, severity=severity, state=state or "", assignee=assignee)
        found = house.reviews.waiting(wanted, after=after, limit=limit)
        return answers.answer_page(request, found, answers.open_review)

    @app.get(f"{PREFIX}/acts", response_model=models.Listed[models.Entry], responses=REFUSED)
    def acts(request: Request, after: After = "", limit: Limit = 50) -> Response:
        """All that was done to reviews, oldest first: the whole log, each entry chained to the one before it."""
        return answers.answer_page(request, house.reviews.acts(after=after, limit=limit), answers.entry)

    @app.get(_ONE, response_model=models.Review, responses=REFUSED)
    def review(request: Request, comparison_id: Id) -> Response:
        """How the review of a comparison stands, and all that was done."""
        return answers.answer(request, answers.review(house.reviews.review(comparison_id)))


def _doing(app: FastAPI, site: Site) -> None:
    house = site.house

    @app.post(_ONE + "/{act}", response_model=models.Review, responses=REFUSED)
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

    @app.post(f"{PREFIX}/reviews/close", response_model=models.ClosedTogether, responses=REFUSED)
    def close(request: Request, closing: models.Closing) -> Response:
        """Close whole comparisons of low severity together: no action, each as it was looked at."""
        sights = {one: Sight(seen=sight.seen, after=sight.after) for one, sight in closing.comparisons.items()}
        closed = house.reviews.close_several(sights, who(request).name, closing.words)
        return answers.answer(
            request, {"items": [{"comparison": one.comparison_id, "problem": one.problem} for one in closed]}
        )


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
