"""Drift between languages: a clause that changed in one language only, and which text the agreement says prevails."""

from __future__ import annotations

from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import ClauseTree
from watcher.significance.findings import Finding
from watcher.significance.named import LANGUAGES, prevailing_in


def prevailing(tree: ClauseTree) -> str:
    """The tag of the language whose text prevails, as the agreement itself says; empty where it does not say."""
    for clause in tree.clauses:
        found = prevailing_in(clause.text)
        if found:
            return found
    return ""


class Drift:
    """Which changes happened in one language only. Made once for a comparison."""

    def __init__(self, comparison: Comparison, old: ClauseTree, new: ClauseTree) -> None:
        self._siblings = (_siblings(old), _siblings(new))
        paired = any(clause.pair for tree in (old, new) for clause in tree.clauses)
        self._says = (prevailing(new) or prevailing(old)) if paired else ""
        self._paired = paired
        self._changed = frozenset(
            clause.id
            for change in comparison.changes
            if change.kind not in _SAME_WORDS
            for clause in (*change.old, *change.new)
        )

    def findings(self, change: Change) -> list[Finding]:
        """One finding for a clause whose counterpart in the other language did not change; else nothing."""
        language = _base(change.clause.lang)
        if not self._paired or not language or change.kind in _SAME_WORDS or not self._alone(change):
            return []
        role = "unstated" if not self._says else "prevailing" if self._says == language else "other"
        return [Finding(on="language", role=role, went="one_sided", old=_called(self._says), new=_called(language))]

    def _alone(self, change: Change) -> bool:
        pairs = {clause.pair for clause in (*change.old, *change.new) if clause.pair}
        if pairs:
            return pairs.isdisjoint(self._changed)
        if change.old and change.new:
            return False
        # A clause that came to one language alone has no counterpart, where its neighbours have theirs.
        clause = change.clause
        siblings, unpaired = self._siblings[bool(change.new)].get((clause.parent, clause.lang), (0, 0))
        return siblings > 1 and unpaired == 1


_SAME_WORDS = (ChangeKind.RENUMBERED, ChangeKind.MOVED, ChangeKind.EMPHASIS, ChangeKind.LINK)


def _siblings(tree: ClauseTree) -> dict[tuple[int, str], tuple[int, int]]:
    """For each parent and language: how many clauses stand there, and how many of them have no counterpart."""
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for clause in tree.clauses:
        count, unpaired = found.get((clause.parent, clause.lang), (0, 0))
        found[clause.parent, clause.lang] = (count + 1, unpaired + (not clause.pair))
    return found


def _base(tag: str) -> str:
    return tag.split("-")[0].lower()


def _called(tag: str) -> str:
    return LANGUAGES[tag][0] if tag in LANGUAGES else tag
