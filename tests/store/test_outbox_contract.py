"""Deliveries: claimed by one process at a time, repeated rather than lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_examples import MINUTE, NOON, TERMS, attempt, delivery, event

from watcher.domain.delivery import DeliveryState
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
    assert outbox.finish_attempt("d1", by="me", attempt=attempt(ok=False), state=DeliveryState.WAITING, due_at=LATER)
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
    assert not outbox.finish_attempt("d1", by="slow", attempt=attempt(), state=DeliveryState.DELIVERED, due_at=NOON)
    assert outbox.delivery("d1").state is DeliveryState.SENDING
    assert outbox.delivery("d1").claimed_by == "next"
    assert outbox.delivery("d1").attempts == (attempt(),)


def test_an_attempt_of_a_delivery_that_is_not_kept_is_refused(outbox: Store) -> None:
    with pytest.raises(NotFound):
        outbox.finish_attempt("d9", by="me", attempt=attempt(), state=DeliveryState.DELIVERED, due_at=NOON)


@pytest.mark.parametrize("ended", [DeliveryState.DELIVERED, DeliveryState.FAILED])
def test_a_delivery_that_ended_can_be_sent_again_under_its_id(outbox: Store, ended: DeliveryState) -> None:
    put(outbox, delivery("d1"))
    claim(outbox)
    outbox.finish_attempt("d1", by="me", attempt=attempt(ok=False), state=ended, due_at=NOON)
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
        outbox.finish_attempt("d1", by="me", attempt=attempt(ok=False), state=state, due_at=NOON)
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
