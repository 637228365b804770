"""What happened to each clause: before and after, in readable form."""

from __future__ import annotations

from watcher.diff import compare
from watcher.domain.change import Change, ChangeKind, Comparison


def told(comparison: Comparison) -> list[str]:
    """Each change on a line: what happened, and the labels."""
    return [
        f"{change.kind} {'+'.join(c.label or c.heading for c in change.old)}"
        f" → {'+'.join(c.label or c.heading for c in change.new)}"
        for change in comparison.changes
    ]


def only(comparison: Comparison) -> Change:
    (change,) = comparison.changes
    return change


def marked(change: Change) -> list[tuple[str, str]]:
    return [(span.op.value, span.text) for span in change.spans if span.op != "equal"]


def test_the_same_text_is_no_change(tree, library):
    assert compare(tree(library), tree(library)).changes == ()


def test_one_word_is_one_modified_clause(tree, library):
    change = only(compare(tree(library), tree(library.replace("10 working", "5 working"))))
    assert (change.kind, change.old[0].label) == (ChangeKind.MODIFIED, "1.2")
    assert marked(change) == [("delete", "10"), ("insert", "5")]


def test_an_inserted_clause_renumbers_what_follows_and_the_references_to_it(tree, library):
    new = library.replace(
        " 2.1| All",
        " 2.1| A yearly pass costs 40 guilders and is paid in advance.\n 2.2| All",
    )
    new = new.replace("2.3| Charges are", "2.4| Charges are").replace("2.2| A book", "2.3| A book")
    new = new.replace("Section 2.2", "Section 2.3")
    assert told(compare(tree(library), tree(new))) == [
        "renumbered 1.3 → 1.3",
        "added  → 2.1",
        "renumbered 2.1 → 2.2",
        "renumbered 2.2 → 2.3",
        "renumbered 2.3 → 2.4",
    ]


def test_a_removed_clause_is_told_where_it_stood(tree, library):
    new = library.replace("  (b)| umbrellas that are still wet;\n", "").replace("(c)", "(b)")
    assert told(compare(tree(library), tree(new))) == ["removed (b) → ", "renumbered (c) → (b)"]


def test_a_clause_that_moved_is_not_removed_and_added(tree, library):
    line = " 2.3| Charges are refunded to the card from which they were paid.\n"
    new = library.replace(line, "").replace(" 2.1|", line.replace("2.3", "2.1") + " 2.2|")
    new = new.replace("2.2| A book", "2.3| A book").replace("Section 2.2", "Section 2.3")
    assert told(compare(tree(library), tree(new))) == [
        "renumbered 1.3 → 1.3",
        "moved 2.3 → 2.1",
        "renumbered 2.1 → 2.2",
        "renumbered 2.2 → 2.3",
    ]


def test_a_clause_that_moved_to_another_parent(tree, library):
    line = "| Staff may ask a member who disturbs others to leave for the day.\n"
    new = (
        library.replace(f" 3.3{line}", "")
        .replace(" 4.1| These", f" 4.1{line} 4.2| These")
        .replace("4.2| The c", "4.3| The c")
    )
    assert told(compare(tree(library), tree(new))) == [
        "moved 3.3 → 4.1",
        "renumbered 4.1 → 4.2",
        "renumbered 4.2 → 4.3",
    ]


def test_a_section_that_moves_takes_its_clauses_along(tree):
    old = """
1.| Scope |
 (a)| This part says who may borrow.
2.| Fines |
 (a)| Every late day is charged with twenty cents.
 (b)| Lost books are charged with their price.
3.| Guests |
 (a)| Guests read on the premises and borrow nothing.
4.| Law |
 (a)| The law of the port applies to everything here.
"""
    fines = old[old.index("2.| Fines") : old.index("3.| Guests")]
    new = old.replace(fines, "") + fines.replace("2.|", "4.|")
    new = new.replace("3.| G", "2.| G").replace("4.| Law", "3.| Law")
    assert told(compare(tree(old), tree(new))) == ["renumbered 3 → 2", "renumbered 4 → 3", "moved 2 → 4"]


def test_moved_and_edited(tree, library):
    old = " 2.3| Charges are refunded to the card from which they were paid.\n"
    new = " 2.1| Charges are refunded to the account from which they were paid.\n"
    after = library.replace(old, "").replace(" 2.1|", new + " 2.2|").replace("2.2| A book", "2.3| A book")
    after = after.replace("Section 2.2", "Section 2.3")
    change = next(c for c in compare(tree(library), tree(after)).changes if c.kind is not ChangeKind.RENUMBERED)
    assert change.kind is ChangeKind.MOVED_MODIFIED
    assert marked(change) == [("delete", "card"), ("insert", "account")]


def test_a_clause_that_was_split(tree, library):
    old = library.replace(
        "2.1| All charges", "2.1| Invoices are sent by post on the first day of the month. All charges"
    )
    new = library.replace(
        "2.1| All charges", "2.1| Invoices are sent by post on the first day of the month.\n 2.2| All charges"
    )
    new = (
        new.replace("2.3| Charges", "2.4| Charges")
        .replace("2.2| A book", "2.3| A book")
        .replace("Section 2.2", "Section 2.3")
    )
    comparison = compare(tree(old), tree(new))
    assert [line for line in told(comparison) if not line.startswith("renumbered")] == ["split 2.1 → 2.1+2.2"]
    split = next(change for change in comparison.changes if change.kind is ChangeKind.SPLIT)
    assert not any(text.strip() for _, text in marked(split))


def test_clauses_that_were_merged(tree, library):
    new = library.replace("of the invoice.\n 2.2| A book", "of the invoice. A book").replace("2.3|", "2.2|")
    new = new.replace("Section 2.2", "Section 2.1")
    assert told(compare(tree(library), tree(new))) == [
        "renumbered 1.3 → 1.3",
        "merged 2.1+2.2 → 2.1",
        "renumbered 2.3 → 2.2",
    ]


