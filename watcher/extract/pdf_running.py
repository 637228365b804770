"""Running headers, footers and page numbers, which stand on every page and belong to none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from watcher.extract.pdf_lines import line_of, rows_of
from watcher.extract.pdf_pieces import Page, Piece

_EDGE = 0.12
_APART = 2.0
_LEVEL = 3.0
_CLOSE = 1.7
"""Of a font's size. A row of a table that happens to begin several pages stands as close as this to the next row."""
_NUMBER = re.compile(
    r"[\s\-–—|/·.]*(?:page|p\.|pg\.?|seite|第)?\s*(?:\d{1,4}|[ivxl]{1,7})\s*(?:(?:of|/|von|页|頁|,|，|共|\|)\s*)*(?:\d{1,4})?\s*(?:页|頁)?"
    r"[\s\-–—|/·.]*",
    re.IGNORECASE,
)
# "3." at the foot of a page is the label of a clause whose text begins on the next one.
_LABEL = re.compile(r"\s*[\divxl]{1,7}[.)、．]\s*", re.IGNORECASE)
# "2 Example Terms" is a page's number before a title; "2. Fees", "2.1 Fees" and "(2) fees" are clauses.
_LABELLED = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})+[.)]?\s|\d{1,3}[.)、．]\s?\D|[(（]\w{1,4}[)）]|第.{1,6}[条章节])")
# "11/22/26, 4:21 AM", "22.11.2026, 04:21", "2026/11/22 4:21": when a browser printed the page. A date alone may be that
# of the agreement.
_PRINTED = re.compile(
    r"\d{1,4}([./-])\d{1,2}\1\d{1,4}\.?,?\s+(?:[上下]午)?\s?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?|file)://\S+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _EdgeRow:
    """A row near the upper or lower edge of a page."""

    top: bool
    text: str
    pieces: list[Piece]

    @property
    def shape(self) -> tuple[bool, str]:
        """What it is told by from page to page. "4.5 Reserved." and "4.16 Reserved." are two clauses, whichever pages
        they head, so of a row that begins with a clause's number the number counts."""
        said = self.text.casefold()
        return self.top, said if _LABELLED.match(said) else _DIGITS.sub("#", said)

    @property
    def height(self) -> float:
        return self.pieces[0].baseline

    @property
    def parts(self) -> list[str]:
        """What stands apart from each other in it: "Example Terms        - 2 -" has two parts."""
        parts = [[self.pieces[0]]]
        for before, after in pairwise(self.pieces):
            if after.left - before.right > _APART * after.size:
                parts.append([])
            parts[-1].append(after)
        return [line_of(part, (0.0, 0.0)).text for part in parts]

    def ends_in_number(self, number: int) -> bool:
        """Whether the page's own number stands apart behind other words."""
        return any(_NUMBER.fullmatch(part) and re.findall(r"\d+", part)[:1] == [str(number)] for part in self.parts[1:])

    @property
    def tells_printing(self) -> bool:
        """Whether the time of printing stands apart: "3/1/24, 4:21 PM        Terms of Use", or alone."""
        return any(_PRINTED.fullmatch(part) for part in self.parts)

    @property
    def tells_address(self) -> bool:
        return any(_ADDRESS.fullmatch(part.replace(" ", "")) for part in self.parts)


def without_running(pages: Sequence[Page]) -> list[Page]:
    """The pages without what repeats near their upper and lower edges, numbers aside, and without page numbers."""
    edges = [_edges(page) for page in pages]
    heights: defaultdict[tuple[bool, str], list[float]] = defaultdict(list)
    for edge in edges:
        for row in edge:
            heights[row.shape].append(row.height)
    # Left and right pages may have headers of their own, and a first page none.
    needed = max(2, len(pages) // 3)
    out = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True), start=1):
        by_browser = any(
            row.tells_printing and (len(row.parts) > 1 or any(o.tells_address for o in edge)) for row in edge
        )
        running = {
            id(piece)
            for row in edge
            if (_NUMBER.fullmatch(row.text) and not _LABEL.fullmatch(row.text))
            or row.ends_in_number(number)
            or (by_browser and (row.tells_printing or row.tells_address))
            or sum(abs(height - row.height) < _LEVEL for height in heights[row.shape]) >= needed
            for piece in row.pieces
        }
        out.append(replace(page, pieces=tuple(piece for piece in page.pieces if id(piece) not in running)))
    return out


def _edges(page: Page) -> list[_EdgeRow]:
    """The rows near the edges of a page that stand apart from what is nearer to its middle."""
    rows = rows_of(page.pieces)
    out: list[_EdgeRow] = []
    for top, inwards in ((True, rows), (False, rows[::-1])):
        near = [row for row in inwards if _is_near(row, page.height, top=top)]
        inner = inwards[len(near)] if len(near) < len(inwards) else None
        while near and inner and abs(inner[0].baseline - near[-1][0].baseline) < _CLOSE * near[-1][0].size:
            inner = near.pop()
        out += [_EdgeRow(top, " ".join(line_of(row, (0.0, page.width)).text.split()), row) for row in near]
    return out


def _is_near(row: Sequence[Piece], height: float, *, top: bool) -> bool:
    return max(p.bottom for p in row) < _EDGE * height if top else min(p.top for p in row) > (1 - _EDGE) * height
