"""A room's messages wait in the outbox like all others: nothing is lost while a service says no, nothing told twice."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from services.world import FIRST, SHORTER_NOTICE, World, subscriber

from watcher.domain.delivery import DeliveryState
from watcher.domain.subscriber import ChannelKind
from watcher.notify.chat import ChatChannel
from watcher.notify.chat_services import FEISHU
from watcher.services.deliver import PAUSES, Deliverer
from watcher.services.links import Links
from watcher.testing.receivers import Answer, WebhookReceiver, retry_later

TAKEN = Answer(status=200, body=b'{"code": 0}')
TOO_MANY = Answer(status=200, body=b'{"code": 11232}')
NO_SUCH_ROBOT = Answer(status=200, body=b'{"code": 19001}')


@pytest.fixture
def receiver():
    with WebhookReceiver() as running:
        yield running


@pytest.fixture
async def outbox(client, receiver):
    """A world in which a change is to be told in a room, and what sends it."""
    room = subscriber("Room", channel=ChannelKind.CHAT, address="feishu://", secret_env="ROOM_KEY")
    world = World(subscribers=(room,))
    await world.check(FIRST)
    await world.check(SHORTER_NOTICE)
    local = replace(FEISHU, endpoint=f"{receiver.url}/")
    channel = ChatChannel(client, clock=world.clock, environ={"ROOM_KEY": "key secret"}, services=[local])
    deliverer = Deliverer(
        store=world.store,
        channels={ChannelKind.CHAT: channel},
        subscribers=world.subscribers,
        links=Links("https://watcher.example"),
        clock=world.clock,
        name="this process",
    )
    return world, deliverer


async def test_a_room_that_refuses_for_a_while_is_told_once_in_the_end(outbox, receiver):
    world, deliverer = outbox
    receiver.answer(TOO_MANY, Answer(status=500), retry_later(60), Answer(status=200, body=b"<html>"), TOO_MANY, TAKEN)
    for pause in (*PAUSES[:6], *PAUSES[:1]):
        await deliverer.drain()
        world.now += 2 * pause
    [row] = world.store.deliveries()
    assert row.state is DeliveryState.DELIVERED
    assert [attempt.ok for attempt in row.attempts] == [False] * 5 + [True]
    assert len(receiver.requests) == 6


async def test_every_attempt_is_signed_anew(outbox, receiver):
    world, deliverer = outbox
    began = int(world.now.timestamp())
    receiver.answer(TOO_MANY, TAKEN)
    await deliverer.drain()
    world.now += 2 * PAUSES[0]
    await deliverer.drain()
    first, second = (json.loads(request.body) for request in receiver.wait(2))
    assert int(first["timestamp"]) == began
    assert int(second["timestamp"]) == began + 2 * PAUSES[0].total_seconds()
    assert first["sign"] != second["sign"]
    assert first["content"] == second["content"]


async def test_a_robot_that_is_gone_ends_the_delivery(outbox, receiver):
    world, deliverer = outbox
    receiver.answer(NO_SUCH_ROBOT)
    await deliverer.drain()
    world.now += PAUSES[-1]
    await deliverer.drain()
    [row] = world.store.deliveries()
    assert row.state is DeliveryState.FAILED
    assert "no such robot" in row.attempts[0].detail
    assert len(receiver.requests) == 1
