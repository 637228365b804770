"""Small agreements and the changes between them, built by hand."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause, ClauseTree
from watcher.significance import assess

TOKEN = re.compile(r"[㐀-鿿]|\w+|\s+|.", re.DOTALL)
Assess = Callable[..., Assessment]


def spans(old: str, new: str) -> tuple[Span, ...]:
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    found = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Span(SpanOp.EQUAL, "".join(was[a:b])))
            continue
        if a < b:
            found.append(Span(SpanOp.DELETE, "".join(was[a:b])))
        if c < d:
            found.append(Span(SpanOp.INSERT, "".join(now[c:d])))
    return tuple(found)


def tree(*clauses: Clause) -> ClauseTree:
    return ClauseTree(clauses=(Clause(id="title", heading="Agreement", lang="en"), *clauses), title="Agreement")


@pytest.fixture
def assessed() -> Assess:
    """Assesses one change of wording: ``assessed(old, new, heading=…, above=…)``; None for a side that is not there."""

    def run(old: str | None, new: str | None, *, heading: str = "", above: str = "", **kept: object) -> Assessment:
        parent = Clause(id="p", label="1", path=("1",), level=1, heading=above, parent=0)
        sides = [
            ()
            if text is None
            else (Clause(id="c", label="1.1", path=("1", "1.1"), level=2, heading=heading, text=text, parent=1),)
            for text in (old, new)
        ]
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.MODIFIED
        both = spans(old, new) if old is not None and new is not None else ()
        change = Change(id="x", kind=kind, old=sides[0], new=sides[1], spans=both)
        result = assess(Comparison(changes=(change,)), tree(parent, *sides[0]), tree(parent, *sides[1]), **kept)
        return result.changes[0].assessment

    return run
