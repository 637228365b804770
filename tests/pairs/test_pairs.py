"""Before and after, and what is right to say of it: one small file a pair, in ``tests/pairs/*.txt``.

    What the pair shows, in one line.
    --- old                    (``--- old html`` for a page)
    1. Fees are due in 10 days.
    --- new
    1. Fees are due in 5 days.
    --- told
    modified 1 → 1
      - 10
      + 5

A change is named by its kind and the labels of its clauses; a clause without a label by the first four words of its
heading or text, in quotes. Below it stand the words that were deleted and inserted (those of a heading behind ``#``)
and, behind ``!``, words that its notes must say. ``scheme (1) → (a)`` is the one fact on the whole agreement.
``nothing`` is told where nothing changed. A file whose first line begins with "WRONG:" is a pair that we still fail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from watcher.clauses import outline
from watcher.diff import compare
from watcher.domain.change import Change, Comparison, Span, SpanOp
from watcher.domain.clause import Clause, ClauseTree
from watcher.extract.reader import read_file

SHAPE = re.compile(r"(.+?)\n--- old( html)?\n(.*?)\n--- new( html)?\n(.*?)\n--- told\n(.*)", re.DOTALL)
FILES = sorted(Path(__file__).parent.glob("*.txt"))


@dataclass(frozen=True)
class Pair:
    shows: str
    old: ClauseTree
    new: ClauseTree
    told: list[str]
    notes: list[str]


def read(path: Path) -> Pair:
    shows, old_kind, old, new_kind, new, told = SHAPE.fullmatch(path.read_text(encoding="utf-8")).groups()
    lines = [line.rstrip() for line in told.splitlines() if line.strip()]
    return Pair(
        shows=shows,
        old=tree(old, html=bool(old_kind)),
        new=tree(new, html=bool(new_kind)),
        told=[line for line in lines if not line.lstrip().startswith("!")],
        notes=[line.lstrip()[1:].strip() for line in lines if line.lstrip().startswith("!")],
    )


def tree(text: str, *, html: bool) -> ClauseTree:
    return outline(read_file("page.html" if html else "text.md", text.encode()))


def named(clauses: tuple[Clause, ...]) -> str:
    return " + ".join(
        clause.label or f'"{" ".join((clause.heading or clause.text).split()[:4])}"' for clause in clauses
    )


def marked(spans: tuple[Span, ...], prefix: str = "") -> list[str]:
    signs = {SpanOp.DELETE: "-", SpanOp.INSERT: "+"}
    words = [(signs[span.op], " ".join(span.text.split())) for span in spans if span.op in signs and not span.cosmetic]
    return [f"  {prefix}{sign} {said}" for sign, said in words if said]


def lines_of(change: Change) -> list[str]:
    old, new = named(change.old), named(change.new)
    arrow = f"{old} → {new}" if old and new else old or new
    return [f"{change.kind} {arrow}", *marked(change.heading_spans, "# "), *marked(change.spans)]


def told(comparison: Comparison) -> list[str]:
    lines = [line for change in comparison.changes for line in lines_of(change)]
    if comparison.scheme:
        lines.append(f"scheme {comparison.scheme.old} → {comparison.scheme.new}")
    return lines or ["nothing"]


def parameter(path: Path) -> object:
    wrong = path.read_text(encoding="utf-8").startswith("WRONG:")
    marks = [pytest.mark.xfail(strict=True, reason=path.read_text(encoding="utf-8").split("\n", 1)[0])] if wrong else []
    return pytest.param(path, id=path.stem, marks=marks)


@pytest.mark.parametrize("path", [parameter(path) for path in FILES])
def test_what_is_told_of_a_pair(path: Path) -> None:
    pair = read(path)
    comparison = compare(pair.old, pair.new)
    assert told(comparison) == pair.told
    said = " ".join(note for change in comparison.changes for note in change.notes)
    assert [note for note in pair.notes if note not in said] == []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_a_text_against_itself_is_nothing(path: Path) -> None:
    pair = read(path)
    assert compare(pair.new, pair.new).changes == ()


def test_there_are_enough_pairs() -> None:
    assert len(FILES) >= 60
