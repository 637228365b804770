"""What an XPath expression may cost on a page at worst, reckoned before it runs.

//p[preceding-sibling::h2]        each element looks at all siblings before it
//p/following-sibling::p          besides, each paragraph is put in order among those that were found before it
//*[count(//*[//p]) > 1]          every element, times every element, times every element
//p[contains(string(..), "x")]    every paragraph reads the text of all of them
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from watcher.extract.elements import Element

MAX_VISITS = 1.5e8
"""Some three seconds."""

QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# The nearest neighbour is one step, however many there are.
_NEAREST = re.compile(
    r"\b(?:following|preceding)(?:-sibling)?\s*::\s*[\w*-]+(?:\(\))?\s*\[\s*(?:1|position\(\)\s*=\s*1)\s*\]"
)
_SIBLINGS = re.compile(r"\b(?:following|preceding)-sibling\s*::")
_EVERYWHERE = re.compile(r"\b(?:following|preceding)\s*::")
# Below the element that is asked; all that such conditions look at in all is no more than depth allows.
_BELOW = re.compile(r"(?<=[\w*)])//|(?<!\.)\.//|\bdescendant(?:-or-self)?\s*::")
_ANYWHERE = re.compile(r"//")
_UP = re.compile(r"\bancestor(?:-or-self)?\s*::")
_PARENT = re.compile(r"\.\.|\b(?:parent|ancestor(?:-or-self)?)\s*::")
_ATTRIBUTE = re.compile(r"@[\w:-]+|@\*")
# What compares or cuts text of elements, not of attributes, as classes of CSS do.
_READS = re.compile(
    r"(?<![\w'])\.|\btext\s*\(|\b(?:string|normalize-space|string-length)\s*\(\s*\)|[\w*)\]]\s*[=<>]|[=<>]\s*[A-Za-z*/]"
)
_CHEAP = 0.02
"""Comparing two elements, in visits of an element."""
_CHARACTER = 0.1
"""Reading one."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How large and how uneven a page is."""

    elements: float
    depth: float
    siblings: float
    """The most children that one element has."""
    characters: float


def worst_cost(expression: str, root: Element) -> float:
    """Visits of elements, as many as an expression may make on this page."""
    bare = _NEAREST.sub("near", _ATTRIBUTE.sub("''", QUOTED.sub("''", expression)))
    levels = _levels(bare)
    inside = " ".join(text for depth, text in levels if depth)
    outside = " ".join(text for depth, text in levels if not depth)
    anywhere = _ANYWHERE.findall(_BELOW.sub("", inside))
    risky = (_SIBLINGS, _EVERYWHERE, _BELOW, _UP)
    reads = _READS.search(inside) is not None
    conditions = bool(anywhere) or any(pattern.search(inside) for pattern in risky)
    if not (reads or conditions or _later_steps(outside)):
        return 0
    shape = _shape_of(root)
    nested = shape.elements * shape.elements ** len(anywhere)
    for pattern, factor in (
        (_SIBLINGS, shape.siblings / 2),
        (_EVERYWHERE, shape.elements),
        (_BELOW, shape.depth),
        (_UP, shape.depth),
    ):
        nested *= factor ** len(pattern.findall(inside))
    steps = sum(_step_cost(step, shape) for step in _later_steps(outside))
    # Each element's text is read once from each element around it; its parent's, once from each sibling.
    times = shape.siblings if _PARENT.search(inside) else shape.depth
    reading = times * (shape.elements + shape.characters * _CHARACTER) if reads else 0
    return nested + steps + reading


def _levels(bare: str) -> list[tuple[int, str]]:
    """The pieces of an expression between brackets, and how deep in conditions each stands."""
    depth, out = 0, []
    for part in re.split(r"([\[\]])", bare):
        if part == "[":
            depth += 1
        elif part == "]":
            depth -= 1
        else:
            out.append((max(0, depth), part))
    return out


def _later_steps(outside: str) -> list[str]:
    """Wide steps of a path behind its first, each from many elements at once."""
    wide = f"{_SIBLINGS.pattern}|{_EVERYWHERE.pattern}|{_ANYWHERE.pattern}|{_BELOW.pattern}"
    found = [match[0] for match in re.finditer(wide, outside)]
    return found if found and (_SIBLINGS.match(found[0]) or _EVERYWHERE.match(found[0])) else found[1:]


def _step_cost(step: str, shape: _Shape) -> float:
    """What many places find is put together one by one, and each time looked for in what was found before."""
    if _SIBLINGS.match(step):
        return shape.siblings**3
    if _EVERYWHERE.match(step):
        return shape.elements**3
    return shape.elements * shape.depth**2 + shape.elements**2 * _CHEAP


def _shape_of(root: Element) -> _Shape:
    elements = depth = deepest = siblings = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            elements += 1
            depth += 1
            deepest = max(deepest, depth)
            siblings = max(siblings, len(element))
        else:
            depth -= 1
    return _Shape(elements, deepest, siblings, float(root.xpath("string-length(string(/))")))
