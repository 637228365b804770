"""From a page that scripts fill to a version, on the command line."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fetch.browser_site import chromium_or_skip, said, serving
from tests.fetch.conftest import Server

SHELL = (
    "<!doctype html><html lang=en><head><title>Terms of Service</title></head><body><div id=root></div>"
    "<noscript>You need to enable JavaScript to run this app.</noscript><script src=/app.js></script></body></html>"
)
APP = "fetch('/terms.json').then((a) => a.json()).then((terms) => { root.innerHTML = terms.html })"
SUBJECTS = ("the service", "an account", "fees", "content", "personal data", "suspension", "liability", "changes")


def terms(days: int) -> bytes:
    clauses = "".join(
        f"<h2>{n}. About {subject}</h2><p>{n}.1 The user shall follow these terms on {subject} and must give the"
        f" provider {days} days of notice before a dispute about {subject} is brought to a court of law.</p>"
        for n, subject in enumerate(SUBJECTS, 1)
    )
    return said(json.dumps({"html": f"<main><h1>Terms of Service</h1>{clauses}</main>"}), "application/json")


@pytest.fixture
async def site() -> AsyncIterator[Server]:
    chromium_or_skip()
    async with serving() as server:
        server.says("/terms", said(SHELL))
        server.says("/app.js", said(APP, "text/javascript"))
        server.says("/terms.json", terms(10))
        server.says("/robots.txt", said("", "text/plain", status=404))
        yield server


@pytest.fixture
def config(site: Server, tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(
        '[fetch]\nallow_hosts = ["127.0.0.1"]\nper_host_delay = "0s"\n\n'
        f'[[agreements]]\nid = "terms"\ntitle = "Terms of Service"\nurl = "{site.url("/terms")}"\n',
        encoding="utf-8",
    )
    return path


async def watcher(config: Path, *arguments: str) -> tuple[int, str]:
    """A command as a process of its own: how it ended and all that it printed."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "watcher",
        "--config",
        str(config),
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "NO_COLOR": "1"},
        cwd=config.parent,
    )
    printed, _ = await running.communicate()
    assert running.returncode is not None
    return running.returncode, printed.decode()


def turn_on(config: Path) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write('render = "browser"\n')


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


async def test_a_shell_says_what_to_do_and_doing_it_helps(site: Server, config: Path) -> None:
    code, printed = await watcher(config, "check")
    assert code == 3
    assert "quarantined" in printed
    assert 'set render = "browser"' in printed

    turn_on(config)
    code, printed = await watcher(config, "check", "--json")
    assert (code, json.loads(printed)["outcome"]) == (0, "first")
    code, printed = await watcher(config, "check", "--json")
    assert (code, json.loads(printed)["outcome"]) == (0, "same")

    site.says("/terms.json", terms(5))
    code, printed = await watcher(config, "check", "--json")
    checked = json.loads(printed)
    assert (code, checked["outcome"], checked["version"]) == (0, "changed", 2)
    assert checked["diff"]["summary"]["modified"] == len(SUBJECTS)


async def test_preview_and_add_draw_a_page_when_they_are_told_to(site: Server, tmp_path: Path, config: Path) -> None:
    url = site.url("/terms")
    code, printed = await watcher(config, "preview", url, "--json")
    assert json.loads(printed)["reason"] == "shell"
    code, printed = await watcher(config, "preview", url, "--render", "browser", "--json")
    looked = json.loads(printed)
    assert (code, looked["agreement"], looked["rendered_by"].partition(" ")[0]) == (0, True, "Chromium")

    code, printed = await watcher(config, "add", url, "--id", "drawn", "--dry-run")
    assert code != 0
    assert "--render browser" in printed
    code, printed = await watcher(config, "add", url, "--id", "drawn", "--render", "browser", "--title", "Terms")
    assert code == 0
    assert 'render = "browser"' in text_of(config).partition('id = "drawn"')[2]
