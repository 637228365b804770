"""A comparison in the order of the document: what changed in its place, and what stands unchanged around it.

1 Scope                  same
2 Fees                   changed
  (was 3) Notice →       left: it stands below now
3 Data                   same
4 Liability              removed, shown where it stood
5 Notice                 changed: moved here
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import Clause, ClauseTree
from watcher.redline.visible import visible
from watcher.web.departures import MOVES, Departure, move_numbers

AROUND = 4
"""Unchanged rows that unfold on either side of a change; the rest is in the whole text."""


class What(StrEnum):
    """What a passage is."""

    SAME = "same"
    """A clause that did not change."""
    CHANGED = "changed"
    """A departure."""
    LEFT = "left"
    """Here a clause stood that has moved."""
    HIDDEN = "hidden"
    """A change that was not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One clause in its place."""

    what: What
    clause: Clause
    """As it reads now, or as it last read."""
    was: str = ""
    """Its label before, where it has another now."""
    departure: Departure | None = None
    """Of what changed."""
    move: int = 0
    """Where a clause left: the number of its move."""
    change_id: str = ""
    """Where a clause left, and of a hidden change: the change."""

    @property
    def title(self) -> str:
        """Label and heading."""
        return visible(" ".join(part for part in (self.clause.label, self.clause.heading) if part))

    @property
    def text(self) -> str:
        return visible(self.clause.text)


Row = tuple[Passage | None, ...]
"""What stands side by side: one passage, or one for each language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows in which something changed, or rows between them that can be folded."""

    changed: bool
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    """What unfolds of the rows at their beginning."""
    tail: tuple[Row, ...] = ()
    """At their end."""

    @property
    def between(self) -> int:
        """Unchanged clauses left out between head and tail."""
        return self.same - _same(self.head) - _same(self.tail)

    @property
    def span(self) -> str:
        """The labels of the first and the last of its unchanged clauses, where both have one."""
        labels = [visible(one.clause.label) for row in self.rows for one in row if one and one.what is What.SAME]
        ends = dict.fromkeys((*labels[:1], *labels[-1:]))
        return " – ".join(ends) if all(ends) else ""

    @property
    def same(self) -> int:
        """Its clauses that did not change."""
        return _same(self.rows)

    @property
    def hidden(self) -> int:
        """Its changes that were not asked for."""
        return sum(one.what is What.HIDDEN for row in self.rows for one in row if one)


def passages(comparison: Comparison, old: ClauseTree, new: ClauseTree, shown: Sequence[Departure]) -> list[Passage]:
    """Everything in its place. Every departure of ``shown`` stands in it once, whatever the trees hold."""
    maker = _Maker(comparison, shown)
    gone = maker.gone(old, new)
    found = list(gone[-1])
    for index, clause in enumerate(new.clauses):
        found += maker.standing(clause)
        found += gone[index]
    return found + maker.rest()


class _Maker:
    def __init__(self, comparison: Comparison, shown: Sequence[Departure]) -> None:
        self._successor = dict(comparison.pairs)
        self._numbers = move_numbers(comparison)
        self._waiting = {departure.ids[0]: departure for departure in shown}
        self._first: Mapping[str, str] = {one: each.ids[0] for each in shown for one in each.ids}
        self._now: dict[str, Change] = {}
        self._before: dict[str, Change] = {}
        self._labels: dict[str, str] = {}
        for change in comparison.changes:
            if change.kind is ChangeKind.RENUMBERED:
                if change.old and change.new and change.old[0].label != change.new[0].label:
                    self._labels[change.new[0].id] = change.old[0].label
                continue
            self._now.update({clause.id: change for clause in change.new})
            if not change.new or change.kind in MOVES:
                self._before.update({clause.id: change for clause in change.old})

    def gone(self, old: ClauseTree, new: ClauseTree) -> defaultdict[int, list[Passage]]:
        """What stood in the old text and stands there no more, by the place of the clause after which it stood."""
        places = {clause.id: index for index, clause in enumerate(new.clauses)}
        found: defaultdict[int, list[Passage]] = defaultdict(list)
        after = -1
        for clause in old.clauses:
            change = self._before.get(clause.id)
            if change is None:
                after = places.get(self._successor.get(clause.id, ""), after)
            elif change.new:
                found[after].append(
                    Passage(what=What.LEFT, clause=clause, move=self._numbers[change.id], change_id=change.id)
                )
            else:
                found[after] += self._of(change, clause)
        return found

    def standing(self, clause: Clause) -> Iterator[Passage]:
        """A clause of the new text."""
        change = self._now.get(clause.id)
        if change is not None:
            yield from self._of(change, clause)
        elif clause.label or clause.heading or clause.text:
            yield Passage(what=What.SAME, clause=clause, was=self._labels.get(clause.id, ""))

    def rest(self) -> list[Passage]:
        """The departures that found no place."""
        return [passage for change_id in list(self._waiting) for passage in self._taken(change_id, Clause(id=""))]

    def _of(self, change: Change, clause: Clause) -> Iterator[Passage]:
        first = self._first.get(change.id)
        if first is not None:
            yield from self._taken(first, clause)
        elif clause.id == change.clause.id:
            yield Passage(what=What.HIDDEN, clause=clause, change_id=change.id)

    def _taken(self, change_id: str, clause: Clause) -> Iterator[Passage]:
        departure = self._waiting.pop(change_id, None)
        if departure is not None:
            yield Passage(what=What.CHANGED, clause=clause, departure=departure)


def rows(found: Iterable[Passage]) -> list[Row]:
    """Each passage by itself."""
    return [(one,) for one in found]


def side_by_side(found: Sequence[Passage], languages: Sequence[str]) -> list[Row]:
    """Each passage beside the one that says the same in another language, the columns in the order of ``languages``."""
    by_clause = {one.clause.id: one for one in found if one.what is not What.LEFT}
    taken: set[int] = set()
    told: list[Row] = []
    for one in found:
        if id(one) in taken:
            continue
        cells: list[Passage | None] = [None] * len(languages)
        cells[_column(one, languages)] = one
        other = by_clause.get(one.clause.pair) if one.what is not What.LEFT else None
        if other is not None and id(other) not in taken and cells[_column(other, languages)] is None:
            cells[_column(other, languages)] = other
            taken.add(id(other))
        taken.add(id(one))
        told.append(tuple(cells))
    return told


def parts(told: Sequence[Row], *, whole: bool) -> list[Part]:
    """Rows with changes, and between them rows without; ``whole``: nothing of these is left out."""
    found = []
    for changed, run in groupby(told, _is_changed):
        group = tuple(run)
        unfolds = group if changed or whole else tuple(row for row in group if _is_same(row))
        short = changed or whole or len(unfolds) <= 2 * AROUND
        head, tail = (unfolds, ()) if short else (unfolds[:AROUND], unfolds[-AROUND:])
        found.append(Part(changed=changed, rows=group, head=head, tail=tail))
    return found


def _column(one: Passage, languages: Sequence[str]) -> int:
    return languages.index(one.clause.lang) if one.clause.lang in languages else 0


def _is_changed(row: Row) -> bool:
    return any(one is not None and one.what in (What.CHANGED, What.LEFT) for one in row)


def _is_same(row: Row) -> bool:
    return any(one is not None and one.what is What.SAME for one in row)


def _same(told: Iterable[Row]) -> int:
    return sum(one is not None and one.what is What.SAME for row in told for one in row)
