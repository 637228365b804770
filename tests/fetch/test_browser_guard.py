"""Pages that try to reach what they have no business with: nothing of it is ever contacted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.fetch.browser_site import CLAUSES, Trap, chromium_or_skip, drawing, drawn, said, serving, trap, undrawn
from tests.fetch.conftest import PUBLIC, Connector, Names, Server
from watcher.fetch.browser import BrowserFetcher
from watcher.fetch.client import guarded_client
from watcher.fetch.settings import FetchSettings

pytestmark = pytest.mark.asyncio(loop_scope="module")

IN_MARKUP = {
    "preconnect": "<link rel=preconnect href='{http}'>",
    "dns-prefetch": "<link rel=dns-prefetch href='{http}'>",
    "prefetch": "<link rel=prefetch href='{http}'>",
    "prerender": "<link rel=prerender href='{http}'>",
    "preload": "<link rel=preload as=script href='{http}'>",
    "module preload": "<link rel=modulepreload href='{http}'>",
    "style sheet": "<link rel=stylesheet href='{http}'>",
    "import of a style sheet": "<style>@import url('{http}');</style>",
    "font": "<style>@font-face{{font-family:own;src:url('{http}')}} p{{font-family:own}}</style>",
    "background": "<style>p{{background:url('{http}')}}</style>",
    "icon": "<link rel=icon href='{http}'>",
    "manifest": "<link rel=manifest href='{http}'>",
    "script": "<script src='{http}'></script>",
    "picture": "<img src='{http}' srcset='{http}2 2x'>",
    "svg": "<svg><image href='{http}'/><use href='{http}#a'/></svg>",
    "film": "<video src='{http}' poster='{http}'><track src='{http}' default></video>",
    "sound": "<audio src='{http}' autoplay></audio>",
    "frame": "<iframe src='{http}'></iframe>",
    "frame from data": "<iframe src=\"data:text/html,<img src='{http}'>\"></iframe>",
    "frame from its own text": "<iframe srcdoc=\"<script src='{http}'></script>\"></iframe>",
    "object": "<object data='{http}'></object>",
    "embed": "<embed src='{http}'>",
    "speculation": (
        '<script type=speculationrules>{{"prefetch":[{{"source":"list","urls":["{http}"]}}],'
        '"prerender":[{{"source":"list","urls":["{http}"]}}]}}</script>'
    ),
}
BY_SCRIPT = {
    "fetch": "fetch('{http}', {{mode: 'no-cors'}})",
    "fetch that outlives the page": "fetch('{http}', {{mode: 'no-cors', keepalive: true, method: 'POST'}})",
    "XMLHttpRequest": "const x = new XMLHttpRequest(); x.open('GET', '{http}'); x.send()",
    "beacon": "navigator.sendBeacon('{http}', 'x')",
    "event stream": "new EventSource('{http}')",
    "web socket": "new WebSocket('{ws}')",
    "web transport": "new WebTransport('{https}')",
    "WebRTC": (
        "const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{address}'}},"
        " {{urls: ['turn:{address}?transport=tcp', 'turn:{address}'], username: 'a', credential: 'b'}}]}});"
        "peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer))"
    ),
    "import": "import('{http}').catch(() => 0)",
    "picture by script": "new Image().src = '{http}'",
    "font by script": "new FontFace('own', 'url({http})').load().catch(() => 0)",
    "worker": "new Worker('/worker.js')",
    "shared worker": "new SharedWorker('/worker.js')",
    "worker from a blob": (
        'new Worker(URL.createObjectURL(new Blob([\'fetch("{http}").catch(() => 0); importScripts("{http}")\'])))'
    ),
    "frame from a blob": (
        "const frame = document.createElement('iframe');"
        "frame.src = URL.createObjectURL(new Blob(['<img src=\"{http}\">'], {{type: 'text/html'}}));"
        "document.body.append(frame)"
    ),
    "service worker": "navigator.serviceWorker.register('/worker.js').catch(() => 0)",
    "redirect": "fetch('/redirect', {{mode: 'no-cors'}}).catch(() => 0)",
    "report": "eval('1')",
    "window": "open('{http}')",
    "window of its own": "open('about:blank').document.write('<script src=\"{http}\"></' + 'script>')",
    "form": (
        "const form = document.createElement('form'); form.action = '{http}'; form.method = 'post';"
        "form.target = '_blank'; document.body.append(form); form.submit()"
    ),
    "ping": (
        "const link = document.createElement('a'); link.href = '#x'; link.ping = '{http}'; document.body.append(link);"
        "link.click()"
    ),
}
WORKER = (
    "try {{ fetch('{http}').catch(() => 0) }} catch {{}} try {{ new WebSocket('{ws}') }} catch {{}}"
    "try {{ new WebTransport('{https}') }} catch {{}} try {{ importScripts('{http}') }} catch {{}}"
)


def hostile(traps: list[Trap]) -> dict[str, list[bytes]]:
    """A page that tries everything on every trap, by path; ``[ran]`` is in its text for each script that ran."""
    markup, scripts, workers = [], [], []
    for one in traps:
        words = {
            "http": one.url("x"),
            "https": one.url("x", "https"),
            "ws": one.url("x", "ws"),
            "address": f"{one.host}:{one.port}",
        }
        markup += [text.format(**words) for text in IN_MARKUP.values()]
        workers.append(WORKER.format(**words))
        scripts += [
            f"<script>try {{ {text.format(**words)} }} catch (problem) {{ problems.push({name!r} + problem) }}"
            " finally { document.body.append('[ran]') }</script>"
            for name, text in BY_SCRIPT.items()
        ]
    headers = (
        f"content-security-policy-report-only: script-src 'none'; report-uri {traps[0].url('report')}",
        f"link: <{traps[0].url('linked')}>; rel=preload; as=script",
    )
    page = f"<!doctype html><body><script>problems = []</script>{CLAUSES}{''.join(markup)}{''.join(scripts)}"
    return {
        "/": [said(page, headers=headers)],
        "/worker.js": [said("".join(workers), "text/javascript")],
        "/redirect": [said("", status=302, headers=(f"location: {traps[0].url('redirected')}",))],
    }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fetcher() -> AsyncIterator[BrowserFetcher]:
    chromium_or_skip()
    async with drawing() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def site() -> AsyncIterator[Server]:
    async with serving() as server:
        yield server


@pytest_asyncio.fixture(loop_scope="module")
async def elsewhere() -> AsyncIterator[Trap]:
    """On loopback, but not at the address that may be reached."""
    async with trap("127.0.0.2") as found:
        yield found


def led_to(server: Server) -> tuple[Connector, Callable[[FetchSettings], httpx.AsyncClient]]:
    """Clients for which ``terms.example`` is a public host, and whose every connection ends at ``server``."""
    connector = Connector(server.port)

    def client_for(settings: FetchSettings) -> httpx.AsyncClient:
        return guarded_client(settings, resolve=Names(terms_example=[[PUBLIC]]), connector=connector)

    return connector, client_for


async def rested() -> None:
    """Long enough for what is under way on loopback to arrive."""
    await asyncio.sleep(0.5)


async def test_the_hostile_page_reaches_its_traps_in_an_ordinary_browser(site: Server, elsewhere: Trap) -> None:
    from playwright.async_api import async_playwright

    program = chromium_or_skip()
    site.pages = hostile([elsewhere])
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program)
        page = await browser.new_page()
        await page.goto(site.url("/"), wait_until="domcontentloaded")
        await asyncio.sleep(3)
        problems = await page.evaluate("problems")
        await browser.close()
    assert problems == []
    assert any(call.startswith(b"udp") for call in elsewhere.caught)
    assert sum(call.startswith(b"tcp GET") for call in elsewhere.caught) > 10


async def test_nothing_that_a_page_tries_reaches_an_address_that_is_not_allowed(
    fetcher: BrowserFetcher, site: Server, elsewhere: Trap
) -> None:
    site.pages = hostile([elsewhere])
    page = await drawn(fetcher, site.url("/"))
    await rested()
    assert page.body.count(b"[ran]") >= len(BY_SCRIPT)
    assert elsewhere.caught == []
    assert set(site.paths()) <= {"/", "/worker.js", "/redirect"}


async def test_nothing_that_a_public_page_tries_reaches_loopback(site: Server, elsewhere: Trap) -> None:
    chromium_or_skip()
    connector, client_for = led_to(site)
    async with trap("127.0.0.1") as near:
        site.pages = hostile([near, elsewhere])
        settings = FetchSettings(robots=False, per_host_delay=0.0)
        async with drawing(settings, client_for=client_for) as fetcher:
            page = await drawn(fetcher, "http://terms.example/")
        await rested()
        assert page.body.count(b"[ran]") >= len(BY_SCRIPT)
        assert near.caught == elsewhere.caught == []
    assert {host for host, _ in connector.opened} == {PUBLIC}


async def test_a_public_page_reaches_not_even_what_is_allowed(site: Server) -> None:
    chromium_or_skip()
    connector, client_for = led_to(site)
    ask = "fetch('{}', {{method: 'POST', mode: 'no-cors'}}).catch((e) => document.body.append('[refused]'));"
    asked = [ask.format(url) for url in ("http://127.0.0.1/", "http://10.0.0.5/", "http://intranet.example/")]
    site.says("/", said(f"{CLAUSES}<script>{''.join(asked)}</script>"))
    allowed = ("127.0.0.1", "10.0.0.0/8", "intranet.example")
    async with drawing(FetchSettings(allow_hosts=allowed, robots=False), client_for=client_for) as fetcher:
        page = await drawn(fetcher, "http://terms.example/")
    assert page.body.count(b"[refused]") == 3
    assert {host for host, _ in connector.opened} == {PUBLIC}


async def test_requests_to_addresses_that_are_none_of_ours_fail(fetcher: BrowserFetcher, site: Server) -> None:
    targets = [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1:8080/",
        "http://127.0.0.2/",
        "http://localhost.nowhere.invalid/",
        "http://user:secret@127.0.0.1/",
        "https://nowhere.invalid/",
        "file:///etc/hostname",
    ]
    tell = "document.body.append(`[refused ${this.dataset.n}]`)"
    scripts = "".join(f"<script src='{url}' data-n={n} onerror='{tell}'></script>" for n, url in enumerate(targets))
    site.says("/", said(f"<body>{CLAUSES}{scripts}"))
    page = await drawn(fetcher, site.url("/"))
    assert [n for n in range(len(targets)) if b"[refused %d]" % n not in page.body] == []


@pytest.mark.parametrize(
    "send",
    [
        "<script>location.href = '{}'</script>",
        "<meta http-equiv=refresh content='0; url={}'>",
        "<form id=f action='{}'></form><script>f.submit()</script>",
        "<script>location.href = '/redirect'</script>",
        "<a id=a href='{}' target=_top></a><script>a.click()</script>",
        "<a id=a href='{}' download></a><script>a.click()</script>",
    ],
)
async def test_a_page_that_sends_its_reader_where_we_may_not_go_fails(
    fetcher: BrowserFetcher, site: Server, elsewhere: Trap, send: str
) -> None:
    site.says("/", said(f"{CLAUSES}{send.format(elsewhere.url('x'))}"))
    site.says("/redirect", said("", status=302, headers=(f"location: {elsewhere.url('x')}",)))
    page = await undrawn(fetcher, site.url("/"))
    assert page.fetch.reason == "address"
    assert elsewhere.caught == []


@pytest.mark.parametrize(
    "reach",
    [
        (
            "<iframe src='file://{0}'></iframe><object data='file://{0}'></object><script src='file://{0}'></script>"
            "<script>fetch('file://{0}').then((a) => a.text()).then((t) => document.body.append(t))"
            ".catch(() => 0)</script>"
            "<script>open('file://{0}')</script>"
        ),
        "<script>location.href = 'file://{0}'</script>",
        "<script>location.href = 'view-source:file://{0}'</script>",
    ],
)
async def test_files_of_this_machine_are_not_read(
    fetcher: BrowserFetcher, site: Server, tmp_path: Path, reach: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("document.body.append('a secret of this machine')", encoding="utf-8")
    site.says("/", said(f"{CLAUSES}{reach.format(secret)}"))
    page = await drawn(fetcher, site.url("/"))
    assert b"a secret of this machine" not in page.body
    assert page.fetch.final_url == site.url("/")


async def test_a_page_has_no_permissions(fetcher: BrowserFetcher, site: Server) -> None:
    names = ("geolocation", "notifications", "camera", "microphone", "clipboard-read", "local-fonts", "midi")
    script = (
        f"Promise.all({list(names)}.map((name) => navigator.permissions.query({{name}})"
        ".then((found) => found.state, () => 'unknown')))"
        ".then((states) => document.body.append(`[${states.filter((state) => state === 'granted').length} granted]`))"
    )
    site.says("/", said(f"{CLAUSES}<script>{script}</script>"))
    assert b"[0 granted]" in (await drawn(fetcher, site.url("/"))).body


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current one, empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names_in(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


async def test_nothing_is_downloaded(fetcher: BrowserFetcher, site: Server, folder: Path) -> None:
    script = "a = document.createElement('a'); a.download = 'x.txt'; a.href = 'data:text/plain,loot'; a.click()"
    site.says("/", said(f"{CLAUSES}<script>{script}</script><iframe src=/loot></iframe>"))
    site.says("/loot", said("loot", headers=("content-disposition: attachment; filename=loot.txt",)))
    assert CLAUSES in (await drawn(fetcher, site.url("/"))).body.decode()
    assert names_in(folder) == []
