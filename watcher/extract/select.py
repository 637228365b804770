"""The operator's cut: which elements of a page are meant.

``main .terms`` (CSS), ``xpath://div[@id="x"]`` (XPath 1.0, which can read no file and no address), ranges from one
element to another. Expressions are an operator's, yet they must not run for ever on a page that grew: what an
expression can cost at worst is reckoned before it runs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import cssselect
from lxml import etree

from watcher.domain.agreement import Range, Selector
from watcher.domain.errors import Unreadable
from watcher.extract.cost import MAX_VISITS, QUOTED, worst_cost
from watcher.extract.css import css_elements
from watcher.extract.elements import Element, drop
from watcher.extract.ranges import between, named, remove_between

XPATH = "xpath:"
MAX_EXPRESSION = 1000

_OUTWARD = re.compile(r"\b(?:document|doc|collection|unparsed-text|environment-variable|unparsed-entity-uri)\s*\(")


def elements(root: Element, selector: str) -> list[Element]:
    """The elements that a CSS selector or ``xpath:`` expression names, in document order.

    Raises Unreadable (``selector``) for an expression that is wrong, reaches outside of the page or could run too long.
    """
    if len(selector) > MAX_EXPRESSION:
        raise _wrong(selector[:60] + "…", f"it is longer than {MAX_EXPRESSION} characters")
    try:
        if selector.startswith(XPATH):
            return _evaluate(root, selector.removeprefix(XPATH).strip())
        return css_elements(root, selector, _evaluate)
    except (etree.XPathError, cssselect.SelectorError, ValueError, TypeError, RecursionError) as error:
        raise _wrong(selector, str(error)) from error


def _evaluate(root: Element, expression: str) -> list[Element]:
    if _OUTWARD.search(QUOTED.sub("", expression)):
        raise ValueError("it reaches outside of the page")
    if worst_cost(expression, root) > MAX_VISITS:
        raise ValueError(f"it could take too long on a page of {int(root.xpath('count(//*)')):,} elements")
    found = root.xpath(expression)
    if not isinstance(found, list) or not all(isinstance(each, Element) for each in found):
        raise ValueError("it does not name elements")
    return found


def chosen(root: Element, select: Sequence[Selector]) -> tuple[list[Element], tuple[str, ...]]:
    """What the selectors name, in the order of the selectors and nothing twice, and those that name nothing.

    ``root`` is the page's. A range gives a copy. Raises Unreadable (``selector``) when a selector is wrong, or when
    all of them name nothing.
    """
    out: list[Element] = []
    missing: list[str] = []
    taken: set[Element] = set()
    for selector in select:
        found = between(root, selector, elements) if isinstance(selector, Range) else elements(root, selector)
        if not found:
            missing.append(named(selector))
        for element in found:
            if element not in taken and not any(above in taken for above in element.iterancestors()):
                taken.add(element)
                out.append(element)
    if not out:
        raise Unreadable(
            f"the selector {', '.join(missing)} matches nothing on the page",
            reason="selector",
            mend="look at the page with `watcher preview` and correct `select`",
        )
    return out, tuple(missing)


def remove(root: Element, selectors: Sequence[Selector]) -> None:
    """Take out of the page what the selectors name. Raises Unreadable (``selector``) when one is wrong."""
    for selector in selectors:
        if isinstance(selector, Range):
            remove_between(root, selector, elements)
            continue
        for element in elements(root, selector):
            if element.getparent() is not None:
                drop(element)


def _wrong(selector: str, why: str) -> Unreadable:
    return Unreadable(
        f"the selector {selector!r} cannot be used: {why}",
        reason="selector",
        mend="correct `select` or `remove`",
    )
