"""Mail servers and webhooks that misbehave: what was to be told is told in the end, under one id, or seen to be not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from faults.installation import Installation, later, terms

from watcher.testing.receivers import Answer, WebhookReceiver, redirect


def changed(house: Installation) -> str:
    """A change comes and is told as far as that can be done; gives what the check said."""
    house.check()
    house.site.put("/terms", terms(5))
    ended = house.run("check")
    assert "changed terms" in ended.said
    return ended.said


def delivery(house: Installation, channel: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(house.run("deliveries", "--json").out)
    (only,) = (one for one in found if one["channel"] == channel)
    return only


def test_a_mail_server_that_is_down_delays_the_mail_and_nothing_else(house: Installation) -> None:
    port = house.config["smtp"]["port"]
    house.config["smtp"]["port"] = 9
    said = changed(house)
    assert "not told Compliance" in said
    assert "127.0.0.1:9" in said
    assert "told Archive" in said
    house.config["smtp"]["port"] = port
    assert "told Compliance" in house.run("check", before=[later(60)]).said
    assert len(house.mail.mails) == len(house.hook.requests) == 1


def test_a_refused_recipient_is_given_up_and_can_be_told_again(house: Installation) -> None:
    house.mail.refuse("compliance@example.org")
    assert "550" in changed(house)
    failed = delivery(house, "email")
    assert failed["state"] == "failed"
    assert "1 failed" in house.run("status").said
    house.mail.refuse("compliance@example.org", "")
    assert house.run("redeliver", failed["id"]).code == 0
    assert len(house.mail.mails) == 1
    assert delivery(house, "email")["state"] == "delivered"


def test_a_connection_lost_after_data_repeats_the_mail_under_its_message_id(house: Installation) -> None:
    house.mail.drop_after_data()
    assert "not told Compliance" in changed(house)
    house.run("check", before=[later(60)])
    first, second = (caught.message for caught in house.mail.mails)
    assert first["Message-ID"] == second["Message-ID"]
    assert delivery(house, "email")["state"] == "delivered"


def test_a_webhook_that_fails_is_called_again_under_its_id(house: Installation) -> None:
    house.hook.answer(Answer(status=500))
    assert "500" in changed(house)
    house.run("check", before=[later(60)])
    first, second = house.hook.requests
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert second.verify(house.environ["HOOK_SECRET"])["type"] == "terms.changed"


def test_a_webhook_that_is_gone_is_given_up_at_once(house: Installation) -> None:
    house.hook.answer(Answer(status=410))
    assert "410" in changed(house)
    assert delivery(house, "webhook")["state"] == "failed"
    house.run("check", before=[later(86_400)])
    assert len(house.hook.requests) == 1


def test_a_webhook_s_redirect_to_a_private_address_is_not_followed(house: Installation) -> None:
    with WebhookReceiver(host="127.0.0.2") as inside:
        house.hook.answer(redirect(inside.url))
        assert "redirect" in changed(house)
        assert inside.requests == []


def test_a_webhook_at_a_private_address_is_refused_and_the_message_kept(house: Installation) -> None:
    with WebhookReceiver(host="127.0.0.2") as inside:
        house.config["subscribers"][1]["webhook"] = inside.url
        assert "allow_hosts" in changed(house)
        assert inside.requests == []
        assert delivery(house, "webhook")["state"] == "failed"
        house.config["fetch"]["allow_hosts"].append("127.0.0.2")
        house.run("redeliver", delivery(house, "webhook")["id"])
        assert len(inside.requests) == 1


def test_a_missing_secret_is_named_and_stops_nothing_but_what_needs_it(house: Installation) -> None:
    secret = house.environ.pop("HOOK_SECRET")
    said = changed(house)
    assert "HOOK_SECRET" in said
    assert "told Compliance" in said
    for command in (["check", "--no-notify"], ["status"], ["diff", "terms"], ["log", "terms"], ["deliveries"]):
        assert house.run(*command).code == 0
    house.environ["HOOK_SECRET"] = secret
    house.run("check", before=[later(60)])
    assert len(house.hook.requests) == 1


def test_no_secret_is_written_anywhere(house: Installation) -> None:
    password = "correct horse battery staple"
    house.environ["SMTP_PASSWORD"] = password
    house.config["smtp"] |= {"username": "watcher", "password_env": "SMTP_PASSWORD"}
    house.hook.answer(Answer(status=500, body=house.environ["HOOK_SECRET"].encode()))
    changed(house)
    for command in (["status", "--json"], ["deliveries", "--json"], ["subscribers", "--json"]):
        house.run(*command)
    house.run("backup", str(house.folder / "kept.tar"))
    written = b"".join(path.read_bytes() for path in house.folder.rglob("*") if path.is_file())
    assert b"not told" in written
    for secret in (house.environ["HOOK_SECRET"], password):
        assert secret.encode() not in written


@pytest.mark.parametrize("channel", ["email", "webhook"])
def test_a_check_tells_at_once_what_a_service_would_put_into_a_digest(house: Installation, channel: str) -> None:
    changed(house)
    assert delivery(house, channel)["state"] == "delivered"
