"""Running headers, footers and page numbers, which stand on every page and belong to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from watcher.extract.pdf_lines import PrintedLine

_EDGE = 0.12
_NUMBER = re.compile(
    r"[\s\-–—|/·.]*(?:page|p\.|pg\.?|seite|第)?\s*(?:\d{1,4}|[ivxl]{1,7})\s*(?:(?:of|/|von|页|頁|,|，|共|\|)\s*)*(?:\d{1,4})?\s*(?:页|頁)?"
    r"[\s\-–—|/·.]*",
    re.IGNORECASE,
)
# "2 Example Terms" is a page's number before a title; "2. Fees", "2.1 Fees" and "(2) fees" are clauses.
_LABELLED = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})+[.)]?\s|\d{1,3}[.)、．]\s?\D|[(（]\w{1,4}[)）]|第.{1,6}[条章节])")
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b", re.IGNORECASE)


def without_running(pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]) -> list[list[PrintedLine]]:
    """The pages' lines without what repeats near their upper and lower edges, numbers aside, and page numbers.

    ``heights`` are the pages', in points.
    """
    edges = [_edges(page, height) for page, height in zip(pages, heights, strict=True)]
    counts = Counter(shape for edge in edges for shape in {(top, _shape(line)) for top, line in edge})
    needed = max(2, (len(pages) + 1) // 2)
    out = []
    for page, edge in zip(pages, edges, strict=True):
        running = {
            id(line) for top, line in edge if _NUMBER.fullmatch(line.text) or counts[top, _shape(line)] >= needed
        }
        out.append([line for line in page if id(line) not in running])
    return out


def _edges(page: Sequence[PrintedLine], height: float) -> list[tuple[bool, PrintedLine]]:
    """The lines near the edges of a page; whether each stands at the top."""
    top = [(True, line) for line in page if line.bottom < _EDGE * height]
    return [*top, *((False, line) for line in page if line.top > (1 - _EDGE) * height)]


def _shape(line: PrintedLine) -> str:
    """What a line is told by from page to page. "4.5 Reserved." and "4.16 Reserved." are two clauses, whichever pages
    they head, so of a line that begins with a clause's number the number counts."""
    said = line.text.casefold()
    return said if _LABELLED.match(said) else _DIGITS.sub("#", said)
