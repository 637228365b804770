"""Stretches of a page between two elements.

<h1>Terms</h1> <p>1. … <p>2. … <div id="related">…        from before h1, to before #related: the heading and 1, 2
"""

from __future__ import annotations

import copy
from collections.abc import Callable

from watcher.domain.agreement import Range
from watcher.extract.elements import Element, drop

Find = Callable[[Element, str], list[Element]]
"""The elements that a selector names under a root, in document order."""


def named(selector: str | Range) -> str:
    """A selector as a person would write it."""
    if isinstance(selector, str):
        return selector
    parts = (
        ("from before", selector.start_before),
        ("from after", selector.start_after),
        ("to before", selector.end_before),
        ("to after", selector.end_after),
    )
    return " ".join(f"{word} {css}" for word, css in parts if css)


def between(root: Element, selector: Range, find: Find) -> list[Element]:
    """A copy of the page that holds only the stretch; nothing where one of its ends is missing."""
    ends = _ends(root, selector, find)
    if ends is None:
        return []
    tree = root.getroottree()
    paths = [None if end is None else tree.getpath(end) for end in ends]
    whole = copy.deepcopy(root)
    start, end = (None if path is None else whole.getroottree().xpath(path)[0] for path in paths)
    if end is not None:
        _cut_after(end, itself=selector.end_before is not None)
    if start is not None:
        _cut_before(start, itself=selector.start_after is not None)
    return [whole]


def remove_between(root: Element, selector: Range, find: Find) -> None:
    """Take a stretch out of the page, where both of its ends are there."""
    ends = _ends(root, selector, find)
    if ends is None:
        return
    start, end = ends
    around_end = set() if end is None else set(end.iterancestors())
    order = list(root.iter())
    first = 0 if start is None else order.index(start)
    last = len(order) if end is None else order.index(end)
    kept = set() if start is None or selector.start_after is None else {start, *start.iterdescendants()}
    if start is not None and selector.start_after is not None:
        start.tail = None
    for element in order[first:last]:
        parent = element.getparent()
        if element in around_end:
            element.text = None
        elif element not in kept and parent is not None:
            parent.remove(element)
    if end is not None and selector.end_after is not None:
        drop(end)


def _ends(root: Element, selector: Range, find: Find) -> tuple[Element | None, Element | None] | None:
    """The two elements, the second after the first; None where one that is asked for is not on the page."""
    start_css = selector.start_before or selector.start_after
    end_css = selector.end_before or selector.end_after
    start = None
    if start_css:
        start = next(iter(find(root, start_css)), None)
        if start is None:
            return None
    if not end_css:
        return start, None
    candidates = set(find(root, end_css))
    if start is None:
        end = next((element for element in root.iter() if element in candidates), None)
    else:
        below = set(start.iterdescendants()) if selector.start_after else set()
        order = list(root.iter())
        following = order[order.index(start) + 1 :]
        end = next((element for element in following if element in candidates and element not in below), None)
    return None if end is None else (start, end)


def _cut_before(element: Element, *, itself: bool) -> None:
    node: Element | None = element
    while node is not None and (parent := node.getparent()) is not None:
        for sibling in list(node.itersiblings(preceding=True)):
            parent.remove(sibling)
        parent.text = None
        node = parent
    if itself:
        drop(element)


def _cut_after(element: Element, *, itself: bool) -> None:
    node: Element | None = element
    while node is not None and (parent := node.getparent()) is not None:
        for sibling in list(node.itersiblings()):
            parent.remove(sibling)
        node.tail = None
        node = parent
    if itself and (parent := element.getparent()) is not None:
        parent.remove(element)
