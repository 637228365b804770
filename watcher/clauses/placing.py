"""Where each piece stands in the tree: decided by the sequence of labels, not by indentation or position alone.

1.3 The platform              ┐ ugly: 1.4 is a child of (2), or of the heading that has no number
Both of you agree that        │
  (1) it is neutral;          │ wanted:  1
  (2) it is yours.            │          ├ 1.3
1.4 User data                 ┘          ├ Both of you agree that ─ (1), (2)
                                         └ 1.4
"""

from __future__ import annotations

from dataclasses import replace

from watcher.clauses.deep import place_deep
from watcher.clauses.likeness import agreement, has_gap, is_marked
from watcher.clauses.opened import Open, Place, Sort, oddity, previous
from watcher.clauses.piece import Piece
from watcher.clauses.sequence import Sequence
from watcher.clauses.titles import is_title
from watcher.domain.document import BlockKind
from watcher.numbering import Label


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
        return place_deep(stack, piece, label, position, sequence, han=han)
    same = [index for index in range(1, len(stack)) if (o := stack[index].label) and o.series == label.series]
    follows = [index for index in same if (o := stack[index].label) and label.follows(o)]
    if follows:
        return Place(max(follows, key=lambda index: (agreement(stack[index], piece), index)), 0)
    # The same clause in the other language.
    for index in same:
        if (o := stack[index].label) and o.values == label.values and stack[index].han != han:
            return Place(index, 0)
    alike = [index for index in same if is_marked(stack[index]) == (piece.kind is BlockKind.HEADING)]
    beside = max(alike, key=lambda index: (agreement(stack[index], piece), index), default=None)
    if label.first:
        return _first(stack, piece, label, beside, position, sequence)
    if beside is not None:
        # "j. Support" in the type of the heading "g. Fees" is no initial; "§ 5a Costs" was put behind "§ 5".
        before = stack[beside].label
        inserted = before is not None and label.values == before.values
        likely = piece.kind is BlockKind.HEADING or (inserted and _is_titled(piece, label))
        if label.weak and not (likely or has_gap(stack[beside], piece, label, position, sequence)):
            return None
        return Place(beside, 3, warning=oddity(before, label) if before else "")
    return _continued(stack, piece, label, position, sequence)


def _first(
    stack: list[Open], piece: Piece, label: Label, beside: int | None, position: int, sequence: Sequence
) -> Place | None:
    """A new list: below what announces it, beside an earlier list of its kind, or below what is open."""
    if label.weak and not sequence.goes_on(label, position) and not _is_titled(piece, label):
        return None
    keep = container(stack, piece, label, position)
    if beside is not None and keep > beside and not (stack[keep - 1].announces or _deeper(stack[beside], piece)):
        keep = beside
    before = stack[keep].label if beside == keep else None
    return Place(keep, 1, warning=_anew(before, label) if before else "")


def _anew(before: Label, label: Label) -> str:
    if before.values == label.values:
        return oddity(before, label)
    return f"{label.label} begins anew behind {before.label}"


def _deeper(other: Open, piece: Piece) -> bool:
    return piece.depth > other.depth


def _continued(stack: list[Open], piece: Piece, label: Label, position: int, sequence: Sequence) -> Place | None:
    """A list that goes on after it was closed by a heading, or whose beginning is missing."""
    before = sequence.seen.get(label.series)
    if before is not None and label.follows(before):
        return Place(container(stack, piece, label, position), 2)
    # "1." then "2)": one list, with a slip in its dress.
    for index in range(len(stack) - 1, 0, -1):
        other = stack[index].label
        if other and before is None and not label.weak and _next_in_other_dress(other, label):
            return Place(index, 2)
    if label.weak and not _begins_late(piece, label, position, sequence):
        return None
    # 2) above 2.1, after 1.3: its forerunner was never printed.
    for index in range(1, len(stack)):
        other = stack[index].label
        if other and not label.item and not other.item and other.values[0] == label.values[0] - 1:
            return Place(index, 2)
    warning = f"{label.label} has no {previous(label)} before it"
    return Place(container(stack, piece, label, position), 4, warning=warning)


