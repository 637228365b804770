"""Webhooks sent to a real receiver on loopback: signed, bounded, and what each answer means."""

from __future__ import annotations

import contextlib
import json
import socket
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Span, SpanOp
from watcher.domain.delivery import EventType
from watcher.domain.errors import DeliveryError, SecretMissing
from watcher.domain.subscriber import ChannelKind
from watcher.fetch.client import guarded_client
from watcher.fetch.settings import FetchSettings
from watcher.notify.payload import LIMIT, body
from watcher.notify.webhook import WebhookChannel
from watcher.testing.receivers import NEVER, Answer, WebhookReceiver, redirect, retry_later

CURRENT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PREVIOUS = "whsec_cHJldmlvdXMta2V5LW9mLXRoaXMtdGVzdA=="


@pytest.fixture
def receiver():
    with WebhookReceiver() as running:
        yield running


@pytest.fixture
def send(client, clock, examples):
    async def sending(url: str, *, secret: str = CURRENT, notice=None, via=None, **options):
        channel = WebhookChannel(via or client, clock=clock, environ={"HOOK_SECRET": secret}, **options)
        subscriber = examples.subscriber(url, ChannelKind.WEBHOOK, "HOOK_SECRET")
        delivery = examples.delivery(ChannelKind.WEBHOOK)
        return await channel.send(delivery, subscriber, [notice or examples.notice()])

    return sending


async def failure(sending) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await sending
    return caught.value


async def test_a_webhook_arrives_signed_under_the_delivery_s_id(send, receiver, examples):
    attempt = await send(receiver.url)
    [request] = receiver.wait()
    said = request.verify(CURRENT)
    assert request.headers["webhook-id"] == "delivery-1"
    assert request.headers["content-type"] == "application/json"
    assert said["type"] == "terms.changed"
    assert (attempt.ok, attempt.status, attempt.at) == (True, 204, examples.now)
    with pytest.raises(WebhookVerificationError):
        request.verify(PREVIOUS)


async def test_both_secrets_verify_while_one_replaces_the_other(send, receiver):
    await send(receiver.url, secret=f"{CURRENT} {PREVIOUS}")
    [request] = receiver.wait()
    assert request.verify(CURRENT) == request.verify(PREVIOUS)
    assert len(request.headers["webhook-signature"].split()) == 2


async def test_secrets_change_without_a_request_that_one_side_refuses(send, receiver):
    for secret in (PREVIOUS, f"{CURRENT} {PREVIOUS}", CURRENT):
        await send(receiver.url, secret=secret)
    before, between, after = receiver.wait(3)
    assert {before.verify(PREVIOUS)["type"], between.verify(PREVIOUS)["type"]} == {"terms.changed"}
    assert {between.verify(CURRENT)["type"], after.verify(CURRENT)["type"]} == {"terms.changed"}
    for request, secret in ((before, CURRENT), (after, PREVIOUS)):
        with pytest.raises(WebhookVerificationError):
            request.verify(secret)


@pytest.mark.parametrize(
    ("secret", "key"),
    [
        ("a plain pass phrase".replace(" ", "-"), b"a-plain-pass-phrase"),
        ("Zm9ydHktdHdvLWJ5dGVzLW9mLWJhc2U2NA==", b"Zm9ydHktdHdvLWJ5dGVzLW9mLWJhc2U2NA=="),
        ("Zm9ydHktdHdvLWJ5dGVzLW9mLWJhc2U2NA==", "Zm9ydHktdHdvLWJ5dGVzLW9mLWJhc2U2NA=="),
    ],
)
async def test_a_plain_secret_verifies_as_its_text_and_as_base64_where_it_is_that(send, receiver, secret, key):
    await send(receiver.url, secret=secret)
    [request] = receiver.wait()
    assert request.verify(key)["type"] == "terms.changed"


