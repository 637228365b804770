"""What every store promises, whichever it is."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from store_examples import (
    MINUTE,
    NOON,
    PRIVACY,
    SHA,
    TERMS,
    attempt,
    check,
    comparison,
    delivery,
    event,
    fetch,
    page,
    recorded,
    tree,
    version,
)

from watcher.domain.agreement import Cut, Range
from watcher.domain.assessment import Severity
from watcher.domain.delivery import DeliveryState, Sent
from watcher.domain.errors import NotFound, StoreBusy, StoreError, UsageError
from watcher.domain.version import Candidate, CheckOutcome, Derivation, Learned, Sighting, WatchState
from watcher.services.ports import Store

LATER = NOON + 10 * MINUTE


@pytest.fixture
def kept(store: Store) -> Store:
    """Two agreements, one of them with two versions and what was found between them."""
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        writing.save_agreement(PRIVACY, NOON)
        writing.add_fetch(fetch("f1"), ["terms", "privacy"])
        writing.add_version(version(1), tree("Notice is ten days."))
        writing.add_version(version(2), tree("Notice is five days."))
        writing.add_comparison(recorded(2))
        writing.add_check(check("k1"))
        writing.add_event(event("e1"))
        writing.add_event(event("e2", agreement="privacy", at=LATER))
    return store


def test_an_agreement_comes_back_as_it_was_saved(store: Store) -> None:
    cut = Cut(select=("main", Range(start_after="h1", end_before="footer")), remove=(".toc",), furniture=("a1",))
    agreement = replace(TERMS, cut=cut, every=10 * MINUTE, tags=("shop",), languages=("en", "zh"), robots=False)
    with store.writing() as writing:
        writing.save_agreement(agreement, NOON)
    assert store.agreement("terms").agreement == agreement
    assert store.agreement("terms").since == NOON


def test_an_ended_agreement_is_out_of_sight_with_its_history_kept(kept: Store) -> None:
    with kept.writing() as writing:
        writing.end_agreement("terms", LATER)
    assert [one.agreement.id for one in kept.watched()] == ["privacy"]
    assert [one.ended_at for one in kept.watched(ended=True)] == [None, LATER]
    assert len(kept.versions("terms")) == 2


def test_an_ended_agreement_that_is_saved_again_is_watched_since_it_first_was(kept: Store) -> None:
    with kept.writing() as writing:
        writing.end_agreement("terms", LATER)
        writing.save_agreement(TERMS, LATER)
    assert kept.agreement("terms").ended_at is None
    assert kept.agreement("terms").since == NOON


def test_a_new_id_continues_the_history_of_the_earlier_one(kept: Store) -> None:
    with kept.writing() as writing:
        writing.save_state(WatchState(agreement_id="terms", failures=2))
        writing.save_agreement(replace(TERMS, id="shop-terms", was=("terms",)), LATER)
    assert [one.number for one in kept.versions("shop-terms")] == [1, 2]
    assert kept.versions("terms") == []
    assert kept.comparisons("shop-terms")[0].agreement_id == "shop-terms"
    assert [one.id for one in kept.checks("shop-terms")] == ["k1"]
    assert [one.id for one in kept.fetches("shop-terms")] == ["f1"]
    assert [one.id for one in kept.events("shop-terms")] == ["e1"]
    assert kept.state("shop-terms") == WatchState(agreement_id="shop-terms", failures=2)
    assert kept.agreement("terms").agreement.id == "shop-terms"
    assert kept.agreement("shop-terms").since == NOON


def test_an_earlier_id_is_followed_through_several_renamings(kept: Store) -> None:
    for new, old in [("b", "terms"), ("c", "b")]:
        with kept.writing() as writing:
            writing.save_agreement(replace(TERMS, id=new, was=(old,)), LATER)
    assert kept.agreement("terms").agreement.id == "c"
    assert len(kept.versions("c")) == 2


def test_saying_again_what_an_agreement_was_changes_nothing(kept: Store) -> None:
    renamed = replace(TERMS, id="shop-terms", was=("terms",))
    for _ in range(2):
        with kept.writing() as writing:
            writing.save_agreement(renamed, LATER)
    assert len(kept.versions("shop-terms")) == 2


def test_was_may_be_added_after_the_new_id_was_checked_in_vain(kept: Store) -> None:
    renamed = replace(TERMS, id="shop-terms")
    with kept.writing() as writing:
        writing.save_agreement(renamed, LATER)
        writing.add_check(check("k2", agreement="shop-terms", at=LATER))
        writing.add_fetch(fetch("f2"), ["terms", "shop-terms"])
        writing.save_state(WatchState(agreement_id="shop-terms", failures=1))
        writing.save_state(WatchState(agreement_id="terms", failures=0, last_success=NOON))
    with kept.writing() as writing:
        writing.save_agreement(replace(renamed, was=("terms",)), LATER)
    assert len(kept.versions("shop-terms")) == 2
    assert [one.id for one in kept.checks("shop-terms")] == ["k2", "k1"]
    assert sorted(one.id for one in kept.fetches("shop-terms")) == ["f1", "f2"]
    assert kept.state("shop-terms").last_success == NOON
    assert kept.agreement("shop-terms").since == NOON


def test_two_histories_do_not_become_one(kept: Store) -> None:
    with kept.writing() as writing:
        writing.add_version(version(1, agreement="privacy"), tree("We keep little."))
    with pytest.raises(UsageError), kept.writing() as writing:
        writing.save_agreement(replace(PRIVACY, was=("terms",)), LATER)
    assert len(kept.versions("terms")) == 2
    assert len(kept.versions("privacy")) == 1


def test_nothing_of_a_transaction_that_failed_is_kept(kept: Store) -> None:
    before = kept.counts()
    with pytest.raises(ZeroDivisionError), kept.writing() as writing:
        writing.add_version(version(3), tree("Notice is one day."))
        writing.save_page(page())
        writing.add_event(event("e3"))
        raise ZeroDivisionError
    assert kept.counts() == before
    assert kept.page(page().url) is None


def test_a_transaction_sees_its_own_writes(kept: Store) -> None:
    with kept.writing() as writing:
        writing.add_version(version(3), tree("Notice is one day."))
        writing.save_state(WatchState(agreement_id="terms", failures=7))
        newest = writing.newest("terms")
        assert newest is not None
        assert newest.number == 3
        assert writing.state("terms").failures == 7


def test_what_is_written_for_an_unknown_agreement_is_refused(kept: Store) -> None:
    with pytest.raises(StoreError), kept.writing() as writing:
        writing.add_check(check("k9", agreement="nobody"))
    with pytest.raises(StoreError), kept.writing() as writing:
        writing.add_delivery(delivery("d9", "no-such-event"))
    assert kept.deliveries() == []


def test_rows_may_be_written_in_any_order_within_a_transaction(store: Store) -> None:
    with store.writing() as writing:
        writing.add_delivery(delivery("d1", "e1"))
        writing.add_event(replace(event("e1"), comparison_id="terms-1-2"))
        writing.add_check(replace(check(), comparison_id="terms-1-2"))
        writing.add_comparison(recorded(2))
        writing.add_version(version(1), tree("One."))
        writing.add_version(version(2), tree("Two."))
        writing.save_agreement(TERMS, NOON)
    assert store.event("e1").comparison_id == "terms-1-2"


def test_agreements_that_share_a_page_share_its_fetch(store: Store) -> None:
    received = replace(fetch("f1"), sha256="")
    for agreement in (TERMS, PRIVACY):
        with store.writing() as writing:
            writing.save_agreement(agreement, NOON)
            writing.add_fetch(received, [agreement.id])
        received = fetch("f1")
    assert store.fetches("terms") == store.fetches("privacy") == [fetch("f1")]
    assert store.counts()["fetches"] == 1


def test_everything_comes_back_as_it_was_written(kept: Store) -> None:
    assert kept.fetches("terms") == kept.fetches("privacy") == [fetch("f1")]
    assert kept.checks("terms") == [check("k1")]
    assert kept.versions("terms") == [version(1), version(2)]
    assert kept.version("terms", 2) == kept.newest("terms") == version(2)
    assert kept.tree("terms-v1") == tree("Notice is ten days.")
    assert kept.comparison("terms-1-2") == kept.comparison_of("terms", 2) == recorded(2)
    assert kept.event("e1") == event("e1")


def test_a_page_is_kept_as_it_was_last_seen(kept: Store) -> None:
    with kept.writing() as writing:
        writing.save_page(page())
        writing.save_page(replace(page(), etag='"v2"'))
    assert kept.page(page().url) == replace(page(), etag='"v2"')


def test_a_state_comes_back_whole(kept: Store) -> None:
    seen = version(2)
    state = WatchState(
        agreement_id="terms",
        last_check=LATER,
        last_success=NOON,
        last_outcome=CheckOutcome.CANDIDATE,
        reason="a new text",
        failing_since=NOON,
        quarantined_since=LATER,
        failures=3,
        failure_told=True,
        candidate=Candidate(
            fingerprint="c" * 64,
            snapshots=seen.snapshots,
            first_seen=NOON,
            last_seen=LATER,
            departed_at=NOON,
            texts=2,
            told=True,
        ),
        variants=("a" * 64, "b" * 64),
        read=seen.snapshots,
        read_by=seen.derivation,
        read_blocks="e" * 64,
        sightings=(Sighting(fingerprint="d" * 64, snapshots=seen.snapshots, at=NOON),),
        furniture=(Learned(fingerprint="f" * 16, text="Read by 12 people", since=NOON, put_back=True),),
    )
    with kept.writing() as writing:
        writing.save_state(state)
    assert kept.state("terms") == state
    assert kept.states() == {"terms": state}
    assert kept.state("privacy") == WatchState(agreement_id="privacy")


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_version_that_is_not_the_next_one_is_refused(kept: Store, number: int) -> None:
    with pytest.raises(StoreBusy), kept.writing() as writing:
        writing.add_version(replace(version(number), id="other"), tree("Other."))
    assert [one.number for one in kept.versions("terms")] == [1, 2]


def test_a_version_derived_again_keeps_number_times_and_snapshots(kept: Store) -> None:
    again = replace(
        version(2), first_seen=LATER, number=9, fingerprint="d" * 64, derivation=Derivation(pipeline=2, cut="f" * 16)
    )
    with kept.writing() as writing:
        writing.replace_derivation(again, tree("Notice is five working days."))
    assert kept.newest("terms") == replace(version(2), fingerprint="d" * 64, derivation=again.derivation)
    assert kept.tree("terms-v2") == tree("Notice is five working days.")


def test_a_version_that_was_received_again_is_seen_later_but_never_earlier(kept: Store) -> None:
    with kept.writing() as writing:
        writing.touch_version("terms-v2", LATER)
        writing.touch_version("terms-v2", NOON)
    assert kept.version("terms", 2).last_seen == LATER


def test_a_comparison_made_again_keeps_its_time(kept: Store) -> None:
    with kept.writing() as writing:
        writing.replace_comparison(replace(recorded(2), at=LATER, comparison=comparison(Severity.LOW)))
    again = kept.comparison("terms-1-2")
    assert (again.at, again.comparison.severity) == (NOON, Severity.LOW)


def test_the_same_happening_is_one_event(kept: Store) -> None:
    with kept.writing() as writing:
        assert writing.add_event(event("e3", key="terms failing since noon"))
        assert not writing.add_event(event("e3", key="terms failing since noon"))
    assert kept.counts()["events"] == 3


def test_lists_come_newest_first_and_bounded(kept: Store) -> None:
    with kept.writing() as writing:
        for number in range(3, 8):
            writing.add_version(version(number), tree(f"Version {number}."))
            writing.add_comparison(recorded(number, at=NOON + number * MINUTE))
            writing.add_check(check(f"k{number}", at=NOON + number * MINUTE))
            writing.add_fetch(fetch(f"f{number}", at=NOON + number * MINUTE), ["terms"])
            writing.add_event(event(f"e{number}", at=NOON))
    assert [one.new for one in kept.comparisons("terms", limit=2)] == [7, 6]
    assert [one.new for one in kept.comparisons(before=NOON + 6 * MINUTE, limit=2)] == [5, 4]
    assert [one.id for one in kept.checks("terms", limit=2)] == ["k7", "k6"]
    assert [one.id for one in kept.fetches("terms", limit=2)] == ["f7", "f6"]
    assert [one.id for one in kept.events("terms", limit=2)] == ["e7", "e6"], "of the same moment, the later kept first"
    assert [one.id for one in kept.events(limit=1)] == ["e2"]


def test_what_is_not_kept_is_said_to_be_missing(kept: Store) -> None:
    for ask in (
        lambda: kept.agreement("nobody"),
        lambda: kept.version("terms", 9),
        lambda: kept.tree("nothing"),
        lambda: kept.comparison("nothing"),
        lambda: kept.event("nothing"),
        lambda: kept.delivery("nothing"),
        lambda: kept.redeliver("nothing", now=NOON),
    ):
        with pytest.raises(NotFound):
            ask()
    assert kept.newest("privacy") is None
    assert kept.comparison_of("terms", 1) is None
    assert kept.page("https://nowhere.example/") is None


def test_another_thread_waits_for_the_write_lock(kept: Store) -> None:
    order: list[str] = []

    def write() -> None:
        with kept.writing() as writing:
            order.append("second")
            writing.save_page(page())

    with kept.writing() as writing:
        other = threading.Thread(target=write)
        other.start()
        other.join(0.1)
        writing.add_event(event("e3"))
        order.append("first")
    other.join()
    assert order == ["first", "second"]
    assert kept.page(page().url) == page()


def test_a_transaction_within_a_transaction_is_a_mistake(kept: Store) -> None:
    with kept.writing(), pytest.raises(RuntimeError), kept.writing():
        pass


def test_halves_of_surrogate_pairs_do_not_hinder_keeping(kept: Store) -> None:
    with kept.writing() as writing:
        writing.add_check(replace(check("k2", at=LATER), reason="page said \ud83d"))
        writing.add_version(version(3), tree("odd \udc00 text \x00 here"))
    assert kept.tree("terms-v3") == tree("odd \udc00 text \x00 here")
    assert kept.checks("terms")[0].reason.startswith("page said ")


def test_counts_say_how_many_rows_there_are(kept: Store) -> None:
    with kept.writing() as writing:
        writing.add_delivery(delivery("d1", "e1"))
        writing.add_delivery(delivery("d2", "e2", subscriber="Operator"))
    kept.cancel_deliveries("Operator")
    counts = kept.counts()
    assert {name: counts[name] for name in ("agreements", "versions", "fetches", "events", "deliveries")} == {
        "agreements": 2,
        "versions": 2,
        "fetches": 1,
        "events": 2,
        "deliveries": 2,
    }
    assert (counts["deliveries.waiting"], counts["deliveries.cancelled"], counts["deliveries.failed"]) == (1, 1, 0)


def test_a_snapshot_reference_keeps_the_content_type(kept: Store) -> None:
    assert kept.version("terms", 1).snapshots[0].content_type == "text/html"
    assert kept.version("terms", 1).snapshots[0].sha256 == SHA


def test_an_attempt_is_kept_with_its_delivery(kept: Store) -> None:
    with kept.writing() as writing:
        writing.add_delivery(delivery("d1", "e1"))
    kept.claim_deliveries(now=NOON, until=LATER, by="me", limit=1)
    sent = Sent(delivery=kept.delivery("d1"), attempt=attempt(), state=DeliveryState.DELIVERED, next_at=NOON)
    kept.finish_attempts([sent], by="me")
    assert kept.delivery("d1").attempts == (attempt(),)
