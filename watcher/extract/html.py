"""HTML → Document: parse, take what the operator or the page itself says is the agreement, read it as blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from watcher.domain.agreement import Cut
from watcher.domain.document import Block, Document
from watcher.extract.elements import Element
from watcher.extract.fingerprint import without_furniture
from watcher.extract.hidden import drop_hidden
from watcher.extract.markup import parse
from watcher.extract.normalize import fold, words
from watcher.extract.paths import path_of
from watcher.extract.ranges import named
from watcher.extract.region import find_region
from watcher.extract.sections import only_section
from watcher.extract.select import chosen, remove
from watcher.extract.signs import signs_of
from watcher.extract.templates import best_template, opened
from watcher.extract.walk import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is known of the agreement before its page is read."""

    cut: Cut
    title: str = ""
    languages: tuple[str, ...] = ()


def read_html(text: str, *, url: str = "", wanted: Wanted) -> Document:
    """The document that a page's characters make. Raises Unreadable (``selector``, ``limits``, ``empty``)."""
    root, warnings = parse(text)
    base = _base(root, url)
    title = _title(root)
    signs = signs_of(root, text)
    document = _selected(root, base, wanted) if wanted.cut.select else _found(root, base, wanted)
    document = without_furniture(document, wanted.cut.furniture)
    return replace(document, title=title, warnings=(*warnings, *document.warnings), signs=signs)


def _selected(root: Element, base: str, wanted: Wanted) -> Document:
    remove(root, wanted.cut.remove)
    roots, missing = chosen(root, wanted.cut.select)
    roots = [opened(element) for element in roots]
    warnings = list(drop_hidden(roots))
    warnings += [f"the selector {name} matches nothing on the page" for name in missing]
    blocks = [each.block for element in roots for each in walk(element, base=base)]
    taken = _count(blocks)
    drop_hidden([root])
    visible = max(taken, _count(each.block for each in walk(root)))
    region = ", ".join(named(selector) for selector in wanted.cut.select)
    return Document(blocks=tuple(blocks), taken=_share(taken, visible), region=region, warnings=tuple(warnings))


def _found(root: Element, base: str, wanted: Wanted) -> Document:
    remove(root, wanted.cut.remove)
    page = root
    body = root.find("body")
    root = root if body is None else body
    warnings = list(drop_hidden([root]))
    found = walk(root, base=base)
    visible = _count(each.block for each in found)
    template = best_template(page, visible, wanted.title, wanted.languages)
    region = ""
    if template is not None:
        root = opened(template)
        found = walk(root, base=base)
        region = path_of(template)
        visible += _count(each.block for each in found)
    taken = find_region(root, found)
    section = only_section(taken.blocks, wanted.title)
    return Document(
        blocks=section.blocks,
        taken=_share(_count(section.blocks), visible),
        region=region or path_of(taken.element),
        left_out=(*taken.left_out, *section.left_out),
        warnings=(*warnings, *taken.warnings, *section.warnings),
    )


def _base(root: Element, url: str) -> str:
    said = next((element.get("href") for element in root.iter("base") if element.get("href")), "") or ""
    try:
        return urljoin(url, said.strip())
    except ValueError:
        return url


def _title(root: Element) -> str:
    element = next(root.iter("title"), None)
    return fold(element.text or "")[:500] if element is not None else ""


def _count(blocks: Iterable[Block]) -> int:
    return sum(len(words(block.text)) for block in blocks)


def _share(taken: int, visible: int) -> float:
    return round(min(1.0, taken / visible), 4) if visible else 1.0
