"""What would be sent, and whether it arrives: alert, subscribers test."""

from __future__ import annotations

import json

import pytest
from cli.installation import COSMETIC, SECRET, Installation
from standardwebhooks.webhooks import Webhook

from watcher.testing.receivers import retry_later

CHANGED = "quillbay-developer"


def test_an_alert_is_shown_without_being_sent(kept: Installation) -> None:
    mails = len(kept.mails.mails)
    said = kept.run("alert", CHANGED).stdout
    assert said.startswith("Subject: [HIGH] ")
    assert "at least [-10-]{+5+} working days" in said
    assert len(kept.mails.mails) == mails


@pytest.mark.parametrize("form", ["email-html", "webhook", "slack", "wecom"])
def test_an_alert_has_every_form_that_is_sent(kept: Installation, form: str) -> None:
    said = kept.run("alert", CHANGED, "--format", form)
    assert said.exit_code == 0
    assert "2.3.2" in said.stdout
    if form == "email-html":
        assert "<ins" in said.stdout
    else:
        assert isinstance(json.loads(said.stdout), dict)


def test_any_two_versions_can_be_asked_for(kept: Installation) -> None:
    back = kept.run("alert", f"{CHANGED}@2..1").stdout
    assert "at least [-5-]{+10+} working days" in back
    assert kept.run("alert", f"{CHANGED}@1..2").stdout == kept.run("alert", CHANGED).stdout


def test_a_kept_comparison_is_told_in_chinese(kept: Installation) -> None:
    said = kept.run("alert", CHANGED, "--language", "zh").stdout
    assert said.startswith("Subject: [高] ")
    assert "通知期缩短：由 10 变为 5 个工作日" in said
    assert "at least [-10-]{+5+} working days" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((CHANGED, "--language", "Latin"), "one of en, zh"),
        ((CHANGED, "--format", "pigeon"), "one of email-text, email-html, webhook"),
        ((f"{CHANGED}@2",), "ID@OLD..NEW"),
        ((f"{CHANGED}@1..9",), "9"),
        ((COSMETIC,), "only one version"),
    ],
)
def test_what_cannot_be_shown_says_why(kept: Installation, arguments: tuple[str, ...], said: str) -> None:
    found = kept.run("alert", *arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in found.stderr


def test_a_test_message_arrives_as_a_mail(fresh: Installation) -> None:
    assert fresh.run("subscribers", "test", "Compliance").exit_code == 0
    [mail] = fresh.mails.mails
    assert "[TEST]" in str(mail.message["Subject"])
    assert not (fresh.folder / "snapshots").exists()


def test_a_test_webhook_is_signed_and_says_what_it_is(fresh: Installation) -> None:
    assert fresh.run("subscribers", "test", "Tickets").exit_code == 0
    [request] = fresh.hooks.wait()
    said = Webhook(SECRET).verify(request.body, dict(request.headers))
    assert said["type"] == "webhook.test"


def test_a_test_that_does_not_arrive_says_so(fresh: Installation) -> None:
    fresh.hooks.answer(retry_later(1, status=500))
    found = fresh.run("subscribers", "test", "Tickets")
    assert found.exit_code == 3
    assert "500" in found.stderr
    assert fresh.run("subscribers", "test", "Complianc").exit_code == 2


def test_a_subscription_ends_and_resumes(fresh: Installation) -> None:
    fresh.run("check")
    assert fresh.run("subscribers", "end", "Compliance").exit_code == 0
    ended = {one["name"]: one["ended_at"] for one in fresh.json("subscribers", "--json")}
    assert ended["Compliance"] is not None
    assert ended["Tickets"] is None
    fresh.publish(2)
    fresh.run("check")
    assert fresh.mails.mails == []
    assert fresh.hooks.wait()
    assert fresh.run("subscribers", "resume", "Compliance").exit_code == 0
    fresh.publish(1)
    fresh.run("check")
    assert fresh.mails.wait()


def test_every_mail_names_the_page_that_ends_it(kept: Installation) -> None:
    assert "/subscriptions/" in str(kept.mails.mails[0].message["List-Unsubscribe"])


def test_a_subscriber_is_added_to_the_file(fresh: Installation) -> None:
    said = fresh.run("subscribers", "add", "Legal", "--email", "legal@example.org", "--category", "fees")
    assert said.exit_code == 0
    added = fresh.json("subscribers", "--json")[-1]
    assert (added["name"], added["channel"], added["categories"]) == ("Legal", "email", ["fees"])
    before = fresh.config.read_text()
    wrong = fresh.run("subscribers", "add", "Legal", "--email", "legal@example.org")
    assert (wrong.exit_code, fresh.config.read_text()) == (2, before)
    assert "a name of its own" in wrong.stderr


def test_deliveries_name_the_agreement_and_what_happened(kept: Installation) -> None:
    told = kept.json("deliveries", "--json")
    assert {event["agreement"] for one in told for event in one["events"]} >= {CHANGED}
    assert {event["type"] for one in told for event in one["events"]} == {"terms.changed"}
    assert f"{CHANGED} terms.changed" in kept.run("deliveries").stdout
