"""The history of one clause: through edits, renumbering and moves, gone and back, split and merged, and its reviews."""

from __future__ import annotations

import pytest
from desk_examples import record
from store_examples import NOON, TERMS

from watcher.domain.change import ChangeKind
from watcher.domain.errors import NotFound
from watcher.domain.review import Decision, DecisionKind
from watcher.services.history import ClauseHistory, ClauseIndex, Histories
from watcher.services.ports import ReviewLog, Store
from watcher.services.review import Reviews

FEES = "We announce new fees {} days before they apply to the plans of our members."
LAW = "The law of the harbour town applies to everything that we agree upon here."
DATA = "Personal data of visitors are deleted within a year of their last visit."
NEW = "Members sign up with their own name and keep their address up to date."


@pytest.fixture
def histories(store: Store, clause_index: ClauseIndex, review_log: ReviewLog) -> Histories:
    return Histories(store, clause_index, review_log)


def clause_id(store: Store, number: int, words: str) -> str:
    tree = store.tree(f"terms-v{number}")
    return next(clause.id for clause in tree.clauses if words in clause.text)


def told(history: ClauseHistory) -> list[tuple[int, str, str]]:
    """Of each wording the version, what happened, and its label; newest first."""
    return [
        (one.version.number, one.change.kind.value if one.change else "", one.clause.label if one.clause else "gone")
        for one in history.wordings
    ]


def test_an_edited_and_renumbered_clause_is_one_clause(store: Store, histories: Histories) -> None:
    record(
        store,
        [FEES.format("thirty"), LAW],
        [FEES.format("twenty"), LAW],
        [NEW, FEES.format("twenty"), LAW],
        [NEW, FEES.format("ten"), LAW],
    )
    history = histories.clause("terms", clause_id(store, 1, "fees"))
    assert told(history) == [(4, "modified", "2"), (3, "renumbered", "2"), (2, "modified", "1"), (1, "", "1")]
    assert (history.since.number, history.gone, history.clause.text) == (4, None, FEES.format("ten"))
    spans = history.wordings[0].change.spans
    assert "".join(one.text for one in spans if one.op != "insert") == FEES.format("twenty")
    assert "".join(one.text for one in spans if one.op != "delete") == FEES.format("ten")
    assert all(one.change.assessment.reasons for one in history.wordings[:1])


def test_a_clause_that_never_changed_has_one_wording(store: Store, histories: Histories) -> None:
    record(store, [FEES.format("thirty"), LAW], [FEES.format("ten"), LAW])
    history = histories.clause("terms", clause_id(store, 2, "harbour"))
    assert told(history) == [(1, "", "2")]
    assert history.since.number == 1


def test_renumbering_alone_does_not_make_it_read_otherwise(store: Store, histories: Histories) -> None:
    record(store, [LAW], [NEW, LAW])
    history = histories.clause("terms", clause_id(store, 2, "harbour"))
    assert (history.since.number, history.clause.label) == (1, "2")


def test_a_clause_that_came_later_begins_there(store: Store, histories: Histories) -> None:
    record(store, [LAW], [LAW, DATA], [LAW, DATA])
    history = histories.clause("terms", clause_id(store, 2, "Personal"))
    assert told(history) == [(2, "added", "2")]
    assert history.since.number == 2


def test_a_clause_that_is_gone_keeps_its_history(store: Store, histories: Histories) -> None:
    record(store, [LAW, DATA], [LAW], [LAW])
    history = histories.clause("terms", clause_id(store, 1, "Personal"))
    assert told(history) == [(2, "removed", "gone"), (1, "", "2")]
    assert history.gone is not None
    assert (history.gone.number, history.since.number, history.clause.text) == (2, 1, DATA)


def test_reviews_of_a_change_stand_beside_it(store: Store, histories: Histories, review_log: ReviewLog) -> None:
    [recorded] = record(store, [FEES.format("thirty"), LAW], [FEES.format("ten"), LAW + " Always."])
    reviews = Reviews(store, review_log, lambda: NOON)
    fees, law = (clause_id(store, 1, word) for word in ("fees", "harbour"))
    change = next(one for one in recorded.comparison.changes if one.clause.id == fees)
    decision = Decision(kind=DecisionKind.NO_ACTION)
    reviews.decide(recorded.id, [change.id], "anna", reviews.review(recorded.id).sight, decision, "Fine.")
    reviews.comment(recorded.id, [], "bo", reviews.review(recorded.id).sight, "All of it.")
    own, other = (histories.clause("terms", one).wordings[0] for one in (fees, law))
    assert [one.who for one in own.entries] == ["anna"]
    assert other.entries == ()
    assert [one.who for one in own.whole] == [one.who for one in other.whole] == ["bo"]


def test_the_parts_of_a_split_lead_to_where_they_came_from(store: Store, histories: Histories) -> None:
    first = "You pay the yearly fees in advance for every seat that members of your team use in a calendar month."
    second = "We send invoices to the address that the owner of the team wrote down when the team was founded here."
    [recorded] = record(store, [f"{first} {second}", LAW, DATA], [first, second, LAW, DATA])
    split = next(one for one in recorded.comparison.changes if one.kind is ChangeKind.SPLIT)
    assert len(split.new) == 2
    part, other = (one.id for one in split.new)
    history = histories.clause("terms", other if other != split.old[0].id else part)
    assert told(history)[-1][1] == "split"
    assert split.old[0].id in {one.id for one in history.wordings[-1].others}
    whole = histories.clause("terms", split.old[0].id)
    assert [one.version.number for one in whole.wordings] == [2, 1]


@pytest.mark.parametrize(("agreement", "clause"), [("terms", "nothing"), ("nothing", "title"), ("terms", "\ud83d")])
def test_what_was_never_a_clause_is_not_found(store: Store, histories: Histories, agreement: str, clause: str) -> None:
    record(store, [LAW])
    with pytest.raises(NotFound):
        histories.clause(agreement, clause)


def test_only_comparisons_that_touched_the_clause_are_read(store: Store, clause_index: ClauseIndex) -> None:
    editions = [[FEES.format(days), LAW] for days in ("thirty", "twenty", "ten", "nine", "eight")]
    record(store, *editions, [FEES.format("eight"), LAW + " Always."])
    touching = clause_index.touching(TERMS.id, clause_id(store, 1, "harbour"))
    assert [recorded.new for recorded, _ in touching] == [6]
