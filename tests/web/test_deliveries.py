"""What went to whom, and sending it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import lxml.html
import pytest
from web.serving import Person, served

from watcher.bootstrap import House
from watcher.domain.delivery import Attempt, Delivery, DeliveryState, Event, EventType
from watcher.domain.subscriber import ChannelKind

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def operator(desk: House) -> Iterator[Person]:
    now = desk.clock()
    failed = Delivery(
        id="msg_failed",
        subscriber=HOSTILE,
        channel=ChannelKind.EMAIL,
        event_ids=("evt_1",),
        state=DeliveryState.FAILED,
        created_at=now,
        due_at=now,
        attempts=(Attempt(at=now, duration=0.1, ok=False, status=550, detail=HOSTILE),),
    )
    with desk.store.writing() as rows:
        rows.add_event(Event(id="evt_1", key="k", type=EventType.FAILING, agreement_id="fernlet-mini-app", at=now))
        rows.add_delivery(failed)
    with served(desk) as client:
        yield Person(client)


def test_what_failed_is_listed_and_sent_again(operator: Person, desk: House) -> None:
    page = operator.open("/deliveries")
    assert "failed" in operator.text()
    assert HOSTILE not in page.text
    operator.submit("/deliveries/msg_failed/redeliver")
    assert operator.said("status") == "It will be sent again."
    assert desk.store.delivery("msg_failed").state is DeliveryState.WAITING


def test_a_message_says_which_agreement_event_and_severity_it_is_about(operator: Person, desk: House) -> None:
    recorded = desk.store.comparisons("quillbay-developer")[0]
    agreement = desk.store.agreement("quillbay-developer").agreement
    now = desk.clock()
    changed = Event(
        id="evt_2", key="k2", type=EventType.CHANGED, agreement_id=agreement.id, at=now, comparison_id=recorded.id
    )
    digest = Delivery(
        id="msg_digest",
        subscriber="bo",
        channel=ChannelKind.EMAIL,
        event_ids=("evt_2", "evt_1", "evt_3", "evt_4", "evt_5"),
        digest=True,
        created_at=now,
        due_at=now,
    )
    with desk.store.writing() as rows:
        rows.add_event(changed)
        for number in "345":
            rows.add_event(replace(changed, id=f"evt_{number}", key=f"k{number}", type=EventType.REVERTED))
        rows.add_delivery(digest)
        rows.add_delivery(replace(digest, id="msg_quiet", event_ids=(), digest=False))
    operator.open("/deliveries?subscriber=bo")
    rows_shown = [" ".join(row.text_content().split()) for row in lxml.html.fromstring(operator.page.text).iter("tr")]
    [said] = [row for row in rows_shown if "msg_digest" in row]
    assert f"{agreement.title} terms changed {recorded.comparison.severity}" in said
    assert "agreement failing" in said
    assert "and 2 more" in said
    [said] = [row for row in rows_shown if "msg_quiet" in row]
    assert "a quiet week" in said


def test_what_waits_already_is_not_made_to_wait_again(operator: Person, desk: House) -> None:
    operator.open("/deliveries")
    fields = operator.fields("/deliveries/msg_failed/redeliver")
    operator.submit("/deliveries/msg_failed/redeliver")
    late = operator.client.post(str(fields.pop("")), data=fields)
    assert late.status_code == 409
    assert operator.client.post("/deliveries/nothing/redeliver", data=fields).status_code == 404


def test_nothing_is_sent_again_without_the_page_s_form(operator: Person, desk: House) -> None:
    assert operator.client.post("/deliveries/msg_failed/redeliver").status_code == 403
    assert desk.store.delivery("msg_failed").state is DeliveryState.FAILED


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("state=failed", True),
        ("state=delivered", False),
        ("subscriber=%3Cscript%3Ealert(1)%3C/script%3E", True),
        ("subscriber=nobody", False),
    ],
)
def test_messages_are_chosen_by_state_and_subscriber(operator: Person, asked: str, listed: bool) -> None:
    operator.open(f"/deliveries?{asked}")
    assert ("msg_failed" in operator.text()) is listed


@pytest.mark.parametrize("asked", ["state=lost", "many=0", "many=999999999"])
def test_messages_that_cannot_be_asked_for(operator: Person, asked: str) -> None:
    assert operator.open(f"/deliveries?{asked}").status_code == 400
