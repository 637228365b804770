"""PDFs: lines put together again, what runs along the edges left out, and clear words where there is no text."""

from __future__ import annotations

import pytest

from watcher.domain.agreement import Cut
from watcher.domain.document import BlockKind
from watcher.domain.errors import Unreadable
from watcher.domain.snapshot import Snapshot
from watcher.extract import fingerprint, read, read_file


def texts(body: bytes) -> list[str]:
    return [block.text for block in read_file("agreement.pdf", body).blocks]


def test_lines_are_joined_to_the_paragraphs_they_were_broken_from(pdf) -> None:
    pdf.column(
        [
            "1. You shall use the services only as this agreement permits, and",
            "you are responsible for what happens under your account.",
            "2. We may suspend an account that breaks these terms.",
        ]
    )
    assert texts(pdf.bytes()) == [
        (
            "1. You shall use the services only as this agreement permits, and you are responsible for what happens"
            " under your account."
        ),
        "2. We may suspend an account that breaks these terms.",
    ]


def test_words_broken_at_line_ends_are_whole_again_and_hyphens_that_belong_stay(pdf) -> None:
    pdf.column(
        [
            "1. A third-party service is used under the terms of that third-",
            "party provider, and a notice of termination ends the termi-",
            "nation period that was agreed with the provider of the service.",
        ]
    )
    assert texts(pdf.bytes()) == [
        (
            "1. A third-party service is used under the terms of that third-party provider, and a notice of termination"
            " ends the termination period that was agreed with the provider of the service."
        )
    ]


