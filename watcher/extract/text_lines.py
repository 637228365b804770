"""The lines of a text file as they are printed: how wide they are, where they were wrapped, what they begin with.

The provider keeps the records of all visits for       52 columns: "as" had no room left,
as long as the law asks for it.                        so the line goes on
"""

from __future__ import annotations

import re
from itertools import pairwise

from watcher.numbering import readings

# "-5 %" and "*marked" are no items: a blank follows the sign. "2021. It" has four digits, "1.You" no blank.
ITEM = re.compile(r"([*+-]|[•·●○▪■◦‣–—](?=[ \t])|\d{1,3}[.)])(?:([ \t]+)(.*)|$)")
_BLANKS = str.maketrans("\u00a0\u2007\u202f", "   ")
_WIDEST_WRAPPED = 140
NARROWEST_WRAPPED = 40
_WIDE_ENOUGH = 60
_FEWEST_WRAPPED = 3
"""Lines whose common width says that a text is wrapped."""
_FIRST_WORD = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]|[^\s\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]")


def wrapped_at(lines: list[str]) -> int:
    """The width that lines are wrapped at, in characters; 0 where the text is not wrapped.

    In a wrapped text nearly every line that another follows is filled: the next word had no room left in it. A line
    that a label or a bullet follows may have ended for that.
    """
    broken = [
        (line.rstrip(), after.lstrip())
        for line, after in pairwise(lines)
        if line.strip() and after.strip() and not line.endswith(("  ", "\\"))
    ]
    followed = [
        (printed_width(line), 0 if begins_item(after) else printed_width(first_word(after))) for line, after in broken
    ]
    widths = [columns for columns, _ in followed if columns <= _WIDEST_WRAPPED]
    width = max(widths, default=0)
    if width < NARROWEST_WRAPPED:
        return 0
    if len(widths) < _FEWEST_WRAPPED and not all(_inside_a_sentence(line, after) for line, after in broken):
        return 0
    filled = [columns + 1 + word > width for columns, word in followed if columns <= width and word]
    return width if sum(filled) * 2 > len(filled) else 0


def first_word(content: str) -> str:
    """What a line may not be broken in; Han and kana are broken anywhere."""
    found = _FIRST_WORD.match(content)
    return found[0] if found else ""


def printed_width(text: str) -> int:
    """How wide a text is printed; Han, kana and Hangul take two columns."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _inside_a_sentence(line: str, after: str) -> bool:
    """Whether a line that is long enough ends without a stop, and the next goes on in lower case."""
    return printed_width(line) >= _WIDE_ENOUGH and (line[-1].isalnum() or line[-1] == ",") and after[0].islower()


def begins_item(content: str) -> bool:
    """Whether a line begins with a bullet or a label."""
    return bool(ITEM.match(content) or readings(unmarked(content)))


def unmarked(content: str) -> str:
    """A line without the emphasis marks before its label; a no-break space behind that is a blank."""
    return content[:80].lstrip("*_").translate(_BLANKS)
