"""The tree of clauses: from labels, by their sequence."""

from __future__ import annotations

import pytest

from watcher.clauses import outline
from watcher.domain.clause import ClauseTree
from watcher.extract.text import read_text


def tree(text: str) -> ClauseTree:
    return outline(read_text(text))


def paths(text: str) -> list[str]:
    """The path of every clause that has a label, its parts joined by ``/``."""
    return ["/".join(clause.path) for clause in tree(text).clauses if clause.label]


def said(text: str) -> list[tuple[str, str, str]]:
    """Label, heading and text of every clause."""
    return [(clause.label, clause.heading, clause.text) for clause in tree(text).clauses]


def lines(*blocks: str) -> str:
    return "\n\n".join(blocks)


def test_the_title_is_the_first_clause_and_stands_in_no_path() -> None:
    found = tree(lines("Terms of Use", "1. Scope", "1.1 They hold for all."))
    assert found.title == "Terms of Use"
    assert [(c.level, c.label, c.path, c.parent) for c in found.clauses] == [
        (0, "", (), -1),
        (1, "1", ("1",), 0),
        (2, "1.1", ("1", "1.1"), 1),
    ]


def test_a_numbered_title_above_its_text_in_one_block_is_a_section() -> None:
    apart = lines("Terms", "1. Scope", "These terms hold.", "2. Fees", "You pay at once.")
    together = lines("# Terms", "1\\. Scope\\\nThese terms hold.", "2\\. Fees\\\nYou pay at once.")
    assert said(together) == said(apart)


def test_what_goes_on_below_a_numbered_title_is_one_paragraph() -> None:
    found = said(lines("# Terms", "1\\. Fees\\\nYou pay at once.\\\nYou pay in full."))
    assert found[1:] == [("1", "Fees", ""), ("", "", "You pay at once.\nYou pay in full.")]


def test_a_word_above_the_sentence_that_defines_it_stays_with_it() -> None:
    found = said(lines("# Terms", "1.1 Boat\\\nmeans whatever floats.", "1.2 Oar\\\nmeans what moves it."))
    assert found[1:] == [("1.1", "Boat", "means whatever floats."), ("1.2", "Oar", "means what moves it.")]


@pytest.mark.parametrize(
    ("blocks", "warnings"),
    [
        (["1. You row.", "2. You pay.", "1. We rent."], ("1 begins anew behind 2",)),
        (["1. Boats", "(a) old;", "(b) new.", "(a) red."], ("(a) begins anew behind (b)",)),
        (["1. Boats", "(a) old;", "(b) new.", "2. Oars", "(a) red."], ()),
        (["Boats", "1. You row.", "2. You pay.", "Oars", "1. We rent."], ()),
        (["1. You row.", "2. You pay:", "1. the fee;", "2. the tax."], ()),
    ],
)
def test_a_list_that_begins_anew_without_a_heading_is_told(blocks: list[str], warnings: tuple[str, ...]) -> None:
    assert tree(lines("Terms", *blocks)).warnings == warnings


def test_prefixes_are_kept_as_printed_and_labels_lose_their_stops() -> None:
    found = tree(lines("1\\. Scope", "1.1. It holds.", "2)Fees", "2.1 They are due.", "(4) at once.")).clauses
    assert [(c.prefix, c.label) for c in found] == [
        ("1.", "1"),
        ("1.1.", "1.1"),
        ("2)", "2"),
        ("2.1", "2.1"),
        ("(4)", "(4)"),
    ]


def test_a_list_restarts_under_each_heading() -> None:
    text = lines("Terms", "Scope", "1.It holds.", "2.For all.", "Fees", "1.They are due.", "2.At once.")
    assert paths(text) == ["Scope/1", "Scope/2", "Fees/1", "Fees/2"]


def test_a_missing_parent_is_implied() -> None:
    text = lines("1.1 It holds for all.", "1.2 It holds at once.", "2)Fees", "2.1 They are due.", "2.2.1 At once.")
    assert paths(text) == ["1/1.1", "1/1.2", "2", "2/2.1", "2/2.2/2.2.1"]


def test_decimals_stand_below_roman_headings_and_articles() -> None:
    assert paths(lines("I. [Scope]", "1.1 It holds.", "II. [Fees]", "2.1 They are due.")) == [
        "I",
        "I/1.1",
        "II",
        "II/2.1",
    ]
    assert paths(lines("Article 4 – Fees", "4.1 They are due.", "(a) monthly;", "Article 5 – Term")) == [
        "Article 4",
        "Article 4/4.1",
        "Article 4/4.1/(a)",
        "Article 5",
    ]


