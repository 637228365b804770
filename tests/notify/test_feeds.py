"""Feeds as a reader program sees them."""

from __future__ import annotations

import json
from dataclasses import replace

from lxml import etree

from watcher.notify.feed import ATOM, FEEDS, Feed, atom, json_feed

ABOUT = Feed(title="Terms watcher", home="https://watcher.example/", address="https://watcher.example/feeds/atom.xml")
NAMES = {"a": ATOM}


def test_an_atom_feed_has_what_the_standard_asks_for(examples):
    feed = etree.fromstring(atom([examples.notice()], ABOUT))
    assert feed.tag == f"{{{ATOM}}}feed"
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"a:{name}", NAMES) is not None
    [entry] = feed.findall("a:entry", NAMES)
    assert entry.findtext("a:id", namespaces=NAMES) == "urn:terms-watcher:event-1"
    assert entry.findtext("a:title", namespaces=NAMES).startswith("[HIGH] Harbour Cloud Terms: 1 clause changed")
    assert entry.findtext("a:updated", namespaces=NAMES) == f"{examples.now:%Y-%m-%dT%H:%M:%SZ}"
    assert entry.find("a:link", NAMES).get("href") == examples.notice().url
    content = entry.find("a:content", NAMES)
    assert content.get("type") == "html"
    assert "<del>10</del>" in content.text


def test_a_json_feed_says_the_same(examples):
    said = json.loads(json_feed([examples.notice(), examples.failure()], ABOUT))
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    changed, failing = said["items"]
    assert (changed["id"], failing["id"]) == ("urn:terms-watcher:event-1", "urn:terms-watcher:event-2")
    assert changed["tags"][:2] == ["terms.changed", "high"]
    assert "the server answered 503" in failing["content_html"]


def test_a_feed_of_nothing_is_a_feed():
    for form in FEEDS.values():
        assert form.write([], ABOUT)


def test_what_a_page_says_stays_text_in_a_feed(examples):
    hostile = "<script>alert(1)</script>\x1b[2J\u202e]]>&\ud800"
    notice = examples.notice(agreement=replace(examples.agreement, title=hostile))
    feed = etree.fromstring(atom([notice], ABOUT))
    assert "script" in feed.findtext("a:entry/a:title", namespaces=NAMES)
    said = json.loads(json_feed([notice], ABOUT))
    assert "<script>" not in said["items"][0]["content_html"]
