"""Footnotes at the end of a document are no items of its last clause."""

from __future__ import annotations

import pytest

from watcher.clauses import outline
from watcher.domain.clause import Clause
from watcher.extract import read_file


def clauses(*paragraphs: str) -> tuple[Clause, ...]:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html lang=en><body><article><h1>Boats</h1>{body}</article></body></html>"
    return outline(read_file("boats.html", page.encode())).clauses


def call(mark: str) -> str:
    return f'<sup><a href="#n{mark}">{mark}</a></sup>'


@pytest.mark.parametrize(
    ("one", "two"), [("1", "2"), ("[1]", "[2]"), ("(a)", "(b)"), ("†", "‡"), ("[7]", "[8]"), ("3", "1")]
)
def test_called_notes_at_the_end_stand_below_the_document(one: str, two: str) -> None:
    found = clauses(
        f"1. Boats{call(one)} are hired at the quay.",
        f"2. Oars are free of any charge.{call(two)}",
        f"<sup>{one}</sup> Those of wood.",
        f"{two} In May and June.",
    )
    assert [(c.prefix, c.text, c.parent) for c in found[3:]] == [
        (one, "Those of wood.", 0),
        (two, "In May and June.", 0),
    ]


def test_a_note_with_a_star_stands_beside_the_others() -> None:
    found = clauses(f"1. Boats{call('1')} are hired<sup>*</sup> at the quay.", "1 Those of wood.", "* Not at noon.")
    assert [(c.prefix, c.text, c.parent) for c in found[2:]] == [("1", "Those of wood.", 0), ("*", "Not at noon.", 0)]


@pytest.mark.parametrize(
    "reference",
    [
        'as <a href="#c2">2</a> says',
        'as § <a href="#c2">2</a> says',
        'as §<a href="#c2">2</a> says',
        'as Art.<a href="#c2">2</a> says',
        'as above (<a href="#c2">2</a>)',
        '按照第<a href="#c2">2</a>条的规定',
    ],
)
def test_a_link_to_a_clause_calls_no_note(reference: str) -> None:
    found = clauses(f"1. Whoever rows pays {reference}.", "2. Whoever pays may row on the lake.")
    assert [(c.label, c.text) for c in found[2:]] == [("2", "Whoever pays may row on the lake.")]


def test_items_that_nothing_calls_stay_items() -> None:
    found = clauses(f"1. Boats{call('9')} are hired out:", "(1) those of wood;", "(2) those of tin.")
    assert [(c.label, c.parent) for c in found[1:]] == [("1", 0), ("(1)", 1), ("(2)", 1)]