def test_items_behind_an_unnumbered_heading_belong_to_it_and_the_section_goes_on() -> None:
    text = lines(
        "##### 1\\. Terms",
        "1.1 One is one.",
        "1.2 Two is two.",
        "##### Both of you agree that:  \n(1) it is neutral;  \n(2) it is yours.",
        "1.3 Three is three.",
        "##### 2\\. Duties",
    )
    assert paths(text) == [
        "1",
        "1/1.1",
        "1/1.2",
        "1/Both of you agree that:/(1)",
        "1/Both of you agree that:/(2)",
        "1/1.3",
        "2",
    ]


def test_a_paragraph_behind_items_belongs_to_what_announced_them() -> None:
    text = lines("3.1 You shall:", "(1) pay;", "(2) report.", "You do so at your own cost.", "3.2 We help.")
    assert said(text) == [
        ("3.1", "", "You shall:\nYou do so at your own cost."),
        ("(1)", "", "pay;"),
        ("(2)", "", "report."),
        ("3.2", "", "We help."),
    ]


def test_a_second_paragraph_belongs_to_the_item_where_no_text_announces_the_items() -> None:
    text = lines("§ 1 Fees", "(1) They are due.", "They are due at once.", "(2) They are paid.", "§ 2 Term")
    assert said(text)[1] == ("(1)", "", "They are due.\nThey are due at once.")


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["(h)", "(i)", "(j)"], ["(h)", "(i)", "(j)"]),
        (["(a)", "(i)", "(ii)", "(b)"], ["(a)", "(a)/(i)", "(a)/(ii)", "(b)"]),
        (["(g)", "(h)", "(i)"], ["(g)", "(h)", "(i)"]),
        (["(h)", "(i)", "(ii)", "(i)"], ["(h)", "(h)/(i)", "(h)/(ii)", "(i)"]),
    ],
)
def test_i_is_a_letter_or_a_numeral_by_its_neighbours(labels: list[str], expected: list[str]) -> None:
    assert paths(lines(*(f"{label} something is done;" for label in labels))) == expected


def test_a_printed_number_again_is_one_clause() -> None:
    text = lines(
        "**2.1 We may:**", "1. (1) suspend you;\n2. (2) remove you.", "3.1 **So:**", "* (1) at once;\n* (2) later."
    )
    found = [(c.prefix, c.label) for c in tree(text).clauses if c.label.startswith("(")]
    assert found == [("1. (1)", "(1)"), ("2. (2)", "(2)"), ("• (1)", "(1)"), ("• (2)", "(2)")]


def test_an_enumeration_that_runs_on_gives_child_clauses() -> None:
    text = lines("9. You publish nothing:", "(1) against the law; (2) about others; (3) for money。", "10. You pay.")
    assert paths(text) == ["9", "9/(1)", "9/(2)", "9/(3)", "10"]
    assert said(lines("4.1 We may (1) ask for a deposit; and (2) wait for it.")) == [
        ("4.1", "", "We may"),
        ("(1)", "", "ask for a deposit; and"),
        ("(2)", "", "wait for it."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "4.1 You shall: (i) render the data anonymous; or (ii) delete them.",
        "4.1 We answer for none of: (A) loss of data; (B) loss of profit.",
        "4.1 Laws (1), rules (2) and the affiliate(s) of the provider (2021) are named below.",
        "4.1 We keep (1) laws, (2) rules and (3) habits.",
    ],
)
def test_what_articulates_a_sentence_is_no_enumeration(text: str) -> None:
    assert paths(text) == ["4/4.1"]


def test_labels_at_glued_lines_are_found() -> None:
    assert paths("**2.1** You pay.  \n**2.2** We work.  \nTogether we win.") == ["2/2.1", "2/2.2"]


@pytest.mark.parametrize(
    "line",
    [
        "2021 was a good year.",
        "1.5 million users have agreed.",
        "5 days later it ends.",
        "$5 are due.",
        "2.0 or later of the software is needed.",
        "(2021) was the year.",
        "192.168.1.1 is the address of it.",
        "10 Main Street is where we are.",
        "+49 30 123456 is our number.",
        "1. Januar 2021",
        "Section 3.2 of this agreement applies.",
        "A. Smith wrote this.",
    ],
)
def test_numbers_of_other_things_are_no_labels(line: str) -> None:
    assert paths(lines("3.1 You pay.", line, "3.2 We work.")) == ["3/3.1", "3/3.2"]


