"""Pages and browsers that misbehave, and machines without a browser: failures in words, and the next page is drawn."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fetch.browser_site import CLAUSES, LIMITS, chromium_or_skip, drawing, drawn, said, serving, undrawn
from tests.fetch.conftest import Server, WaitingTime
from watcher.fetch.browser import BrowserFetcher
from watcher.fetch.client import guarded_client
from watcher.fetch.http import HttpFetcher
from watcher.fetch.settings import FetchSettings

SPINNING = f"{CLAUSES}<script>setTimeout(() => {{ for (;;) {{}} }}, 100)</script>"


@pytest.fixture
async def site() -> AsyncIterator[Server]:
    async with serving() as server:
        yield server


@pytest.fixture
def program() -> str:
    return chromium_or_skip()


def children() -> dict[int, str]:
    """The processes below this one, with their command lines."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("processes are looked at in /proc, which is not there")
    parents, commands = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
    found, new = {os.getpid()}, {os.getpid()}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new} - found
        found |= new
    return {pid: commands[pid] for pid in found - {os.getpid()} if commands.get(pid)}


def browsers() -> list[int]:
    """The browsers that this process has started, without their helpers."""
    return [pid for pid, said in children().items() if "--headless" in said and "--type=" not in said]


async def no_browsers() -> None:
    """Comes back when none is running any more."""
    async with asyncio.timeout(20):
        while browsers():  # noqa: ASYNC110 (the system's processes set no events)
            await asyncio.sleep(0.1)


def environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def names_in(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


async def test_a_page_whose_scripts_spin_fails_and_the_next_one_is_drawn(program: str, site: Server) -> None:
    site.says("/spin", said(SPINNING))
    site.says("/", said(CLAUSES))
    async with drawing(limits=replace(LIMITS, seconds=6.0)) as fetcher:
        page = await undrawn(fetcher, site.url("/spin"), wait_for=("#never",))
        assert (page.fetch.reason, page.fetch.status) == ("timeout", 200)
        assert page.fetch.duration >= 6.0
        assert CLAUSES in (await drawn(fetcher, site.url("/"))).body.decode()


async def test_a_page_that_never_rests_is_taken_in_the_end(program: str, site: Server) -> None:
    site.says("/", said(f"{CLAUSES}<b id=n>0</b><script>setInterval(() => n.textContent++, 20)</script>"))
    async with drawing(limits=replace(LIMITS, patience=2.0)) as fetcher:
        assert CLAUSES in (await drawn(fetcher, site.url("/"))).body.decode()


async def test_what_never_comes_is_not_waited_for_for_ever(program: str, site: Server) -> None:
    site.says("/", said(CLAUSES))
    async with drawing(limits=replace(LIMITS, patience=2.0)) as fetcher:
        assert CLAUSES in (await drawn(fetcher, site.url("/"), wait_for=("#never",))).body.decode()


async def test_a_page_that_eats_memory_fails_and_the_next_one_is_drawn(program: str, site: Server) -> None:
    eating = "const kept = []; setInterval(() => kept.push(new Uint8Array(1 << 25).fill(1)), 20)"
    site.says("/eat", said(f"<script>{eating}</script>"))
    site.says("/", said(CLAUSES))
    async with drawing(limits=replace(LIMITS, memory=600_000_000)) as fetcher:
        page = await undrawn(fetcher, site.url("/eat"), wait_for=("#never",))
        assert page.fetch.reason == "too_large"
        assert "600 MB" in page.fetch.error
        assert CLAUSES in (await drawn(fetcher, site.url("/"))).body.decode()


async def test_a_page_whose_scripts_keep_too_many_objects_fails(program: str, site: Server) -> None:
    eating = "const kept = []; setInterval(() => { for (let n = 0; n < 1e6; n++) kept.push({n}) }, 1)"
    site.says("/eat", said(f"<script>{eating}</script>"))
    async with drawing(limits=replace(LIMITS, script_memory=50_000_000, patience=15.0)) as fetcher:
        page = await undrawn(fetcher, site.url("/eat"), wait_for=("#never",))
    assert page.fetch.reason == "browser"


async def test_a_browser_that_dies_is_replaced_while_its_page_waits(program: str, site: Server) -> None:
    asked = asyncio.Event()

    async def late(_request: object, writer: asyncio.StreamWriter) -> None:
        first = not asked.is_set()
        asked.set()
        await asyncio.sleep(30 if first else 0)
        writer.write(said("<p>At last</p>"))

    site.says(
        "/",
        said(
            f"{CLAUSES}<script>fetch('/late').then((a) => a.text()).then((t) => {{ a.innerHTML = t }})"
            "</script><div id=a></div>"
        ),
    )
    site.says("/late", late)
    async with drawing() as fetcher:
        page = asyncio.create_task(drawn(fetcher, site.url("/"), wait_for=("#a",)))
        await asked.wait()
        for pid in browsers():
            os.kill(pid, signal.SIGKILL)
        assert b"At last" in (await page).body


async def test_no_process_and_no_folder_is_left_behind(
    program: str, site: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    site.says("/", said(CLAUSES))
    async with drawing() as fetcher:
        await drawn(fetcher, site.url("/"))
        assert len(browsers()) == 1
    assert browsers() == []
    assert not [said for said in children().values() if "chromium" in said or "playwright" in said]
    assert names_in(tmp_path) == []


async def test_the_browser_is_shared_and_replaced_after_so_many_pages(program: str, site: Server) -> None:
    site.says("/", said(CLAUSES))
    used = []
    async with drawing(limits=replace(LIMITS, pages_each=2)) as fetcher:
        for _ in range(3):
            await drawn(fetcher, site.url("/"))
            used += browsers()
    assert len(used) == 3
    assert used[0] == used[1] != used[2]


async def test_a_browser_with_nothing_to_do_ends(program: str, site: Server) -> None:
    site.says("/", said(CLAUSES))
    async with drawing(limits=replace(LIMITS, idle=0.2)) as fetcher:
        await drawn(fetcher, site.url("/"))
        await no_browsers()
        await drawn(fetcher, site.url("/"))


async def test_few_pages_are_drawn_at_once(program: str, site: Server) -> None:
    paths = [f"/{n}" for n in range(3)]
    asked: list[str] = []

    async def held(request: object, writer: asyncio.StreamWriter) -> None:
        asked.append(request.path)
        await asyncio.sleep(0.4)
        writer.write(said("", "text/javascript"))

    for path in paths:
        site.says(path, said(f"{CLAUSES}<script src={path}.js></script>"))
        site.says(f"{path}.js", held)
    most = 0
    async with drawing(limits=replace(LIMITS, pages_at_once=1)) as fetcher:
        pages = [asyncio.create_task(drawn(fetcher, site.url(path))) for path in paths]
        while not all(page.done() for page in pages):
            most = max(most, site.under_way)
            await asyncio.sleep(0.05)
        await asyncio.gather(*pages)
    assert sorted(asked) == [f"{path}.js" for path in paths]
    assert most == 1


async def test_a_page_that_asks_for_too_much_is_drawn_with_what_it_may_have(program: str, site: Server) -> None:
    script = "for (let n = 0; n < 30; n++) fetch(`/${n}`).then((a) => a.text()).then((t) => document.body.append(t))"
    site.says("/", said(f"{CLAUSES}<script>{script}</script>"))
    for n in range(30):
        site.says(f"/{n}", said("[one]", "text/plain"))
    async with drawing(limits=replace(LIMITS, requests=10)) as fetcher:
        page = await drawn(fetcher, site.url("/"))
    assert page.body.count(b"[one]") == 10
    assert len(site.requests) == 11


@pytest.mark.parametrize(
    "limits", [replace(LIMITS, response_bytes=9_000), replace(LIMITS, all_bytes=9_000)], ids=["one", "all"]
)
async def test_answers_that_are_too_large_are_not_taken(program: str, site: Server, limits: object) -> None:
    ask = "fetch('{}').then((a) => a.text()).then((t) => document.body.append('[came]'), () => 0);"
    site.says("/", said(f"{CLAUSES}<script>{ask.format('/large')}{ask.format('/small')}</script>"))
    site.says("/large", said("x" * 10_000, "text/plain"))
    site.says("/small", said("x" * 1_000, "text/plain"))
    async with drawing(limits=limits) as fetcher:
        assert (await drawn(fetcher, site.url("/"))).body.count(b"[came]") == 1


async def test_what_scripts_send_is_bounded(program: str, site: Server) -> None:
    site.says("/", said(f"{CLAUSES}<script>fetch('/in', {{method: 'POST', body: 'x'.repeat(2000)}})</script>"))
    async with drawing(limits=replace(LIMITS, posted_bytes=1_000)) as fetcher:
        await drawn(fetcher, site.url("/"))
    assert site.paths() == ["/"]


async def test_only_asking_and_posting_is_done_for_scripts(program: str, site: Server) -> None:
    ask = "for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'POST']) fetch('/in', {method})"
    site.says("/", said(f"{CLAUSES}<script>{ask}</script>"))
    site.says("/in", said("", "text/plain"))
    async with drawing() as fetcher:
        await drawn(fetcher, site.url("/"))
    assert site.paths() == ["/", "/in", "/in"]


async def test_a_document_that_grows_too_large_is_a_failure(program: str, site: Server) -> None:
    site.says("/", said(f"{CLAUSES}<script>document.body.append('x'.repeat(50000))</script>"))
    async with drawing(limits=replace(LIMITS, document_bytes=20_000)) as fetcher:
        page = await undrawn(fetcher, site.url("/"))
    assert page.fetch.reason == "too_large"


async def test_robots_are_asked_about_the_page_and_not_about_its_scripts(program: str, site: Server) -> None:
    site.says("/robots.txt", said("User-agent: *\nDisallow: /private\nDisallow: /app", "text/plain"))
    site.says("/private", said(CLAUSES))
    site.says("/", said("<body><script src=/app.js></script>"))
    site.says("/app.js", said(f"document.body.innerHTML = `{CLAUSES}`", "text/javascript"))
    site.says("/sent", said("<script>location.href = '/private'</script>"))
    async with drawing(FetchSettings(allow_hosts=("127.0.0.1",), per_host_delay=0.0)) as fetcher:
        assert (await undrawn(fetcher, site.url("/private"))).fetch.reason == "robots"
        assert (await undrawn(fetcher, site.url("/sent"))).fetch.reason == "robots"
        assert CLAUSES in (await drawn(fetcher, site.url("/"))).body.decode()
        assert (await drawn(fetcher, site.url("/private"), robots=False)).body
    assert site.paths().count("/private") == 1


async def test_the_pause_for_a_host_begins_when_its_page_is_drawn(program: str, site: Server) -> None:
    site.says("/", said(CLAUSES))
    time = WaitingTime()
    settings = FetchSettings(allow_hosts=("127.0.0.1",), robots=False, per_host_delay=7.0)
    async with guarded_client(settings) as client:
        plain = HttpFetcher(client, settings, ticks=time.ticks, sleep=time.sleep)
        async with BrowserFetcher(plain, client, settings, limits=LIMITS) as fetcher:
            await drawn(fetcher, site.url("/"))
            time.now += 3
            await drawn(fetcher, site.url("/"))
    assert time.slept == [4.0]


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"PATH": ""}, "apt install chromium"),
        ({"PATH": os.environ["PATH"], "WATCHER_CHROMIUM": "/nowhere/chromium"}, "WATCHER_CHROMIUM"),
        ({"PATH": os.environ["PATH"], "WATCHER_CHROMIUM": "/bin/false"}, "/bin/false"),
    ],
)
async def test_without_a_browser_the_page_fails_with_what_to_install(
    site: Server, environ: dict[str, str], words: str
) -> None:
    pytest.importorskip("playwright")
    async with drawing(environ=environ) as fetcher:
        page = await undrawn(fetcher, site.url("/"))
    assert page.fetch.reason == "browser"
    assert words in page.fetch.error
    assert site.requests == []


