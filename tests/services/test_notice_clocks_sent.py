"""The notice clock of an event, as its many subscribers are told it."""

from __future__ import annotations

from dataclasses import replace

from services.world import FIRST, SHORTER_NOTICE, World, subscriber

from watcher.domain.clause import ClauseTree
from watcher.domain.subscriber import ChannelKind
from watcher.services.deliver import Deliverer
from watcher.services.links import Links
from watcher.testing.channels import FakeChannel
from watcher.testing.memory import MemoryStore


class Counting(MemoryStore):
    """Counts how often clauses are read."""

    read = 0

    def tree(self, version_id: str) -> ClauseTree:
        self.read += 1
        return super().tree(version_id)


async def told(world: World) -> tuple[Deliverer, FakeChannel]:
    """A change that everybody was told of."""
    await world.check(FIRST)
    await world.check(SHORTER_NOTICE)
    channel = FakeChannel(clock=world.clock)
    deliverer = Deliverer(
        store=world.store,
        channels=dict.fromkeys(ChannelKind, channel),
        subscribers=world.subscribers,
        links=Links("https://watcher.example"),
        clock=world.clock,
        name="this process",
    )
    return deliverer, channel


async def test_the_clauses_of_an_event_are_read_once_for_all_subscribers() -> None:
    store = Counting()
    world = World(store=store, subscribers=tuple(subscriber(f"S{number}") for number in range(5)))
    deliverer, channel = await told(world)
    store.read = 0
    await deliverer.drain()
    clocks = [sent.notices[0].clock for sent in channel.sent]
    assert len(clocks) == 5
    assert clocks[0] is not None
    assert clocks[0].promised
    assert clocks == clocks[:1] * 5
    assert store.read == 2


async def test_versions_that_were_derived_again_are_read_again() -> None:
    world = World()
    deliverer, channel = await told(world)
    [sent] = await deliverer.drain()
    old, new = world.store.versions("archive")
    with world.store.writing() as rows:
        rows.replace_derivation(
            replace(old, derivation=replace(old.derivation, cut="another")),
            replace(world.store.tree(old.id), clauses=()),
        )
    world.store.redeliver(sent.delivery.id, now=world.now)
    await deliverer.drain()
    before, after = (one.notices[0].clock for one in channel.sent)
    assert before is not None and after is not None
    assert before.promised
    assert after.promised == ()
    assert new.first_seen == after.first_seen
