"""Plain text and Markdown become blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.document import Block, BlockKind, Emphasis, EmphasisKind, Link
from watcher.extract.text import read_text


def shapes(text: str) -> list[tuple[str, str, str]]:
    """Kind, marker and text of each block."""
    return [(block.kind.value, block.marker, block.text) for block in read_text(text).blocks]


def only(text: str) -> Block:
    (block,) = read_text(text).blocks
    return block


def test_headings_are_marked_by_signs_before_or_a_line_below() -> None:
    blocks = read_text("# One\n\n### Two ##\n\nThree\n=====\n\nFour\n----\n\ntext").blocks
    assert [(b.text, b.level) for b in blocks] == [("One", 1), ("Two", 3), ("Three", 1), ("Four", 2), ("text", 0)]


def test_a_numbered_line_over_its_underline_is_a_heading_not_an_item() -> None:
    assert shapes("1\\. **Fees**\n-------\n\nThey are due.")[0] == ("heading", "", "1. Fees")


def test_an_items_heading_keeps_the_items_number() -> None:
    assert shapes("2. ### Fees\n\n    They are due.") == [("heading", "2.", "Fees"), ("paragraph", "", "They are due.")]


def test_lists_nest_by_indentation() -> None:
    blocks = read_text("**x**\n\n* one\n    1. two\n    2. three\n* four\n\nfive").blocks
    assert [(b.text, b.depth, b.marker) for b in blocks[1:]] == [
        ("one", 1, "•"),
        ("two", 2, "1."),
        ("three", 2, "2."),
        ("four", 1, "•"),
        ("five", 0, ""),
    ]


def test_in_plain_text_a_number_is_printed_and_no_lists_marker() -> None:
    assert shapes("1. Scope\n\n1.1 It covers all.") == [
        ("paragraph", "", "1. Scope"),
        ("paragraph", "", "1.1 It covers all."),
    ]


def test_emphasis_and_links_become_ranges() -> None:
    block = only("**1.1 Fees:** see _the_ [price list](https://example.org/p?utm_source=x).")
    assert block.text == "1.1 Fees: see the price list."
    assert block.emphasis == (Emphasis(0, 9, EmphasisKind.STRONG), Emphasis(14, 17, EmphasisKind.EMPHASIS))
    assert block.links == (Link(18, 28, "https://example.org/p"),)


def test_bold_over_several_printed_lines_is_one_range() -> None:
    block = only("**You warrant that:  \n(1) it works;  \n(2) it is yours.  \n**")
    assert block.text == "You warrant that:\n(1) it works;\n(2) it is yours."
    assert block.emphasis == (Emphasis(0, len(block.text), EmphasisKind.STRONG),)


def test_a_mark_without_a_partner_disappears() -> None:
    assert only("**2.1 You guarantee the **address** you gave.").text == "2.1 You guarantee the address you gave."


def test_signs_that_are_no_marks_stay() -> None:
    for text in ["a file_name_here", "2 * 3 * 4", "Name: ________", "* marked fields [not] needed", "5 < 6 and 7 > 2"]:
        assert only(text).text == text.removeprefix("* ")


def test_escapes_and_entities_are_resolved() -> None:
    assert only("1\\.1 \\*Fees\\* &amp; costs").text == "1.1 *Fees* & costs"


def test_stray_tags_leave_nothing_behind() -> None:
    assert only("< p > Before you start<br>read this.</p>").text == "Before you start\nread this."
    assert only("a <name> you choose").text == "a <name> you choose"


def test_wrapped_lines_are_joined() -> None:
    text = (
        "4.1 The provider keeps the records of all visits for as long as the law\n"
        "of its seat asks for it, and hands them to nobody but those whom Section\n"
        "4.2 names. It does so with the care that it takes in its own affairs, at\n"
        "least."
    )
    assert "\n" not in only(text).text
    assert "Section 4.2 names" in only(text).text


def test_in_plain_text_a_line_that_was_ended_on_purpose_is_a_paragraph() -> None:
    long = "The provider may change the fees at any time by an announcement on its pages. " * 3
    assert [text for _, _, text in shapes(f"2.1 {long}\n2.2 {long}")] == [f"2.1 {long}".strip(), f"2.2 {long}".strip()]


def test_chinese_lines_are_joined_without_a_blank() -> None:
    assert only("**甲方**应当遵守\n本协议的约定。").text == "甲方应当遵守本协议的约定。"


def test_a_label_begins_a_block_inside_a_markdown_paragraph() -> None:
    assert [text for _, _, text in shapes("**You** shall:\n(1) pay;\n(2) report.")] == [
        "You shall:",
        "(1) pay;",
        "(2) report.",
    ]


def test_tables_become_rows() -> None:
    assert shapes("| Fee | Due |\n|---|---|\n| 5 | monthly |\n|  |  |") == [
        ("table_row", "", "Fee | Due"),
        ("table_row", "", "5 | monthly"),
    ]


def test_quotations_are_deeper_and_code_keeps_its_signs() -> None:
    blocks = read_text("> said **so**\n\n```\n*not* bold\nx_y\n```\n").blocks
    assert [(b.text, b.depth) for b in blocks] == [("said so", 1), ("*not* bold\nx_y", 0)]


def test_no_break_spaces_do_not_indent() -> None:
    assert [b.depth for b in read_text("\u00a0\u00a0\u00a0\u00a0- one\n\n\u00a0\u00a0- two").blocks] == [1, 1]


def test_line_ends_of_every_kind_are_read() -> None:
    assert [b.text for b in read_text("one\r\n\r\ntwo\r\rthree").blocks] == ["one", "two", "three"]


@given(st.text(alphabet=st.sampled_from("ab1.()*_[]<>#|-` \n\\&;:一"), max_size=120))
def test_any_text_is_read_and_every_range_lies_within_its_block(text: str) -> None:
    for block in read_text(text).blocks:
        assert block.text == block.text.strip()
        assert block.text
        ranges = [(e.start, e.end) for e in block.emphasis] + [(link.start, link.end) for link in block.links]
        assert all(0 <= start < end <= len(block.text) for start, end in ranges)
        assert block.kind is BlockKind.HEADING or block.level == 0


@given(st.lists(st.text(alphabet="abc 一二", min_size=1).filter(str.strip), min_size=1, max_size=8))
def test_plain_paragraphs_lose_nothing_but_blanks(paragraphs: list[str]) -> None:
    blocks = read_text("\n\n".join(paragraphs)).blocks
    assert "".join("".join(b.text.split()) for b in blocks) == "".join("".join(p.split()) for p in paragraphs)


@pytest.mark.parametrize(
    ("source", "text", "strong"),
    [
        ("**a****b** c", "ab c", [(0, 2)]),
        ("Name****![](x.png)", "Name", []),
        (
            "**Guests** sign \\*\\*at the gate.** They leave.",
            "Guests sign at the gate. They leave.",
            [(0, 6), (12, 24)],
        ),
        ("Prices\\*\\* are net.", "Prices** are net.", []),
        ("\\*\\*\\* and so on", "*** and so on", []),
    ],
)
def test_marks_that_a_converter_left_behind(source: str, text: str, strong: list[tuple[int, int]]) -> None:
    (block,) = read_text(source).blocks
    assert block.text == text
    assert [(e.start, e.end) for e in block.emphasis] == strong


def test_escapes_in_an_address_are_not_part_of_it() -> None:
    (block,) = read_text("the [plan](https://example.org/a\\(1\\).pdf)").blocks
    assert [link.target for link in block.links] == ["https://example.org/a(1).pdf"]


def test_a_label_that_stands_alone_is_kept() -> None:
    found = read_text("# Terms\n\n1.\n\nFees\n----\n\n1.1.\n\nThey are due.")
    assert [block.text for block in found.blocks] == ["Terms", "1.", "Fees", "1.1.", "They are due."]


def test_bold_goes_on_over_labelled_lines() -> None:
    (block, _) = read_text("**1.1 You lose:  \n(1) time;\n(2) money.  \n**\n\n1.2 We win.").blocks
    assert block.text == "1.1 You lose:\n(1) time;\n(2) money."
    assert [(e.start, e.end) for e in block.emphasis] == [(0, len(block.text))]


def test_lines_in_han_that_end_a_sentence_are_not_wrapped() -> None:
    lines = [
        "一、借阅",
        "1、未满十四周岁的读者由监护人陪同，并且出示证件。",
        "2、逾期归还的图书每日加收一角，最高不超过图书的定价。",
        "3、图书应当爱护。",
    ]
    assert [block.text for block in read_text("\n".join(lines)).blocks] == lines


def test_a_no_break_space_behind_a_label_is_a_blank() -> None:
    text = "## 1. Fees\n1.1\u00a0They are due.\n1.2\u00a0They are paid."
    assert [block.text for block in read_text(text).blocks] == ["1. Fees", "1.1 They are due.", "1.2 They are paid."]


def test_two_blanks_behind_a_number_make_no_markdown() -> None:
    assert [block.text for block in read_text("1.  Fees\nThey are due.\nThey are paid.").blocks] == [
        "1. Fees",
        "They are due.",
        "They are paid.",
    ]


def test_wrapped_lines_are_joined_where_labels_follow_them_at_once() -> None:
    text = (
        "1. Fees\n"
        "1.1 Whoever rows pays the fee to the clerk before the boat leaves the\n"
        "quay, and gets a token for it.\n"
        "1.2 Whoever swims pays nothing, but tells the clerk, who keeps a list of\n"
        "all swimmers on the quay.\n"
        "1.3 All are warm."
    )
    assert [block.text.split()[0] for block in read_text(text).blocks] == ["1.", "1.1", "1.2", "1.3"]


def test_one_long_line_that_breaks_off_inside_a_sentence_was_wrapped() -> None:
    text = "These terms hold between you and the boat house whenever you\nborrow a boat."
    assert [block.text for block in read_text(text).blocks] == [text.replace("\n", " ")]


@pytest.mark.parametrize(
    "text",
    [
        "These terms hold between you and the boat house at all times.\nwho borrows a boat",
        "These terms hold between you and the boat house whenever you\nBorrow a boat.",
        "These terms hold for you\nand for us.",
    ],
)
def test_a_line_that_ends_a_sentence_or_is_short_was_broken_on_purpose(text: str) -> None:
    assert [block.text for block in read_text(text).blocks] == text.split("\n")


def test_wrapped_lines_are_as_wide_as_they_are_printed() -> None:
    line = "用户在领取船桨之前应当支付押金归还船只之后俱乐部应当立即退还押金"
    text = f"{line}用户用户\n{line}用户用户\n{line}用户用户\n归还。\n\n    {line}用户\n    {line}用户\n    完。"
    assert [len(block.text) for block in read_text(text).blocks] == [36 * 3 + 3, 34 * 2 + 2]


def test_a_line_behind_a_bullet_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    assert shapes("We sell:\n- boats;\n- oars.\nWe buy.")[2:] == [
        ("list_item", "•", "oars."),
        ("paragraph", "", "We buy."),
    ]


def test_cells_without_bars_at_their_ends_are_rows() -> None:
    assert shapes("Fee | Due\nfive | monthly\nA choice of a|b is none.") == [
        ("table_row", "", "Fee | Due"),
        ("table_row", "", "five | monthly"),
        ("paragraph", "", "A choice of a|b is none."),
    ]


@pytest.mark.parametrize(
    ("text", "depths"),
    [
        ("- A:\n  - b\n  - c\n  - d\n- E", [1, 2, 2, 2, 1]),
        ("- A:\n    - b\n    - c\n- D", [1, 2, 2, 1]),
        ("* A\n  * b\n    * c\n    * d\n  * e\n* F", [1, 2, 3, 3, 2, 1]),
        ("1. A\n   - b\n   - c\n2. D", [1, 2, 2, 1]),
        ("- A\n\n  - b\n\n    goes on\n\n  - c", [1, 2, 2, 2]),
    ],
)
def test_brothers_in_a_nested_list_stay_brothers(text: str, depths: list[int]) -> None:
    assert [block.depth for block in read_text(f"# T\n\n{text}\n").blocks[1:]] == depths


def test_front_matter_is_no_text_but_gives_the_title() -> None:
    found = read_text('---\ntitle: "House Rules"\ntags:\n  - boats\nupdated: 2025-01-02\n---\n\n1. Row.\n')
    assert found.title == "House Rules"
    assert [block.text for block in found.blocks] == ["Row."]
    assert found.left_out == ('front matter: --- title: "House Rules" tags: - boats updated: 2025-01-02 ---',)


@pytest.mark.parametrize(
    "text",
    [
        "---\nNote: you pay.\n---\nRow.",
        "---\nYou pay the fee.\n---\nRow.",
        "---\ntitle: open\n\nRow.",
        "title: a\n---\nRow.",
    ],
)
def test_text_between_rules_is_no_front_matter(text: str) -> None:
    found = read_text(text)
    assert not found.title
    assert " ".join(" ".join(block.text for block in found.blocks).split()) == " ".join(text.replace("---", "").split())


def test_a_fence_is_one_block_whatever_its_lines_begin_with() -> None:
    blocks = read_text("# API\n\n```http\nGET /a\n# none\n1. none\n\n```\n\n1. Row.").blocks
    assert [(block.kind, block.text) for block in blocks[1:]] == [
        (BlockKind.CODE, "GET /a\n# none\n1. none"),
        (BlockKind.LIST_ITEM, "Row."),
    ]


def test_a_fence_that_nothing_closes_is_a_paragraph() -> None:
    assert [block.kind for block in read_text("# A\n\n```\n1. Row.\n2. Pay.").blocks][1:] == [BlockKind.PARAGRAPH]


def test_a_footnotes_text_is_a_note_with_its_mark() -> None:
    assert shapes("# Fees\n\nYou pay[^1].\n\n[^1]: In coins.\n[^b]: At noon.")[2:] == [
        ("note", "[^1]", "In coins."),
        ("note", "[^b]", "At noon."),
    ]


def test_a_summarys_tags_leave_its_label_readable() -> None:
    blocks = read_text("# T\n\n<details><summary>3. Boats</summary>\n\nThey float.\n\n</details>").blocks
    assert [block.text for block in blocks] == ["T", "3. Boats", "They float."]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("(1)  Harbour Boats\n     and its clerks.\n\n(2)  You.", ["(1) Harbour Boats and its clerks.", "(2) You."]),
        ("3.1  Pay GBP 20\n     (twenty pounds).", ["3.1 Pay GBP 20 (twenty pounds)."]),
        (
            "3.1  Whoever takes a boat gives it back to the\n     Harbour before noon.",
            ["3.1 Whoever takes a boat gives it back to the Harbour before noon."],
        ),
        ('"Boat"    what floats\n          on the lake.', ['"Boat" what floats on the lake.']),
        ("(b)  (i)   you row; or\n     (ii)  you swim.", ["(b) (i) you row; or", "(ii) you swim."]),
        ("1.1  Fees\n     They are due.", ["1.1 Fees", "They are due."]),
        ("1.1  You need:\n     oars;\n     boats.", ["1.1 You need:", "oars;", "boats."]),
        ("1.1  Boats\n   of all kinds", ["1.1 Boats", "of all kinds"]),
    ],
)
def test_a_line_below_the_text_behind_a_label_goes_on_with_it(text: str, blocks: list[str]) -> None:
    assert [block.text for block in read_text(text).blocks] == blocks


def test_a_pages_number_at_its_foot_is_no_text() -> None:
    text = "1. You row.\n\n              - 1 -\n\f\n2. You pay.\n\n   – 12 –\n"
    assert [block.text for block in read_text(text).blocks] == ["1. You row.", "2. You pay."]


def test_a_range_between_dashes_in_a_text_stays() -> None:
    assert [block.text for block in read_text("- 1 - is a number.").blocks] == ["1 - is a number."]


def test_a_date_on_the_next_line_is_no_item() -> None:
    text = "# Fees\n\n(1) The fee is due on\n15. June of each year.\n2. You row."
    assert shapes(text)[1:] == [
        ("paragraph", "", "(1) The fee is due on 15. June of each year."),
        ("list_item", "2.", "You row."),
    ]