@pytest.mark.parametrize(
    ("stem", "rest", "whole"),
    [
        ("a non-", "sublicensable right to use what is", "non-sublicensable"),
        ("a self-", "renewing term of one year that is", "self-renewing"),
        ("an e-", "signature that is made with a key", "e-signature"),
        ("a sub-", "keeper who was named to us before", "sub-keeper"),
        ("a sub-", "ject that was agreed on before it", "subject"),
        ("short-", "and long-lasting storage of goods", "short- and long-lasting"),
        ("his per-", "sonal belongings, which are left", "personal"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_where_it_belongs_to_the_word(pdf, stem: str, rest: str, whole: str) -> None:
    pdf.column([f"1. The keeper of the goods that were left in storage has {stem}", f"{rest} for the keeper."])
    assert f" {whole} " in texts(pdf.bytes())[0]


def test_a_long_document_that_breaks_no_word_keeps_the_hyphens_at_its_line_ends(pdf) -> None:
    lines = [f"{number}. The keeper answers for the goods of shelf {number} and for its key." for number in range(50)]
    pdf.column(
        [*lines, "60. The goods are kept in a hall that stands in a world-", "renowned harbour, at the owner's risk."]
    )
    assert texts(pdf.bytes())[-1].startswith("60. The goods are kept in a hall that stands in a world-renowned")


def test_a_compound_that_begins_as_another_one_of_the_document_keeps_its_hyphen(pdf) -> None:
    pdf.column(
        [
            "1. The owner has an ultra-light crate and may ask the keeper for an ultra-",
            "stable one at any time.",
        ]
    )
    assert "ultra-stable" in texts(pdf.bytes())[0]


def test_a_sentence_goes_on_over_the_end_of_a_page(pdf) -> None:
    pdf.column(["1. The fees are due on the first day of each month, and a party that"])
    pdf.column(["pays late shall pay interest from that day on until it has paid."])
    assert texts(pdf.bytes()) == [
        (
            "1. The fees are due on the first day of each month, and a party that pays late shall pay interest from"
            " that day on until it has paid."
        )
    ]


def test_running_headers_footers_and_page_numbers_are_left_out(pdf) -> None:
    for number in range(1, 5):
        pdf.page(
            (72, 40, 9, "Example Terms of Service"),
            (72, 120, 11, f"{number}. The clause of this page number stands here and says what is agreed."),
            (72, 134, 11, "It has a second line, which ends with a full stop as it should do."),
            (72, 800, 9, f"Confidential - version of May - Page {number} of 4"),
            (290, 815, 9, f"- {number} -"),
        )
    found = texts(pdf.bytes())
    assert len(found) == 4
    assert all("Example Terms" not in text and "Page" not in text and "- " not in text for text in found)


@pytest.mark.parametrize(
    "printed",
    [
        ("3/1/24, 4:21 PM", "Storage Terms | Quayside", "https://quayside.example/terms?lang=en", "1/1"),
        ("01.03.24, 16:21", "Lagerbedingungen", "https://quayside.example/agb", "1/1"),
        ("3/1/24, 4:21 PM", "", "https://quayside.example/terms", "1/1"),
        ("2024/3/1 16:21", "Storage Terms", "file:///home/reader/terms.html", "1/1"),
        ("Storage Terms", "https://quayside.example/terms", "1 of 1", "3/1/2024, 4:21 PM"),
    ],
)
def test_what_a_browser_prints_in_the_margins_is_left_out_of_a_single_page(pdf, printed: tuple[str, ...]) -> None:
    upper_left, upper_right, lower_left, lower_right = printed
    pdf.page(
        (24, 22, 8, upper_left),
        (270, 22, 8, upper_right),
        (34, 60, 24, "Storage Terms"),
        (34, 100, 11, "1. The keeper returns the goods on 1 March 2025, at 10:30 in the morning."),
        (24, 825, 8, lower_left),
        (500, 825, 8, lower_right),
    )
    assert texts(pdf.bytes()) == [
        "Storage Terms",
        "1. The keeper returns the goods on 1 March 2025, at 10:30 in the morning.",
    ]


@pytest.mark.parametrize(
    "first", [("Storage Terms", "1.3.2024"), ("Storage Terms", "https://quayside.example"), ("As of 3/1/24, 4:21 PM",)]
)
def test_a_date_or_an_address_at_the_head_of_a_single_page_is_kept(pdf, first: tuple[str, ...]) -> None:
    pdf.page(
        *((place, 22, 11, text) for place, text in zip((24, 300), first, strict=False)),
        (34, 100, 11, "1. The keeper returns the goods."),
    )
    assert all(text in texts(pdf.bytes())[0] for text in first)


def test_two_columns_are_read_one_after_the_other(pdf) -> None:
    rows = []
    for number in range(12):
        rows.append((60, 120 + 14 * number, 10, f"left line {number} of a column that goes on"))
        rows.append((320, 120 + 14 * number, 10, f"right line {number} of a column that goes on"))
    pdf.page(
        (60, 80, 10, "A line that stands across both of the columns of the page, from side to side, as titles do."),
        *rows,
    )
    whole = " ".join(texts(pdf.bytes()))
    places = [whole.index(f"left line {number} ") for number in range(12)]
    places += [whole.index(f"right line {number} ") for number in range(12)]
    assert [whole.index("A line that stands"), *places] == sorted([whole.index("A line that stands"), *places])


def test_tables_are_read_by_row(pdf) -> None:
    pdf.page(
        (72, 100, 11, "The following fees are due for the services under this agreement."),
        (72, 130, 11, "Service"),
        (250, 130, 11, "Fee"),
        (400, 130, 11, "Due"),
        (72, 150, 11, "Hosting"),
        (250, 150, 11, "10 USD"),
        (400, 150, 11, "monthly"),
    )
    assert texts(pdf.bytes())[1:] == ["Service | Fee | Due", "Hosting | 10 USD | monthly"]


def test_larger_lines_are_headings(pdf) -> None:
    pdf.page(
        (72, 60, 22, "Terms of Service"),
        (72, 110, 15, "Fees"),
        (72, 135, 11, "The fees are due on the first day of each month, without a reminder."),
        (72, 149, 11, "A party that pays late shall pay interest on what it owes the other."),
    )
    blocks = read_file("a.pdf", pdf.bytes()).blocks
    assert [(block.kind, block.level, block.text) for block in blocks[:2]] == [
        (BlockKind.HEADING, 1, "Terms of Service"),
        (BlockKind.HEADING, 2, "Fees"),
    ]


def test_radicals_and_ligatures_become_ordinary_characters_and_chinese_lines_join_without_blanks(pdf) -> None:
    pdf.column(["第一条 ⽤户应当遵守本协议的约定，未经许可不得将服务⽤于", "其他⽤途，并对其账号承担责任。⻅附件。"])
    assert texts(pdf.bytes()) == [
        "第一条 用户应当遵守本协议的约定，未经许可不得将服务用于其他用途，并对其账号承担责任。见附件。"
    ]
    other = type(pdf)()
    other.column(["The ﬁnal oﬀer that is made under this “agreement” is conﬁrmed."])
    assert texts(other.bytes()) == ["The final offer that is made under this “agreement” is confirmed."]


def test_the_title_of_the_file_is_kept(pdf) -> None:
    pdf.title = "Nutzungsbedingungen – 条款"
    pdf.column(["1. You shall use the services only as this agreement permits."])
    assert read_file("a.pdf", pdf.bytes()).title == "Nutzungsbedingungen – 条款"


def test_an_encrypted_pdf_says_so(pdf) -> None:
    pdf.encrypted = True
    pdf.column(["1. You shall use the services only as this agreement permits."])
    with pytest.raises(Unreadable) as caught:
        read(Snapshot(body=pdf.bytes(), content_type="application/pdf", url="https://x.example/t.pdf"))
    assert (caught.value.reason, caught.value.where) == ("encrypted", "https://x.example/t.pdf")


def test_a_scanned_pdf_says_so(pdf) -> None:
    pdf.picture = True
    pdf.page().page()
    with pytest.raises(Unreadable) as caught:
        read_file("scan.pdf", pdf.bytes())
    assert caught.value.reason == "scanned"


def test_a_pdf_without_anything_is_empty(pdf) -> None:
    with pytest.raises(Unreadable) as caught:
        read_file("empty.pdf", pdf.page().bytes())
    assert caught.value.reason == "empty"


@pytest.mark.parametrize("body", [b"%PDF-1.7\nnothing of the kind", b"%PDF-1.4" + b"\0" * 300, b"no pdf at all"])
def test_a_damaged_pdf_says_so(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_file("broken.pdf", body)
    assert caught.value.reason == "damaged"


def test_text_printed_over_itself_many_times_is_read_once(pdf) -> None:
    pdf.page(*((72 + shift % 3 / 10, 100, 11, "1. You shall pay the fees that are due.") for shift in range(1000)))
    assert texts(pdf.bytes()) == ["1. You shall pay the fees that are due."]


def test_bold_type_made_by_printing_twice_is_read(pdf) -> None:
    pdf.page(*((72 + shift, 100 + row * 20, 11, f"{row}. You shall pay.") for row in range(30) for shift in (0, 0.3)))
    assert "7. You shall pay." in " ".join(texts(pdf.bytes()))


def test_more_letters_than_can_be_put_in_order_are_refused(pdf) -> None:
    pdf.page(*((10, 20 + 10 * place, 3, "you shall pay " * 2000) for place in range(80)))
    with pytest.raises(Unreadable) as caught:
        read_file("crowded.pdf", pdf.bytes())
    assert caught.value.reason == "limits"


def test_selectors_mean_nothing_in_a_pdf(pdf) -> None:
    pdf.column(["1. You shall use the services only as this agreement permits."])
    with pytest.raises(Unreadable) as caught:
        read_file("a.pdf", pdf.bytes(), Cut(select=("main",)))
    assert caught.value.reason == "selector"


def test_learned_furniture_is_left_out_of_a_pdf(pdf) -> None:
    pdf.column(["1. You shall pay the fees that are due under this agreement.", "", "", "Read by 31 people."])
    learned = fingerprint(read_file("a.pdf", pdf.bytes()).blocks[-1])
    assert len(read_file("a.pdf", pdf.bytes(), Cut(furniture=(learned,))).blocks) == 1


def test_a_pdf_is_known_by_its_bytes_whatever_the_server_says(pdf) -> None:
    pdf.column(["1. You shall use the services only as this agreement permits."])
    document = read(Snapshot(body=pdf.bytes(), content_type="text/html"))
    assert document.blocks[0].text.startswith("1. You shall use")


def test_a_pdf_that_asks_for_all_the_memory_ends_only_its_own_reader() -> None:
    # Nine forms, each of which draws the next one ten times: a thousand million drawings in two kilobytes.
    levels = 9
    page = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< %s /Resources << /XObject << /X 5 0 R >> >> >>" % page,
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]"
    for level in range(levels):
        inner = b"/XObject << /X %d 0 R >>" % (6 + level) if level < levels - 1 else b""
        drawn = b"/X Do " * 10 if level < levels - 1 else b"0 0 1 1 re f " * 4
        described = b"<< %s /Resources << %s >> /Length %d >>" % (form, inner, len(drawn))
        parts.append(b"%s\nstream\n%s\nendstream" % (described, drawn))
    body = b"%PDF-1.5\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, start=1))
    body += b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(parts) + 1)
    with pytest.raises(Unreadable) as caught:
        read_file("bomb.pdf", body)
    assert caught.value.reason == "limits"


def test_clauses_that_head_their_pages_alike_but_for_their_numbers_are_kept(pdf) -> None:
    for number in (5, 16, 27):
        pdf.page((72, 60, 11, f"4.{number} Reserved."), (72, 120, 11, f"Words of page {number}, which are others."))
    kept = [text for text in texts(pdf.bytes()) if "Reserved" in text]
    assert len(kept) == 3


def test_a_pdf_of_which_some_pages_are_pictures_warns_of_them(pdf) -> None:
    for number in range(1, 4):
        pdf.column([f"{number}. You shall use the services only as this agreement permits it."])
    pdf.picture = True
    pdf.page()
    assert read_file("a.pdf", pdf.bytes()).warnings == ("1 of 4 pages are pictures, without text",)


def test_a_scan_behind_a_cover_sheet_is_a_scan(pdf) -> None:
    pdf.column(["This cover sheet was put before the agreement by those who scanned it."])
    pdf.picture = True
    pdf.page().page()
    with pytest.raises(Unreadable) as caught:
        read_file("scan.pdf", pdf.bytes())
    assert (caught.value.reason, bool(caught.value.mend)) == ("scanned", True)
