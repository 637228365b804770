"""Drift between languages: a clause that changed in one language only, and which text the agreement says prevails."""

from __future__ import annotations

import re

from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import Clause, ClauseTree
from watcher.significance.findings import Finding
from watcher.significance.sentences import sentences
from watcher.significance.terms import terms

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


def drift(change: Change, comparison_ids: frozenset[str], old: ClauseTree, new: ClauseTree) -> list[Finding]:
    """One finding for a clause whose counterpart in the other language did not change; else nothing.

    ``comparison_ids`` are the ids of all clauses that changed in more than their number.
    """
    if change.kind in (ChangeKind.RENUMBERED, ChangeKind.MOVED, ChangeKind.EMPHASIS, ChangeKind.LINK):
        return []
    clause = change.clause
    if not clause.lang or not _alone(change, comparison_ids, new if change.new else old):
        return []
    says = prevailing(new) or prevailing(old)
    role = "unstated" if not says else "prevailing" if says == _base(clause.lang) else "other"
    return [Finding(on="language", role=role, went="one_sided", old=_called(says), new=_called(_base(clause.lang)))]


def changed_ids(comparison: Comparison) -> frozenset[str]:
    """The ids of all clauses that changed in more than their number or place."""
    return frozenset(
        clause.id
        for change in comparison.changes
        if change.kind not in (ChangeKind.RENUMBERED, ChangeKind.MOVED, ChangeKind.EMPHASIS, ChangeKind.LINK)
        for clause in (*change.old, *change.new)
    )


def _alone(change: Change, changed: frozenset[str], tree: ClauseTree) -> bool:
    pairs = {clause.pair for clause in (*change.old, *change.new) if clause.pair}
    if pairs:
        return pairs.isdisjoint(changed)
    # A clause that was added to one language alone has no counterpart, where its neighbours have theirs.
    return bool(change.new) != bool(change.old) and _paired_around(change.clause, tree)


def _paired_around(clause: Clause, tree: ClauseTree) -> bool:
    beside = [other for other in tree.clauses if other.parent == clause.parent and other.lang == clause.lang]
    return len(beside) > 1 and all(other.pair for other in beside if other.id != clause.id)


def _named_prevailing(sentence: str) -> str:
    lowered = sentence.lower()
    verbs = _PREVAILS.finditer(sentence, lowered)
    if not verbs or ("version" not in lowered and not re.search(r"text|language|文|语|chinese and english", lowered)):
        return ""
    named = [
        (match.start(), tag)
        for tag, (_, words) in LANGUAGES.items()
        for match in terms(words).finditer(sentence, lowered)
    ]
    for verb in reversed(verbs):
        before = [
            each
            for each in named
            if each[0] < verb.start() and not _FOR_READING.search(sentence, each[0], verb.start())
        ]
        after = [each for each in named if each[0] > verb.start()]
        # "shall be subject to the Chinese version" names it behind, "the Chinese version prevails" before.
        if verb.group().lower() == "subject to":
            if after:
                return min(after)[1]
        elif before:
            return max(before)[1]
    return ""


def _base(tag: str) -> str:
    return tag.split("-")[0].lower()


def _called(tag: str) -> str:
    return LANGUAGES[tag][0] if tag in LANGUAGES else tag
