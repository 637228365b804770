"""Feeds of what happened: Atom (RFC 4287) and JSON Feed 1.1. The same event has the same id in both, for ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from watcher.notify.headlines import subject
from watcher.notify.messages import view
from watcher.notify.plain import one_line
from watcher.redline.html import to_html_fragment
from watcher.redline.sheet import Layout
from watcher.redline.visible import visible
from watcher.services.ports import Notice

ATOM = "http://www.w3.org/2005/Atom"
SHOWN = 30
"""Changes of one event that an entry shows; of the others their number."""
_E = ElementMaker(namespace=ATOM, nsmap={None: ATOM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed is about."""

    title: str
    home: str
    """The page it belongs to."""
    address: str
    """Its own address; also its id."""


def atom(notices: Sequence[Notice], about: Feed) -> bytes:
    """The notices, newest first, as an Atom feed in UTF-8."""
    newest = max((notice.event.at for notice in notices), default=datetime.fromtimestamp(0, UTC))
    feed = _E.feed(
        _E.id(about.address),
        _E.title(one_line(about.title)),
        _E.updated(_moment(newest)),
        _E.author(_E.name("Terms watcher")),
        _E.link(rel="self", type="application/atom+xml", href=about.address),
        _E.link(rel="alternate", type="text/html", href=about.home),
        *(_entry(notice) for notice in notices),
    )
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def json_feed(notices: Sequence[Notice], about: Feed) -> bytes:
    """The notices, newest first, as a JSON Feed in UTF-8."""
    said: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(about.title),
        "home_page_url": about.home,
        "feed_url": about.address,
        "items": [
            {
                "id": _id(notice),
                "url": notice.url,
                "title": _title(notice),
                "content_html": _content(notice),
                "date_published": _moment(notice.event.at),
                "tags": _tags(notice),
            }
            for notice in notices
        ],
    }
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedForm:
    """One way in which a feed is written."""

    media_type: str
    write: Callable[[Sequence[Notice], Feed], bytes]


FEEDS: Mapping[str, FeedForm] = MappingProxyType(
    {
        "atom.xml": FeedForm(media_type="application/atom+xml; charset=utf-8", write=atom),
        "feed.json": FeedForm(media_type="application/feed+json; charset=utf-8", write=json_feed),
    }
)
"""By the name of the file that a feed looks like."""


def _entry(notice: Notice) -> etree._Element:
    content = _E.content(_content(notice), type="html")
    categories = (_E.category(term=tag) for tag in _tags(notice))
    return _E.entry(
        _E.id(_id(notice)),
        _E.title(_title(notice)),
        _E.updated(_moment(notice.event.at)),
        _E.link(rel="alternate", type="text/html", href=notice.url),
        *categories,
        content,
    )


def _id(notice: Notice) -> str:
    """Follows from the event alone, not from where it is read."""
    return f"urn:terms-watcher:{notice.event.id}"


def _title(notice: Notice) -> str:
    return visible(subject([notice]))


def _tags(notice: Notice) -> list[str]:
    severity = notice.recorded.comparison.severity.value if notice.recorded else "none"
    return [notice.event.type.value, severity, *(one_line(tag) for tag in notice.agreement.tags)]


def _content(notice: Notice) -> str:
    """HTML without any script, style or image."""
    shown = view(notice, shown=0, room=1)
    lines = [f"{detail.label}: {' '.join(detail.lines)}" for detail in shown.details]
    told = "".join(f"<p>{_escaped(line)}</p>" for line in (shown.warning, *lines) if line)
    if notice.recorded is None:
        return told
    return told + to_html_fragment(notice.recorded.comparison, layout=Layout(limit=SHOWN, longest=2_000))


def _escaped(text: str) -> str:
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
