"""Which part of a page is the agreement, found without being told.

    body ─┬─ header   menu                         ┐
          ├─ main ─┬─ nav      contents            │ left out, each with its reason
          │        ├─ h1       Terms of Service    ├─ main is the region: it holds the prose, and going further
          │        └─ div      1. … 2. … 3. …      │  down would lose the title
          └─ footer   © …, cookie banner           ┘

From the body downwards, as long as one child holds nearly all running text and nothing that reads like a clause stands
beside it. Then what is furniture inside the region is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from watcher.domain.document import Block
from watcher.extract.edges import furniture_blocks
from watcher.extract.elements import Element
from watcher.extract.furniture import furniture_elements
from watcher.extract.measure import Measure, measures
from watcher.extract.vocabulary import CONTENTS, LABELLED, NAMES
from watcher.extract.walk import Found

_NEARLY_ALL = 0.95
_MOST = 0.9
_ITEMS_LOST = 3
_LEAVES = frozenset(
    {"p", "li", "ul", "ol", "dl", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "textarea"}
)
_LANDMARK = 0.6
_CLAUSES_LOST = 30
_CLAUSES_KEPT = 0.9
_ELSEWHERE = ("nav", "footer", "aside")
_SHOWN = 80
_LARGE = 25
_FEW_WORDS = 6
_TITLE_WORDS = 20
_PARTS = re.compile(r"\s[|·–—:_-]\s|[|_｜]")
"""What parts an agreement's name from its site's in the title of a page."""


@dataclass(frozen=True, slots=True)
class Region:
    """What was taken of a page and what was not."""

    blocks: tuple[Block, ...]
    origins: tuple[Element, ...]
    """The element that each block was read from."""
    words: tuple[int, ...]
    """How many words each block has."""
    element: Element
    left_out: tuple[str, ...]
    warnings: tuple[str, ...]


def find_region(root: Element, found: Sequence[Found], sizes: Sequence[Measure], names: Sequence[str] = ()) -> Region:
    """The agreement's blocks among all blocks of a page whose body is ``root``.

    ``sizes`` are the blocks' measures, ``names`` what the page and the operator call the agreement.
    """
    sums = measures(root, list(zip(found, sizes, strict=True)))
    title = _title(found, sizes, names)
    holders = set() if title is None else {title, *title.iterancestors()}
    furniture = furniture_elements(root, sums, holders)
    kept = [index for index, each in enumerate(found) if each.origin not in furniture]
    weights = measures(root, [(found[index], sizes[index]) for index in kept])
    element = _descend(root, weights, holders)
    inside = set(element.iter())
    region = [index for index in kept if found[index].origin in inside]
    region = [*_title_before(found, kept, region, sizes), *region]
    own = next((place for place, index in enumerate(region) if found[index].origin is title), -1)
    noise = furniture_blocks([found[index].block for index in region], [sizes[index] for index in region], own)
    reasons = {region[position]: why for position, why in noise.items()}
    taken = [index for index in region if index not in reasons]
    headless = _headless(found, sizes, taken)
    reasons.update(dict.fromkeys(headless, "contents"))
    taken = [index for index in taken if index not in headless]
    chosen = set(taken)
    for index, each in enumerate(found):
        if index not in chosen and index not in reasons:
            reasons[index] = furniture.get(each.origin, "outside of the agreement")
    return Region(
        blocks=tuple(found[index].block for index in taken),
        origins=tuple(found[index].origin for index in taken),
        words=tuple(sizes[index].words for index in taken),
        element=element,
        left_out=tuple(_described(found, sizes, reasons)),
        warnings=tuple(_lost(found, sizes, reasons)),
    )


def _title(found: Sequence[Found], sizes: Sequence[Measure], names: Sequence[str]) -> Element | None:
    """Where the agreement's own heading stands: the first that names an agreement, a first-level one if there is.

    A page without such headings may still print its title, in whatever element.
    """
    for level in (1, 2):
        for each in found:
            block = each.block
            named = block.level == level and NAMES.search(block.text) and not LABELLED.match(block.text)
            if named and next(each.origin.iterancestors(*_ELSEWHERE), None) is None:
                return each.origin
    called = {part.casefold() for name in names for part in (name, *_PARTS.split(name)) if NAMES.search(part)}
    for each, size in zip(found, sizes, strict=True):
        if size.words <= _TITLE_WORDS and not size.linked and each.block.text.casefold() in called:
            return each.origin
    return None


def _descend(root: Element, weights: dict[Element, Measure], holders: set[Element]) -> Element:
    region = _landmark(root, weights, holders)
    while True:
        here = weights.get(region)
        children = [child for child in region if child in weights]
        if here is None or not children:
            return region
        best = max(children, key=lambda child: weights[child].prose)
        if best.tag in _LEAVES or _loses(here, weights[best]) or (region in holders and best not in holders):
            return region
        region = best


def _loses(here: Measure, inner: Measure) -> bool:
    """Whether going one step down leaves out what may belong to the agreement."""
    return (
        inner.prose < _NEARLY_ALL * here.prose
        or inner.plain < _MOST * here.plain
        or here.clauses - inner.clauses > _CLAUSES_LOST
        or here.items - inner.items > _ITEMS_LOST
        or not inner.prose
    )


def _landmark(root: Element, weights: dict[Element, Measure], holders: set[Element]) -> Element:
    """The page's ``main``, or an ``article``, where that holds most of the prose and nearly every clause."""
    whole = weights.get(root, Measure())
    for path in (".//main | .//*[@role='main']", ".//article"):
        found: list[Element] = [element for element in root.xpath(path) if element in weights]
        if not found:
            continue
        best = max(found, key=lambda element: weights[element].prose)
        own = weights[best]
        titled = not holders or best in holders
        if (
            own.prose
            and own.prose >= _LANDMARK * whole.prose
            and own.clauses >= _CLAUSES_KEPT * whole.clauses
            and titled
        ):
            return best
    return root


