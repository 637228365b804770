"""A real browser in front of the pages; skipped with the reason where none is installed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import httpx
import pytest

from watcher.domain.errors import FetchError
from watcher.fetch.browser_install import find_chromium

sync_api = pytest.importorskip("playwright.sync_api")

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]
"""Chromium asks its maker's hosts for things unless it is told not to; in a container it has no sandbox of its own."""


def lacking(answer: sync_api.Response) -> bool:
    """Whether a page asked for something of ours that is not there."""
    return answer.status >= 400 and answer.request.resource_type != "document"


def scripted(said: sync_api.ConsoleMessage) -> bool:
    """Whether the console tells of a fault: a refusal of the content security policy, say."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


@pytest.fixture
def chromium() -> Iterator[sync_api.Browser]:
    """Started for every test: as long as it is open, its event loop runs, and no other test could start one."""
    try:
        program = find_chromium(os.environ)
    except FetchError as error:
        pytest.skip(f"no browser to read pages with: {error}")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: sync_api.Browser) -> Iterator[Callable[..., sync_api.Page]]:
    """Opens windows on a server: ``window(client)``, with options of Playwright's contexts such as ``color_scheme``.

    Each has cookies of its own. A test fails when a page asked another host for anything, or its script threw.
    """
    contexts: list[sync_api.BrowserContext] = []
    wrong: list[str] = []

    def open_window(client: httpx.Client, **options: object) -> sync_api.Page:
        home = str(client.base_url)
        context = chromium.new_context(base_url=home, **options)
        contexts.append(context)
        context.on("request", lambda asked: asked.url.startswith(home) or wrong.append(f"asked for {asked.url}"))
        context.on("weberror", lambda thrown: wrong.append(f"a script failed: {thrown.error}"))
        context.on("response", lambda answer: lacking(answer) and wrong.append(f"{answer.status} for {answer.url}"))
        page = context.new_page()
        page.on("console", lambda said: scripted(said) and wrong.append(f"the console says: {said.text}"))
        page.set_default_timeout(15_000)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not wrong
