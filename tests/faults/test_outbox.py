"""Messages while time passes: servers that are down for a day, clocks that are set back, several senders at once."""

from __future__ import annotations

import json
import signal
import socket
from collections import Counter
from typing import Any

import pytest
from faults.installation import Before, Installation, die_at, later, no_deliveries, terms

from watcher.testing.receivers import Answer, retry_later

HOUR, DAY, YEAR = 3600, 86_400, 365 * 86_400


def deliveries(house: Installation, subscriber: str = "") -> list[dict[str, Any]]:
    """Oldest first."""
    found = json.loads(house.run("deliveries", "--json").out)
    return [one for one in reversed(found) if subscriber in ("", one["subscriber"])]


def change(house: Installation, *before: Before) -> None:
    """The agreement is known, and then changes."""
    house.check()
    house.site.put("/terms", terms(5))
    house.run("check", before=before)


def test_a_mail_server_that_is_down_for_a_day_delays_the_mail_and_loses_nothing(house: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        down = closed.getsockname()[1]
    house.config["smtp"]["port"] = down
    change(house)
    for hours in (1, 4, 9, 24):
        house.run("check", before=[later(hours * HOUR)])
    assert house.mail.mails == []
    [waiting] = deliveries(house, "Compliance")
    assert (waiting["state"], len(waiting["attempts"])) == ("waiting", 5)
    house.config["smtp"]["port"] = house.mail.port
    house.run("check", before=[later(2 * DAY)])
    house.run("check", before=[later(3 * DAY)])
    [mail] = house.mail.mails
    assert waiting["id"] in mail.message["Message-ID"]


def test_a_webhook_that_fails_five_times_and_then_is_well_gets_every_try_under_one_id(house: Installation) -> None:
    house.hook.answer(*[Answer(status=500)] * 5)
    change(house)
    for hours in (1, 2, 3, 6, 12, 24):
        house.run("check", before=[later(hours * HOUR)])
    assert len(house.hook.requests) == 6
    assert len(house.ids_received()["webhook"]) == 1
    [sent] = deliveries(house, "Archive")
    assert [attempt["status"] for attempt in sent["attempts"]] == [500] * 5 + [204]


@pytest.mark.parametrize("ahead", [DAY, YEAR], ids=["a day", "a year"])
@pytest.mark.parametrize("fault", ["killed while sending", "to be tried again"])
def test_a_clock_that_is_set_back_holds_up_no_message(house: Installation, ahead: int, fault: str) -> None:
    house.check(before=[later(ahead)])
    house.site.put("/terms", terms(5))
    if fault == "to be tried again":
        house.hook.answer(Answer(status=500))
        house.run("check", before=[later(ahead)])
    else:
        house.run("check", before=[later(ahead), die_at("watcher.notify.email:EmailChannel.send", "before")])
    house.run("check")
    assert {one["state"] for one in deliveries(house)} == {"delivered"}
    received = house.ids_received()
    assert {channel: len(ids) for channel, ids in received.items()} == {"email": 1, "webhook": 1}


def test_several_processes_on_one_outbox_send_each_message_once(house: Installation) -> None:
    house.config["subscribers"] = [
        {"name": f"Hook {number}", "webhook": f"{house.hook.url}?{number}", "secret_env": "HOOK_SECRET"}
        for number in range(20)
    ]
    house.watch(**{f"more-{number}": f"{house.site.url}/terms?{number}" for number in range(4)})
    for number in range(4):
        house.site.put(f"/terms?{number}", terms())
    house.check()
    for path in ("/terms", *(f"/terms?{number}" for number in range(4))):
        house.site.put(path, terms(5))
    house.run("check", before=[no_deliveries])
    several = [house.start("check") for _ in range(3)]
    assert [one.wait().code for one in several] == [0, 0, 0]
    arrived = Counter((request.path, request.headers["webhook-id"]) for request in house.hook.requests)
    assert len(arrived) == arrived.total() == 20 * 5
    assert {one["state"] for one in deliveries(house)} == {"delivered"}


def test_a_subscriber_who_is_taken_out_between_two_tries_is_not_tried_again(house: Installation) -> None:
    house.hook.answer(Answer(status=500))
    change(house)
    archive = house.config["subscribers"].pop()
    house.run("check", before=[later(HOUR)])
    assert [one["state"] for one in deliveries(house, "Archive")] == ["cancelled"]
    house.config["subscribers"].append(archive)
    house.run("check", before=[later(2 * HOUR)])
    assert len(house.hook.requests) == 1


def test_a_server_that_asks_for_a_pause_gets_nothing_else_meanwhile(house: Installation) -> None:
    house.watch(other=f"{house.site.url}/other")
    house.site.put("/other", terms())
    house.check()
    house.site.put("/terms", terms(5))
    house.site.put("/other", terms(5))
    house.hook.answer(retry_later(600))
    house.run("check")
    assert len(house.hook.requests) == 1
    assert [one["state"] for one in deliveries(house, "Archive")] == ["waiting"] * 2
    house.run("check", before=[later(HOUR)])
    assert len(house.ids_received()["webhook"]) == 2
    assert {one["state"] for one in deliveries(house)} == {"delivered"}


def test_checks_without_a_service_tell_of_a_quiet_week_once(house: Installation) -> None:
    house.check()
    for hours in (0, 1, 10):
        house.run("check", before=[later(15 * DAY + hours * HOUR)])
    subjects = [str(caught.message["Subject"]) for caught in house.mail.mails]
    assert len(subjects) in (1, 2), "two where a Monday's eight o'clock has passed between the checks"
    assert set(subjects) == {"[QUIET] Terms watcher: watched 1 agreement, all readable, no change"}
    assert len(house.ids_received()["email"]) == len(subjects)
    assert house.hook.requests == []


@pytest.fixture
def critical(house: Installation) -> Installation:
    """An installation to which a shorter notice is critical."""
    rule = {"on": "duration", "went": "smaller", "severity": "critical", "reason": "we plan by it: {from_to}"}
    house.config["significance"] = {"rule": [rule]}
    return house


STEPS = [
    ("watcher.store.writing:SqliteWriting.add_event", "after", 1),
    ("watcher.store.writing:SqliteWriting.add_delivery", "after", 1),
    ("watcher.bootstrap.house:queue_reminders", "after", 1),
    ("watcher.notify.email:EmailChannel.send", "after", 1),
]


@pytest.mark.parametrize(("place", "when", "call"), STEPS)
def test_a_reminder_is_sent_once_though_the_process_is_killed_and_the_clock_set_back(
    critical: Installation, place: str, when: str, call: int
) -> None:
    change(critical)
    assert critical.run("check", before=[later(DAY + HOUR), die_at(place, when, call)]).code == -signal.SIGKILL
    for seconds in (DAY + 2 * HOUR, HOUR, 2 * DAY, 4 * DAY):
        critical.run("check", before=[later(seconds)])
    received = critical.ids_received()
    assert {channel: len(ids) for channel, ids in received.items()} == {"email": 2, "webhook": 2}
    first, second = dict.fromkeys(str(caught.message["Subject"]) for caught in critical.mail.mails)
    assert first.startswith("[CRITICAL] Archive Service Agreement: 1 clause changed")
    assert second.startswith("[REMINDER] [CRITICAL] Archive Service Agreement: 1 clause changed")
    types = [json.loads(request.body)["type"] for request in critical.hook.requests]
    assert list(dict.fromkeys(types)) == ["terms.changed", "terms.unacknowledged"]
