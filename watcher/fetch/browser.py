"""Pages that a browser draws, for agreements whose text is put there by scripts.

    received as every page is ─▶ Chromium without a network ─▶ text quiet ─▶ the document as HTML
    (robots, turns, guard)        (what the page asks for is
                                   asked by the guarded client)

Nothing of Playwright is imported before a page asks to be drawn. What it takes to draw one is looked for only then, and
where it is missing the page fails with words that say what to install.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx
import structlog

from watcher.domain.agreement import Render
from watcher.domain.errors import FetchError
from watcher.domain.fetch import Fetch, FetchOutcome, Validators
from watcher.fetch.addresses import AllowHosts
from watcher.fetch.browser_install import find_chromium, missing_package, unable
from watcher.fetch.browser_limits import Limits, limits_of
from watcher.fetch.browser_visit import Drawn, Visit, Wishes, is_html, wishes_for
from watcher.fetch.client import guarded_client
from watcher.fetch.http import HttpFetcher
from watcher.fetch.politeness import Shared
from watcher.fetch.settings import FetchSettings
from watcher.fetch.urls import host_of
from watcher.services.ports import Page, PageRequest

if TYPE_CHECKING:
    from watcher.fetch.browser_pool import Browsers

log = structlog.get_logger("watcher.fetch")


class BrowserFetcher:
    """Implements ``services.ports.Fetcher``: pages come from an HttpFetcher, and are drawn where a request says so.

    A context manager: at its end the browser ends too, where one was started.
    """

    def __init__(
        self,
        plain: HttpFetcher,
        client: httpx.AsyncClient,
        settings: FetchSettings,
        *,
        environ: Mapping[str, str] = os.environ,
        limits: Limits | None = None,
        public_client: Callable[[], httpx.AsyncClient] | None = None,
    ) -> None:
        """``client`` is the guarded client that ``plain`` uses. ``public_client`` makes another one, which reaches none
        of the hosts that ``settings`` allow although they are not public.
        """
        self._plain = plain
        self._client = client
        self._settings = settings
        self._environ = environ
        self._limits = limits or limits_of(settings)
        self._make_public_client = public_client or (lambda: guarded_client(replace(settings, allow_hosts=())))
        self._public_client: httpx.AsyncClient | None = None
        self._allowed = AllowHosts.parse(settings.allow_hosts)
        self._browsers: Browsers | None = None
        self._shared: Shared[PageRequest, Page] = Shared()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._browsers is not None:
            await self._browsers.close()
        if self._public_client is not None:
            await self._public_client.aclose()

    async def fetch(self, request: PageRequest) -> Page:
        """See the port. Requests to draw that are equal share one drawing while it is under way."""
        if request.render is Render.PLAIN:
            return await self._plain.fetch(request)
        request = replace(request, validators=Validators())
        return await self._shared.run(request, lambda: self._fetch(request))

    async def _fetch(self, request: PageRequest) -> Page:
        try:
            browsers = self._ready()
            browser = await browsers.name()
        except FetchError as error:
            return _never_asked(request, error)
        wishes = wishes_for(request, browser, self._settings.user_agent)
        visit = Visit(self._plain, request, wishes, browser)
        received = await visit.begin()
        if received.page.fetch.outcome is not FetchOutcome.RECEIVED or not is_html(received):
            return received.page
        began = time.monotonic()
        try:
            drawn = await self._drawn(visit, wishes, browsers)
        except FetchError as error:
            return visit.failed(error, time.monotonic() - began)
        finally:
            self._plain.rest(received.page.fetch.final_url)
        if drawn.refused:
            log.warning("a drawn page asked for what it may not reach", url=request.url, refused=drawn.refused[:5])
        return visit.page(drawn)

    def _ready(self) -> Browsers:
        """Raises FetchError ``browser`` when the package or the program is missing."""
        if self._browsers is None:
            program = find_chromium(self._environ)
            try:
                from watcher.fetch.browser_pool import Browsers
            except ModuleNotFoundError as error:
                if (error.name or "").partition(".")[0] != "playwright":
                    raise
                raise missing_package() from error
            self._browsers = Browsers(program, self._limits, self._environ)
        return self._browsers

    async def _drawn(self, visit: Visit, wishes: Wishes, browsers: Browsers) -> Drawn:
        """Drawn in the browser that all pages share; if that ends meanwhile, once more in one of its own."""
        from watcher.fetch.browser_drawing import BrowserGone, draw

        overgrown = False
        for alone in (False, True):
            async with browsers.lend(alone=alone) as chromium:
                try:
                    return await draw(
                        chromium,
                        visit.again(),
                        wishes,
                        client_for=self._client_for,
                        follow=visit.follow,
                        limits=self._limits,
                    )
                except BrowserGone:
                    overgrown = chromium.overgrown
        if overgrown:
            raise FetchError(
                f"drawing the page takes more than {self._limits.memory // 1_000_000} MB of memory",
                reason="too_large",
                mend="open the page in a browser and look for a plainer address of the agreement",
            )
        raise unable("the browser ended twice while it drew the page", "open the page in a browser", transient=True)

    def _client_for(self, address: str) -> httpx.AsyncClient:
        """The client for what the page at ``address`` asks for.

        Private hosts are open only to a page whose own host is one of those that ``fetch.allow_hosts`` names: by its
        name, or where the address itself is written as an IP address. What a name resolves to does not count, since
        whoever owns the name decides that anew each time.
        """
        host = host_of(httpx.URL(address)).lower().removesuffix(".")
        try:
            private = ip_address(host) in self._allowed
        except ValueError:
            private = host in self._allowed.names
        if private:
            return self._client
        if self._public_client is None:
            self._public_client = self._make_public_client()
        return self._public_client


def _never_asked(request: PageRequest, error: FetchError) -> Page:
    """A failure before anything was asked of the page's host."""
    return Page(
        fetch=Fetch(
            id=uuid.uuid4().hex,
            url=request.url,
            final_url=request.url,
            started_at=datetime.now(UTC),
            duration=0.0,
            outcome=FetchOutcome.FAILED,
            reason=error.reason,
            error=str(error),
        )
    )
