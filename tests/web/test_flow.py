"""A comparison in the order of the document."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.version import Recorded
from watcher.locale import ENGLISH
from watcher.redline.groups import Order
from watcher.services.review import Review
from watcher.web.departures import Departure, Standings, departures
from watcher.web.flow import AROUND, Passage, What, parts, passages, rows, side_by_side


def clause(name: str, text: str = "Words.", *, label: str = "", **more: str) -> Clause:
    return Clause(
        id=name, label=label or name, path=(label or name,), level=1, lang=more.pop("lang", "en"), text=text, **more
    )


def tree(*clauses: Clause) -> ClauseTree:
    return ClauseTree(clauses=clauses)


def reworded(old: Clause, new: Clause, kind: ChangeKind = ChangeKind.MODIFIED) -> Change:
    spans = (Span(SpanOp.DELETE, old.text), Span(SpanOp.INSERT, new.text))
    return Change(
        id=f"{kind}-{new.id}",
        kind=kind,
        old=(old,),
        new=(new,),
        spans=spans,
        assessment=Assessment(severity=Severity.LOW, reasons=("reworded",)),
    )


def comparison(old: ClauseTree, new: ClauseTree, *changes: Change) -> Comparison:
    kept = {one.id for one in old.clauses}
    pairs = tuple((one.id, one.id) for one in new.clauses if one.id in kept)
    return Comparison(changes=changes, pairs=pairs)


def shown(compared: Comparison, *, only: tuple[Change, ...] | None = None) -> tuple[Departure, ...]:
    recorded = Recorded(
        id="c", agreement_id="a", old=1, new=2, at=datetime(2026, 3, 1, tzinfo=UTC), comparison=compared
    )
    review = Review(recorded=recorded, seen="", entries=())
    chosen = compared if only is None else Comparison(changes=only)
    return departures(review, chosen, Order.DOCUMENT, Standings(review, date(2026, 3, 1)), ENGLISH)


def told(found: list[Passage]) -> list[tuple[str, str]]:
    return [(one.what.value, one.clause.id) for one in found]


def test_a_removed_clause_stands_where_it_stood() -> None:
    old = tree(clause("a"), clause("b"), clause("c"))
    new = tree(clause("a"), clause("c", label="b"))
    gone = Change(id="gone", kind=ChangeKind.REMOVED, old=(old.clauses[1],))
    compared = comparison(old, new, gone)
    assert told(passages(compared, old, new, shown(compared))) == [("same", "a"), ("changed", "b"), ("same", "c")]


def test_what_was_removed_at_the_beginning_comes_first() -> None:
    old, new = tree(clause("a"), clause("b")), tree(clause("b"))
    compared = comparison(old, new, Change(id="gone", kind=ChangeKind.REMOVED, old=(old.clauses[0],)))
    assert told(passages(compared, old, new, shown(compared))) == [("changed", "a"), ("same", "b")]


def test_both_ends_of_a_move_carry_its_number() -> None:
    old = tree(clause("a"), clause("b"), clause("c"))
    new = tree(clause("b"), clause("c"), clause("a"))
    compared = comparison(old, new, reworded(old.clauses[0], new.clauses[2], ChangeKind.MOVED))
    found = passages(compared, old, new, shown(compared))
    assert told(found) == [("left", "a"), ("same", "b"), ("same", "c"), ("changed", "a")]
    arrived = found[-1].departure
    assert arrived is not None
    assert (found[0].move, arrived.move, arrived.came_from) == (1, 1, "a")


def test_a_change_that_was_not_asked_for_keeps_its_place_without_its_words() -> None:
    old, new = tree(clause("a", "Old."), clause("b", "Old.")), tree(clause("a", "New."), clause("b", "New."))
    changes = [reworded(*pair) for pair in zip(old.clauses, new.clauses, strict=True)]
    compared = comparison(old, new, *changes)
    found = passages(compared, old, new, shown(compared, only=(changes[1],)))
    assert told(found) == [("hidden", "a"), ("changed", "b")]


def test_a_clause_that_only_has_another_number_says_its_old_one() -> None:
    old, new = tree(clause("a", label="3")), tree(clause("a", label="4"))
    renumbered = Change(id="r", kind=ChangeKind.RENUMBERED, old=old.clauses, new=new.clauses)
    found = passages(comparison(old, new, renumbered), old, new, ())
    assert [(one.what, one.title, one.was) for one in found] == [(What.SAME, "4", "3")]


@pytest.mark.parametrize("order", ["apart", "in turn"])
def test_clauses_that_say_the_same_in_two_languages_stand_side_by_side(order: str) -> None:
    pairs = [
        (
            clause(f"en{n}", label=str(n), pair=f"zh{n}"),
            clause(f"zh{n}", "条款。", lang="zh", label=str(n), pair=f"en{n}"),
        )
        for n in (1, 2)
    ]
    title = clause("title", "Terms")
    listed = [pairs[0][0], pairs[1][0], pairs[0][1], pairs[1][1]] if order == "apart" else [*pairs[0], *pairs[1]]
    old = new = tree(title, *listed)
    told_rows = side_by_side(passages(comparison(old, new), old, new, ()), ("zh", "en"))
    assert [[one.clause.id if one else "" for one in row] for row in told_rows] == [
        ["", "title"],
        ["zh1", "en1"],
        ["zh2", "en2"],
    ]


def test_of_many_unchanged_clauses_those_nearest_to_a_change_unfold() -> None:
    names = [f"c{number}" for number in range(3 * AROUND)]
    old = tree(*(clause(name) for name in names), clause("end", "Old."))
    new = tree(*(clause(name) for name in names), clause("end", "New."))
    compared = comparison(old, new, reworded(old.clauses[-1], new.clauses[-1]))
    told_rows = rows(passages(compared, old, new, shown(compared)))
    fold, changed = parts(told_rows, whole=False)
    assert (fold.changed, changed.changed) == (False, True)
    assert [row[0].clause.id for row in (*fold.head, *fold.tail) if row[0]] == [*names[:AROUND], *names[-AROUND:]]
    assert (fold.same, fold.between) == (3 * AROUND, AROUND)
    assert parts(told_rows, whole=True)[0].between == 0


def test_no_change_is_lost_where_the_trees_do_not_hold_its_clause() -> None:
    compared = comparison(tree(), tree(), reworded(clause("a", "Old."), clause("a", "New.")))
    assert told(passages(compared, tree(), tree(clause("z")), shown(compared))) == [("same", "z"), ("changed", "")]
