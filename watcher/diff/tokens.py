"""Tokens: the units in which texts are compared.

Ugly, characters:  within 1[-0-]{+5+} working days      Wanted, tokens:  within [-10-]{+15+} working days

A word of an alphabetic script is a token, a Han character or kana is one, and so is a whole number (三十 as well),
date, amount, label, address. White space is none: it says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from watcher.diff.cosmetics import fold, fold_with_map, key_of

_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
)
# Thousands may be set apart: 500 000, 10'000. In "Section 2 300 boats" they look the same, and are marked as one.
_NUMBER = r"(?:\d{1,3}(?:[ ']\d{3})+(?!\d)|\d+)(?:[.,:/]\d+)*"
_ITEM = r"\((?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,2})\)"
_HAN_NUMBER = "[〇零一二三四五六七八九十百千万亿两]{2,24}"
_LETTERS = rf"[^\W\d_{_SINGLE}]"

# Every repetition before a sign that may be missing is bounded, so that a megabyte of "a.a.a.a" costs no more than
# its length.
_ADDRESS = r"""
      [A-Za-z0-9_.+-]{1,64}(?:@|\s?[\[({]\s?(?:at|AT|@)\s?[\])}]\s?)[A-Za-z0-9-]{1,63}
        (?:(?:\.|\s?[\[({]\s?(?:dot|DOT|\.)\s?[\])}]\s?)[A-Za-z0-9-]{1,63}){1,6}
    | [A-Za-z0-9_.+-]{1,64}\s(?:at|AT)\s[A-Za-z0-9-]{1,63}\s(?:dot|DOT)\s[A-Za-z]{2,20}
"""
_REST = rf"""
      (?:https?://|www\.)[^\s<>"'|{_SINGLE}]*[^\s<>"'|.,;:!?)\]{_SINGLE}]
    | \d{{1,2}}(?:st|nd|rd|th|er|\.)?\s{{1,2}}{_MONTH}\.?,?\s{{1,2}}\d{{4}}\b
    | {_MONTH}\.?\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}\d{{4}}\b
    | \d{{2,4}}\s?年\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?
    | (?:[A-Z]{{1,3}})?[$€£¥₹₩]\s?{_NUMBER}
    | (?:USD|EUR|GBP|CNY|RMB|CHF|JPY|HKD)\s?{_NUMBER}
    | \d{{4}}-\d{{1,2}}-\d{{1,2}}\b
    | {_NUMBER}(?:\s?[%‰€£¥]|(?:{_ITEM})+|(?:st|nd|rd|th)\b)?
    | {_ITEM}
    | {_LETTERS}+(?:'(?:s|t|re|ve|ll|d|m)\b)?
    | ^[ \t]{{0,8}}[*+-][ \t]{{1,8}}
    | {_HAN_NUMBER}
    | -{{2,}} | \.{{2,}}
    | \S
"""
_TOKEN = re.compile(_REST, re.VERBOSE | re.MULTILINE)
_TOKEN_OR_ADDRESS = re.compile(_ADDRESS + "|" + _REST, re.VERBOSE | re.MULTILINE)
_MAY_HOLD_ADDRESS = re.compile(r"@|[\[({]\s?at\s?[\])}]|\sdot\s", re.IGNORECASE)


def _pattern(text: str) -> re.Pattern[str]:
    """Looking for an address at every word takes longer than all the rest, and few clauses hold one."""
    return _TOKEN_OR_ADDRESS if _MAY_HOLD_ADDRESS.search(text) else _TOKEN


@dataclass(frozen=True, slots=True)
class Token:
    """A unit of a text: the half-open range of printed characters, and what it is compared by."""

    start: int
    end: int
    key: str

    @property
    def is_word(self) -> bool:
        """Whether it says something by itself; punctuation does not."""
        return any(sign.isalnum() for sign in self.key)


def keys(text: str) -> list[str]:
    """What the text says, token by token, cosmetics folded."""
    folded = fold(text)
    found = [token if token.isalnum() else key_of(token) for token in _pattern(folded).findall(folded)]
    return found if "" not in found else [key for key in found if key]


def tokenize(text: str) -> list[Token]:
    """As ``keys``, with the printed range of each token."""
    folded = fold_with_map(text)
    tokens = []
    for found in _pattern(folded.text).finditer(folded.text):
        key = found[0] if found[0].isalnum() else key_of(found[0])
        if key:
            tokens.append(Token(folded.printed(found.start()), folded.printed(found.end()), key))
    return tokens


def is_single(key: str) -> bool:
    """Whether the token is of a script that is compared character by character."""
    return len(key) == 1 and _ONE.match(key) is not None


_ONE = re.compile(f"[{_SINGLE}]")
