"""Who is told what: for operators. Of an address that may be a secret, only the host is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from watcher.domain.delivery import DeliveryState
from watcher.domain.sentence import Sentence
from watcher.domain.subscriber import ChannelKind, Subscriber
from watcher.locale.words import CHANNELS
from watcher.web.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One subscriber."""

    subscriber: Subscriber
    channel: Sentence
    address: str
    rhythm: Sentence
    ended_at: datetime | None
    watches: int
    """How many of the watched agreements."""
    waiting: int
    failed: int


def register(app: FastAPI, site: Site) -> None:
    """Add this route."""
    house = site.house

    @app.get("/subscribers", response_class=HTMLResponse)
    def subscribers(request: Request) -> Response:
        ended = house.store.ended_subscriptions()
        agreements = [row.agreement for row in house.store.watched()]
        undone = house.store.deliveries(states=[DeliveryState.WAITING, DeliveryState.FAILED])
        rows = [
            Row(
                subscriber=one,
                channel=CHANNELS[one.channel],
                address=shown_address(one),
                rhythm=_rhythm(one),
                ended_at=ended.get(one.name),
                watches=sum(one.watches(agreement) for agreement in agreements),
                waiting=sum(each.subscriber == one.name and each.state is DeliveryState.WAITING for each in undone),
                failed=sum(each.subscriber == one.name and each.state is DeliveryState.FAILED for each in undone),
            )
            for one in house.settings.subscribers
        ]
        return site.page(request, "subscribers.html", {"title": Sentence("Subscribers"), "rows": rows})


def shown_address(subscriber: Subscriber) -> str:
    """A mail address as it is; of a URL, whose path may be a secret, scheme and host."""
    if subscriber.channel is ChannelKind.EMAIL:
        return subscriber.address
    parts = urlsplit(subscriber.address)
    return f"{parts.scheme}://{parts.hostname or ''}"


def _rhythm(subscriber: Subscriber) -> Sentence:
    if subscriber.digest is not None:
        return _RHYTHMS[subscriber.digest.value]
    if subscriber.channel is ChannelKind.EMAIL:
        return Sentence("critical and high at once, the rest daily")
    return _RHYTHMS["immediate"]


_RHYTHMS = {
    "immediate": Sentence("everything at once"),
    "daily": Sentence("daily, together"),
    "weekly": Sentence("weekly, together"),
}
