"""What a drawn page comes to, with a real browser on pages of loopback."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.fetch.browser_site import CLAUSES, chromium_or_skip, drawing, drawn, said, serving, undrawn
from tests.fetch.conftest import Server
from watcher.domain.agreement import Range, Render
from watcher.domain.fetch import Redirect, Validators
from watcher.fetch.browser import BrowserFetcher
from watcher.services.ports import PageRequest

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCRIPT = "text/javascript"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fetcher() -> AsyncIterator[BrowserFetcher]:
    chromium_or_skip()
    async with drawing() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def site() -> AsyncIterator[Server]:
    async with serving() as server:
        yield server


def program(text: str, before: str = "") -> bytes:
    """A page with some markup and one script behind it."""
    return said(f"<!doctype html><title>Terms</title><body>{before}<script>{text}</script>")


def text_of(body: bytes) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", body.decode()).split())


async def test_the_text_that_scripts_put_there_is_taken(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/terms", said("<!doctype html><div id=root></div><script src=app.js></script>"))
    site.says(
        "/app.js",
        said(
            "fetch('/clauses', {method: 'POST', headers: {'content-type': 'application/json'}, body: '{\"lang\": 1}'})"
            ".then((answer) => answer.text()).then((text) => { root.innerHTML = text; });",
            SCRIPT,
        ),
    )
    site.says("/clauses", said(f"<h1>条款 Terms</h1>{CLAUSES}", "text/plain; charset=utf-8"))
    page = await drawn(fetcher, site.url("/terms"))
    assert f'<div id="root"><h1>条款 Terms</h1>{CLAUSES}</div>' in page.body.decode()


async def test_the_fetch_says_what_the_page_was_drawn_by(fetcher: BrowserFetcher, site: Server) -> None:
    site.says(
        "/", said(CLAUSES, "text/html; charset=gbk", headers=('etag: "1"', "last-modified: Mon", "x-served-by: a"))
    )
    page = await drawn(fetcher, site.url("/"))
    fetch = page.fetch
    assert re.fullmatch(r"Chromium \d+\.[\d.]+", fetch.rendered_by)
    assert fetch.header("content-type") == "text/html; charset=utf-8"
    assert fetch.header("x-served-by") == "a"
    assert fetch.sha256 == hashlib.sha256(page.body).hexdigest()
    assert fetch.raw_bytes == len(CLAUSES)
    assert (fetch.status, fetch.url, fetch.final_url) == (200, site.url("/"), site.url("/"))


async def test_a_drawn_page_is_asked_for_anew_each_time(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", said(CLAUSES, headers=('etag: "1"',)))
    page = await drawn(fetcher, site.url("/"), validators=Validators(etag='"1"'))
    assert "if-none-match" not in site.requests[0].headers
    assert not page.fetch.validators


async def test_a_request_for_the_plain_page_is_left_alone(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", program("document.body.append('drawn')", CLAUSES))
    page = await fetcher.fetch(PageRequest(url=site.url("/")))
    assert b"<script>" in page.body
    assert page.fetch.rendered_by == ""


async def test_the_same_page_drawn_twice_is_the_same_bytes(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", program(f"document.body.insertAdjacentHTML('beforeend', `{CLAUSES}`)", "<p title='&quot;' id=b>x"))
    first, second = [await drawn(fetcher, site.url("/")) for _ in range(2)]
    assert first.body == second.body
    assert first.fetch.id != second.fetch.id


async def test_what_is_taken_of_the_markup(fetcher: BrowserFetcher, site: Server) -> None:
    table = [
        ("<noscript>Turn scripts on</noscript><p>1</p>", "<p>1</p>"),
        ("<script>var secret = 1</script><p>2</p>", "<p>2</p>"),
        ("<script type=module>var a = 1</script><p>3</p>", "<p>3</p>"),
        ("<script type=text/template id=t><p>4</p></script>", '<script type="text/template" id="t"><p>4</p></script>'),
        ("<script type=application/json>{}</script>", '<script type="application/json">{}</script>'),
        ("<template><p>6</p></template>", "<template><p>6</p></template>"),
        ("<p hidden>x &amp; y</p>", '<p hidden="">x &amp; y</p>'),
        ("<details><summary>7</summary><p>8</p></details>", "<details><summary>7</summary><p>8</p></details>"),
        (CLAUSES, CLAUSES),
    ]
    markup, taken = ("<hr>".join(column) for column in zip(*table, strict=True))
    site.says("/", said(f"<!doctype html><html lang=en><head><title>T</title></head><body>{markup}</body></html>"))
    page = await drawn(fetcher, site.url("/"))
    whole = f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{taken}</body></html>'
    assert page.body.decode().split("<hr>") == whole.split("<hr>")


@pytest.mark.parametrize("mode", ["open", "closed"])
async def test_shadow_roots_stand_where_they_are(fetcher: BrowserFetcher, site: Server, mode: str) -> None:
    script = (
        f"const outer = document.querySelector('x-terms').attachShadow({{mode: '{mode}'}});"
        "outer.innerHTML = '<p>1. In the shadow</p><x-part></x-part><slot></slot>';"
        "const inner = outer.querySelector('x-part').attachShadow({mode: 'open'});"
        "inner.innerHTML = '<p>1.1 Deeper</p><noscript>n</noscript>';"
    )
    site.says("/", program(script, f"<x-terms><p>2. In the light</p></x-terms>{CLAUSES}"))
    page = await drawn(fetcher, site.url("/"))
    assert (
        '<x-terms><template shadowrootmode="open"><p>1. In the shadow</p><x-part><template shadowrootmode="open">'
        "<p>1.1 Deeper</p></template></x-part><slot></slot></template><p>2. In the light</p></x-terms>"
    ) in page.body.decode()


SECTIONS = "".join(f"<section style='min-height: 900px' id='s{n}'>…</section>" for n in range(2, 14))
WHEN_SEEN = (
    "const watch = new IntersectionObserver((seen) => seen.forEach(({isIntersecting, target}) => {"
    "  if (isIntersecting) fetch('/clause').then((r) => r.text()).then((text) => target.innerText = target.id + text);"
    "}));"
    "document.querySelectorAll('section').forEach((section) => watch.observe(section));"
)


@pytest.mark.parametrize("around", ["", "<div style='height: 100vh; overflow: auto'>"])
async def test_what_is_drawn_only_when_it_comes_into_sight_is_taken(
    fetcher: BrowserFetcher, site: Server, around: str
) -> None:
    site.says("/", program(WHEN_SEEN, f"{around}{CLAUSES}{SECTIONS}"))
    site.says("/clause", said(" is a clause.", "text/plain"))
    page = await drawn(fetcher, site.url("/"))
    assert [n for n in range(2, 14) if f"s{n} is a clause." not in page.body.decode()] == []


async def test_a_list_that_grows_whenever_its_end_is_seen_is_taken_nevertheless(
    fetcher: BrowserFetcher, site: Server
) -> None:
    grow = (
        "new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) for (let n = 0; n < 3; n++)"
        " end.insertAdjacentHTML('beforebegin', '<p style=\"height: 800px\">More news</p>'); }).observe(end);"
    )
    site.says("/", program(grow, f"{CLAUSES}<p id='end'>The end</p>"))
    page = await drawn(fetcher, site.url("/"))
    assert 3 <= page.body.count(b"More news") < 30


@pytest.mark.parametrize(
    "declared", ['<meta charset="gbk">', '<meta http-equiv="Content-Type" content="text/html; charset=gbk">']
)
async def test_the_charset_that_a_page_names_is_the_one_it_is_kept_in(
    fetcher: BrowserFetcher, site: Server, declared: str
) -> None:
    site.says("/", said(f"{declared}<title>协议</title>{CLAUSES}".encode("gbk"), "text/html"))
    page = await drawn(fetcher, site.url("/"))
    assert "<title>协议</title>" in page.body.decode()
    assert b"gbk" not in page.body


async def test_frames_are_left_out(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", said(f"{CLAUSES}<iframe src=/frame></iframe>"))
    site.says("/frame", said("<p>framed</p>"))
    page = await drawn(fetcher, site.url("/"))
    assert b"framed" not in page.body
    assert site.paths() == ["/"]


LATE = "setTimeout(() => document.getElementById('late').innerHTML = '<p>At last</p>', 800)"


@pytest.mark.parametrize(
    "selector",
    [
        "#late",
        "#late p",
        "xpath://div[@id='late']/p",
        Range(start_before="#late p", end_before="#end"),
    ],
)
async def test_what_the_agreement_selects_is_waited_for(
    fetcher: BrowserFetcher, site: Server, selector: str | Range
) -> None:
    site.says("/", program(LATE, f"{CLAUSES}<div id=late></div><hr id=end>"))
    page = await drawn(fetcher, site.url("/"), wait_for=(selector,))
    assert b"At last" in page.body


async def test_what_is_selected_is_also_looked_for_in_the_shadow(fetcher: BrowserFetcher, site: Server) -> None:
    shadow = "const root = document.querySelector('x-s').attachShadow({mode: 'open'});"
    site.says(
        "/", program(f"{shadow} setTimeout(() => root.innerHTML = '<p id=late>At last</p>', 800)", f"{CLAUSES}<x-s>")
    )
    page = await drawn(fetcher, site.url("/"), wait_for=("#late",))
    assert b"At last" in page.body


async def test_a_page_with_hardly_any_text_is_given_more_time(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", program(LATE, "<div id=late>Loading</div>"))
    assert b"At last" in (await drawn(fetcher, site.url("/"))).body


async def test_a_page_that_answers_slowly_is_waited_for(fetcher: BrowserFetcher, site: Server) -> None:
    async def slowly(_request: object, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.8)
        writer.write(said("<p>At last</p>"))

    site.says(
        "/",
        program("fetch('/slow').then((a) => a.text()).then((t) => { late.innerHTML = t; })", f"{CLAUSES}<div id=late>"),
    )
    site.says("/slow", slowly)
    assert b"At last" in (await drawn(fetcher, site.url("/"))).body


@pytest.mark.parametrize("selector", ["p:nonsense(", "xpath://div[", "p:contains('due')"])
async def test_what_cannot_be_waited_for_keeps_nothing_back(
    fetcher: BrowserFetcher, site: Server, selector: str
) -> None:
    site.says("/", said(CLAUSES))
    page = await drawn(fetcher, site.url("/"), wait_for=(selector,))
    assert CLAUSES in page.body.decode()


async def test_a_page_that_asks_again_and_again_is_taken_when_its_text_rests(
    fetcher: BrowserFetcher, site: Server
) -> None:
    site.says("/", program("const ask = () => fetch('/poll').finally(() => setTimeout(ask, 50)); ask()", CLAUSES))
    assert CLAUSES in (await drawn(fetcher, site.url("/"))).body.decode()


@pytest.mark.parametrize(
    "trick",
    [
        "alert('stop'); confirm('really'); prompt('why')",
        "window.onbeforeunload = (event) => { event.preventDefault(); return 'stay'; }",
        "debugger",
        "window.print(); window.stop(); window.close()",
        "Array.prototype.map = Array.prototype.filter = () => { throw 1 }; JSON.stringify = () => 'no'",
        "Element.prototype.getHTML = Document.prototype.querySelectorAll = () => { throw 1 }",
        "Object.defineProperty(Element.prototype, 'outerHTML', {get() { throw 1 }})",
        "new MutationObserver(() => document.body.append('again')).observe(document.head, {childList: true})",
        "history.replaceState({}, '', 'https://elsewhere.example/')",
        "document.cookie = 'a=' + 'x'.repeat(9999); localStorage.a = 'x'.repeat(9999999)",
    ],
)
async def test_no_trick_of_its_scripts_keeps_a_page_from_being_taken(
    fetcher: BrowserFetcher, site: Server, trick: str
) -> None:
    site.says("/", program(trick, CLAUSES))
    assert CLAUSES in (await drawn(fetcher, site.url("/"))).body.decode()


async def test_nothing_is_left_of_one_drawing_in_the_next(fetcher: BrowserFetcher, site: Server) -> None:
    script = (
        "document.body.append(`cookie [${document.cookie}] storage [${localStorage.seen || ''}]`);"
        "document.cookie = 'seen=1; max-age=999'; localStorage.seen = 1"
    )
    site.says("/", program(script, CLAUSES))
    for _ in range(2):
        assert "cookie [] storage []" in text_of((await drawn(fetcher, site.url("/"))).body)
    assert all("cookie" not in request.headers for request in site.requests)


async def test_cookies_hold_within_one_drawing(fetcher: BrowserFetcher, site: Server) -> None:
    site.says(
        "/", said(f"{CLAUSES}<script src=/a.js></script>", headers=("set-cookie: a=1", "set-cookie: b=2; HttpOnly"))
    )
    await drawn(fetcher, site.url("/"))
    assert [request.headers.get("cookie", "") for request in site.requests] == ["", "a=1; b=2"]


async def test_scripts_see_answers_as_they_are(fetcher: BrowserFetcher, site: Server) -> None:
    tell = "document.body.append(`[${a.status} ${a.headers.get('x-a')} ${await a.text()}]`)"
    script = f"fetch('/gone').then(async (a) => {tell})"
    site.says("/", program(script, CLAUSES))
    site.says("/gone", said("nothing here", "text/plain", status=410, headers=("x-a: b",)))
    assert "[410 b nothing here]" in text_of((await drawn(fetcher, site.url("/"))).body)


async def test_requests_that_are_redirected_arrive(fetcher: BrowserFetcher, site: Server) -> None:
    script = (
        "fetch('/old', {method: 'POST', body: 'x', headers: {'x-token': 't'}})"
        ".then((a) => a.text()).then((t) => document.body.append(t))"
    )
    site.says("/", program(script, CLAUSES))
    site.says("/old", said("", status=302, headers=("location: /new",)))
    site.says("/new", said("arrived", "text/plain"))
    assert "arrived" in text_of((await drawn(fetcher, site.url("/"))).body)
    assert site.requests[-1].headers["x-token"] == "t"


async def test_credentials_do_not_follow_a_redirect_to_another_host(fetcher: BrowserFetcher, site: Server) -> None:
    async with serving() as other:
        script = "fetch('/old', {headers: {authorization: 'Bearer t', 'x-token': 't'}}).catch(() => 0)"
        site.says("/", program(f"document.cookie = 'c=1'; {script}", CLAUSES))
        site.says("/old", said("", status=302, headers=(f"location: {other.url('/new')}",)))
        await drawn(fetcher, site.url("/"))
        assert site.requests[-1].headers["authorization"] == "Bearer t"
        assert other.paths() == ["/new"]
        assert {"authorization", "x-token", "cookie"}.isdisjoint(other.requests[0].headers)


async def test_what_another_site_does_not_share_stays_its_own(fetcher: BrowserFetcher, site: Server) -> None:
    async with serving() as other:
        ask = "fetch('{}').then((a) => a.text()).then((t) => document.body.append(t)).catch(() => 0);"
        site.says("/", program(ask.format(other.url("/shared")) + ask.format(other.url("/own")), CLAUSES))
        other.says("/shared", said("shared", "text/plain", headers=("access-control-allow-origin: *",)))
        other.says("/own", said("private", "text/plain"))
        body = (await drawn(fetcher, site.url("/"))).body
        assert b"shared" in body
        assert b"private" not in body


async def test_pictures_fonts_films_and_frames_are_not_asked_for(fetcher: BrowserFetcher, site: Server) -> None:
    markup = (
        "<link rel=stylesheet href=/a.css><link rel=icon href=/i.ico><link rel=manifest href=/m.json>"
        "<img src=/i.png><video src=/v.mp4></video><audio src=/a.mp3></audio><object data=/o></object><embed src=/e>"
        '<iframe src=/f></iframe><p style="font-family:own">x</p>'
    )
    site.says("/a.css", said("@font-face{font-family:own;src:url(/f.woff)} body{background:url(/b.png)}", "text/css"))
    site.says("/", said(f"{markup}{CLAUSES}"))
    await drawn(fetcher, site.url("/"))
    assert site.paths() == ["/", "/a.css"]


async def test_a_drawn_page_is_told_the_language_of_its_agreement(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", program("document.body.append(`[${navigator.language}]`)", CLAUSES))
    assert "[zh-CN]" in text_of((await drawn(fetcher, site.url("/"), languages=("zh-CN", "en"))).body)
    assert site.requests[0].headers["accept-language"] == "zh-CN"
    assert "[en-US]" in text_of((await drawn(fetcher, site.url("/"), languages=("not a tag",))).body)


async def test_the_browser_says_whose_it_is(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", said(f"{CLAUSES}<script src=/a.js></script>"))
    await drawn(fetcher, site.url("/"))
    agents = {request.headers["user-agent"] for request in site.requests}
    assert len(site.requests) == 2
    assert len(agents) == 1
    assert re.search(r"Chrome/\d+.* terms-watcher/", agents.pop())


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("application/pdf", b"%PDF-1.7 x"), ("text/plain", b"1. Fees"), ("application/octet-stream", b"x")],
)
async def test_what_is_no_html_is_taken_as_it_came(
    fetcher: BrowserFetcher, site: Server, content_type: str, body: bytes
) -> None:
    site.says("/", said(body, content_type))
    page = await drawn(fetcher, site.url("/"))
    assert (page.body, page.fetch.rendered_by) == (body, "")


async def test_a_redirected_page_is_drawn_where_it_is(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/old", said("", status=301, headers=("location: /en/terms",)))
    site.says("/en/terms", said(f"{CLAUSES}<script src=a.js></script>"))
    site.says("/en/a.js", said("document.body.append(location.pathname)", SCRIPT))
    page = await drawn(fetcher, site.url("/old"))
    assert "/en/terms" in text_of(page.body)
    assert page.fetch.final_url == site.url("/en/terms")
    assert page.fetch.redirects == (Redirect(status=301, url=site.url("/old"), location=site.url("/en/terms")),)


@pytest.mark.parametrize(
    "send",
    [
        "<script>location.href = '/new'</script>",
        "<script>setTimeout(() => location.assign('/new'), 300)</script>",
        "<meta http-equiv=refresh content='0; url=/new'>",
        "<form id=f action=/new><input type=hidden name=a></form><script>f.submit()</script>",
    ],
)
async def test_who_is_sent_on_by_scripts_arrives(fetcher: BrowserFetcher, site: Server, send: str) -> None:
    site.says("/old", said(f"<p>Please wait</p>{send}", headers=("set-cookie: a=1",)))
    site.says("/new", said(CLAUSES))
    site.says("/new?a=", said(CLAUSES))
    page = await drawn(fetcher, site.url("/old"))
    assert CLAUSES in page.body.decode()
    assert page.fetch.final_url.removesuffix("?a=") == site.url("/new")
    assert page.fetch.redirects[0].status == 200
    assert site.requests[-1].headers["cookie"] == "a=1"


@pytest.mark.parametrize(
    "header",
    [
        "cross-origin-opener-policy: same-origin",
        "cross-origin-embedder-policy: require-corp",
        "content-security-policy: default-src 'none'; sandbox",
        "content-disposition: attachment; filename=terms.html",
        "clear-site-data: *",
        "content-language: zh, en",
    ],
)
async def test_no_header_keeps_a_page_from_being_taken(fetcher: BrowserFetcher, site: Server, header: str) -> None:
    site.says("/", said(CLAUSES, headers=(header, "x-odd: \xe9\x01")))
    assert CLAUSES in (await drawn(fetcher, site.url("/"))).body.decode()


async def test_a_header_that_sends_the_reader_on_is_followed(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", said("<p>Please wait</p>", headers=("refresh: 0; url=/new",)))
    site.says("/new", said(CLAUSES))
    assert (await drawn(fetcher, site.url("/"))).fetch.final_url == site.url("/new")


async def test_a_cookie_that_a_reload_asks_for_is_shown(fetcher: BrowserFetcher, site: Server) -> None:
    async def guarded(request: object, writer: asyncio.StreamWriter) -> None:
        passed = "pass=1" in request.headers.get("cookie", "")
        writer.write(said(CLAUSES) if passed else program("document.cookie = 'pass=1'; location.reload()"))

    site.says("/", guarded)
    assert CLAUSES in (await drawn(fetcher, site.url("/"))).body.decode()


async def test_who_is_sent_on_to_a_file_gets_the_file(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", program("location.href = '/terms.pdf'"))
    site.says("/terms.pdf", said(b"%PDF-1.7 x", "application/pdf"))
    page = await drawn(fetcher, site.url("/"))
    assert page.body == b"%PDF-1.7 x"
    assert (page.fetch.url, page.fetch.final_url) == (site.url("/"), site.url("/terms.pdf"))
    assert page.fetch.sha256 == hashlib.sha256(page.body).hexdigest()


async def test_a_page_that_sends_its_reader_on_for_ever_fails(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", program("location.reload()"))
    page = await undrawn(fetcher, site.url("/"))
    assert page.fetch.reason == "redirects"
    assert len(site.requests) == 6


async def test_a_page_that_sends_its_reader_to_what_is_gone_fails_like_it(
    fetcher: BrowserFetcher, site: Server
) -> None:
    site.says("/", program("location.href = '/gone'"))
    page = await undrawn(fetcher, site.url("/"))
    assert (page.fetch.reason, page.fetch.status) == ("status", 404)
    assert "/gone" in page.fetch.error


async def test_what_is_posted_by_a_form_is_not_sent(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", program("f.submit()", f"{CLAUSES}<form id=f method=post action=/consent></form>"))
    await drawn(fetcher, site.url("/"))
    assert site.paths() == ["/"]


async def test_the_address_that_scripts_give_their_page_is_told(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", program("history.pushState({}, '', '/login?next=/#top')", CLAUSES))
    assert (await drawn(fetcher, site.url("/"))).fetch.final_url == site.url("/login?next=/")


async def test_a_page_that_is_not_there_fails_as_a_plain_one_does(fetcher: BrowserFetcher, site: Server) -> None:
    page = await undrawn(fetcher, site.url("/gone"))
    assert (page.fetch.reason, page.fetch.status) == ("status", 404)


async def test_equal_requests_share_a_drawing_and_others_do_not(fetcher: BrowserFetcher, site: Server) -> None:
    site.says("/", said(CLAUSES))
    asked = PageRequest(url=site.url("/"), render=Render.BROWSER)
    waiting = PageRequest(url=site.url("/"), render=Render.BROWSER, wait_for=("p",))
    plain = PageRequest(url=site.url("/"))
    pages = await asyncio.gather(*(fetcher.fetch(request) for request in (asked, asked, waiting, plain)))
    first, same, other, undrawn_page = (page.fetch.id for page in pages)
    assert first == same
    assert len({first, other, undrawn_page}) == 3
    assert len(site.requests) == 3
