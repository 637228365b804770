"""Large and hostile trees: compared in bounded time and space. The limits of the test run itself are the watch."""

from __future__ import annotations

from watcher.diff import compare
from watcher.domain.change import ChangeKind
from watcher.domain.clause import Clause, ClauseTree


def flat(texts: list[str]) -> ClauseTree:
    return ClauseTree(
        clauses=tuple(Clause(id=f"c{n}", label=str(n), prefix=f"{n}.", text=text) for n, text in enumerate(texts, 1))
    )


def rule(number: int) -> str:
    return (
        f"Member {number * 7919 % 10007} pays item {number * 104729 % 9973} within {number % 89} days of day {number}."
    )


def test_many_equal_clauses():
    comparison = compare(flat(["Reserved."] * 5_000), flat(["Reserved."] * 4_990))
    assert comparison.counts[ChangeKind.REMOVED] == 10


def test_many_clauses_in_reverse_order():
    texts = [rule(number) for number in range(3000)]
    comparison = compare(flat(texts), flat(texts[::-1]))
    assert comparison.counts[ChangeKind.ADDED] == comparison.counts[ChangeKind.REMOVED] == 0


def test_many_clauses_that_are_nearly_alike_and_were_all_edited():
    old = [rule(number) for number in range(3000)]
    comparison = compare(flat(old), flat([text.replace("pays", "owes") for text in old]))
    assert comparison.counts[ChangeKind.MODIFIED] == 3000


def test_two_documents_that_have_nothing_in_common():
    old = [" ".join(f"w{number * 31 + k}" for k in range(60)) for number in range(1500)]
    new = [" ".join(f"v{number * 31 + k}" for k in range(60)) for number in range(1500)]
    comparison = compare(flat(old), flat(new))
    assert comparison.counts[ChangeKind.ADDED] == comparison.counts[ChangeKind.REMOVED] == 1500


def test_one_clause_of_megabytes():
    text = " ".join(rule(number) for number in range(16_000))
    (change,) = compare(flat([text]), flat([text.replace("of day 8000.", "of day 8001.")])).changes
    assert [span.text for span in change.spans if span.op != "equal"] == ["8000", "8001"]


def test_signs_that_nearly_are_an_address_cost_no_more_than_their_number():
    for text in ("a." * 50_000, "a@" * 20_000, "1." * 50_000, "(" * 50_000, "a at b dot " * 8_000):
        compare(flat([text]), flat([text + "x"]))


def test_a_very_deep_tree():
    def deep(last: str) -> ClauseTree:
        clauses = [Clause(id=f"c{n}", label=f"({n})", text=f"level {n}", parent=n - 1, level=n) for n in range(5000)]
        return ClauseTree(clauses=(*clauses, Clause(id="last", text=last, parent=4999, level=5000)))

    assert len(compare(deep("the very bottom of it"), deep("the very bottom of all")).changes) == 1
