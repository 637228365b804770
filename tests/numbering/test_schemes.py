"""What the beginning of a line is read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.numbering import SCHEMES, Scheme, readings

LABELS = [
    # text, scheme, label, values
    ("1. Scope", "decimal", "1", (1,)),
    ("1.You shall pay", "decimal", "1", (1,)),
    ("2)Description", "decimal", "2", (2,)),
    ("1、费用", "decimal", "1", (1,)),
    ("1\\. Scope", "decimal", "1", (1,)),
    ("12.3 Fees", "decimal", "12.3", (12, 3)),
    ("1．1 费用", "decimal", "1.1", (1, 1)),
    ("2.2. Materials", "decimal", "2.2", (2, 2)),
    ("2.7.3You shall", "decimal", "2.7.3", (2, 7, 3)),
    ("6.5 To be paid", "decimal", "6.5", (6, 5)),
    ("2.2.2. to protect", "decimal", "2.2.2", (2, 2, 2)),
    ("3.2", "decimal", "3.2", (3, 2)),
    ("(1) the fee", "bracketed", "(1)", (1,)),
    ("（4）费用", "bracketed", "（4）", (4,)),
    ("①费用", "circled", "①", (1,)),
    ("⑿ fees", "circled", "⑿", (12,)),
    ("(a) the fee", "letter", "(a)", (1,)),
    ("(c)A member", "letter", "(c)", (3,)),
    ("b. Fees", "letter", "b", (2,)),
    ("(bb) the fee", "letter", "(bb)", (28,)),
    ("(iv) the fee", "roman", "(iv)", (4,)),
    ("IV. [Fees]", "roman", "IV", (4,)),
    ("xii) fees", "roman", "xii", (12,)),
    ("Article 4", "article", "Article 4", (4,)),
    ("ARTICLE IV – FEES", "article", "ARTICLE IV", (4,)),
    ("Section 4.2 Fees", "section", "Section 4.2", (4, 2)),
    ("§ 5 Fees", "paragraph", "§ 5", (5,)),
    ("Clause 3: fees", "clause", "Clause 3", (3,)),
    ("Schedule A", "annex", "Schedule A", (1,)),
    ("Part II", "part", "Part II", (2,)),
    ("Article 1er – Objet", "article", "Article 1er", (1,)),
    ("Titre Ier", "title", "Titre Ier", (1,)),
    ("Chapitre premier – Objet", "chapter", "Chapitre premier", (1,)),
    ("Annexe B", "annex", "Annexe B", (2,)),
    ("Ziffer 4", "clause", "Ziffer 4", (4,)),
    ("Anlage 2", "annex", "Anlage 2", (2,)),
    ("Abschnitt III", "section", "Abschnitt III", (3,)),
    ("第三条 费用", "ordinal", "第三条", (3,)),
    ("第二十一章 费用", "ordinal", "第二十一章", (21,)),
    ("第3条 费用", "ordinal", "第3条", (3,)),
    ("一、费用", "han", "一", (1,)),
    ("（十二）费用", "han_bracketed", "（十二）", (12,)),
]


@pytest.mark.parametrize(("text", "scheme", "label", "values"), LABELS)
def test_a_label_is_read_by_its_scheme(text: str, scheme: str, label: str, values: tuple[int, ...]) -> None:
    found = {(one.scheme, one.label, one.values) for one in readings(text)}
    assert (scheme, label, values) in found


@pytest.mark.parametrize(
    "text",
    [
        "affiliates of the provider",
        "(2021) is the year",
        "2021. was a good year",
        "2021 Annual report",
        "$5 are due",
        "5 days after receipt",
        "30 days",
        "1.5 million users",
        "1,5 Millionen Nutzer",
        "2.0 or later",
        "0.3% of the amount",
        "10.30 a.m. at the latest",
        "5.00 USD",
        "1. Januar 2021",
        "12. août 2024",
        "3 March 2020",
        "12.05.2021 is the date",
        "01.02.21",
        "100.000 Euro",
        "+86 10 5555",
        "1-800-555",
        "24/7 support",
        "3.com is a company",
        "i.e. the fee",
        "e.g. the fee",
        "(c) 2021 Example Ltd",
        "Section 4.2 of the agreement applies",
        "article 5 applies",
        "Part of the service",
        "I agree",
        "第三条规定的义务",
        "第二款所述的情形",
        "一、二线城市",
        "2021年1月1日",
        "mix. of things",
        "",
    ],
)
def test_what_only_looks_like_a_label_is_none(text: str) -> None:
    assert readings(text) == ()


@pytest.mark.parametrize("text", ["10 Main Street", "A. Smith wrote", "Article 6 GDPR permits", "192.168.1.1 is it"])
def test_what_is_often_no_label_is_marked_weak(text: str) -> None:
    assert all(label.weak for label in readings(text))


def test_a_single_letter_may_be_a_roman_numeral() -> None:
    assert [(one.scheme, one.values) for one in readings("(i) the fee")] == [("roman", (1,)), ("letter", (9,))]


@pytest.mark.parametrize(
    ("one", "other", "follows"),
    [
        ("3.2 x", "3.3 x", True),
        ("3.2. x", "3.3 x", True),
        ("3.2 x", "3.4 x", False),
        ("3.9 x", "4.1 x", False),
        ("(a) x", "(b) x", True),
        ("(a) x", "b) x", False),
        ("第九条 费用", "第十条 费用", True),
        ("Article 4", "ARTICLE 5", True),
    ],
)
def test_a_label_knows_its_successor(one: str, other: str, follows: bool) -> None:
    assert readings(other)[0].follows(readings(one)[0]) is follows


def test_the_prefix_is_what_is_printed_and_the_end_counts_the_blanks_behind_it() -> None:
    label = readings("2.2.   Materials")[0]
    assert (label.prefix, label.label, label.end) == ("2.2.", "2.2", 7)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_every_scheme_reads_its_own_example(scheme: Scheme) -> None:
    found = scheme.read(scheme.example + " Title")
    assert found is not None
    assert found.label == scheme.example.rstrip("、")


@given(st.text(max_size=80))
def test_a_reading_never_goes_beyond_the_line(line: str) -> None:
    for label in readings(line):
        assert 0 < label.end <= len(line)
        assert line[: label.end].strip() == label.prefix
        assert label.values
        assert label.label
