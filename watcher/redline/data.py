"""The JSON of comparisons and of clause trees: ``watcher.diff/1`` and ``watcher.clauses/1``."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause, ClauseTree

Json = dict[str, Any]


def diff_json(comparison: Comparison, *, old_sha256: str = "", new_sha256: str = "") -> Json:
    """A comparison as ``watcher.diff/1``. Texts are as they are in the clauses: whoever prints them escapes them."""
    scheme = comparison.scheme
    return {
        "schema": "watcher.diff/1",
        "old": {"title": comparison.old_title, "sha256": old_sha256},
        "new": {"title": comparison.new_title, "sha256": new_sha256},
        "severity": comparison.severity.value,
        "summary": {
            **{kind.value: comparison.counts[kind] for kind in ChangeKind},
            "scheme": {"old": scheme.old, "new": scheme.new} if scheme else None,
        },
        "changes": [_change(change) for change in comparison.changes],
    }


def clauses_json(tree: ClauseTree, categories: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> Json:
    """A clause tree as ``watcher.clauses/1``; ``categories`` maps a clause's id to its own and inherited ones."""
    return {
        "schema": "watcher.clauses/1",
        "title": tree.title,
        "languages": list(tree.languages),
        "clauses": [_listed(clause, *categories.get(clause.id, ((), ()))) for clause in tree.clauses],
    }


def _listed(clause: Clause, own: tuple[str, ...], inherited: tuple[str, ...]) -> Json:
    return {
        "id": clause.id,
        "label": clause.label,
        "path": list(clause.path),
        "level": clause.level,
        "heading": clause.heading,
        "text": clause.text,
        "lang": clause.lang,
        "categories": list(own),
        "inherited": list(inherited),
    }


def _change(change: Change) -> Json:
    assessment = change.assessment
    found: Json = {"id": change.id, "kind": change.kind.value, "severity": assessment.severity.value}
    if change.old:
        found["old"] = _side(change.old, several=change.kind is ChangeKind.MERGED)
    if change.new:
        found["new"] = _side(change.new, several=change.kind is ChangeKind.SPLIT)
    if change.spans:
        found["spans"] = _spans(change.spans)
    if change.heading_spans:
        found["heading_spans"] = _spans(change.heading_spans)
    found["categories"] = list(assessment.categories)
    found["inherited"] = list(assessment.inherited)
    found["facts"] = [
        {"type": fact.type.value, "role": fact.role, "old": fact.old, "new": fact.new} for fact in assessment.facts
    ]
    found["reasons"] = list(assessment.reasons)
    if change.notes:
        found["notes"] = list(change.notes)
    return found


def _side(clauses: tuple[Clause, ...], *, several: bool) -> Json | list[Json]:
    told = [
        {"label": clause.label, "path": list(clause.path), "heading": clause.heading, "text": clause.text}
        for clause in clauses
    ]
    return told if several else told[0]


def _spans(spans: tuple[Span, ...]) -> list[list[str]]:
    """As the format has them: between two equal spans at most one that is deleted, then one that is inserted."""
    found: list[list[str]] = []
    for equal, run in groupby(spans, lambda span: span.op is SpanOp.EQUAL):
        texts = dict.fromkeys((SpanOp.EQUAL,) if equal else (SpanOp.DELETE, SpanOp.INSERT), "")
        for span in run:
            texts[span.op] += span.text
        found += [[op.value, text] for op, text in texts.items() if text]
    return found
