"""Agreements that a page holds in a template, for its scripts to show.

<script type="text/template" id="en_US_tpl"><h2>1. Services</h2>…</script>      the English text
<script type="text/template" id="zh_CN_tpl"><h2>一、服务</h2>…</script>            the Chinese text
<div id="app"></div>                                                             what a reader without scripts sees
"""

from __future__ import annotations

from collections.abc import Sequence

from watcher.extract.elements import Element
from watcher.extract.markup import parse
from watcher.extract.measure import measure
from watcher.extract.normalize import words
from watcher.extract.vocabulary import han_share
from watcher.extract.walk import walk

_MORE = 2
_ENOUGH = 60
_MAX_TEMPLATES = 50


def opened(element: Element) -> Element:
    """What an element holds as elements: a script's characters are read as HTML, others are as they are."""
    if element.tag not in ("script", "textarea", "xmp"):
        return element
    text = element.text or ""
    if element.tag != "script" and "<" not in text:
        return element
    root, _ = parse(text)
    return next(root.iter("body"), root)


def best_template(page: Element, visible: int, title: str = "", languages: Sequence[str] = ()) -> Element | None:
    """The template that holds the agreement of a page which by itself shows ``visible`` words; none where it shows it.

    Of templates in several languages, the one in the agreement's first language, or in the title's where none is given.
    """
    candidates = []
    for element in list(page.iter("script", "template"))[:_MAX_TEMPLATES]:
        blocks = [found.block for found in walk(opened(element))]
        clauses = sum(measure(block).clauses for block in blocks)
        text = " ".join(block.text for block in blocks)
        count = len(words(text))
        if clauses >= _ENOUGH and count > _MORE * visible:
            candidates.append((element, count, han_share(text)))
    if not candidates:
        return None
    wanted = _wants_han(title, languages)
    if wanted is not None:
        fitting = [each for each in candidates if (each[2] > 0.5) is wanted]
        candidates = fitting or candidates
    return max(candidates, key=lambda each: each[1])[0]


def _wants_han(title: str, languages: Sequence[str]) -> bool | None:
    if languages:
        return languages[0].lower().startswith("zh")
    return han_share(title) > 0.5 if title else None
