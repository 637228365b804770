"""What holds for known edits of arbitrary agreements, and for the same edits undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_letters, ascii_lowercase

from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.diff import compare
from watcher.domain.change import ChangeKind, Comparison
from watcher.domain.clause import Clause, ClauseTree

K = ChangeKind


@dataclass(frozen=True)
class Rule:
    """A clause of an agreement that numbers itself: what makes its words its own, and the rule it refers to."""

    topic: int
    refers: int | None = None


Agreement = Sequence[Sequence[Rule]]
"""Sections, each with its rules; a topic occurs once."""


def word(topic: int, number: int) -> str:
    """Of letters alone: digits in it would be tokens that other words have as well."""
    return f"{ascii_letters[topic]}o{ascii_lowercase[number]}e"


def words_of(topic: int) -> str:
    return " ".join(word(topic, number) for number in range(9))


def numbered(agreement: Agreement, *, first: int = 1) -> ClauseTree:
    """The agreement as a tree, printed with decimals; a reference to a topic that is gone is left out."""
    places = {rule.topic: f"{s}.{r}" for s, section in enumerate(agreement, first) for r, rule in enumerate(section, 1)}
    clauses: list[Clause] = []
    for s, section in enumerate(agreement, first):
        parent = len(clauses)
        clauses.append(
            Clause(id=f"c{parent}", label=str(s), prefix=f"{s}.", heading=f"On {words_of(section[0].topic)}")
        )
        for rule in section:
            label = places[rule.topic]
            seen = f" as Section {places[rule.refers]} says" if rule.refers in places else ""
            text = f"The member keeps {words_of(rule.topic)}{seen}."
            clauses.append(Clause(id=f"c{len(clauses)}", label=label, prefix=label, text=text, parent=parent, level=1))
    return ClauseTree(clauses=tuple(clauses))


@st.composite
def agreements(draw: st.DrawFn) -> list[list[Rule]]:
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=4))
    topics = iter(range(sum(sizes)))
    refers = st.none() | st.integers(0, sum(sizes) - 1)
    return [[Rule(next(topics), draw(refers)) for _ in range(size)] for size in sizes]


def told(comparison: Comparison) -> Counter[ChangeKind]:
    return Counter(change.kind for change in comparison.changes)


def substantive(comparison: Comparison) -> list[ChangeKind]:
    return [change.kind for change in comparison.substantive]


@given(agreements(), st.integers(2, 30))
def test_numbers_that_shift_with_the_references_to_them_are_only_renumbered(agreement, first):
    comparison = compare(numbered(agreement), numbered(agreement, first=first))
    assert told(comparison) == {K.RENUMBERED: sum(len(section) + 1 for section in agreement)}


@given(agreements(), st.data())
def test_a_rule_that_is_inserted_is_the_only_change_of_substance(agreement, data):
    s = data.draw(st.integers(0, len(agreement) - 1))
    r = data.draw(st.integers(1, len(agreement[s])))
    new = [list(section) for section in agreement]
    new[s].insert(r, Rule(51))
    assert substantive(compare(numbered(agreement), numbered(new))) == [K.ADDED]
    assert substantive(compare(numbered(new), numbered(agreement))) == [K.REMOVED]


@given(agreements(), st.data())
def test_a_rule_that_moves_to_another_section_is_the_only_change_of_substance(agreement, data):
    s = data.draw(st.integers(0, len(agreement) - 1))
    t = data.draw(st.integers(0, len(agreement) - 1).filter(lambda other: other != s or len(agreement) == 1))
    new = [list(section) for section in agreement]
    rule = new[s].pop()
    new[t].insert(1, rule)
    found = substantive(compare(numbered(agreement), numbered(new)))
    assert found == ([] if new == [list(section) for section in agreement] else [K.MOVED])


@st.composite
def edited(draw: st.DrawFn) -> tuple[ClauseTree, ClauseTree]:
    """Two trees that share some clauses, in any order and under any parents, some of them edited."""
    count = draw(st.integers(1, 9))
    parents = [draw(st.integers(-1, index - 1)) for index in range(count)]
    old = [Clause(id=f"c{n}", text=words_of(n), label=str(n), parent=parent) for n, parent in enumerate(parents)]
    kept = draw(st.permutations(range(count)))[: draw(st.integers(0, count))]
    new = []
    for place, n in enumerate(kept):
        text = words_of(n).replace(word(n, draw(st.integers(0, 8))), draw(st.sampled_from(["", "anew"])))
        words = " ".join(text.split()) if draw(st.booleans()) else words_of(n)
        new.append(replace(old[n], id=f"d{place}", text=words, parent=draw(st.integers(-1, place - 1))))
    return ClauseTree(clauses=tuple(old)), ClauseTree(clauses=tuple(new))


UNDONE = {K.ADDED: K.REMOVED, K.REMOVED: K.ADDED, K.SPLIT: K.MERGED, K.MERGED: K.SPLIT}


@given(edited())
@settings(max_examples=300)
def test_comparing_in_reverse_undoes_what_was_told(trees):
    """Holds wherever words tell who is whose successor. Where they do not (clauses of two or three words that others
    share) one direction may take for its successor what the other does not; and of several clauses that changed
    places, either may be the one that moved."""
    old, new = trees
    there, back = told(compare(old, new)), told(compare(new, old))
    of_words = (K.ADDED, K.REMOVED, K.SPLIT, K.MERGED)
    assert {kind: there[kind] for kind in of_words} == {kind: back[UNDONE[kind]] for kind in of_words}
    assert there[K.MODIFIED] + there[K.MOVED_MODIFIED] == back[K.MODIFIED] + back[K.MOVED_MODIFIED]


@given(edited())
@settings(max_examples=200)
def test_what_is_told_leads_from_one_version_to_the_other(trees):
    """Old clauses without those removed, and new ones without those added, are as many."""
    old, new = trees
    comparison = compare(old, new)
    gone, came = comparison.counts[K.REMOVED], comparison.counts[K.ADDED]
    for change in comparison.changes:
        gone += len(change.old) - 1 if change.kind is K.MERGED else 0
        came += len(change.new) - 1 if change.kind is K.SPLIT else 0
    assert len(old.clauses) - gone == len(new.clauses) - came == len(comparison.pairs)