@pytest.mark.parametrize(
    ("labels", "warning"),
    [
        (["3.1", "3.2", "3.2", "3.3"], "3.2 stands twice"),
        (["3.1", "3.2", "3.4"], "3.4 follows 3.2: what is between them is missing"),
        (["3.2", "3.2.1", "3.1.2", "3.2.3"], "3.1.2 follows 3.2.1"),
    ],
)
def test_slips_in_the_numbering_are_kept_and_told(labels: list[str], warning: str) -> None:
    found = tree(lines(*(f"{label} Something is done." for label in labels)))
    assert [clause.label for clause in found.clauses] == labels
    assert warning in found.warnings


def test_a_slip_stays_beside_its_neighbours() -> None:
    found = tree(lines("3.2 All of it:", "3.2.1 one.", "3.1.2 two.", "3.2.3 three.")).clauses
    assert [clause.parent for clause in found] == [-1, 0, 0, 0]


def test_restarts_and_continuations_are_no_slips() -> None:
    text = lines("Terms", "Scope", "1. It holds.", "2. For all.", "Fees", "3. They are due.", "Term", "1. It ends.")
    assert tree(text).warnings == ()


def test_a_numbered_list_inside_a_section_does_not_take_the_next_section_in() -> None:
    text = lines(
        "### 1. Scope",
        "### 2. Fees",
        "2.1 You shall:",
        "1. pay;\n2. report;",
        "2.2 We work.",
        "### 3. Term",
        "3.1 It ends.",
    )
    assert paths(text) == ["1", "2", "2/2.1", "2/2.1/1", "2/2.1/2", "2/2.2", "3", "3/3.1"]


def test_schedules_close_what_is_open_and_restart_the_numbers() -> None:
    text = lines("1. Scope", "1.1 It holds.", "Schedule 1", "Fees", "1. Monthly", "1.1 They are due.", "Schedule 2")
    assert paths(text) == ["1", "1/1.1", "Schedule 1", "Schedule 1/1", "Schedule 1/1/1.1", "Schedule 2"]
    assert said(text)[2] == ("Schedule 1", "Fees", "")


def test_below_a_schedule_stand_headings_as_large_as_its_own() -> None:
    text = lines("# Terms", "## Annex 1", "It lists measures.", "## Access", "Doors are locked.", "## Annex 2")
    found = tree(text).clauses
    assert [clause.path for clause in found if clause.heading == "Access"] == [("Annex 1", "Access")]


def test_german_sections_and_paragraphs() -> None:
    text = lines(
        "§ 1 Geltung", "(1) Sie gilt.", "(2) Das umfasst:", "a) alles;", "b) jeden.", "§ 2 Preise", "(1) Sie gelten."
    )
    assert paths(text) == ["§ 1", "§ 1/(1)", "§ 1/(2)", "§ 1/(2)/a", "§ 1/(2)/b", "§ 2", "§ 2/(1)"]


def test_french_titles_and_articles() -> None:
    text = lines(
        "Titre Ier – Objet", "Article 1er – Service", "1.1 Il est fourni.", "Article 2 – Prix", "Titre II – Fin"
    )
    assert paths(text) == [
        "Titre Ier",
        "Titre Ier/Article 1er",
        "Titre Ier/Article 1er/1.1",
        "Titre Ier/Article 2",
        "Titre II",
    ]


def test_chinese_chapters_articles_and_items() -> None:
    text = lines(
        "第一章 总则",
        "第一条 服务包括：",
        "（一）账户；",
        "（二）支付。",
        "第二章 责任",
        "第二条 用户应当：",
        "1、付款；",
        "2、报告。",
    )
    assert paths(text) == [
        "第一章",
        "第一章/第一条",
        "第一章/第一条/（一）",
        "第一章/第一条/（二）",
        "第二章",
        "第二章/第二条",
        "第二章/第二条/1",
        "第二章/第二条/2",
    ]


def test_paragraphs_below_an_unnumbered_heading_are_clauses_of_their_own() -> None:
    text = lines("# Policy", "## Data", "We keep data.", "We use them for:", "* fees;\n* help.", "We delete them.")
    assert [(c.level, c.heading, c.text, c.path) for c in tree(text).clauses] == [
        (0, "Policy", "", ()),
        (1, "Data", "", ("Data",)),
        (2, "", "We keep data.", ("Data",)),
        (2, "", "We use them for:", ("Data",)),
        (3, "", "fees;", ("Data",)),
        (3, "", "help.", ("Data",)),
        (2, "", "We delete them.", ("Data",)),
    ]


def test_so_are_paragraphs_below_a_marked_numbered_heading() -> None:
    assert said(lines("# Policy", "## 1. Data", "We keep data.", "We use data.")) == [
        ("", "Policy", ""),
        ("1", "Data", ""),
        ("", "", "We keep data."),
        ("", "", "We use data."),
    ]


