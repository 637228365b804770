"""A small notation for words that lead somewhere, so that the tables of words can be read and checked by anyone.

``terms("amend* | right to | not .. liable")`` is a list of alternatives:

* ``*`` ends a word in any way: ``amend*`` is amend, amends, amended, amendment;
* ``..`` lets up to four other words stand between (in Chinese, up to twelve characters);
* a blank is one character of white space, a hyphen may be missing, an apostrophe may be straight or curved;
* Latin words are whole words and their case does not matter; Chinese stands anywhere.

Each alternative is looked for by its fixed letters first, which costs almost nothing, and only where they stand by its
pattern. The patterns are linear: every repetition is bounded, and no two neighbours can match the same characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from watcher.significance.script_forms import SIMPLIFIED

HAN = re.compile(r"[㐀-䶿一-鿿]")

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
    beginnings: frozenset[str]
    """How a word of each alternative begins; of a hundred tables a text meets few, and sets tell fast."""

    def possible(self, pieces: frozenset[str]) -> bool:
        """Whether a match is possible in a text of these ``beginnings``. May be wrong only by saying yes."""
        return not self.beginnings.isdisjoint(pieces)

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


def lower(text: str) -> str:
    """The text in lower case, plain blanks, simplified characters, each in its place (``"İ".lower()`` is two)."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lowered.translate(_ALIKE)


def beginnings(lowered: str) -> frozenset[str]:
    """How the words of a text begin, up to four letters of each; of Chinese each one and two characters."""
    words = set(_LETTERS.findall(lowered))
    found = {word[:length] for length in (2, 3, 4) for word in words}
    if HAN.search(lowered):
        found |= {lowered[at : at + 2] for at in range(len(lowered) - 1)}
        found |= set(lowered)
    return frozenset(found)


def _beginning(alternative: str, anchor: str) -> str:
    if HAN.search(anchor):
        return anchor[:2]
    # Behind a hyphen no word need begin: "re-use" is also printed "reuse".
    whole: list[str] = _LETTERS.findall(re.sub(r"-\w+", "", alternative))
    return max(whole, key=len)[:4]


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
        found_by.append(_beginning(words, found[-1].anchor))
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
