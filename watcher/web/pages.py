"""What each page shows: plain values for its template, gathered from the services."""

from __future__ import annotations

from watcher.bootstrap import House
from watcher.domain.assessment import Severity
from watcher.domain.change import ChangeKind
from watcher.domain.errors import NotFound
from watcher.domain.sentence import Sentence
from watcher.domain.subscriber import Subscriber
from watcher.locale.words import CHANNELS, SEVERITIES
from watcher.services.browse import Standing
from watcher.services.overview import Moment
from watcher.web.addresses import path
from watcher.web.configured import rhythm, written
from watcher.web.outlines import nested, printed
from watcher.web.pictures import Seen, timeline

RECENT = 12
"""How many of the last checks an agreement's page lists."""
LISTED = 200
"""How many versions it lists."""


def agreement(house: House, agreement_id: str) -> dict[str, object]:
    """One agreement: where it stands, its history, its last checks, how it is watched."""
    watched = house.store.agreement(agreement_id)
    found = watched.agreement
    state = house.store.state(found.id)
    newest = house.store.newest(found.id)
    now = house.clock()
    history = list(reversed(house.overview.timeline(found.id)))
    unread = state.quarantined_since or state.failing_since
    seen = [_drawn(found.id, one) for one in reversed(history)]
    return {
        "title": found.title,
        "agreement": found,
        "ended_at": watched.ended_at,
        "state": state,
        "standing": Standing(
            agreement=found,
            state=state,
            versions=newest.number if newest else 0,
            last_change=newest.first_seen if newest and newest.number > 1 else None,
            next_check=None if watched.ended_at else house.schedule.next_check(found, state, now),
            ended_at=watched.ended_at,
        ),
        "history": history[:LISTED],
        "more_history": len(history) > LISTED,
        "wide": timeline(seen, now, 960, unread_since=unread),
        "small": timeline(seen, now, 340, unread_since=unread),
        "checks": house.store.checks(found.id, limit=RECENT),
        "nested": nested(house.store.tree(newest.id).clauses) if newest else [],
        "newest": newest,
        "rhythm": rhythm(found, house),
        "taken": [written(one) for one in found.cut.select],
        "left_out": [written(one) for one in found.cut.remove],
    }


def version(house: House, agreement_id: str, number: int) -> dict[str, object]:
    """One version: its clauses, since when each reads so, and the evidence."""
    found = house.browser.agreement(agreement_id)
    kept = house.store.version(found.id, number)
    newest = house.store.newest(found.id)
    last = newest.number if newest else number
    clauses = house.store.tree(kept.id).clauses
    return {
        "title": Sentence("{title}, version {number}", title=found.title, number=number),
        "agreement": found,
        "version": kept,
        "newest": last,
        "earlier": number - 1,
        "later": number + 1 if number < last else 0,
        "recorded": house.store.comparison_of(found.id, number),
        "nested": nested(clauses),
        "rows": printed(clauses, _since(house, found.id, number), 1 if last <= LISTED else 0),
    }


def _since(house: House, agreement_id: str, number: int) -> dict[str, int]:
    """By clause: the version since which it has read as it does in version ``number``.

    What is older than the comparisons that are looked at is left out.
    """
    looked_at = [one for one in house.store.comparisons(agreement_id, limit=LISTED) if one.new <= number]
    since: dict[str, int] = {}
    for recorded in sorted(looked_at, key=lambda one: one.new):
        for change in recorded.comparison.changes:
            if change.kind not in (ChangeKind.RENUMBERED, ChangeKind.MOVED):
                since.update((clause.id, recorded.new) for clause in change.new)
    return since


def _drawn(agreement_id: str, one: Moment) -> Seen:
    """A version in the picture; the first one leads to its text, the others to what changed in them."""
    to = path("comparisons", one.comparison_id) if one.comparison_id else ""
    return Seen(
        version=one.version,
        at=one.at,
        changes=one.changes,
        severity=one.severity or Severity.NONE,
        address=to or path("agreements", agreement_id, "versions", one.version),
    )


def subscription(house: House, token: str) -> dict[str, object]:
    """A subscriber's own page. Raises NotFound for an address that we did not sign."""
    name = house.links.subscriber_of(token)
    subscriber = next((one for one in house.settings.subscribers if one.name == name), None)
    if name is None or subscriber is None:
        raise NotFound("no such subscription", where=token)
    return {
        "title": Sentence("Subscription of {name}", name=name),
        "name": name,
        "token": token,
        "told": _told(subscriber),
        "ended_at": house.store.ended_subscriptions().get(name),
    }


def _told(subscriber: Subscriber) -> Sentence:
    """What goes to a subscriber, in a sentence for themselves."""
    everything = subscriber.agreements == ("*",)
    said = {
        "channel": CHANNELS[subscriber.channel],
        "severity": SEVERITIES[subscriber.min_severity],
        "agreements": Sentence("all agreements") if everything else ", ".join(subscriber.agreements),
    }
    if subscriber.tags:
        return Sentence(
            "Messages go to it by {channel}, about {agreements} tagged {tags}, from severity {severity}.",
            tags=subscriber.tags,
            **said,
        )
    return Sentence("Messages go to it by {channel}, about {agreements}, from severity {severity}.", **said)


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
