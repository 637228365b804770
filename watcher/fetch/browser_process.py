"""A Chromium that has no network.

Requests are intercepted and answered by us (``browser_requests``), but a page has ways around interception:

    <link rel="preconnect">, speculation rules, RTCPeerConnection    connect past every handler
    a browser with the switches below                                connects nowhere at all

So no name resolves in it, every connection goes to a proxy whose own name does not resolve, and what cannot go through
a proxy (UDP) is off. What the handlers do not answer is not answered.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Playwright, async_playwright

from watcher.domain.errors import FetchError
from watcher.fetch.browser_install import unable
from watcher.fetch.browser_limits import Limits
from watcher.fetch.urls import shown

NO_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://nowhere.invalid:1",
    # Without this, loopback goes past the proxy.
    "--proxy-bypass-list=<-loopback>",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--dns-prefetch-disable",
)
_QUIET = (
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-speech-api",
    "--disable-notifications",
    "--disable-remote-fonts",
    "--mute-audio",
)
_MEASURED_EVERY = 0.2
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
"""Of the environment; the rest may hold secrets."""


class Chromium:
    """One running browser. Make it with ``started``; end it with ``close``."""

    def __init__(
        self, playwright: Playwright, browser: Browser, folder: TemporaryDirectory[str], limits: Limits
    ) -> None:
        self.lent = 0
        self.drawn = 0
        self.overgrown = False
        """Whether it was ended because it used too much memory."""
        self._playwright = playwright
        self._browser = browser
        self._folder = folder
        self._limits = limits
        self._closed = False
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    async def started(cls, program: str, limits: Limits, environ: Mapping[str, str]) -> Chromium:
        """Raises FetchError ``browser`` when it does not start."""
        folder = TemporaryDirectory(prefix="watcher-browser-", ignore_cleanup_errors=True)
        playwright = None
        try:
            async with asyncio.timeout(limits.start):
                playwright = await async_playwright().start()
                browser = await playwright.chromium.launch(
                    executable_path=program,
                    headless=True,
                    # Chromium refuses to be sandboxed when root starts it.
                    chromium_sandbox=not is_root(),
                    args=[*NO_NETWORK, *_QUIET, f"--js-flags=--max-old-space-size={limits.script_memory // 1_000_000}"],
                    env=_environment(environ, folder.name),
                )
        except BaseException as error:
            if playwright is not None:
                await _ended(playwright.stop(), limits.close)
            folder.cleanup()
            if isinstance(error, Error | TimeoutError | OSError):
                raise _not_started(program, error) from error
            raise
        started = cls(playwright, browser, folder, limits)
        started._watching = asyncio.create_task(started._watch(await browser.new_browser_cdp_session()))
        return started

    @property
    def name(self) -> str:
        """``Chromium 150.0.1.2``."""
        return f"Chromium {self._browser.version}"

    @property
    def alive(self) -> bool:
        return not self._closed and self._browser.is_connected()

    @property
    def fit(self) -> bool:
        """Whether it should be given another page."""
        return self.alive and self.drawn < self._limits.pages_each

    async def context(self, **options: Any) -> BrowserContext:
        """A fresh context: no cookies, no storage, no permissions, and nothing that outlives it."""
        self.drawn += 1
        return await self._browser.new_context(**options)

    async def close(self) -> None:
        """End it, and all its pages with it, whatever they are doing."""
        if self._closed:
            return
        self._closed = True
        if self._watching is not None and self._watching is not asyncio.current_task():
            self._watching.cancel()
        await _ended(self._browser.close(), self._limits.close)
        # The driver ends what is left of the browser's processes, gently or not.
        await _ended(self._playwright.stop(), self._limits.close)
        await asyncio.to_thread(self._folder.cleanup)

    async def _watch(self, session: CDPSession) -> None:
        """End it when its processes grow too large. Where that cannot be read, only scripts' objects are bounded."""
        with suppress(Error):
            while sys.platform == "linux":
                if self.lent:
                    found = await session.send("SystemInfo.getProcessInfo")
                    if sum(own_memory(process["id"]) for process in found["processInfo"]) > self._limits.memory:
                        self.overgrown = True
                        await self.close()
                        return
                await asyncio.sleep(_MEASURED_EVERY)


def own_memory(pid: int) -> int:
    """Bytes of a process's memory that it shares with no other; 0 for one that is gone."""
    try:
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _environment(environ: Mapping[str, str], home: str) -> dict[str, str | float | bool]:
    passed: dict[str, str | float | bool] = {name: environ[name] for name in _PASSED_ON if name in environ}
    return {**passed, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}


def _not_started(program: str, error: BaseException) -> FetchError:
    said = str(error)
    if "no usable sandbox" in said.lower():
        return unable(
            "the browser does not start, since this machine lets it set up no sandbox",
            "allow user namespaces to the user whom watcher runs as",
        )
    first = next((line for line in said.splitlines() if line.strip()), "") or "it took too long"
    return unable(f"the browser does not start: {shown(first)}", f"start {shown(program)} by hand", transient=True)


async def _ended(ending: Any, seconds: float) -> None:
    """Wait for an end that may never come, or be a fault already."""
    with suppress(Error, TimeoutError, Exception):
        async with asyncio.timeout(seconds):
            await ending
