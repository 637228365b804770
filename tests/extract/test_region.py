"""The agreement is found on its page, and nothing that reads like a clause is lost on the way."""

from __future__ import annotations

import pytest

from watcher.domain.agreement import Cut

MENU = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Home", "Products", "Prices", "Blog", "Sign in"))
FURNITURE = {
    "menu": f"<nav><ul>{MENU}</ul></nav>",
    "menu in a div": f"<div class='top-nav'><ul>{MENU}</ul></div>",
    "page header": f"<header><a href='/'>Example</a><ul>{MENU}</ul></header>",
    "page footer": f"<footer><ul>{MENU}</ul><p>© 2026 Example. All rights reserved.</p></footer>",
    "cookie banner": "<div class='cookie-banner'><p>We use cookies to improve your use of our services, as our policy"
    " says in more detail.</p><button>Accept all</button></div>",
    "dialog": "<div role='dialog'><p>Join our happy users today and get a month of service for free.</p>"
    "<button>Close</button></div>",
    "breadcrumbs": "<div class='breadcrumbs'><a href='/'>Home</a> / <a href='/legal'>Legal</a></div>",
    "share bar": "<div class='share-bar'><a href='https://x.example'>Share</a> <a href='#'>Mail</a></div>",
    "related articles": "<aside><h3>Related articles</h3><ul>"
    "<li><a href='/1'>How to start</a><li><a href='/2'>How to pay</a><li><a href='/3'>How to stop</a></ul></aside>",
    "language switch": "<div class='lang-switch'><a href='/en'>English</a><a href='/zh'>中文</a></div>",
    "menu without a name": f"<div class=x7Gq2><div>{MENU.replace('li>', 'div>')}</div></div>",
    "links glued to each other": "<div><a href=/a>Home</a><a href=/b>Prices</a><a href=/c>How to pay</a></div>",
    "banner without a name": "<div class=k3Jd9><div><p>This site uses cookies. You can accept all of them or choose."
    "</p></div><div><button>Accept all</button><button>Choose</button></div></div>",
    "French banner": "<div class=x><p>Nous utilisons des cookies pour mesurer les visites de ce site.</p>"
    "<a role=button href=#>Tout accepter</a><a href=/c>Choisir</a></div>",
    "counter": "<p>Updated 3 days ago</p>",
    "counters on one line": "<p>Updated 3 days ago · 4 min read · Viewed 1,004 times</p>",
    "a clock and a stopwatch": "<p>Current time: 2026-01-03 12:04</p><p>Page generated in 0.032 seconds</p>",
    "counters in other languages": "<p>Mis à jour il y a 3 jours</p><p>Zuletzt geändert: vor 2 Wochen</p>"
    "<p>Actualizado hace 5 días</p><p>3天前更新</p>",
    "line of a portal": "<div><span>发布时间：2026-03-01 10:22</span> <span>来源：本站</span> <span>阅读：1024</span>"
    "</div>",
    "votes": "<div>Was this article helpful?<br><button>Yes</button><button>No</button></div>"
    "<p>14 out of 20 found this helpful</p>",
    "neighbours": "<p>上一篇：<a href=/1>如何支付</a></p><p>Next: <a href=/2>How to pay</a></p>",
    "controls": "<button>Print</button><p>Share</p><p>Back to top</p>",
    "newsletter": "<form><p>Get our news once a month.</p><input type=email><button>Subscribe</button></form>",
    "links in a line": "<div><a href='/'>Example</a> | <a href='/p'>Prices</a> | <a href='/b'>Blog</a></div>",
    "Chinese furniture": "<div class='nav'><a href='/'>首页</a><a href='/p'>产品</a><a href='/h'>帮助中心</a></div>"
    "<p>浏览次数：1024</p>",
}


@pytest.mark.parametrize("name", FURNITURE)
@pytest.mark.parametrize("place", ["before", "after"])
def test_furniture_around_an_agreement_is_left_out(read_page, clauses, paragraphs, name: str, place: str) -> None:
    terms = f"<div class='content'><h1>Terms of Service</h1>{paragraphs()}</div>"
    body = FURNITURE[name] + terms if place == "before" else terms + FURNITURE[name]
    assert [block.text for block in read_page(body).blocks] == ["Terms of Service", *clauses]


@pytest.mark.parametrize("name", FURNITURE)
def test_furniture_inside_the_agreement_s_own_box_is_left_out(read_page, clauses, paragraphs, name: str) -> None:
    body = f"<main><h1>Terms of Service</h1>{FURNITURE[name]}{paragraphs()}</main>"
    assert [block.text for block in read_page(body).blocks] == ["Terms of Service", *clauses]


def test_a_table_of_contents_is_left_out_with_its_heading(read_page, clauses, paragraphs) -> None:
    entries = "".join(f"<li><a href='#s{number}'>Section {number}</a>" for number in range(1, 6))
    document = read_page(f"<main><h1>Terms</h1><h2>In this article</h2><ul>{entries}</ul>{paragraphs()}</main>")
    assert [block.text for block in document.blocks] == ["Terms", *clauses]


