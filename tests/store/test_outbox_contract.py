"""Deliveries: claimed by one process at a time, repeated rather than lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from store_examples import MINUTE, NOON, TERMS, attempt, delivery, event

from watcher.domain.delivery import DeliveryState, Sent
from watcher.domain.errors import NotFound, UsageError
from watcher.services.ports import Store

LATER = NOON + 10 * MINUTE


@pytest.fixture
def outbox(store: Store) -> Store:
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        for name in ("e1", "e2", "e3"):
            writing.add_event(event(name, key=f"key-{name}"))
    return store


def put(store: Store, *deliveries: object) -> None:
    with store.writing() as writing:
        for one in deliveries:
            writing.add_delivery(one)


def claim(store: Store, *, by: str = "me", at: object = NOON, limit: int = 10, busy: tuple[str, ...] = ()) -> list[str]:
    return [one.id for one in store.claim_deliveries(now=at, until=at + 5 * MINUTE, by=by, limit=limit, busy=busy)]


def finish(
    store: Store,
    *ids: str,
    by: str = "me",
    ok: bool = True,
    at: datetime = NOON,
    state: DeliveryState = DeliveryState.DELIVERED,
    next_at: datetime = NOON,
) -> set[str]:
    tried = replace(attempt(ok=ok), at=at)
    sent = [Sent(delivery=delivery(name), attempt=tried, state=state, next_at=next_at) for name in ids]
    return store.finish_attempts(sent, by=by)


def test_due_deliveries_are_claimed_oldest_first_and_once(outbox: Store) -> None:
    put(
        outbox,
        delivery("d3", due=NOON + MINUTE),
        delivery("d2", due=NOON),
        delivery("d1", due=NOON - MINUTE),
    )
    assert claim(outbox, limit=1) == ["d1"]
    assert claim(outbox, by="another") == ["d2"]
    assert claim(outbox) == []
    assert claim(outbox, at=NOON + MINUTE) == ["d3"]


def test_a_claimed_delivery_says_by_whom_and_until_when(outbox: Store) -> None:
    put(outbox, delivery("d1", "e1", "e2"))
    [claimed] = outbox.claim_deliveries(now=NOON, until=LATER, by="me", limit=5)
    assert (claimed.state, claimed.claimed_by, claimed.claimed_until) == (DeliveryState.SENDING, "me", LATER)
    assert claimed.event_ids == ("e1", "e2")
    assert outbox.delivery("d1") == claimed


def test_one_subscriber_s_backlog_takes_nobody_s_place(outbox: Store) -> None:
    put(
        outbox,
        *(delivery(f"d{number}", due=NOON - 9 * MINUTE, subscriber="Behind") for number in range(5)),
        delivery("d9", subscriber="Prompt"),
    )
    assert claim(outbox, limit=2) == ["d0", "d1", "d9"]
    assert claim(outbox, limit=2) == ["d2", "d3"]


def test_subscribers_that_are_busy_are_passed_over(outbox: Store) -> None:
    put(outbox, delivery("d1", subscriber="Slow"), delivery("d2", subscriber="Quick"))
    assert claim(outbox, busy=("Slow", "Other")) == ["d2"]
    assert claim(outbox) == ["d1"]


def test_what_a_dead_process_claimed_is_due_again(outbox: Store) -> None:
    put(outbox, delivery("d1"))
    assert claim(outbox, by="dead") == ["d1"]
    assert claim(outbox, at=NOON + 4 * MINUTE) == []
    assert claim(outbox, at=NOON + 5 * MINUTE) == ["d1"]


def test_a_failed_attempt_makes_it_wait(outbox: Store) -> None:
    put(outbox, delivery("d1"))
    claim(outbox)
    assert finish(outbox, "d1", ok=False, state=DeliveryState.WAITING, next_at=LATER) == {"d1"}
    waiting = outbox.delivery("d1")
    assert (waiting.state, waiting.due_at, waiting.claimed_by, waiting.claimed_until) == (
        DeliveryState.WAITING,
        LATER,
        "",
        None,
    )
    assert waiting.attempts == (attempt(ok=False),)
    assert claim(outbox) == []
    assert claim(outbox, at=LATER) == ["d1"]


def test_an_attempt_after_the_claim_was_lost_is_kept_and_decides_nothing(outbox: Store) -> None:
    put(outbox, delivery("d1"))
    claim(outbox, by="slow")
    claim(outbox, by="next", at=LATER)
    assert finish(outbox, "d1", by="slow") == set()
    assert outbox.delivery("d1").state is DeliveryState.SENDING
    assert outbox.delivery("d1").claimed_by == "next"
    assert outbox.delivery("d1").attempts == (attempt(),)


def test_attempts_are_kept_together_and_one_of_an_unknown_delivery_spoils_no_other(outbox: Store) -> None:
    put(outbox, delivery("d1"), delivery("d2"))
    claim(outbox)
    assert finish(outbox, "d1", "d9", "d2") == {"d1", "d2"}
    assert {one.state for one in outbox.deliveries()} == {DeliveryState.DELIVERED}
    with pytest.raises(NotFound):
        outbox.delivery("d9")


def test_what_was_claimed_and_not_tried_can_be_given_back(outbox: Store) -> None:
    put(outbox, delivery("d1"), delivery("d2"), delivery("d3"))
    before = outbox.delivery("d1")
    claim(outbox, limit=2)
    finish(outbox, "d2")
    outbox.release_claims(["d2", "d9"], by="me")
    outbox.release_claims(["d1"], by="another")
    assert claim(outbox, by="another") == ["d3"]
    outbox.release_claims(["d1"], by="me")
    assert outbox.delivery("d1") == before
    assert claim(outbox, by="another") == ["d1"]


YEAR_BEFORE = NOON - 365 * 24 * 60 * MINUTE


def test_a_clock_that_is_set_back_holds_up_nothing_that_was_to_go_at_once(outbox: Store) -> None:
    put(outbox, delivery("d1"), delivery("d2"), delivery("d3"))
    assert claim(outbox, by="dead", limit=1) == ["d1"]
    assert claim(outbox, limit=1) == ["d2"]
    finish(outbox, "d2", ok=False, state=DeliveryState.WAITING, next_at=LATER)
    assert claim(outbox, at=YEAR_BEFORE) == ["d1", "d3", "d2"]
    finish(outbox, "d2", ok=False, at=YEAR_BEFORE, state=DeliveryState.WAITING, next_at=YEAR_BEFORE + MINUTE)
    assert claim(outbox, at=YEAR_BEFORE) == []
    assert claim(outbox, at=YEAR_BEFORE + MINUTE) == ["d2"]


def test_what_another_process_did_a_moment_after_we_looked_at_the_clock_is_left_to_it(outbox: Store) -> None:
    put(outbox, delivery("d1"), delivery("d2"))
    assert claim(outbox, limit=1) == ["d1"]
    assert claim(outbox, limit=1) == ["d2"]
    finish(outbox, "d2", ok=False, state=DeliveryState.WAITING, next_at=LATER)
    assert claim(outbox, by="another", at=NOON - timedelta(milliseconds=5)) == []


def test_a_clock_that_is_set_back_a_little_sends_no_digest_too_early(outbox: Store) -> None:
    put(outbox, delivery("d1", digest=True, due=LATER))
    assert claim(outbox, at=NOON - MINUTE) == []


@pytest.mark.parametrize("ended", [DeliveryState.DELIVERED, DeliveryState.FAILED])
def test_a_delivery_that_ended_can_be_sent_again_under_its_id(outbox: Store, ended: DeliveryState) -> None:
    put(outbox, delivery("d1"))
    claim(outbox)
    finish(outbox, "d1", ok=False, state=ended)
    again = outbox.redeliver("d1", now=LATER)
    assert (again.id, again.state, again.due_at, again.attempts) == (
        "d1",
        DeliveryState.WAITING,
        LATER,
        (attempt(ok=False),),
    )
    assert claim(outbox, at=LATER) == ["d1"]


def test_attempts_before_a_redelivery_are_kept_but_no_longer_counted(outbox: Store) -> None:
    put(outbox, delivery("d1"))
    for state in (DeliveryState.WAITING, DeliveryState.WAITING, DeliveryState.FAILED):
        claim(outbox)
        finish(outbox, "d1", ok=False, state=state)
    assert outbox.delivery("d1").attempts_before == 0
    again = outbox.redeliver("d1", now=LATER)
    assert (len(again.attempts), again.attempts_before) == (3, 3)
    assert outbox.delivery("d1") == again


def test_a_cancelled_delivery_can_be_sent_again(outbox: Store) -> None:
    put(outbox, delivery("d1"))
    assert outbox.cancel_deliveries("Compliance") == 1
    assert outbox.redeliver("d1", now=LATER).state is DeliveryState.WAITING


def test_a_delivery_that_is_under_way_is_not_sent_again(outbox: Store) -> None:
    put(outbox, delivery("d1"))
    with pytest.raises(UsageError):
        outbox.redeliver("d1", now=NOON)
    claim(outbox)
    with pytest.raises(UsageError):
        outbox.redeliver("d1", now=NOON + MINUTE)
    assert outbox.redeliver("d1", now=LATER).state is DeliveryState.WAITING


def test_only_what_waits_for_a_subscriber_is_cancelled(outbox: Store) -> None:
    put(outbox, delivery("d1"), delivery("d2", due=LATER), delivery("d3", due=LATER, subscriber="Operator"))
    claim(outbox)
    assert outbox.cancel_deliveries("Compliance") == 1
    states = {one.id: one.state for one in outbox.deliveries()}
    assert states == {"d1": DeliveryState.SENDING, "d2": DeliveryState.CANCELLED, "d3": DeliveryState.WAITING}


def test_a_waiting_digest_takes_further_events_in(outbox: Store) -> None:
    put(
        outbox,
        delivery("d1", "e1", digest=True, due=LATER),
        delivery("d2", "e2", digest=True, due=LATER),
        delivery("d3", "e2", "e3", digest=True, due=LATER),
        delivery("d4", "e3", digest=True, due=LATER, subscriber="Operator"),
        delivery("d5", "e3", digest=True, due=LATER + MINUTE),
    )
    assert {one.id: one.event_ids for one in outbox.deliveries()} == {
        "d1": ("e1", "e2", "e3"),
        "d4": ("e3",),
        "d5": ("e3",),
    }


def test_a_digest_that_is_being_sent_takes_nothing_in(outbox: Store) -> None:
    put(outbox, delivery("d1", "e1", digest=True))
    claim(outbox)
    put(outbox, delivery("d2", "e2", digest=True))
    assert outbox.delivery("d1").event_ids == ("e1",)
    assert outbox.delivery("d2").event_ids == ("e2",)


def test_a_message_that_is_kept_already_stays_as_it_is(outbox: Store) -> None:
    put(outbox, delivery("d1", "e1"))
    before = outbox.delivery("d1")
    put(outbox, delivery("d1", "e2", due=LATER, subscriber="Operator"))
    assert outbox.deliveries() == [before]


def test_messages_sent_at_once_are_never_joined(outbox: Store) -> None:
    put(outbox, delivery("d1", "e1"), delivery("d2", "e2"))
    assert len(outbox.deliveries()) == 2


def test_who_was_told_of_an_event_is_known(outbox: Store) -> None:
    put(
        outbox,
        delivery("d1", "e1", "e2", subscriber="Compliance"),
        delivery("d2", "e2", subscriber="Operator"),
        delivery("d3", "e1", subscriber="Gone"),
    )
    outbox.cancel_deliveries("Gone")
    assert outbox.told(["key-e1"]) == {"Compliance"}
    assert outbox.told(["key-e1", "key-e2", "no such key"]) == {"Compliance", "Operator"}
    assert outbox.told([]) == set()


def test_deliveries_are_listed_newest_first_by_state_and_subscriber(outbox: Store) -> None:
    put(
        outbox,
        delivery("d1", created=NOON),
        delivery("d2", created=NOON + MINUTE, subscriber="Operator"),
        delivery("d3", created=NOON + MINUTE, due=LATER),
    )
    claim(outbox)
    assert [one.id for one in outbox.deliveries()] == ["d3", "d2", "d1"]
    assert [one.id for one in outbox.deliveries(states=[DeliveryState.WAITING, DeliveryState.FAILED])] == ["d3"]
    assert [one.id for one in outbox.deliveries(subscriber="Compliance", limit=1)] == ["d3"]


def test_many_deliveries_come_with_their_own_events(outbox: Store) -> None:
    put(outbox, *(delivery(f"d{number}", "e1" if number % 2 else "e2") for number in range(1201)))
    found = outbox.deliveries(limit=5000)
    assert len(found) == 1201
    assert all(one.event_ids == (("e1",) if int(one.id[1:]) % 2 else ("e2",)) for one in found)


def test_who_ends_a_subscription_gets_nothing_that_waits(outbox: Store) -> None:
    put(outbox, delivery("d1"), delivery("d2", subscriber="Somebody else"))
    assert outbox.end_subscription(outbox.delivery("d1").subscriber, NOON) == 1
    assert [one.id for one in outbox.deliveries(states=[DeliveryState.CANCELLED])] == ["d1"]
    assert outbox.ended_subscriptions() == {outbox.delivery("d1").subscriber: NOON}


def test_a_subscription_ends_once_and_can_be_resumed(store: Store) -> None:
    store.end_subscription("Legal", NOON)
    store.end_subscription("Legal", LATER)
    assert store.ended_subscriptions() == {"Legal": NOON}
    store.resume_subscription("Legal")
    store.resume_subscription("Nobody")
    assert store.ended_subscriptions() == {}


def test_the_key_of_links_stays_the_same(store: Store) -> None:
    assert len(store.link_key()) == 32
    assert store.link_key() == store.link_key()


def test_a_message_that_tells_of_no_event_is_claimed_like_any_other(store: Store) -> None:
    put(store, replace(delivery("quiet"), event_ids=()))
    assert claim(store) == ["quiet"]
    assert store.delivery("quiet").event_ids == ()
