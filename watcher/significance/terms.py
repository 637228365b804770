"""A small notation for words that lead somewhere, so that the tables of words can be read and checked by anyone.

``terms("amend* | right to | not .. liable")`` is a list of alternatives:

* ``*`` ends a word in any way: ``amend*`` is amend, amends, amended, amendment;
* ``..`` lets up to four other words stand between (in Chinese, up to twelve characters);
* a blank is any white space, a hyphen may be missing, an apostrophe may be straight or curved;
* Latin words are whole words and their case does not matter; Chinese stands anywhere.

A search first looks for the alternatives' fixed letters, which costs almost nothing, and only then for the pattern. The
patterns are linear: every repetition is bounded, and no two neighbours can match the same characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

HAN = re.compile(r"[㐀-䶿一-鿿]")

_WORDS_BETWEEN = r"\W+(?:\w+\W+){0,4}?"
_HAN_BETWEEN = r"[^。；;！？\n]{0,12}?"
_PIECE = re.compile(r"\s*\.\.\s*|\*|-|'|\s+|[^\s*\-'.]+|\.")


@dataclass(frozen=True, slots=True)
class Terms:
    """Alternatives, ready to be searched for."""

    pattern: re.Pattern[str]
    anchors: tuple[str, ...]
    """Letters in lower case, one of which any match contains."""

    def search(self, text: str, lowered: str) -> re.Match[str] | None:
        """The first match; ``lowered`` is ``text.lower()``, which the caller has for many searches."""
        if not any(anchor in lowered for anchor in self.anchors):
            return None
        return self.pattern.search(text)

    def finditer(self, text: str, lowered: str) -> list[re.Match[str]]:
        """All matches that do not overlap, in order."""
        if not any(anchor in lowered for anchor in self.anchors):
            return []
        return list(self.pattern.finditer(text))


@cache
def terms(notation: str) -> Terms:
    """Reads the notation above. Raises ValueError for an empty alternative or one without letters."""
    patterns, anchors = [], []
    for alternative in notation.split("|"):
        words = alternative.strip()
        fixed = [run for run in re.split(r"[\s*.'-]+", words) if run]
        if not fixed:
            raise ValueError(f"no words in an alternative of {notation!r}")
        patterns.append(_pattern(words))
        anchors.append(max(fixed, key=len).lower())
    return Terms(re.compile("|".join(patterns), re.IGNORECASE), tuple(dict.fromkeys(anchors)))


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
            parts.append(r"\s*" if chinese else r"\s+")
        else:
            parts.append(re.escape(piece))
    body = "".join(parts)
    return body if chinese else rf"\b{body}\b"
