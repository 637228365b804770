"""Markup → blocks: what parts text, what does not, and what is kept of how it looks."""

from __future__ import annotations

import pytest

from watcher.domain.document import BlockKind, Emphasis, EmphasisKind, Link


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>un<b>bro</b>ken</p>", ["unbroken"]),
        ("<p>two <i> words</i></p>", ["two words"]),
        ("<p>a<span>b</span> <span>c</span></p>", ["ab c"]),
        ("<p>the <label>named</label> one</p>", ["the named one"]),
        ("<p>a\n  \t b&nbsp;&nbsp;c\u3000d</p>", ["a b c d"]),
        ("<p>con\u00adsent\u200b is\u2060 given</p>", ["consent is given"]),
        ("<p>one<br>line</p>", ["one\nline"]),
        ("<p>one<br><br>two<br>\n<br/>three</p>", ["one", "two", "three"]),
        ("<p><b>Returns</b><br>We take back<br>what is whole.</p>", ["Returns", "We take back\nwhat is whole."]),
        (
            "<p><b>Returns:</b> by post,<br>or <b>in person</b><br>at the shop</p>",
            ["Returns: by post,\nor in person\nat the shop"],
        ),
        ("<p><b>all of it<br>is bold</b></p>", ["all of it\nis bold"]),
        ("<table><tr><td><b>Fee</b><br>yearly<td>10</table>", ["Fee\nyearly | 10"]),
        ("<p>5<sup>00</sup> €, 20 m<sup>2</sup>, 10 <sup>6</sup>", ["5 00 €, 20 m2, 10 6"]),
        ("glued<br>lines<p>and a paragraph", ["glued\nlines", "and a paragraph"]),
        ("<p>a<div>b</div>c", ["a", "b", "c"]),
        ("<b><p>a</p><p>b</p></b>", ["a", "b"]),
        ("< p > Before you start.< / p >", ["Before you start."]),
        ("If 2 < 3 and a < b > c, pay < 10 %.", ["If 2 < 3 and a < b > c, pay < 10 %."]),
        ("<p>5 &lt; 6 &amp; “x” &#x41;</p>", ["5 < 6 & “x” A"]),
        ("<p>he said <q>yes</q></p>", ["he said “yes”"]),
        ("<h1>A</h1><p>b", ["A", "b"]),
        ("<dl><dt>Fee<dd>what is <b>due</b><dt>User<dd>you</dl>", ["Fee", "what is due", "User", "you"]),
        ("<details><summary>More</summary><p>text</details>", ["More", "text"]),
        ("<pre>1. one\n   two\n\n2. three</pre>", ["1. one\ntwo", "2. three"]),
        ("<div style='white-space: pre-wrap'>a\nb</div>", ["a\nb"]),
        ("<textarea>1. one\n\n2. two</textarea>", ["1. one", "2. two"]),
        ("<p>x<img src='data:image/png;base64,AAAA' alt='logo'>y</p>", ["xy"]),
        ("<p>x<script>alert(1)</script><style>p{}</style>y</p>", ["xy"]),
        ("<p>x<!-- not this -->y</p>", ["xy"]),
        ("<p>a<svg><title>icon</title><text>t</text></svg>b</p>", ["ab"]),
        ("<select><option>en<option>zh</select>x", ["x"]),
        ("<ruby>協<rt>kyō</rt>議<rt>gi</rt></ruby>", ["協議"]),
        ("<template shadowrootmode=open><p>shadow</p></template>", ["shadow"]),
        ("<template><p>spare</p></template>x", ["x"]),
    ],
)
def test_text_is_parted_as_a_reader_sees_it(shown, html: str, expected: list[str]) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><th>Fee<th>Due<tr><td>10<td>monthly</table>", ["Fee | Due", "10 | monthly"]),
        ("<table><tr><td><p>a</p><td><div>b</div></table>", ["a | b"]),
        ("<table><tr><td>a<br>b<td>c</table>", ["a\nb | c"]),
        ("<table><tr><td>- a;<br><br/>- b<br><td><br>c<br></table>", ["- a;", "- b", "c"]),
        ("<table><tr><td><div>a</div>b<p>c</p></td> <td> <div> d </div> </td></table>", ["a\nb\nc | d"]),
        ("<table><tr><td>a<td><td>c</table>", ["a | | c"]),
        ("<table><tr><td><td></table>x", ["x"]),
        ("<table><tr><td>only one cell</table>", ["only one cell"]),
        ("<table><tr><td><h2>1. A</h2><p>x<p>y<td>short</table>", ["1. A", "x", "y", "short"]),
        ("<table><tr><td>1.1 a<br><br>b<td>c</table>", ["1.1 a", "b", "c"]),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", ["a | b", "c"]),
        ("<table><caption>Fees</caption><tr><td>a<td>b</table>", ["Fees", "a | b"]),
    ],
)
def test_tables_are_read_by_row_unless_they_lay_out_prose(shown, html: str, expected: list[str]) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>x</p>",
        "<p style='display: none'>x</p>",
        "<p style='Display:None!important'>x</p>",
        "<p style='color:red;visibility:hidden'>x</p>",
        "<span aria-hidden='true'>x</span>",
        "<span class='btn sr-only'>x</span>",
        "<span class='visually-hidden'>x</span>",
        "<span class='screen-reader-text'>x</span>",
    ],
)
def test_what_is_hidden_is_left_out_unless_it_is_selected(shown, html: str) -> None:
    assert shown(f"<p>seen</p>{html}") == ["seen"]
    assert shown(f"<p>seen</p><div id=it {html.split(' ', 1)[1]}", select="#it") == ["x"]


