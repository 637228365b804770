"""Clauses that came or went together, or that share an edit, are read as one text."""

from __future__ import annotations

from watcher.clauses import outline
from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import Clause
from watcher.domain.document import Link
from watcher.extract.text import read_text
from watcher.redline import to_html_fragment, to_text
from watcher.redline.groups import Order
from watcher.redline.sheet import Layout, lay_out
from watcher.services.derive import compared


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


def linked(number: int, old: str, new: str, severity: Severity = Severity.LOW) -> Change:
    text, label = f"Clause {number}: see the price list.", f"{number}.1"
    at = text.index("price list")

    def side(target: str) -> tuple[Clause]:
        return (Clause(id=label, label=label, path=(label,), text=text, links=(Link(at, at + 10, target),)),)

    reasons = (f"a link leads elsewhere: from {old} to {new}",)
    return Change(
        id=f"l{number}",
        kind=ChangeKind.LINK,
        old=side(old),
        new=side(new),
        notes=(f"The link of “price list” leads to {new}; it led to {old}.",),
        assessment=Assessment(severity=severity, reasons=reasons),
    )


def test_one_link_that_leads_elsewhere_in_many_clauses_is_told_once() -> None:
    links = [linked(number, "/a", "/b") for number in range(1, 4)]
    other = linked(4, "/a", "/c", Severity.MEDIUM)
    text = added("z", "Swans are fed.", path=("9",), label="9")
    entries = lay_out(Comparison(changes=(links[0], other, links[1], text, links[2])), Layout()).entries
    assert [entry.ids for entry in entries] == [("l4",), ("l1", "l2", "l3"), ("z",)]
    assert entries[1].place == "1.1, 2.1, 3.1"
    assert entries[1].reasons == ("a link leads elsewhere: from /a to /b",)
    assert len(entries[1].notes) == 1
    assert entries[1].body == ()


def test_many_places_of_one_link_are_counted() -> None:
    [entry] = lay_out(
        Comparison(changes=tuple(linked(number, "/a", "/b") for number in range(1, 11))), Layout()
    ).entries
    assert entry.place == "1.1, 2.1, 3.1, 4.1, 5.1, 6.1, and 4 more"


def test_links_of_which_no_address_changed_stay_apart() -> None:
    found = lay_out(Comparison(changes=(linked(1, "/a", "/a"), linked(2, "/a", "/a"))), Layout()).entries
    assert [entry.ids for entry in found] == [("l1",), ("l2",)]


TERMS = (
    "# Kestrel Terms\n\n1. Kestrel rents boats, and Kestrel may change its boats.\n\n2. You pay Kestrel within 30 days "
    "of the invoice.\n\n3. Kestrel is not liable for lost oars.\n\n4. The lake is open in summer.\n"
)


def told(old: str, new: str) -> list[tuple[str, str]]:
    """Place and first reason of every entry."""
    comparison = compared(outline(read_text(old)), outline(read_text(new)))[0]
    return [(entry.place, entry.reasons[0]) for entry in lay_out(comparison, Layout()).entries]


def test_a_name_that_became_another_everywhere_is_one_entry() -> None:
    new = TERMS.replace("Kestrel", "Harrier")
    assert told(TERMS, new) == [("Kestrel Terms → Harrier Terms, 1, 2, 3", "'Kestrel' became 'Harrier' in 3 clauses")]


def test_what_changed_besides_is_told_for_itself() -> None:
    new = TERMS.replace("Kestrel", "Harrier").replace("30 days", "10 days")
    assert ("2", "time for payment shortened from 30 to 10 days") in told(TERMS, new)


def test_two_clauses_with_the_same_edit_are_two_entries() -> None:
    new = TERMS.replace("You pay Kestrel", "You pay Harrier").replace("Kestrel is not", "Harrier is not")
    assert sorted(place for place, _ in told(TERMS, new)) == ["2", "3"]


def test_a_duty_that_changed_everywhere_is_told_clause_by_clause() -> None:
    old = "# Rules\n\n" + "".join(f"{n}. You may bring a {one}.\n\n" for n, one in enumerate(("dog", "cat", "goat"), 1))
    assert [place for place, _ in told(old, old.replace("may", "must"))] == ["1", "2", "3"]
