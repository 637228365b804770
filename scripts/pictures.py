"""Take the pictures of the pages that the documentation shows: ``python -m scripts.pictures``.

A small installation of the sample agreements is made, served on loopback and looked at with Chromium. The pictures are
small on purpose: they show where things are, not every word.
"""

from __future__ import annotations

import asyncio
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import tomlkit
from playwright.sync_api import sync_playwright

from watcher.bootstrap import House, read_settings
from watcher.fetch.browser_install import find_chromium
from watcher.testing.site import SampleSite
from watcher.web.server import server

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images" / "pages"
WIDTHS = {360: 780, 800: 700, 1400: 900}
"""Width and height of each window, in CSS pixels."""
QUALITY = 45
"""Of the JPEG files, of 100."""
AGREEMENT, BILINGUAL = "lumenpost-service", "tidefolio-terms"
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-sandbox",
]


def main() -> None:
    """Take them all anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        house = _installation(Path(folder))
        with _served(house) as home, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(os.environ), args=FLAGS)
            for width, height in WIDTHS.items():
                page = browser.new_context(base_url=home, viewport={"width": width, "height": height}).new_page()
                for name, address in _pages(house).items():
                    page.goto(address)
                    page.screenshot(path=FOLDER / f"{name}-{width}.jpg", type="jpeg", quality=QUALITY)
            browser.close()


def _pages(house: House) -> dict[str, str]:
    recorded = house.store.comparisons(AGREEMENT)[0]
    change = recorded.comparison.substantive[0]
    comparison = f"/comparisons/{recorded.id}"
    agreement = f"/agreements/{AGREEMENT}"
    return {
        "overview": "/",
        "reviews": "/reviews",
        "comparisons": "/comparisons",
        "agreement": agreement,
        "version": f"{agreement}/versions/2",
        "check": f"{agreement}/checks/{house.store.checks(AGREEMENT)[0].id}",
        "clause": f"{agreement}/clauses/{change.clause.id}",
        "two-versions": f"{agreement}/compare?old=1&new=2",
        "comparison": comparison,
        "side-by-side": f"{comparison}?columns=split",
        "whole-text": f"{comparison}?text=whole",
        "by-language": f"/comparisons/{house.store.comparisons(BILINGUAL)[0].id}?columns=languages",
        "change": f"{comparison}/changes/{change.id}",
        "search": "/search?words=fees",
        "help": "/help",
        "deliveries": "/deliveries",
        "subscribers": "/subscribers",
        "sign-in": "/sign-in",
        "not-found": "/nothing-is-here",
    }


def _installation(folder: Path) -> House:
    """The sample agreements, watched for a week, changed once."""
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with SampleSite() as site:
        config = {
            "fetch": {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]},
            "smtp": {"host": "localhost", "port": 25, "from": "Terms watcher <watcher@example.org>"},
            "agreements": site.agreement_tables(),
            "subscribers": [{"name": "Compliance", "email": "compliance@example.org"}],
        }
        (folder / "config.toml").write_text(tomlkit.dumps(config), encoding="utf-8")
        house = House(read_settings(folder / "config.toml", None), clock=lambda: now)
        _check(house)
        now += timedelta(days=7)
        for sample in site.agreement_tables():
            site.publish(sample["id"], 2)
        _check(house)
    return house


def _check(house: House) -> None:
    async def work() -> None:
        async with house.network() as network:
            async for _ in network.checker.check_all(house.settings.agreements, confirm_now=True):
                pass

    house.take_over()
    asyncio.run(work())


@contextmanager
def _served(house: House) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        pages = server(house)
        thread = threading.Thread(target=pages.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        pages.should_exit = True
        thread.join(timeout=5)


if __name__ == "__main__":
    main()
