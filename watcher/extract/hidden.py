"""What a page holds but does not show.

    <p>Fees are due<span class="sr-only"> (opens in a new tab)</span>        Fees are due
    <div style="display:none">Menu…</div>                                     nothing
    <div role=tabpanel hidden><p>4. We may suspend …</p></div>               4. We may suspend …
    <div>Fees</div> <div style="display:none"><p>They are due …</p></div>     They are due …

Text that a reader opens with a click, as in tabs and folded sections, belongs to the agreement as the open text does.
What binds somebody and is left out all the same is told in a warning: it must not be silent.
Style sheets are not read: only what an element says of itself counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import islice

from watcher.extract.elements import Element, beginning, drop
from watcher.extract.normalize import words
from watcher.extract.vocabulary import BINDING, COOKIES, SENTENCE_END

_CANDIDATES = (
    "descendant::*[@hidden or @aria-hidden='true'"
    " or @style[contains(translate(., 'NOEHIDCLAPS', 'noehidclaps'), 'none')"
    " or contains(translate(., 'NOEHIDCLAPS', 'noehidclaps'), 'hidden')"
    " or contains(translate(., 'NOEHIDCLAPS', 'noehidclaps'), 'collapse')]"
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
_CLASSES = 20
_NEAR = 12
_SWITCHES = frozenset({"h2", "h3", "h4", "h5", "h6", "button", "summary", "dt"})
_SWITCH_ROLES = frozenset({"heading", "button", "tab"})
_LINES = frozenset({"div", "p", "span", "strong", "b", "label", "li", "a", "header"})
_PANELS = frozenset({"div", "section", "article", "dd", "ul", "ol", "li"})
_DIALOGS = frozenset({"dialog", "alertdialog", "alert", "status", "tooltip", "menu"})
_READ = 1000
_WORDS = 12
_FOLDED_WORDS = 4
"""Words that text behind its own switch has at least."""
_LINE = 80
"""Characters of a line that heads the folded text behind it."""
_MOST = 2
_ENOUGH = 150


def drop_hidden(roots: Iterable[Element]) -> tuple[str, ...]:
    """Take hidden elements out from under the roots, the roots themselves excepted; gives warnings.

    Prose that a click opens stays. So does all that is hidden where it is most of the text.
    """
    warnings = []
    for root in roots:
        candidates = root.xpath(_CANDIDATES)
        for element in candidates:
            if _is_for_listeners(element):
                drop(element)
        hidden = dict.fromkeys(element for element in candidates if _is_hidden(element))
        if not hidden:
            continue
        concealed = sum(len(words(_text(element))) for element in _outermost(hidden))
        if concealed > _ENOUGH and concealed > _MOST * (len(words(_text(root))) - concealed):
            warnings.append(f"most of the text ({concealed:,} words) is hidden until a reader opens it; it was taken")
            continue
        closed = _closed(root, hidden)
        binding = sum(len(words(_text(element))) for element in closed if _binds(element))
        if binding:
            warnings.append(f"{binding:,} hidden words that may bind somebody were left out; select them to read them")
        for element in closed:
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


def _closed(root: Element, hidden: Collection[Element]) -> list[Element]:
    """Hidden elements that no click of a reader opens, the outermost ones."""
    named = _opened_by_name(root)
    return _outermost(element for element in hidden if not _opens(element, hidden, named))


def _outermost(elements: Iterable[Element]) -> list[Element]:
    """Of elements in document order, those that stand in no other. No element of the page is passed twice."""
    tops: list[Element] = []
    covered: set[Element] = set()
    free: set[Element] = set()
    for element in elements:
        passed = []
        node: Element | None = element
        while node is not None and node not in covered and node not in free:
            passed.append(node)
            node = node.getparent()
        if node in covered:
            covered.update(passed)
        else:
            tops.append(element)
            covered.add(element)
            free.update(passed[1:])
    return tops


def _opened_by_name(root: Element) -> set[str]:
    """The ids that tabs and buttons of the page say they open."""
    return {
        name
        for path in ("@aria-controls", "@data-target", "@data-bs-target", "@data-tab", "a/@href[starts-with(., '#')]")
        for value in root.xpath(f".//{path}" if path.startswith("a/") else f".//*/{path}")
        for name in str(value)[:_MAX_ATTRIBUTE].replace("#", " ").split()
    }


def _opens(element: Element, hidden: Collection[Element], named: set[str]) -> bool:
    """Whether a hidden element is prose that a reader opens: a panel of its own, or one of a row of them."""
    if element.get("role") in _DIALOGS or _is_notice(element) or not _reads(element, _FOLDED_WORDS):
        return False
    if element.get("role") == "tabpanel" or element.get("id") in named:
        return True
    if element.tag not in _PANELS:
        return False
    before, after = element.getprevious(), element.getnext()
    alone = after is None or after in hidden or _heads(after)
    if alone and before is not None and before not in hidden and _heads(before):
        return True
    return _reads(element) and any(
        other is not None and other not in hidden and _alike(element, other) for other in _nearest(element, hidden)
    )


def _nearest(element: Element, hidden: Collection[Element]) -> Iterable[Element | None]:
    """The nearest neighbours on both sides that are shown."""
    for preceding in (True, False):
        near = islice(element.itersiblings(preceding=preceding), _NEAR)
        yield next((each for each in near if each not in hidden), None)


def _is_switch(element: Element) -> bool:
    """What stands before folded text: its heading, or a button."""
    return element.tag in _SWITCHES or element.get("role") in _SWITCH_ROLES or element.get("aria-expanded") is not None


def _switch_in(element: Element) -> bool:
    """Whether an element holds nothing but a heading or a button."""
    return len(element) == 1 and not (element.text or "").strip() and _is_switch(element[0])


def _heads(element: Element) -> bool:
    """What folded text stands behind: a switch, or a short line without a sentence and without a link of a menu."""
    if _is_switch(element) or _switch_in(element):
        return True
    line = beginning(element, _LINE + 1).strip()
    return (
        element.tag in _LINES
        and 0 < len(line) <= _LINE
        and SENTENCE_END.search(line) is None
        and next(element.iter("a"), None) is None
    )


def _is_notice(element: Element) -> bool:
    """Whether an element calls itself a banner on cookies or a window of its own."""
    named = f"{element.get('id') or ''} {element.get('class') or ''}"[:_MAX_ATTRIBUTE].lower()
    return any(word in named for word in (*COOKIES, "modal", "popup", "overlay", "banner"))


def _binds(element: Element) -> bool:
    """Whether left out text holds a sentence that obliges or permits somebody."""
    return not _is_notice(element) and _reads(element) and BINDING.search(beginning(element, _READ)) is not None


def _alike(element: Element, other: Element) -> bool:
    """Two panels of one row: of one kind and with a class in common, but for what says which of them is open."""
    mine, theirs = (set((each.get("class") or "").split()[:_CLASSES]) for each in (element, other))
    return element.tag == other.tag and bool(mine & theirs) and _reads(other)


def _reads(element: Element, least: int = _WORDS) -> bool:
    """Whether an element begins with running text of so many words."""
    whole = beginning(element, _READ)
    return len(words(whole)) >= least and SENTENCE_END.search(whole) is not None


def _text(element: Element) -> str:
    return " ".join(element.itertext())
