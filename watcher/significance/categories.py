"""What a clause is about, from its own words and its headings, deterministic and explained.

    {"label": "9.2", "categories": ["fees"]}                           because a keyword was found, nobody knows which
    Evidence("fees", ("fees", "adjust"), "text"), Evidence("notice", ("announcement", "in advance"), "text")

The words stand in ``english``, ``chinese`` and ``headings``. A signal is met when all its words stand together in one
sentence. The document's title belongs to no category, and passes none on: "Software Licence Agreement" makes no clause
a licence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from watcher.domain.clause import Clause, ClauseTree
from watcher.significance import chinese, english, headings
from watcher.significance.sentences import is_link, sentences
from watcher.significance.signals import Signal, index
from watcher.significance.terms import Index, lower, pieces_of

CATEGORIES: tuple[str, ...] = (
    "unilateral_change",
    "notice",
    "effective_date",
    "deemed_acceptance",
    "termination",
    "fees",
    "auto_renewal",
    "liability_exclusion",
    "liability_cap",
    "indemnity",
    "governing_law",
    "venue",
    "arbitration",
    "data_use",
    "data_deletion",
    "security",
    "ai_training",
    "ip_ownership",
    "ip_licence",
    "assignment",
    "incorporation",
    "controlling_language",
    "interpretation_right",
    "claims_waiver",
    "acceptable_use",
    "eligibility",
    "warranty",
    "force_majeure",
)
"""In the order in which they are listed for a clause."""

_RANK = {name: rank for rank, name in enumerate(CATEGORIES)}
# "25 May 2018: updated", "May 7, 2008": a month gives nobody a right.
_MONTH = re.compile(r"\bMay(?=,?\s+\d)|(?<=\d\s)May\b")
# "Governing Law. This contract …": a title in the line of its text; in "We may. You may …" the words are small.
_RUN_IN = re.compile(r"([A-Z][\w’'/&-]{0,24}(?:[,;]? [\w’'/&-]{1,24}){0,8})[.:—–](?:\s+(?=[A-Z“\"])|\Z)")
_SMALL_WORDS = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "or", "our", "the", "this", "to", "your"})
_OF_SENTENCES = index(chinese.SIGNALS, english.SIGNALS)
_OF_HEADINGS = index(headings.CHINESE, headings.ENGLISH)
_OF_HEADINGS_ALONE = index(headings.CHINESE, headings.CHINESE_ALONE, headings.ENGLISH)
_OF_RUN_INS = index(headings.ENGLISH)
_HEADING_LENGTH = 120
"""Longer headings are sentences that were printed bold; only the signals for sentences read them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words led to a category."""

    category: str
    words: tuple[str, ...]
    """As printed, in the order of the signal's parts."""
    where: str
    """``heading`` or ``text``."""


@lru_cache(maxsize=4096)
def evidence(heading: str, text: str) -> tuple[Evidence, ...]:
    """The categories that a heading and a text lead to by themselves, in the order of ``CATEGORIES``, each once."""
    found: dict[str, Evidence] = {}
    if 0 < len(heading) <= _HEADING_LENGTH:
        _collect(heading, _OF_HEADINGS if text else _OF_HEADINGS_ALONE, "heading", found)
    _collect(_run_in(text), _OF_RUN_INS, "heading", found)
    for part, where in ((heading, "heading"), (text, "text")):
        _collect(part, _OF_SENTENCES, where, found)
    return tuple(sorted(found.values(), key=lambda each: _RANK[each.category]))


def explain(clause: Clause) -> tuple[Evidence, ...]:
    """Why a clause has its own categories: for each, the words that led there.

    Nothing for the document's title, and for an entry of a menu or a table of contents, which states nothing.
    """
    if (clause.level == 0 and not clause.label) or is_link(clause):
        return ()
    return evidence(clause.heading, clause.text)


def own_categories(clause: Clause) -> tuple[str, ...]:
    """A clause's own categories in the order of ``CATEGORIES``."""
    return tuple(each.category for each in explain(clause))


def inherited_categories(tree: ClauseTree, clause: Clause) -> tuple[str, ...]:
    """What the clauses above it add to a clause's own categories, in the order of ``CATEGORIES``."""
    above: set[str] = set()
    parent = clause.parent
    while parent >= 0:
        holder = tree.clauses[parent]
        above.update(own_categories(holder))
        parent = holder.parent
    return tuple(sorted(above - set(own_categories(clause)), key=_RANK.__getitem__))


def categorize(tree: ClauseTree) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each clause's id its own categories, and those that the clauses above it add."""
    above: list[frozenset[str]] = []
    result: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for clause in tree.clauses:
        own = own_categories(clause)
        inherited = above[clause.parent] if clause.parent >= 0 else frozenset()
        above.append(inherited | set(own))
        result[clause.id] = (own, tuple(sorted(inherited - set(own), key=_RANK.__getitem__)))
    return result


def in_order(categories: set[str]) -> tuple[str, ...]:
    """Categories in the order of ``CATEGORIES``."""
    return tuple(sorted(categories, key=_RANK.__getitem__))


def _collect(
    text: str,
    signals: Index[Signal],
    where: str,
    found: dict[str, Evidence],
) -> None:
    for sentence in sentences(text):
        lowered = _lowered(sentence)
        pieces = pieces_of(lowered)
        for each in signals.among(pieces):
            if each.category not in found and each.possible(pieces):
                words = each.words(sentence, lowered)
                if words:
                    found[each.category] = Evidence(each.category, words, where)


def _run_in(text: str) -> str:
    """The title that stands in the line of its text; empty when there is none."""
    match = _RUN_IN.match(text)
    words = match.group(1).split() if match else []
    return " ".join(words) if all(word[0].isupper() or word in _SMALL_WORDS for word in words) else ""


def _lowered(text: str) -> str:
    return lower(_MONTH.sub(lambda match: " " * len(match.group()), text) if "May" in text else text)
