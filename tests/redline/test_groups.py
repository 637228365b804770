"""Clauses that came or went together are read as one text."""

from __future__ import annotations

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import Clause
from watcher.redline import to_html_fragment, to_text
from watcher.redline.sheet import Layout, Order, lay_out


def added(id_: str, text: str = "", heading: str = "", severity: Severity = Severity.LOW, **place: object) -> Change:
    clause = Clause(id=id_, text=text, heading=heading, **place)
    reasons = (f"{severity} because of {id_}",)
    return Change(
        id=id_, kind=ChangeKind.ADDED, new=(clause,), assessment=Assessment(severity=severity, reasons=reasons)
    )


SECTION = (
    added("a", heading="Moorings", path=("4",), label="4"),
    added("b", "Boats lie at the quay.", path=("4", "4.1"), label="4.1"),
    added("c", "Fees are due.", path=("4", "4.2"), label="4.2", severity=Severity.HIGH),
)


def test_a_section_that_was_added_is_one_entry_with_its_heading_first() -> None:
    [entry] = lay_out(Comparison(changes=SECTION), Layout()).entries
    assert (entry.ids, entry.place, entry.severity) == (("a", "b", "c"), "4", Severity.HIGH)
    assert "".join(piece.text for piece in entry.body) == "4.1 Boats lie at the quay.\n4.2 Fees are due."
    assert entry.reasons[0] == "high because of c"


def test_paragraphs_under_one_heading_are_one_entry() -> None:
    both = (added("a", "You reach us:", path=("Contact",)), added("b", "By post.", path=("Contact",)))
    assert "You reach us:\nBy post." in to_text(Comparison(changes=both)).replace("    ", "")


def test_neighbours_with_numbers_of_their_own_stay_apart() -> None:
    both = (added("a", "One.", path=("4", "4.1"), label="4.1"), added("b", "Two.", path=("4", "4.2"), label="4.2"))
    assert len(lay_out(Comparison(changes=both), Layout()).entries) == 2


def test_texts_without_any_heading_stay_apart() -> None:
    assert len(lay_out(Comparison(changes=(added("a", "One."), added("b", "Two."))), Layout()).entries) == 2


def test_every_clause_of_an_entry_keeps_its_own_address() -> None:
    page = to_html_fragment(Comparison(changes=SECTION))
    assert [page.count(f'id="change-{name}"') for name in "abc"] == [1, 1, 1]


def test_what_is_left_out_is_counted_in_clauses() -> None:
    other = added("z", "Swans are fed.", path=("9",), label="9")
    sheet = lay_out(Comparison(changes=(other, *SECTION)), Layout(limit=1, order=Order.SEVERITY))
    assert (sheet.entries[0].ids, sheet.more) == (("a", "b", "c"), 1)
    assert lay_out(Comparison(changes=(other, *SECTION)), Layout(limit=0)).more == 4
