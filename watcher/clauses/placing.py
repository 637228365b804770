"""Where each piece stands in the tree: decided by the sequence of labels, not by indentation or position alone.

1.3 The platform              ┐ ugly: 1.4 is a child of (2), or of the heading that has no number
Both of you agree that        │
  (1) it is neutral;          │ wanted:  1
  (2) it is yours.            │          ├ 1.3
1.4 User data                 ┘          ├ Both of you agree that ─ (1), (2)
                                         └ 1.4
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from watcher.clauses.pieces import Piece
from watcher.clauses.sequence import Sequence
from watcher.clauses.titles import is_title
from watcher.domain.document import BlockKind
from watcher.numbering import Label

NUMBERED_HEADING = 7
"""The level of a numbered line that only looks like a heading; marked headings have 1 to 6."""
PLAIN_HEADING = 8
"""The level of an unnumbered line that looks like one. Bold and italics do not matter: without them it is one still."""


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
    worded: bool = False
    """Whether it has a text besides its heading."""
    announces: bool = False
    """Whether its text ends with a colon."""
    han: bool = False
    implied: tuple[str, ...] = ()
    """Labels of the parents in its path that are not printed."""

    def holds_headings(self, level: int) -> bool:
        """Whether headings of a level stand below it. A schedule or a part holds headings as large as its own."""
        large = self.label is not None and self.label.rank <= 2
        return 0 < self.heading <= level if large else 0 < self.heading < level

    def continues(self, *, han: bool) -> bool:
        """Whether a paragraph below it is its text.

        Below a marked heading, numbered or not, each paragraph is a clause of its own; and so is one in the other
        language of a bilingual agreement.
        """
        if self.sort not in (Sort.LABELLED, Sort.BULLET, Sort.TERM):
            return False
        if 0 < self.heading < NUMBERED_HEADING and not self.worded:
            return False
        return self.han == han or not self.worded


@dataclass(frozen=True, slots=True)
class Place:
    """A possible place of a label: how many open clauses stay open above it, and how well it fits (0 is best)."""

    keep: int
    cost: int
    warning: str = ""
    implied: tuple[str, ...] = ()


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
        options = _ranked(options, position, sequence)
    place, label = options[0]
    return label, place


def _ranked(options: list[tuple[Place, Label]], position: int, sequence: Sequence) -> list[tuple[Place, Label]]:
    """Readings of the same characters, the likeliest first.

    "(i)" after "(h)": what comes next, "(ii)" or "(j)", says what it is; without either what came before. After "(g)"
    only a "(j)" that no other "(i)" stands before says that it is a letter, and that "(h)" is missing.
    """
    end = len(sequence.sectional)
    ahead = [sequence.next_in_section(label, position) for _, label in options]
    near = [following if following is not None else end for following in ahead]
    nearest = min(near)
    alone = near.count(end) == len(near) - 1 and not sequence.stands_between(options[0][1], position, nearest)
    going_on = [n == nearest < end and (place.cost <= 1 or alone) for n, (place, _) in zip(near, options, strict=True)]
    order = sorted(range(len(options)), key=lambda n: (not going_on[n], options[n][0].cost, n))
    return [options[n] for n in order]


def _place(
    stack: list[Open], piece: Piece, label: Label, position: int, sequence: Sequence, *, han: bool
) -> Place | None:
    if len(label.values) > 1:
        return _place_deep(stack, label, position, sequence, han=han)
    same = [index for index in range(1, len(stack)) if (o := stack[index].label) and o.series == label.series]
    follows = [index for index in same if (o := stack[index].label) and label.follows(o)]
    if follows:
        return Place(max(follows, key=lambda index: (_agreement(stack[index], piece), index)), 0)
    # The same clause in the other language.
    for index in same:
        if (o := stack[index].label) and o.values == label.values and stack[index].han != han:
            return Place(index, 0)
    alike = [index for index in same if _is_marked(stack[index]) == (piece.kind is BlockKind.HEADING)]
    beside = max(alike, key=lambda index: (_agreement(stack[index], piece), index), default=None)
    if label.first:
        return _first(stack, piece, label, beside, position, sequence)
    if beside is not None:
        # "j. Support" in the type of the heading "g. Fees" is no initial.
        if label.weak and piece.kind is not BlockKind.HEADING:
            return None
        before = stack[beside].label
        return Place(beside, 3, warning=_oddity(before, label) if before else "")
    return _continued(stack, piece, label, position, sequence)


def _is_marked(other: Open) -> bool:
    return 0 < other.heading < NUMBERED_HEADING


def _agreement(other: Open, piece: Piece) -> int:
    """How alike the page sets two labels: the 6 after a list's 5 may be the section after section 5."""
    marked = _is_marked(other) == (piece.kind is BlockKind.HEADING)
    listed = other.listed == (piece.kind is BlockKind.LIST_ITEM)
    return 4 * marked + 2 * listed + (other.depth == piece.depth)


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


def _place_deep(stack: list[Open], label: Label, position: int, sequence: Sequence, *, han: bool) -> Place | None:
    """A label of several parts says itself where it stands."""
    sections = [(index, o.values) for index in range(1, len(stack)) if (o := stack[index].label) and not o.item]
    values = label.values
    sisters = [index for index, said in sections if len(said) == len(values) and said[:-1] == values[:-1]]
    if sisters:
        return _beside(stack, sisters[-1], label, han=han)
    if label.weak and not (label.first and sequence.next_after(label, position) is not None):
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
    return Place(container_deep(stack), 2, implied=_implied(label, 0))


def _parenthood(other: Open, label: Label) -> tuple[bool, bool]:
    """How likely a clause with fitting numbers is the parent.

    1.1 stands below 1. rather than below Part A; 5.4, after item 5. of a list in 5.3, below section 5, not the item.
    """
    same = other.label is not None and other.label.scheme == label.scheme
    return same, not other.listed or other.heading > 0


def _beside(stack: list[Open], index: int, label: Label, *, han: bool) -> Place | None:
    """Next to a label of as many parts: its successor, or a slip in the numbering."""
    other = stack[index].label
    if other is None or label.follows(other) or (other.values == label.values and stack[index].han != han):
        return Place(index, 0, implied=stack[index].implied)
    if label.values[:-1] == other.values[:-1] and label.values[-1] == other.values[-1] + 1:
        return Place(index, 0, implied=stack[index].implied)
    return None if label.weak else Place(index, 3, warning=_oddity(other, label), implied=stack[index].implied)


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
        return other.holds_headings(piece.level) and (other.label is None or other.label.rank <= label.rank)
    if label.rank < 9 and not listed and _is_section(piece, label):
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


def _is_section(piece: Piece, label: Label) -> bool:
    """Whether a label that stands high by nature does so here: "I. Fees" does, "I. The seller delivers …" quotes."""
    said = piece.text[label.end :].partition("\n")[0].strip()
    return label.scheme != "roman" or not said or is_title(said)


def _previous(label: Label) -> str:
    """The label before, for a warning: "3.3" for "3.4"; the series' name where it cannot be spelled."""
    number = str(label.values[-1] - 1)
    return (
        label.label[: -len(str(label.values[-1]))] + number if label.label.endswith(str(label.values[-1])) else "label"
    )


def _oddity(before: Label, label: Label) -> str:
    if before.values == label.values:
        return f"{label.label} stands twice" if before.label == label.label else ""  # "§ 5a" behind "§ 5"
    if label.values > before.values:
        return f"{label.label} follows {before.label}: what is between them is missing"
    return f"{label.label} follows {before.label}"
