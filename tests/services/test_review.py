"""Reviews as a service, without pages: the record, and what it can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import Clause
from watcher.domain.errors import Overtaken, UsageError
from watcher.domain.review import FIRST, Decision, DecisionKind, ReviewState
from watcher.domain.version import Recorded
from watcher.services.review import Reviews, Sight, content_hash
from watcher.testing.desk import MemoryReviews
from watcher.testing.memory import MemoryStore

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOTHING = Decision(kind=DecisionKind.NO_ACTION)


def change(name: str, severity: Severity) -> Change:
    clause = Clause(id=f"c{name}", label=name, text=f"Clause {name}.")
    return Change(id=name, kind=ChangeKind.ADDED, new=(clause,), assessment=Assessment(severity=severity))


COMPARISON = Comparison(changes=(change("1", Severity.HIGH), change("2", Severity.LOW), change("3", Severity.NONE)))
RECORDED = Recorded(id="cmp", agreement_id="terms", old=1, new=2, at=NOON, comparison=COMPARISON)


@pytest.fixture
def reviews() -> Reviews:
    store = MemoryStore()
    with store.writing() as rows:
        rows.save_agreement(Agreement(id="terms", title="Terms", sources=("https://shop.example/terms",)), NOON)
        rows.add_comparison(RECORDED)
    return Reviews(store, MemoryReviews(store), lambda: NOON)


def look(reviews: Reviews) -> Sight:
    review = reviews.review("cmp")
    return Sight(seen=review.seen, after=review.last)


def test_a_review_is_new_then_taken_then_closed_then_opened_again(reviews: Reviews) -> None:
    states = [reviews.review("cmp").standing().state]
    reviews.acknowledge("cmp", "anna", look(reviews))
    states.append(reviews.review("cmp").standing().state)
    reviews.decide("cmp", [], "anna", look(reviews), NOTHING, "")
    states.append(reviews.review("cmp").standing().state)
    reviews.reopen("cmp", [], "bo", look(reviews), "The date was wrong.")
    standing = reviews.review("cmp").standing()
    assert states == [ReviewState.NEW, ReviewState.IN_REVIEW, ReviewState.CLOSED]
    assert (standing.state, standing.assignee, standing.decision) == (ReviewState.IN_REVIEW, "anna", None)


def test_what_is_done_out_of_turn_is_refused(reviews: Reviews) -> None:
    with pytest.raises(Overtaken):
        reviews.reopen("cmp", [], "anna", look(reviews), "why")
    reviews.acknowledge("cmp", "anna", look(reviews))
    with pytest.raises(Overtaken):
        reviews.acknowledge("cmp", "bo", look(reviews))
    reviews.decide("cmp", [], "anna", look(reviews), NOTHING, "")
    with pytest.raises(Overtaken):
        reviews.decide("cmp", [], "bo", look(reviews), NOTHING, "")
    with pytest.raises(UsageError):
        reviews.assign("cmp", "bo", look(reviews), "bo")


def test_closing_what_is_low_leaves_what_is_not_and_what_is_decided(reviews: Reviews) -> None:
    reviews.decide("cmp", ["3"], "anna", look(reviews), Decision(kind=DecisionKind.NOT_APPLICABLE), "Not ours.")
    reviews.close_low("cmp", "anna", look(reviews), "Wording.")
    review = reviews.review("cmp")
    kinds = [one.decision and one.decision.kind for one in map(review.standing, ("1", "2", "3"))]
    assert kinds == [None, DecisionKind.NO_ACTION, DecisionKind.NOT_APPLICABLE]


def test_either_all_changes_are_decided_or_none(reviews: Reviews) -> None:
    reviews.decide("cmp", ["2"], "anna", look(reviews), NOTHING, "")
    with pytest.raises(Overtaken):
        reviews.decide("cmp", ["1", "2"], "anna", look(reviews), NOTHING, "")
    assert reviews.review("cmp").standing("1").state is ReviewState.NEW


def test_with_the_last_change_the_comparison_is_closed_by_what_leaves_most_to_do(reviews: Reviews) -> None:
    every = [change.id for change in reviews.review("cmp").recorded.comparison.substantive]
    needed = Decision(kind=DecisionKind.ACTION_NEEDED, owner="legal", until=NOON.date())
    reviews.decide("cmp", every[:1], "anna", look(reviews), needed, "")
    assert reviews.review("cmp").standing().state is ReviewState.NEW
    reviews.decide("cmp", every[1:], "anna", look(reviews), NOTHING, "")
    assert reviews.review("cmp").standing().decision == needed
    reviews.reopen("cmp", every[:1], "anna", look(reviews), "Not done.")
    assert reviews.review("cmp").standing().state is ReviewState.IN_REVIEW


def test_a_head_that_was_kept_is_found_however_much_follows(reviews: Reviews) -> None:
    assert reviews.verify().head == FIRST
    reviews.acknowledge("cmp", "anna", look(reviews))
    head = reviews.verify().head
    reviews.comment("cmp", [], "bo", look(reviews), "One more.")
    later = reviews.verify(head)
    assert (later.found, later.broken_at, later.entries) == (True, None, 2)
    assert later.head != head
    assert not reviews.verify("ab" * 32).found


def test_the_hash_of_what_was_seen_follows_from_every_word_of_it() -> None:
    said = content_hash(RECORDED)
    assert said == content_hash(replace(RECORDED, agreement_id="renamed")), "an id in config.toml is no content"
    fewer = replace(COMPARISON, changes=COMPARISON.changes[1:])
    lower = replace(COMPARISON, changes=(change("1", Severity.MEDIUM), *COMPARISON.changes[1:]))
    others = {content_hash(replace(RECORDED, comparison=one)) for one in (fewer, lower)}
    assert len({said, *others}) == 3


def test_halves_of_surrogate_pairs_in_clauses_and_words_keep_the_chain_whole(reviews: Reviews) -> None:
    reviews.comment("cmp", ["1"], "anna", look(reviews), "half \ud83d")
    assert reviews.verify().broken_at is None
    assert reviews.review("cmp").entries[0].words == "half \ufffd"


def with_others(reviews: Reviews, **severities: Severity) -> None:
    """More comparisons, each with one change of that severity."""
    with reviews._store.writing() as rows:
        for number, (name, severity) in enumerate(severities.items(), 2):
            comparison = Comparison(changes=(change("1", severity),))
            rows.add_comparison(replace(RECORDED, id=name, old=number, new=number + 1, comparison=comparison))


def test_comparisons_of_low_severity_are_closed_together_each_with_its_own_entry(reviews: Reviews) -> None:
    with_others(reviews, low=Severity.LOW, none=Severity.NONE)
    closed = reviews.close_several(reviews.sights(["low", "none"]), "anna", "Wording.")
    assert [(one.comparison_id, one.problem) for one in closed] == [("low", ""), ("none", "")]
    for name in ("low", "none"):
        [entry] = reviews.review(name).entries
        assert (entry.words, entry.change_id, entry.standing.decision) == ("Wording.", "", NOTHING)
    assert reviews.verify().broken_at is None


def test_what_weighs_more_or_was_acted_on_stays_open_and_keeps_the_others_from_nothing(reviews: Reviews) -> None:
    with_others(reviews, low=Severity.LOW, high=Severity.HIGH, taken=Severity.LOW, other=Severity.LOW)
    sights = reviews.sights(["low", "high", "taken", "other"])
    reviews.acknowledge("taken", "bo", reviews.review("taken").sight)
    sights["other"] = Sight(seen="0" * 64, after=0)
    closed = reviews.close_several({**sights, "nothing": Sight(seen="", after=0)}, "anna", "Wording.")
    assert {one.comparison_id for one in closed if not one.problem} == {"low"}
    assert {one.comparison_id for one in closed if one.problem} == {"high", "taken", "other", "nothing"}
    assert reviews.review("high").entries == reviews.review("other").entries == ()


def test_the_whole_log_is_listed_page_by_page(reviews: Reviews) -> None:
    for number in range(5):
        reviews.comment("cmp", [], "anna", look(reviews), str(number))
    first = reviews.acts(limit=3)
    second = reviews.acts(after=first.next, limit=3)
    assert [one.words for one in (*first.items, *second.items)] == list("01234")
    assert second.next == ""
