"""Messages to chat rooms, sent to a real receiver that stands in for the service."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape

import pytest

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.errors import DeliveryError, SecretMissing
from watcher.domain.subscriber import ChannelKind
from watcher.notify.chat import SERVICES, SLACK, WECOM, ChatChannel, summary
from watcher.testing.receivers import Answer, WebhookReceiver

ACCEPTED = {"slack": Answer(status=200, body=b"ok"), "wecom": Answer(status=200, body=b'{"errcode": 0}')}
KEYS = {"slack": "T000/B000/hidden-key", "wecom": "hidden-key"}


@pytest.fixture
def receiver():
    with WebhookReceiver() as running:
        yield running


@pytest.fixture
def send(client, clock, examples, receiver):
    local = [replace(service, endpoint=f"{receiver.url}/{service.scheme}/") for service in SERVICES]

    async def sending(address: str, *notices, key: str = ""):
        channel = ChatChannel(client, clock=clock, environ={"ROOM_KEY": key}, services=local)
        subscriber = examples.subscriber(address, ChannelKind.CHAT, "ROOM_KEY" if key else "")
        return await channel.send(examples.delivery(ChannelKind.CHAT), subscriber, notices or [examples.notice()])

    return sending


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.scheme)
async def test_a_room_gets_a_summary_and_a_link(send, receiver, service):
    receiver.answer(ACCEPTED[service.scheme])
    attempt = await send(f"{service.scheme}://", key=KEYS[service.scheme])
    [request] = receiver.wait()
    said = json.loads(request.body)
    text = said["text"] if service is SLACK else said["text"]["content"]
    assert request.path == f"/hook/{service.scheme}/{KEYS[service.scheme]}"
    assert unescape(text).splitlines() == [
        "[HIGH] Harbour Cloud Terms: 1 clause changed (fees, notice)",
        "https://watcher.example/comparisons/comparison-1",
        "• [HIGH] 9.1, modified: notice shortened from 10 to 5 working days",
        "Classification is automatic; not legal advice.",
    ]
    assert attempt.ok


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("slack://T000/B000", "hidden-key"),
        ("slack://T000/B000/hidden-key", ""),
        ("SLACK://", "T000/B000/hidden-key"),
        ("slack://", "{endpoint}T000/B000/hidden-key"),
    ],
)
async def test_a_key_may_stand_in_parts_or_behind_the_whole_address(send, receiver, address, key):
    await send(address, key=key.format(endpoint=f"{receiver.url}/slack/"))
    assert receiver.wait()[0].path == "/hook/slack/T000/B000/hidden-key"


async def test_a_key_cannot_lead_anywhere_else(send, receiver):
    await send("slack://", key="T000/..%2f@evil.example/a?b=c#d")
    assert receiver.wait()[0].path == "/hook/slack/T000/..%252f%40evil.example/a%3Fb%3Dc%23d"


@pytest.mark.parametrize("key", ["hidden-key", "https://evil.example/T000/B000/hidden-key"])
async def test_a_key_of_another_shape_is_refused_and_not_told(send, receiver, key):
    with pytest.raises(SecretMissing) as caught:
        await send("slack://", key=key)
    assert caught.value.where == "ROOM_KEY"
    assert "hidden" not in str(caught.value)
    assert receiver.requests == []


async def test_an_unknown_service_is_refused_for_good(send):
    with pytest.raises(DeliveryError) as caught:
        await send("irc://room")
    assert caught.value.permanent


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        (b'{"errcode": 93000, "errmsg": "invalid webhook url"}', True),
        (b'{"errcode": 45009, "errmsg": "too many"}', False),
        (b"[]", False),
        (b"<html>", False),
    ],
)
async def test_an_error_behind_status_200_is_an_error(send, receiver, answer, permanent):
    receiver.answer(Answer(status=200, body=answer))
    with pytest.raises(DeliveryError) as caught:
        await send("wecom://", key="hidden-key")
    assert caught.value.permanent is permanent
    assert caught.value.where == "WeCom"


async def test_an_error_never_shows_the_key(send, receiver):
    receiver.answer(Answer(status=403, body=b"no entry for hidden-key at /services/T000/B000/hidden-key"))
    with pytest.raises(DeliveryError) as caught:
        await send("slack://", key="T000/B000/hidden-key")
    assert "hidden" not in str(caught.value)
    assert caught.value.where == "Slack"


def test_markup_in_a_title_stays_text(examples):
    evil = "<!channel> <https://evil.example|Terms> & *bold*"
    text = summary([examples.notice(agreement=replace(examples.agreement, title=evil))], SLACK)
    assert "&lt;!channel&gt; &lt;https://evil.example|Terms&gt; &amp; *bold*" in text
    assert "<" not in text
    assert SLACK.body(text)["mrkdwn"] is False


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.scheme)
def test_a_long_digest_stays_within_the_service_s_limit(examples, service):
    change = examples.change(assessment=Assessment(severity=Severity.HIGH, reasons=("原因" * 500,)))
    notices = [
        examples.notice(change, agreement=replace(examples.agreement, id=str(number), title="服务协议" * 100))
        for number in range(40)
    ]
    text = summary(notices, service)
    assert len(text.encode()) <= service.limit
    assert text.endswith("not legal advice.")
    assert "…" in text.splitlines()


def test_a_digest_names_each_agreement_with_its_link(examples):
    other = replace(examples.agreement, id="quay", title="Quay Terms")
    lines = summary([examples.failure(), examples.notice(agreement=other)], WECOM).splitlines()
    assert lines[0] == "[HIGH] 2 agreements: 1 clause changed, 1 failing (fees, notice)"
    assert any(line.startswith("[FAILING] Harbour Cloud Terms: cannot be read since") for line in lines)
    assert "the server answered 503" in lines
    assert lines.count("https://watcher.example/comparisons/comparison-1") == 2
