"""What went to whom, and sending it again: for operators."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.domain.delivery import DeliveryState
from watcher.domain.errors import NotFound, UsageError
from watcher.domain.sentence import Sentence
from watcher.locale.words import CHANNELS
from watcher.web.addresses import asked
from watcher.web.site import Site

FIRST, MOST = 50, 800
"""How many of the last messages the page lists, and at most."""
Name = Annotated[str, Query(max_length=200)]


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    house = site.house

    def page(
        request: Request,
        *,
        state: str = "",
        subscriber: str = "",
        many: int = FIRST,
        done: str = "",
        problem: str = "",
        status: int = 200,
    ) -> Response:
        states = [DeliveryState(state)] if state else []
        found = house.store.deliveries(states=states, subscriber=subscriber, limit=many + 1)
        more = asked("/deliveries", state=state, subscriber=subscriber, many=min(many * 2, MOST))
        names = {one.name for one in house.settings.subscribers} | {one.subscriber for one in found}
        values = {
            "title": Sentence("Deliveries"),
            "deliveries": found[:many],
            "more": more if len(found) > many and many < MOST else "",
            "state": state,
            "subscriber": subscriber,
            "states": tuple(DeliveryState),
            "subscribers": sorted(names),
            "channels": CHANNELS,
            "done": Sentence("It will be sent again.") if done == "redelivered" else "",
            "problem": problem,
        }
        return site.page(request, "deliveries.html", values, status)

    @app.get("/deliveries", response_class=HTMLResponse)
    def deliveries(
        request: Request,
        state: Annotated[str, Query(pattern=f"^({'|'.join(DeliveryState)})?$")] = "",
        subscriber: Name = "",
        many: Annotated[int, Query(ge=1, le=MOST)] = FIRST,
        done: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        return page(request, state=state, subscriber=subscriber, many=many, done=done)

    @app.post("/deliveries/{delivery_id}/redeliver", response_class=HTMLResponse)
    def redeliver(request: Request, delivery_id: str) -> Response:
        try:
            house.store.redeliver(delivery_id, now=house.clock())
        except NotFound:
            raise
        except UsageError as error:
            return page(request, problem=Sentence("Nothing was changed: {why}.", why=error.what), status=409)
        return RedirectResponse("/deliveries?done=redelivered", 303)
