"""The five agreements that the project starts from, watched from page to alert on loopback."""

from __future__ import annotations

import html
import os
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import tomlkit

from watcher.bootstrap import House, open_house
from watcher.services.check import Checked
from watcher.testing.receivers import MailCatcher, WebhookReceiver
from watcher.testing.site import SampleSite

pytestmark = pytest.mark.corpus

SECRET = "whsec_" + b64encode(b"a secret of the corpus test only").decode()
WORD = re.compile(r"\b(?:shall|will|must|may|should)\b")


def as_page(text: str) -> bytes:
    """The text as a publisher's page shows it: a paragraph a line, a heading where Markdown marks one."""
    lines = []
    for line in text.splitlines():
        marked = re.match(r"(#{1,6}) +(.*)", line)
        if marked:
            lines.append(f"<h{len(marked[1])}>{html.escape(marked[2])}</h{len(marked[1])}>")
        elif line.strip():
            lines.append(f"<p>{html.escape(line)}</p>")
    title = html.escape(text.strip().splitlines()[0])
    return f"<html><head><title>{title}</title></head><body><main>{''.join(lines)}</main></body></html>".encode()


def edited(text: str) -> str:
    """The text with one word of one clause changed: an obligation in its middle becomes another."""
    found = list(WORD.finditer(text))
    middle = found[len(found) // 2]
    return f"{text[: middle.start()]}cannot{text[middle.end() :]}"


@dataclass
class Watch:
    """The five texts on a site, an installation that watches them, and where its messages arrive."""

    site: SampleSite
    mails: MailCatcher
    hooks: WebhookReceiver
    texts: dict[str, str]
    house: House

    async def check(self) -> dict[str, Checked]:
        async with self.house.network(digests_run=False) as network:
            agreements = self.house.settings.agreements
            done = {one.agreement.id: one async for one in network.checker.check_all(agreements, confirm_now=True)}
            await network.deliverer.drain()
        return done


@pytest.fixture
def watch(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((corpus / "agreements").glob("*.txt"))}
    monkeypatch.setitem(os.environ, "CORPUS_SECRET", SECRET)
    with SampleSite() as site, MailCatcher() as mails, WebhookReceiver() as hooks:
        for name, text in texts.items():
            site.put(f"/{name}", as_page(text))
        config = {
            "fetch": {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]},
            "smtp": {"host": mails.host, "port": mails.port, "from": "watcher@example.org"},
            "agreements": [{"id": name, "title": name, "url": f"{site.url}/{name}"} for name in texts],
            "subscribers": [
                {"name": "Compliance", "email": "compliance@example.org"},
                {"name": "Program", "webhook": hooks.url, "secret_env": "CORPUS_SECRET"},
            ],
        }
        path = tmp_path / "config.toml"
        path.write_text(tomlkit.dumps(config), encoding="utf-8")
        house = open_house(path)
        house.take_over()
        yield Watch(site, mails, hooks, texts, house)


async def test_five_edits_are_five_clauses_five_mails_and_five_verified_webhooks(watch: Watch) -> None:
    assert len(watch.texts) == 5
    first = await watch.check()
    assert {one.outcome for one in first.values()} == {"first"}
    for name, text in watch.texts.items():
        watch.site.put(f"/{name}", as_page(edited(text)))

    second = await watch.check()
    for name, checked in second.items():
        assert checked.recorded is not None, (name, checked.outcome, checked.reason)
        (change,) = checked.recorded.comparison.changes
        assert change.kind == "modified", name
        assert "cannot" in change.new[0].text + change.new[0].heading
    assert len(watch.mails.mails) == 5
    bodies = [hook.verify(SECRET) for hook in watch.hooks.requests]
    assert sorted(body["data"]["agreement"]["id"] for body in bodies) == sorted(watch.texts)
    assert all(len(body["data"]["changes"]) == 1 for body in bodies)

    third = await watch.check()
    assert {one.outcome for one in third.values()} == {"same"}
    assert len(watch.mails.mails) == len(watch.hooks.requests) == 5
