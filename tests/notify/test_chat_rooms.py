"""Messages to chat rooms, sent to a real receiver that stands in for the service."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from watcher.domain.errors import DeliveryError, SecretMissing
from watcher.domain.subscriber import ChannelKind
from watcher.fetch.client import guarded_client
from watcher.fetch.settings import FetchSettings
from watcher.notify.chat import ChatChannel, room_of
from watcher.notify.chat_services import SERVICES, TEAMS
from watcher.testing.receivers import Answer, WebhookReceiver, retry_later

ACCEPTED = {
    "slack": Answer(status=200, body=b"ok"),
    "teams": Answer(status=202),
    "discord": Answer(status=200, body=b'{"id": "1", "type": 0}'),
    "wecom": Answer(status=200, body=b'{"errcode": 0, "errmsg": "ok"}'),
    "feishu": Answer(status=200, body=b'{"StatusCode": 0, "code": 0, "data": {}, "msg": "success"}'),
    "lark": Answer(status=200, body=b'{"code": 0, "msg": "success"}'),
    "dingtalk": Answer(status=200, body=b'{"errcode": 0, "errmsg": "ok"}'),
}
KEYS = {
    "slack": "T000/B000/hidden-key",
    "teams": "{receiver}/workflows/hidden-key?api-version=1&sig=hidden-signature",
    "discord": "110011/hidden-key",
    "wecom": "hidden-key",
    "feishu": "hidden-key",
    "lark": "hidden-key",
    "dingtalk": "hidden-key",
}
PATHS = {
    **{scheme: f"/hook/{scheme}/{key}" for scheme, key in KEYS.items()},
    "teams": "/hook/workflows/hidden-key?api-version=1&sig=hidden-signature",
    "discord": "/hook/discord/110011/hidden-key?wait=true",
}
SCHEMES = [service.scheme for service in SERVICES]
LINES = [
    "[HIGH] Harbour Cloud Terms: 1 clause changed (fees, notice)",
    "https://watcher.example/comparisons/comparison-1",
    "• [HIGH] 9.1, modified: notice shortened from 10 to 5 working days",
    "Classification is automatic; not legal advice.",
]


@pytest.fixture
def receiver():
    with WebhookReceiver() as running:
        yield running


@pytest.fixture
def send(client, clock, examples, receiver):
    """Sends to the services as if all of them were on this machine; ``{receiver}`` in a key is where."""

    async def sending(address: str, *notices, key: str = "", via=None):
        local = [replace(one, endpoint=f"{receiver.url}/{one.scheme}/") for one in SERVICES if one.parts]
        local.append(replace(TEAMS, endpoint="http://", hosts=("127.0.0.1",)))
        named = key.replace("{receiver}", receiver.url)
        channel = ChatChannel(via or client, clock=clock, environ={"ROOM_KEY": named}, services=local)
        subscriber = examples.subscriber(address, ChannelKind.CHAT, "ROOM_KEY" if key else "")
        return await channel.send(examples.delivery(ChannelKind.CHAT), subscriber, notices or [examples.notice()])

    return sending


def slack_shape(body):
    assert set(body) == {"text", "mrkdwn", "unfurl_links", "unfurl_media"}
    assert (body["mrkdwn"], body["unfurl_links"]) == (False, False)
    return unescape(body["text"]).splitlines()


def teams_shape(body):
    [attachment] = body["attachments"]
    card = attachment["content"]
    assert body["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert (card["type"], card["version"], card["msteams"]) == ("AdaptiveCard", "1.2", {"width": "Full"})
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    runs = [run for block in card["body"] for run in block["inlines"]]
    assert {run["type"] for run in runs} == {"TextRun"}
    followed = [(run["text"], run["selectAction"]) for run in runs if "selectAction" in run]
    assert all(action == {"type": "Action.OpenUrl", "url": text} for text, action in followed)
    return [run["text"] for run in runs]


def discord_shape(body):
    assert body["allowed_mentions"] == {"parse": []}
    assert body["flags"] == 4
    lines = [re.sub(r"^<(https?://.*)>$", r"\1", line) for line in body["content"].splitlines()]
    return [re.sub(r"\\([^0-9A-Za-z\s])", r"\1", line) for line in lines]


def text_shape(body):
    assert body["msgtype"] == "text"
    assert body.get("at", {"isAtAll": False}) == {"isAtAll": False}
    assert set(body["text"]) == {"content"}
    return body["text"]["content"].splitlines()


def post_shape(body):
    assert body["msg_type"] == "post"
    elements = [element for [element] in body["content"]["post"]["en_us"]["content"]]
    assert all(one["text"] == one["href"] for one in elements if one["tag"] == "a")
    assert {one["tag"] for one in elements} <= {"text", "a"}
    return [one["text"] for one in elements]


SHAPES = {
    "slack": slack_shape,
    "teams": teams_shape,
    "discord": discord_shape,
    "wecom": text_shape,
    "feishu": post_shape,
    "lark": post_shape,
    "dingtalk": text_shape,
}


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_a_room_gets_a_summary_and_a_link_in_the_service_s_form(send, receiver, scheme):
    receiver.answer(ACCEPTED[scheme])
    attempt = await send(f"{scheme}://", key=KEYS[scheme])
    [request] = receiver.wait()
    assert request.path == PATHS[scheme]
    assert request.headers["content-type"] == "application/json; charset=utf-8"
    assert SHAPES[scheme](json.loads(request.body)) == LINES
    assert attempt.ok


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("slack://T000/B000", "hidden-key"),
        ("slack://T000/B000/hidden-key", ""),
        ("SLACK://", "T000/B000/hidden-key"),
        ("slack://", "{receiver}/slack/T000/B000/hidden-key"),
    ],
)
async def test_a_key_may_stand_in_parts_or_behind_the_whole_address(send, receiver, address, key):
    await send(address, key=key)
    assert receiver.wait()[0].path == "/hook/slack/T000/B000/hidden-key"


WHOLE_ADDRESSES = {
    "slack": "https://hooks.slack.com/services/T000/B000/abcdefgh",
    "teams": "https://prod-17.westeurope.logic.azure.com:443/workflows/abcdefgh/triggers/manual/paths/invoke"
    "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcdefghijkl",
    "discord": "https://discord.com/api/webhooks/110011/abcdefgh",
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcdefgh",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/abcdefgh",
    "lark": "https://open.larksuite.com/open-apis/bot/v2/hook/abcdefgh",
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token=abcdefgh",
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_address_as_the_service_shows_it_is_a_key(examples, scheme):
    room = room_of(
        examples.subscriber(f"{scheme}://", ChannelKind.CHAT, "ROOM_KEY"), {"ROOM_KEY": WHOLE_ADDRESSES[scheme]}
    )
    assert room.url.removesuffix("?wait=true") == WHOLE_ADDRESSES[scheme]


async def test_a_key_cannot_lead_anywhere_else(send, receiver):
    await send("slack://", key="T000/..%2f@evil.example/a?b=c#d")
    assert receiver.wait()[0].path == "/hook/slack/T000/..%252f%40evil.example/a%3Fb%3Dc%23d"


@pytest.mark.parametrize(
    "key",
    [
        "https://evil.example/workflows/hidden",
        "https://logic.azure.com.evil.example/hidden",
        "https://evillogic.azure.com/hidden",
        "https://evil.example/?x=.logic.azure.com&hidden",
        "https://evil.example#.logic.azure.com/hidden",
        "https://evil.example\\.logic.azure.com/hidden",
        "https://prod-1.logic.azure.com@evil.example/hidden",
        "https://name:hidden@prod-1.logic.azure.com/x",
        "http://prod-1.logic.azure.com/workflows/hidden",
        "https://prod-1.logic.azure.com:x/hidden",
        "https://[::1/hidden",
        "//prod-1.logic.azure.com/hidden",
        "workflows/hidden",
    ],
)
def test_a_whole_address_as_a_key_must_be_one_of_the_service_s(examples, key):
    subscriber = examples.subscriber("teams://", ChannelKind.CHAT, "ROOM_KEY")
    with pytest.raises(SecretMissing) as caught:
        room_of(subscriber, {"ROOM_KEY": key})
    assert caught.value.where == "ROOM_KEY"
    assert "logic.azure.com" in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    ("scheme", "key"),
    [
        ("slack", "hidden-key"),
        ("slack", "https://evil.example/T000/B000/hidden-key"),
        ("slack", "T000/B000/hidden-key hidden-secret"),
        ("discord", "110011"),
        ("discord", "110011/hidden-key/slack"),
        ("feishu", "hidden/key"),
        ("feishu", "hidden-key hidden-secret hidden-more"),
        ("dingtalk", "https://evil.example/robot/send?access_token=hidden-key"),
    ],
)
async def test_a_key_of_another_shape_is_refused_and_not_told(send, receiver, scheme, key):
    with pytest.raises(SecretMissing) as caught:
        await send(f"{scheme}://", key=key)
    assert caught.value.where == "ROOM_KEY"
    assert "hidden" not in str(caught.value)
    assert receiver.requests == []


async def test_an_unknown_service_is_refused_for_good(send):
    with pytest.raises(DeliveryError) as caught:
        await send("irc://room")
    assert caught.value.permanent


def hmac_sha256(key: bytes, text: bytes) -> str:
    """By its definition (RFC 2104), in base64."""
    block = key.ljust(64, b"\0") if len(key) <= 64 else hashlib.sha256(key).digest().ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + text).digest()
    return base64.b64encode(hashlib.sha256(bytes(byte ^ 0x5C for byte in block) + inner).digest()).decode()


@pytest.mark.parametrize("scheme", ["feishu", "lark"])
async def test_a_signature_stands_in_the_body_with_the_second_it_was_made_in(send, receiver, examples, scheme):
    receiver.answer(ACCEPTED[scheme])
    await send(f"{scheme}://", key="hidden-key signing-secret")
    [request] = receiver.wait()
    body = json.loads(request.body)
    assert body["timestamp"] == str(int(examples.now.timestamp()))
    assert body["sign"] == hmac_sha256(f"{body['timestamp']}\nsigning-secret".encode(), b"")
    assert request.path == PATHS[scheme]


async def test_a_signature_stands_in_the_query_with_the_millisecond_it_was_made_in(send, receiver, examples):
    receiver.answer(ACCEPTED["dingtalk"])
    await send("dingtalk://", key="hidden-key SECsigning+secret/")
    [request] = receiver.wait()
    query = parse_qs(urlsplit(request.path).path.rpartition("/")[2] + urlsplit(request.path).query)
    [timestamp] = re.findall(r"timestamp=(\d+)", request.path)
    assert datetime.fromtimestamp(int(timestamp) / 1000, UTC) == examples.now
    assert query["sign"] == [hmac_sha256(b"SECsigning+secret/", f"{timestamp}\nSECsigning+secret/".encode())]
    assert "sign" not in json.loads(request.body)


@pytest.mark.parametrize("scheme", ["feishu", "lark", "dingtalk"])
async def test_a_robot_without_a_signing_secret_gets_no_signature(send, receiver, scheme):
    receiver.answer(ACCEPTED[scheme])
    await send(f"{scheme}://", key=KEYS[scheme])
    [request] = receiver.wait()
    assert "sign" not in request.path
    assert "sign" not in json.loads(request.body)


@pytest.mark.parametrize(
    ("scheme", "answer", "permanent"),
    [
        ("wecom", b'{"errcode": 93000, "errmsg": "invalid webhook url"}', True),
        ("wecom", b'{"errcode": 45009, "errmsg": "api freq out of limit"}', False),
        ("wecom", b'{"errcode": "93000"}', False),
        ("feishu", b'{"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}', True),
        ("feishu", b'{"code": 19021, "msg": "sign match fail"}', False),
        ("lark", b'{"code": 19024, "msg": "Key Words Not Found"}', False),
        ("lark", b'{"code": 11232, "msg": "frequency limited"}', False),
        ("lark", b'{"StatusCode": 9499, "StatusMessage": "Bad Request"}', False),
        ("dingtalk", b'{"errcode": 300001, "errmsg": "token is not exist"}', True),
        ("dingtalk", b'{"errcode": 400013, "errmsg": "group dissolved"}', True),
        ("dingtalk", b'{"errcode": 430102, "errmsg": "unsuitable text"}', True),
        ("dingtalk", b'{"errcode": 310000, "errmsg": "sign not match"}', False),
        ("dingtalk", b'{"errcode": 410100, "errmsg": "too fast"}', False),
        ("dingtalk", b'{"errcode": -1, "errmsg": "busy"}', False),
        (
            "teams",
            b"delivery failed with error: Microsoft Teams endpoint returned HTTP error 429",
            False,
        ),
        *((scheme, said, False) for scheme in ("wecom", "feishu", "dingtalk") for said in (b"[]", b"<html>", b"{}")),
        ("dingtalk", b"[" * 60_000, False),
    ],
)
async def test_an_error_behind_status_200_is_an_error(send, receiver, scheme, answer, permanent):
    receiver.answer(Answer(status=200, body=answer))
    with pytest.raises(DeliveryError) as caught:
        await send(f"{scheme}://", key=KEYS[scheme])
    assert caught.value.permanent is permanent
    assert caught.value.where.lower().endswith(scheme)


@pytest.mark.parametrize(
    ("scheme", "status", "permanent"),
    [
        ("slack", 404, True),
        ("slack", 410, True),
        ("slack", 400, False),
        ("discord", 404, True),
        ("discord", 401, True),
        ("discord", 400, False),
        ("teams", 404, False),
        ("teams", 410, True),
        ("wecom", 404, False),
    ],
)
async def test_a_room_that_is_gone_stops_for_good(send, receiver, scheme, status, permanent):
    receiver.answer(Answer(status=status, body=b'{"message": "Unknown", "code": 10015}'))
    with pytest.raises(DeliveryError) as caught:
        await send(f"{scheme}://", key=KEYS[scheme])
    assert (caught.value.permanent, caught.value.status) == (permanent, status)


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_a_pause_that_is_asked_for_is_kept(send, receiver, scheme):
    receiver.answer(retry_later(90))
    with pytest.raises(DeliveryError) as caught:
        await send(f"{scheme}://", key=KEYS[scheme])
    assert (caught.value.retry_after, caught.value.permanent) == (90, False)


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_an_error_never_shows_the_key(send, receiver, scheme):
    secret = " hidden-secret" if scheme in ("feishu", "lark", "dingtalk") else ""
    said = "no entry for hidden-key, hidden-signature, hidden-secret at /services/T000/B000/hidden-key"
    receiver.answer(Answer(status=403, body=said.encode()))
    with pytest.raises(DeliveryError) as caught:
        await send(f"{scheme}://", key=KEYS[scheme] + secret)
    kept_out = {
        "hidden-key",
        *(["hidden-signature"] if scheme == "teams" else []),
        *([secret.strip()] if secret else []),
    }
    assert not [one for one in kept_out if one in str(caught.value)]
    assert "no entry for" in str(caught.value)


async def test_the_address_guard_stands_before_rooms_too(send, receiver):
    async with guarded_client(FetchSettings()) as guarded:
        with pytest.raises(DeliveryError) as caught:
            await send("feishu://", key="hidden-key", via=guarded)
    assert caught.value.permanent
    assert receiver.requests == []
