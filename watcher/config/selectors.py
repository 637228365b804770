"""Selectors of a cut: compiled here, so that a mistake is found before a page is fetched."""

from __future__ import annotations

import re
from functools import lru_cache

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from watcher.config.values import Refused, nearest_of, text

XPATH = "xpath:"
LONGEST = 2000

# XPath 1.0, sections 4 and 2.3. What reads files, addresses or the environment (doc, document, unparsed-text,
# collection, environment-variable of later versions) is not among them.
FUNCTIONS = frozenset(
    {"last", "position", "count", "id", "local-name", "namespace-uri", "name", "string", "concat", "starts-with"}
    | {"contains", "substring-before", "substring-after", "substring", "string-length", "normalize-space", "translate"}
    | {"boolean", "not", "true", "false", "lang", "number", "sum", "floor", "ceiling", "round"}
    | {"comment", "text", "processing-instruction", "node"}
    | {"and", "or", "div", "mod"}
)
_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
# A name before a bracket; "and (", "or (", "div (" and "mod (" are operators, which is why FUNCTIONS holds them.
_CALL = re.compile(r"([A-Za-z_][\w.:-]{0,100})\s{0,10}\(")
_EMPTY_PAGE = etree.fromstring("<html><body/></html>")


def selector(value: object) -> str:
    """A CSS selector, or an XPath expression behind ``xpath:``."""
    found = text(value, expected="a CSS selector, or an XPath expression behind xpath:", longest=LONGEST)
    if found.startswith(XPATH):
        _check_xpath(found.removeprefix(XPATH).strip())
    elif problem := _css_problem(found):
        near = ""
        if found.startswith(("/", "(/", "./")):
            near = f'"{XPATH}{found}"'
        raise Refused(f"a CSS selector ({problem})", near)
    return found


def css(value: object) -> str:
    """A CSS selector: what the ends of a range are named by."""
    found = text(value, expected="a CSS selector", longest=LONGEST)
    if problem := _css_problem(found):
        raise Refused(f"a CSS selector ({problem})")
    return found


@lru_cache(maxsize=4096)
def _css_problem(found: str) -> str:
    try:
        CSSSelector(found, translator="html")(_EMPTY_PAGE)
    except (SelectorError, etree.XPathError) as mistake:
        return str(mistake)[:120]
    except RecursionError:
        return "it is nested too deeply"
    return ""


def _check_xpath(expression: str) -> None:
    if not expression:
        raise Refused("an XPath expression behind xpath:")
    for name in _CALL.findall(_LITERAL.sub("''", expression)):
        if name.rpartition("::")[2] not in FUNCTIONS:
            raise Refused(f"an XPath 1.0 expression; it knows no function {name[:40]}()", nearest_of(name, FUNCTIONS))
    try:
        found = etree.XPath(expression)(_EMPTY_PAGE)
    except etree.XPathError as mistake:
        raise Refused(f"an XPath 1.0 expression ({mistake})") from None
    if not isinstance(found, list):
        raise Refused("an XPath expression that selects elements, not a number, text or truth")