def _begins_late(piece: Piece, label: Label, position: int, sequence: Sequence) -> bool:
    """Whether a list begins with it though it is no first: "§ 5 Fees" and "§ 6 Term" of an excerpt."""
    likely = piece.kind is BlockKind.HEADING or label.rank < 9
    following = sequence.next_in_section(label, position)
    if following is not None and not likely:
        # "B.", "C.", "D.": three in a row are a list, whatever became of "A.".
        second = replace(label, values=(*label.values[:-1], label.values[-1] + 1))
        likely = sequence.next_in_section(second, following) is not None
    return _is_titled(piece, label) or (likely and sequence.next_after(label, position) is not None)


def _is_titled(piece: Piece, label: Label) -> bool:
    """Whether a word and a number stand before a title, "Article 9 Warranty", and not in a sentence about a law."""
    return label.rank < 9 and label.scheme != "roman" and is_title(piece.text[label.end :].partition("\n")[0].strip())


def _next_in_other_dress(other: Label, label: Label) -> bool:
    return (
        other.scheme == label.scheme
        and other.item == label.item
        and len(other.values) == 1
        and label.values[0] == other.values[0] + 1
    )


def container(stack: list[Open], piece: Piece, label: Label, position: int) -> int:
    """How many clauses stay open above a label that begins a list."""
    if _is_bare_heading(stack, piece, label, position):
        return len(stack)
    if label.item and not any(other.label and other.label.rank < label.rank for other in stack):
        # "（一）" stands above "1、" where "一、" stands above both, and below "1.2" where nothing does.
        label = replace(label, rank=9)
    keep = len(stack)
    while keep > 1 and not _holds(stack[keep - 1], piece, label, position):
        keep -= 1
    return keep


def _is_bare_heading(stack: list[Open], piece: Piece, label: Label, position: int) -> bool:
    """Whether a new list begins at once behind a numbered heading: "A. Goods", "I. Delivery".

    No heading is there for nothing, whatever such labels are by nature; but an annex closes what is open, and
    "1. Scope" behind "9. Law" ends a table of contents.
    """
    top = stack[-1]
    if top.position != position - 1 or not top.titled or top.worded or label.rank <= 2:
        return False
    if any(other.label and other.label.series == label.series for other in stack):
        return False
    return piece.kind is not BlockKind.HEADING or 0 < top.heading < piece.level


def _holds(other: Open, piece: Piece, label: Label, position: int) -> bool:
    """Whether an open clause can have a list that begins with ``label`` below it."""
    listed = piece.kind is BlockKind.LIST_ITEM
    if piece.kind is BlockKind.HEADING:
        return other.holds_headings(piece.level) and (other.label is None or other.label.rank <= label.rank)
    if label.rank < 9 and not listed and _is_section(piece, label):
        if other.label is not None:
            return _outranks(other.label, label) or (label.item and other.announces)
        if label.item and other.sort is Sort.PARAGRAPH:
            return other.announces
        return other.sort is Sort.HEADING and label.rank > 2
    if other.sort is Sort.PARAGRAPH:
        return other.announces and (not listed or other.depth <= piece.depth)
    if other.sort is Sort.BULLET:
        # A table's row holds nothing that stands behind its table.
        return (other.listed and piece.depth > other.depth) or (other.announces and not listed)
    if other.sort is Sort.TERM:
        return piece.depth > other.depth
    if listed and other.listed and other.depth >= piece.depth and not other.heading:
        # "3. You shall:", and at once "1) pay": a list in it that the page sets as one beside it.
        return other.announces and other.position == position - 1
    return not (other.listed and other.depth > piece.depth and not other.heading and not other.announces)


def _outranks(other: Label, label: Label) -> bool:
    """Whether one stands above the other by nature. Of equals, "Abschnitt 1" and "§ 1", the open one does."""
    return other.rank < label.rank or (other.rank == label.rank and other.scheme != label.scheme)


def _is_section(piece: Piece, label: Label) -> bool:
    """Whether a label that stands high by nature does so here: "I. Fees" does, "I. The seller delivers …" quotes."""
    said = piece.text[label.end :].partition("\n")[0].strip()
    return label.scheme != "roman" or not said or is_title(said)
