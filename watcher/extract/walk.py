"""Elements → blocks, in the order in which they are read, without recursion.

<li>Fees<br><br>are <b>due</b><ol><li>monthly      the markup
• Fees / are due / 1. monthly                      an item, a paragraph of it, an item one level deeper
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from watcher.domain.document import Block, BlockKind, EmphasisKind
from watcher.extract.elements import Element
from watcher.extract.line import Line
from watcher.extract.links import PROTECTION, link_reader, unprotected
from watcher.extract.lists import BULLET, Numbering, numbering
from watcher.extract.tables import lays_out

_UNREAD = """
script style template noscript iframe object embed applet frame frameset noframes noembed svg math canvas audio
video picture source track map area img input select option optgroup datalist progress meter head title meta link
base param col colgroup rp rt dialog"""
UNREAD = frozenset(_UNREAD.split())
"""Elements whose content no reader of the text sees, or sees only as a picture or a control."""

_BLOCK_TAGS = """
html body div p section article main header footer aside nav address blockquote center figure figcaption form
fieldset legend hgroup search details summary dd dt dl dir table caption thead tbody tfoot tr td th hr button
pre textarea xmp listing ul ol menu li h1 h2 h3 h4 h5 h6"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_DEEPER = frozenset({"blockquote", "dd"})
_LINES = frozenset({"pre", "textarea", "xmp", "listing"})
_EMPHASIS = {
    "b": EmphasisKind.STRONG,
    "strong": EmphasisKind.STRONG,
    "i": EmphasisKind.EMPHASIS,
    "em": EmphasisKind.EMPHASIS,
    "u": EmphasisKind.UNDERLINE,
    "ins": EmphasisKind.UNDERLINE,
    "s": EmphasisKind.STRIKE,
    "strike": EmphasisKind.STRIKE,
    "del": EmphasisKind.STRIKE,
}
_STYLED: tuple[tuple[re.Pattern[str], EmphasisKind], ...] = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), EmphasisKind.STRONG),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), EmphasisKind.EMPHASIS),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*underline", re.IGNORECASE), EmphasisKind.UNDERLINE),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE), EmphasisKind.STRIKE),
)
_PLAIN: Mapping[EmphasisKind, re.Pattern[str]] = {
    EmphasisKind.STRONG: re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE),
    EmphasisKind.EMPHASIS: re.compile(r"font-style\s*:\s*normal", re.IGNORECASE),
    EmphasisKind.UNDERLINE: re.compile(r"text-decoration(?:-line)?\s*:\s*none", re.IGNORECASE),
    EmphasisKind.STRIKE: re.compile(r"text-decoration(?:-line)?\s*:\s*none", re.IGNORECASE),
}
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_MAX_STYLE = 2000
# "< p > Before you start": a tag that its author's editor broke. Not "x < 3", nor "a < b > c", where names are names.
_BROKEN_TAG = re.compile(
    r"<\s+/?\s*(?:p|br|div|span|strong|em|ul|ol|li|td|tr|table|h[1-6]|font)\b[^<>]{0,200}>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """A block and the element it was read from, which is where its text began."""

    block: Block
    origin: Element


def walk(root: Element, *, base: str = "") -> list[Found]:
    """The blocks under an element, itself included. ``base`` is the address that relative links are read against."""
    return _Walker(link_reader(base)).blocks(root)


class _Opened(NamedTuple):
    """What an element began and its end has to close."""

    block: bool
    heading: bool
    lines: bool
    emphasis: tuple[EmphasisKind, ...]


@dataclass(slots=True)
class _Walker:
    link_target: Callable[[str], str]
    line: Line = field(default_factory=Line)
    found: list[Found] = field(default_factory=list)
    lists: list[Numbering] = field(default_factory=list)
    depth: int = 0
    marker: str | None = None
    """Of a list item whose first text was not met yet."""
    heading: int = 0
    term: bool = False
    row: Element | None = None
    """The table row that is being read on one line."""
    cells: int = 0
    lines: int = 0
    """How many elements are open that print their line ends."""
    origin: Element | None = None
    opened: list[_Opened] = field(default_factory=list)

    def blocks(self, root: Element) -> list[Found]:
        self.origin = root
        context = etree.iterwalk(root, events=("start", "end"))
        for event, element in context:
            tag = str(element.tag)
            if event == "start":
                if tag in UNREAD and element is not root:
                    context.skip_subtree()
                    continue
                self.start(element, tag)
                code = element.get("data-cfemail")
                if (code or tag == "a") and self.protected(element, code):
                    context.skip_subtree()
                elif text := element.text:
                    self.text(text)
            else:
                if tag not in UNREAD:
                    self.end(element, tag)
                if element is not root and (tail := element.tail):
                    self.text(tail)
        self.flush()
        return self.found

    def text(self, text: str) -> None:
        if "< " in text:
            text = _BROKEN_TAG.sub(" ", text)
        if self.lines and "\n" in text:
            self.print_lines(text)
        else:
            self.line.add(text)

    def print_lines(self, text: str) -> None:
        for paragraph_number, paragraph in enumerate(re.split(r"\n[ \t\r]*\n", text)):
            if paragraph_number and self.row is None:
                self.flush()
            elif paragraph_number:
                self.line.break_line()
            self.line.add_lines(paragraph)

    def start(self, element: Element, tag: str) -> None:
        style = element.get("style")
        heading = _HEADINGS.get(tag) or _level_by_role(element)
        block = heading > 0 or tag in _BLOCKS
        lines = block and (
            tag in _LINES or (style is not None and _KEEPS_LINES.search(style, 0, _MAX_STYLE) is not None)
        )
        if block:
            self.start_block(element, tag, heading)
            self.lines += lines
        elif tag == "br":
            self.break_line()
        elif tag == "q":
            self.line.add("“")
        elif tag in ("sup", "sub") and (element.text or "")[:1].isdigit():
            self.line.part_numbers()
        kinds = _emphasis(tag, style[:_MAX_STYLE] if style else "")
        for kind in kinds:
            self.line.open_emphasis(kind)
        self.opened.append(_Opened(block, heading > 0, lines, kinds))

    def start_block(self, element: Element, tag: str, heading: int) -> None:
        if self.row is not None:
            if tag in ("td", "th"):
                self.start_cell()
            else:
                self.line.break_line()
            return
        self.flush()
        self.origin = element
        if tag in _LISTS:
            self.lists.append(numbering(element))
            self.depth += 1
        elif tag == "li":
            self.marker = self.lists[-1].marker(element) if self.lists else BULLET
        elif tag == "tr" and not lays_out(element):
            self.row, self.cells = element, 0
        elif tag in _DEEPER:
            self.depth += 1
        self.term = tag == "dt" or (self.term and tag != "dd")
        self.heading = heading or self.heading

    def end(self, element: Element, tag: str) -> None:
        opened = self.opened.pop()
        for kind in opened.emphasis:
            self.line.close_emphasis(kind)
        if tag == "a":
            self.line.close_link()
        elif tag == "q":
            self.line.add("”")
        if opened.block:
            self.end_block(element, tag)
            self.lines -= opened.lines
        if opened.heading:
            self.heading = 0

    def end_block(self, element: Element, tag: str) -> None:
        if self.row is not None and self.row is not element:
            self.line.break_line()
            return
        self.flush()
        self.row = None
        if tag in _LISTS:
            self.lists.pop()
            self.depth -= 1
            self.marker = None
        elif tag == "li":
            self.marker = None
        elif tag in _DEEPER:
            self.depth -= 1
        elif tag == "dt":
            self.term = False
        parent = element.getparent()
        self.origin = parent if parent is not None else element

    def start_cell(self) -> None:
        if self.cells:
            self.line.separate("|")
        self.cells += 1

    def break_line(self) -> None:
        # A bold line, a break, and text in one paragraph look like a heading over a paragraph, and are meant so.
        titled = self.line.bold and self.kind() is BlockKind.PARAGRAPH
        if (self.line.broken or titled) and self.row is None:
            self.flush()
        else:
            self.line.break_line()

    def protected(self, element: Element, code: str | None) -> bool:
        """Open a link; read a protected e-mail address in clear. Says whether that was all there is to the element."""
        address = unprotected(code) if code else ""
        href = element.get("href") if element.tag == "a" else None
        if href:
            if PROTECTION in href and "#" not in href:
                # The code stands on the link itself or inside of it, not in the address.
                inner = element if address else next(iter(element.xpath(".//*[@data-cfemail]")), None)
                href = f"mailto:{unprotected(inner.get('data-cfemail') or '')}" if inner is not None else ""
            target = self.link_target(href)
            if target:
                self.line.open_link(target)
        if address:
            self.line.add(address)
        return bool(address)

    def flush(self) -> None:
        if not self.line.length:
            self.line.clear()
            return
        text, emphasis, links = self.line.take()
        if not text.strip(" |\n"):
            return
        kind, level, marker = self.kind(), self.heading, self.marker or ""
        self.marker = None
        block = Block(
            kind=kind,
            text=text,
            level=level if kind is BlockKind.HEADING else 0,
            depth=self.depth,
            marker=marker,
            emphasis=emphasis,
            links=links,
        )
        if self.origin is not None:
            self.found.append(Found(block, self.origin))

    def kind(self) -> BlockKind:
        if self.row is not None:
            return BlockKind.TABLE_ROW
        if self.heading:
            return BlockKind.HEADING
        if self.marker is not None:
            return BlockKind.LIST_ITEM
        return BlockKind.TERM if self.term else BlockKind.PARAGRAPH


def _level_by_role(element: Element) -> int:
    """The level of an element that plays a heading by its role; 0 for others."""
    if element.get("role") != "heading":
        return 0
    level = element.get("aria-level") or "2"
    return max(1, min(6, int(level))) if level.isascii() and level.isdigit() and len(level) < 4 else 2


@lru_cache(maxsize=1000)
def _emphasis(tag: str, style: str) -> tuple[EmphasisKind, ...]:
    """How an element makes its words stand out."""
    marked = tuple(kind for kind in (_EMPHASIS.get(tag),) if kind and not _takes_back(style, kind))
    return (*marked, *(kind for pattern, kind in _STYLED if pattern.search(style)))


def _takes_back(style: str, kind: EmphasisKind) -> bool:
    """Whether a style takes back what the tag says: word processors wrap whole texts in ``b`` of normal weight."""
    pattern = _PLAIN.get(kind)
    return pattern is not None and pattern.search(style) is not None
