from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.change import Change, ChangeKind, Comparison, SchemeChange
from watcher.domain.clause import Clause
from watcher.redline import DISCLAIMER, STYLES, Layout, Marks, Order, to_segments, to_text
from watcher.redline.visible import visible

Build = Callable[..., Comparison]


def test_a_redline_on_paper(one_word: Build) -> None:
    assert to_text(one_word("Told ", "10", "5", " days before.")) == (
        "Ferry Terms\n1 modified\n\n[LOW] 1 modified\n  ! something weighs\n    Told [-10-]{+5+} days before.\n\n"
        f"{DISCLAIMER}\n"
    )


def test_renumbering_is_one_line(every_kind: Comparison) -> None:
    text = to_text(every_kind, width=0)
    assert "37 clauses renumbered: 20 → 21; 21 → 22; 22 → 23; 23 → 24; 24 → 25; 25 → 26; …\n" in text
    assert text.count("renumbered") == 1


def test_a_change_of_scheme_is_one_line_instead_of_renumbering(every_kind: Comparison) -> None:
    other = Comparison(changes=every_kind.changes, scheme=SchemeChange("(1)", "(a)"))
    text = to_text(other, width=0)
    assert "numbered by another scheme: (1) → (a)\n" in text
    assert "renumbered" not in text


def test_both_ends_of_a_move_are_named(every_kind: Comparison) -> None:
    assert "[LOW] 4 → 6 > 7 moved" in to_text(every_kind)


@pytest.mark.parametrize(
    ("order", "first"), [(Order.SEVERITY, "[HIGH] 3 modified"), (Order.DOCUMENT, "[NONE] 1 added")]
)
def test_changes_stand_by_severity_or_as_in_the_document(every_kind: Comparison, order: Order, first: str) -> None:
    text = to_text(every_kind, layout=Layout(order=order))
    assert text.index(first) == text.index("[")


def test_what_is_beyond_the_limit_is_counted(every_kind: Comparison) -> None:
    text = to_text(every_kind, layout=Layout(limit=2))
    assert "and 4 more\n" in text
    assert text.count("\n[") == 2


def test_long_unchanged_stretches_are_shortened_around_the_change(one_word: Build) -> None:
    text = to_text(one_word("wave " * 300, "10", "5", " tide" * 300), layout=Layout(context=20), width=0)
    assert "    …wave wave wave wave [-10-]{+5+} tide tide tide tide…\n" in text


def test_nothing_is_shortened_without_a_context(one_word: Build) -> None:
    text = to_text(one_word("wave " * 300, "10", "5", "!"), layout=Layout(context=None), width=0)
    assert text.count("wave") == 300


def test_a_long_added_text_is_cut_where_asked() -> None:
    clause = Clause(id="c", label="1", path=("1",), text="x" * 5000)
    comparison = Comparison(changes=(Change(id="a", kind=ChangeKind.ADDED, new=(clause,)),))
    assert f"{{+{'x' * 30}+}}… (4,970 more characters)" in to_text(comparison, layout=Layout(longest=30), width=0)


def test_the_signs_are_the_callers_choice(one_word: Build) -> None:
    text = to_text(one_word("a ", "b", "c", "."), marks=Marks(delete=("<<", ">>"), insert=("((", "))")))
    assert "a <<b>>((c))." in text


def test_no_changes_say_so_and_claim_no_classification() -> None:
    assert to_text(Comparison(new_title="Ferry Terms")) == "Ferry Terms\nno changes\n"


@pytest.mark.parametrize("width", [24, 40, 100])
def test_lines_stay_within_the_width(one_word: Build, width: int) -> None:
    comparison = one_word("Boats leave at dawn 船在黎明出发，乘客须提前到达码头。" * 6, "10", "5", " " + "z" * 90)
    for line in to_text(comparison, width=width).splitlines():
        assert sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line.rstrip()) <= width


def test_every_segment_has_a_known_style(every_kind: Comparison) -> None:
    assert {style for style, _ in to_segments(every_kind)} <= set(STYLES)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\rb", "a␍b"),
        ("\x9b31m", "‹U+009B›31m"),
        ("\u202egnp.exe", "‹U+202E›gnp.exe"),
        ("\u2066x\u2069", "‹U+2066›x‹U+2069›"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\ud800", "�"),
    ],
)
def test_what_would_steer_a_terminal_is_shown(one_word: Build, hostile: str, shown: str) -> None:
    text = to_text(one_word(f"{hostile} ", hostile, "", ""))
    assert hostile not in text
    assert f"    {shown} [-{shown}-]\n" in text


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    assert not [char for char in visible(text) if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"]
