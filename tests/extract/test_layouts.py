"""Whole pages as publishers build them: every clause is taken, and nothing that stands around them."""

from __future__ import annotations

import pytest

from watcher.domain.agreement import Cut

NAMES = ("Home", "Prices", "Blog", "Careers", "Sign in")
MENU = "".join(f"<a href='/{number}'>{name}</a> " for number, name in enumerate(NAMES))
COLUMN = (
    "<div class=col><h5>{}</h5><a href=/1>How to start</a><br><a href=/2>How to pay</a><br><a href=/3>Status</a></div>"
)
SITEMAP = "".join(COLUMN.format(name) for name in ("Product", "Company", "Help"))
LAYOUTS = {
    "a help centre": """<header><nav>{menu}</nav></header><main><article><header><h1>{title}</h1><div class=meta>
        <ul><li>3 days ago</li></ul></div></header><div class=article-body>{terms}</div><footer><div class=votes>
        <span>Was this article helpful?</span><button>Yes</button><button>No</button><small>14 out of 20 found this
        helpful</small></div><div><a href=/q>Have more questions? Submit a request</a></div></footer></article>
        </main>""",
    "a framework's boxes": """<div id=root><div class=sc-1a2b3c><div class=css-9Xk2>{menu}</div></div>
        <div class=_3fKq><div class=css-00aa><div>{title}</div><div class=css-77zz>{terms}</div></div></div>
        <div class=css-1f1f><div>{menu}</div><div>© 2026 Example Ltd.</div></div></div>""",
    "tables of old": """<center><table width=800><tr><td colspan=2><table><tr><td>{menu}</td></tr></table></td></tr>
        <tr><td width=160><font size=2><a href=/a>How to pay</a><br><a href=/b>How to start</a></font></td>
        <td><font size=5><b>{title}</b></font><br>{terms}</td></tr><tr><td colspan=2><a href=/c>Contact</a> |
        <a href=/d>Partners</a> | <a href=/e>Jobs</a><br>© 2026 Example Ltd.</td></tr></table>""",
    "a sitemap around it": """<div class=mega>{sitemap}</div><div class=hero><h1>{title}</h1></div>
        <div class=rte>{terms}</div><div class=map>{sitemap}</div><p>© 2026 Example Ltd. All rights reserved.</p>""",
    "a handbook": """<div class=layout><div class=left><div>Handbook</div><ul><li><a href=/1>Start</a>
        <li><a href=/2>Pay</a><li><a href=/3>Stop</a></ul></div><div class=mid><div><a href=/>Home</a> ›
        <a href=/l>Legal</a></div><div><h1>{title}</h1>{terms}</div><div><a href=/p>Previous<br>Start</a>
        <a href=/n>Next<br>Stop</a></div></div><div class=right><div>On this page</div><ul><li><a href=#1>Use</a>
        <li><a href=#2>Fees</a><li><a href=#3>Courts</a></ul></div></div>""",
    "a portal": """<div class=top>{menu}</div><div class=wrap><div class=crumb>Home &gt; <a href=/x>Legal</a></div>
        <div class=l><h1>{title}</h1><div class=info><span>2026-03-01 10:22</span> <span>1,024 views</span> A+ A-</div>
        <div class=txt>{terms}</div><div class=share>Share: <a href=w>W</a> <a href=q>Q</a></div><p>Previous:
        <a href=1>How to pay</a></p></div><div class=r><h3>Related articles</h3><ul><li><a href=/1>How to pay</a>
        2026-01-11<li><a href=/2>How to start</a> 2026-02-11</ul></div></div><div class=foot>{menu}</div>""",
    "tabs": """<header>{menu}</header><main><h1>{title}</h1><ul role=tablist><li role=tab><a href=#p1>Use</a>
        <li role=tab><a href=#p2>Fees</a></ul><div role=tabpanel id=p1>{terms}</div>
        <div role=tabpanel id=p2 hidden></div></main>""",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_clause_of_a_layout_is_taken_and_nothing_else(read_page, clauses, paragraphs, layout: str) -> None:
    body = LAYOUTS[layout].format(title="Service Agreement", menu=MENU, sitemap=SITEMAP, terms=paragraphs(clauses * 2))
    document = read_page(body, head="<title>Service Agreement | Example</title>")
    assert [block.text for block in document.blocks] == ["Service Agreement", *clauses * 2]
    assert document.warnings == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_clause_of_a_layout_in_chinese_is_taken(read_page, zh_clauses, paragraphs, layout: str) -> None:
    body = LAYOUTS[layout].format(title="用户服务协议", menu=MENU, sitemap=SITEMAP, terms=paragraphs(zh_clauses * 2))
    document = read_page(body, head="<title>用户服务协议_示例</title>")
    assert [block.text for block in document.blocks] == ["用户服务协议", *zh_clauses * 2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Version of 1 March 2026</p>", ""),
        ("", "<p>Example Ltd., 12 High Street, Berlin</p>"),
        ("", "<p>Write to <a href='mailto:legal@example.org'>legal@example.org</a></p>"),
        ("", "<p><a href='mailto:a@example.org'>a@example.org</a></p><p><a href='tel:+49'>+49 30 1</a></p>"),
        ("", "<p>These are part of the agreement:</p><ul><li><a href=/1>Prices</a><li><a href=/2>Data</a></ul>"),
        ("", "<h2>Share</h2><p>We share the data of users only with their consent to it.</p>"),
        ("<p>We ask you to read these terms with care before you use it.</p><p>Members</p>", ""),
    ],
    ids=["a date", "an address", "a mail address", "two contacts", "documents", "a heading", "a preamble"],
)
def test_what_belongs_to_an_agreement_stays_at_its_edges(read_page, paragraphs, before: str, after: str) -> None:
    body = f"<div>{before}<h1>Terms of Service</h1>{paragraphs()}{after}</div>"
    assert read_page(body).blocks == read_page(body, Cut(select=("body",))).blocks
