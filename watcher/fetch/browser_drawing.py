"""One page drawn: its document handed to a browser, its scripts run until its text is quiet, the document taken out.

    <div id="root"></div><script src="/app.js"></script>              what came
    <div id="root"><h1>Terms</h1><p>1. Fees are due …</p></div>       what is taken

The document itself was received beforehand, the way every page is: past robots.txt, in its host's turn, through the
guard. Where scripts send the reader on to another page, that one is received in the same way.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from playwright.async_api import BrowserContext, CDPSession, Error, Page, Request, Route

from watcher.domain.agreement import Range, Selector
from watcher.domain.errors import FetchError
from watcher.fetch.browser_limits import Limits
from watcher.fetch.browser_process import Chromium
from watcher.fetch.browser_requests import PageRequests, abort, fulfil, wanted
from watcher.fetch.browser_scripts import GLANCE, HEIGHT, OPEN_ROOTS, TAKE
from watcher.fetch.browser_visit import Drawn, SentOn, Wishes, is_html
from watcher.fetch.exchange import Answer
from watcher.fetch.failures import timed_out
from watcher.fetch.http import Received
from watcher.fetch.urls import checked_url, shown

_POLL = 0.1
_WORLD = "terms-watcher"
_HARDLY_ANY_TEXT = 200
"""Characters: of a menu, a spinner, a word about cookies."""
_XPATH = "xpath:"
_WIDTH, _HEIGHT = 1280, 1024
_MOST_LOOKS = 3
"""A page that grows whenever its end comes into sight, such as a list of news, would never be seen whole."""


class BrowserGone(Exception):
    """The browser ended while it drew the page, perhaps because of another page."""


Follow = Callable[[SentOn], Awaitable[Received]]
"""Gets the page that a reader is sent on to. Raises FetchError."""
ClientFor = Callable[[str], httpx.AsyncClient]
"""The guarded client for what the page at an address asks for."""


async def draw(
    chromium: Chromium,
    received: Received,
    wishes: Wishes,
    *,
    client_for: ClientFor,
    follow: Follow,
    limits: Limits,
) -> Drawn:
    """Draw a page that was received, in a fresh context.

    Raises FetchError: ``timeout`` when it does not let itself be taken in time, ``redirects`` when its scripts send the
    reader on and on, ``too_large``, ``browser``; and BrowserGone. After a time-out the browser has ended.
    """
    drawing = _Drawing(chromium, wishes, client_for, limits)
    try:
        return await drawing.run(received, follow)
    except TimeoutError as error:
        await chromium.close()
        raise timed_out(limits.seconds, "drawing the page", transient=False) from error
    except Error as error:
        if not chromium.alive:
            raise BrowserGone from error
        raise FetchError(
            f"the browser cannot draw the page: {shown(_first_line(error))}",
            reason="browser",
            mend="open the page in a browser",
        ) from error
    finally:
        await drawing.end()


class _Drawing:
    """A page in its own context."""

    def __init__(self, chromium: Chromium, wishes: Wishes, client_for: ClientFor, limits: Limits) -> None:
        self._chromium = chromium
        self._wishes = wishes
        self._client_for = client_for
        self._limits = limits
        self._context: BrowserContext | None = None
        self._page: Page | None = None
        self._document: Received | None = None
        """Waits for the page to ask for it."""
        self._sent_on: SentOn | None = None
        self._height = _HEIGHT
        """Of the window."""
        self._looked = 0
        """How often the window was made higher."""
        self._requests: list[PageRequests] = []
        """Of each page shown, the present one last."""
        self._answering: set[asyncio.Task[None]] = set()
        self._wanted = [wish for selector in wishes.wait_for for wish in _wish(selector)]

    async def run(self, received: Received, follow: Follow) -> Drawn:
        seconds, hops = 0.0, 0
        while True:
            began = time.monotonic()
            async with asyncio.timeout(self._limits.seconds - seconds):
                session = await self._show(received)
                sent_on = await self._settled(session)
                taken = await self._run(session, TAKE, self._limits.document_bytes) if sent_on is None else {}
            seconds += time.monotonic() - began
            if sent_on is None:
                return self._drawn(received, taken, seconds)
            if hops == self._limits.hops:
                raise _sent_on_and_on(hops)
            hops += 1
            received = await follow(sent_on)
            if not is_html(received):
                return self._drawn(received, {"html": "", "address": received.page.fetch.final_url}, seconds)

    async def end(self) -> None:
        """Leave nothing behind."""
        await self._stop_answering()
        if self._context is not None and self._chromium.alive:
            try:
                async with asyncio.timeout(self._limits.close):
                    await self._context.close()
            except (Error, TimeoutError):
                await self._chromium.close()

    async def _show(self, received: Received) -> CDPSession:
        """A new page with the document; cookies stay from the one before."""
        if self._context is None:
            self._context = await self._chromium.context(
                accept_downloads=False,
                service_workers="block",
                user_agent=self._wishes.user_agent,
                locale=self._wishes.language,
                timezone_id="UTC",
                color_scheme="light",
                reduced_motion="reduce",
                viewport={"width": _WIDTH, "height": _HEIGHT},
                device_scale_factor=1,
                permissions=[],
            )
            await self._context.route("**/*", self._on_request)
            await self._context.add_init_script(OPEN_ROOTS)
        url = received.page.fetch.final_url
        old, self._page, self._sent_on = self._page, None, None
        self._height, self._looked = _HEIGHT, 0
        if old is not None:
            await old.close()
            await self._stop_answering()
        self._requests.append(PageRequests(url, self._client_for(url), self._limits))
        self._document = received
        self._page = page = await self._context.new_page()
        # Pages that this one opens beside itself are of no use, and their requests get no answer.
        page.on("popup", _close)
        # What waits for a page that crashed waits for ever, unless it is closed.
        page.on("crash", _close)
        await page.goto(url, wait_until="commit", timeout=0)
        return await self._context.new_cdp_session(page)

    async def _stop_answering(self) -> None:
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)

    def _on_request(self, route: Route, request: Request) -> None:
        task = asyncio.create_task(self._answer(route, request))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, route: Route, request: Request) -> None:
        page = self._page
        if page is None or not _is_of(request, page):
            await abort(route)
        elif wanted(request):
            await self._requests[-1].answer(route)
        elif not request.is_navigation_request() or request.frame != page.main_frame:
            await abort(route)
        elif self._document is not None:
            received, self._document = self._document, None
            await fulfil(route, _as_answer(received))
        else:
            # "No content" leaves the reader where he is.
            await fulfil(route, Answer(url=httpx.URL(), status=204, headers=()))
            if request.method == "GET" and self._sent_on is None:
                self._sent_on = SentOn(url=request.url, cookie=request.headers.get("cookie", ""))

    async def _settled(self, session: CDPSession) -> SentOn | None:
        """Wait until the text is quiet and what is waited for is there, or the reader is sent on."""
        patience = time.monotonic() + self._limits.patience
        text, since = "", time.monotonic()
        while time.monotonic() < patience and self._sent_on is None:
            glance = await self._run(session, GLANCE, self._wanted)
            now = time.monotonic()
            if glance["text"] != text or glance["loading"]:
                text, since = glance["text"], now
            still, idle = now - since, self._requests[-1].idle()
            quiet = self._quiet_needed(int(glance["count"]), int(glance["matched"]))
            if min(still, idle) >= self._limits.quiet and await self._looks_farther_down(session):
                text = ""
            elif quiet is not None and (min(still, idle) >= quiet or still >= self._limits.stalled):
                break
            await asyncio.sleep(_POLL)
        return self._sent_on

    async def _looks_farther_down(self, session: CDPSession) -> bool:
        """Make the window as high as what the page shows, if it is not: some is drawn only when it comes into sight."""
        shows = min(int(await self._run(session, HEIGHT, None)), self._limits.height)
        if shows <= self._height or self._looked == _MOST_LOOKS:
            return False
        self._height, self._looked = shows, self._looked + 1
        # Nobody looks at the picture: the coarser it is, the less memory it takes.
        metrics = {"width": _WIDTH, "height": shows, "deviceScaleFactor": 0.1, "mobile": False}
        await session.send("Emulation.setDeviceMetricsOverride", metrics)
        return True

    def _quiet_needed(self, characters: int, matched: int) -> float | None:
        """Seconds; none while not even one selector matches."""
        if self._wanted and not matched:
            return None
        if characters < _HARDLY_ANY_TEXT or matched < len(self._wanted):
            return self._limits.doubtful_quiet
        return self._limits.quiet

    async def _run(self, session: CDPSession, script: str, argument: object) -> Any:
        """What one of our scripts says, in a world where the page's have redefined nothing."""
        tree = await session.send("Page.getFrameTree")
        world = await session.send(
            "Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"], "worldName": _WORLD}
        )
        answer = await session.send(
            "Runtime.evaluate",
            {
                "expression": f"({script})({json.dumps(argument)})",
                "contextId": world["executionContextId"],
                "returnByValue": True,
            },
        )
        if "exceptionDetails" in answer:
            raise Error(str(answer["exceptionDetails"].get("exception", {}).get("description", "a script failed")))
        return answer["result"]["value"]

    def _drawn(self, received: Received, taken: dict[str, Any], seconds: float) -> Drawn:
        if taken["html"] is None:
            raise FetchError(
                f"the drawn page has more than {self._limits.document_bytes} characters",
                reason="too_large",
                mend="raise fetch.max_bytes if it should be taken",
            )
        return Drawn(
            received=received,
            html=taken["html"],
            url=_address(taken["address"], received.page.fetch.final_url),
            seconds=seconds,
            raw_bytes=sum(one.raw_bytes for one in self._requests),
            refused=tuple(said for one in self._requests for said in one.refused),
        )


