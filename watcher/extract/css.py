"""CSS selectors, with combinators followed from right to left so that no page makes them slow.

    p ~ p      as XPath: every paragraph, all that follow it, once each again; 5,000 paragraphs take a minute
    p ~ p      here: every paragraph, and whether one stands before it; asked once of each element

The parts between combinators are left to XPath; what those can cost is reckoned in ``select``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import cssselect
from cssselect.parser import CombinedSelector, Tree

from watcher.extract.elements import Element

_TRANSLATOR = cssselect.HTMLTranslator()
MAX_VISITS = 20_000_000
"""How many elements the combinators of one selector may look at."""

Evaluate = Callable[[Element, str], list[Element]]
"""The elements that an XPath expression names."""


def css_elements(root: Element, selector: str, evaluate: Evaluate) -> list[Element]:
    """The elements under a page's root that a selector names, in document order.

    Raises cssselect.SelectorError, or ValueError for one with more combinators than a page of this size allows.
    """
    alternatives = [_parts(parsed) for parsed in cssselect.parse(selector)]
    steps = sum(len(parts) for parts in alternatives)
    if steps > len(alternatives) and steps * root.xpath("count(//*)") > MAX_VISITS:
        raise ValueError("it could take too long on a page of this size")
    if steps == 1:
        return evaluate(root, alternatives[0][0][1])
    found: set[Element] = set()
    for parts in alternatives:
        found |= _matches(root, parts, evaluate)
    return [element for element in root.iter() if element in found] if found else []


def _parts(parsed: cssselect.Selector) -> list[tuple[str, str]]:
    """Each part between combinators as XPath, from left to right, with the combinator before it."""
    if parsed.pseudo_element:
        raise cssselect.ExpressionError("pseudo-elements name no element")
    out = []
    tree = parsed.parsed_tree
    while isinstance(tree, CombinedSelector):
        out.append((tree.combinator, _xpath(tree.subselector)))
        tree = tree.selector
    return [("", _xpath(tree)), *reversed(out)]


def _xpath(tree: Tree) -> str:
    return f"descendant-or-self::{_TRANSLATOR.xpath(tree)}"


def _matches(root: Element, parts: Iterable[tuple[str, str]], evaluate: Evaluate) -> set[Element]:
    left: set[Element] = set()
    for combinator, expression in parts:
        right = evaluate(root, expression)
        if not combinator:
            left = set(right)
            continue
        step, far = _COMBINATORS[combinator]
        left = _reaching(right, left, step) if far else {each for each in right if step(each) in left}
    return left


_COMBINATORS: Mapping[str, tuple[Callable[[Element], Element | None], bool]] = {
    " ": (Element.getparent, True),
    ">": (Element.getparent, False),
    "~": (Element.getprevious, True),
    "+": (Element.getprevious, False),
}
"""The way from an element to what the combinator asks for, and whether it may be more than one step."""


def _reaching(right: Iterable[Element], left: set[Element], step: Callable[[Element], Element | None]) -> set[Element]:
    """Elements from which some number of steps leads to one of ``left``. No element is passed twice."""
    known: dict[Element, bool] = {}
    out = set()
    for element in right:
        passed = []
        node = step(element)
        while node is not None and node not in left and node not in known:
            passed.append(node)
            node = step(node)
        found = node is not None and (node in left or known[node])
        known.update(dict.fromkeys(passed, found))
        if found:
            out.add(element)
    return out
