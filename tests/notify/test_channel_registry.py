"""The registry, and what holds for every channel and for the fake one."""

from __future__ import annotations

import pytest

from watcher.domain.errors import DeliveryError
from watcher.domain.subscriber import ChannelKind
from watcher.notify import CHANNELS, Equipment, SmtpSettings, channels
from watcher.testing.channels import FakeChannel
from watcher.testing.receivers import Answer, MailCatcher, WebhookReceiver

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def ways(client, clock, examples):
    """Every channel with an address on loopback, and the fake."""
    with MailCatcher() as catcher, WebhookReceiver() as receiver:
        equipment = Equipment(
            clock=clock,
            environ={"SECRET": SECRET},
            http=client,
            smtp=SmtpSettings(host="127.0.0.1", port=catcher.port, sender="watcher@example.org"),
            subscription="https://watcher.example/subscriptions/{}".format,
        )
        built = channels(equipment)
        addresses = {ChannelKind.EMAIL: "legal@example.com", ChannelKind.WEBHOOK: receiver.url}
        yield {
            **{kind: (built[kind], examples.subscriber(to, kind, "SECRET")) for kind, to in addresses.items()},
            "fake": (FakeChannel(clock=clock), examples.subscriber("nowhere")),
        }


def test_every_kind_of_channel_can_be_built():
    assert set(CHANNELS) == set(ChannelKind)


@pytest.mark.parametrize("way", [ChannelKind.EMAIL, ChannelKind.WEBHOOK, "fake"])
async def test_an_attempt_that_succeeds_says_when_and_how_long(ways, examples, way):
    channel, subscriber = ways[way]
    attempt = await channel.send(examples.delivery(), subscriber, [examples.notice()])
    assert (attempt.ok, attempt.at) == (True, examples.now)
    assert attempt.duration >= 0


async def test_a_failed_delivery_leaves_the_channel_as_it_was(client, clock, examples):
    with WebhookReceiver() as receiver:
        receiver.answer(*[Answer(status=status) for status in (204, 500, 204)])
        equipment = Equipment(
            clock=clock, environ={"SECRET": SECRET}, http=client, smtp=SmtpSettings(), subscription=str
        )
        channel = channels(equipment)[ChannelKind.WEBHOOK]
        subscriber = examples.subscriber(receiver.url, ChannelKind.WEBHOOK, "SECRET")
        outcomes = []
        for number in range(3):
            try:
                sent = await channel.send(examples.delivery(id=f"d{number}"), subscriber, [examples.notice()])
                outcomes.append(sent.ok)
            except DeliveryError as error:
                outcomes.append(error.status)
        assert outcomes == [True, 500, True]
        assert [request.headers["webhook-id"] for request in receiver.requests] == ["d0", "d1", "d2"]


async def test_the_fake_fails_as_it_is_told_and_keeps_the_rest(clock, examples):
    channel = FakeChannel(clock=clock)
    channel.fail(DeliveryError("not now"))
    with pytest.raises(DeliveryError):
        await channel.send(examples.delivery(id="d1"), examples.subscriber("x"), [examples.notice()])
    await channel.send(examples.delivery(id="d1"), examples.subscriber("x"), [examples.notice()])
    assert channel.tries == ["d1", "d1"]
    assert [sent.delivery.id for sent in channel.sent] == ["d1"]