@pytest.mark.parametrize("secret", ["", "   ", "whsec_", "whsec_no*base64", f"{CURRENT} whsec_%%%"])
async def test_a_secret_that_is_missing_or_unreadable_is_named_and_nothing_is_sent(send, receiver, secret):
    with pytest.raises(SecretMissing) as caught:
        await send(receiver.url, secret=secret)
    assert caught.value.where == "HOOK_SECRET"
    assert CURRENT not in str(caught.value) and "%%%" not in str(caught.value)
    assert receiver.requests == []


async def test_the_body_is_as_documented(send, receiver, examples):
    notice = examples.notice()
    await send(receiver.url, notice=notice)
    [request] = receiver.wait()
    moment = f"{examples.now:%Y-%m-%dT%H:%M:%SZ}"
    comparison = "https://watcher.example/comparisons/comparison-1"
    counted = ("added", "removed", "moved", "moved_modified", "split", "merged", "renumbered", "emphasis", "link")
    assert json.loads(request.body) == {
        "type": "terms.changed",
        "timestamp": moment,
        "data": {
            "event_id": "event-1",
            "schema_version": 1,
            "agreement": {
                "id": "harbour-terms",
                "title": "Harbour Cloud Terms",
                "provider": "Harbour",
                "url": "https://harbour.example/terms",
                "languages": ["en"],
            },
            "from": {
                "version": 3,
                "fetched_at": f"{notice.old.last_seen:%Y-%m-%dT%H:%M:%SZ}",
                "sha256": "3" * 64,
            },
            "to": {"version": 4, "fetched_at": moment, "sha256": "4" * 64, "raw_sha256": "e" * 64},
            "severity": "high",
            "reasons": ["notice shortened from 10 to 5 working days"],
            "summary": {**dict.fromkeys(counted, 0), "modified": 1, "scheme": None},
            "facts": {
                "duration": [
                    {"role": "notice", "old": "10 working days", "new": "5 working days", "change_id": "change-1"}
                ]
            },
            "notice": None,
            "changes": [
                {
                    "change_id": "change-1",
                    "kind": "modified",
                    "old_label": "9.1",
                    "new_label": "9.1",
                    "heading_path": ["9", "9.1"],
                    "categories": ["fees", "notice"],
                    "severity": "high",
                    "old_text": "The provider announces new fees 10 working days before they apply.",
                    "new_text": "The provider announces new fees 5 working days before they apply.",
                    "permalink": f"{comparison}#change-change-1",
                }
            ],
            "truncated": False,
            "url": comparison,
        },
    }


def test_the_notice_that_was_promised_and_given_stands_in_the_body(examples):
    said = json.loads(body(examples.notice(clock=examples.notice_clock)))
    assert said["data"]["notice"] == {
        "promised": [{"notice": "10 working days", "clause": "9.1"}],
        "updated_before": None,
        "updated": None,
        "effective": f"{examples.now + timedelta(days=9):%Y-%m-%d}",
        "given_days": 9,
        "silent": False,
    }


def test_an_event_without_a_comparison_says_since_when_and_why(examples):
    said = json.loads(body(examples.failure()))
    assert said["type"] == "agreement.failing"
    assert said["data"]["reasons"] == ["the server answered 503"]
    assert said["data"]["facts"]["failures"] == 5
    assert (said["data"]["from"], said["data"]["to"], said["data"]["changes"]) == (None, None, [])


def test_an_agreement_over_several_pages_lists_the_bytes_of_each(examples):
    notice = examples.notice()
    first = notice.new.snapshots[0]
    second = replace(first, sha256="f" * 64, url="https://harbour.example/annex")
    said = json.loads(body(replace(notice, new=replace(notice.new, snapshots=(first, second)))))["data"]["to"]
    assert said["raw_sha256"] == "e" * 64
    assert [page["raw_sha256"] for page in said["pages"]] == ["e" * 64, "f" * 64]


def test_the_body_of_a_notice_never_varies(examples):
    assert body(examples.notice()) == body(examples.notice())


