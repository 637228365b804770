"""Lists as a browser prints them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a<li>b</ul>", ["• a", "• b"]),
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=3><li>a<li>b</ol>", ["3. a", "4. b"]),
        ("<ol start=-1><li>a<li>b<li>c</ol>", ["-1. a", "0. b", "1. c"]),
        ("<ol type=a><li>a<li>b</ol>", ["a. a", "b. b"]),
        ("<ol type=A start=26><li>y<li>z</ol>", ["Z. y", "AA. z"]),
        ("<ol type=i start=9><li>a</ol>", ["ix. a"]),
        ("<ol type=I start=1994><li>a</ol>", ["MCMXCIV. a"]),
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3. a", "2. b", "1. c"]),
        ("<ol reversed start=10><li>a<li>b</ol>", ["10. a", "9. b"]),
        ("<ol><li>a<li value=7>b<li>c</ol>", ["1. a", "7. b", "8. c"]),
        ("<ol><li type=a>a<li>b</ol>", ["a. a", "2. b"]),
        ("<ol style='list-style-type: lower-alpha'><li>a</ol>", ["a. a"]),
        ("<ol style='list-style: none'><li>(1) a</ol>", ["(1) a"]),
        ("<ol start=nonsense><li value=x>a</ol>", ["1. a"]),
        ("<ol><li>a<ol><li>b<li>c</ol>d<li>e</ol>", ["1. a", "1. b", "2. c", "d", "2. e"]),
        ("<ol><li><p>a</p><p>b</p><li>c</ol>", ["1. a", "b", "2. c"]),
        ("<ol><li><b>Fees.</b> They are due.</ol>", ["1. Fees. They are due."]),
        ("<ol><li><h3>Fees</h3>They are due.</ol>", ["1. Fees", "They are due."]),
        ("<ol><li></li><li>b</li></ol>", ["2. b"]),
        ("<ol><li><ol><li>x</ol></ol>", ["1. x"]),
        ("<li>alone", ["• alone"]),
        ("<menu><li>a</menu>", ["• a"]),
    ],
)
def test_items_are_printed_as_a_browser_numbers_them(shown, html: str, expected: list[str]) -> None:
    assert shown(html) == expected


def test_an_item_knows_how_deep_it_stands(read_page, paragraphs) -> None:
    document = read_page(f"{paragraphs()}<ul><li>one<ul><li>two</ul></ul><blockquote>three</blockquote>")
    assert [(block.text, block.depth) for block in document.blocks[-3:]] == [("one", 1), ("two", 2), ("three", 1)]


def test_a_list_restarts_under_each_heading(shown) -> None:
    body = "<h2>A</h2><ol><li>x</ol><h2>B</h2><ol><li>y</ol>"
    assert shown(body) == ["A", "1. x", "B", "1. y"]
