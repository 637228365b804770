"""Links without what only follows readers around: what is known, and what the operator adds to it."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomlkit

from watcher.bootstrap import House, open_house
from watcher.domain.agreement import Cut
from watcher.extract import read_file
from watcher.services.check import Checked
from watcher.testing.receivers import WebhookReceiver
from watcher.testing.site import SampleSite

HREF = "https://other.example/x?Visit=7&id=1&ref_page=2&prefer=3&utm_source=mail#part"


@pytest.mark.parametrize(
    ("names", "query"),
    [
        ((), "?Visit=7&id=1&ref_page=2&prefer=3"),
        (("visit",), "?id=1&ref_page=2&prefer=3"),
        (("visit", "ref_*"), "?id=1&prefer=3"),
        (("ref", "i.", "vis"), "?Visit=7&id=1&ref_page=2&prefer=3"),
        (("visit", "id", "ref_page", "prefer"), ""),
    ],
)
def test_links_lose_the_parameters_that_the_operator_names(read_page, names: tuple[str, ...], query: str) -> None:
    cut = Cut(select=("body",), tracking=names)
    (page,) = read_page(f"<p>See <a href='{HREF}'>it</a></p>", cut).blocks
    (text,) = read_file("terms.md", f"See [it]({HREF})".encode(), Cut(tracking=names)).blocks
    assert page.links[0].target == text.links[0].target == f"https://other.example/x{query}#part"


def test_what_links_are_read_without_belongs_to_the_cut() -> None:
    assert len({Cut().identity, Cut(tracking=("a",)).identity, Cut(tracking=("b",)).identity}) == 3


@pytest.fixture
def terms(clauses: tuple[str, ...]):
    """The page as it is served to one visitor."""

    def make(visit: int) -> bytes:
        link = f"<p>6. Our <a href='/prices?id=3&visit={visit}'>price list</a> applies to each order.</p>"
        body = "".join(f"<p>{clause}</p>" for clause in clauses)
        return f"<title>Terms</title><main><h1>Terms of Service</h1>{body}{link}</main>".encode()

    return make


async def checked(house: House) -> Checked:
    async with house.network(digests_run=False) as network:
        (done,) = [one async for one in network.checker.check_all(house.settings.agreements, confirm_now=True)]
        await network.deliverer.drain()
    return done


async def test_naming_a_parameter_tells_nobody_and_silences_it(tmp_path: Path, terms, monkeypatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "whsec_bmFtZWQgaW4gYSB0ZXN0IG9ubHkhIQ==")
    with SampleSite() as site, WebhookReceiver() as hooks:

        def opened(tracking: list[str]) -> House:
            config = {
                "fetch": {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"], "tracking": tracking},
                "agreements": [{"id": "terms", "title": "Terms of Service", "url": f"{site.url}/terms"}],
                "subscribers": [{"name": "Program", "webhook": hooks.url, "secret_env": "HOOK_SECRET"}],
            }
            path = tmp_path / "config.toml"
            path.write_text(tomlkit.dumps(config), encoding="utf-8")
            house = open_house(path)
            house.take_over()
            return house

        outcomes = []
        for visit, tracking in ((1, []), (2, []), (3, ["visit"]), (4, ["visit"])):
            site.put("/terms", terms(visit))
            outcomes.append((await checked(opened(tracking))).outcome)
        assert outcomes == ["first", "changed", "same", "same"]
        assert len(hooks.requests) == 1