def test_so_are_paragraphs_below_a_numbered_line_that_is_all_heading_in_bold_or_without() -> None:
    text = lines("1. Data", "1.1 Scope of it", "We keep data.", "We use data.", "1.2 We stop.")
    expected = [
        ("1", "Data", ""),
        ("1.1", "Scope of it", ""),
        ("", "", "We keep data."),
        ("", "", "We use data."),
        ("1.2", "", "We stop."),
    ]
    assert said(text) == said(text.replace("1.1 Scope of it", "**1.1 Scope of it**")) == expected


def test_below_a_numbered_clause_paragraphs_are_its_text() -> None:
    assert said(lines("1.1 We keep your data.", "We use them.", "1.2 Fees: they are due.", "At once.")) == [
        ("1.1", "", "We keep your data.\nWe use them."),
        ("1.2", "", "Fees: they are due.\nAt once."),
    ]


def test_a_line_is_a_heading_in_bold_or_without() -> None:
    plain = lines("# Policy", "## Data", "Use of data", "We use them.", "See more", "## Fees")
    bold = plain.replace("Use of data", "**Use of data**")
    assert said(plain) == said(bold)
    assert ("", "Use of data", "") in said(plain)
    assert ("", "", "See more") in said(plain)


def test_dates_addresses_and_signatures_are_no_headings() -> None:
    blocks = [
        "Terms",
        "Last updated: May 3",
        "We work.",
        "Example Holding, LLC",
        "Phone: one two",
        "We answer.",
        "Example",
    ]
    assert [heading for _, heading, _ in said(lines(*blocks)) if heading] == ["Terms"]


def test_rows_and_terms_are_units() -> None:
    assert said("# Fees\n\n| Fee | Due |\n|---|---|\n| 1. five | monthly |") == [
        ("", "Fees", ""),
        ("", "", "Fee | Due"),
        ("", "", "1. five | monthly"),
    ]


def test_emphasis_and_links_move_with_their_words() -> None:
    clause = tree("**1.1 Fees:** see [our list](https://example.org/a) (1) *now*; (2) later.").clauses
    assert clause[0].text == "Fees: see our list"
    assert [(e.start, e.end) for e in clause[0].emphasis] == [(0, 5)]
    assert [(link.start, link.end) for link in clause[0].links] == [(10, 18)]
    assert [(e.start, e.end) for e in clause[1].emphasis] == [(0, 3)]


def test_bold_that_only_makes_a_heading_is_not_listed() -> None:
    assert tree(lines("# **Terms**", "We work.")).clauses[0].heading_emphasis == ()


def test_ids_follow_the_words_not_the_labels() -> None:
    one = tree(lines("1.1 You pay.", "1.2 We work.", "1.3 You pay."))
    other = tree(lines("1.1 New.", "1.2 You pay.", "1.3 We work.", "1.4 You pay."))
    assert len({clause.id for clause in one.clauses}) == 3
    assert [clause.id for clause in other.clauses[1:]] == [clause.id for clause in one.clauses]


def test_the_same_clauses_are_cut_however_the_lines_are_wrapped() -> None:
    text = lines(
        "# Terms",
        "3.1 The provider may (1) ask for a deposit before it begins to work on anything at all; and\n"
        "(2) wait for the payment of the deposit before it goes on with the work that it has begun\n"
        "already.",
        "3.2 The provider names the reasons for it, if the law of its own seat or of yours asks for\n"
        "that, within ten days.",
    )
    assert said(text) == said(
        text.replace("\n(2)", " (2)").replace("\nalready", " already").replace("\nthat,", " that,")
    )


def test_a_label_on_a_line_of_its_own_takes_what_follows() -> None:
    text = lines(
        "# Terms", "1.", "## Fees", "1.1.", "They are due.", "1.2.", "You shall:", "A.", "pay;", "B.", "report."
    )
    assert said(text)[1:] == [
        ("1", "Fees", ""),
        ("1.1", "", "They are due."),
        ("1.2", "", "You shall:"),
        ("A", "", "pay;"),
        ("B", "", "report."),
    ]


def test_the_first_line_of_an_item_is_its_heading_where_the_block_goes_on() -> None:
    glued = "4.1 Means of payment\n\n(a) By card\\\nAll cards are taken.\n\n(b) By cheque\\\nCheques are cashed."
    apart = lines("4.1 Means of payment", "(a) By card", "All cards are taken.", "(b) By cheque", "Cheques are cashed.")
    assert said(glued) == said(apart)
    assert said(apart)[1] == ("(a)", "By card", "All cards are taken.")


