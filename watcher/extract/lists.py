"""What a browser prints before the items of a list (HTML Living Standard, 4.4.5 and CSS Lists 3).

<ol start=3 type=a><li>…<li value=7>…<li>…        c.   g.   h.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from watcher.extract.elements import Element

BULLET = "•"
_MAX_NUMBER = 10_000_000

_STYLES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_STYLE_TYPE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z -]+)", re.IGNORECASE)
_ALIASES = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}
_UNORDERED = frozenset({"disc", "circle", "square"})
_KNOWN = frozenset({*_STYLES.values(), *_UNORDERED, "decimal-leading-zero", "none", "cjk-decimal", *_ALIASES})


@dataclass(slots=True)
class Numbering:
    """A list while its items are read."""

    style: str
    """A CSS list style: ``decimal``, ``lower-alpha``, …; ``disc`` for bullets, ``none``."""
    next: int = 1
    step: int = 1
    items: int = field(default=0)

    def marker(self, item: Element) -> str:
        """What is printed before the next item; counts it."""
        self.items += 1
        value = _integer(item.get("value"))
        if value is not None and self.style not in _UNORDERED:
            self.next = value
        number = self.next
        self.next += self.step
        said = item.get("type")
        own = _style(item) or (_STYLES.get(said, "") if said else "")
        return printed(number, own or self.style)


def numbering(element: Element) -> Numbering:
    """How a ``ul``, ``menu`` or ``ol`` numbers its items."""
    said = _style(element)
    if element.tag != "ol":
        return Numbering(style=said or "disc")
    style = said or _STYLES.get(element.get("type") or "1", "decimal")
    start = _integer(element.get("start"))
    if element.get("reversed") is None:
        return Numbering(style=style, next=1 if start is None else start)
    count = sum(1 for child in element if child.tag == "li")
    return Numbering(style=style, next=count if start is None else start, step=-1)


def printed(number: int, style: str) -> str:
    """The marker of one item, with the full stop that browsers print behind it; empty for ``none``."""
    if style == "none":
        return ""
    if style in _UNORDERED:
        return BULLET
    if style == "decimal-leading-zero":
        return f"{number:02d}."
    if style.endswith("alpha") and number > 0:
        text = _alphabetic(number)
    elif style.endswith("roman") and 0 < number < 4000:
        text = _roman(number)
    else:
        return f"{number}."
    return f"{text.upper() if style.startswith('upper') else text}."


def _style(element: Element) -> str:
    said = element.get("style")
    if not said or "list-style" not in said:
        return ""
    match = _STYLE_TYPE.search(said)
    names = match[1].lower().split() if match else []
    found = next((name for name in names if name in _KNOWN), "")
    return _ALIASES.get(found, found)


def _integer(text: str | None) -> int | None:
    match = re.match(r"\s*([+-]?\d{1,8})", text, re.ASCII) if text else None
    if not match:
        return None
    return max(-_MAX_NUMBER, min(_MAX_NUMBER, int(match[1])))


def _alphabetic(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
