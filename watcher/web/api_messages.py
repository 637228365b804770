"""The API of deliveries, and of the subscribers that they go to."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from watcher.domain.delivery import DeliveryState
from watcher.web import api_answers as answers
from watcher.web import api_models as models
from watcher.web.api_routes import PREFIX, REFUSED, After, Id, Limit, Named
from watcher.web.site import Site


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    house = site.house

    @app.get(f"{PREFIX}/deliveries", response_model=models.Listed[models.Delivery], responses=REFUSED)
    def deliveries(
        request: Request,
        state: Annotated[DeliveryState | None, Query()] = None,
        subscriber: Named = "",
        after: After = "",
        limit: Limit = 50,
    ) -> Response:
        """Messages and their attempts, newest first."""
        found = house.overview.deliveries(state, subscriber, after=after, limit=limit)
        return answers.answer_page(request, found, answers.delivery)

    @app.get(PREFIX + "/deliveries/{delivery_id}", response_model=models.Delivery, responses=REFUSED)
    def delivery(request: Request, delivery_id: Id) -> Response:
        """One message and its attempts."""
        return answers.answer(request, answers.delivery(house.store.delivery(delivery_id)))

    @app.post(PREFIX + "/deliveries/{delivery_id}/redeliver", response_model=models.Delivery, responses=REFUSED)
    def redeliver(request: Request, delivery_id: Id) -> Response:
        """Send a message that ended once more, under its id."""
        return answers.answer(request, answers.delivery(house.store.redeliver(delivery_id, now=house.clock())))

    @app.get(f"{PREFIX}/subscribers", response_model=models.Listed[models.Subscriber], responses=REFUSED)
    def subscribers(request: Request, after: After = "", limit: Limit = 50) -> Response:
        """Who is told, about what, from which severity. Secrets, and what in an address may be one, are left out."""
        ended = house.store.ended_subscriptions()
        some, last = answers.portion(house.settings.subscribers, lambda one: one.name, after, limit)
        return answers.answer_list(request, [answers.subscriber(one, ended.get(one.name)) for one in some], last)