def test_a_quoted_list_of_roman_paragraphs_stays_in_its_clause() -> None:
    text = lines(
        "Article 9 Warranty", "9.1 The law says:", "I. The seller delivers.", "II. He answers.", "9.2 We mend."
    )
    assert paths(text) == ["Article 9", "Article 9/9.1", "Article 9/9.1/I", "Article 9/9.1/II", "Article 9/9.2"]


def test_a_heading_at_once_behind_a_numbered_heading_stands_below_it() -> None:
    text = lines("6.1 Delivery", "6.1.1 Small goods", "At Home", "We ring twice.", "6.2 Returns", "You send them back.")
    found = tree(text).clauses
    assert [clause.path for clause in found if clause.heading == "At Home"] == [("6", "6.1", "6.1.1", "At Home")]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["f.", "g.", "i.", "j."], ["f", "g", "i", "j"]),
        (["g.", "h.", "i."], ["g", "h", "i"]),
        (["a.", "i.", "ii.", "b."], ["a", "i", "ii", "b"]),
    ],
)
def test_a_gap_in_letters_leaves_headings_what_they_are(labels: list[str], expected: list[str]) -> None:
    found = tree("# Terms\n\n" + lines(*(f"## {label} Something" for label in labels))).clauses
    assert [clause.label for clause in found if clause.label] == expected
    assert {clause.level for clause in found if clause.label in ("g", "i", "j")} <= {1} or "ii" in expected


def test_what_was_put_behind_a_number_stands_beside_it_without_a_warning() -> None:
    found = tree(lines("§ 1 Fees", "They are due.", "§ 1a Costs", "They are paid.", "§ 2 Term", "It ends."))
    assert [(clause.label, clause.level) for clause in found.clauses if clause.label] == [
        ("§ 1", 1),
        ("§ 1a", 1),
        ("§ 2", 1),
    ]
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Severability; Waiver", True),
        ("Governing Law; Place of Jurisdiction", True),
        ("Rights of Users in the U.S. and Canada", True),
        ("Datenschutz und Sicherheit", True),
        ("Données personnelles et cookies", True),
        ("个人信息的保护", True),
        ("LOSS OF DATA; LOSS OF PROFIT", False),
        ("you pay; we work", False),
        ("You may stop using it at any time.", False),
        ("Last updated: May 3", False),
        ("legal@example.org", False),
        ("Example Holding, LLC", False),
        ("生效日期", False),
    ],
)
def test_what_a_heading_looks_like(line: str, heading: bool) -> None:
    found = tree(lines("# Terms", "We begin here.", line, "We go on here.")).clauses
    assert any(clause.heading == line for clause in found) is heading


def test_an_excerpt_begins_with_any_number() -> None:
    found = tree(lines("Article 9 Warranty", "We mend what we made.", "Article 10 Force", "We wait."))
    assert [clause.label for clause in found.clauses if clause.label] == ["Article 9", "Article 10"]
    assert found.warnings == ("Article 9 has no Article 8 before it",)


def test_annexes_in_chinese_close_what_is_open() -> None:
    text = lines("第一条 服务", "（一）账户；", "附件一 价格", "一、月费十元。", "二、年费百元。", "附件二 说明")
    assert paths(text) == ["第一条", "第一条/（一）", "附件一", "附件一/一", "附件一/二", "附件二"]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["A. Goods", "I. Delivery", "1. At home", "II. Returns", "B. Services"], ["A", "A/I", "A/I/1", "A/II", "B"]),
        (["I. Goods", "A. Delivery", "1. At home", "B. Returns", "II. Law"], ["I", "I/A", "I/A/1", "I/B", "II"]),
        (
            ["Abschnitt 1", "Preise", "§ 1 Netto", "§ 2 Brutto", "Abschnitt 2", "Recht", "§ 3 Ort"],
            [
                "Abschnitt 1",
                "Abschnitt 1/§ 1",
                "Abschnitt 1/§ 2",
                "Abschnitt 2",
                "Abschnitt 2/§ 3",
            ],
        ),
        (
            ["A. Goods", "A.1 They are sold.", "A.2 They are sent.", "B. Law", "B.1 It is ours."],
            [
                "A",
                "A/A.1",
                "A/A.2",
                "B",
                "B/B.1",
            ],
        ),
        (["I. Goods", "I.1 They are sold.", "II. Law", "II.1 It is ours."], ["I", "I/I.1", "II", "II/II.1"]),
        (["1.0 Goods", "1.1 They are sold.", "2.0 Law", "2.1 It is ours."], ["1.0", "1.0/1.1", "2.0", "2.0/2.1"]),
        (["1 - Objet", "1.1 Il est bon.", "2 - Prix", "2.1 Il est dû."], ["1", "1/1.1", "2", "2/2.1"]),
        (
            ["3. Goods", "3(a) They are sold.", "3(b) They are sent:", "3(b)(i) at once;", "3(b)(ii) by us.", "4. Law"],
            ["3", "3/3(a)", "3/3(b)", "3/3(b)/3(b)(i)", "3/3(b)/3(b)(ii)", "4"],
        ),
        (["A.1.1 Goods", "A.1.2 Law"], ["A/A.1/A.1.1", "A/A.1/A.1.2"]),
    ],
)
def test_labels_of_several_kinds_stand_below_each_other(blocks: list[str], expected: list[str]) -> None:
    assert paths(lines(*blocks)) == expected


