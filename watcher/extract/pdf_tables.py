"""Tables: what stands between drawn lines, and what stands in line without any.

┌─────────┬─────────────────┐
│ Hosting │ 10 USD, due on  │      "Hosting | 10 USD, due on the first day"
│         │ the first day   │
└─────────┴─────────────────┘
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from watcher.extract.pdf_lines import leads, rows_of
from watcher.extract.pdf_pieces import Cell, Page, Piece, Shape, Table
from watcher.extract.vocabulary import LABELLED

_NEAR = 3.0
_CELL_GAP = 1.6
_ALIGNED = 3.0
_EVEN = 0.6
_FACING = 3


def with_ruled_tables(page: Page) -> list[Piece]:
    """The page's pieces, those between the lines of a table gathered to one piece that stands for the table."""
    pieces = list(page.pieces)
    for left, right, levels, uprights in _grids(page.rules):
        top, bottom = levels[0], levels[-1]
        inside = [p for p in pieces if top < p.baseline < bottom and left < (p.left + p.right) / 2 < right]
        if not inside:
            continue
        cells: dict[tuple[int, int], list[Piece]] = {}
        borders = [_borders(uprights, (high + low) / 2, left, right) for high, low in pairwise(levels)]
        for piece in inside:
            row = min(bisect_right(levels, piece.baseline - 0.3 * piece.size), len(levels) - 1) - 1
            place = min(
                bisect_right(borders[max(row, 0)], (piece.left + piece.right) / 2), len(borders[max(row, 0)]) - 1
            )
            cells.setdefault((max(row, 0), place - 1), []).append(piece)
        padding = min(
            max(0.0, min(piece.left for piece in cell) - borders[row][place]) for (row, place), cell in cells.items()
        )
        rows = tuple(
            tuple(
                Cell(tuple(cells.get((row, place), ())), (start + padding, end - padding))
                for place, (start, end) in enumerate(pairwise(borders[row]))
            )
            for row in range(len(borders))
            if any((row, place) in cells for place in range(len(borders[row])))
        )
        gathered = set(map(id, inside))
        pieces = [piece for piece in pieces if id(piece) not in gathered]
        pieces.append(_standing_for(Table(rows), left, right, top))
    return pieces


def _standing_for(table: Table, left: float, right: float, top: float) -> Piece:
    return Piece(left=left, right=right, baseline=top, size=1.0, look=0, blank=False, text="", table=table)


def _grids(rules: Sequence[Shape]) -> Iterator[tuple[float, float, list[float], list[Shape]]]:
    """Left and right border, the rows' borders and the upright lines of each table of two columns or more."""
    uprights = sorted((rule for rule in rules if rule.bottom - rule.top > rule.right - rule.left), key=lambda r: r.top)
    levels = sorted((rule for rule in rules if rule.bottom - rule.top <= rule.right - rule.left), key=lambda r: r.left)
    for top, bottom, standing in _touching([(rule.top, rule.bottom, rule) for rule in uprights]):
        lying = [
            (rule.left, rule.right, rule) for rule in levels if top - _NEAR < rule.top and rule.bottom < bottom + _NEAR
        ]
        for left, right, across in _touching(lying):
            within = [rule for rule in standing if left - _NEAR < rule.left and rule.right < right + _NEAR]
            # A row that goes on over the page has no line below it.
            ends = [end for rule in within for end in (rule.top, rule.bottom)]
            rows = _places([*((rule.top + rule.bottom) / 2 for rule in across), *ends])
            columns = _places([left, right, *((rule.left + rule.right) / 2 for rule in within)])
            if len(rows) >= 2 and len(columns) >= 3:
                yield left, right, rows, within


def _touching(spans: Sequence[tuple[float, float, Shape]]) -> list[tuple[float, float, list[Shape]]]:
    """Spans that touch or overlap, made one."""
    out: list[tuple[float, float, list[Shape]]] = []
    for start, end, rule in sorted(spans, key=lambda span: span[0]):
        if out and start <= out[-1][1] + _NEAR:
            out[-1][2].append(rule)
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
        else:
            out.append((start, end, [rule]))
    return out


def _places(found: Sequence[float]) -> list[float]:
    """Places in order, those that are nearly the same once: a border may be drawn as two lines."""
    out: list[float] = []
    for place in sorted(found):
        if not out or place - out[-1] > _NEAR:
            out.append(place)
    return out


def _borders(uprights: Sequence[Shape], height: float, left: float, right: float) -> list[float]:
    """The borders of the cells of one row."""
    return _places([left, right, *((r.left + r.right) / 2 for r in uprights if r.top - 1 < height < r.bottom + 1)])