@pytest.mark.parametrize("text", ["short ", "The provider may adjust the quota of each member. " * 60, "条款 " * 5_000])
@pytest.mark.parametrize("count", [1, 40, 300])
def test_a_body_stays_under_its_limit_and_says_what_was_cut(examples, text, count):
    spans = (Span(SpanOp.EQUAL, text), Span(SpanOp.DELETE, "10"), Span(SpanOp.INSERT, "5"), Span(SpanOp.EQUAL, text))
    changes = []
    for number in range(count):
        change = examples.change(number, spans=spans)
        changes.append(
            replace(
                change,
                old=(replace(change.old[0], text=f"{text}10{text}"),),
                new=(replace(change.new[0], text=f"{text}5{text}"),),
            )
        )
    raw = body(examples.notice(*changes))
    said = json.loads(raw)["data"]
    whole = len(said["changes"]) == count and said["changes"][0]["new_text"] == f"{text}5{text}"
    assert len(raw) < LIMIT
    assert said["changes"]
    assert said["truncated"] is not whole
    assert said["summary"]["modified"] == count
    assert "10" in said["changes"][0]["old_text"]
    assert said["changes"][0]["permalink"].endswith("#change-change-0")


def test_everything_hostile_at_once_stays_under_the_limit(examples):
    evil = "\udc00\x00\u202e<script>" + "𝔘" * 60_000
    change = Change(
        id="c",
        kind=ChangeKind.ADDED,
        new=(replace(examples.change().new[0], label=evil, path=(evil,) * 50, heading=evil, text=evil),),
        assessment=Assessment(severity=Severity.HIGH, categories=("fees",), reasons=(evil,) * 200),
    )
    agreement = replace(examples.agreement, title=evil, provider=evil, sources=("https://h.example/" + "x" * 50_000,))
    raw = body(examples.notice(change, agreement=agreement, url="https://w.example/" + "y" * 50_000))
    assert len(raw) < LIMIT
    assert json.loads(raw)["data"]["truncated"] is True


async def test_the_most_severe_changes_are_the_ones_that_are_kept(examples):
    mild = [examples.change(n, assessment=Assessment(severity=Severity.LOW)) for n in range(200)]
    grave = examples.change(999, assessment=Assessment(severity=Severity.CRITICAL, reasons=("a right is gone",)))
    said = json.loads(body(examples.notice(*mild, grave)))["data"]
    assert said["changes"][0]["change_id"] == "change-999"
    assert said["reasons"] == ["a right is gone"]


@pytest.mark.parametrize("status", [400, 401, 404, 408, 425, 500, 502, 503, 504])
async def test_a_refusal_is_tried_again(send, receiver, status):
    receiver.answer(Answer(status=status, body=b"not today"))
    error = await failure(send(receiver.url))
    assert (error.permanent, error.status) == (False, status)
    assert "not today" in str(error)


async def test_gone_stops_for_good(send, receiver):
    receiver.answer(Answer(status=410))
    error = await failure(send(receiver.url))
    assert (error.permanent, error.status) == (True, 410)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_pause_that_is_asked_for_is_kept(send, receiver, status):
    receiver.answer(retry_later(120, status))
    assert (await failure(send(receiver.url))).retry_after == 120


async def test_a_pause_may_be_asked_for_by_date_and_never_for_longer_than_a_day(send, receiver, examples):
    until = format_datetime(examples.now + timedelta(minutes=3), usegmt=True)
    receiver.answer(Answer(status=429, headers=(("Retry-After", until),)), retry_later(10**12))
    assert (await failure(send(receiver.url))).retry_after == 180
    assert (await failure(send(receiver.url))).retry_after == 86_400


