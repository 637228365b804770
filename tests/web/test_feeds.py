"""Feeds and the schema, as programs fetch them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree
from web.serving import served

from watcher.bootstrap import House

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def told(installed: Callable[..., House]) -> House:
    return installed()


def titles(body: bytes) -> list[str]:
    return [entry.findtext("a:title", namespaces=ATOM) for entry in etree.fromstring(body).findall("a:entry", ATOM)]


def test_a_feed_holds_what_happened_and_narrows(told: House) -> None:
    with served(told) as pages:
        everything = titles(pages.get("/feeds/atom.xml").content)
        one = titles(pages.get("/feeds/atom.xml", params={"agreement": "quillbay-developer"}).content)
        grave = titles(pages.get("/feeds/atom.xml", params={"severity": "high"}).content)
        items = pages.get("/feeds/feed.json").json()["items"]
        assert pages.get("/feeds/atom.xml", params={"tag": "nothing"}).status_code == 200
        assert pages.get("/feeds/atom.xml", params={"agreement": "unknown"}).status_code == 404
        assert pages.get("/feeds/other.xml").status_code == 404
    assert len(one) == 1
    assert set(one) < set(everything)
    assert all(title.startswith(("[HIGH]", "[CRITICAL]")) for title in grave)
    assert len(items) == len(everything)


def test_a_feed_that_is_known_is_not_sent_again(told: House) -> None:
    with served(told) as pages:
        first = pages.get("/feeds/atom.xml")
        again = pages.get("/feeds/atom.xml", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_reader_program_needs_the_address_that_the_overview_shows(told: House) -> None:
    with served(told) as pages:
        address = f"/feeds/{told.links.feed_token()}/atom.xml"
        assert address in pages.get("/").text
        assert pages.get(address).status_code == 200
        assert pages.get("/feeds/0000/atom.xml").status_code == 404


def test_the_schema_of_webhooks_is_served(told: House) -> None:
    with served(told) as pages:
        assert pages.get("/schemas/webhook.json").json()["$schema"].startswith("https://json-schema.org/")


def test_a_comparison_says_which_notice_was_promised(told: House) -> None:
    recorded = told.store.comparisons("quillbay-developer")[0]
    with served(told) as pages:
        page = pages.get(f"/comparisons/{recorded.id}").text
    assert "Notice promised by the previous text: 10 working days (clause 2.3.2)." in page
    assert "Silent change" in page
