"""Rows of tables: which are read cell by cell on one line, and which only lay out a page.

Fee | Due                      a table of facts: a line a row
┌ 4.1 Price ─┐┌ In short ┐
│ We may …   ││ We may … │     a layout: each cell holds whole paragraphs, read as such, one after the other
└────────────┘└──────────┘
"""

from __future__ import annotations

from watcher.extract.elements import Element

_STRUCTURE = ("ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "details")
_CELLS = ("td", "th")


def lays_out(row: Element) -> bool:
    """Whether a ``tr`` is walked as blocks: a single cell, or a cell with structure of its own."""
    cells = [child for child in row if child.tag in _CELLS]
    return len(cells) < 2 or any(_holds_prose(cell) for cell in cells)


def _holds_prose(cell: Element) -> bool:
    if next(cell.iter(*_STRUCTURE), None) is not None:
        return True
    paragraphs = 0
    for paragraph in cell.iter("p", "br"):
        if paragraph.tag == "p":
            paragraphs += 1
        elif (following := paragraph.getnext()) is not None and following.tag == "br":
            paragraphs += 2 if not (paragraph.tail or "").strip() else 0
        if paragraphs > 1:
            return True
    return False
