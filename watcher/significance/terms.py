"""A small notation for words that lead somewhere, so that the tables of words can be read and checked by anyone.

``terms("amend* | right to | not .. liable")`` is a list of alternatives:

* ``*`` ends a word in any way: ``amend*`` is amend, amends, amended, amendment;
* ``..`` lets up to four other words stand between (in Chinese, up to twelve characters);
* a blank is one character of white space, a hyphen may be missing, an apostrophe may be straight or curved;
* Latin words are whole words and their case does not matter; Chinese stands anywhere.

Of a thousand alternatives a text holds few. An ``Index`` tells by whole words which tables are worth asking; those look
for the fixed letters of each alternative first, which costs almost nothing, and only where they stand for its pattern.
The patterns are linear: every repetition is bounded, and no two neighbours can match the same characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Generic, TypeVar

from watcher.significance.script_forms import SIMPLIFIED

HAN = re.compile(r"[㐀-䶿一-鿿]")

Thing = TypeVar("Thing")
Extent = tuple[int, int]
"""A half-open range of characters."""

_WORDS_BETWEEN = r"\W+(?:\w+\W+){0,4}?"
_HAN_BETWEEN = r"[^。；;！？\n]{0,12}?"
# Where what is printed can differ from the notation. Blanks of Latin words do not: ``lower`` makes them alike.
_VARIES, _VARIES_HAN = re.compile(r"[*.'-]+"), re.compile(r"[\s*.'-]+")
# Latin words are whole words, and Chinese characters beside one are no part of it: "使用Cookie技术".
_NOT_BEHIND, _NOT_BEFORE = r"(?<![^\W㐀-䶿一-鿿])", r"(?![^\W㐀-䶿一-鿿])"
_BLANKS = dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\xa0\u2002\u2003\u2009\u202f\u3000"), " ")
_ALIKE = _BLANKS | SIMPLIFIED
_LETTERS = re.compile(r"[^\W\d_㐀-䶿一-鿿]+")
_HAN_RUN = re.compile(r"[㐀-䶿一-鿿]+")
_STEMS = (1, 3, 5)
"""Letters by which the beginning of a word is known."""
# What stands beside "*" or "-" is only the beginning of a word, or none: "re-use" is also printed "reuse".
_WHOLE_OR_STEM = re.compile(r"(?<![*\w-])([^\W\d_]+)([*\w-]?)")
_TWO_WHOLE = re.compile(r"(?<![*\w-])(?=([^\W\d_]+ [^\W\d_]+)(?![*\w-]))")
_PIECE = re.compile(r"\s*\.\.\s*|\*|-|'|\s+|[^\s*\-'.]+|\.")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say it."""

    anchor: str
    """Letters that every match contains."""
    pattern: str
    """A regular expression for lower-case text. Of a thousand alternatives a page needs few: compiled when needed."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Alternatives, ready to be searched for in text that ``lower`` made."""

    alternatives: tuple[Alternative, ...]
    pieces: frozenset[str]
    """Of each alternative two words, one, or how one begins: without any of them nothing is found."""

    def possible(self, pieces: frozenset[str]) -> bool:
        """Whether a match is possible in a text of these ``pieces_of``. May be wrong only by saying yes."""
        return not self.pieces.isdisjoint(pieces)

    def search(self, lowered: str) -> Extent | None:
        """Where a match stands: that of the first alternative that has one."""
        for each in self.alternatives:
            if each.anchor in lowered:
                match = _compiled(each.pattern).search(lowered)
                if match is not None:
                    return match.span()
        return None

    def findall(self, lowered: str) -> list[Extent]:
        """Where matches stand, in order; of two that overlap the one that begins first, of those the longest."""
        found = [
            match.span()
            for each in self.alternatives
            if each.anchor in lowered
            for match in _compiled(each.pattern).finditer(lowered)
        ]
        found.sort(key=lambda extent: (extent[0], -extent[1]))
        apart: list[Extent] = []
        for extent in found:
            if not apart or extent[0] >= apart[-1][1]:
                apart.append(extent)
        return apart


class Index(Generic[Thing]):
    """Many things, each with words of which it needs some: which of them a text may speak of, by one look at it."""

    def __init__(self, things: Iterable[tuple[Thing, Terms]]) -> None:
        self._things: list[Thing] = []
        self._needing: dict[str, list[int]] = {}
        for place, (thing, needed) in enumerate(things):
            self._things.append(thing)
            for piece in needed.pieces:
                self._needing.setdefault(piece, []).append(place)
        self._pieces = frozenset(self._needing)

    def among(self, pieces: frozenset[str]) -> list[Thing]:
        """The things whose words may stand in a text of these ``pieces_of``, in their order."""
        places = {place for piece in pieces & self._pieces for place in self._needing[piece]}
        return [self._things[place] for place in sorted(places)]


def lower(text: str) -> str:
    """The text in lower case, plain blanks, simplified characters, each in its place (``"İ".lower()`` is two)."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lowered.translate(_ALIKE)


def pieces_of(lowered: str) -> frozenset[str]:
    """The words of a text, how they begin, and each two neighbours; of Chinese each one and two characters."""
    words = _LETTERS.findall(lowered)
    found = set(words)
    found |= {word[:length] for word in found for length in _STEMS}
    found.update(map(" ".join, pairwise(words)))
    if HAN.search(lowered):
        found |= {lowered[at : at + 2] for at in range(len(lowered) - 1)}
        found |= set(lowered)
    return frozenset(found)


def _piece(alternative: str) -> str:
    """One of the ``pieces_of`` every text that has this alternative: the longest, which is in the fewest others."""
    chinese: list[str] = _HAN_RUN.findall(alternative)
    if chinese:
        return max(chinese, key=len)[:2]
    two: list[str] = _TWO_WHOLE.findall(alternative)
    words = (word if not more else _stem(word) for word, more in _WHOLE_OR_STEM.findall(alternative))
    return max(two or words, key=len)


def _stem(word: str) -> str:
    return word[: max(length for length in _STEMS if length <= len(word))]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def terms(notation: str) -> Terms:
    """Reads the notation above. Raises ValueError for an empty alternative or one without letters."""
    found, found_by = [], []
    for alternative in notation.split("|"):
        words = lower(alternative.strip())
        fixed = [run.strip() for run in (_VARIES_HAN if HAN.search(words) else _VARIES).split(words) if run.strip()]
        if not fixed:
            raise ValueError(f"no words in an alternative of {notation!r}")
        found.append(Alternative(max(fixed, key=len), _pattern(words)))
        found_by.append(_piece(words))
    return Terms(tuple(found), frozenset(found_by))


def _pattern(words: str) -> str:
    chinese = HAN.search(words) is not None
    parts = []
    for piece in _PIECE.findall(words):
        if piece.strip() == "..":
            parts.append(_HAN_BETWEEN if chinese else _WORDS_BETWEEN)
        elif piece == "*":
            parts.append(r"\w*")
        elif piece == "-":
            parts.append(r"[-‐‑ ]?")
        elif piece == "'":
            parts.append("['’]")
        elif piece.isspace():
            parts.append(r"\s*" if chinese else " ")
        else:
            parts.append(re.escape(piece))
    body = "".join(parts)
    return body if chinese else rf"{_NOT_BEHIND}{body}{_NOT_BEFORE}"
