"""What each page shows: plain values for its template, gathered from the services."""

from __future__ import annotations

from datetime import datetime

from watcher.bootstrap import House
from watcher.domain.errors import NotFound

RECENT = 20
"""How many of the last checks an agreement's page lists."""

WAITING = 50
"""How many open reviews the overview lists."""


def overview(house: House, now: datetime) -> dict[str, object]:
    """Open reviews, every agreement and the newest comparisons."""
    titles = {row.agreement.id: row.agreement.title for row in house.store.watched(ended=True)}
    waiting = house.reviews.open_reviews(limit=WAITING + 1)
    return {
        "title": "Watched agreements",
        "waiting": [
            {"review": one, "title": titles.get(one.agreement_id, one.agreement_id)} for one in waiting[:WAITING]
        ],
        "more_waiting": len(waiting) > WAITING,
        "standings": house.browser.status(house.schedule, now),
        "recent": [
            {"recorded": one, "title": titles.get(one.agreement_id, one.agreement_id)}
            for one in house.store.comparisons(limit=RECENT)
        ],
        "health": house.health(now),
        "feed_token": house.links.feed_token(),
    }


def agreement(house: House, agreement_id: str) -> dict[str, object]:
    """One agreement: where it stands, its history, its last checks."""
    watched = house.store.agreement(agreement_id)
    found = watched.agreement
    newest = house.store.newest(found.id)
    return {
        "title": found.title,
        "agreement": found,
        "ended_at": watched.ended_at,
        "state": house.store.state(found.id),
        "entries": house.browser.log(found.id),
        "checks": house.store.checks(found.id, limit=RECENT),
        "clauses": house.store.tree(newest.id).clauses if newest else (),
        "newest": newest,
    }


def version(house: House, agreement_id: str, number: int) -> dict[str, object]:
    """One version: its clauses and the evidence."""
    found = house.browser.agreement(agreement_id)
    kept = house.store.version(found.id, number)
    return {
        "title": f"{found.title}, version {number}",
        "agreement": found,
        "version": kept,
        "clauses": house.store.tree(kept.id).clauses,
    }


def subscription(house: House, token: str) -> dict[str, object]:
    """A subscriber's own page. Raises NotFound for an address that we did not sign."""
    name = house.links.subscriber_of(token)
    subscriber = next((one for one in house.settings.subscribers if one.name == name), None)
    if name is None or subscriber is None:
        raise NotFound("no such subscription", where=token)
    return {
        "title": f"Subscription of {name}",
        "name": name,
        "token": token,
        "subscriber": subscriber,
        "ended_at": house.store.ended_subscriptions().get(name),
    }


def end_subscription(house: House, token: str) -> dict[str, object]:
    """End a subscription, and show how it stands then. Raises NotFound for an address that we did not sign."""
    found = subscription(house, token)
    house.store.end_subscription(str(found["name"]), house.clock())
    return subscription(house, token)


def resume_subscription(house: House, token: str) -> dict[str, object]:
    """Resume a subscription, and show how it stands then. Raises NotFound for an address that we did not sign."""
    found = subscription(house, token)
    house.store.resume_subscription(str(found["name"]))
    return subscription(house, token)
