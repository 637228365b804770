"""Emphasis that ends where libxml2 has none open any more."""

from __future__ import annotations

import pytest

from watcher.domain.agreement import Cut
from watcher.domain.document import EmphasisKind


@pytest.mark.parametrize(
    ("html", "strong"),
    [
        ("<b><p>You pay.</p><p>We do not.</p></b><p>Nobody does.</p>", ["You pay.", "We do not."]),
        ("<p><b>You pay.</p><p>We do not.</b> Nobody does.</p>", ["You pay.", "We do not."]),
        ("<B CLASS=x>You<P>pay.</P></B>Nobody does.", ["You", "pay."]),
        ("<div><font color=red><b><p>You pay.</p></b></font></div>", ["You pay."]),
        ("<p>We <b>must <i>not</b> pay</i>.</p>", ["must not"]),
        ("<ul><b><li>You pay.<li>We do not.</b></ul>", ["You pay.", "We do not."]),
        ("<b><table><tr><td>Fee<td>10</table></b><p>Nobody pays.</p>", ["Fee | 10"]),
        ("<p><b>You pay.<p>A forgotten end makes no page bold.</p>", ["You pay."]),
        ("<b style='font-weight:normal'><p>We pay.</p><p><b>You pay.</b></p></b>", ["You pay."]),
        ("<p>Nothing</b> was <p>open.</b></p>", []),
    ],
)
def test_emphasis_reaches_each_block_that_it_spans(read_page, html: str, strong: list[str]) -> None:
    blocks = read_page(html, Cut(select=("body",))).blocks
    assert [
        block.text[each.start : each.end]
        for block in blocks
        for each in block.emphasis
        if each.kind is EmphasisKind.STRONG
    ] == strong


@pytest.mark.parametrize(
    "html",
    ["<b><p>a</p> b</b>c", "<p><b>a<p>b</b> <i>c</p>d</i>", "<i>a<b>b</i><div>c</div></b>", "<p>a<s>b<td>c</s>d</p>"],
)
def test_mending_emphasis_moves_no_word(shown, html: str) -> None:
    plain = html
    for tag in ("b", "i", "s"):
        plain = plain.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert shown(html) == shown(plain)


def test_a_page_cannot_grow_by_what_is_mended(read_page) -> None:
    opened = "".join(f"<b title='{'x' * 500}'>" for _ in range(200))
    body = opened + "<p>a" * 5000 + "</b>" * 200
    assert len(read_page(body, Cut(select=("body",))).blocks) == 5000
