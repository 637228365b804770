"""Words that only a page's scripts have a use for, on the page and in a text that was copied from it."""

from __future__ import annotations

import pytest

from watcher.extract import read_file


@pytest.mark.parametrize(
    "line",
    ["<a href='#'>Toggle</a>", "<p><a href=#>Unfold it</a></p>", "<p><a href='#top'>Back to top</a> ↑</p>"],
)
def test_a_link_that_leads_nowhere_is_a_control(read_page, paragraphs, line: str) -> None:
    plain = read_page(paragraphs() + paragraphs())
    assert read_page(paragraphs() + line + paragraphs()).blocks == plain.blocks


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href='#'>Privacy Policy</a></p>",
        "<p><a href='#'>1. Fees</a></p>",
        "<p>See <a href='#'>here</a></p>",
        "<h2><a href='#'>Fees</a></h2>",
        "<p><a href='/fees'>Fees</a></p>",
    ],
)
def test_a_link_that_may_open_terms_stays(read_page, paragraphs, line: str) -> None:
    plain = read_page(paragraphs() + paragraphs())
    assert len(read_page(paragraphs() + line + paragraphs()).blocks) == len(plain.blocks) + 1


def test_a_copied_text_loses_its_pages_controls_and_nothing_else() -> None:
    kept = ["Last modified: 1 May", "[Data](#data)", "**Close**", "Close", "You may close your account.", "Share"]
    text = "\n\n".join(["# Terms", "[Toggle](#)", *kept[:2], "[Back to top](#top)", *kept[2:], "Back to top"])
    document = read_file("terms.md", text.encode())
    assert [block.text for block in document.blocks] == [
        "Terms",
        *(line.strip("*") for line in kept[:1]),
        "Data",
        "Close",
        *kept[3:],
    ]
    assert document.left_out == ("control: Toggle", "control: Back to top", "control: Back to top")


@pytest.mark.parametrize("cell", ["- to find you;<br>- to bill you", "Until you leave.<br/>For letters, a month.<br>"])
def test_a_cell_reads_the_same_in_a_page_and_in_its_markdown(shown, cell: str) -> None:
    html = f"<table><tr><th>When<th>What<tr><td>Always<td>{cell}</table>"
    text = f"| When | What |\n|---|---|\n| Always | {cell} |\n"
    assert shown(html) == [block.text for block in read_file("terms.md", text.encode()).blocks]