def _title_before(
    found: Sequence[Found], kept: Iterable[int], region: Sequence[int], sizes: Sequence[Measure]
) -> list[int]:
    """The page's last first-level heading before a region that has none of its own."""
    if not region or any(sizes[index].tops for index in region):
        return []
    before = [index for index in kept if index < region[0] and found[index].block.level == 1]
    return before[-1:]


def _headless(found: Sequence[Found], sizes: Sequence[Measure], taken: Sequence[int]) -> set[int]:
    """Headings of contents, "In this article", whose list was left out."""
    following = dict(pairwise([*taken, -1]))
    return {
        index
        for index in taken
        if sizes[index].words <= _FEW_WORDS
        and CONTENTS.fullmatch(found[index].block.text)
        and following[index] != index + 1
    }


def _described(found: Sequence[Found], sizes: Sequence[Measure], reasons: dict[int, str]) -> Iterable[str]:
    """Stretches that were left out for one reason, as "why: how it begins … (words)"."""
    stretch: list[int] = []
    for index in [*sorted(reasons), -1]:
        if stretch and (index < 0 or index != stretch[-1] + 1 or reasons[index] != reasons[stretch[0]]):
            count = sum(sizes[each].words for each in stretch)
            if count >= _LARGE:
                begins = " ".join(found[each].block.text for each in stretch[:5])
                yield f"{reasons[stretch[0]]}: {shortened(begins)} ({count:,} words)"
            stretch = []
        stretch.append(index)


def _lost(found: Sequence[Found], sizes: Sequence[Measure], reasons: dict[int, str]) -> Iterable[str]:
    lost = [index for index in sorted(reasons) if sizes[index].clauses]
    count = sum(sizes[index].words for index in lost)
    if count <= _CLAUSES_LOST:
        return
    begins = shortened(found[lost[0]].block.text)
    yield f"{count:,} words that read like clauses stand outside of what was taken, beginning with: {begins}"


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"
