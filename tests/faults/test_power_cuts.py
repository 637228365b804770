"""kill -9 between any two steps of a check and of a delivery: nothing is lost, nothing is told under two ids."""

from __future__ import annotations

import random
import signal
import time

import pytest
from faults.installation import Installation, die_at, later, terms, told_once

STEPS = [
    ("watcher.store.snapshot_files:SnapshotFolder.keep", "before", 1),
    ("watcher.store.snapshot_files:SnapshotFolder.keep", "after", 1),
    ("watcher.services.check:write", "before", 1),
    ("watcher.store.writing:SqliteWriting.save_state", "after", 1),
    ("watcher.services.check:write", "after", 1),
    ("watcher.services.check:write", "before", 2),
    ("watcher.store.writing:SqliteWriting.add_version", "after", 1),
    ("watcher.store.writing:SqliteWriting.add_event", "after", 1),
    ("watcher.store.writing:SqliteWriting.add_delivery", "after", 1),
    ("watcher.store.writing:SqliteWriting.add_delivery", "after", 2),
    ("watcher.services.check:write", "after", 2),
    ("watcher.store.sqlite:SqliteStore.claim_deliveries", "before", 1),
    ("watcher.store.sqlite:SqliteStore.claim_deliveries", "after", 1),
    ("watcher.notify.email:EmailChannel.send", "before", 1),
    ("watcher.notify.email:EmailChannel.send", "after", 1),
    ("watcher.notify.webhook:WebhookChannel.send", "before", 1),
    ("watcher.notify.webhook:WebhookChannel.send", "after", 1),
    ("watcher.store.sqlite:SqliteStore.finish_attempts", "before", 1),
    ("watcher.store.outbox:finish", "after", 1),
    ("watcher.store.outbox:finish", "before", 2),
    ("watcher.store.sqlite:SqliteStore.finish_attempts", "after", 1),
]
"""The first write of a check that finds a new text keeps the candidate, the second the version."""


@pytest.mark.parametrize(("place", "when", "call"), STEPS)
def test_a_power_cut_at_any_step_loses_nothing(house: Installation, place: str, when: str, call: int) -> None:
    assert house.check() == {"terms": "first"}
    house.site.put("/terms", terms(5))
    assert house.run("check", before=[die_at(place, when, call)]).code == -signal.SIGKILL
    assert house.check(before=[later(600)]).keys() == {"terms"}
    with house.store() as store:
        assert [version.number for version in store.versions("terms")] == [1, 2]
        assert len(store.comparisons("terms")) == 1
        told_once(house, store, changes=1)


def test_power_cuts_at_random_moments_lose_nothing(house: Installation) -> None:
    house.check()
    chance = random.Random(20_260_301)
    for number in range(15):
        house.site.put("/terms", terms(11 + number))
        running = house.start("check")
        time.sleep(chance.uniform(0.0, 0.5))
        running.signal(signal.SIGKILL)
        running.wait()
    house.check()
    house.check(before=[later(600)])
    with house.store() as store:
        versions = store.versions("terms")
        assert [version.number for version in versions] == list(range(1, len(versions) + 1))
        assert "25 working days" in " ".join(clause.text for clause in store.tree(versions[-1].id).clauses)
        assert [one.new for one in store.comparisons("terms")] == list(range(len(versions), 1, -1))
        told_once(house, store, changes=len(versions) - 1)
    assert len(versions) > 1
