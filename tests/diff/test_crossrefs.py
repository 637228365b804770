"""References that follow their targets, and references that lead elsewhere."""

from __future__ import annotations

import pytest

from watcher.diff import compare
from watcher.diff.labels import parts_of, references
from watcher.diff.tokens import keys
from watcher.domain.change import ChangeKind

FOUND = [
    ("see Section 3.2 for details", ["3.2"]),
    ("under Sections 4, 17 and 18(b)", ["4", "17", "18(b)"]),
    ("as in clause 4 (a)", ["4(a)"]),
    ("§ 5 and §§ 6, 7", ["5", "6", "7"]),
    ("Article IV applies", ["IV"]),
    ("as in clause iv", ["iv"]),
    ("as in section it was said", []),
    ("paragraph (b) above", ["(b)"]),
    ("Annex A lists them", ["A"]),
    ("gemäß Ziffer 4.2", ["4.2"]),
    ("l'article 7 s'applique", ["7"]),
    ("根据第三条和第十二条", ["第三条", "第十二条"]),
    ("依照第 3.2 条", ["第3.2条"]),
    ("依照第二条第（三）项", ["第二条第(三)项"]),
    ("under Section C.6", ["C.6"]),
    ("Section 3 and 10 days later", ["3"]),
    ("in this section we explain", []),
    ("the year 2031", []),
]


@pytest.mark.parametrize(("text", "labels"), FOUND)
def test_references_are_found(text, labels):
    assert [reference.printed for reference in references(keys(text))] == labels


@pytest.mark.parametrize(
    "text",
    ["Section 230 of the Communications Decency Act", "Art. 6 GDPR", "9 U.S.C. § 1", "《民法典》第五条", "§ 307 BGB"],
)
def test_laws_have_sections_of_their_own(text):
    assert all(reference.foreign for reference in references(keys(text)))


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("2.6.3", ("2", "6", "3")),
        ("(4)", ("4",)),
        ("Article IV", ("iv",)),
        ("Annex A", ("annex", "a")),
        ("第三条", ("3",)),
        ("第十二条", ("12",)),
        ("第二章", ("chapter", "2")),
        ("", ()),
    ],
)
def test_labels_have_parts(label, parts):
    assert parts_of(label) == parts


OLD = """
1.| Lending |
 1.1| A member may borrow seven books at once.
 1.2| A book is returned within a month, unless Section 2.1 says otherwise.
2.| Charges |
 2.1| Longer loans are charged by the week.
 2.2| Lost books are charged with their price.
"""
INSERTED = OLD.replace(" 2.1| Longer", " 2.1| A deposit is taken from guests.\n 2.2| Longer").replace(
    "2.2| Lost", "2.3| Lost"
)


def kinds(comparison):
    return [(change.kind.value, change.clause.label) for change in comparison.changes]


def test_a_reference_that_follows_its_target_is_no_modification(tree):
    new = INSERTED.replace("Section 2.1 says", "Section 2.2 says")
    assert ("renumbered", "1.2") in kinds(compare(tree(OLD), tree(new)))


def test_a_reference_that_was_left_behind_is_told_though_not_a_word_changed(tree):
    comparison = compare(tree(OLD), tree(INSERTED))
    change = next(change for change in comparison.changes if change.clause.label == "1.2")
    assert change.kind is ChangeKind.LINK
    assert change in comparison.substantive
    assert not change.spans
    assert change.notes == (
        (
            "The reference to 2.1 now leads to “A deposit is taken from guests.”; "
            "it led to “Longer loans are charged by the week.”."
        ),
    )


def test_a_reference_that_was_turned_to_another_clause_is_a_modification_and_said(tree):
    comparison = compare(tree(OLD), tree(OLD.replace("Section 2.1 says", "Section 2.2 says")))
    (change,) = comparison.changes
    assert change.kind is ChangeKind.MODIFIED
    assert change.notes[0].startswith("The reference to 2.1, now 2.2, now leads to “Lost books")


def test_a_reference_that_was_left_behind_is_noted_beside_other_words_and_references(tree):
    new = INSERTED.replace("unless Section 2.1 says", "unless Section 1.1 or Section 2.1 clearly says")
    change = next(change for change in compare(tree(OLD), tree(new)).changes if change.clause.label == "1.2")
    assert change.kind is ChangeKind.MODIFIED
    assert change.notes[0].startswith("The reference to 2.1 now leads to “A deposit")


def test_a_reference_to_a_removed_clause_is_told(tree):
    new = OLD.replace(" 2.2| Lost books are charged with their price.\n", "")
    old = OLD.replace("Section 2.1 says", "Section 2.2 says")
    new = new.replace("Section 2.1 says", "Section 2.2 says")
    change = next(c for c in compare(tree(old), tree(new)).changes if c.clause.label == "1.2")
    assert change.kind is ChangeKind.LINK
    assert change.notes == (
        "The reference to 2.2 leads nowhere now; it led to “Lost books are charged with their price.”.",
    )


