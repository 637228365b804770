"""Drift between languages: a clause that changed in one language only, and which text the agreement says prevails."""

from __future__ import annotations

import re

from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import ClauseTree
from watcher.significance.findings import Finding
from watcher.significance.sentences import sentences
from watcher.significance.terms import lower, terms

LANGUAGES: dict[str, tuple[str, str]] = {
    "en": ("English", "english | 英文 | 英语"),
    "zh": ("Chinese", "chinese | 中文 | 汉语"),
    "ja": ("Japanese", "japanese | 日文 | 日语"),
    "ko": ("Korean", "korean | 韩文 | 韩语"),
    "fr": ("French", "french | 法文 | 法语"),
    "de": ("German", "german | 德文 | 德语"),
    "es": ("Spanish", "spanish | 西班牙文 | 西班牙语"),
    "ru": ("Russian", "russian | 俄文 | 俄语"),
}
"""BCP 47 tag to the language's name and the words by which agreements call it."""

_PREVAILS = terms(
    "prevail* | control | controls | controlling | govern | governs | governing | take precedence | takes precedence "
    "| authoritative | binding version | subject to | larger portion of | 为准 | 优先 | 效力"
)
_FOR_READING = re.compile(r"\b(?:convenience|reference)\b|仅供参考|便利", re.IGNORECASE)


def prevailing(tree: ClauseTree) -> str:
    """The tag of the language whose text prevails, as the agreement itself says; empty where it does not say."""
    for clause in tree.clauses:
        for sentence in sentences(clause.text):
            found = _named_prevailing(sentence)
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


def _named_prevailing(sentence: str) -> str:
    lowered = lower(sentence)
    verbs = _PREVAILS.findall(lowered)
    if not verbs or ("version" not in lowered and not re.search(r"text|language|文|语|chinese and english", lowered)):
        return ""
    named = [(start, tag) for tag, (_, words) in LANGUAGES.items() for start, _ in terms(words).findall(lowered)]
    for start, end in reversed(verbs):
        before = [each for each in named if each[0] < start and not _FOR_READING.search(sentence, each[0], start)]
        after = [each for each in named if each[0] > start]
        # "shall be subject to the Chinese version" names it behind, "the Chinese version prevails" before.
        if lowered[start:end] == "subject to":
            if after:
                return min(after)[1]
        elif before:
            return max(before)[1]
    return ""


def _base(tag: str) -> str:
    return tag.split("-")[0].lower()


def _called(tag: str) -> str:
    return LANGUAGES[tag][0] if tag in LANGUAGES else tag
