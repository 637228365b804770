"""What went to whom, and sending it again: for operators."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.bootstrap import House
from watcher.domain.assessment import Severity
from watcher.domain.delivery import Delivery, DeliveryState
from watcher.domain.errors import NotFound, UsageError
from watcher.domain.sentence import Sentence
from watcher.locale.words import CHANNELS, EVENTS
from watcher.web.addresses import asked, path
from watcher.web.site import Site

FIRST, MOST = 50, 800
"""How many of the last messages the page lists, and at most."""
Name = Annotated[str, Query(max_length=200)]
TOLD = 3
"""How many events of one message are named; of the others their number is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event that a message tells of."""

    agreement: str
    """Its title."""
    happened: Sentence
    severity: Severity | None
    """Of its comparison; none for events that have none."""
    address: str
    """Of the comparison, else of the agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a message is about; nothing for the line that tells of a quiet week."""

    told: tuple[Told, ...]
    more: int


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
            "abouts": _abouts(found[:many], house),
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


def _abouts(deliveries: list[Delivery], house: House) -> dict[str, About]:
    """By the delivery's id. One event is told to many subscribers, and looked up once."""

    @cache
    def told(event_id: str) -> Told:
        return _told(event_id, house)

    return {
        one.id: About(
            told=tuple(told(event_id) for event_id in one.event_ids[:TOLD]), more=max(0, len(one.event_ids) - TOLD)
        )
        for one in deliveries
    }


def _told(event_id: str, house: House) -> Told:
    event = house.store.event(event_id)
    happened = EVENTS[event.type]
    if event.comparison_id:
        compared = house.overview.comparison(event.comparison_id)
        address = path("comparisons", compared.id)
        return Told(agreement=compared.title, happened=happened, severity=compared.severity, address=address)
    title = house.store.agreement(event.agreement_id).agreement.title
    return Told(agreement=title, happened=happened, severity=None, address=path("agreements", event.agreement_id))