def test_a_short_line_that_a_list_follows_is_its_heading() -> None:
    assert said(lines("A. Goods", "1. They are sold.", "B. Law", "1. It is ours."))[::2] == [
        ("A", "Goods", ""),
        ("B", "Law", ""),
    ]
    assert said(lines("（一）总则", "1、本协议有效。", "（二）费用", "1、费用到期。"))[::2] == [
        ("（一）", "总则", ""),
        ("（二）", "费用", ""),
    ]


def test_paragraphs_below_a_lettered_section_are_clauses_of_their_own() -> None:
    assert said(lines("A. Goods", "They are sold.", "They are sent.", "B. Law", "It is ours."))[1:3] == [
        ("", "", "They are sold."),
        ("", "", "They are sent."),
    ]


@pytest.mark.parametrize("labels", [("(1)", "(2)"), ("1.", "2."), ("（一）", "（二）"), ("a)", "b)")])
def test_behind_the_items_that_a_paragraph_announces_the_section_goes_on(labels: tuple[str, str]) -> None:
    one, two = labels
    text = lines("# Terms", "## 第一条 Goods", "We sell:", f"{one} boats;", f"{two} oars.", "We sell no fish.")
    assert said(text)[-1] == ("", "", "We sell no fish.")
    assert [clause.level for clause in tree(text).clauses] == [0, 1, 2, 3, 3, 2]


def test_so_it_does_behind_bullets_on_lines_without_blank_ones_between() -> None:
    assert [text for _, _, text in said("1. Goods\nWe sell:\n- boats;\n- oars.\nWe sell no fish.")][1:] == [
        "We sell:",
        "boats;",
        "oars.",
        "We sell no fish.",
    ]


def test_a_line_behind_the_last_item_of_a_block_belongs_to_what_announced_the_items() -> None:
    assert said("4.4 You shall:\\\n(a) pay;\\\n(b) report.\\\nYou do so at once.")[0] == (
        "4.4",
        "",
        "You shall:\nYou do so at once.",
    )


def test_a_list_in_an_item_that_is_set_beside_it_stands_below_it() -> None:
    assert paths("**x**\n\n1. You pay.\n2. You shall:\n\n1) row;\n2) sail.\n\n3. You win.") == [
        "1",
        "2",
        "2/1",
        "2/2",
        "3",
    ]


def test_a_section_whose_number_a_converter_lost_holds_its_clauses() -> None:
    text = lines(
        "# Terms",
        "1.  **Scope**",
        "1.1 They hold.",
        "1.  **Fees**",
        "2.1 They are due.",
        "2.2 At once.",
        "1.  **Law**",
        "3.1 It is ours.",
    )
    assert paths(text) == ["1", "1/1.1", "1", "1/2.1", "1/2.2", "1", "1/3.1"]


def test_a_gap_in_numbers_that_are_often_none_does_not_end_the_list() -> None:
    found = tree(lines("1 Goods", "2 Fees", "4 Term", "5 Law", "12 Downing Street"))
    assert [clause.label for clause in found.clauses if clause.label] == ["1", "2", "4", "5"]
    assert found.warnings == ("4 follows 2: what is between them is missing",)


def test_a_sentence_in_brackets_is_no_heading() -> None:
    assert said(lines("# Terms", "We sell.", "(Send this form to us.)", "We buy.")) == [
        ("", "Terms", ""),
        ("", "", "We sell."),
        ("", "", "(Send this form to us.)"),
        ("", "", "We buy."),
    ]


@pytest.mark.parametrize(
    "heading", ["Introduction", "Preamble: who we are", "前言", "Präambel", "Préambule", "Overview", "定义"]
)
def test_a_first_heading_among_equals_that_names_a_section_is_no_title(heading: str) -> None:
    found = tree(lines(f"## {heading}", "We row.", "## Fees", "They are due."))
    assert found.title == ""
    assert [clause.path for clause in found.clauses] == [(heading,), (heading,), ("Fees",), ("Fees",)]


