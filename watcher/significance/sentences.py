"""Where sentences end, in English and Chinese."""

from __future__ import annotations

import re

from watcher.domain.clause import Clause

# A full stop ends a sentence only before white space and a capital, a digit, a bracket or Chinese: "e.g. a list",
# "clause 3.2" and "www.example.com" go on. A semicolon ends one in Chinese, where list items hang on it.
_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“‘(\[]?[A-Z0-9㐀-鿿])|(?<=[。！？；])|\n")

_FULL_STOP = re.compile(r"[.。!！；;](?:\s|\Z)")

LONGEST = 20_000
"""Characters of one clause that are read for its meaning; what follows in a larger one only counts as words."""


def sentences(text: str) -> list[str]:
    """The sentences of a text in order, without those that hold nothing but white space."""
    return [part for part in _END.split(text[:LONGEST]) if part and not part.isspace()]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The half-open range of the sentence in which [start, end) stands, at most 400 characters to either side."""
    low, high = max(0, start - 400), min(len(text), end + 400)
    for match in _END.finditer(text, low, high):
        if match.end() <= start:
            low = match.end()
        elif match.start() >= end:
            return low, match.start()
    return low, high


def is_link(clause: Clause) -> bool:
    """Whether a clause's words are a link's and nothing else: an entry of a menu or a table of contents."""
    if not clause.links or not clause.text:
        return False
    linked = sum(link.end - link.start for link in clause.links)
    said = sum(not char.isspace() for char in clause.text)
    return linked >= said and not _FULL_STOP.search(clause.text)
