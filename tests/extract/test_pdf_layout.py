"""What is read from where things stand on the pages of a PDF: columns, tables, indents, bold type, turned text."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from watcher.domain.document import BlockKind, EmphasisKind
from watcher.domain.errors import Unreadable
from watcher.extract import read_file

Placed = tuple[float, float, float, str]


def texts(pdf) -> list[str]:
    return [block.text for block in read_file("agreement.pdf", pdf.bytes()).blocks]


def kinds(pdf) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in read_file("agreement.pdf", pdf.bytes()).blocks]


def column(left: float, lines: Iterable[str], top: float = 100) -> list[Placed]:
    return [(left, top + 13 * number, 10, line) for number, line in enumerate(lines)]


def drawn(pdf, content: str) -> None:
    """More on the last page, in the words of PDF."""
    pdf.pages[-1] += "\n" + content


def ruled(lefts: list[float], tops: list[float]) -> str:
    """The lines of a table: upright ones at these places, level ones at those (counted from the top of the page)."""
    upright = [f"{left} {842 - tops[0]} m {left} {842 - tops[-1]} l S" for left in lefts]
    return "\n".join([*upright, *(f"{lefts[0]} {842 - top} m {lefts[-1]} {842 - top} l S" for top in tops)])


def test_three_columns_are_read_one_after_the_other(pdf) -> None:
    lines = [
        placed
        for place, left in enumerate((40, 215, 390))
        for placed in column(left, (f"column and line {place}{number:02} going on" for number in range(20)))
    ]
    pdf.page(*sorted(lines, key=lambda line: line[1]))
    whole = " ".join(texts(pdf))
    assert [word for word in whole.split() if word.isdigit()] == [f"{p}{n:02}" for p in range(3) for n in range(20)]


def test_a_page_with_few_lines_has_the_columns_of_the_page_before_it(pdf) -> None:
    for rows in (15, 2):
        left = column(50, (f"the left column of {rows} has its line {number} here" for number in range(rows)))
        right = column(310, (f"the right column of {rows} has its line {number} here" for number in range(rows)))
        pdf.page(*(line for pair in zip(left, right, strict=True) for line in pair))
    whole = " ".join(texts(pdf))
    assert whole.index("left column of 2 has its line 1") < whole.index("right column of 2 has its line 0")


def test_text_is_read_as_it_stands_whatever_order_it_was_drawn_in(pdf) -> None:
    lines = column(72, ["1. You shall keep the records.", "2. You shall pay the fees.", "3. You may end this."])
    pdf.page(*reversed(lines))
    assert texts(pdf) == [text for *_, text in lines]


def test_a_reference_that_a_line_begins_with_is_no_label(pdf) -> None:
    pdf.column(
        ["1. The fees that are due are calculated as it is described in Section", "3.2 and Schedule B of this one."]
    )
    assert len(texts(pdf)) == 1


@pytest.mark.parametrize("marker", ["(b)", "2.", "•"])
def test_a_label_that_hangs_out_begins_a_clause_though_the_line_before_it_is_full(pdf, marker: str) -> None:
    pdf.page(
        *column(72, [f"{marker} the hosting of the data"]),
        *column(90, ["and of the copies that are made of it and"], top=113),
        *column(72, [f"{marker} the support"], top=126),
    )
    assert len(texts(pdf)) == 2


def test_a_label_on_a_line_of_its_own_belongs_to_the_text_below_it(pdf) -> None:
    pdf.column(["第一条 费用", "1.", "用户应当按照约定支付费用。", "2.", "平台可以变更费用。"])
    assert texts(pdf)[1:] == ["1. 用户应当按照约定支付费用。", "2. 平台可以变更费用。"]


def test_a_label_at_the_foot_of_a_page_is_no_page_number(pdf) -> None:
    pdf.page((72, 400, 11, "第一条 费用"), (72, 800, 11, "1."))
    pdf.column(["用户应当按照约定支付费用。"])
    assert texts(pdf) == ["第一条 费用", "1. 用户应当按照约定支付费用。"]


def test_the_last_word_of_a_column_leads_to_nothing_in_the_next_one(pdf) -> None:
    left = [f"the left column goes on, line {number:02} of it, as in Part B." for number in range(12)]
    right = [f"the right column goes on, line {number:02} of it, as in Part C." for number in range(12)]
    pdf.page(*column(50, left), *column(310, right))
    assert " ".join(texts(pdf)) == " ".join([*left, *right])


def test_an_indented_line_begins_a_paragraph(pdf) -> None:
    full = "The parties keep each other informed about all that matters to it."
    pdf.page(
        *column(92, [full[:60]]), *column(72, [full], 113), *column(92, [full[:60]], 126), *column(72, [full], 139)
    )
    assert len(texts(pdf)) == 2


def test_a_paragraph_of_two_sentences_goes_on_over_the_page_when_its_line_is_full(pdf) -> None:
    pdf.column(["1. The fees are due at once, and no reminder is sent to anybody at all. We"[:-3]])
    pdf.column(["Interest is due from that day on. It is paid with the next of the bills."])
    assert len(texts(pdf)) == 1


def test_a_line_stretched_to_its_column_is_no_row_of_a_table(pdf) -> None:
    pdf.page()
    for number in range(3):
        drawn(pdf, f"BT /F1 10 Tf 30 Tw 72 {700 - 13 * number} Td (You shall pay the fees) Tj ET")
    assert all(kind is not BlockKind.TABLE_ROW for kind, _ in kinds(pdf))


def test_letters_set_apart_are_words(pdf) -> None:
    pdf.page((72, 130, 10, "1. You shall pay the fees that are due under this agreement."))
    drawn(pdf, "BT /F1 10 Tf 3 Tc 72 740 Td (TERMS OF USE) Tj ET")
    assert texts(pdf)[0] == "TERMS OF USE"


def test_a_raised_number_belongs_to_its_line(pdf) -> None:
    pdf.page((72, 100, 11, "1. The fee"), (121.6, 96, 7, "1"), (129, 100, 11, "is due at once."))
    assert texts(pdf) == ["1. The fee1 is due at once."]


def test_the_cells_of_a_ruled_table_are_read_whole(pdf) -> None:
    pdf.page(
        (72, 80, 10, "1. These fees are due:"),
        (75, 115, 10, "Hosting"),
        (155, 115, 10, "10 USD, due on"),
        (155, 128, 10, "the first day"),
        (75, 155, 10, "Support"),
        (155, 155, 10, "20 USD"),
    )
    drawn(pdf, ruled([72, 150, 230], [100, 140, 165]))
    assert texts(pdf)[1:] == ["Hosting | 10 USD, due on the first day", "Support | 20 USD"]


WRAPPED = [
    "Goods | Kept in | Given back",
    "Furniture and all that belongs to it | The hall | When the owner asks for it, or at the end of the term",
    "Wine | A cellar that is cool and dark | At any time",
]


def test_the_wrapped_cells_of_a_table_without_lines_are_read_whole_when_they_stand_at_the_middle_of_their_row(
    pdf,
) -> None:
    pdf.page(
        (72, 100, 10, "1. The goods are kept as follows:"),
        (100, 130, 10, "Goods"),
        (200, 130, 10, "Kept in"),
        (330, 130, 10, "Given back"),
        *column(72, ["Furniture and all", "that belongs to it"], 153),
        (180, 159.5, 10, "The hall"),
        *column(290, ["When the owner asks", "for it, or at the end", "of the term"], 146.5),
        (72, 202.5, 10, "Wine"),
        *column(180, ["A cellar that is", "cool and dark"], 196),
        (290, 202.5, 10, "At any time"),
        (72, 240, 10, "2. The owner may look at the goods at any time."),
    )
    assert texts(pdf) == [
        "1. The goods are kept as follows:",
        *WRAPPED,
        "2. The owner may look at the goods at any time.",
    ]
    assert [kind for kind, _ in kinds(pdf)[1:4]] == [BlockKind.TABLE_ROW] * 3


def test_the_wrapped_cells_of_a_table_without_lines_are_read_whole_when_they_begin_at_one_height(pdf) -> None:
    pdf.page(
        *((left, 130, 10, text) for left, text in ((72, "Goods"), (180, "Kept in"), (290, "Given back"))),
        *column(72, ["Furniture and all", "that belongs to it"], 147),
        (180, 147, 10, "The hall"),
        *column(290, ["When the owner asks", "for it, or at the end", "of the term"], 147),
        (72, 190, 10, "Wine"),
        *column(180, ["A cellar that is", "cool and dark"], 190),
        (290, 190, 10, "At any time"),
    )
    assert texts(pdf) == WRAPPED


def test_the_paragraphs_of_two_columns_are_no_cells(pdf) -> None:
    left = ["the keeper has to keep the goods", "as they were", "", "and gives them back on the day", "it was asked to"]
    right = ["the owner pays what is due for it", "and asks for", "the goods in time, in writing and", "", "in person"]
    pdf.page(*column(60, left * 3), *column(320, right * 3, 104))
    assert all(kind is not BlockKind.TABLE_ROW for kind, _ in kinds(pdf))


def test_a_row_that_goes_on_over_the_page_is_one_row_and_the_head_is_told_once(pdf) -> None:
    pdf.page((75, 215, 10, "Service"), (155, 215, 10, "Fee"), (75, 240, 10, "Hosting"), (155, 240, 10, "10 USD, due"))
    drawn(pdf, ruled([72, 150, 230], [200, 225, 250]))
    pdf.page((75, 215, 10, "Service"), (155, 215, 10, "Fee"), (155, 240, 10, "each month"), (75, 265, 10, "Support"))
    drawn(pdf, ruled([72, 150, 230], [200, 225, 250, 275]))
    assert texts(pdf) == ["Service | Fee", "Hosting | 10 USD, due each month", "Support"]


def test_a_row_that_begins_several_pages_is_no_running_header(pdf) -> None:
    for number in range(3):
        rows = (("Service", "Fee"), (f"Tier {number}", "10 USD"), (f"Tier {number}0", "20 USD"))
        pdf.page(*(line for left, place in ((72, 0), (300, 1)) for line in column(left, (r[place] for r in rows), 80)))
    assert "Service | Fee" in texts(pdf)


def test_clauses_beside_their_translations_are_rows(pdf) -> None:
    pages = [[], []]
    for number in range(1, 7):
        top = 60 + 60 * number
        pages[0] += column(
            60, [f"{number}. You shall keep what you", "were given and give it back", "when we ask you for it."], top
        )
        pages[1] += column(320, [f"{number}. 用户应当妥善保管其取得的", "资料并在平台要求时予以返还。"], top)
    pdf.page(*pages[0], *pages[1])
    assert kinds(pdf)[0] == (
        BlockKind.TABLE_ROW,
        (
            "1. You shall keep what you were given and give it back when we ask you for it."
            " | 1. 用户应当妥善保管其取得的资料并在平台要求时予以返还。"
        ),
    )


def test_a_table_of_contents_is_left_out_and_a_list_of_prices_is_not(pdf) -> None:
    titles = ("1. Scope", "2. Fees", "3. Liability")
    pdf.column(["Contents", *(f"{title} {'.' * 40} {page}" for page, title in enumerate(titles, 2))], top=200)
    pdf.column([line for title in titles for line in (title, "You shall do as it says here.")], top=200)
    prices = [
        f"{service} {'.' * 40} {price}" for service, price in (("Hosting", 10), ("Support", 20), ("Training", 30))
    ]
    pdf.column(["4. These fees are due:", *prices], top=200)
    found = texts(pdf)
    assert found[:2] == ["1. Scope", "You shall do as it says here."]
    assert found[-3:] == prices


def test_bold_words_are_strong_and_a_bold_line_is_a_paragraph_that_is(pdf) -> None:
    pdf.page((72, 130, 10, "1. You shall pay."))
    drawn(pdf, "BT /F1 10 Tf 2 Tr 72 740 Td (Fees) Tj ET BT /F1 10 Tf 2 Tr 160 712 Td (at once.) Tj ET")
    blocks = read_file("a.pdf", pdf.bytes()).blocks
    found = [(block.text[e.start : e.end], e.kind) for block in blocks for e in block.emphasis]
    assert found == [("Fees", EmphasisKind.STRONG), ("at once.", EmphasisKind.STRONG)]


def test_bullets_that_are_drawn_are_bullets(pdf) -> None:
    pdf.page((90, 100, 10, "the hosting of the data;"), (90, 114, 10, "the support."))
    drawn(pdf, "\n".join(f"78 {y} 3 3 re f" for y in (744, 730)))
    blocks = read_file("a.pdf", pdf.bytes()).blocks
    assert [(block.kind, block.marker, block.text) for block in blocks] == [
        (BlockKind.LIST_ITEM, "•", "the hosting of the data;"),
        (BlockKind.LIST_ITEM, "•", "the support."),
    ]


def test_a_page_that_lies_on_its_side_is_read_as_it_is_meant(pdf) -> None:
    lines = ["1. You shall keep the records.", "2. You shall pay the fees that are due."]
    pdf.page()
    for number, line in enumerate(lines):
        drawn(pdf, f"BT /F1 10 Tf 0 1 -1 0 {300 + 30 * number} 100 Tm ({line}) Tj ET")
    assert texts(pdf) == lines


def test_a_watermark_across_the_page_is_left_out(pdf) -> None:
    pdf.page((72, 100, 10, "1. You shall pay the fees that are due under this agreement."))
    drawn(pdf, "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (DRAFT) Tj ET")
    assert texts(pdf) == ["1. You shall pay the fees that are due under this agreement."]


def test_letters_without_characters_are_told_as_a_picture_of_text(pdf) -> None:
    pdf.column(["第一条 用户应当遵守本协议的约定，未经许可不得将服务用于其他用途。"])
    body = pdf.bytes().replace(b"/ToUnicode 6 0 R", b"/Nothing 6 0 R  ")
    with pytest.raises(Unreadable) as caught:
        read_file("a.pdf", body)
    assert (caught.value.reason, bool(caught.value.mend)) == ("scanned", True)
