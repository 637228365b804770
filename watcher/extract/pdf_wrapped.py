"""Tables without lines whose cells are wrapped, as browsers print them: cells stand side by side, their lines do not.

Purpose        Basis         Kept for
Answering you                30 days from          "Answering you and your guests | Contract | 30 days from the answer"
               Contract
and your guests              the answer
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from watcher.extract.pdf_lines import leads, rows_of
from watcher.extract.pdf_pieces import Cell, Piece, Table

Span = tuple[float, float]
Row = list[Piece]

_WORDS = 0.8
"""Of the font's size, as all below. Pieces that stand closer are words of one cell, unless other rows say otherwise."""
_NARROWEST = 0.2
_APART = 1.0
_FARTHEST = 3.0
_OTHER_SIZE = 0.15
_SAME_CELL = 1.12
"""Of the distance of two lines of a cell."""
_CLOSEST, _TIGHT = 0.9, 1.3
_ALIGNED = 1.5
_LEVEL = 0.8
"""Points, as the one above; browsers set lines on whole pixels, which are 0.75 points."""
_LONGEST = 400
_ABOVE = 4


def with_wrapped_tables(pieces: Sequence[Piece], fewest: int = 2) -> list[Piece]:
    """Pieces, those of each table with a wrapped cell and so many rows gathered to one piece that stands for it."""
    rows = rows_of(pieces)
    tables: list[Table] = []
    done = position = 0
    while position < len(rows):
        start, end, stripes = _run(rows, position, done)
        found = [table for table in _tables(rows[start:end]) if len(table.rows) >= fewest] if stripes else []
        tables += found
        if found:
            done = end
        # A long run that is no table is not looked at again from each of its rows.
        position = end if found else position + max(1, (end - position) // 8)
    gathered = {id(piece) for table in tables for row in table.rows for cell in row for piece in cell.pieces}
    return [*(piece for piece in pieces if id(piece) not in gathered), *map(_standing_for, tables)]


def _standing_for(table: Table) -> Piece:
    every = [piece for row in table.rows for cell in row for piece in cell.pieces]
    return Piece(
        left=min(piece.left for piece in every),
        right=max(piece.right for piece in every),
        baseline=min(piece.baseline for piece in every),
        size=1.0,
        look=0,
        blank=False,
        text="",
        table=table,
    )


def _run(rows: Sequence[Row], position: int, done: int) -> tuple[int, int, list[Span]]:
    """Start and end of the rows about one through which the same empty stripes go, and these stripes."""
    stripes = [
        (before.right, after.left)
        for before, after in pairwise(rows[position])
        if after.left - before.right > _APART * after.size and not leads(before, after)
    ]
    start, end = position, position + 1
    while stripes and end < min(len(rows), position + _LONGEST) and _follows(rows[end - 1], rows[end]):
        left_over = [_not_crossed(stripe, rows[end]) for stripe in stripes]
        if not all(left_over):
            break
        stripes = [part for parts in left_over for part in parts]
        end += 1
    # The first lines of the tallest cell stand above those beside it.
    while stripes and start > max(done, position - _ABOVE) and _follows(rows[start - 1], rows[start]):
        left_over = [_not_crossed(stripe, rows[start - 1]) for stripe in stripes]
        if not all(left_over):
            break
        stripes = [part for parts in left_over for part in parts]
        start -= 1
    return start, end, stripes


def _follows(row: Row, following: Row) -> bool:
    size = max(piece.size for piece in row)
    other = max(piece.size for piece in following)
    far = following[0].baseline - row[0].baseline > _FARTHEST * size
    return not far and abs(size - other) <= _OTHER_SIZE * size and not any(piece.table for piece in (*row, *following))


def _not_crossed(stripe: Span, row: Row) -> list[Span]:
    """What a row leaves of a stripe; of one that its words cross, a blank between two that ends where it does."""
    low, high = stripe
    narrowest = _NARROWEST * row[0].size
    parts: list[Span] = []
    blanks: list[Span] = []
    reached = low
    last: Piece | None = None
    for piece in row:
        if piece.right > low and piece.left < high:
            gap = (max(reached, low), min(piece.left, high))
            together = last is not None and piece.left - last.right < _WORDS * piece.size
            if gap[1] - gap[0] >= narrowest:
                (blanks if together else parts).append(gap)
        elif piece.left >= high:
            if last is not None and reached < high and high - reached >= narrowest:
                together = piece.left - last.right < _WORDS * piece.size
                (blanks if together else parts).append((reached, high))
                reached = high
            break
        reached = max(reached, piece.right)
        last = piece
    if reached < high and high - reached >= narrowest:
        parts.append((max(reached, low), high))
    return parts or [gap for gap in blanks if abs(gap[1] - high) < _ALIGNED]


def _empty(rows: Sequence[Row]) -> Iterator[Span]:
    """The stripes that no piece of the rows stands in, also those beside which the first row had no cell."""
    pieces = sorted((piece for row in rows for piece in row), key=lambda piece: piece.left)
    reached = pieces[0].right
    for piece in pieces:
        if piece.left - reached >= _NARROWEST * piece.size:
            yield reached, piece.left
        reached = max(reached, piece.right)


def _tables(rows: Sequence[Row]) -> Iterator[Table]:
    """The tables in rows that the same stripes go through. A line alone between others is no row: it heads them."""
    stripes = [stripe for stripe in _empty(rows) if _parts_columns(rows, stripe)]
    if not stripes:
        return
    columns = _columns(rows, stripes)
    step = _step_within_cells(columns)
    if step is None:
        return
    edges = [(min(p.left for p in column), max(p.right for p in column)) for column in columns]
    pending: list[tuple[Cell, ...]] = []
    cells = _rows_of_cells(columns, step)
    if cells is None:
        return
    for row in [*cells, []]:
        if sum(map(bool, row)) > 1:
            pending.append(tuple(Cell(tuple(cell), edge) for cell, edge in zip(row, edges, strict=True)))
            continue
        if len(pending) > 1 and _level(pending):
            yield Table(tuple(pending))
        pending = []


def _level(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the cells of each row begin at one height, or have their middles at one, as no paragraphs beside each
    other in two columns do all down the page."""
    boxes = [[_box(cell) for cell in row if cell.pieces] for row in rows]
    return all(max(top for top, _ in row) - min(top for top, _ in row) < _LEVEL for row in boxes) or all(
        max(sum(box) for box in row) - min(sum(box) for box in row) < 2.5 * _LEVEL for row in boxes
    )


def _box(cell: Cell) -> Span:
    baselines = [piece.baseline for piece in cell.pieces]
    return min(baselines), max(baselines)


def _parts_columns(rows: Sequence[Row], stripe: Span) -> bool:
    """Whether what stands behind a stripe begins in line, the heads aside, and what stands before it is no label."""
    behind = [next((piece for piece in row if piece.left >= stripe[1] - 0.1), None) for row in rows]
    starts = [piece.left for piece in behind[1:] if piece is not None and piece.left - stripe[1] < _ALIGNED]
    if len(starts) < 2:
        return False
    wide = labels = both = 0
    for row, after in zip(rows, behind, strict=True):
        before = [piece for piece in row if piece.right <= stripe[0] + 0.1]
        if before and after:
            both += 1
            wide += after.left - before[-1].right > _APART * after.size
            labels += len(before) == 1 and leads(before[0], after)
    return wide * 2 >= both > 0 and wide > 0 and labels * 2 < both


def _columns(rows: Sequence[Row], stripes: Sequence[Span]) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in range(len(stripes) + 1)]
    for row in rows:
        for piece in row:
            columns[sum(piece.left >= stripe[1] - 0.1 for stripe in stripes)].append(piece)
    return [column for column in columns if column]


def _step_within_cells(columns: Sequence[Sequence[Piece]]) -> float | None:
    """How far apart the lines of a cell stand; none if no cell has two lines, or lines cannot be told from rows."""
    steps = [
        (lower[0].baseline - upper[0].baseline, upper[0].size)
        for column in columns
        for upper, lower in pairwise(rows_of(column))
        if lower[0].baseline - upper[0].baseline > _CLOSEST * max(piece.size for piece in (*upper, *lower))
    ]
    if not steps:
        return None
    step, size = min(steps)
    # Lines that stand equally far apart everywhere, as names and values do, are rows each.
    return step if step <= _TIGHT * size and max(steps)[0] > _SAME_CELL * step else None


def _rows_of_cells(columns: Sequence[Sequence[Piece]], step: float) -> list[list[list[Piece]]] | None:
    """The rows, each with a list for every column: cells that stand beside each other are of one row.

    None where a cell stands beside two of another column, as the paragraphs of a page of two columns do.
    """
    cells: list[tuple[float, float, int, list[Piece]]] = []
    for place, column in enumerate(columns):
        last = float("-inf")
        for line in rows_of(column):
            baseline = line[0].baseline
            if baseline - last <= _SAME_CELL * step:
                top, _, _, before = cells.pop()
                cells.append((top, line[0].bottom, place, [*before, *line]))
            else:
                cells.append((line[0].top, line[0].bottom, place, line))
            last = baseline
    out: list[list[list[Piece]]] = []
    reached = float("-inf")
    for top, bottom, place, pieces in sorted(cells, key=lambda cell: cell[:3]):
        if top >= reached:
            out.append([[] for _ in columns])
        if out[-1][place]:
            return None
        out[-1][place] += pieces
        reached = max(reached, bottom)
    return out
