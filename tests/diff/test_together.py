"""Clauses that were run together or set apart without a word changing."""

from __future__ import annotations

import pytest

from watcher.diff import compare

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


@pytest.mark.parametrize("paragraph", [DRAWN, LABELLED])
def test_a_list_drawn_into_a_paragraph_is_one_fact(tree, paragraph):
    assert told(compare(tree(LIST), tree(paragraph))) == ["merged 2+(a)+(b)+(c) → 2"]
    assert told(compare(tree(paragraph), tree(LIST))) == ["split 2 → 2+(a)+(b)+(c)"]


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
