"""Elements of a page's tree."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element


def drop(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays where it was read."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + tail
        else:
            previous.tail = (previous.tail or "") + tail
        element.tail = None
    parent.remove(element)


def beginning(element: Element, length: int) -> str:
    """The first characters of the text that an element holds, however much that is."""
    pieces, found = [], 0
    for text in element.itertext():
        pieces.append(text)
        found += len(text)
        if found > length:
            break
    return " ".join(pieces)[:length]
