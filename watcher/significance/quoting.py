"""Words of a text counted and quoted, short enough for a reason."""

from __future__ import annotations

import re
from itertools import islice

WORD = re.compile(r"[㐀-鿿]|[^\W㐀-鿿]+")
FEW = 4
"""A changed stretch of at most so many words or Chinese characters can turn a sentence round; a longer one is a new
statement."""
_LONGEST = 60
_FILLING = frozenset({"be", "been", "not", "never", "also", "only", "to", "have", "has"})


def word_count(text: str) -> int:
    """How many words a text has, each Chinese character for one."""
    return len(WORD.findall(text))


def governed(text: str, start: int) -> str:
    """The first word behind ``start`` that says something: what a modal verb or a negation is about."""
    words = (match.group().lower() for match in islice(WORD.finditer(text, start, start + 80), 6))
    return next((word for word in words if word not in _FILLING), "")


def last_word(text: str, end: int) -> str:
    """The word before ``end``, in lower case."""
    words = WORD.findall(text, max(0, end - 40), end)
    return words[-1].lower() if words else ""


def excerpt(text: str, start: int, end: int = 0) -> str:
    """The words from ``start`` to the next stop or closing bracket; to ``end``, where that leaves more than one."""
    words = re.split(r"[,;.)，。；）\n]", text[start : start + 4 * _LONGEST], maxsplit=1)[0].strip()
    changed = text[start:end].strip(" ,;.()，。；（）\n")
    if len(changed) < len(words) and word_count(changed) > 1:
        words = changed
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def quote(words: str) -> str:
    """The beginning of some words, without the marks at their ends."""
    words = " ".join(words.strip(" ,;:.()，。；：（）\n").split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def around(text: str, start: int, end: int) -> str:
    """A stretch with a few words on either side."""
    low = max(0, start - 24)
    high = min(len(text), end + 24)
    words = text[low:high].replace("\n", " ")
    if low > 0 and " " in words[: start - low]:
        words = words.split(" ", 1)[1]
    if high < len(text) and " " in text[end:high]:
        words = words.rsplit(" ", 1)[0]
    return words.strip()
