"""Printed lines → paragraphs, headings and rows.

A line was broken because the next word had no room in it, or because the writer ended a paragraph there:

1. The fees are due on the first day of each month and      the next word, "shall", has no room here: goes on
shall be paid without a reminder.                           "Interest" had room: the paragraph ends
Interest is due from that day on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from watcher.domain.document import Block, BlockKind
from watcher.extract.pdf_lines import BULLETS, PrintedLine, line_of, rows_of
from watcher.extract.pdf_measures import Measures
from watcher.extract.pdf_pieces import Cell, Table, below
from watcher.extract.pdf_words import Words
from watcher.extract.vocabulary import LABELLED

_LARGER = 1.12
_OTHER_SIZE = 0.08
_WIDE_GAP, _GAP = 0.3, 0.15
_INDENT = 0.6
_SAME_PLACE = 4.0
_ENDS = re.compile(r"[.!?:;。！？：；…][\"”’')）」』]*$")
_GOES_ON = re.compile(r"[^\W\d_A-Z]|[,;)，；）、]")
_BULLET = re.compile(f"[{re.escape(BULLETS)}]\\s+")
_LEADERS = re.compile(r"(?:\.\s?){5}\s*\S{1,20}$")
_CONNECTS = re.compile(r"(?:\b(?:and|or|und|oder|et|ou)|[,，、和或及])$")
_LONGEST_HEADING = 200

Item = PrintedLine | Table


def paragraphs(items: Sequence[Item]) -> Iterator[Block]:
    """The blocks of all pages' lines and tables, which are given in reading order."""
    items = _over_pages(items)
    lines = [item for item in items if isinstance(item, PrintedLine)]
    cells = [line for item in items if isinstance(item, Table) for line in _lines_in(item)]
    if lines or cells:
        yield from _Reader(Measures(lines or cells), Words([*lines, *cells])).read(items)


def _lines_in(table: Table) -> list[PrintedLine]:
    return [line_of(each, cell.column) for row in table.rows for cell in row for each in rows_of(cell.pieces)]


def _over_pages(items: Sequence[Item]) -> list[Item]:
    """The items, a table that goes on over a page made one again, and a row of it that does."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if isinstance(item, Table) and isinstance(last, Table) and _alike(last, item):
            rows = item.rows[1:] if _said(item.rows[0]) == _said(last.rows[0]) else item.rows
            if rows and _goes_on(last.rows[-1], rows[0]):
                row = tuple(_with_rest(cell, more) for cell, more in zip(last.rows[-1], rows[0], strict=True))
                out[-1] = Table((*last.rows[:-1], row, *rows[1:]))
            else:
                out[-1] = Table((*last.rows, *rows))
        else:
            out.append(item)
    return out


def _with_rest(cell: Cell, rest: Cell) -> Cell:
    aside = cell.column[0] - rest.column[0]
    return replace(cell, pieces=(*cell.pieces, *below(rest.pieces, cell.pieces, aside=aside)))


def _is_label(text: str) -> bool:
    """Whether a line holds nothing but a clause's label; its text begins in the next one."""
    found = LABELLED.match(text)
    return found is not None and found.end() == len(text)


def _alike(table: Table, other: Table) -> bool:
    """Whether two tables have the same columns."""
    one, two = ([cell.column[0] - row[0].column[0] for cell in row] for row in (table.rows[-1], other.rows[0]))
    return len(one) == len(two) and all(abs(a - b) < _SAME_PLACE for a, b in zip(one, two, strict=True))


def _said(row: Sequence[Cell]) -> list[str]:
    return ["".join(piece.text for piece in cell.pieces) for cell in row]


def _goes_on(row: Sequence[Cell], following: Sequence[Cell]) -> bool:
    """Whether a row is the rest of the one before it: a sentence goes on in it, or its first cell is empty."""
    before, after = _said(row), _said(following)
    open_ended = [two for one, two in zip(before, after, strict=True) if one and two and not _ENDS.search(one)]
    numbered = LABELLED.match(before[0]) and not LABELLED.match(after[0])
    return not after[0] or any(two[0].islower() for two in open_ended) or bool(numbered and open_ended)