def test_a_reference_by_the_old_scheme_follows_into_the_new(tree):
    old = "1.| Lending |\n | Books are lent as Section 2 says.\n2.| Charges |\n3.| Law |"
    new = old.replace("1.|", "Article 1|").replace("2.|", "Article 2|").replace("3.|", "Article 3|")
    assert {change.kind for change in compare(tree(old), tree(new)).changes} == {ChangeKind.RENUMBERED}


def test_chinese_references_follow(tree):
    old = "第一条| 会员可以借阅图书。\n第二条| 逾期按照第三条收费。\n第三条| 每日收取二十分。"
    new = (
        "第一条| 会员可以借阅图书。\n第二条| 访客应当缴纳押金。\n第三条| 逾期按照第四条收费。\n第四条| 每日收取二十分。"
    )
    assert kinds(compare(tree(old), tree(new))) == [
        ("added", "第二条"),
        ("renumbered", "第三条"),
        ("renumbered", "第四条"),
    ]


def test_an_article_of_a_law_does_not_move_with_our_numbers(tree):
    old = OLD.replace("at once.", "at once, as Art. 2(1)(f) GDPR allows.")
    new = INSERTED.replace("at once.", "at once, as Art. 2(1)(f) GDPR allows.").replace(
        "Section 2.1 says", "Section 2.2 says"
    )
    assert all(change.clause.label != "1.1" for change in compare(tree(old), tree(new)).changes)


def test_restarted_numbers_lead_to_their_own_section(tree):
    old = """
 | Lending |
  1.| Books are lent for a month.
  2.| Longer loans need consent, see clause 1.
 | Charges |
  1.| Late days cost twenty cents.
  2.| Invoices are sent under clause 1.
"""
    new = old.replace("  1.| Late", "  1.| Deposits are taken from guests.\n  2.| Late").replace(
        "  2.| Invoices", "  3.| Invoices"
    )
    new = new.replace("sent under clause 1", "sent under clause 2")
    assert kinds(compare(tree(old), tree(new))) == [("added", "1"), ("renumbered", "2"), ("renumbered", "3")]


POLICY = """
1.| Lending |
 | Books are lent for a month.
2.| Charges |
 | Late days are charged as Section 1 says.
 | Lost books are charged as Section 3 says.
 | Section 3 applies to maps as well.
3.| Prices |
 | A book costs what it cost.
"""
SHIFTED = (
    POLICY.replace("3.|", "4.|")
    .replace("Section 3", "Section 4")
    .replace("2.| Charges", "2.| Guests |\n | Guests read on the premises and borrow nothing.\n3.| Charges")
)


def told_of(comparison):
    return [
        (change.kind.value, change.clause.label or change.clause.text, change.notes) for change in comparison.changes
    ]


def test_references_that_follow_in_the_paragraphs_behind_a_label_are_told_once(tree):
    assert told_of(compare(tree(POLICY), tree(SHIFTED))) == [
        ("added", "2", ()),
        ("added", "Guests read on the premises and borrow nothing.", ()),
        ("renumbered", "3", ("The reference to 3 is to 4 now.",)),
        ("renumbered", "4", ()),
    ]


def test_a_new_number_is_seen_in_the_path_of_the_words_that_changed_behind_it(tree):
    new = SHIFTED.replace("Late days are charged", "Late weeks are charged")
    found = compare(tree(POLICY), tree(new))
    assert [(change.kind.value, change.clause.path) for change in found.changes[2:]] == [
        ("renumbered", ("3",)),
        ("modified", ("3", "")),
        ("renumbered", ("4",)),
    ]
    assert found.changes[2].notes == ("The reference to 3 is to 4 now.",)
    assert found.changes[3].old[0].path == ("2", "")
    no_references = new.replace("Section 4 says", "Section 1 says").replace("Section 4 applies", "Section 1 applies")
    before = POLICY.replace("Section 3", "Section 1")
    assert [change.kind.value for change in compare(tree(before), tree(no_references)).changes[2:]] == [
        "modified",
        "renumbered",
    ]


def test_words_added_behind_a_label_do_not_hide_its_new_number(tree):
    new = SHIFTED.replace(" | A book costs", " | Prices include the tax of the port.\n | A book costs")
    assert [(kind, label) for kind, label, _ in told_of(compare(tree(POLICY), tree(new)))][3:] == [
        ("renumbered", "4"),
        ("added", "Prices include the tax of the port."),
    ]