@pytest.mark.parametrize("heading", ["General Terms", "Overview of the Terms of Use", "Definitions Act", "协议总则"])
def test_one_that_names_an_agreement_is(heading: str) -> None:
    assert tree(lines(f"## {heading}", "We row.", "## Fees", "They are due.")).title == heading


@pytest.mark.parametrize("heading", ["# Table of Contents", "## Contents", "## 目 录", "## Inhaltsverzeichnis"])
def test_a_table_of_contents_is_no_title_and_holds_nothing_but_its_entries(heading: str) -> None:
    found = tree(lines(heading, "* Data\n* Fees", "In effect from May on.", "## Data", "We row.", "## Fees", "We ask."))
    assert found.title == ""
    assert [len(clause.path) for clause in found.clauses if not clause.heading] == [1, 1, 0, 1, 1]


def test_what_follows_a_table_of_contents_does_not_stand_below_its_last_entry() -> None:
    entries = ["1. Scope", "2. Services", "3. Law"]
    clauses = ["1. Scope", "They hold.", "2. Services", "We row.", "3. Law", "It is ours."]
    found = tree(lines("# Terms", *entries, "Welcome to our boats.", *clauses)).clauses
    assert [clause.path for clause in found if clause.text == "Welcome to our boats."] == [()]
    assert [clause.path for clause in found if clause.text == "It is ours."] == [("3",)]


def test_the_last_section_of_a_markdown_list_holds_its_paragraphs_and_no_heading() -> None:
    text = lines("# Terms", "1. Scope", "They hold.", "2. Law", "It is ours.", "Contact", "We answer.")
    assert [(clause.path, clause.text) for clause in tree(text).clauses if clause.text] == [
        (("1",), "They hold."),
        (("2",), "It is ours."),
        (("Contact",), "We answer."),
    ]
    announced = lines("# Terms", "## Data", "We need:", "1. Name\n2. Place", "We keep them.")
    assert [clause.path for clause in tree(announced).clauses if clause.text == "We keep them."] == [("Data",)]


def test_fields_that_stand_twice_are_no_table_of_contents() -> None:
    text = lines("# Form", "1. Name", "2. Place", "3. Date", "Sign here.", "1. Name", "2. Place", "3. Date", "Sign.")
    assert [clause.path for clause in tree(text).clauses if clause.text == "Sign here."] == [("3",)]


def test_bullets_behind_one_that_announces_them_stand_below_it_though_set_beside_it() -> None:
    text = lines("# Rules", "* Boats may not be:", "* loud", "* lost", "* Boats may be:", "* blue.", "* Oars float.")
    assert [(clause.level, clause.text) for clause in tree(text).clauses[1:]] == [
        (1, "Boats may not be:"),
        (2, "loud"),
        (2, "lost"),
        (1, "Boats may be:"),
        (2, "blue."),
        (2, "Oars float."),
    ]


def test_the_bullet_that_ends_the_sentence_ends_their_list() -> None:
    text = lines("# Rules", "* Boats may not be:", "* loud;", "* lost.", "* Oars float.")
    assert [clause.level for clause in tree(text).clauses[1:]] == [1, 2, 2, 1]


def test_clauses_that_were_glued_together_are_told_apart_where_their_numbers_are_missing() -> None:
    glued = "1.1 You pay. 1.2 We row, see 1.1 You. 1.3 All swim."
    assert paths(lines(glued, "1.4 It ends.")) == ["1/1.1", "1/1.2", "1/1.3", "1/1.4"]
    assert paths(lines(glued, "1.2 It ends.")) == ["1/1.1", "1/1.2"]
    assert paths(lines(glued, "2.1 It ends.")) == ["1/1.1", "1/1.2", "1/1.3", "2/2.1"]
    assert paths(lines("1.1 You pay. 1.2 We row.", "2.1 It ends.")) == ["1/1.1", "2/2.1"]


@pytest.mark.parametrize(
    "labels",
    [
        ["A.", "B.", "D.", "E."],
        ["A.", "C.", "D."],
        ["a.", "c.", "b.", "d."],
        ["i.", "ii.", "iv."],
        ["5.1", "5.3", "5.4"],
        ["B.", "C.", "D.", "E."],
        ["I.", "II.", "V.", "VI."],
    ],
)
def test_a_list_of_letters_or_numbers_keeps_its_items_when_one_is_missing(labels: list[str]) -> None:
    text = lines("# Terms", "We do not answer for:", *(f"{label} loss of something;" for label in labels))
    assert [clause.label for clause in tree(text).clauses if clause.label] == [label.rstrip(".") for label in labels]


def test_a_line_that_goes_on_in_lower_case_is_no_heading() -> None:
    assert said(lines("1.3 We keep data only where the", "account needs them.", "2. Fees"))[0] == (
        "1.3",
        "",
        "We keep data only where the\naccount needs them.",
    )


