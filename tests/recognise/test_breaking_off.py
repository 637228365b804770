"""Pages that break off: what came is what was there, and then nothing."""

from __future__ import annotations

import pytest

# Of the agreement's last clause; what stands before it is whole.
CUTS = (
    ("in a word", "12.1 This agreement is governed by the law of the provider's seat, where its cou"),
    ("in a sentence", "12.1 This agreement is governed by the law of the provider's seat"),
    ("behind a comma", "12.1 This agreement is governed by the law of the provider's seat,"),
    ("where the rest is offered", "12.1 This agreement is governed by the law of the provider's seat …"),
)


@pytest.mark.parametrize(("where", "end"), CUTS)
def test_a_page_that_breaks_off_in_its_last_sentence_is_truncated(look, make_terms, where: str, end: str) -> None:
    whole = make_terms()
    verdict = look(f"{whole[: whole.index('12.1')]}{end}", before=whole)
    assert verdict.reason == "truncated"
    assert "breaks off in the middle of a sentence" in verdict.evidence[0]


def test_a_chinese_page_that_breaks_off_is_truncated(look, pages) -> None:
    whole = pages["zh"]
    assert look(whole[: whole.index("争议发生前")], before=whole).reason == "truncated"


def test_a_page_that_breaks_off_is_truncated_whatever_counts_before_that(look, make_terms) -> None:
    whole = make_terms().replace("</h1>", "</h1><p>Read 1,204 times, last updated three days ago.</p>")
    later = whole.replace("1,204", "1,311").replace("three days", "a week")
    assert look(later[: later.index("no refund is made")], before=whole).reason == "truncated"


def test_a_page_that_breaks_off_between_two_clauses_is_truncated_where_its_markup_came_to_an_end_before(
    look, make_terms
) -> None:
    whole = f"<html><body>{make_terms()}</body></html>"
    verdict = look(whole[: whole.index("<h2>10.")], before=whole)
    assert verdict.reason == "truncated"
    assert "markup does not come to an end" in verdict.evidence[0]


@pytest.mark.parametrize("left", [11, 9, 7])
def test_deleting_the_end_of_an_agreement_is_a_change(look, make_terms, topics, left: int) -> None:
    before = f"<html><body>{make_terms()}</body></html>"
    assert look(f"<html><body>{make_terms(topics=topics[:left])}</body></html>", before=before).agreement


def test_a_page_that_never_closes_its_markup_may_lose_its_last_clauses(look, make_terms, topics) -> None:
    assert look(f"<html><body>{make_terms(topics=topics[:9])}", before=f"<html><body>{make_terms()}").agreement


EDITS = (
    ("a sentence less", "You agree to this. You also agree to that.", "You agree to this."),
    ("a stop less", "You agree to this and to all of that.", "You agree to this and to all of that"),
    ("an address that is shorter", "Legal department, Main street 5, Springfield", "Legal department, Main street 5"),
    ("a sentence that ends sooner", "You agree to this and to all of that.", "You agree to this."),
    ("another ending", "You agree to this and to all of that.", "You agree to this or to none"),
)


@pytest.mark.parametrize(("what", "old", "new"), EDITS)
def test_an_edit_of_the_last_words_is_a_change(look, make_terms, what: str, old: str, new: str) -> None:
    whole = make_terms().replace("</main>", "<p>{}</p></main>")
    assert look(whole.format(new), before=whole.format(old)).agreement


def test_an_agreement_that_ends_as_a_clause_in_its_middle_did_is_a_change(look, make_terms, topics) -> None:
    moved = (*topics[:3], *topics[4:], (topics[3][0], topics[3][1].removesuffix(".")))
    assert look(make_terms(topics=moved), before=make_terms()).agreement