@dataclass(slots=True)
class _Reader:
    measures: Measures
    words: Words
    bullets: list[float] = field(default_factory=list)
    """Where the bullets of the lists that are open stand, outermost first."""

    def read(self, items: Sequence[Item]) -> Iterator[Block]:
        group: list[PrintedLine] = []
        for item in items:
            if isinstance(item, Table):
                if group:
                    yield self.block(group)
                    group = []
                yield from self.rows(item)
                continue
            if group and self.parts(group, item):
                yield self.block(group)
                group = []
            group.append(item)
        if group:
            yield self.block(group)

    def rows(self, table: Table) -> Iterator[Block]:
        """A row as one block, but the cells of a row that lays out whole paragraphs one after the other."""
        lines = _lines_in(table)
        reader = _Reader(Measures(lines), self.words) if lines else self
        for row in table.rows:
            cells = [list(reader.read([line_of(each, cell.column) for each in rows_of(cell.pieces)])) for cell in row]
            if any(len(cell) > 1 for cell in cells):
                yield from (block for cell in cells for block in cell)
            elif any(cells):
                texts = [cell[0].text for cell in cells if cell]
                yield Block(kind=BlockKind.TABLE_ROW, text=" | ".join(texts))

    def parts(self, group: Sequence[PrintedLine], line: PrintedLine) -> bool:
        """Whether a line begins another paragraph than the lines before it."""
        last = group[-1]
        if abs(line.size - last.size) > _OTHER_SIZE * last.size and not self.within(group, line):
            return True
        if _LEADERS.search(last.text):
            return True
        ended = _ENDS.search(last.text) is not None
        free = self.measures.room(last) > line.first
        gap = self.measures.gap(last, line)
        if gap is not None and (gap > _WIDE_GAP or (gap > _GAP and ended)):
            return True
        if len(group) == 1 and _is_label(last.text):
            return False
        if free and (ended or not _GOES_ON.match(line.text)):
            return True
        if self.labelled(line):
            return (
                ended
                or free
                or last.bold != line.bold
                or self.stands_out(group, line)
                or bool(_CONNECTS.search(last.text))
            )
        return self.indented(group, line, ended=ended)

    def within(self, group: Sequence[PrintedLine], line: PrintedLine) -> bool:
        """Whether a line that is mostly in another size belongs to the text all the same: neither is a heading."""
        return (
            max(line.size, group[-1].size) <= _LARGER * self.measures.body
            and self.measures.gap(group[-1], line) is None
        )

    def labelled(self, line: PrintedLine) -> bool:
        return bool(LABELLED.match(line.text) or _BULLET.match(line.text))

    def stands_out(self, group: Sequence[PrintedLine], line: PrintedLine) -> bool:
        """Whether a line begins to the left of those that go on the paragraph, as the next label of a list does."""
        return len(group) > 1 and self.measures.indent(line) < self.measures.indent(group[-1]) - _INDENT * line.size

    def indented(self, group: Sequence[PrintedLine], line: PrintedLine, *, ended: bool) -> bool:
        """Whether a line begins elsewhere than the lines of the paragraph before it."""
        moved = self.measures.indent(line) - self.measures.indent(group[-1])
        if abs(moved) < _INDENT * line.size:
            return False
        if len(group) > 1:
            return True
        # The second line: to the left of an indented first one, or to the right of a label that hangs out.
        return moved > 0 and ended and not self.labelled(group[0])

    def block(self, group: Sequence[PrintedLine]) -> Block:
        text, emphasis = self.words.joined(group)
        size = max(line.size for line in group)
        if size > _LARGER * self.measures.body and len(text) < _LONGEST_HEADING:
            self.bullets = []
            return Block(kind=BlockKind.HEADING, text=text, level=self.measures.level(size))
        bullet = _BULLET.match(text)
        if not bullet:
            return Block(kind=BlockKind.PARAGRAPH, text=text, emphasis=emphasis)
        left = self.measures.indent(group[0])
        while self.bullets and self.bullets[-1] > left - 2:
            self.bullets.pop()
        self.bullets.append(left)
        return Block(
            kind=BlockKind.LIST_ITEM,
            text=text[bullet.end() :],
            marker="•",
            depth=len(self.bullets),
            emphasis=tuple(
                type(each)(max(0, each.start - bullet.end()), each.end - bullet.end(), each.kind)
                for each in emphasis
                if each.end > bullet.end()
            ),
        )