def test_a_link_that_leads_nowhere_is_no_heading_and_one_that_leads_to_a_section_may_be() -> None:
    text = "We row.\n\n[{}]({})\n\nWe swim."
    assert said(text.format("Back to top", "#top"))[1] == ("", "", "Back to top")
    assert said(text.format("Key terms", "#key-terms"))[1] == ("", "Key terms", "")


def test_a_fence_has_no_labels_and_the_list_behind_it_begins_at_its_level() -> None:
    found = tree("# API\n\n## 1. Limits\n\n```\n1. none\n2. none\n```\n\n1. You row.\n2. You pay.")
    assert [(c.path, c.text) for c in found.clauses[2:]] == [
        (("1",), "1. none\n2. none"),
        (("1", "1"), "You row."),
        (("1", "2"), "You pay."),
    ]


def test_footnotes_at_the_end_stand_below_no_clause() -> None:
    found = tree("# T\n\n## 1. Fees\n\n1.1 You pay[^1].\n\n[^1]: In coins.\n[^2]: At noon.").clauses
    assert [(c.text, c.parent, c.prefix) for c in found[2:]] == [
        ("You pay[^1].", 1, "1.1"),
        ("In coins.", 0, "[^1]"),
        ("At noon.", 0, "[^2]"),
    ]


def test_a_footnote_between_clauses_leaves_their_section_open() -> None:
    found = tree("# T\n\n## 1. Fees\n\n1.1 You pay[^1].\n\n[^1]: In coins.\n\n1.2 You row.").clauses
    assert [(c.label, c.text, c.parent) for c in found[2:]] == [
        ("1.1", "You pay[^1].", 1),
        ("", "In coins.", 1),
        ("1.2", "You row.", 1),
    ]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["2. 费用", "2.1 年费为人民币三百元。"], ["2", "2/2.1"]),
        (["1. 借阅", "1.1 图书可以借阅。", "1.2 次日起计算期限。"], ["1", "1/1.1", "1/1.2"]),
        (["1. Preise", "1.1 Wir runden.", "1.2 Euro ist die Währung."], ["1", "1/1.1", "1/1.2"]),
        (["1. Space", "1.1 GB limits apply.", "1.2 TB limits do not."], ["1", "1/1.1", "1/1.2"]),
        (["4. Speicher", "4.1 Jeder hat Platz.", "1.5 GB sind frei.", "4.2 Er ist klein."], ["4", "4/4.1", "4/4.2"]),
        (["2. 费用", "每人应付的费用如下。", "1.5 元是最低的费用。"], ["2"]),
        (["1. Fees", "1.1 You pay.", "1.2 days later you row."], ["1", "1/1.1"]),
    ],
)
def test_a_unit_behind_a_number_hides_no_label_that_goes_on(blocks: list[str], expected: list[str]) -> None:
    assert paths(lines("# T", *blocks)) == expected


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("**7. LAW OF THE HARBOUR; ARBITERS**", "LAW OF THE HARBOUR; ARBITERS"),
        ("**7. What you owe. And when**", "What you owe. And when"),
        ("**七、押金；船桨**", "押金；船桨"),
        ("7. LOSS OF BOATS; LOSS OF OARS", ""),
        ("**7. LOSS** OF BOATS; LOSS OF OARS", ""),
        ("**7. You pay; we row.**", ""),
        ("**7. you pay; we row**", ""),
        ("**(7) LOSS OF BOATS; LOSS OF OARS**", ""),
    ],
)
def test_a_labelled_line_wholly_in_bold_is_a_heading_whatever_stands_inside(line: str, heading: str) -> None:
    found = tree(lines("# Terms", line, "Whoever rows pays the fee at once."))
    assert found.clauses[1].heading == heading


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (
            ["1. Boats", "1.1 You may:", "(a) row;", "(b) (i) swim; or", "(ii) dive.", "(c) rest."],
            ["1", "1/1.1", "1/1.1/(a)", "1/1.1/(b)", "1/1.1/(b)/(i)", "1/1.1/(b)/(ii)", "1/1.1/(c)"],
        ),
        (["1. Boats", "1.1 (a) You row.", "(b) You pay."], ["1", "1/1.1", "1/1.1/(a)", "1/1.1/(b)"]),
        (["1. Boats", "1.1 You may:", "(a) (i) row;", "(b) rest."], ["1", "1/1.1", "1/1.1/(a)", "1/1.1/(b)"]),
    ],
)
def test_a_list_that_begins_on_its_items_line_stands_below_it(blocks: list[str], expected: list[str]) -> None:
    assert paths(lines("# T", *blocks)) == expected
