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
from watcher.extract.elements import Element, drop
from watcher.extract.ranges import between, named, remove_between

XPATH = "xpath:"
MAX_EXPRESSION = 1000
MAX_STEPS = 1e9
"""How many elements an expression may visit at worst: some ten seconds."""

_TRANSLATOR = cssselect.HTMLTranslator()
# An axis that may visit the whole page (or, of siblings, a whole page that is one flat list) from every element.
_WIDE = re.compile(r"//|\b(?:descendant(?:-or-self)?|following(?:-sibling)?|preceding(?:-sibling)?)\s*::")
_FAR = re.compile(r"\b(?:following|preceding)\s*::")
_OUTWARD = re.compile(r"\b(?:document|doc|collection|unparsed-text|environment-variable|unparsed-entity-uri)\s*\(")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def elements(root: Element, selector: str) -> list[Element]:
    """The elements that a CSS selector or ``xpath:`` expression names, in document order.

    Raises Unreadable (``selector``) for an expression that is wrong, reaches outside of the page or could run too long.
    """
    expression = _expression(selector)
    _refuse_endless(expression, selector, root)
    try:
        found = root.xpath(expression)
    except (etree.XPathError, ValueError, TypeError) as error:
        raise _wrong(selector, str(error)) from error
    if not isinstance(found, list) or not all(isinstance(each, Element) for each in found):
        raise _wrong(selector, "it does not name elements")
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


def _expression(selector: str) -> str:
    if len(selector) > MAX_EXPRESSION:
        raise _wrong(selector[:60] + "…", f"it is longer than {MAX_EXPRESSION} characters")
    if selector.startswith(XPATH):
        return selector.removeprefix(XPATH).strip()
    try:
        return _TRANSLATOR.css_to_xpath(selector, prefix="descendant-or-self::")
    except (cssselect.SelectorError, ValueError, RecursionError) as error:
        raise _wrong(selector, str(error)) from error


def _refuse_endless(expression: str, selector: str, root: Element) -> None:
    bare = _QUOTED.sub("''", expression)
    if _OUTWARD.search(bare):
        raise _wrong(selector, "it reaches outside of the page")
    nested = len(_FAR.findall(bare))
    depth = 0
    for part in re.split(r"([\[\]()])", bare):
        if part in ("[", "("):
            depth += 1
        elif part in ("]", ")"):
            depth -= 1
        elif depth > 0:
            nested += len(_WIDE.findall(part)) - len(_FAR.findall(part))
    if not nested:
        return
    count = float(root.xpath("count(//*)"))
    if count ** (1 + nested) > MAX_STEPS:
        raise _wrong(selector, f"it could take too long on a page of {int(count):,} elements")


def _wrong(selector: str, why: str) -> Unreadable:
    return Unreadable(
        f"the selector {selector!r} cannot be used: {why}",
        reason="selector",
        mend="correct `select` or `remove`",
    )
