"""HTML → Document: parse, take what the operator or the page itself says is the agreement, read it as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urljoin

from watcher.domain.agreement import Cut
from watcher.domain.document import Block, Document
from watcher.domain.errors import Unreadable
from watcher.extract.elements import Element
from watcher.extract.fingerprint import without_furniture
from watcher.extract.hidden import drop_hidden
from watcher.extract.markup import parse
from watcher.extract.measure import measure
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
    anchor: str = ""
    """Where on the page the watched address leads: its fragment."""


def read_html(text: str, *, url: str = "", wanted: Wanted) -> Document:
    """The document that a page's characters make. Raises Unreadable (``selector``, ``limits``)."""
    root, warnings = parse(text)
    base = _base(root, url)
    title = _title(root)
    remove(root, wanted.cut.remove)
    whole, taken, visible = _selected(root, base, wanted) if wanted.cut.select else _found(root, base, wanted)
    document = without_furniture(whole, wanted.cut.furniture)
    if document is not whole:
        taken = _count(document.blocks)
    return replace(
        document,
        title=title,
        taken=round(min(1.0, taken / visible), 4) if visible else 1.0,
        warnings=(*warnings, *document.warnings),
        signs=signs_of(root, text, visible, base),
    )


def _selected(page: Element, base: str, wanted: Wanted) -> tuple[Document, int, int]:
    """What the operator's selectors take, how many words that has and how many the page shows."""
    names = ", ".join(named(selector) for selector in wanted.cut.select)
    try:
        elements, missing = chosen(page, wanted.cut.select)
    except Unreadable as error:
        # A sign-in page or a challenge in the agreement's place shows itself by its title.
        title = _title(page)
        named_so = f"; the page calls itself “{title[:80]}”" if title else ""
        raise Unreadable(error.what + named_so, reason=error.reason, mend=error.mend) from error
    roots = [opened(element) for element in elements]
    warnings = list(drop_hidden(roots))
    warnings += [f"the selector {name} matches nothing on the page" for name in missing]
    blocks = [each.block for root in roots for each in walk(root, base=base)]
    if not blocks:
        raise Unreadable(
            f"what the selector {names} matches holds no text",
            reason="selector",
            mend="look at the page with `watcher preview` and correct `select`",
        )
    drop_hidden([page])
    shown = sum(len(words(text)) for text in page.xpath(_SHOWN))
    taken = _count(blocks)
    return Document(blocks=tuple(blocks), region=names, warnings=tuple(warnings)), taken, max(shown, taken)


_SHOWN = "//body//text()[not(parent::script or parent::option or parent::title or ancestor::template)]"


def _found(page: Element, base: str, wanted: Wanted) -> tuple[Document, int, int]:
    """What reads like the agreement, how many words that has and how many the page shows."""
    body = page.find("body")
    root = page if body is None else body
    warnings = list(drop_hidden([root]))
    found = walk(root, base=base)
    sizes = [measure(each.block) for each in found]
    visible = sum(size.words for size in sizes)
    template = best_template(page, visible, wanted.title, wanted.languages)
    if template is not None:
        root = opened(template)
        found = walk(root, base=base)
        sizes = [measure(each.block) for each in found]
        visible += sum(size.words for size in sizes)
    region = find_region(root, found, sizes, (wanted.title, _title(page)))
    anchored = _anchored(root, wanted.anchor, region.origins)
    section = only_section(region.blocks, region.words, wanted.title, anchored)
    document = Document(
        blocks=section.blocks,
        region=_ranges(section.spans, region.origins) or path_of(region.element if template is None else template),
        left_out=(*region.left_out, *section.left_out),
        warnings=(*warnings, *region.warnings, *section.warnings),
    )
    taken = sum(sum(region.words[span.start : span.stop]) for span in section.spans or [range(len(region.words))])
    return document, taken, visible


def _ranges(spans: Iterable[range], origins: Sequence[Element]) -> str:
    """The sections that were chosen among several agreements, as ``select`` takes them."""
    written = []
    for span in spans:
        end, last = ("endBefore", span.stop) if span.stop < len(origins) else ("endAfter", span.stop - 1)
        written.append(f'{{ startBefore = "{path_of(origins[span.start])}", {end} = "{path_of(origins[last])}" }}')
    return ", ".join(written)


def _anchored(root: Element, anchor: str, origins: Sequence[Element]) -> range:
    """The indexes of the blocks that a fragment leads to: those inside the element that it names, or the next one."""
    if not anchor:
        return range(0)
    name = unquote(anchor)
    named = (each for each in root.iter() if each.get("id") == name or (each.tag == "a" and each.get("name") == name))
    target = next(named, None)
    if target is None:
        return range(0)
    places = {element: place for place, element in enumerate(root.iter())}
    first = places.get(target, len(places))
    start = next((index for index, origin in enumerate(origins) if places.get(origin, -1) >= first), len(origins))
    inside = set(target.iter())
    end = next((index for index in range(start, len(origins)) if origins[index] not in inside), len(origins))
    return range(start, max(end, min(start + 1, len(origins))))


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
