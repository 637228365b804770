"""Reading stays bounded on documents that are far larger, or stranger, than any agreement. Nothing here is timed: the
work that is not linear would not come back before the time limit of every test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.clauses import outline
from watcher.clauses.builder import _DEEPEST
from watcher.extract.text import read_text


def test_a_hundred_thousand_clauses() -> None:
    text = "\n\n".join(f"{n // 100 + 1}.{n % 100 + 1} You pay the fee number {n} at once." for n in range(100_000))
    document = read_text(text)
    tree = outline(document)
    assert len(tree.clauses) >= 99_000
    assert "".join(run.text for run in tree.runs) == document.text


def test_a_clause_of_ten_megabytes() -> None:
    document = read_text("1.1 " + "You pay the fee at once and never again. " * 250_000)
    (clause,) = outline(document).clauses
    assert (clause.label, len(clause.text)) == ("1.1", len(document.text) - 4)


MONSTERS: dict[str, Callable[[int], str]] = {
    "one enumeration": lambda n: "1.1 We may " + " ".join(f"({k % 99 + 1}) do thing {k};" for k in range(n)),
    "labels without an end": lambda n: "\n\n".join("i. something" for _ in range(n)),
    "parents that nobody printed": lambda n: "\n\n".join("1.1.1.1.1.1 deep" for _ in range(n)),
    "levels up and down": lambda n: "\n\n".join("1. A:\n\n(a) b:\n\n(i) c:" for _ in range(n // 3)),
    "bold marks": lambda n: "**a** " * n,
    "marks that never close": lambda n: "** a" * n,
    "brackets that never close": lambda n: "[a " * n,
    "escaped marks": lambda n: r"\*\*a " * n + "**b",
    "nested lists": lambda n: "\n".join(" " * (2 * min(k, 400)) + f"* item {k}" for k in range(n // 10)),
    "contents without an end": lambda n: "\n\n".join([f"Title {k}a" for k in range(n // 2)] * 2),
    "rows of labels": lambda n: "\n".join(f"| {k % 99} | x |" for k in range(n)),
    "bullets that announce": lambda n: "\n".join("* a:" for _ in range(n)),
    "glued clauses": lambda n: "1.1 You pay. " + "1.2 you " * n + "\n\n1.3 We row.",
    "items of clauses": lambda n: "\n\n".join(f"{k % 99}(a)(i) x" for k in range(n)),
    "lines without labels in one block": lambda n: "1. Scope\\\n" + "\\\n".join("You pay." for _ in range(n)),
    "lines in one block": lambda n: "\\\n".join(f"({k % 99 + 1}) x" for k in range(n)),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_monsters_are_read_and_given_back(name: str) -> None:
    document = read_text(MONSTERS[name](20_000))
    tree = outline(document)
    assert "".join(run.text for run in tree.runs) == document.text
    assert max(len(clause.path) for clause in tree.clauses) <= 2 * _DEEPEST
