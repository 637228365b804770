"""Clauses that were run together or set apart without a word changing."""

from __future__ import annotations

import pytest

from watcher.diff import compare, fingerprint

LIST = """
1.| Scope |
2.| Bring:
 (a)| a card with your name;
 (b)| a pen that writes in blue;
 (c)| time.
3.| Law |
"""
DRAWN = "\n1.| Scope |\n2.| Bring: a card with your name; a pen that writes in blue; time.\n3.| Law |\n"
LABELLED = "\n1.| Scope |\n2.| Bring: (a) a card with your name; (b) a pen that writes in blue; (c) time.\n3.| Law |\n"


def told(comparison):
    return [
        f"{change.kind} {'+'.join(c.label or c.heading for c in change.old)}"
        f" → {'+'.join(c.label or c.heading for c in change.new)}"
        for change in comparison.changes
    ]


def test_a_list_drawn_into_a_paragraph_without_its_letters_is_one_fact(tree):
    assert told(compare(tree(LIST), tree(DRAWN))) == ["merged 2+(a)+(b)+(c) → 2"]
    assert told(compare(tree(DRAWN), tree(LIST))) == ["split 2 → 2+(a)+(b)+(c)"]


@pytest.mark.parametrize(("elsewhere", "also"), [("", []), ("4.| Dogs stay outside.", ["added 4"])])
def test_a_list_drawn_into_a_paragraph_with_its_letters_is_nothing(tree, elsewhere, also):
    assert [line.removesuffix(" → ") for line in told(compare(tree(LIST), tree(LABELLED + elsewhere)))] == [
        line.replace("added ", "added  → ") for line in also
    ]
    assert fingerprint(tree(LIST)) == fingerprint(tree(LABELLED))
    assert told(compare(tree(LABELLED), tree(LIST))) == []


def test_references_to_letters_lead_to_them_in_a_list_or_in_a_sentence(tree):
    refers = "4.| Whoever forgets item 2(b) writes in chalk, and item 2(c) is lent."
    assert told(compare(tree(LIST + refers), tree(LABELLED + refers + "\n5.| Chalk is free."))) == ["added  → 5"]
    assert told(compare(tree(LABELLED + refers), tree(LIST + refers + "\n5.| Chalk is free."))) == ["added  → 5"]


def test_the_text_of_a_section_that_became_its_child(tree):
    old = "1.| Scope |\n2.| Charges | Every late day is charged with twenty cents.\n3.| Law |"
    new = "1.| Scope |\n2.| Charges |\n 2.1| Every late day is charged with twenty cents.\n3.| Law |"
    assert told(compare(tree(old), tree(new))) == ["split 2 → 2+2.1"]
    assert told(compare(tree(new), tree(old))) == ["merged 2+2.1 → 2"]


def test_words_that_changed_on_the_way_are_no_merging_of_everything(tree):
    new = DRAWN.replace("a card with your name", "two photographs of yourself")
    assert told(compare(tree(LIST), tree(new))) != ["merged 2+(a)+(b)+(c) → 2"]


def test_what_else_stood_between_is_told_by_itself(tree):
    old = LIST.replace("3.| Law |", "3.| Dogs stay outside.\n4.| Law |")
    assert told(compare(tree(old), tree(DRAWN))) == [
        "merged 2+(a)+(b)+(c) → 2",
        "removed 3 → ",
        "renumbered 4 → 3",
    ]


def test_a_short_sentence_that_was_split_off_while_its_reference_followed(tree):
    old = "1.| A deposit is taken from every guest. See Section 2.\n2.| Charges are due on the first of May.\n"
    new = "1.| A deposit is taken from every guest.\n2.| See Section 3.\n3.| Charges are due on the first of May.\n"
    assert told(compare(tree(old), tree(new))) == ["split 1 → 1+2", "renumbered 2 → 3"]
    assert told(compare(tree(new), tree(old))) == ["merged 1+2 → 1", "renumbered 3 → 2"]