def facing(columns: Sequence[Sequence[Piece]]) -> Table | None:
    """Columns whose clauses stand beside each other, as those of two languages do, as a table; else none.

    1. You shall pay.        第一条 用户应当付款。        a row: each clause beside its translation
    2. We may change it.     第二条 我们可以变更。
    """
    starts = [[row[0].baseline for row in rows_of(column) if _begins_clause(row)] for column in columns]
    beside = [
        place for place in starts[0] if all(any(abs(place - o) < _ALIGNED for o in other) for other in starts[1:])
    ]
    if len(columns) < 2 or len(beside) < _FACING or len(beside) * 4 < max(map(len, starts)) * 3:
        return None
    cells: list[list[list[Piece]]] = [[[] for _ in columns] for _ in range(len(beside) + 1)]
    for place, column in enumerate(columns):
        for piece in column:
            cells[bisect_right(beside, piece.baseline + _ALIGNED)][place].append(piece)
    edges = [(min(p.left for p in column), max(p.right for p in column)) for column in columns]
    return Table(
        tuple(
            tuple(Cell(tuple(cell), edge) for cell, edge in zip(row, edges, strict=True)) for row in cells if any(row)
        )
    )


def _begins_clause(row: Sequence[Piece]) -> bool:
    return LABELLED.match(" ".join(piece.text for piece in row[:2])) is not None


def with_aligned_tables(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The rows of a column; two or more whose cells stand in line below each other are one row that is a table."""
    out: list[list[Piece]] = []
    pending: list[list[list[Piece]]] = []
    for row in rows_of(pieces):
        cells = _cells(row)
        if pending and (_in_line(pending[0], cells) or _goes_on_in(pending, cells)):
            pending.append(cells)
            continue
        out += _finished(pending)
        pending = []
        if len(cells) > 1:
            pending = [cells]
        else:
            out.append(row)
    return out + _finished(pending)


def _cells(row: list[Piece]) -> list[list[Piece]]:
    """A row's pieces, parted where they stand wide apart; a label or a bullet is no cell of its own."""
    gaps = [after.left - before.right for before, after in pairwise(row)]
    if len(gaps) > 1 and max(gaps) - min(gaps) < _EVEN:
        return [row]  # stretched to the width of its column
    cells = [[row[0]]]
    for before, after in pairwise(row):
        apart = after.left - before.right > _CELL_GAP * max(before.size, after.size)
        if apart and not (before is row[0] and leads(before, after)):
            cells.append([after])
        else:
            cells[-1].append(after)
    return cells


def _in_line(first: list[list[Piece]], cells: list[list[Piece]]) -> bool:
    """Whether each cell but the first begins or ends where a cell of the first row does."""
    return len(cells) > 1 and all(
        any(
            abs(cell[0].left - other[0].left) < _ALIGNED or abs(cell[-1].right - other[-1].right) < _ALIGNED
            for other in first[1:]
        )
        for cell in cells[1:]
    )


def _goes_on_in(pending: list[list[list[Piece]]], cells: list[list[Piece]]) -> bool:
    """Whether a line holds only the rest of a cell of the row above it, and not of the first one."""
    last, start = pending[-1], cells[0][0]
    close = start.baseline - max(piece.baseline for cell in last for piece in cell) < 1.8 * start.size
    return close and len(cells) == 1 and any(abs(start.left - cell[0].left) < _ALIGNED for cell in pending[0][1:])


def _finished(pending: list[list[list[Piece]]]) -> list[list[Piece]]:
    if sum(len(cells) > 1 for cells in pending) < 2:
        return [[piece for cell in cells for piece in cell] for cells in pending]
    starts = [cell[0].left for cell in pending[0]]
    rows: list[list[list[Piece]]] = []
    for cells in pending:
        if len(cells) == 1:
            place = min(range(len(starts)), key=lambda at: abs(starts[at] - cells[0][0].left))
            rows[-1][min(place, len(rows[-1]) - 1)].extend(cells[0])
        else:
            rows.append([list(cell) for cell in cells])
    every = [piece for cells in pending for cell in cells for piece in cell]
    table = Table(
        tuple(tuple(Cell(tuple(cell), (cell[0].left, max(p.right for p in cell))) for cell in row) for row in rows)
    )
    left, right = min(piece.left for piece in every), max(piece.right for piece in every)
    return [[_standing_for(table, left, right, min(piece.baseline for piece in every))]]
