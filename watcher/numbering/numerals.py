"""The numbers behind letters, Roman and Chinese numerals."""

from __future__ import annotations

import re

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}
# Canonical only, up to 89: "iiii", "vv" and words such as "mix", "dim" or "civil" are no numerals.
_ROMAN = re.compile(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_NUMERALS = "〇零一二三四五六七八九十百千两"


def roman(text: str) -> int | None:
    """The value of a canonical Roman numeral up to 89, in one case throughout; else none."""
    if not text or (text != text.lower() and text != text.upper()) or not _ROMAN.fullmatch(text):
        return None
    digits = [_ROMAN_DIGITS[c] for c in text.lower()]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < following else digit for digit, following in pairs)


def letters(text: str) -> int | None:
    """a is 1, z is 26; after z come aa, bb, … or aa, ab, …, as lists print them; else none."""
    if not text.isascii() or not text.isalpha() or text not in (text.lower(), text.upper()):
        return None
    first, *rest = (ord(c) - 96 for c in text.lower())
    if not rest:
        return first
    if len(rest) > 1 or (first > 1 and rest[0] != first):
        return None
    return 26 + rest[0]


def han(text: str) -> int | None:
    """The value of a Chinese numeral below 10,000 (``十二``, ``一百零三``, ``二〇``); else none."""
    if not text or any(c not in HAN_NUMERALS for c in text):
        return None
    if not any(c in _HAN_UNITS for c in text):
        return int("".join(str(_HAN_DIGITS[c]) for c in text)) if len(text) <= 4 else None
    total = digit = 0
    for c in text:
        if c in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[c]
            digit = 0
        else:
            digit = _HAN_DIGITS[c]
    return total + digit
