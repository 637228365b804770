"""Full-text search over the clauses of all versions: which clause says it, since when, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from watcher.domain.errors import UsageError
from watcher.domain.sentence import Sentence
from watcher.services.paging import Page
from watcher.services.words import occurrences, phrases

LONGEST = 500
"""Characters of what can be asked for."""
_MOST = 40
"""Words and phrases."""
_EXCERPT = 360
"""Characters of a text that are shown, about."""
_BEFORE = 100
"""Of them before the first hit."""
GAP = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is searched for, and where."""

    words: str
    """Words, all of which a clause has, and "phrases" between quotes. Nothing else has a meaning of its own."""
    agreement: str = ""
    category: str = ""
    """Clauses in it, or under a clause that is."""
    since: date | None = None
    until: date | None = None
    """What was read so at some time between the two days, both included; UTC."""
    current: bool = False
    """Only what is read so now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A version, and when it was first seen."""

    version: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A text that was found, as the index has it."""

    agreement_id: str
    title: str
    """Of the agreement."""
    clause_id: str
    label: str
    path: tuple[str, ...]
    lang: str
    categories: tuple[str, ...]
    heading: str
    text: str
    since: When
    until: When | None
    """The first version that reads otherwise, or lacks it; none where it is read so now."""
    others: int
    """How many other clauses and times of the agreement read the same."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text."""

    text: str
    hit: bool = False
    """Whether it is what was searched for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A clause that says what was searched for."""

    found: Found
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    """Of a long text the part around the first hit."""

    @property
    def agreement_id(self) -> str:
        return self.found.agreement_id

    @property
    def title(self) -> str:
        """Of the agreement."""
        return self.found.title

    @property
    def clause_id(self) -> str:
        return self.found.clause_id

    @property
    def label(self) -> str:
        return self.found.label

    @property
    def path(self) -> tuple[str, ...]:
        return self.found.path

    @property
    def lang(self) -> str:
        return self.found.lang

    @property
    def categories(self) -> tuple[str, ...]:
        return self.found.categories

    @property
    def since(self) -> When:
        return self.found.since

    @property
    def until(self) -> When | None:
        return self.found.until

    @property
    def others(self) -> int:
        return self.found.others


class TextIndex(Protocol):
    """Finds texts by their words. Every method may raise StoreBusy or StoreError."""

    def find(self, wanted: Sequence[Sequence[str]], query: Query, *, after: str, limit: int) -> Page[Found]:
        """Texts that have all these phrases, each a sequence of folded words; ``query.words`` is passed over.

        Those that stand now first, then the best by BM25. Raises UsageError for a wrong ``after``.
        """


class Search:
    """Answers what is searched for."""

    def __init__(self, index: TextIndex) -> None:
        self._index = index

    def find(self, query: Query, *, after: str = "", limit: int = 20) -> Page[Hit]:
        """Nothing for words that hold none. Raises UsageError for more than can be asked for, and a wrong ``after``."""
        if len(query.words) > LONGEST:
            raise UsageError(Sentence("at most {count} characters can be searched for", count=LONGEST), where="words")
        wanted = phrases(query.words)
        if len(wanted) > _MOST:
            raise UsageError(Sentence("at most {count} words can be searched for", count=_MOST), where="words")
        if not wanted:
            return Page()
        found = self._index.find(wanted, query, after=after, limit=limit)
        return Page(tuple(_hit(one, wanted) for one in found.items), found.next)


def _hit(found: Found, wanted: Sequence[Sequence[str]]) -> Hit:
    heading = _pieces(found.heading, occurrences(found.heading, wanted), 0, len(found.heading))
    spans = occurrences(found.text, wanted)
    start, end = _part(found.text, spans)
    return Hit(found=found, heading=tuple(heading), text=tuple(_excerpt(found.text, spans, start, end)))


def _part(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Which part of a text is shown: all of a short one, else what stands around the first hit."""
    if len(text) <= _EXCERPT:
        return 0, len(text)
    first = spans[0][0] if spans else 0
    start = _blank(text, max(0, first - _BEFORE)) if first > _BEFORE else 0
    return min(start, first), min(len(text), max(start + _EXCERPT, spans[0][1] if spans else 0))


def _blank(text: str, near: int) -> int:
    """Behind the next blank, where one is near: an excerpt should not begin within a word."""
    found = text.find(" ", near, near + _BEFORE // 4)
    return found + 1 if found >= 0 else near


def _excerpt(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    before = [Piece(GAP)] if start else []
    after = [Piece(GAP)] if end < len(text) else []
    return [*before, *_pieces(text, spans, start, end), *after]


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces = []
    at = start
    for begin, stop in spans:
        begin, stop = max(begin, start), min(stop, end)
        if begin >= stop:
            continue
        if begin > at:
            pieces.append(Piece(text[at:begin]))
        pieces.append(Piece(text[begin:stop], hit=True))
        at = stop
    return [*pieces, Piece(text[at:end])] if at < end else pieces
