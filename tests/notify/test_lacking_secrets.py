"""A secret that is missing is named before anything has to be sent."""

from __future__ import annotations

import pytest

from watcher.domain.subscriber import ChannelKind
from watcher.notify import SmtpSettings, lacking_secrets

SIGNED_IN = SmtpSettings(host="mail.example", username="watcher", password_env="SMTP_PASSWORD")
HELD = {
    "SMTP_PASSWORD": "hidden",
    "HOOK": "whsec_aGlkZGVuIGhpZGRlbiBoaWRkZW4=",
    "ROOM": "hidden-key hidden-secret",
}


@pytest.fixture
def subscribers(examples):
    return [
        examples.subscriber("legal@example.com"),
        examples.subscriber("risk@example.com"),
        examples.subscriber("https://hooks.example/terms", ChannelKind.WEBHOOK, "HOOK"),
        examples.subscriber("feishu://", ChannelKind.CHAT, "ROOM"),
    ]


def test_nothing_is_said_where_every_secret_is_there(subscribers):
    assert lacking_secrets(subscribers, HELD, SIGNED_IN) == ()


def test_every_variable_that_is_not_set_is_named_once(subscribers):
    said = lacking_secrets(subscribers, {}, SIGNED_IN)
    assert [sentence.partition(":")[0] for sentence in said] == ["SMTP_PASSWORD", "HOOK", "ROOM"]
    assert all("the environment variable is not set" in sentence for sentence in said)


def test_a_mail_server_without_a_sign_in_needs_no_password(subscribers):
    assert lacking_secrets(subscribers[:2], {}, SmtpSettings()) == ()


@pytest.mark.parametrize(
    ("name", "value"), [("HOOK", "whsec_hidden%"), ("ROOM", "hidden/key"), ("ROOM", "hidden one two"), ("ROOM", "  ")]
)
def test_a_variable_that_cannot_be_used_is_named_without_what_it_holds(subscribers, name, value):
    [said] = lacking_secrets(subscribers, {**HELD, name: value}, SIGNED_IN)
    assert said.startswith(f"{name}: ")
    assert "hidden" not in said
