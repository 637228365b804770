"""Running headers, footers and page numbers, which stand on every page and belong to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from watcher.extract.pdf_lines import PrintedLine

_EDGE = 3
_NUMBER = re.compile(
    r"[\s\-–—|/·.]*(?:page|p\.|pg\.?|seite|第)?\s*(?:\d{1,4}|[ivxl]{1,7})\s*(?:(?:of|/|von|页|頁|,|，|共|\|)\s*)*(?:\d{1,4})?\s*(?:页|頁)?"
    r"[\s\-–—|/·.]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b", re.IGNORECASE)


def without_running(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The pages' lines without what repeats at their edges, numbers aside, and without page numbers."""
    counts: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        counts.update({(top, _shape(line)) for top, line in _edges(page)})
    needed = max(2, (len(pages) + 1) // 2)
    out = []
    for page in pages:
        running = {
            id(line)
            for top, line in _edges(page)
            if _NUMBER.fullmatch(line.text) or (len(pages) > 1 and counts[top, _shape(line)] >= needed)
        }
        out.append([line for line in page if id(line) not in running])
    return out


def _edges(page: Sequence[PrintedLine]) -> list[tuple[bool, PrintedLine]]:
    """The outermost lines of a page, by place; whether each stands at the top."""
    ordered = sorted(page, key=lambda line: line.top)
    top = ordered[:_EDGE]
    bottom = [line for line in ordered[-_EDGE:] if all(line is not each for each in top)]
    return [*((True, line) for line in top), *((False, line) for line in bottom)]


def _shape(line: PrintedLine) -> str:
    return _DIGITS.sub("#", line.text.casefold())
