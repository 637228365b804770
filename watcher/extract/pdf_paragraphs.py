"""Printed lines → paragraphs, headings and rows.

A line goes on in the next one unless something parts them: a wider gap, a label, a last line that ends early with a
full stop, a change of size. Over the end of a page only the words tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from watcher.domain.document import Block, BlockKind
from watcher.extract.normalize import clean
from watcher.extract.pdf_lines import PrintedLine
from watcher.extract.pdf_text import SOFT_HYPHEN
from watcher.extract.vocabulary import LABELLED

_LARGER = 1.15
_GAP = 1.35
_SHORT = 0.85
_ENDS = re.compile(r"[.!?:;。！？：；…][\"”’')）」』]*$")
_BULLET = re.compile(r"[•·●○▪■◦‣⁃–—*-]\s+")
_HAN_EDGE = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def paragraphs(pages: Sequence[Sequence[PrintedLine]]) -> Iterator[Block]:
    """The blocks of all pages in order."""
    every = [line for page in pages for line in page]
    if not every:
        return
    body = _body_height(every)
    leading = _leading(pages, body)
    sizes = sorted({round(line.height, 0) for line in every if line.height > _LARGER * body}, reverse=True)
    known = Counter(word.casefold() for line in every for word in _WORD.findall(line.text))
    group: list[PrintedLine] = []
    for page in pages:
        for position, line in enumerate(page):
            if group and _parts(group, line, body, leading, turned=position == 0):
                yield _block(group, body, sizes, known)
                group = []
            group.append(line)
    if group:
        yield _block(group, body, sizes, known)


def _body_height(lines: Sequence[PrintedLine]) -> float:
    return float(median(line.height for line in lines for _ in range(1 + len(line.text) // 20)))


def _leading(pages: Sequence[Sequence[PrintedLine]], body: float) -> float:
    steps = [
        lower.top - upper.top
        for page in pages
        for upper, lower in pairwise(page)
        if 0 < lower.top - upper.top < 4 * body
    ]
    return min(float(median(steps)), 2.2 * body) if steps else 1.2 * body


def _parts(group: Sequence[PrintedLine], line: PrintedLine, body: float, leading: float, *, turned: bool) -> bool:
    last = group[-1]
    if line.cells > 1 or last.cells > 1:
        return True
    if LABELLED.match(line.text) or _BULLET.match(line.text):
        return True
    if abs(line.height - last.height) > 0.12 * body and (line.height > _LARGER * body or last.height > _LARGER * body):
        return True
    ended = _ENDS.search(last.text) is not None
    left, right = last.column
    short = last.right < left + _SHORT * (right - left)
    moved = turned or line.column != last.column
    if moved:
        return ended or (short and not _goes_on(line))
    if line.top - last.top > _GAP * leading:
        return True
    if short and ended:
        return True
    return short and not _goes_on(line) and last.height <= _LARGER * body


def _goes_on(line: PrintedLine) -> bool:
    """Whether a line begins as the middle of a sentence does."""
    return line.text[:1].islower() or line.text[:1] in ",;)，；）、" or line.text[:1].isdigit()


def _block(group: Sequence[PrintedLine], body: float, sizes: Sequence[float], known: Counter[str]) -> Block:
    text = clean(_joined([line.text for line in group], known)).replace(SOFT_HYPHEN, "-")
    height = max(line.height for line in group)
    if len(group) == 1 and group[0].cells > 1:
        return Block(kind=BlockKind.TABLE_ROW, text=text)
    if height > _LARGER * body and len(text) < 200:
        rank = next((index for index, size in enumerate(sizes) if round(height, 0) >= size), len(sizes))
        return Block(kind=BlockKind.HEADING, text=text, level=min(6, rank + 1))
    bullet = _BULLET.match(text)
    if bullet:
        return Block(kind=BlockKind.LIST_ITEM, text=text[bullet.end() :], marker="•", depth=1)
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def _joined(lines: Sequence[str], known: Counter[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        if text.endswith((SOFT_HYPHEN, "-", "‐")) and line[:1].islower():
            text = _hyphenated(text, line, known)
        elif _HAN_EDGE.match(text[-1:]) and _HAN_EDGE.match(line[:1]):
            text += line
        else:
            text = f"{text} {line}"
    return text


def _hyphenated(text: str, line: str, known: Counter[str]) -> str:
    """A word broken at a hyphen, whole again: "termi-nation" → "termination", but "third-party" keeps its hyphen."""
    stem = text[:-1]
    before, after = re.search(r"[^\W\d_]*$", stem), _WORD.match(line)
    if before is None or after is None:
        return stem + line
    parted = f"{before[0]}-{after[0]}".casefold()
    whole = f"{before[0]}{after[0]}".casefold()
    return f"{stem}-{line}" if known[parted] and not known[whole] else stem + line
