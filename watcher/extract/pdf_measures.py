"""How a document is set, measured on its lines: the size of its text, the distance of lines, the width of columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from watcher.extract.pdf_lines import PrintedLine

_RARE = 0.15
_FARTHEST = 2.3
_USUAL = 1.25
_SIZES = 6
_COLUMNS = 50
_INDENTED = 72.0
_NEAR = 6.0


class Measures:
    """Measured on all lines of a document, which are given in reading order."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        letters: Counter[float] = Counter()
        for line in lines:
            letters[_rounded(line.size)] += len(line.text)
        self.body = max(letters, key=lambda size: (letters[size], -size))
        """The size of most of the text."""
        self._sizes = sorted((size for size in letters if size > 1.05 * self.body), reverse=True)
        self._leading = _leading(lines)
        self._right = _right(lines)
        self._left = _left(lines)

    def level(self, size: float) -> int:
        """Of a heading in a size, 1 to 6."""
        return min(_SIZES, 1 + sum(each > _rounded(size) for each in self._sizes))

    def gap(self, last: PrintedLine, line: PrintedLine) -> float | None:
        """How much more than usual a line stands below the last one, in sizes of its font; none in another column."""
        if line.column != last.column or line.baseline <= last.baseline:
            return None
        usual = self._leading.get(_rounded(last.size), _USUAL * last.size)
        return (line.baseline - last.baseline - usual) / last.size

    def room(self, line: PrintedLine) -> float:
        """How much room is left behind a line, in points."""
        return self._right.get(line.column, line.column[1]) - line.right

    def indent(self, line: PrintedLine) -> float:
        """How far from its column's left border a line begins."""
        return line.left - self._left.get(line.column, line.column[0])


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _leading(lines: Sequence[PrintedLine]) -> dict[float, float]:
    """For each size how far apart the lines of a paragraph stand: the smallest distance that is not rare."""
    steps: defaultdict[float, Counter[float]] = defaultdict(Counter)
    for upper, lower in pairwise(lines):
        step, size = lower.baseline - upper.baseline, _rounded(upper.size)
        together = upper.column == lower.column and size == _rounded(lower.size)
        if together and 0.8 * upper.size < step < _FARTHEST * upper.size:
            steps[size][_rounded(step)] += 1
    return {
        size: min(step for step, count in found.items() if count >= _RARE * max(found.values()))
        for size, found in steps.items()
    }


def _left(lines: Sequence[PrintedLine]) -> dict[tuple[float, float], float]:
    """Where the lines of each column begin that are not indented.

    A column that holds nothing but the end of an indented clause begins where others do that end where it ends.
    """
    counts = Counter(line.column for line in lines)
    out = {}
    for column, count in counts.items():
        alike = [
            (many, other[0])
            for other, many in counts.most_common(_COLUMNS)
            if 0 < column[0] - other[0] < _INDENTED and many > count and abs(other[1] - column[1]) < _NEAR
        ]
        out[column] = max(alike)[1] if alike else column[0]
    return out


def _right(lines: Sequence[PrintedLine]) -> dict[tuple[float, float], float]:
    """How far to the right the lines of each column can reach.

    A column with few lines, such as that of a last page, reaches as far as others that begin where it does.
    """
    ends: defaultdict[tuple[float, float], list[float]] = defaultdict(list)
    for line in lines:
        ends[line.column].append(line.right)
    full = {column for column, rights in ends.items() if sum(right > column[1] - 6 for right in rights) >= 3}
    out = {}
    for column in ends:
        alike = [other[1] for other in full if abs(other[0] - column[0]) < 6]
        out[column] = column[1] if column in full or not alike else max(column[1], Counter(alike).most_common(1)[0][0])
    return out
