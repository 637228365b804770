"""The outbox: every message arrives, however the other side behaves."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from services.world import FIRST, SHORTER_NOTICE, World, subscriber

from watcher.domain.delivery import Attempt, Delivery, DeliveryState
from watcher.domain.errors import DeliveryError, SecretMissing, StoreBusy
from watcher.domain.subscriber import ChannelKind, Digest, Subscriber
from watcher.services.deliver import PAUSES, Deliverer
from watcher.services.links import Links
from watcher.services.ports import Notice


class Door:
    """A channel that answers as it is told, and remembers what was sent."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults: dict[str, list[BaseException | None]] = {}
        self.received: list[tuple[str, str]] = []
        self.hanging: set[str] = set()
        self.takes: dict[str, float] = {}

    async def send(self, delivery: Delivery, subscriber: Subscriber, notices: Sequence[Notice]) -> Attempt:
        if subscriber.name in self.hanging:
            await asyncio.sleep(3600)
        await asyncio.sleep(self.takes.get(subscriber.name, 0.0))
        faults = self.faults.get(subscriber.name)
        fault = faults.pop(0) if faults else None
        if fault is not None:
            raise fault
        self.received.append((subscriber.name, delivery.id))
        return Attempt(at=self.world.now, duration=0.1, ok=True, status=204)


@pytest.fixture
def door(world: World) -> Door:
    return Door(world)


def deliverer(world: World, door: Door, name: str = "this process") -> Deliverer:
    return Deliverer(
        store=world.store,
        channels=dict.fromkeys(ChannelKind, door),
        subscribers=world.subscribers,
        links=Links("http://127.0.0.1:8321"),
        clock=world.clock,
        name=name,
    )


async def changed(world: World) -> None:
    await world.check(FIRST)
    await world.check(SHORTER_NOTICE)


async def test_what_is_due_is_sent_once(world: World, door: Door) -> None:
    await changed(world)
    await deliverer(world, door).drain()
    await deliverer(world, door).drain()
    assert [name for name, _ in door.received] == ["Compliance"]
    assert world.store.deliveries()[0].state is DeliveryState.DELIVERED


async def test_a_failed_attempt_waits_longer_and_longer_and_ends_as_failed(world: World, door: Door) -> None:
    await changed(world)
    door.faults["Compliance"] = [DeliveryError("the server says 500", status=500)] * 20
    sender = deliverer(world, door)
    waits = []
    while (row := world.store.deliveries()[0]).state is not DeliveryState.FAILED:
        world.now = max(world.now, row.due_at)
        began = world.now
        await sender.drain()
        waits.append(world.store.deliveries()[0].due_at - began)
    assert len(world.store.deliveries()[0].attempts) == len(PAUSES) + 1
    assert all(pause <= waited <= pause * 1.11 for pause, waited in zip(PAUSES, waits, strict=False))


async def test_a_permanent_refusal_is_not_tried_again(world: World, door: Door) -> None:
    await changed(world)
    door.faults["Compliance"] = [DeliveryError("410 Gone", status=410, permanent=True)]
    await deliverer(world, door).drain()
    row = world.store.deliveries()[0]
    assert row.state is DeliveryState.FAILED
    assert [attempt.status for attempt in row.attempts] == [410]


async def test_the_other_side_may_ask_for_more_time(world: World, door: Door) -> None:
    await changed(world)
    door.faults["Compliance"] = [DeliveryError("429", status=429, retry_after=900.0)]
    await deliverer(world, door).drain()
    assert world.store.deliveries()[0].due_at >= world.now + timedelta(seconds=900)


async def test_a_missing_secret_fails_the_attempt_and_names_the_variable(world: World, door: Door) -> None:
    await changed(world)
    door.faults["Compliance"] = [SecretMissing("is not set", where="HOOK_SECRET", mend="set it")]
    await deliverer(world, door).drain()
    row = world.store.deliveries()[0]
    assert row.state is DeliveryState.WAITING
    assert "HOOK_SECRET" in row.attempts[0].detail