def _wish(selector: Selector) -> list[dict[str, object]]:
    """What to wait for, as the script in the page understands it. The ends of a range may well be empty elements."""
    if isinstance(selector, Range):
        ends = (selector.start_before, selector.start_after, selector.end_before, selector.end_after)
        return [{"css": end, "filled": False} for end in ends if end]
    if selector.startswith(_XPATH):
        return [{"xpath": selector.removeprefix(_XPATH).strip(), "filled": True}]
    return [{"css": selector, "filled": True}]


def _as_answer(received: Received) -> Answer:
    fetch = received.page.fetch
    return Answer(
        url=httpx.URL(fetch.final_url),
        status=200,
        headers=fetch.headers,
        body=received.page.body,
        cookies=received.cookies,
    )


def _sent_on_and_on(hops: int) -> FetchError:
    return FetchError(
        f"the page's scripts send the reader on more than {hops} times",
        reason="redirects",
        mend="give the page's final address",
    )


def _address(said: str, fallback: str) -> str:
    """The address of the document in the end, as far as it is one that could be fetched."""
    try:
        return str(checked_url(said))
    except FetchError:
        return fallback


def _is_of(request: Request, page: Page) -> bool:
    try:
        return request.frame.page == page
    except Error:
        # A page that opens beside ours has no frame yet.
        return False


def _first_line(error: Error) -> str:
    return error.message.partition("\n")[0]


async def _close(page: Page) -> None:
    try:
        await page.close()
    except Error:
        return
