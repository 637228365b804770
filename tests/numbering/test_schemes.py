"""What the beginning of a line is read as."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.numbering import SCHEMES, Scheme, readings

LABELS = [
    # text, scheme, label, values
    # decimals
    ("1. Scope", "decimal", "1", (1,)),
    ("1.You shall pay", "decimal", "1", (1,)),
    ("1) Scope", "decimal", "1", (1,)),
    ("2)Description", "decimal", "2", (2,)),
    ("2）费用", "decimal", "2", (2,)),
    ("1、费用", "decimal", "1", (1,)),
    ("1．范围", "decimal", "1", (1,)),
    ("1\\. Scope", "decimal", "1", (1,)),
    ("1\\) Scope", "decimal", "1", (1,)),
    ("12.3 Fees", "decimal", "12.3", (12, 3)),
    ("4.10 Fees", "decimal", "4.10", (4, 10)),
    ("1．1 费用", "decimal", "1.1", (1, 1)),
    ("1.1)Fees", "decimal", "1.1", (1, 1)),
    ("2.2. Materials", "decimal", "2.2", (2, 2)),
    ("2.7.3You shall", "decimal", "2.7.3", (2, 7, 3)),
    ("6.5 To be paid", "decimal", "6.5", (6, 5)),
    ("2.2.2. to protect", "decimal", "2.2.2", (2, 2, 2)),
    ("1.2.3.4.5.6 Deep", "decimal", "1.2.3.4.5.6", (1, 2, 3, 4, 5, 6)),
    ("3.2", "decimal", "3.2", (3, 2)),
    ("1 Scope of the terms", "decimal", "1", (1,)),
    ("12 Umfang der Nutzung", "decimal", "12", (12,)),
    ("3 Objet", "decimal", "3", (3,)),
    ("2A. Fees", "decimal", "2A", (2,)),
    ("4.2A Fees", "decimal", "4.2A", (4, 2)),
    ("1° le prix", "decimal", "1", (1,)),
    ("1 - Objet", "decimal", "1", (1,)),
    ("2.1 – Objet", "decimal", "2.1", (2, 1)),
    ("3/ Objet", "decimal", "3", (3,)),
    ("4: Scope", "decimal", "4", (4,)),
    ("4：范围", "decimal", "4", (4,)),
    ("1.0 Scope", "decimal", "1.0", (1,)),
    ("01. Scope", "decimal", "01", (1,)),
    ("I\\. Scope", "roman", "I", (1,)),
    ("A.1 Scope", "lettered", "A.1", (1, 1)),
    ("B.2.3. Scope", "lettered", "B.2.3", (2, 2, 3)),
    ("IV.2 Scope", "below_roman", "IV.2", (4, 2)),
    ("3(a) Fees", "compound", "3(a)", (3, 1)),
    ("3.2(b)(ii) Fees", "compound", "3.2(b)(ii)", (3, 2, 2, 2)),
    ("12(1) the fee", "compound", "12(1)", (12, 1)),
    # items
    ("(1) the fee", "bracketed", "(1)", (1,)),
    ("（4）费用", "bracketed", "（4）", (4,)),
    ("(12) the fee", "bracketed", "(12)", (12,)),
    ("①费用", "circled", "①", (1,)),
    ("⑿ fees", "circled", "⑿", (12,)),
    ("⒈ fees", "circled", "⒈", (1,)),
    ("❸ fees", "circled", "❸", (3,)),
    # letters and Roman numerals
    ("(a) the fee", "letter", "(a)", (1,)),
    ("（a）费用", "letter", "（a）", (1,)),
    ("(c)A member", "letter", "(c)", (3,)),
    ("(D) the fee", "letter", "(D)", (4,)),
    ("a) the fee", "letter", "a", (1,)),
    ("b. Fees", "letter", "b", (2,)),
    ("B. Fees", "letter", "B", (2,)),
    ("b° le prix", "letter", "b", (2,)),
    ("B – Prix", "letter", "B", (2,)),
    ("B: Prix", "letter", "B", (2,)),
    ("(bb) the fee", "letter", "(bb)", (28,)),
    ("(iv) the fee", "roman", "(iv)", (4,)),
    ("xii) fees", "roman", "xii", (12,)),
    ("iv. fees", "roman", "iv", (4,)),
    ("IV. [Fees]", "roman", "IV", (4,)),
    ("II – Fees", "roman", "II", (2,)),
    ("Ⅳ. Fees", "roman", "Ⅳ", (4,)),
    ("ⅳ) fees", "roman", "ⅳ", (4,)),
    # English
    ("Article 4", "article", "Article 4", (4,)),
    ("ARTICLE IV – FEES", "article", "ARTICLE IV", (4,)),
    ("Article Sixteen: Fees", "article", "Article Sixteen", (16,)),
    ("Twelfth Schedule", "annex", "Twelfth Schedule", (12,)),
    ("Elfter Abschnitt", "section", "Elfter Abschnitt", (11,)),
    ("Article One: Fees", "article", "Article One", (1,)),
    ("Art. 4 Fees", "article", "Art. 4", (4,)),
    ("Section 4.2 Fees", "section", "Section 4.2", (4, 2)),
    ("SECTION 2 – FEES", "section", "SECTION 2", (2,)),
    ("Sec. 3 Fees", "section", "Sec. 3", (3,)),
    ("§ 5 Fees", "paragraph", "§ 5", (5,)),
    ("§5 Fees", "paragraph", "§5", (5,)),
    ("Clause 3: fees", "clause", "Clause 3", (3,)),
    ("Paragraph 6 Fees", "clause", "Paragraph 6", (6,)),
    ("Rule 4. Fees", "point", "Rule 4", (4,)),
    ("Chapter 5 Fees", "chapter", "Chapter 5", (5,)),
    ("Schedule A", "annex", "Schedule A", (1,)),
    ("SCHEDULE 1: FEES", "annex", "SCHEDULE 1", (1,)),
    ("Annex II", "annex", "Annex II", (2,)),
    ("Annexure 1 – Fees", "annex", "Annexure 1", (1,)),
    ("Appendix C", "annex", "Appendix C", (3,)),
    ("Exhibit B – Form", "annex", "Exhibit B", (2,)),
    ("Attachment 2", "annex", "Attachment 2", (2,)),
    ("Part II", "part", "Part II", (2,)),
    ("PART ONE", "part", "PART ONE", (1,)),
    ("First Schedule", "annex", "First Schedule", (1,)),
    # French
    ("Deuxième partie – Prix", "part", "Deuxième partie", (2,)),
    ("Article 1er – Objet", "article", "Article 1er", (1,)),
    ("Article premier – Objet", "article", "Article premier", (1,)),
    ("Titre Ier", "title", "Titre Ier", (1,)),
    ("Titre II – Prix", "title", "Titre II", (2,)),
    ("Chapitre premier – Objet", "chapter", "Chapitre premier", (1,)),
    ("Section 2 – Prix", "section", "Section 2", (2,)),
    ("Partie I – Objet", "part", "Partie I", (1,)),
    ("Annexe B", "annex", "Annexe B", (2,)),
    # German
    ("Erster Teil Allgemeines", "part", "Erster Teil", (1,)),
    ("Zweiter Abschnitt", "section", "Zweiter Abschnitt", (2,)),
    ("§ 2 Preise", "paragraph", "§ 2", (2,)),
    ("§ 5a Haftung", "paragraph", "§ 5a", (5,)),
    ("Artikel 4 Preise", "article", "Artikel 4", (4,)),
    ("Ziffer 4", "clause", "Ziffer 4", (4,)),
    ("Ziffer 4.2 Preise", "clause", "Ziffer 4.2", (4, 2)),
    ("Absatz 2 Preise", "point", "Absatz 2", (2,)),
    ("Nr. 3 Preise", "point", "Nr. 3", (3,)),
    ("Teil B Preise", "part", "Teil B", (2,)),
    ("Kapitel 3 Preise", "chapter", "Kapitel 3", (3,)),
    ("Anlage 2", "annex", "Anlage 2", (2,)),
    ("Anhang 1 Preise", "annex", "Anhang 1", (1,)),
    ("Abschnitt III", "section", "Abschnitt III", (3,)),
    # Chinese
    ("第三条 费用", "ordinal", "第三条", (3,)),
    ("第一百零三条 费用", "ordinal", "第一百零三条", (103,)),
    ("第二十一章 费用", "ordinal", "第二十一章", (21,)),
    ("第一部分 总则", "ordinal", "第一部分", (1,)),
    ("第一节 范围", "ordinal", "第一节", (1,)),
    ("第四款 范围", "ordinal", "第四款", (4,)),
    ("第3条 费用", "ordinal", "第3条", (3,)),
    ("一、费用", "han", "一", (1,)),
    ("十二、费用", "han", "十二", (12,)),
    ("一. 费用", "han", "一", (1,)),
    ("甲、费用", "stem", "甲", (1,)),
    ("（十二）费用", "han_bracketed", "（十二）", (12,)),
    ("(一)费用", "han_bracketed", "(一)", (1,)),
    ("一）费用", "han_bracketed", "一", (1,)),
    ("附件一 价格", "annex", "附件一", (1,)),
    ("附件2：价格", "annex", "附件2", (2,)),
    ("附录A 价格", "annex", "附录A", (1,)),
]


@pytest.mark.parametrize(("text", "scheme", "label", "values"), LABELS)
def test_a_label_is_read_by_its_scheme(text: str, scheme: str, label: str, values: tuple[int, ...]) -> None:
    found = {(one.scheme, one.label, one.values) for one in readings(text)}
    assert (scheme, label, values) in found


NO_LABELS = [
    # words
    "affiliate(s) of the provider",
    "affiliates of the provider",
    "I agree",
    "A person who pays",
    "a member of the group",
    "(see above)",
    "(or any of its partners)",
    "i.e. the fee",
    "e.g. the fee",
    "I. e. the fee",
    "z. B. die Gebühr",
    "d.h. die Gebühr",
    "p. ex. le prix",
    "U.S. users",
    "P.O. Box 5",
    "J. R. Smith wrote",
    "mix. of things",
    "civil. law",
    "did. it",
    "IV fluids are given",
    "XL shirts",
    "3D models",
    "5(five) days",
    "First part of the fee",
    "Second, parts are sold",
    "4G networks",
    "2x as much",
    "3.com is a company",
    "v2.1 of the software",
    "Version 2.1 of it",
    "24/7 support",
    "5 – 7 days",
    "5 - ten days",
    "A – a word",
    "3: two goals",
    "A.M. or later",
    "20th century",
    "2nd party",
    # years, dates and times
    "(2021) is the year",
    "2021 was a good year",
    "2021. was a good year",
    "2021 Annual report",
    "12 May 2021",
    "May 12, 2021",
    "3 March 2020",
    "1. Januar 2021",
    "1. Januar 2021 tritt sie in Kraft",
    "12. août 2024",
    "1er janvier 2021",
    "12.05.2021 is the date",
    "01.02.21",
    "12/05/2021 is the day",
    "2021-05-12 is the day",
    "15. März eines jeden Jahres",
    "1. Januar bestand",
    "30. June of each year",
    "2021年1月1日",
    "3月1日起施行",
    "10:30 is the time",
    "10h30 au plus tard",
    "10.30 a.m. at the latest",
    # prices, quantities, versions
    "$5 are due",
    "5 € sind fällig",
    "5,00 € TTC",
    "5.00 USD",
    "100.000 Euro",
    "1.000.000 EUR",
    "1,000 users",
    "1.5 million users",
    "1,5 Millionen Nutzer",
    "1,5 million d'utilisateurs",
    "0.3% of the amount",
    "3,5 % des Betrags",
    "99.9% uptime",
    "2.0 or later",
    "5 days after receipt",
    "30 days",
    "30 Tage nach Erhalt",
    "30 jours après",
    "5 MB",
    "1-3 years",
    "1 to 3 years",
    "6.5 to 7 hours",
    "1/2 of it",
    "½ of it",
    "20° C outside",
    "30日内付款",
    "3个月",
    "1.5元",
    "5万元",
    "1至3年",
    # numbers of telephones and houses
    "+86 10 5555",
    "1-800-555",
    "800.352.5267 is the number",
    "(212) 555-0100",
    "(030) 123456",
    "12 rue de la Paix",
    "Hauptstrasse 5",
    "007 is a name",
    # references
    "Section 4.2 of the agreement applies",
    "Sections 3 and 4 survive",
    "Article 6, paragraph 2",
    "Article 5 du code civil",
    "L'article 5 s'applique",
    "article 5 applies",
    "§ 5 des Gesetzes gilt",
    "§§ 3 bis 5 gelten",
    "Artikel 6 der Verordnung",
    "Part of the service",
    "Annex to the agreement",
    "Schedule a call",
    "Exhibit space is rented",
    "第三条规定的义务",
    "第二款所述的情形",
    "第一部分的内容",
    "第三方服务",
    "第一次登录",
    "附件一所列的价格",
    # Chinese words
    "一、二线城市",
    "甲、乙双方",
    "一些用户",
    "一般条款",
    "十天内",
    "三个月",
    "(一般)条款",
    "(c) 2021 Example Ltd",
    "",
]


@pytest.mark.parametrize("text", NO_LABELS)
def test_what_only_looks_like_a_label_is_none(text: str) -> None:
    assert readings(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "10 Main Street",
        "A. Smith wrote",
        "L. Müller",
        "MM. les clients",
        "Article 6 GDPR permits",
        "192.168.1.1 is it",
        "B.1 vitamins are good",
        "24 - The news",
        "10: The time",
        "401(k) plans are excluded",
        "3(a) of the Act applies",
    ],
)
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
        ("1 - Objet", "2 – Prix", True),
        ("1.0 Scope", "2.0 Fees", True),
        ("A.1 x", "A.2 x", True),
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


def test_no_number_of_any_script_breaks_the_reading() -> None:
    numbers = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] == "N"]
    for dressed in ("{} Fees", "{}. Fees", "({}) Fees", "第{}条 Fees", "Article {}", "附件{} Fees"):
        for number in numbers:
            assert all(label.values for label in readings(dressed.format(number)))


@given(st.one_of(st.sampled_from([text for text, *_ in LABELS]), st.text(max_size=20)))
def test_every_scheme_is_asked_that_reads_the_line(line: str) -> None:
    asked = {label for scheme in SCHEMES if (label := scheme.read(line[:64])) is not None} if line.strip() else set()
    assert asked == set(readings(line)) or line[0] in " \t\n*_-–—•·“”\"'‘’,;:!?/@#$%&+=<>|~^`{}"


@given(st.text(max_size=80))
def test_a_reading_never_goes_beyond_the_line(line: str) -> None:
    for label in readings(line):
        assert 0 < label.end <= len(line)
        assert line[: label.end].strip() == label.prefix
        assert label.values
        assert label.label


@pytest.mark.parametrize("text", ["5. May we call you?", "3. March in step", "4. August Holidays"])
def test_a_months_name_alone_makes_no_day_of_a_clause(text: str) -> None:
    assert [label.values for label in readings(text)] == [(int(text[0]),)]