@pytest.mark.parametrize(
    "html", ["<p hidden=until-found>x", "<p class='fullscreen-reader'>x", "<p class=not-sr-only>x"]
)
def test_what_only_sounds_hidden_is_kept(shown, html: str) -> None:
    assert shown(html) == ["x"]


def test_sections_that_open_on_a_click_are_read_with_a_warning(read_page, paragraphs) -> None:
    panel = f"<div style='display:none'>{paragraphs()}</div>"
    document = read_page(f"<h1>Terms</h1>{panel * 3}")
    assert len(document.blocks) == 16
    assert any("hidden" in warning for warning in document.warnings)


def test_kinds_and_levels_of_blocks(read_page, paragraphs) -> None:
    extra = (
        "<h2>A</h2><div role=heading aria-level=3>B</div><ul><li>i</ul><dl><dt>t<dd>d</dl><table><tr><td>1<td>2</table>"
    )
    blocks = read_page(paragraphs() + extra).blocks[5:]
    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 3),
        (BlockKind.LIST_ITEM, 0),
        (BlockKind.TERM, 0),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.TABLE_ROW, 0),
    ]


def test_emphasis_is_kept_as_ranges_of_the_printed_text(read_page, paragraphs) -> None:
    html = "<p>We <b> may </b><strong>not</strong> <em>ever</em> <span style='font-weight:700'>do</span> <s>it</s></p>"
    block = read_page(paragraphs() + html).blocks[-1]
    assert block.text == "We may not ever do it"
    assert block.emphasis == (
        Emphasis(3, 10, EmphasisKind.STRONG),
        Emphasis(11, 15, EmphasisKind.EMPHASIS),
        Emphasis(16, 18, EmphasisKind.STRONG),
        Emphasis(19, 21, EmphasisKind.STRIKE),
    )


def test_emphasis_around_paragraphs_holds_in_each_of_them(read_page, paragraphs) -> None:
    bold = "<div style='font-weight: bold'><p>one</p><p>two</p></div>"
    blocks = read_page(f"{paragraphs()}{bold}<p>three</p>").blocks[-3:]
    assert [block.emphasis for block in blocks] == [
        (Emphasis(0, 3, EmphasisKind.STRONG),),
        (Emphasis(0, 3, EmphasisKind.STRONG),),
        (),
    ]


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/privacy", "https://terms.example/privacy"),
        ("privacy#a", "https://terms.example/en/privacy#a"),
        ("#top", "https://terms.example/en/agreement#top"),
        ("https://other.example/x?id=1&utm_source=mail&gclid=2", "https://other.example/x?id=1"),
        ("https://other.example/x?utm_source=mail#f", "https://other.example/x#f"),
        ("https://other.example/x;jsessionid=1A2B?b=1", "https://other.example/x?b=1"),
        ("mailto:legal%40provider.example", "mailto:legal@provider.example"),
        ("legal@provider.example", "mailto:legal@provider.example"),
        ("https://terms.example/en/legal@provider.example", "mailto:legal@provider.example"),
        ("https://cdn.example/react@18.2.0", "https://cdn.example/react@18.2.0"),
        ("/cdn-cgi/l/email-protection#4a262d2a2f64322b", "mailto:lg`e.xa"),
    ],
)
def test_links_are_absolute_and_do_not_follow_readers(read_page, paragraphs, href: str, target: str) -> None:
    block = read_page(f'{paragraphs()}<p>See <a href="{href}">this</a>.</p>').blocks[-1]
    assert block.links == (Link(4, 8, target),)


@pytest.mark.parametrize("href", ["javascript:alert(1)", " data:text/html,x", "JAVASCRIPT:x", "http://[bad"])
def test_links_that_lead_nowhere_do_no_harm(read_page, paragraphs, href: str) -> None:
    block = read_page(f'{paragraphs()}<p>See <a href="{href}">this</a>.</p>').blocks[-1]
    assert block.text == "See this."
    assert all(not link.target.lower().lstrip().startswith(("javascript", "data")) for link in block.links)


def test_links_are_read_against_the_base_of_the_page(read_page, paragraphs) -> None:
    document = read_page(f"{paragraphs()}<p><a href=x>x</a> y</p>", head="<base href='https://cdn.example/docs/'>")
    assert document.blocks[-1].links[0].target == "https://cdn.example/docs/x"


def _protected(address: str, key: int) -> str:
    return f"{key:02x}" + "".join(f"{byte ^ key:02x}" for byte in address.encode())


@pytest.mark.parametrize("key", [0x1F, 0xA7])
@pytest.mark.parametrize("address", ["legal@provider.example", "&#x6c;egal&#64;provider.example"])
def test_protected_addresses_read_the_same_whatever_their_key(read_page, paragraphs, key: int, address: str) -> None:
    code = _protected(address, key)
    html = f'<a href="/cdn-cgi/l/email-protection#{code}"><span data-cfemail="{code}">[email&#160;protected]</span></a>'
    block = read_page(f"{paragraphs()}<p>Write to {html}.</p>").blocks[-1]
    assert block.text == "Write to legal@provider.example."
    assert block.links == (Link(9, 31, "mailto:legal@provider.example"),)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/cdn-cgi/l/email-protection" data-cfemail="{code}">[email&#160;protected]</a>',
        '<a href="/cdn-cgi/l/email-protection"><b data-cfemail="{code}">[email&#160;protected]</b></a>',
        '<a href="mailto:legal@provider.example">legal@provider.example</a>',
    ],
)
def test_protected_addresses_read_as_if_they_stood_in_clear(read_page, paragraphs, html: str) -> None:
    link = html.format(code=_protected("legal@provider.example", 0x42))
    block = read_page(f"{paragraphs()}<p>Write to {link}.</p>").blocks[-1]
    assert block.text == "Write to legal@provider.example."
    assert block.links == (Link(9, 31, "mailto:legal@provider.example"),)
