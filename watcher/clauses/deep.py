"""Labels of several parts, "2.6.3", say themselves where they stand; what they leave open their neighbours decide.

3.2 All of it:          3.1.2 is a slip: beside 3.2.1, not below a 3.1 that was closed long ago
  3.2.1 one
  3.1.2 two
"""

from __future__ import annotations

import re

from watcher.clauses.likeness import has_gap
from watcher.clauses.opened import Open, Place, Sort, oddity, previous
from watcher.clauses.piece import Piece
from watcher.clauses.sequence import Sequence
from watcher.numbering import Label


def place_deep(
    stack: list[Open], piece: Piece, label: Label, position: int, sequence: Sequence, *, han: bool
) -> Place | None:
    """A label of several parts says itself where it stands."""
    if _names_wrongly(stack[-1], label, position):
        return Place(len(stack), 1)
    sections = [
        (index, o.values)
        for index in range(1, len(stack))
        if (o := stack[index].label) and not o.item and _related(o, label)
    ]
    values = label.values
    sisters = [index for index, said in sections if len(said) == len(values) and said[:-1] == values[:-1]]
    if sisters:
        beside = _beside(stack, sisters[-1], label, han=han)
        unlikely = label.weak and not has_gap(stack[sisters[-1]], piece, label, position, sequence)
        return None if beside.cost and unlikely else beside
    if label.weak and not (label.first and sequence.goes_on(label, position)):
        parents = [index for index, said in sections if said == values[:-1]]
        return _below(parents[-1], label, values[:-1], sequence) if parents else None
    # 3.1.2 after 3.2.1: a slip in a number does not take a clause away from its neighbours.
    slipped = [index for index, said in sections if len(said) == len(values) and said[0] == values[0] and values < said]
    if slipped:
        return _beside(stack, slipped[-1], label, han=han)
    above = [(index, said) for index, said in sections if len(said) < len(values) and values[: len(said)] == said]
    if above:
        found = max(above, key=lambda pair: (len(pair[1]), _parenthood(stack[pair[0]], label), pair[0]))
        return _below(found[0], label, found[1], sequence)
    for index, _ in sections:
        other = stack[index].label
        if other and other.scheme == label.scheme:
            return Place(index, 2, implied=_implied(label, 0))
    return Place(_container(stack), 2, implied=_implied(label, 0))


def _related(other: Label, label: Label) -> bool:
    """Whether the numbers of two labels count the same: "A.1" stands below "A.", not "1."; "3(a)" stands below "3."."""
    if label.scheme not in _ROOTED and other.scheme not in _ROOTED:
        return True
    root = label.label.partition(_ROOTED.get(label.scheme, "\n"))[0]
    return other.scheme == label.scheme or other.label.split()[-1] == root


_ROOTED = {"lettered": ".", "below_roman": ".", "compound": "("}
"""Schemes whose labels begin with their clause's, and what stands behind that."""
_PARTS = re.compile(r"[.(]")


def _names_wrongly(other: Open, label: Label, position: int) -> bool:
    """Whether a heading at once before 2.1 is its section, though it says "1.": converters begin every list anew."""
    if other.label is None or other.label.scheme != "decimal" or len(other.label.values) > 1:
        return False
    bare = other.position == position - 1 and other.titled and not other.worded
    return bare and label.scheme == "decimal" and len(label.values) == 2 and label.first


def _parenthood(other: Open, label: Label) -> tuple[bool, bool]:
    """How likely a clause with fitting numbers is the parent.

    1.1 stands below 1. rather than below Part A; 5.4, after item 5. of a list in 5.3, below section 5, not the item.
    """
    same = other.label is not None and other.label.scheme == label.scheme
    return same, not other.listed or other.heading > 0


def _beside(stack: list[Open], index: int, label: Label, *, han: bool) -> Place:
    """Next to a label of as many parts: its successor, or a slip in the numbering."""
    other = stack[index].label
    if other is None or label.follows(other) or (other.values == label.values and stack[index].han != han):
        return Place(index, 0, implied=stack[index].implied)
    if label.values[:-1] == other.values[:-1] and label.values[-1] == other.values[-1] + 1:
        return Place(index, 0, implied=stack[index].implied)
    return Place(index, 3, warning=oddity(other, label), implied=stack[index].implied)


def _below(index: int, label: Label, said: tuple[int, ...], sequence: Sequence) -> Place | None:
    rest = label.values[len(said) :]
    before = sequence.seen.get(label.series)
    expected = all(value == 1 for value in rest) or (before is not None and label.follows(before))
    if label.weak and not expected:
        return None
    if len(rest) > 1 and rest[-1] == 1:
        expected = True
    warning = "" if expected else f"{label.label} has no {previous(label)} before it"
    return Place(index + 1, 1 if expected else 3, warning=warning, implied=_implied(label, len(said)))


def _implied(label: Label, known: int) -> tuple[str, ...]:
    """Labels of the parents that are not printed: 3.2.1 directly below 3 implies 3.2."""
    if label.scheme in _ROOTED:
        names = [label.label[: found.start()] for found in _PARTS.finditer(label.label)]
    else:
        names = [".".join(map(str, label.values[:count])) for count in range(1, len(label.values))]
    return tuple(names[known:])


def _container(stack: list[Open]) -> int:
    """How many clauses stay open above a section whose parents are not printed."""
    keep = len(stack)
    while keep > 1 and stack[keep - 1].sort is not Sort.HEADING:
        keep -= 1
    return keep
