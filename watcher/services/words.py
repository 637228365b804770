"""Texts as what can be searched for: their words, and where each stands.

    Notice: 10 days (通知期)    →    notice · 10 · days · 通 · 知 · 期

Where a script puts no blanks between words, each character is one, so that any part of a sentence is found as a phrase.
Case, accents and widths of letters are folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_UNSPACED = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Han, kana, bopomofo and Hangul."""
# A combining accent belongs to the letter before it: else "é" in two code points would be two words.
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])(?:(?![{_UNSPACED}])[^\W_]|[\u0300-\u036f])*")
_QUOTED = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, and where it stands."""

    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """In order."""
    for match in _WORD.finditer(text):
        yield Word(_folded(match.group()), match.start(), match.end())


def folded(text: str) -> str:
    """The words alone, a blank between them."""
    return " ".join(word.folded for word in words(text))


def phrases(asked: str) -> tuple[tuple[str, ...], ...]:
    """What is searched for: words, and between quotes phrases; each as the words that must follow one another."""
    found: dict[tuple[str, ...], None] = {}
    for number, part in enumerate(_QUOTED.split(asked)):
        for piece in [part] if number % 2 else part.split():
            phrase = tuple(word.folded for word in words(piece))
            if phrase:
                found[phrase] = None
    return tuple(found)


def occurrences(text: str, wanted: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Where the phrases stand in a text: from and to, in order, those that touch or overlap as one."""
    found = list(words(text))
    firsts: dict[str, list[Sequence[str]]] = {}
    for phrase in wanted:
        firsts.setdefault(phrase[0], []).append(phrase)
    spans: list[tuple[int, int]] = []
    for place, word in enumerate(found):
        for phrase in firsts.get(word.folded, ()):
            last = place + len(phrase)
            if last <= len(found) and all(
                one.folded == part for one, part in zip(found[place:last], phrase, strict=True)
            ):
                start, end = word.start, found[last - 1].end
                if spans and start <= spans[-1][1]:
                    spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
                else:
                    spans.append((start, end))
    return spans


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word).casefold()
    # What is taken apart can leave what is no letter: ½ becomes 1, a slash and 2.
    return "".join(letter for letter in parts if letter.isalnum()) or word
