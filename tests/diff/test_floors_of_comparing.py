"""Floors for what comparing reaches on the shared cases of known edits. They are only ever raised."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from watcher.clauses import outline
from watcher.diff import compare
from watcher.domain.change import Change, ChangeKind
from watcher.domain.clause import Clause
from watcher.extract.text import read_text

pytestmark = pytest.mark.corpus

FLOORS = {
    "f1": 0.998,
    "strict_f1": 0.996,
    "kind_accuracy": 0.996,
    "renumber_recall": 0.998,
    "renumber_precision": 0.988,
}


@pytest.fixture(scope="module")
def scorer(corpus: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location("score_changes", corpus.parent / "tools" / "score_changes.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def printed(clause: Clause) -> dict[str, Any]:
    return {"label": clause.label, "path": list(clause.path), "heading": clause.heading, "text": clause.text}


def as_json(change: Change) -> dict[str, Any]:
    found: dict[str, Any] = {"id": change.id, "kind": change.kind.value}
    for side, clauses, several in (("old", change.old, ChangeKind.MERGED), ("new", change.new, ChangeKind.SPLIT)):
        if clauses:
            found[side] = [printed(c) for c in clauses] if change.kind is several else printed(clauses[0])
    for field, spans in (("spans", change.spans), ("heading_spans", change.heading_spans)):
        if spans:
            found[field] = [[span.op.value, span.text] for span in spans]
    return found


def test_the_cases_of_known_edits(corpus, scorer):
    rows: Counter[str] = Counter()
    good = total = 0
    cases = sorted(case for case in (corpus / "changes").iterdir() if (case / "truth.json").exists())
    for case in cases:
        old, new = (outline(read_text((case / name).read_text(encoding="utf-8"))) for name in ("old.txt", "new.txt"))
        changes = [as_json(change) for change in compare(old, new).changes]
        rows.update(scorer.score(json.loads((case / "truth.json").read_text(encoding="utf-8")), changes)[0])
        lossless = scorer.lossless(changes)
        good, total = good + lossless[0], total + lossless[1]
    reached = scorer.summary(rows, len(cases))
    assert {name: reached[name] for name in FLOORS if reached[name] < FLOORS[name]} == {}
    assert reached["false_per_doc"] <= 0.01
    assert 0.98 <= reached["economy"] <= 1.02
    assert good == total > 0
