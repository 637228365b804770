"""Which clauses moved: by order and parent, and what moves along."""

from __future__ import annotations

from watcher.diff import compare

SECTIONS = """
I.| Scope |
 1.1| This part says who may borrow books here.
 1.2| Guests read on the premises and borrow nothing.
II.| Fines |
 2.1| Every late day is charged with twenty cents.
 2.2| Lost books are charged with their full price.
III.| Rooms |
 3.1| The reading rooms are open until the evening bell.
IV.| Law |
 4.1| The law of the port applies to everything here.
"""


def told(comparison):
    return [
        f"{change.kind} {'+'.join(c.label or c.heading for c in change.old)}"
        f" → {'+'.join(c.label or c.heading for c in change.new)}"
        for change in comparison.changes
    ]


def fines_at_the_end(drawn: str) -> str:
    fines = drawn[drawn.index("II.| Fines") : drawn.index("III.| Rooms")]
    rest = drawn.replace(fines, "").replace("III.|", "II.|").replace("IV.|", "III.|")
    return rest + fines.replace("II.|", "IV.|")


def beside(drawn: str) -> str:
    """2.1 under another number than II is read as a clause beside it."""
    return drawn.replace(" 2.1|", "2.1|").replace(" 2.2|", "2.2|")


def test_a_section_whose_clauses_kept_its_old_number_moved_as_one(tree):
    new = beside(fines_at_the_end(SECTIONS))
    expected = ["renumbered III → II", "renumbered IV → III", "moved II → IV"]
    assert told(compare(tree(SECTIONS), tree(new))) == expected


def test_the_same_in_reverse(tree):
    new = beside(fines_at_the_end(SECTIONS))
    expected = ["moved IV → II", "renumbered II → III", "renumbered III → IV"]
    assert told(compare(tree(new), tree(SECTIONS))) == expected


def test_a_clause_that_left_a_section_that_moved_has_moved_by_itself(tree):
    line = " 2.2| Lost books are charged with their full price.\n"
    new = fines_at_the_end(SECTIONS).replace(line, "").replace("II.| Rooms |\n", "II.| Rooms |\n" + line)
    assert [found for found in told(compare(tree(SECTIONS), tree(new))) if found.startswith("moved")] == [
        "moved 2.2 → 2.2",
        "moved II → IV",
    ]


def test_a_section_that_moved_and_was_edited_inside(tree):
    new = fines_at_the_end(SECTIONS).replace("twenty cents", "thirty cents")
    assert [found for found in told(compare(tree(SECTIONS), tree(new))) if not found.startswith("renumbered")] == [
        "moved II → IV",
        "modified 2.1 → 2.1",
    ]


def test_of_two_sections_that_changed_places_the_one_that_says_less_moved(tree):
    rooms = SECTIONS[SECTIONS.index("III.| Rooms") : SECTIONS.index("IV.| Law")]
    new = SECTIONS.replace(rooms, "").replace("II.| Fines", rooms.replace("III.|", "II.|") + "III.| Fines")
    there, back = compare(tree(SECTIONS), tree(new)), compare(tree(new), tree(SECTIONS))
    assert told(there) == ["moved III → II", "renumbered II → III"]
    assert told(back) == ["renumbered III → II", "moved II → III"]


def drawn_list(*items: str) -> str:
    return "1.| Bring |\n" + "".join(f" ({label})| {item};\n" for label, item in zip("abcd", items, strict=True))


def test_an_item_that_moved_inside_a_list(tree):
    old, new = drawn_list("a card", "a pen", "ink", "time"), drawn_list("time", "a card", "a pen", "ink")
    assert told(compare(tree(old), tree(new))) == [
        "moved (d) → (a)",
        "renumbered (a) → (b)",
        "renumbered (b) → (c)",
        "renumbered (c) → (d)",
    ]


def test_a_clause_that_prints_only_a_label_is_known_by_what_stands_under_it(tree):
    old = "Exhibit A|\n 1.| The frame is part of the loan.\nExhibit B|\n 1.| The painting travels by rail."
    new = "Exhibit A|\n 1.| The painting travels by rail."
    assert told(compare(tree(old), tree(new))) == [
        "removed Exhibit A → ",
        "removed 1 → ",
        "renumbered Exhibit B → Exhibit A",
    ]
