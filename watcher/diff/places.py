"""Where labels lead: from "3.2(a)", read in some clause, to the clause that bears it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from watcher.diff.labels import Reference, own_word, parts_of, prints
from watcher.diff.matching import NOBODY
from watcher.diff.side import Side
from watcher.diff.vocabulary import KINDS
from watcher.domain.clause import Clause

_KIND_NAMES = frozenset(KINDS.values())


class Places:
    """Which clause a label leads to, on one side."""

    def __init__(self, side: Side, editions: Sequence[int]) -> None:
        self._side = side
        self._editions = editions
        self._full: list[tuple[str, ...]] = []
        self._scope: list[int] = []
        self._at: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
        self._anywhere: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._kinds: set[str] = set()
        for index, clause in enumerate(side.clauses):
            self._add(index, clause)

    def _add(self, index: int, clause: Clause) -> None:
        parent = self._side.parent[index]
        above = self._full[parent] if parent >= 0 else ()
        own = parts_of(clause.label)
        if not own or (self._editions[index] != NOBODY and (parent < 0 or self._editions[parent] == NOBODY)):
            # Numbering restarts under a heading without a number, and in every edition: what stands under it is looked
            # for there first.
            self._full.append(())
            self._scope.append(index)
            return
        # 6.6 and "Section 6" say where they stand by themselves, even where the reading of levels went astray.
        absolute = (len(own) > 1 and not clause.label.startswith("(")) or own_word(clause.label) != ""
        self._full.append(own if absolute else above + own)
        self._scope.append(self._scope[parent] if parent >= 0 else NOBODY)
        self._at[self._scope[index], self._full[index]].append(index)
        self._anywhere[self._full[index]].append(index)
        self._kinds.update(own)

    def find(self, index: int, reference: Reference) -> tuple[int, tuple[str, ...]] | None:
        """The clause that a reference, standing in clause ``index``, leads to, and what is left of its label."""
        label = reference.label
        if label and label[0] in _KIND_NAMES and label[0] not in self._kinds:
            label = label[1:]  # "Part II" of a document that prints "II." alone
        looks = (self._nearby, self._absolute) if reference.item else (self._absolute, self._nearby)
        for length in range(len(label), 0, -1):
            # 第（三）项 is （三）, not the 3. that stands nearer.
            for spelled in (reference, None) if length == len(reference.label) == 1 else (None,):
                for look in looks:
                    found = look(index, label[:length], spelled)
                    if found != NOBODY:
                        return found, label[length:]
        return None

    def borne(self, reference: Reference) -> bool:
        """Whether any clause bears the label, even where it is not known which is meant."""
        return reference.label in self._anywhere

    def _nearby(self, index: int, label: tuple[str, ...], spelled: Reference | None) -> int:
        """Among what stands under the clause itself, under its parent, and so on up."""
        at = index
        while at != NOBODY:
            found = self._only(self._at.get((self._scope[at], self._full[at] + label)), index, spelled)
            # "Section 11" in 2.3 is not 2.11, though that is the eleventh under 2.
            if found != NOBODY and parts_of(self._side.clauses[found].label) == label:
                return found
            at = self._side.parent[at]
        return NOBODY

    def _absolute(self, index: int, label: tuple[str, ...], spelled: Reference | None) -> int:
        scope = self._scope[index]
        while scope != NOBODY:
            # What stands under a paragraph are its items: "Section 2" in the third of them is not the second.
            numbers = self._at.get((scope, label)) if self._side.clauses[scope].heading else None
            found = self._only(numbers, index, spelled)
            if found != NOBODY:
                return found
            parent = self._side.parent[scope]
            scope = self._scope[parent] if parent >= 0 else NOBODY
        return self._only(self._anywhere.get(label), index, spelled)

    def _only(self, found: Sequence[int] | None, index: int, spelled: Reference | None) -> int:
        """The one clause, or the one in the same language; a label that several bear leads nowhere in particular."""
        if found and spelled:
            found = [other for other in found if prints(spelled, self._side.label[other])]
        if found and len(found) > 1:
            found = [other for other in found if self._side.clauses[other].lang == self._side.clauses[index].lang]
        return found[0] if found and len(found) == 1 else NOBODY
