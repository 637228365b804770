"""A long text is shown around its changes."""

from __future__ import annotations

import pytest

from watcher.domain.change import Span, SpanOp
from watcher.notify.excerpt import excerpt, head

FAR = "words far away from any change " * 40


def marked(spans) -> str:
    marks = {SpanOp.EQUAL: "{}", SpanOp.DELETE: "[-{}-]", SpanOp.INSERT: "{{+{}+}}"}
    return "".join(marks[span.op].format(span.text) for span in spans)


def test_a_short_text_is_shown_whole():
    spans = (Span(SpanOp.EQUAL, "within "), Span(SpanOp.DELETE, "10"), Span(SpanOp.EQUAL, " days"))
    assert excerpt(spans, 300) == spans


def test_far_words_are_left_out_on_both_sides_and_between_changes():
    spans = (
        Span(SpanOp.EQUAL, FAR + "within "),
        Span(SpanOp.DELETE, "10"),
        Span(SpanOp.INSERT, "5"),
        Span(SpanOp.EQUAL, " days " + FAR + "for "),
        Span(SpanOp.INSERT, "free"),
        Span(SpanOp.EQUAL, " and " + FAR),
    )
    shown = marked(excerpt(spans, 3_000))
    assert shown.startswith("… ") and shown.endswith(" …")
    assert "within [-10-]{+5+} days " in shown
    assert "for {+free+} and " in shown
    assert shown.count("…") == 3
    assert len(shown) < 700


def test_a_deletion_is_never_shown_without_what_replaces_it():
    spans = (Span(SpanOp.DELETE, "old " * 500), Span(SpanOp.INSERT, "new " * 500), Span(SpanOp.EQUAL, FAR))
    shown = excerpt(spans, 300)
    assert [span.op for span in shown[:2]] == [SpanOp.DELETE, SpanOp.INSERT]
    assert sum(len(span.text) for span in shown) < 600


def test_what_does_not_fit_ends_in_an_ellipsis():
    spans = [Span(op, text) for _ in range(500) for op, text in ((SpanOp.EQUAL, "and "), (SpanOp.INSERT, "more "))]
    shown = excerpt(spans, 300)
    assert shown[-1] == Span(SpanOp.EQUAL, " …")
    assert len(shown) < 100


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("a few words too many", 12, "a few words …"),
        ("x" * 50, 10, "x" * 10 + " …"),
        ("一二三四五六七八九十", 4, "一二三四 …"),
    ],
)
def test_a_text_is_cut_at_a_blank_where_there_is_one(text, limit, expected):
    assert head(text, limit) == expected
