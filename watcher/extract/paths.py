"""An element's shortest name that a person can put into ``select``."""

from __future__ import annotations

import re

from watcher.extract.elements import Element

# Names that a build made ("css-1x2y3z", "Nav_header__CIQ1w", "ember1234") differ at the next build.
_MADE = re.compile(r"\d{3,}|__|(?:^|[-_])(?=\w*\d)[a-z0-9]{5,}$|^(?:css|sc|jsx|ember|svelte)-", re.IGNORECASE)
_NAMED = 15
"""Levels on which a name is looked for, each time on the whole page."""
_PLAIN = re.compile(r"[A-Za-z][\w-]{0,60}", re.ASCII)


def path_of(element: Element) -> str:
    """A CSS selector that names this element alone on its page; empty for the whole page."""
    if element.tag in ("html", "body"):
        return ""
    steps: list[str] = []
    node: Element | None = element
    root = element.getroottree().getroot()
    while node is not None and node.tag != "html":
        own = _own_name(node, root) if len(steps) < _NAMED else ""
        if own:
            return " > ".join([own, *reversed(steps)])
        steps.append(_place(node))
        node = node.getparent()
    return " > ".join(reversed(steps))


def _own_name(element: Element, root: Element) -> str:
    tag = str(element.tag)
    if tag == "body":
        return tag
    name = element.get("id") or ""
    if _PLAIN.fullmatch(name) and not _MADE.search(name) and _count(root, "//*[@id=$name]", name) == 1:
        return f"#{name}"
    if tag in ("main", "article") and _count(root, f"//{tag}") == 1:
        return tag
    for name in (element.get("class") or "").split()[:10]:
        if _PLAIN.fullmatch(name) and not _MADE.search(name) and _count(root, _BY_CLASS, name) == 1:
            return f".{name}"
    return ""


# The first condition is cheap, and false of nearly all.
_BY_CLASS = (
    "//*[contains(@class, $name) and contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))]"
)


def _count(root: Element, path: str, name: str = "") -> int:
    return int(root.xpath(f"count({path})", name=name))


def _place(element: Element) -> str:
    tag = str(element.tag)
    place = 1 + sum(1 for _ in element.itersiblings(tag, preceding=True))
    alone = place == 1 and next(element.itersiblings(tag), None) is None
    return tag if alone else f"{tag}:nth-of-type({place})"