def test_documents_that_a_clause_lists_by_links_stay(read_page, paragraphs) -> None:
    links = "".join(f"<li><a href='/{name}'>{name}</a>" for name in ("Price list", "Privacy policy", "House rules"))
    document = read_page(f"<main>{paragraphs()}<p>These are part of the agreement:</p><ul>{links}</ul></main>")
    assert [block.text for block in document.blocks[-3:]] == ["Price list", "Privacy policy", "House rules"]


@pytest.mark.parametrize(
    "box",
    [
        "<nav>{}</nav>",
        "<div class='modal cookie-consent'><button>OK</button>{}</div>",
        "<form>{}<input type=submit></form>",
        "<aside>{}</aside>",
        "<header>{}</header>",
        "<footer>{}</footer>",
        "<div class='sidebar menu'>{}</div>",
        "<table><tr><td>{}</td></tr></table>",
    ],
)
def test_an_agreement_in_a_box_with_a_misleading_name_is_found(read_page, clauses, paragraphs, box: str) -> None:
    found = [block.text for block in read_page(f"<ul>{MENU}</ul>{box.format(paragraphs())}").blocks]
    assert [text for text in found if text in clauses] == list(clauses)


def test_headings_that_open_on_a_click_are_kept(read_page, clauses) -> None:
    sections = "".join(
        f"<h2><button aria-expanded=false>Part {number}</button></h2><div><p>{text}</p></div>"
        for number, text in enumerate(clauses)
    )
    document = read_page(f"<main><h1>Terms</h1>{sections}</main>")
    assert [block.text for block in document.blocks if block.text.startswith("Part")] == [f"Part {n}" for n in range(5)]


def test_buttons_that_are_the_headings_of_panels_are_kept(read_page, clauses) -> None:
    panels = "".join(
        f"<button class=acc>{number}. Part</button><div class=panel><p>{text}</p></div>"
        for number, text in enumerate(clauses, 1)
    )
    texts = [block.text for block in read_page(f"<h1>Terms</h1>{panels}").blocks]
    assert [text for text in texts if "Part" in text] == [f"{number}. Part" for number in range(1, 6)]


@pytest.mark.parametrize(
    "imprint",
    ["© 2026 Example Ltd.", "Copyright 2026 Example. All rights reserved.", "版权所有 示例公司 京ICP备1234号"],
)
def test_an_imprint_under_an_agreement_is_left_out(read_page, clauses, paragraphs, imprint: str) -> None:
    document = read_page(f"<div><h1>Terms</h1>{paragraphs()}</div><div>{imprint}</div>")
    assert [block.text for block in document.blocks] == ["Terms", *clauses]


def test_clauses_outside_of_the_region_are_warned_of(read_page, clauses, paragraphs) -> None:
    stray = f"<footer><ul>{MENU * 6}</ul><p>{clauses[0]}</p><p>{clauses[1]}</p></footer>"
    document = read_page(f"<main>{paragraphs(clauses * 4)}</main>{stray}")
    assert len(document.blocks) == 20
    assert any("read like clauses" in warning for warning in document.warnings)


def test_what_was_taken_and_left_is_told_and_the_region_is_a_selector_that_takes_it_again(
    read_page, paragraphs
) -> None:
    body = f"<nav><ul>{MENU * 8}</ul></nav><div id=terms><h1>Terms</h1>{paragraphs()}</div>"
    document = read_page(body)
    assert document.region == "#terms"
    assert 0.5 < document.taken < 0.9
    assert any(text.startswith("menu: Home Products") for text in document.left_out)
    again = read_page(body, Cut(select=(document.region,)))
    assert again.blocks == document.blocks


TEMPLATES = """<div id="app"></div><script type="text/template" id="zh_tpl"><h2>服务协议</h2>{zh}</script>
<script type="text/template" id="en_tpl"><h2>Service Agreement</h2>{en}</script><script>show("en")</script>"""


@pytest.mark.parametrize(
    ("given", "heading"),
    [
        ({"languages": ("en",)}, "Service Agreement"),
        ({"languages": ("zh-CN",)}, "服务协议"),
        ({"title": "Developer Service Agreement"}, "Service Agreement"),
        ({"title": "开发者服务协议"}, "服务协议"),
    ],
)
def test_an_agreement_in_a_template_is_found_in_the_language_that_is_watched(
    read_page, clauses, zh_clauses, paragraphs, given: dict, heading: str
) -> None:
    body = TEMPLATES.format(zh=paragraphs(zh_clauses * 3), en=paragraphs(clauses * 3))
    document = read_page(body, **given)
    expected = clauses if heading.isascii() else zh_clauses
    assert [block.text for block in document.blocks] == [heading, *expected * 3]


@pytest.mark.parametrize("selector", ["#en_tpl", "xpath://script[@id='en_tpl']"])
def test_a_selected_template_is_read_as_html(read_page, clauses, zh_clauses, paragraphs, selector: str) -> None:
    body = TEMPLATES.format(zh=paragraphs(zh_clauses), en=paragraphs())
    document = read_page(body, Cut(select=(selector,)))
    assert [block.text for block in document.blocks] == ["Service Agreement", *clauses]