async def test_a_failed_delivery_is_sent_again_under_its_id_with_all_its_tries(world: World, door: Door) -> None:
    await changed(world)
    door.faults["Compliance"] = [DeliveryError("410 Gone", permanent=True), DeliveryError("500")]
    await deliverer(world, door).drain()
    failed = world.store.deliveries()[0]
    world.store.redeliver(failed.id, now=world.now)
    await deliverer(world, door).drain()
    assert world.store.delivery(failed.id).state is DeliveryState.WAITING
    world.now += timedelta(seconds=10)
    await deliverer(world, door).drain()
    assert door.received == [("Compliance", failed.id)]


async def test_one_hanging_endpoint_delays_nobody_else(world: World, door: Door) -> None:
    world.subscribers = (subscriber("Slow"), subscriber("Quick"))
    await changed(world)
    door.hanging = {"Slow"}
    sender = deliverer(world, door)
    await sender.start_due()
    await asyncio.sleep(0.05)
    assert [name for name, _ in door.received] == ["Quick"]
    await sender.stop(timedelta())


async def test_a_message_of_a_process_that_died_goes_out_again_under_the_same_id(world: World, door: Door) -> None:
    await changed(world)
    (claimed,) = world.store.claim_deliveries(
        now=world.now, until=world.now + timedelta(minutes=2), by="dead", limit=10
    )
    await deliverer(world, door).drain()
    assert door.received == []
    world.now += timedelta(minutes=3)
    await deliverer(world, door).drain()
    assert door.received == [("Compliance", claimed.id)]


async def test_a_defect_of_a_channel_is_a_failed_attempt_and_stops_nobody(world: World, door: Door) -> None:
    world.subscribers = (subscriber("Odd"), subscriber("Usual"))
    await changed(world)
    door.faults["Odd"] = [KeyError("no such template")]
    await deliverer(world, door).drain()
    assert [name for name, _ in door.received] == ["Usual"]
    (odd,) = world.store.deliveries(subscriber="Odd")
    assert odd.state is DeliveryState.WAITING
    assert "watcher itself failed" in odd.attempts[0].detail