@pytest.mark.parametrize("value", ["soon", "-5", "", "1e9", "٣", f"Fri, 01 Jan {10**20} 00:00:00 GMT"])
async def test_a_pause_that_cannot_be_read_is_none(send, receiver, value):
    receiver.answer(Answer(status=429, headers=(("Retry-After", value.encode().decode("latin-1")),)))
    assert (await failure(send(receiver.url))).retry_after is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_a_failure_and_is_not_followed(send, receiver, status):
    with WebhookReceiver() as elsewhere:
        receiver.answer(redirect(f"{elsewhere.url}?token=hidden", status))
        error = await failure(send(receiver.url))
        assert elsewhere.requests == []
    assert (error.transient, error.status) == (True, status)
    assert "redirect" in str(error)
    assert f"http://127.0.0.1:{elsewhere.port}" in str(error)
    assert "hidden" not in str(error)


@pytest.mark.parametrize("location", ["http://[bad", "//", "", "\\evil.example"])
async def test_a_redirect_to_nowhere_is_a_failure_too(send, receiver, location):
    receiver.answer(redirect(location))
    assert (await failure(send(receiver.url))).status == 302


@pytest.mark.parametrize("location", ["http://xn--/", "//xn--a-ecp.example/", "http://xn--99999999999/"])
async def test_a_redirect_to_a_name_that_cannot_be_decoded_is_a_failure_too(send, receiver, location):
    receiver.answer(redirect(location))
    assert (await failure(send(receiver.url))).transient


async def test_a_receiver_that_never_answers_is_given_up(send, receiver):
    receiver.answer(NEVER)
    error = await failure(send(receiver.url, timeout=0.3))
    assert error.transient
    assert "0.3 seconds" in str(error)


async def test_a_receiver_that_is_down_is_tried_again(send):
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as bound:
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/hook?token=hidden"
    error = await failure(send(url))
    assert error.transient
    assert "hidden" not in str(error)


async def test_an_endless_answer_is_cut_and_only_its_beginning_is_kept(send, receiver):
    receiver.answer(Answer(status=200, body=b"\x1b[31mthanks\r\n" + b"x" * 900_000))
    attempt = await send(receiver.url)
    assert attempt.detail.startswith("[31mthanks x")
    assert len(attempt.detail) <= 200


async def test_a_receiver_s_words_reach_a_record_only_as_short_harmless_text(send, receiver):
    receiver.answer(Answer(status=500, body=b"\x1b]0;title\x07\xff\xfe" + "\u202e".encode() + b"y" * 5_000))
    error = await failure(send(receiver.url))
    assert str(error).isprintable()
    assert len(str(error)) < 300


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "169.254.169.254"])
async def test_the_address_guard_stands_before_webhooks_too(send, receiver, host):
    async with guarded_client(FetchSettings()) as guarded:
        failed = await failure(send(f"http://{host}:{receiver.port}/hook?token=hidden", via=guarded))
    assert failed.permanent
    assert "hidden" not in str(failed)
    assert receiver.requests == []


async def test_an_address_that_the_operator_allows_is_reached_through_the_guard(send, receiver):
    async with guarded_client(FetchSettings(allow_hosts=("127.0.0.1",))) as guarded:
        await send(receiver.url, via=guarded)
    assert receiver.wait()[0].verify(CURRENT)["type"] == "terms.changed"


async def test_a_name_that_does_not_resolve_is_tried_again(send):
    async def nobody(host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async with guarded_client(FetchSettings(), resolve=nobody) as guarded:
        failed = await failure(send("https://nowhere.example/hook?token=hidden", via=guarded))
    assert failed.transient
    assert "hidden" not in str(failed)


async def test_one_request_carries_one_event(client, clock, examples):
    channel = WebhookChannel(client, clock=clock, environ={"HOOK_SECRET": CURRENT})
    subscriber = examples.subscriber("http://127.0.0.1:9/", ChannelKind.WEBHOOK, "HOOK_SECRET")
    with pytest.raises(ValueError, match="one event"):
        await channel.send(examples.delivery(ChannelKind.WEBHOOK), subscriber, [examples.notice()] * 2)


@pytest.mark.parametrize("event", list(EventType))
def test_every_event_names_its_type(examples, event):
    notice = examples.notice(type=event) if event.value.startswith("terms") else examples.failure(event)
    assert json.loads(body(notice))["type"] == event.value
