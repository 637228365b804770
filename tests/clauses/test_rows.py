"""Tables whose first column holds the labels of clauses."""

from __future__ import annotations

import pytest

from watcher.clauses import outline
from watcher.domain.agreement import Cut
from watcher.domain.clause import ClauseTree
from watcher.extract import read_file
from watcher.extract.text import read_text


def markdown(*rows: str) -> ClauseTree:
    return outline(read_text("\n".join(f"| {row} |" for row in rows)))


def html(*rows: tuple[str, ...]) -> ClauseTree:
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    body = f"<html><body><h1>Terms</h1><table>{table}</table></body></html>"
    return outline(read_file("terms.html", body.encode(), Cut()))


def said(tree: ClauseTree) -> list[tuple[str, str, str]]:
    return [("/".join(clause.path), clause.heading, clause.text) for clause in tree.clauses if clause.level]


CLAUSES = [
    ("1", "Scope", ""),
    ("1/1.1", "", "These terms hold for everybody."),
    ("1/1.2", "", "You shall:"),
    ("1/1.2/(a)", "", "pay the fee;"),
    ("1/1.2/(b)", "", "leave the boat."),
    ("2", "Fees", ""),
    ("2/2.1", "", "They are due at once."),
]
ROWS = [
    ("1", "Scope"),
    ("1.1", "These terms hold for everybody."),
    ("1.2", "You shall:"),
    ("(a)", "pay the fee;"),
    ("(b)", "leave the boat."),
    ("2", "Fees"),
    ("2.1", "They are due at once."),
]


def test_rows_become_clauses_in_a_page() -> None:
    assert said(html(*ROWS)) == CLAUSES


def test_rows_become_clauses_in_markdown() -> None:
    assert said(markdown(*(" | ".join(row) for row in ROWS))) == CLAUSES


def test_a_row_without_a_label_goes_on_with_the_clause_before_it() -> None:
    found = html(("1.1", "They hold."), ("", "They hold at once."), ("1.2", "They end."), ("1.3", "They began."))
    assert said(found)[0] == ("1/1.1", "", "They hold.\nThey hold at once.")


def test_one_such_table_is_enough_for_a_shorter_one_to_be_one_too() -> None:
    body = (
        b"<html><body><h1>Terms</h1><h2>Boats</h2><table><tr><td>1</td><td>They row.</td></tr><tr><td>2</td>"
        b"<td>They sail.</td></tr><tr><td>3</td><td>They rest.</td></tr></table><h2>Oars</h2>"
        b"<table><tr><td>1</td><td>They float.</td></tr></table></body></html>"
    )
    assert said(outline(read_file("terms.html", body, Cut())))[-1] == ("Oars/1", "", "They float.")


def test_two_rows_are_enough_where_the_labels_are_dressed() -> None:
    assert [path for path, _, _ in said(html(("1.", "They hold."), ("2.", "They end.")))] == ["1", "2"]


def test_the_head_of_such_a_table_stays_a_row() -> None:
    found = html(("No.", "Clause"), ("1.", "They hold."), ("2.", "They end."), ("3.", "They began."))
    assert said(found)[0] == ("", "", "No. | Clause")
    assert [path for path, _, _ in said(found)] == ["", "1", "2", "3"]


def test_a_label_with_its_title_in_the_first_cell_labels_the_row() -> None:
    found = html(("1. Scope", "They hold."), ("2. Fees", "They are due."), ("3. Law", "It is ours."))
    assert said(found) == [
        ("1", "", "Scope | They hold."),
        ("2", "", "Fees | They are due."),
        ("3", "", "Law | It is ours."),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("Fee", "Due"), ("5", "monthly"), ("12", "yearly"), ("30", "once")],
        [("1.5", "for boats"), ("2.5", "for oars"), ("9.5", "for both")],
        [("Plan", "A", "B"), ("Boats", "1", "2"), ("Oars", "2", "4")],
        [("12 months", "two boats"), ("24 months", "four boats"), ("36 months", "six boats")],
        [("1", "one row of two"), ("2", "is any table")],
    ],
)
def test_a_table_of_facts_stays_one(rows: list[tuple[str, ...]]) -> None:
    assert [clause.label for clause in html(*rows).clauses if clause.label] == []


def test_rows_are_given_back_as_they_are_printed() -> None:
    document = read_text("\n".join(f"| {' | '.join(row)} |" for row in [*ROWS, ("", "They are paid.")]))
    assert "".join(run.text for run in outline(document).runs) == document.text


def test_rows_stand_below_the_title_of_an_item() -> None:
    found = outline(read_text("（二）费用\n\n船 | 每天十元\n\n桨 | 每天一元\n\n（三）其他\n\n无。"))
    assert said(found) == [
        ("（二）", "费用", ""),
        ("（二）", "", "船 | 每天十元"),
        ("（二）", "", "桨 | 每天一元"),
        ("（三）", "其他", "无。"),
    ]


def test_letters_that_tick_or_grade_are_no_labels() -> None:
    tree = markdown("x | a | b", "y | a | b", "x | c | d", "Backup | – | x")
    assert not any(clause.label for clause in tree.clauses)
    assert tree.warnings == ()


def test_a_list_behind_a_table_stands_beside_its_rows() -> None:
    tree = outline(
        read_text("# Plans\n\n| Plan | Price |\n|---|---|\n| Basic | free |\n\n1. You pay.\n\n2. We bill.\n")
    )
    assert [(clause.label, clause.level) for clause in tree.clauses if clause.label] == [("1", 1), ("2", 1)]
