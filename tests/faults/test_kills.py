"""kill -9 at random moments while events come in and are told: every event reaches everybody, under one id.

``WATCHER_KILLS=200 pytest tests/faults/test_kills.py -s`` takes some minutes and prints what came of it.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest
from faults.installation import Installation, later, terms

from watcher.domain.delivery import DeliveryState
from watcher.testing.receivers import ReceivedRequest

KILLS = int(os.environ.get("WATCHER_KILLS", "8"))
EVENTS, READERS = (50, 20) if KILLS >= 200 else (6, 4)
"""Half of the readers are told by mail, half by webhook."""
CLAIM = 200
"""Seconds, rather more than a claim holds: each run believes that it comes so long after the one before."""


@pytest.fixture
def crowd(house: Installation) -> Installation:
    """Many agreements, each with a page of its own, and many who are told of all of them."""
    for number in range(EVENTS):
        house.site.put(f"/terms-{number}", terms())
    house.config["agreements"] = [house.agreement(f"terms-{number}") for number in range(EVENTS)]
    house.config["subscribers"] = [
        {"name": f"Reader {number}", "email": f"reader-{number}@example.org"}
        if number % 2
        else {"name": f"Reader {number}", "webhook": f"{house.hook.url}?{number}", "secret_env": "HOOK_SECRET"}
        for number in range(READERS)
    ]
    return house


@dataclass
class Runs:
    """Checks one after the other, each with the next change or two, and each killed at some moment."""

    house: Installation
    chance: random.Random = field(default_factory=lambda: random.Random(20_261_122))
    killed: int = 0
    survived: int = 0
    changed: int = 0
    takes: float = 1.0
    """Seconds that a run may take: as long as the last one that lived, and longer with each that did not."""

    def go_on(self) -> None:
        """One more run that is killed at some moment, unless it has ended by then."""
        due = EVENTS * (self.killed + 1) // KILLS
        for number in range(self.changed, due):
            self.house.site.put(f"/terms-{number}", terms(5))
        self.changed = max(self.changed, due)
        running = self.house.start("check", before=[later(CLAIM * (self.killed + self.survived + 1))])
        ended = running.ends_within(self.chance.uniform(0.0, self.takes))
        self.takes = time.monotonic() - running.began if ended else 1.1 * self.takes
        running.signal(signal.SIGKILL)
        hit = running.wait().code == -signal.SIGKILL
        self.killed += hit
        self.survived += not hit

    def end(self) -> None:
        """Runs that nobody kills, until nothing waits any more."""
        for more in (1, 2):
            self.house.run("check", before=[later(CLAIM * (self.killed + self.survived + more))])


def whole(request: ReceivedRequest) -> bool:
    """Whether it came to its end: of a sender that was killed in the middle of one, no receiver takes it."""
    return len(request.body) == int(request.headers["content-length"])


@pytest.mark.timeout(120 + 5 * KILLS)
def test_kills_at_random_moments_lose_no_message_and_give_none_two_ids(crowd: Installation) -> None:
    crowd.check()
    runs, began = Runs(crowd), time.monotonic()
    while runs.killed < KILLS:
        runs.go_on()
    runs.end()

    with crowd.store() as store:
        events = {event.id: event.agreement_id for event in store.events(limit=10_000)}
        deliveries = {one.id: one for one in store.deliveries(limit=100_000)}
    names = [f"Reader {number}" for number in range(READERS)]
    told = Counter((one.subscriber, *one.event_ids) for one in deliveries.values())
    assert sorted(events.values()) == sorted(f"terms-{number}" for number in range(EVENTS))
    assert told == Counter((name, event_id) for name in names for event_id in events)
    assert {one.state for one in deliveries.values()} == {DeliveryState.DELIVERED}

    hooks = Counter(
        (f"Reader {request.path.partition('?')[2]}", json.loads(request.body)["data"]["event_id"], request_id)
        for request in crowd.hook.requests
        if (request_id := request.headers["webhook-id"]) and whole(request)
    )
    mails = Counter(
        (f"Reader {caught.recipients[0].removeprefix('reader-').partition('@')[0]}", one.event_ids[0], one.id)
        for caught in crowd.mail.mails
        if (one := deliveries[str(caught.message["Message-ID"])[1:].partition("@")[0]])
    )
    arrived = hooks + mails
    assert set(arrived) == {(one.subscriber, one.event_ids[0], one.id) for one in deliveries.values()}
    repeated = {"mails": mails.total() - len(mails), "webhooks": hooks.total() - len(hooks)}
    print(
        f"\n{runs.killed} kills ({runs.survived} runs ended before theirs) in {time.monotonic() - began:.0f} s: "
        f"{len(events)} events to {READERS} subscribers, {len(deliveries)} messages, all arrived; repeated under "
        f"their ids: {repeated['mails']} mails, {repeated['webhooks']} webhooks"
    )
