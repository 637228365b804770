"""Emphasis and links: what the same words carry besides what they say.

Several laws ask that some terms be conspicuous, so words that are no longer bold are told; so is a link that now leads
to another page under the same words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import groupby

from watcher.diff.cosmetics import fold_target
from watcher.diff.tokens import Token, tokenize
from watcher.domain.clause import Clause
from watcher.domain.document import Emphasis, EmphasisKind, Link
from watcher.domain.sentence import Sentence

Marks = dict[int, frozenset[str]]
"""For the numbers of words (heading and text counted together): what they carry."""


def emphasis_of(clause: Clause) -> Marks:
    """The kinds of emphasis on each word; punctuation and blanks do not count."""
    if not clause.emphasis and not clause.heading_emphasis:
        return {}
    return _marks(clause, clause.heading_emphasis, clause.emphasis)


def links_of(clause: Clause) -> Marks:
    """The targets of each word that leads elsewhere, tracking left out."""
    if not clause.links and not clause.heading_links:
        return {}
    return _marks(clause, clause.heading_links, clause.links)


def joined(parts: Iterable[tuple[int, Marks]]) -> Marks:
    """Marks of clauses that follow one another, each given with its number of words."""
    found: Marks = {}
    first = 0
    for count, marks in parts:
        found |= {first + number: said for number, said in marks.items()}
        first += count
    return found


def renumbered(marks: Marks, became: Iterable[tuple[int, int]]) -> Marks:
    """The marks of words that stayed, by the numbers the words have now."""
    return {now: marks[was] for was, now in became if was in marks}


def _marks(clause: Clause, in_heading: Sequence[Emphasis | Link], in_text: Sequence[Emphasis | Link]) -> Marks:
    heading, text = tokenize(clause.heading), tokenize(clause.text)
    marks: dict[int, set[str]] = {}
    for tokens, ranges, first in ((heading, in_heading, 0), (text, in_text, len(heading))):
        starts = [token.start for token in tokens]
        for mark in ranges:
            said = fold_target(mark.target) if isinstance(mark, Link) else str(mark.kind)
            for number in _covered(tokens, starts, mark) if said else ():  # "#" is how scripts write a link to nothing
                marks.setdefault(first + number, set()).add(said)
    return {number: frozenset(said) for number, said in marks.items()}


def _covered(tokens: Sequence[Token], starts: Sequence[int], mark: Emphasis | Link) -> Iterator[int]:
    number = max(0, bisect_left(starts, mark.start) - 1)
    while number < len(tokens) and tokens[number].start < mark.end:
        token = tokens[number]
        # Whether "(b)" itself is bold is how a list is set.
        if token.end > mark.start and token.is_word and not token.key.startswith("("):
            yield number
        number += 1


Word = tuple[str, Token]
"""A token and the text it stands in."""


def emphasis_notes(words: Sequence[Word], before: Marks, after: Marks) -> tuple[str, ...]:
    """Which of the words gained and which lost which emphasis."""
    notes: list[str] = []
    for kind in EmphasisKind:
        had = {number for number, said in before.items() if kind in said}
        has = {number for number, said in after.items() if kind in said}
        looks = _ADJECTIVE[kind]
        notes += [Sentence("No longer {looks}: {words}.", looks=looks, words=one) for one in _quoted(words, had - has)]
        notes += [Sentence("Now {looks}: {words}.", looks=looks, words=one) for one in _quoted(words, has - had)]
    return tuple(notes)


def link_notes(words: Sequence[Word], before: Marks, after: Marks) -> tuple[str, ...]:
    """Which of the words now lead elsewhere."""
    differing = [number for number in sorted(before.keys() | after.keys()) if before.get(number) != after.get(number)]
    notes = []
    none: frozenset[str] = frozenset()
    for (was, now), numbers in groupby(differing, lambda number: (before.get(number, none), after.get(number, none))):
        notes += [_became(quoted, was, now) for quoted in _quoted(words, set(numbers))]
    return tuple(notes)


def _became(quoted: str, was: frozenset[str], now: frozenset[str]) -> Sentence:
    if not now:
        return Sentence("{words} is no link any more; it led to {led}.", words=quoted, led=_all(was))
    if not was:
        return Sentence("{words} is a link to {leads} now.", words=quoted, leads=_all(now))
    return Sentence(
        "The link of {words} leads to {leads}; it led to {led}.", words=quoted, leads=_all(now), led=_all(was)
    )


def _all(targets: frozenset[str]) -> str:
    return reduce(_and, sorted(targets))


def _and(said: str, another: str) -> str:
    return Sentence("{said} and {another}", said=said, another=another)


def without(marks: Marks, known: Iterable[frozenset[str]]) -> Marks:
    """The marks that say something which none of the ``known`` ones says."""
    said = frozenset[str]().union(*known)
    left = {number: own - said for number, own in marks.items()}
    return {number: own for number, own in left.items() if own}


_ADJECTIVE = {
    EmphasisKind.STRONG: Sentence("bold"),
    EmphasisKind.EMPHASIS: Sentence("italic"),
    EmphasisKind.UNDERLINE: Sentence("underlined"),
    EmphasisKind.STRIKE: Sentence("struck through"),
}
_SHOWN = 80


def words_of(clause: Clause) -> list[Word]:
    """Every token of a clause."""
    return [(text, token) for text in (clause.heading, clause.text) for token in tokenize(text)]


def _quoted(words: Sequence[Word], numbers: set[int]) -> list[str]:
    """The words of those numbers, neighbours together, punctuation between them included."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        between = words[runs[-1][-1] + 1 : number] if runs else []
        if runs and words[runs[-1][0]][0] is words[number][0] and not any(token.is_word for _, token in between):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [_shorten(_closed(words[run[0]][0], words[run[0]][1].start, words[run[-1]][1].end)) for run in runs]


def _closed(text: str, start: int, end: int) -> str:
    """The stretch of the text, with the bracket next to it whose other half stands within."""
    for opens, closes in ("()", "[]", "（）", "“”", "《》"):
        within = text[start:end].count(opens) - text[start:end].count(closes)
        end += within > 0 and text[end : end + 1] == closes
        start -= within < 0 and text[max(0, start - 1) : start] == opens
    return text[start:end]


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rstrip()} …”"