async def test_without_the_package_the_page_fails_with_what_to_install(
    site: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chromium").touch(mode=0o755)
    for name in [name for name in sys.modules if name.startswith(("playwright", "watcher.fetch.browser_"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)
    async with drawing(environ={"PATH": str(tmp_path)}) as fetcher:
        page = await undrawn(fetcher, site.url("/"))
    assert page.fetch.reason == "browser"
    assert "pip install 'terms-watcher[browser]'" in page.fetch.error


async def test_the_browser_named_in_the_environment_is_taken(program: str, site: Server, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text(f'#!/bin/sh\ntouch {tmp_path}/started\nexec {program} "$@"\n', encoding="ascii")
    mine.chmod(0o755)
    site.says("/", said(CLAUSES))
    async with drawing(environ={**os.environ, "WATCHER_CHROMIUM": str(mine)}) as fetcher:
        await drawn(fetcher, site.url("/"))
    assert (tmp_path / "started").exists()


async def test_secrets_of_the_environment_do_not_reach_the_browser(program: str, site: Server) -> None:
    site.says("/", said(CLAUSES))
    async with drawing(environ={**os.environ, "SMTP_PASSWORD": "a secret of ours"}) as fetcher:
        await drawn(fetcher, site.url("/"))
        found = [environment(pid) for pid in browsers()]
    assert found
    assert not any(b"a secret of ours" in environ for environ in found)


def test_nothing_of_playwright_is_imported_before_a_page_asks_to_be_drawn() -> None:
    told = "import sys, watcher.bootstrap, watcher.cli; print('playwright' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