def test_headings_of_two_words_are_merged_too(tree):
    old, new = "7.| Ending |\n8.| Third Parties |\n", "7.| Ending Third Parties |\n"
    assert told(compare(tree(old), tree(new))) == ["merged 7+8 → 7"]


def test_repeated_clauses_make_no_phantom_moves(tree):
    sections = "".join(f"{n}.| Part {name} |\n (a)| None.\n (b)| Reserved for later use by the library.\n"
                       for n, name in enumerate(("one", "two", "three", "four"), 1))  # fmt: skip
    new = sections.replace("2.| Part two |\n (a)| None.\n", "2.| Part two |\n")
    assert told(compare(tree(sections), tree(new))) == ["removed (a) → "]


def test_a_repeated_clause_removed_with_its_section(tree):
    sections = "".join(f"{n}.| Part {name} |\n (a)| Reserved for later use by the library.\n"
                       for n, name in enumerate(("one", "two", "three", "four"), 1))  # fmt: skip
    new = sections.replace("2.| Part two |\n (a)| Reserved for later use by the library.\n", "")
    new = new.replace("3.| P", "2.| P").replace("4.| P", "3.| P")
    assert told(compare(tree(sections), tree(new))) == [
        "removed 2 → ",
        "removed (a) → ",
        "renumbered 3 → 2",
        "renumbered 4 → 3",
    ]


def test_a_renamed_heading_keeps_its_clauses(tree, library):
    change = only(compare(tree(library), tree(library.replace("| Conduct |", "| Quiet and order |"))))
    assert change.kind is ChangeKind.MODIFIED
    assert [(s.op.value, s.text) for s in change.heading_spans] == [
        ("delete", "Conduct"),
        ("insert", "Quiet and order"),
    ]


def test_a_heading_put_above_clauses_does_not_move_them(tree, library):
    new = library.replace("  (a)| food", "  | Kept outside |\n   (a)| food").replace("  (b)| umb", "   (b)| umb")
    new = new.replace("  (c)| ani", "   (c)| ani")
    assert told(compare(tree(library), tree(new))) == ["added  → Kept outside"]


def test_levels_that_are_read_otherwise_move_nothing(tree, library):
    flat = "\n".join(line.lstrip() for line in library.splitlines())
    assert compare(tree(library), tree(flat)).changes == ()


def test_a_new_scheme_is_one_fact_and_every_clause_renumbered(tree):
    old = "\n".join(f"({n})| {text}" for n, text in enumerate(("Bring a card.", "Bring a pen.", "Bring time."), 1))
    new = old.replace("(1)", "(a)").replace("(2)", "(b)").replace("(3)", "(c)")
    comparison = compare(tree(old), tree(new))
    assert {change.kind for change in comparison.changes} == {ChangeKind.RENUMBERED}
    assert len(comparison.changes) == 3
    assert (comparison.scheme.old, comparison.scheme.new) == ("(1)", "(a)")


def test_another_bracket_behind_the_numbers_is_a_scheme_too(tree, library):
    new = "\n".join(line.replace(".|", ")|") for line in library.splitlines())
    comparison = compare(tree(library), tree(new))
    assert [change.old[0].label for change in comparison.changes] == ["1", "2", "3", "4"]
    assert (comparison.scheme.old, comparison.scheme.new) == ("1.", "1)")


def test_an_insertion_is_no_change_of_scheme(tree, library):
    new = (
        library.replace("3.1|", "3.1| Coats are left at the door.\n 3.2|")
        .replace("3.3|", "3.4|")
        .replace("3.2| The", "3.3| The")
    )
    assert compare(tree(library), tree(new)).scheme is None


def test_paragraphs_drawn_together_are_no_change(tree):
    old = "| Contact |\n | Write to the desk.\n | Or ring the bell at the gate.\n1.| Law |"
    new = "| Contact |\n | Write to the desk. Or ring the bell at the gate.\n1.| Law |"
    assert compare(tree(old), tree(new)).changes == ()


def test_unrelated_clauses_are_removed_and_added(tree):
    old = "1.| Members may borrow seven books at once for a month."
    new = "1.| Photographs need a permit that is issued at the gate."
    assert told(compare(tree(old), tree(new))) == ["removed 1 → ", "added  → 1"]


def test_a_clause_written_anew_under_its_old_title_is_modified(tree, library):
    old = library.replace("2.3| Charges", "2.3| Paying back. Charges")
    new = library.replace(
        "2.3| Charges are refunded to the card from which they were paid.", "2.3| Paying back. Nobody gets anything."
    )
    assert told(compare(tree(old), tree(new))) == ["modified 2.3 → 2.3"]


def test_one_language_of_two(tree):
    old = "1.| Members pay in advance.\n1.| 会员应当提前十天付款。"
    change = only(compare(tree(old), tree(old.replace("提前十天", "提前五天"))))
    assert marked(change) == [("delete", "十"), ("insert", "五")]


def test_every_clause_with_a_successor_is_paired(tree, library):
    new = library.replace(" 1.1| These terms govern the use of the reading rooms by every registered member.\n", "")
    comparison = compare(tree(library), tree(new, prefix="n"))
    assert len(comparison.pairs) == len(tree(new).clauses)
    assert ("c0", "n0") in comparison.pairs
    assert "c2" not in dict(comparison.pairs)


def test_empty_trees(tree, library):
    nothing = tree("")
    assert {change.kind for change in compare(nothing, tree(library)).changes} == {ChangeKind.ADDED}
    assert {change.kind for change in compare(tree(library), nothing).changes} == {ChangeKind.REMOVED}
