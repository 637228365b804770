"""The pages on a real server of loopback, and people who use them as a browser does: links, forms, cookies."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import httpx
import lxml.html

from watcher.bootstrap import House
from watcher.domain.user import Role
from watcher.web.server import server

PASSWORD = "correct horse battery"


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **units: float) -> None:
        self.now += timedelta(**units)


def checked(house: House) -> None:
    """Fetch everything once."""

    async def work() -> None:
        async with house.network(quiet=True) as network:
            async for _ in network.checker.check_all(house.settings.agreements, confirm_now=True):
                pass

    house.take_over()
    asyncio.run(work())


@contextmanager
def served(house: House) -> Iterator[httpx.Client]:
    """The pages on a real server, and somebody who asks for them."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        pages = server(house)
        thread = threading.Thread(target=pages.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", trust_env=False) as client:
            yield client
        pages.should_exit = True
        thread.join(timeout=5)


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = httpx.Client(base_url=client.base_url, trust_env=False)
        self.page = httpx.Response(204)

    def open(self, path: str) -> httpx.Response:
        """Ask for a page; redirects are followed."""
        self.page = self.client.get(path, follow_redirects=True)
        return self.page

    def fields(self, action: str) -> dict[str, str | list[str]]:
        """What the form on the page in front of us that posts to ``action`` holds."""
        tree = lxml.html.fromstring(self.page.text)
        for form in tree.forms:
            actions = [form.get("action"), *form.xpath(".//button/@formaction")]
            if any(str(one).endswith(action) for one in actions):
                fields: dict[str, str | list[str]] = {}
                for name, value in form.form_values():
                    kept = fields.get(name)
                    fields[name] = value if kept is None else [*([kept] if isinstance(kept, str) else kept), value]
                return {"": next(one for one in actions if str(one).endswith(action)), **fields}
        raise LookupError(f"the page has no form for {action}")

    def submit(self, action: str, **typed: str) -> httpx.Response:
        """Fill in that form and send it; what is answered is the page in front of us then."""
        fields = {**self.fields(action), **typed}
        self.page = self.client.post(str(fields.pop("")), data=fields, follow_redirects=True)
        return self.page

    def sign_in(self, name: str, password: str = PASSWORD) -> Person:
        self.open("/sign-in")
        self.submit("/sign-in", name=name, password=password)
        return self

    def text(self) -> str:
        """What the page in front of us says, without markup."""
        return " ".join(lxml.html.fromstring(self.page.text).text_content().split())

    def said(self, role: str) -> str:
        """What the page tells as a status or an alert."""
        return " ".join(lxml.html.fromstring(self.page.text).xpath(f"string(//*[@role='{role}'])").split())


def with_accounts(house: House) -> House:
    """The same, with somebody of each role, named after it."""
    for role in Role:
        house.accounts.add(role.value, role, PASSWORD)
    return house


def comparison_of(house: House, agreement_id: str = "quillbay-developer") -> str:
    return house.store.comparisons(agreement_id)[0].id
