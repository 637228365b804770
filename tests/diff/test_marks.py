"""Emphasis and links under the same words."""

from __future__ import annotations

from watcher.diff import compare, fingerprint
from watcher.domain.change import ChangeKind
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.document import Emphasis, EmphasisKind, Link

TEXT = "The library is not liable for coats, bags or umbrellas."


def one(text: str = TEXT, *, bold: str = "", link: tuple[str, str] = ("", ""), label: str = "1") -> ClauseTree:
    emphasis = (Emphasis(text.index(bold), text.index(bold) + len(bold), EmphasisKind.STRONG),) if bold else ()
    words, target = link
    links = (Link(text.index(words), text.index(words) + len(words), target),) if words else ()
    return ClauseTree(clauses=(Clause(id="x", label=label, text=text, emphasis=emphasis, links=links),))


def test_bold_that_was_lost_is_told():
    (change,) = compare(one(bold="not liable"), one()).changes
    assert change.kind is ChangeKind.EMPHASIS
    assert change.notes == ("No longer bold: “not liable”.",)


def test_bold_that_was_gained_is_told_from_the_first_word_to_the_last():
    (change,) = compare(one(bold="liable"), one(bold="not liable for coats, bags")).changes
    assert change.notes == ("Now bold: “not”.", "Now bold: “for coats, bags”.")


def test_bold_on_a_stop_says_nothing():
    assert compare(one(bold="umbrellas"), one(bold="umbrellas.")).changes == ()


def test_bold_that_begins_inside_a_word_counts_for_the_word():
    assert compare(one(bold="umbrellas"), one(bold="brellas")).changes == ()


def test_a_link_that_leads_elsewhere_is_told():
    old = one(link=("liable", "https://library.example/liability"))
    new = one(link=("liable", "https://library.example/waiver"))
    (change,) = compare(old, new).changes
    assert change.kind is ChangeKind.LINK
    assert change.notes == (
        "The link of “liable” leads to https://library.example/waiver; it led to https://library.example/liability.",
    )


def test_tracking_leads_nowhere_else():
    old = one(link=("liable", "https://Library.example/liability?utm_campaign=june&x=1"))
    new = one(link=("liable", "https://library.example/liability?x=1&fbclid=abc"))
    assert compare(old, new).changes == ()
    assert fingerprint(old) == fingerprint(new)


def test_a_new_number_is_told_beside_lost_bold():
    kinds = [change.kind for change in compare(one(bold="not"), one(label="2")).changes]
    assert kinds == [ChangeKind.RENUMBERED, ChangeKind.EMPHASIS]


def test_bold_that_was_lost_beside_changed_words_is_noted():
    (change,) = compare(one(bold="not liable for coats"), one(TEXT.replace("coats", "hats"))).changes
    assert change.kind is ChangeKind.MODIFIED
    assert change.notes == ("No longer bold: “not liable for”.",)


def test_bold_on_words_that_came_or_went_is_not_noted():
    old, new = one(bold="coats"), one(TEXT.replace("coats", "furs and hats"), bold="furs and hats")
    (change,) = compare(old, new).changes
    assert change.notes == ()


def test_a_link_that_leads_elsewhere_beside_changed_words_is_noted():
    old = one(link=("liable", "https://library.example/a"))
    new = one(TEXT.replace("The library", "The house"), link=("liable", "https://library.example/b"))
    (change,) = compare(old, new).changes
    assert change.kind is ChangeKind.MODIFIED
    assert change.notes == (
        "The link of “liable” leads to https://library.example/b; it led to https://library.example/a.",
    )


def test_an_address_that_the_clause_leads_to_from_other_words_is_no_news():
    old = one(link=("coats", "https://library.example/a"))
    new = one(TEXT + " Read more here.", link=("here", "https://library.example/a"))
    (change,) = compare(old, new).changes
    assert change.kind is ChangeKind.MODIFIED
    assert change.notes == ()


def test_a_link_that_came_or_went_under_the_same_words_is_told():
    old, new = one(link=("liable", "https://library.example/a")), one(link=("bags", "https://library.example/b"))
    (change,) = compare(old, new).changes
    assert change.kind is ChangeKind.LINK
    assert change.notes == (
        "“liable” is no link any more; it led to https://library.example/a.",
        "“bags” is a link to https://library.example/b now.",
    )


def test_a_link_to_nothing_is_none():
    assert compare(one(), one(link=("liable", "#"))).changes == ()


def test_words_are_quoted_with_both_of_their_brackets():
    text = "The library (south) is closed."
    (change,) = compare(one(text, bold="library (south)"), one(text)).changes
    assert change.notes == ("No longer bold: “library (south)”.",)
