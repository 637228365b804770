"""The five agreements as pages of the kinds that publish them: the clauses of the page are the clauses of the text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import tomlkit

from watcher.bootstrap import open_house
from watcher.clauses import outline
from watcher.domain.agreement import Cut
from watcher.domain.clause import ClauseTree
from watcher.domain.snapshot import Snapshot
from watcher.extract import read, read_file
from watcher.testing.site import SampleSite

pytestmark = pytest.mark.corpus

TITLES = {
    "jt2x-bilingual-terms-of-use": "Terms of use 使用条款",
    "wecom-license-agreement": "Tencent WeCom Software License and Service Agreement",
    "weixin-mini-program-terms": "Weixin Mini Program Platform Terms of Service",
    "weixin-open-platform-developer-agreement": "Weixin Open Platform Developer Service Agreement",
    "weixinhost-service-agreement": "WeixinHost Service Agreement",
}
WORDS = ("首页", "产品", "帮助中心", "文档", "登录")
MENU = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(WORDS))
ENGLISH_MENU = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(("Home", "Prices", "Help")))
CHINESE = "".join(
    f"<p>{number}. 开发者应当遵守本协议的约定，未经平台书面许可不得将服务用于其他用途，并对其账号承担责任。</p>"
    for number in range(1, 200)
)


def paragraphs(text: str) -> str:
    """A paragraph a line, with the headings, lists, bold words and links that Markdown marks."""
    out, bold = [], False
    for line in text.splitlines():
        shown = ""
        for number, part in enumerate(html.escape(line.strip(), quote=False).split("**")):
            bold ^= number > 0
            shown += f"<b>{part}</b>" if bold and part else part
        for pattern, replacement in INLINE:
            shown = re.sub(pattern, replacement, shown)
        marked = re.match(r"(?:(#{1,6})|(\d+)\.|([*-])) +(.*)", shown)
        if marked and marked[1]:
            out.append(f"<h{len(marked[1])}>{marked[4]}</h{len(marked[1])}>")
        elif marked:
            kind, start = ("ol", f" start={marked[2]}") if marked[2] else ("ul", "")
            out.append(f"<{kind}{start}><li>{marked[4]}</li></{kind}>")
        elif shown:
            out.append(f"<p>{shown}</p>")
    return re.sub(r"</ol>\n*<ol start=\d+>|</ul>\n*<ul>", "", "\n".join(out))


INLINE = ((r"\[([^\]]*)\]\(([^)\s]*)\)", r'<a href="\2">\1</a>'), (r"\\(\W)", r"\1"))


def breaks(text: str) -> str:
    """Paragraphs parted by two line breaks each, as old editors leave them."""
    return "<div>" + paragraphs(text).replace("<p>", "").replace("</p>", "<br><br>") + "</div>"


def page(body: str, title: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}".encode()


def site(text: str, title: str) -> bytes:
    return page(
        f"<header><ul>{ENGLISH_MENU}</ul></header><div class=container><div class=term>{paragraphs(text)}</div></div>"
        f"<footer><ul>{ENGLISH_MENU}</ul><p>© 2026 Example. All rights reserved.</p></footer>",
        f"{title} - Example",
    )


def template(text: str, title: str) -> bytes:
    return page(
        f'<div id=root></div><div class=lang><a href="#">English</a><a href="#">简体中文</a></div>'
        f'<script type="text/template" id=zh_CN_tpl><h2>开发者协议</h2>{CHINESE}</script>'
        f'<script type="text/template" id=en_US_tpl>{paragraphs(text)}</script><script>show("en_US")</script>',
        title,
    )


def handbook(text: str, title: str) -> bytes:
    entries = "".join(f"<li><a href='/d/{n}'>Guide {n}</a></li>" for n in range(40))
    return page(
        f"<div class=layout><aside class=sidebar><ul>{entries}</ul></aside><div class=main><div class=breadcrumb>"
        f"<a href=/>Docs</a> / <a href=/p>Product</a></div><div class=content id=docContent>{paragraphs(text)}</div>"
        "<div class=pager><a href=/a>Previous</a><a href=/b>Next</a></div></div></div>",
        f"{title} | Example Docs",
    )


def portal(text: str, title: str) -> bytes:
    return page(
        f"<div class=top><ul class=nav>{MENU}</ul></div><div class=post><div class=meta>2026-03-01 阅读：1024</div>"
        f"<div class=txt>{breaks(text)}</div><div class=share>分享到：<a href=w>微信</a> <a href=q>微博</a></div>"
        "<p>上一篇：<a href=/1>如何支付</a></p><p>下一篇：<a href=/2>如何退款</a></p></div><div class=side>"
        "<h3>相关文章</h3><ul><li><a href=/1>如何支付</a><li><a href=/2>如何退款</a><li><a href=/3>账单</a></ul></div>"
        f"<div class=foot><ul>{MENU}</ul><p>版权所有 示例公司 京ICP备12345678号</p></div>",
        f"{title}_示例",
    )


def table(text: str, title: str) -> bytes:
    cells = "".join(f"<td><a href='/{n}'>{name}</a></td>" for n, name in enumerate(("Home", "Prices", "News", "Help")))
    return page(
        f"<center><table width=800><tr><td colspan=2><table><tr>{cells}</tr></table></td></tr><tr><td width=160>"
        f"<a href=/a>How to pay</a><br><a href=/b>How to start</a></td><td class=terms>{paragraphs(text)}</td></tr>"
        f"<tr><td colspan=2><a href=/c>Contact</a> | <a href=/d>Jobs</a> | <a href=/e>Press</a></td></tr></table>",
        title,
    )


PAGES: dict[str, tuple[Callable[[str, str], bytes], str]] = {
    "a site": (site, ".term"),
    "a template in a script, in two languages": (template, "#en_US_tpl"),
    "a handbook": (handbook, "#docContent"),
    "a portal, parted by line breaks": (portal, ".txt"),
    "a table": (table, "td.terms"),
}


def clauses(tree: ClauseTree) -> list[tuple[str, ...]]:
    return [(*clause.path, clause.label, clause.heading, clause.text) for clause in tree.clauses]


@pytest.mark.parametrize("selected", [False, True], ids=["found", "selected"])
@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("name", TITLES)
def test_the_clauses_of_the_page_are_the_clauses_of_the_text(
    corpus: Path, name: str, kind: str, selected: bool
) -> None:
    text = (corpus / "agreements" / f"{name}.txt").read_text(encoding="utf-8")
    make, selector = PAGES[kind]
    snapshot = Snapshot(body=make(text, TITLES[name]), content_type="text/html", url="https://terms.example/agreement")
    cut = Cut(select=(selector,)) if selected else Cut()
    document = read(snapshot, cut, title=TITLES[name], languages=("en",))
    assert clauses(outline(document)) == clauses(outline(read_file("agreement.txt", text.encode())))


@pytest.mark.parametrize("selected", [False, True], ids=["found", "selected"])
async def test_each_is_watched_over_http_as_its_own_kind_of_page(corpus: Path, tmp_path: Path, selected: bool) -> None:
    texts = {name: (corpus / "agreements" / f"{name}.txt").read_text(encoding="utf-8") for name in TITLES}
    with SampleSite() as site:
        tables = []
        for name, kind in PUBLISHED.items():
            make, selector = PAGES[kind]
            site.put(f"/{name}", make(texts[name], TITLES[name]))
            cut = {"select": [selector]} if selected else {}
            tables.append({"id": name, "title": TITLES[name], "url": f"{site.url}/{name}", "languages": ["en"], **cut})
        config = {"fetch": {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]}, "agreements": tables}
        (tmp_path / "config.toml").write_text(tomlkit.dumps(config), encoding="utf-8")
        house = open_house(tmp_path / "config.toml")
        house.take_over()
        async with house.network(digests_run=False) as network:
            async for checked in network.checker.check_all(house.settings.agreements):
                assert checked.outcome == "first", (checked.agreement.id, checked.reason)
        for name, text in texts.items():
            newest = house.store.newest(name)
            assert newest is not None
            assert clauses(house.store.tree(newest.id)) == clauses(outline(read_file("agreement.txt", text.encode())))


PUBLISHED = {
    "weixinhost-service-agreement": "a site",
    "weixin-open-platform-developer-agreement": "a template in a script, in two languages",
    "weixin-mini-program-terms": "a handbook",
    "jt2x-bilingual-terms-of-use": "a portal, parted by line breaks",
    "wecom-license-agreement": "a table",
}
"""Each agreement's text and the kind of page that publishes it."""
