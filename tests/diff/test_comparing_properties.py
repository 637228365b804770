"""What holds for any two trees."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.diff import compare, fingerprint, inherit_ids
from watcher.diff.wording import spans_between
from watcher.domain.change import ChangeKind
from watcher.domain.clause import Clause, ClauseTree

SAID = "the member shall not pay fees within ten 10 days of Section 2 3.1 notice, access. 会 员 应 (a) “x” – é"
WORDS = SAID.split()
sentences = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
anything = st.text(st.sampled_from("ab é\u0301…½ﬁ\u00ad“”—1.,한中国\n'()-*•\u200b"), max_size=30)


@st.composite
def trees(draw: st.DrawFn, text: st.SearchStrategy[str] = sentences) -> ClauseTree:
    clauses: list[Clause] = []
    for index in range(draw(st.integers(0, 9))):
        parent = draw(st.integers(-1, index - 1))
        label = draw(st.sampled_from(["", "1", "2", "3.1", "(a)", "(b)"]))
        heading = draw(st.sampled_from(["", "Fees", "Scope of use"]))
        level = clauses[parent].level + 1 if parent >= 0 else 0
        clauses.append(
            Clause(
                id=f"c{index}", label=label, prefix=label, heading=heading, text=draw(text), parent=parent, level=level
            )
        )
    return ClauseTree(clauses=tuple(clauses))


def shape(comparison):
    return Counter((change.kind, len(change.old), len(change.new)) for change in comparison.changes)


@given(trees())
def test_a_tree_does_not_differ_from_itself(tree):
    comparison = compare(tree, tree)
    assert comparison.changes == ()
    assert comparison.pairs == tuple((clause.id, clause.id) for clause in tree.clauses)


@given(trees(), trees())
@settings(max_examples=300)
def test_equal_fingerprints_are_no_change_and_no_change_is_equal_fingerprints(old, new):
    assert (fingerprint(old) == fingerprint(new)) == (not compare(old, new).changes)


def nested(clauses: Sequence[Clause], draw: Callable[[st.SearchStrategy[int]], int]) -> ClauseTree:
    """The clauses in their order as a tree that can be printed: each under the one before it, or what that is under."""
    found: list[Clause] = []
    open_above = [-1]
    for index, clause in enumerate(clauses):
        del open_above[draw(st.integers(1, len(open_above))) :]
        found.append(replace(clause, parent=open_above[-1]))
        open_above.append(index)
    return ClauseTree(clauses=tuple(found))


@given(trees(), st.data())
@settings(max_examples=300)
def test_what_changed_places_is_told(tree, data):
    old = nested(tree.clauses, data.draw)
    new = nested(data.draw(st.permutations(old.clauses)), data.draw)
    assert (fingerprint(old) == fingerprint(new)) == (not compare(old, new).changes)


@given(trees(), trees())
@settings(max_examples=200)
def test_comparing_is_the_same_every_time(old, new):
    assert compare(old, new) == compare(old, new)


@given(trees(), trees())
@settings(max_examples=300)
def test_every_clause_is_accounted_for_once(old, new):
    comparison = compare(old, new)
    succeeded = [pair[0] for pair in comparison.pairs]
    preceded = [pair[1] for pair in comparison.pairs]
    assert len(set(succeeded)) == len(succeeded)
    assert len(set(preceded)) == len(preceded)
    removed = {c.id for change in comparison.changes if change.kind is ChangeKind.REMOVED for c in change.old}
    added = {c.id for change in comparison.changes if change.kind is ChangeKind.ADDED for c in change.new}
    assert not removed & set(succeeded)
    assert not added & set(preceded)
    assert len({change.id for change in comparison.changes}) == len(comparison.changes)


@given(
    trees(st.lists(st.sampled_from([*"abcdefghijklmnop"]), min_size=6, max_size=9, unique=True).map(" ".join)),
    st.data(),
)
def test_in_reverse_added_and_removed_change_places(tree, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(tree.clauses), max_size=len(tree.clauses)))
    clauses = tuple(replace(clause, parent=-1) for clause, keep in zip(tree.clauses, kept, strict=True) if keep)
    fewer = ClauseTree(clauses=clauses)
    there, back = compare(tree, fewer).counts, compare(fewer, tree).counts
    assert there[ChangeKind.REMOVED] == back[ChangeKind.ADDED]
    assert there[ChangeKind.ADDED] == back[ChangeKind.REMOVED]


@given(trees(), trees())
@settings(max_examples=200)
def test_spans_lose_nothing(old, new):
    for change in compare(old, new).changes:
        if len(change.old) != 1 or len(change.new) != 1:
            continue
        for field, spans in (("text", change.spans), ("heading", change.heading_spans)):
            before, after = getattr(change.old[0], field), getattr(change.new[0], field)
            assert bool(spans) == (before != after)
            if spans:
                assert "".join(span.text for span in spans if span.op != "insert") == before
                assert "".join(span.text for span in spans if span.op != "delete") == after


@given(anything, anything)
@settings(max_examples=500)
def test_spans_of_any_two_texts_lose_nothing(old, new):
    spans = spans_between(old, new)
    assert "".join(span.text for span in spans if span.op != "insert") == old
    assert "".join(span.text for span in spans if span.op != "delete") == new
    assert all((a.op, a.cosmetic) != (b.op, b.cosmetic) for a, b in itertools.pairwise(spans))


@given(trees(st.lists(st.sampled_from(["pay", "fees", "keep", "quiet"]), max_size=6).map(" ".join)))
def test_renumbering_alone_gives_nothing_but_renumbered(tree):
    renamed = {"1": "2", "2": "3", "3.1": "4.1", "(a)": "(b)", "(b)": "(c)"}
    clauses = [replace(c, label=renamed.get(c.label, ""), prefix=renamed.get(c.label, "")) for c in tree.clauses]
    comparison = compare(tree, replace(tree, clauses=tuple(clauses)))
    assert {change.kind for change in comparison.changes} <= {ChangeKind.RENUMBERED}
    assert len(comparison.changes) == sum(1 for clause in tree.clauses if clause.label)


@given(trees(), trees())
@settings(max_examples=200)
def test_inherited_ids_are_unique_and_those_of_the_predecessors(old, new):
    inherited, comparison = inherit_ids(new, compare(old, new))
    ids = [clause.id for clause in inherited.clauses]
    assert len(set(ids)) == len(ids)
    assert all(a == b for a, b in comparison.pairs)
    assert {clause.id for change in comparison.changes for clause in change.new} <= set(ids)
