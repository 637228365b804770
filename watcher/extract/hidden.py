"""What a page holds but does not show.

    <p>Fees are due<span class="sr-only"> (opens in a new tab)</span>        Fees are due
    <div style="display:none">Menu…</div>                                     nothing

Style sheets are not read: only what an element says of itself counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from watcher.extract.elements import Element, drop
from watcher.extract.normalize import words

_CANDIDATES = (
    "descendant::*[@hidden or @aria-hidden='true' or contains(@style, 'none') or contains(@style, 'hidden')"
    " or contains(@class, 'sr-only') or contains(@class, 'isually') or contains(@class, 'creen')"
    " or contains(@class, 'invisible')]"
)
_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
# Whole class names, so that "fullscreen-reader" and "not-sr-only" stay visible.
_CLASS = re.compile(
    r"(?:^|\s)(?:u-|a11y-|is-|element-)?"
    r"(?:sr-only|visually-?hidden|screen-?reader(?:-(?:text|only))?|invisible-to-sighted|element-invisible)(?=\s|$)",
    re.IGNORECASE,
)
_MAX_ATTRIBUTE = 5000
_MOST = 2
_ENOUGH = 150


def drop_hidden(roots: Iterable[Element]) -> tuple[str, ...]:
    """Take hidden elements out from under the roots, the roots themselves excepted; gives warnings.

    Where the hidden part is most of the text, as in an agreement whose sections open on a click, it stays.
    """
    warnings = []
    for root in roots:
        candidates = root.xpath(_CANDIDATES)
        for element in candidates:
            if _is_for_listeners(element):
                drop(element)
        hidden = {element for element in candidates if _is_hidden(element)}
        if not hidden:
            continue
        tops = _outermost(root, hidden)
        concealed = sum(len(words(_text(element))) for element in tops)
        if concealed > _ENOUGH and concealed > _MOST * (len(words(_text(root))) - concealed):
            warnings.append(f"most of the text ({concealed:,} words) is hidden until a reader opens it; it was taken")
            continue
        for element in tops:
            drop(element)
    return tuple(warnings)


def _is_hidden(element: Element) -> bool:
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    if element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style and _STYLE.search(style, 0, _MAX_ATTRIBUTE))


def _is_for_listeners(element: Element) -> bool:
    """Text that only screen readers say, such as "opens in a new tab"."""
    name = element.get("class")
    return bool(name and _CLASS.search(name, 0, _MAX_ATTRIBUTE))


def _outermost(root: Element, hidden: set[Element]) -> list[Element]:
    """Those that stand in no other, in document order."""
    tops = []
    context = etree.iterwalk(root, events=("start",))
    for _, element in context:
        if element in hidden:
            tops.append(element)
            context.skip_subtree()
    return tops


def _text(element: Element) -> str:
    return " ".join(element.itertext())