async def test_a_message_that_went_out_while_the_store_was_locked_is_not_sent_again(
    world: World, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watcher.services.ledger.FINISH_PAUSES", (0.0, 0.0))
    await changed(world)
    finish, busy = world.store.finish_attempts, [StoreBusy("locked"), StoreBusy("still locked")]

    def locked(*arguments: Any, **named: Any) -> set[str]:
        if busy:
            raise busy.pop()
        return finish(*arguments, **named)

    monkeypatch.setattr(world.store, "finish_attempts", locked)
    await deliverer(world, door).drain()
    world.now += timedelta(hours=1)
    await deliverer(world, door).drain()
    assert len(door.received) == 1
    assert world.store.deliveries()[0].state is DeliveryState.DELIVERED


async def test_two_processes_on_one_outbox_send_each_message_once(world: World, door: Door) -> None:
    world.subscribers = tuple(subscriber(f"Reader {number}") for number in range(30))
    await changed(world)
    await asyncio.gather(*(deliverer(world, door, f"process {n}").drain() for n in range(2)))
    assert len(door.received) == len(set(door.received)) == 30


async def waiting(world: World, *names: str, subscriber: str = "Compliance") -> None:
    """So many messages about one change wait for one subscriber."""
    await changed(world)
    [event] = world.store.events()
    with world.store.writing() as rows:
        for number, name in enumerate(names):
            due = world.now + timedelta(microseconds=number)
            rows.add_delivery(
                Delivery(
                    id=name,
                    subscriber=subscriber,
                    channel=ChannelKind.EMAIL,
                    event_ids=(event.id,),
                    created_at=due,
                    due_at=due,
                )
            )
    world.now += timedelta(seconds=1)


async def test_a_message_that_always_fails_holds_up_no_other_of_the_same_subscriber(world: World, door: Door) -> None:
    await waiting(world, *(f"m{number}" for number in range(50)))
    door.faults["Compliance"] = [KeyError("no such template")]
    await deliverer(world, door).drain()
    states = [str(one.state) for one in world.store.deliveries()]
    assert (states.count("delivered"), states.count("waiting")) == (50, 1)
    assert [name for _, name in door.received] == [f"m{number}" for number in range(50)]


async def test_a_server_that_asks_for_a_pause_gets_nothing_else_before_it_is_over(world: World, door: Door) -> None:
    world.subscribers = (subscriber(), subscriber("Other"))
    await waiting(world, "m1", "m2")
    door.faults["Compliance"] = [DeliveryError("429", status=429, retry_after=900.0)]
    sender = deliverer(world, door)
    await sender.drain()
    assert [name for name, _ in door.received] == ["Other"]
    assert len([one for one in world.store.deliveries(subscriber="Compliance") if one.attempts]) == 1
    world.now += timedelta(seconds=899)
    assert await sender.drain() == []
    world.now += timedelta(seconds=1 + 90)
    assert len(await sender.drain()) == 3


async def test_what_a_slow_server_leaves_no_time_for_is_given_back(
    world: World, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watcher.services.deliver.BEGIN_WITHIN", timedelta(seconds=0.2))
    await waiting(world, "m1", "m2")
    door.takes["Compliance"] = 0.3
    [task] = await deliverer(world, door).start_due()
    assert len(await task) == 1
    assert [str(one.state) for one in world.store.deliveries()] == ["waiting", "waiting", "delivered"]


async def test_what_was_claimed_and_not_sent_is_given_back_when_the_service_stops(world: World, door: Door) -> None:
    await waiting(world, "m1", "m2")
    door.hanging = {"Compliance"}
    sender = deliverer(world, door)
    await sender.start_due()
    await asyncio.sleep(0.05)
    await sender.stop(timedelta())
    assert {str(one.state) for one in world.store.deliveries()} == {"waiting"}


async def test_who_ended_their_subscription_while_a_message_was_held_is_not_sent_it(world: World, door: Door) -> None:
    await changed(world)
    world.store.claim_deliveries(now=world.now, until=world.now + timedelta(minutes=2), by="dead", limit=10)
    world.store.end_subscription("Compliance", world.now)
    world.now += timedelta(minutes=3)
    await deliverer(world, door).drain()
    assert door.received == []
    assert world.store.deliveries()[0].state is DeliveryState.CANCELLED


async def test_a_daily_digest_holds_what_happened_and_goes_out_in_the_morning(world: World, door: Door) -> None:
    world.subscribers = (subscriber(digest=Digest.DAILY),)
    await changed(world)
    await world.check(FIRST)
    await deliverer(world, door).drain()
    assert door.received == []
    (digest,) = world.store.deliveries()
    assert len(digest.event_ids) == 2
    world.now = digest.due_at
    await deliverer(world, door).drain()
    assert digest.due_at.hour == 8
    assert door.received == [("Compliance", digest.id)]


async def test_a_subscriber_who_was_taken_out_is_not_told(world: World, door: Door) -> None:
    world.subscribers = (subscriber("Gone", digest=Digest.DAILY), subscriber("Here"))
    await changed(world)
    world.subscribers = (subscriber("Here"),)
    await world.check()
    assert {one.subscriber: str(one.state) for one in world.store.deliveries()} == {
        "Gone": "cancelled",
        "Here": "waiting",
    }


async def test_a_digest_whose_reader_became_a_program_fails_in_words(world: World, door: Door) -> None:
    world.subscribers = (subscriber(digest=Digest.DAILY),)
    await changed(world)
    await world.check(FIRST)
    world.subscribers = (subscriber(channel=ChannelKind.WEBHOOK, address="https://hooks.example/x"),)
    world.now += timedelta(days=2)
    await deliverer(world, door).drain()
    (digest,) = world.store.deliveries(states=[DeliveryState.FAILED])
    assert "digest of 2 events" in digest.attempts[-1].detail


@pytest.mark.parametrize(("channel", "state"), [(ChannelKind.EMAIL, "delivered"), (ChannelKind.WEBHOOK, "failed")])
async def test_a_quiet_week_is_told_to_people_only(world: World, door: Door, channel: ChannelKind, state: str) -> None:
    world.subscribers = (subscriber(channel=channel),)
    line = Delivery(
        id="msg_quiet", subscriber="Compliance", channel=channel, event_ids=(), created_at=world.now, due_at=world.now
    )
    with world.store.writing() as rows:
        rows.add_delivery(line)
    await deliverer(world, door).drain()
    assert world.store.delivery("msg_quiet").state == state
