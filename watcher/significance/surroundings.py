"""What stands around a clause on its side of a comparison: the words that lead it in, its section, its copies.

You may bring:  lamps; [dogs]      →   You must not bring:  guns; [dogs]           moved
'may' became 'must not'                                                            what it means for the dogs
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from watcher.domain.change import Change, ChangeKind
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.sentence import Sentence
from watcher.significance.facts import own_names
from watcher.significance.sentences import sentences

COPY = 24
"""Characters of a text that, standing twice under one heading, is taken for a copy and not for chance."""
_LEAD_IN = 2_000
_SHOWN = 60


class Surroundings:
    """Both sides of one comparison. Made once for it."""

    def __init__(self, old: ClauseTree, new: ClauseTree, pairs: Iterable[tuple[str, str]] = ()) -> None:
        """``pairs``: old id and new id of every clause that has a successor."""
        self.old = old
        self.new = new
        self._stayed = frozenset(chain.from_iterable(pairs))

    @cached_property
    def own_names(self) -> frozenset[str]:
        """In lower case, what the agreement calls itself and its parts, on either side."""
        return own_names(self.old) | own_names(self.new)

    def copied(self, change: Change) -> bool:
        """Whether a clause that came or went also stands, word for word and under the same headings, on both sides."""
        other = {ChangeKind.ADDED: self._old_texts, ChangeKind.REMOVED: self._new_texts}.get(change.kind)
        clause = change.clause
        if other is None or (clause.text and len(clause.text) < COPY):
            return False
        return other[_said(self.new if change.new else self.old, clause)] > 0

    def outlived(self, change: Change) -> bool:
        """Whether nothing but headings changed, and a clause under them stands on both sides."""
        sides = change.old + change.new
        if any(clause.text or not clause.heading for clause in sides):
            return False
        return any(under.id in self._stayed for clause in sides for under in self._under[clause.id])

    def lead_ins(self, change: Change) -> tuple[str, str]:
        """The sentences that lead in an item on the old side and on the new, where it has another parent now."""
        old, new = self._parent(self.old, change.old), self._parent(self.new, change.new)
        return (_lead_in(old), _lead_in(new)) if old and new and old.id != new.id else ("", "")

    def places(self, change: Change) -> tuple[str, str]:
        """Where a clause stood and stands: by its label where that changed, or by what it stands under."""
        if change.old[0].label and change.old[0].label == change.new[0].label:
            return _under(self.old, change.old[0]), _under(self.new, change.new[0])
        return _place(self.old, change.old[0]), _place(self.new, change.new[0])

    @cached_property
    def _under(self) -> dict[str, list[Clause]]:
        """The clauses right under each, by its id: both sides together."""
        under: dict[str, list[Clause]] = defaultdict(list)
        for tree in (self.old, self.new):
            for clause in tree.clauses:
                if clause.parent >= 0:
                    under[tree.clauses[clause.parent].id].append(clause)
        return under

    @cached_property
    def _old_texts(self) -> Counter[tuple[str, str, str]]:
        return Counter(_said(self.old, clause) for clause in self.old.clauses)

    @cached_property
    def _new_texts(self) -> Counter[tuple[str, str, str]]:
        return Counter(_said(self.new, clause) for clause in self.new.clauses)

    @staticmethod
    def _parent(tree: ClauseTree, side: tuple[Clause, ...]) -> Clause | None:
        return tree.clauses[side[0].parent] if side and side[0].parent >= 0 else None


def _said(tree: ClauseTree, clause: Clause) -> tuple[str, str, str]:
    """The headings above a clause, its own, and its words. A title printed again above a copy sets nothing apart."""
    above, parent = [], clause.parent
    while parent >= 0:
        holder = tree.clauses[parent]
        above.append(holder.heading if holder.heading != tree.title else "")
        parent = holder.parent
    return "\n".join(filter(None, above)), clause.heading, " ".join(clause.text.split())


def _lead_in(parent: Clause) -> str:
    """The last sentence of a clause, where it ends in a colon; its heading, where it has no text."""
    said = parent.text.rstrip()[-_LEAD_IN:] or parent.heading
    if parent.text and not said.endswith((":", "：")):
        return ""
    return (sentences(said) or [""])[-1].strip()


def _place(tree: ClauseTree, clause: Clause) -> str:
    if clause.label:
        return clause.label if clause.path[-1:] != (clause.label,) else " > ".join(clause.path[-2:])
    return _under(tree, clause)


def _under(tree: ClauseTree, clause: Clause) -> str:
    above = tree.clauses[clause.parent] if clause.parent >= 0 else None
    if above is None or (above.level == 0 and not above.label):
        return Sentence("under {place}", place=Sentence("the title"))
    return Sentence("under {place}", place=above.label or repr((above.heading or above.text)[:_SHOWN]))
