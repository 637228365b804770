"""Where each piece stands in the tree: decided by the sequence of labels, not by indentation or position alone.

1.3 The platform              ┐ ugly: 1.4 is a child of (2), or of the heading that has no number
Both of you agree that        │
  (1) it is neutral;          │ wanted:  1
  (2) it is yours.            │          ├ 1.3
1.4 User data                 ┘          ├ Both of you agree that ─ (1), (2)
                                         └ 1.4
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from watcher.clauses.pieces import Piece
from watcher.domain.document import BlockKind
from watcher.numbering import Label

PLAIN_HEADING = 8
"""The level of a heading that only looks like one; marked headings have 1 to 6, numbered lines that look so 7."""
NUMBERED_HEADING = 7


class Sort(Enum):
    """What kind of clause is open."""

    ROOT = auto()
    """The title, or nothing where there is none."""
    HEADING = auto()
    """Unnumbered."""
    LABELLED = auto()
    PARAGRAPH = auto()
    """An unnumbered paragraph that is a clause of its own."""
    BULLET = auto()
    TERM = auto()


@dataclass(slots=True)
class Open:
    """A clause that what follows may still belong to."""

    sort: Sort
    clause: int
    """Its index; -1 for a root without a title."""
    level: int
    path: tuple[str, ...]
    label: Label | None = None
    heading: int = 0
    """The level it has as a heading; 0 for none."""
    depth: int = 0
    listed: bool = False
    """Whether the page marks it as a list's item."""
    announces: bool = False
    """Whether its text ends with a colon."""
    han: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A possible place of a label: how many open clauses stay open above it, and how well it fits (0 is best)."""

    keep: int
    cost: int
    warning: str = ""
    implied: tuple[str, ...] = ()


@dataclass(slots=True)
class Sequence:
    """Which labels a document has, and where: what lies ahead of a piece, what came before it."""

    positions: dict[tuple[str, str, tuple[int, ...]], list[int]] = field(default_factory=dict)
    sectional: list[int] = field(default_factory=list)
    """For each piece, the next one after it that begins with a decimal label of two or more parts, or none (-1)."""
    seen: dict[tuple[str, str, int], Label] = field(default_factory=dict)
    """The last label of each series."""

    @classmethod
    def of(cls, found: list[Piece]) -> Sequence:
        sequence = cls()
        following = -1
        sectional = []
        for position in range(len(found) - 1, -1, -1):
            sectional.append(following)
            for label in found[position].labels:
                sequence.positions.setdefault((label.scheme, label.style, label.values), []).append(position)
                if not label.item and not label.weak:
                    following = position
        sequence.sectional = sectional[::-1]
        for positions in sequence.positions.values():
            positions.reverse()
        return sequence

    def next_after(self, label: Label, position: int) -> int | None:
        """Where the label that follows ``label`` in its list stands next after ``position``."""
        wanted = (label.scheme, label.style, (*label.values[:-1], label.values[-1] + 1))
        return next_position(self.positions.get(wanted, []), position)


def next_position(positions: list[int], after: int) -> int | None:
    low, high = 0, len(positions)
    while low < high:
        middle = (low + high) // 2
        if positions[middle] <= after:
            low = middle + 1
        else:
            high = middle
    return positions[low] if low < len(positions) else None


def choose(
    stack: list[Open], piece: Piece, position: int, sequence: Sequence, *, han: bool
) -> tuple[Label, Place] | None:
    """The label that a piece has and its place; none where it has no label after all."""
    options = [
        (place, label)
        for label in piece.labels
        if (place := _place(stack, piece, label, position, sequence, han=han)) is not None
    ]
    if not options:
        return None
    if len(options) > 1:
        ahead = [sequence.next_after(label, position) for _, label in options]
        near = [following if following is not None else 1 << 60 for following in ahead]
        options = [option for _, _, option in sorted(_ranked(options, near), key=lambda ranked: ranked[:2])]
    place, label = options[0]
    return label, place


def _ranked(options: list[tuple[Place, Label]], near: list[int]) -> list[tuple[int, int, tuple[Place, Label]]]:
    """ "(i)" after "(h)": what comes next, "(ii)" or "(j)", says what it is; else what came before."""
    nearest = min(near)
    return [
        (0 if near[n] == nearest and place.cost <= 1 else place.cost + 1, n, (place, label))
        for n, (place, label) in enumerate(options)
    ]


def _place(
    stack: list[Open], piece: Piece, label: Label, position: int, sequence: Sequence, *, han: bool
) -> Place | None:
    if len(label.values) > 1:
        return _place_deep(stack, label, position, sequence)
    beside: int | None = None
    for index in range(len(stack) - 1, 0, -1):
        other = stack[index].label
        if other is None or other.series != label.series:
            continue
        if label.follows(other):
            return Place(index, 0)
        if other.values == label.values and stack[index].han != han:
            # The same clause in the other language.
            return Place(index, 0)
        if beside is None:
            beside = index
    if label.first:
        return _first(stack, piece, label, beside, position, sequence)
    if beside is not None:
        if label.weak:
            return None
        before = stack[beside].label
        return Place(beside, 3, warning=_oddity(before, label) if before else "")
    return _continued(stack, piece, label, position, sequence)


def _first(
    stack: list[Open], piece: Piece, label: Label, beside: int | None, position: int, sequence: Sequence
) -> Place | None:
    """A new list: below what announces it, beside an earlier list of its kind, or below what is open."""
    if label.weak and sequence.next_after(label, position) is None:
        return None
    keep = container(stack, piece, label)
    if beside is not None and keep > beside and not (stack[keep - 1].announces or _deeper(stack[beside], piece)):
        keep = beside
    return Place(keep, 1)


def _deeper(other: Open, piece: Piece) -> bool:
    return piece.depth > other.depth


def _continued(stack: list[Open], piece: Piece, label: Label, position: int, sequence: Sequence) -> Place | None:
    """A list that goes on after it was closed by a heading, or whose beginning is missing."""
    before = sequence.seen.get(label.series)
    if before is not None and label.follows(before):
        return Place(container(stack, piece, label), 2)
    # "1." then "2)": one list, with a slip in its dress.
    for index in range(len(stack) - 1, 0, -1):
        other = stack[index].label
        if other and before is None and not label.weak and _next_in_other_dress(other, label):
            return Place(index, 2)
    if label.weak:
        return None
    # 2) above 2.1, after 1.3: its forerunner was never printed.
    for index in range(1, len(stack)):
        other = stack[index].label
        if other and not label.item and not other.item and other.values[0] == label.values[0] - 1:
            return Place(index, 2)
    return Place(container(stack, piece, label), 4, warning=f"{label.label} has no {_previous(label)} before it")


def _next_in_other_dress(other: Label, label: Label) -> bool:
    return (
        other.scheme == label.scheme
        and other.item == label.item
        and len(other.values) == 1
        and label.values[0] == other.values[0] + 1
    )


def _place_deep(stack: list[Open], label: Label, position: int, sequence: Sequence) -> Place | None:
    """A label of several parts says itself where it stands."""
    values = label.values
    backwards: int | None = None
    for index in range(len(stack) - 1, 0, -1):
        other = stack[index].label
        if other is None or other.item:
            continue
        said = other.values
        if len(said) == len(values) and said[:-1] == values[:-1]:
            fits = values[-1] == said[-1] + 1
            if label.weak and not fits:
                return None
            return Place(index, 0 if fits else 3, warning="" if fits else _oddity(other, label))
        if len(said) == len(values) and said[0] == values[0] and values < said:
            backwards = index
            break
        if len(said) < len(values) and values[: len(said)] == said:
            return _below(index, label, said, sequence)
    if label.weak and not (label.first and sequence.next_after(label, position) is not None):
        return None
    if backwards is not None:
        other = stack[backwards].label
        return Place(backwards, 3, warning=_oddity(other, label) if other else "")
    for index in range(1, len(stack)):
        other = stack[index].label
        if other and not other.item and other.rank == label.rank and not stack[index].listed:
            return Place(index, 2, implied=_implied(label, 0))
    return Place(container_deep(stack), 2, implied=_implied(label, 0))


def _below(index: int, label: Label, said: tuple[int, ...], sequence: Sequence) -> Place | None:
    rest = label.values[len(said) :]
    before = sequence.seen.get(label.series)
    expected = all(value == 1 for value in rest) or (before is not None and label.follows(before))
    if label.weak and not expected:
        return None
    if len(rest) > 1 and rest[-1] == 1:
        expected = True
    warning = "" if expected else f"{label.label} has no {_previous(label)} before it"
    return Place(index + 1, 1 if expected else 3, warning=warning, implied=_implied(label, len(said)))


def _implied(label: Label, known: int) -> tuple[str, ...]:
    """Labels of the parents that are not printed: 3.2.1 directly below 3 implies 3.2."""
    values = label.values
    return tuple(".".join(map(str, values[:count])) for count in range(known + 1, len(values)))


def container_deep(stack: list[Open]) -> int:
    """How many clauses stay open above a section whose parents are not printed."""
    keep = len(stack)
    while keep > 1 and stack[keep - 1].sort is not Sort.HEADING:
        keep -= 1
    return keep


def container(stack: list[Open], piece: Piece, label: Label) -> int:
    """How many clauses stay open above a label that begins a list."""
    keep = len(stack)
    while keep > 1 and not _holds(stack[keep - 1], piece, label):
        keep -= 1
    return keep


def _holds(other: Open, piece: Piece, label: Label) -> bool:
    """Whether an open clause can have a list that begins with ``label`` below it."""
    listed = piece.kind is BlockKind.LIST_ITEM
    if piece.kind is BlockKind.HEADING:
        return 0 < other.heading < piece.level
    if label.rank < 9 and not listed:
        if other.label is not None:
            return other.label.rank < label.rank
        return other.sort is Sort.HEADING and label.rank > 2
    if other.sort is Sort.PARAGRAPH:
        return other.announces and (not listed or other.depth <= piece.depth)
    if other.sort is Sort.BULLET:
        return piece.depth > other.depth or (other.announces and not listed)
    if other.sort is Sort.TERM:
        return piece.depth > other.depth
    if listed and other.listed and other.depth >= piece.depth and not other.heading:
        return False
    return not (other.listed and other.depth > piece.depth and not other.heading and not other.announces)


def _previous(label: Label) -> str:
    """The label before, for a warning: "3.3" for "3.4"; the series' name where it cannot be spelled."""
    number = str(label.values[-1] - 1)
    return (
        label.label[: -len(str(label.values[-1]))] + number if label.label.endswith(str(label.values[-1])) else "label"
    )


def _oddity(before: Label, label: Label) -> str:
    if before.values == label.values:
        return f"{label.label} stands twice"
    if label.values > before.values:
        return f"{label.label} follows {before.label}: what is between them is missing"
    return f"{label.label} follows {before.label}"
