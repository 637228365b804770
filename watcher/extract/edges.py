"""Lists of links around and inside of an agreement: menus above its title, contents, sitemaps below its last sentence.

Home  Products  Prices          links, above the title
Terms of Service
In this document: 1 2 3         contents: links to places on the page itself
1. … 2. … These apply too:
Price list  House rules         a clause announced them: they stay
Company / About  Careers        links behind the last sentence, with the heading over them
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from watcher.domain.document import Block, BlockKind
from watcher.extract.lists import BULLET
from watcher.extract.measure import Measure
from watcher.extract.notes import LAST, note_of
from watcher.extract.vocabulary import CONTENTS, LABELLED

_LIST_OF_LINKS = 3
_LINKS_ON_TOP = 2
_ENTRY_WORDS = 25
_SHORT = 12


def furniture_blocks(blocks: Sequence[Block], sizes: Sequence[Measure], title: int = -1) -> dict[int, str]:
    """Indexes of blocks that are furniture by their looks, and why. ``title``: the index of the agreement's own."""
    out = _above(blocks, sizes, title)
    out.update(_lists(blocks, sizes, out))
    out.update(_below(blocks, sizes, out))
    remaining = [index for index in range(len(blocks)) if index not in out]
    end = set(remaining[-LAST:])
    for index in remaining:
        name = note_of(blocks[index], sizes[index], last=index in end)
        if name:
            out[index] = name
    return out


def _above(blocks: Sequence[Block], sizes: Sequence[Measure], title: int) -> dict[int, str]:
    """What stands above the title and is neither prose nor a date; nothing where the text begins above it."""
    above = range(max(0, title))
    if any(_is_text(blocks[index], sizes[index]) for index in above):
        return {}
    return {
        index: "above the title"
        for index in above
        if sizes[index].words <= _SHORT and not any(letter.isdigit() for letter in blocks[index].text)
    } | {index: "links" for index in above if _only_links(blocks[index], sizes[index])}


def _is_text(block: Block, size: Measure) -> bool:
    """Whether a block belongs to an agreement for sure: a sentence, a numbered line, a row of a table."""
    if size.linked > size.words / 2:
        return False
    labelled = LABELLED.match(block.text) is not None or block.marker not in ("", BULLET)
    return bool(size.prose or size.clauses or labelled or block.kind is BlockKind.TABLE_ROW)


def _lists(blocks: Sequence[Block], sizes: Sequence[Measure], gone: dict[int, str]) -> dict[int, str]:
    """Runs of blocks that are nothing but links: a table of contents with its heading, or a menu.

    A single block that is a link stays: agreements refer to other agreements in that way.
    """
    out: dict[int, str] = {}
    start, on_top = 0, True
    while start < len(blocks):
        end, links = start, 0
        while end < len(blocks) and _only_links(blocks[end], sizes[end]):
            links += max(1, len(blocks[end].links))
            end += 1
        inward = links > 0 and _inward(blocks[start:end])
        if links >= (_LINKS_ON_TOP if on_top and not inward else _LIST_OF_LINKS):
            why = "contents" if inward else "links"
            if why == "contents" or (not _announced(blocks, start) and (on_top or end == len(blocks))):
                out.update(dict.fromkeys(range(start, end), why))
                if start and CONTENTS.fullmatch(blocks[start - 1].text):
                    out[start - 1] = why
        elif end > start or (blocks[start].kind is not BlockKind.HEADING and start not in gone):
            on_top = False
        start = max(end, start + 1)
    return out


def _below(blocks: Sequence[Block], sizes: Sequence[Measure], gone: dict[int, str]) -> dict[int, str]:
    """Links behind the last text, and headings that stand over nothing else. Lines that are no links stay."""
    last = next((index for index in reversed(range(len(blocks))) if _is_text(blocks[index], sizes[index])), -1)
    if last < 0:
        return {}
    tail = [index for index in range(last + 1, len(blocks)) if index not in gone]
    links: list[int] = []
    announced = False
    for index in tail:
        linked = _only_links(blocks[index], sizes[index])
        announced = linked and (announced or _announced(blocks, index))
        if linked and not announced:
            links.append(index)
    if sum(max(1, len(blocks[index].links)) for index in links) < _LIST_OF_LINKS:
        return {}
    out = dict.fromkeys(links, "links")
    for index, following in reversed(list(pairwise([*tail, len(blocks)]))):
        bare = following == len(blocks) or following in out or blocks[following].kind is BlockKind.HEADING
        if blocks[index].kind is BlockKind.HEADING and bare and index not in out:
            out[index] = "links"
    return out


def _announced(blocks: Sequence[Block], index: int) -> bool:
    return index > 0 and blocks[index - 1].text.endswith((":", "："))


def _only_links(block: Block, size: Measure) -> bool:
    """Whether a block is an entry of a menu or of contents; a whole sentence that is a link is part of the text."""
    if block.kind is BlockKind.HEADING or not block.links or not size.words:
        return False
    if all(link.target.startswith(("mailto:", "tel:")) for link in block.links):
        return False
    return size.linked >= size.words - 1 and (size.words <= _ENTRY_WORDS or len(block.links) >= _LIST_OF_LINKS)


def _inward(blocks: Sequence[Block]) -> bool:
    """Whether most links lead to a place on the page itself."""
    targets = [block.links[0].target for block in blocks if block.links]
    return sum("#" in target[:-1] for target in targets) > 0.7 * len(targets)
