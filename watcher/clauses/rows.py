"""Tables whose first column holds the clauses' labels: their rows are clauses like any others.

1   | Scope                                  1    Scope
1.1 | These terms hold for everybody.   →    1.1  These terms hold for everybody.
    | They hold at once.                          They hold at once.
1.2 | They end in May.                       1.2  They end in May.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, pairwise

from watcher.clauses.piece import Piece
from watcher.domain.document import BlockKind
from watcher.numbering import Label, readings

_FIRST_CELL = re.compile(r"([^|\n]{0,80}?)[ \t]*\|[ \t]*")
_FEWEST = 3
"""Rows that make a column of bare numbers or letters; two, one after the other, are found in any table."""


def label_rows(pieces: list[Piece]) -> None:
    """Give the rows of such tables their labels; a row without one becomes a paragraph of the row before it.

    Where a document has one such table, what stands in a shorter one is a label too.
    """
    tables = [list(rows) for is_row, rows in groupby(pieces, key=_is_row) if is_row]
    columns = [[_labels(row.text) for row in rows] for rows in tables]
    sure = [_is_column(rows, column) for rows, column in zip(tables, columns, strict=True)]
    for rows, column, numbered in zip(tables, columns, sure, strict=True):
        if numbered or (any(sure) and len(rows) < _FEWEST and all(column)):
            _put(rows, column)


def _is_row(piece: Piece) -> bool:
    return piece.kind is BlockKind.TABLE_ROW


def _labels(text: str) -> tuple[Label, ...]:
    """What a row is labelled: by its first cell, where that holds nothing else, or by what it begins with.

    A bare number or letter that fills a cell is a label here; the rows around it say whether it is one after all.
    """
    found = _FIRST_CELL.match(text)
    if not found or not found[1]:
        return ()
    for dressed in (f"{found[1]} ", f"{found[1]}. "):
        labels = tuple(label for label in readings(f"{dressed}Title") if label.end == len(dressed))
        if labels:
            return tuple(replace(label, prefix=found[1], end=found.end()) for label in labels)
    return tuple(label for label in readings(found[1]) if not label.weak)


def _is_column(rows: list[Piece], column: list[tuple[Label, ...]]) -> bool:
    """Whether labels follow each other, or go one level down or up, as those of clauses do and prices do not."""
    found = [labels for labels in column if labels]
    # "1." fills a cell for what follows it; "1" may count anything.
    fewest = 2 if all(not label.weak for labels in found for label in labels) else _FEWEST
    if len(found) < fewest:
        return False
    fitting = sum(bool(labels) or row.text.startswith("|") for row, labels in zip(rows, column, strict=True))
    steps = sum(any(_step(one, other) for one in before for other in after) for before, after in pairwise(found))
    return fitting * 2 > len(rows) and steps * 4 >= (len(found) - 1) * 3 and not _marks(found)


def _marks(found: list[tuple[Label, ...]]) -> bool:
    """Whether bare letters or numbers are ticks, grades or counts, which do not go up by one: "x", "y", "x"."""
    bare = [pair for pair in pairwise(found) if all(label.weak for labels in pair for label in labels)]
    going_up = sum(any(other.follows(one) for one in before for other in after) for before, after in bare)
    return bool(bare) and going_up * 2 <= len(bare)


def _step(one: Label, other: Label) -> bool:
    return other.follows(one) or other.first or other.series != one.series


def _put(rows: list[Piece], cells: list[tuple[Label, ...]]) -> None:
    for row, labels in zip(rows, cells, strict=True):
        row.labels = tuple(replace(label, weak=False) for label in labels)
        if not labels and row.text.startswith("|"):
            row.kind, row.skipped = BlockKind.PARAGRAPH, len(row.text) - len(row.text.lstrip("| \t"))
