"""Emphasis that spans paragraphs or ends out of order, given to each of them before the parser sees it.

    <b><p>You pay.</p><p>We do not.</p></b>                   libxml2 ends the b before the first paragraph
    <p><b>You pay.</b></p><p><b>We do not.</b></p>            what it is given instead

After "reconstruct the active formatting elements" (HTML Living Standard, 13.2.4.3), but only for emphasis that is ended
somewhere: a forgotten ``</b>`` makes no page bold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

EMPHASIS = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "strike", "del"})
"""Elements that stress words and are nothing else."""

_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>{'|'.join(sorted(EMPHASIS))}"
    r"|p|div|section|article|main|header|footer|aside|nav|center|blockquote|pre|address|form|fieldset|details|summary"
    r"|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|td|th|h[1-6]|hr)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_MOST_OPEN = 8


def nested(text: str) -> str:
    """The page's characters with emphasis opened and closed inside of each block that it spans.

    The same characters where they would become more than twice as many.
    """
    tags = list(_TAG.finditer(text))
    ends = _ends(tags)
    spread = _Spread(longest=2 * len(text))
    position = 0
    for place, tag in enumerate(tags):
        spread.text(text[position : tag.start()])
        position = tag.end()
        if place in ends:
            spread.open(ends[place], tag)
        elif tag["name"].lower() in EMPHASIS:
            spread.close(place, tag)
        else:
            spread.border(tag)
        if spread.length > spread.longest:
            return text
    spread.text(text[position:])
    return "".join(spread.pieces)


class _Spread:
    """Puts a page together again; what is open is shut at each border of blocks, and opened where text goes on."""

    def __init__(self, longest: int) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.longest = longest
        self._open: dict[int, re.Match[str]] = {}
        """By the place of their ends, the outermost first."""
        self._shut = False

    def text(self, text: str) -> None:
        if self._shut and text.strip():
            self._put(*(tag[0] for tag in self._open.values()))
            self._shut = False
        self._put(text)

    def open(self, end: int, tag: re.Match[str]) -> None:
        if len(self._open) < _MOST_OPEN:
            self._open[end] = tag
        if not self._shut:
            self._put(tag[0])

    def close(self, place: int, tag: re.Match[str]) -> None:
        if place not in self._open:
            self._put(tag[0])
            return
        outer = list(self._open)
        inner = [self._open[end] for end in outer[outer.index(place) + 1 :]]
        if not self._shut:
            self._put(*(f"</{each['name']}>" for each in reversed([self._open[place], *inner])))
            self._put(*(each[0] for each in inner))
        del self._open[place]

    def border(self, tag: re.Match[str]) -> None:
        if not self._shut:
            self._put(*(f"</{each['name']}>" for each in reversed(self._open.values())))
        self._shut = bool(self._open)
        self._put(tag[0])

    def _put(self, *pieces: str) -> None:
        self.pieces += pieces
        self.length += sum(map(len, pieces))


def _ends(tags: Sequence[re.Match[str]]) -> dict[int, int]:
    """The place of each emphasis' start, and that of its end."""
    started: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for place, tag in enumerate(tags):
        name = tag["name"].lower()
        if name in EMPHASIS and not tag["end"]:
            started.setdefault(name, []).append(place)
        elif started.get(name):
            ends[started[name].pop()] = place
    return ends
