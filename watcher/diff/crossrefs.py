"""References from one clause to another ("see Section 3.2"), and whether they still lead where they led.

Ugly, after a clause was inserted as 3.2:     modified 7.1: see Section [-3.2-]{+3.3+}
Wanted:                                       renumbered 7.1 (its reference follows 3.2, which is 3.3 now)

And the reverse, when 3.2 became 3.3 and 7.1 still says "see Section 3.2": not a word changed, yet 7.1 now says
something else, and a reader is told so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.diff.align import Alignment
from watcher.diff.labels import Reference, parts_of, references
from watcher.diff.matching import NOBODY
from watcher.diff.side import Side
from watcher.domain.clause import Clause

Target = tuple[str, int, tuple[str, ...]]
"""``("new", index)`` of the clause as the new document has it, ``("gone", index)`` of an old clause without a
successor; and the rest of the label that no clause stands for."""


class _Places:
    """Which clause a label leads to, on one side."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._full: list[tuple[str, ...]] = []
        self._scope: list[int] = []
        self._at: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
        self._anywhere: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, clause in enumerate(side.clauses):
            self._add(index, clause)

    def _add(self, index: int, clause: Clause) -> None:
        parent = self._side.parent[index]
        above = self._full[parent] if parent >= 0 else ()
        own = parts_of(clause.label)
        if not own:
            # Numbering restarts under a heading without a number: what stands under it is looked for there first.
            self._full.append(())
            self._scope.append(index)
            return
        absolute = len(own) > 1 and (len(own) > len(above) or own[: len(above)] == above)
        self._full.append(own if absolute or (own[0].isalpha() and len(own) > 1) else above + own)
        self._scope.append(self._scope[parent] if parent >= 0 else NOBODY)
        self._at[self._scope[index], self._full[index]].append(index)
        self._anywhere[self._full[index]].append(index)

    def find(self, index: int, label: tuple[str, ...], *, item: bool) -> tuple[int, tuple[str, ...]] | None:
        """The clause that ``label``, standing in clause ``index``, leads to, and the rest of the label."""
        looked = (self._nearby, self._absolute) if item else (self._absolute, self._nearby)
        for length in range(len(label), 0, -1):
            for look in looked:
                found = look(index, label[:length])
                if found != NOBODY:
                    return found, label[length:]
        return None

    def _nearby(self, index: int, label: tuple[str, ...]) -> int:
        """Among what stands under the clause itself, under its parent, and so on up."""
        at = index
        while at != NOBODY:
            found = self._only(self._at.get((self._scope[at], self._full[at] + label)), index)
            if found != NOBODY:
                return found
            at = self._side.parent[at]
        return NOBODY

    def _absolute(self, index: int, label: tuple[str, ...]) -> int:
        scope = self._scope[index]
        while scope != NOBODY:
            found = self._only(self._at.get((scope, label)), index)
            if found != NOBODY:
                return found
            parent = self._side.parent[scope]
            scope = self._scope[parent] if parent >= 0 else NOBODY
        return self._only(self._anywhere.get(label), index)

    def _only(self, found: list[int] | None, index: int) -> int:
        """The one clause, or the one in the same language; a label that several bear leads nowhere in particular."""
        if found and len(found) > 1:
            found = [other for other in found if self._side.clauses[other].lang == self._side.clauses[index].lang]
        return found[0] if found and len(found) == 1 else NOBODY


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the references in a clause and its successor."""

    follow: bool
    """The clause says the same once references that follow their targets are taken for one another."""
    notes: tuple[str, ...] = ()
    """References that lead elsewhere or nowhere, in words."""


class References:
    """Judges the references of linked clauses, given who succeeded whom."""

    def __init__(self, alignment: Alignment) -> None:
        matching = alignment.matching
        self._old, self._new = matching.old, matching.new
        self._old_places, self._new_places = _Places(matching.old), _Places(matching.new)
        self._becomes = dict(matching.pairs())
        self._becomes |= {i: group.whole for group in alignment.merged for i in group.parts}
        self._within = {j: group.main for group in alignment.split for j in group.parts}
        # Where every label leads where it led, unchanged clauses need no judging.
        self.settled = len(self._old) == len(self._new) and all(
            i == j and self._old.label[i] == self._new.label[j] and self._old.parent[i] == self._new.parent[j]
            for i, j in enumerate(matching.successor)
        )

    def judge(self, i: int, j: int) -> Verdict:
        """The references of old clause ``i`` and its successor ``j``."""
        said_old, said_new = self._old.said[i].split("\x1f"), self._new.said[j].split("\x1f")
        found_old, found_new = references(said_old), references(said_new)
        if not found_old and not found_new:
            return Verdict(said_old == said_new)
        old_targets = [self._old_target(i, reference) for reference in found_old]
        new_targets = [self._new_target(j, reference) for reference in found_new]
        if said_old == said_new:
            notes = self._strays(i, j, found_old, old_targets, new_targets)
            return Verdict(not notes, notes)
        masked_old = _masked(said_old, found_old, old_targets)
        masked_new = _masked(said_new, found_new, new_targets)
        if masked_old == masked_new:
            return Verdict(True)
        if len(found_old) != len(found_new):
            return Verdict(False)
        return Verdict(False, self._strays(i, j, found_new, old_targets, new_targets, found_old))

    def _old_target(self, i: int, reference: Reference) -> Target | None:
        found = self._old_places.find(i, reference.label, item=reference.item)
        if found is None:
            return None
        became = self._becomes.get(found[0], NOBODY)
        return ("gone", found[0], found[1]) if became == NOBODY else ("new", became, found[1])

    def _new_target(self, j: int, reference: Reference) -> Target | None:
        found = self._new_places.find(j, reference.label, item=reference.item)
        return None if found is None else ("new", self._within.get(found[0], found[0]), found[1])

    def _strays(
        self,
        i: int,
        j: int,
        new_references: Sequence[Reference],
        old_targets: Sequence[Target | None],
        new_targets: Sequence[Target | None],
        old_references: Sequence[Reference] = (),
    ) -> tuple[str, ...]:
        notes = []
        for k, (was, now) in enumerate(zip(old_targets, new_targets, strict=True)):
            if was is None or was == now:
                continue
            printed = new_references[k].printed
            before = old_references[k].printed if old_references else printed
            notes.append(self._note(before, printed, was, now))
        return tuple(dict.fromkeys(notes))

    def _note(self, before: str, printed: str, was: Target, now: Target | None) -> str:
        led = _named(self._old.clauses[was[1]] if was[0] == "gone" else self._new.clauses[was[1]])
        subject = f"The reference to {printed}" if before == printed else f"The reference to {before}, now {printed},"
        if now is None:
            return f"{subject} leads nowhere now; it led to {led}."
        return f"{subject} now leads to {_named(self._new.clauses[now[1]])}; it led to {led}."


def _masked(said: Sequence[str], found: Sequence[Reference], targets: Sequence[Target | None]) -> list[str | Target]:
    masked: list[str | Target] = []
    at = 0
    for reference, target in zip(found, targets, strict=True):
        masked += said[at : reference.start]
        masked += said[reference.start : reference.end] if target is None else [target]
        at = reference.end
    return [*masked, *said[at:]]


_SHOWN = 60


def _named(clause: Clause) -> str:
    """A clause by what it says, since its label may be another's now."""
    words = " ".join((clause.heading or clause.text).split())
    shown = words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return f"“{shown}”" if shown else clause.label
