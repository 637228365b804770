"""Tables of contents, which say again what the headings say and change whenever a page does.

Contents
1. Scope ........................ 2        left out: the numbers rise, and the words stand as headings farther on
2. Fees             3
Hosting ......................... 10       stays: a price
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from watcher.extract.pdf_lines import PrintedLine, line_of, rows_of
from watcher.extract.pdf_pieces import Table
from watcher.extract.vocabulary import CONTENTS

_ENTRY = re.compile(r"(.*?\S)(?:\s*[.·․…‥]){4,}\s*(\d{1,4}|[ivxlc]{1,7})", re.IGNORECASE)
_PAGE = re.compile(r"\d{1,4}")
_FEWEST = 3

Item = PrintedLine | Table


def without_contents(items: Sequence[Item]) -> list[Item]:
    """The lines and tables of a document without its table of contents."""
    said = {_plain(item.text) for item in items if isinstance(item, PrintedLine)}
    left_out: set[int] = set()
    for run in _runs(items):
        entries = [entry for position in run for entry in _entries(items[position])]
        pages = [int(page) for _, page in entries if page.isdigit()]
        again = sum(_plain(title) in said for title, _ in entries)
        if len(entries) >= _FEWEST and again * 2 >= len(entries) and all(one <= two for one, two in pairwise(pages)):
            left_out.update(run)
            above = items[run[0] - 1] if run[0] else None
            if isinstance(above, PrintedLine) and CONTENTS.fullmatch(above.text):
                left_out.add(run[0] - 1)
    return [item for position, item in enumerate(items) if position not in left_out]


def _runs(items: Sequence[Item]) -> Iterator[range]:
    """Stretches that begin and end with an entry; a title too long for its line may stand between two."""
    start = last = -1
    for position, item in enumerate(items):
        if not _entries(item):
            continue
        if start >= 0 and position - last > 2:
            yield range(start, last + 1)
            start = position
        start, last = (position if start < 0 else start), position
    if start >= 0:
        yield range(start, last + 1)


def _entries(item: Item) -> list[tuple[str, str]]:
    """Titles and the pages they stand on: one of a line, of a table those of all its rows."""
    if isinstance(item, PrintedLine):
        found = _ENTRY.fullmatch(item.text)
        return [(found[1], found[2])] if found else []
    out = []
    for row in item.rows:
        cells = [" ".join(line_of(each, cell.column).text for each in rows_of(cell.pieces)) for cell in row]
        if not _PAGE.fullmatch(cells[-1]) or len(cells) < 2:
            return []
        out.append((" ".join(cells[:-1]), cells[-1]))
    return out


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
