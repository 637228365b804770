from __future__ import annotations

import json

from watcher.domain.change import Comparison, SchemeChange
from watcher.domain.clause import Clause, ClauseTree
from watcher.redline import clauses_json, diff_json


def test_a_comparison_is_watcher_diff_1_field_for_field(every_kind: Comparison) -> None:
    told = diff_json(every_kind, old_sha256="aa", new_sha256="bb")
    assert list(told) == ["schema", "old", "new", "severity", "summary", "changes"]
    assert told["old"] == {"title": "Ferry Terms", "sha256": "aa"}
    assert told["summary"] == {
        "added": 1, "removed": 1, "modified": 1, "moved": 1, "moved_modified": 0, "split": 1, "merged": 1,
        "renumbered": 37, "emphasis": 0, "link": 0, "scheme": None,
    }  # fmt: skip
    assert told["changes"][2] == {
        "id": "mod",
        "kind": "modified",
        "severity": "high",
        "old": {"label": "3", "path": ["3"], "heading": "Fares", "text": "Told 10 days before."},
        "new": {"label": "3", "path": ["3"], "heading": "Fares and tolls", "text": "Told 5 days before."},
        "spans": [["equal", "Told "], ["delete", "10"], ["insert", "5"], ["equal", " days before."]],
        "heading_spans": [["equal", "Fares"], ["insert", " and tolls"]],
        "categories": ["notice"],
        "inherited": ["fees"],
        "facts": [{"type": "duration", "role": "notice", "old": "10 days", "new": "5 days"}],
        "reasons": ["notice shortened from 10 to 5 days"],
        "notes": ["clause 9 is now clause 8"],
    }
    assert json.loads(json.dumps(told)) == told


def test_sides_that_are_not_there_are_left_out_and_several_are_a_list(every_kind: Comparison) -> None:
    added, removed, _, _, split, merged, *_ = diff_json(every_kind)["changes"]
    assert "old" not in added
    assert "new" not in removed
    assert [side["text"] for side in split["new"]] == ["Dogs swim.", "Cats sail."]
    assert split["old"]["text"] == "Dogs swim. Cats sail."
    assert [side["label"] for side in merged["old"]] == ["8", "9"]
    assert merged["new"]["label"] == "8"


def test_a_change_of_scheme_stands_in_the_summary() -> None:
    told = diff_json(Comparison(scheme=SchemeChange("(1)", "(a)")))
    assert told["summary"]["scheme"] == {"old": "(1)", "new": "(a)"}
    assert told["severity"] == "none"


def test_a_tree_is_watcher_clauses_1_field_for_field() -> None:
    tree = ClauseTree(
        title="Ferry Terms",
        languages=("en",),
        clauses=(
            Clause(id="t", heading="Ferry Terms", lang="en"),
            Clause(id="a", label="2", path=("2",), level=1, heading="Fares", text="Pay.", lang="en", parent=0),
        ),
    )
    told = clauses_json(tree, {"a": (("fees",), ("notice",))})
    assert told == {
        "schema": "watcher.clauses/1",
        "title": "Ferry Terms",
        "languages": ["en"],
        "clauses": [
            {
                "id": "t", "label": "", "path": [], "level": 0, "heading": "Ferry Terms", "text": "", "lang": "en",
                "categories": [], "inherited": [],
            },
            {
                "id": "a", "label": "2", "path": ["2"], "level": 1, "heading": "Fares", "text": "Pay.", "lang": "en",
                "categories": ["fees"], "inherited": ["notice"],
            },
        ],
    }  # fmt: skip
