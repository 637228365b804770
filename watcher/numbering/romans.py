"""Roman numerals: ``(iv)``, ``iv)``, ``iv.``, ``IV.``, ``I. [Title]``."""

from __future__ import annotations

import re

from watcher.numbering import notlabels
from watcher.numbering.label import Label, Scheme
from watcher.numbering.numerals import roman

_ROMAN = re.compile(
    r"([(（]?)([ivxl]{1,8}|[IVXL]{1,8}|[Ⅰ-Ⅻⅰ-ⅻ])([)）]|\\?\.|、|\s?[:：–—-](?=\s))([ \t\u3000]*)(?![a-z\d])"
)


def _read(line: str) -> Label | None:
    found = _ROMAN.match(line)
    if not found:
        # "(ii) permanently": lower case may follow a blank.
        found = re.match(r"([(（]?)([ivxl]{1,8}|[IVXL]{1,8})([)）]|\\?\.)([ \t\u3000]+)(?=\S)", line)
    if not found:
        return None
    opening, name, closing = found[1], found[2], found[3].strip().lstrip("\\")
    value = _signs(name) or roman(name)
    if value is None or (opening and closing not in ")）") or notlabels.abbreviation(closing, line[found.end() :]):
        return None
    printed = line[: found.end()].rstrip()
    upper = name.isupper()
    return Label(
        scheme="roman",
        style=("(" if opening else "") + closing.replace("）", ")") + ("I" if upper else "i"),
        prefix=printed,
        label=printed if opening else name,
        values=(value,),
        end=found.end(),
        item=not upper or bool(opening),
        weak=not opening and name.isascii() and len(name) == 1 and name not in "Ii",
        rank=9 if opening or not upper else 3,
    )


def _signs(name: str) -> int | None:
    """The value of a numeral that is one sign."""
    if "Ⅰ" <= name <= "Ⅻ":
        return ord(name) - 0x215F
    return ord(name) - 0x216F if "ⅰ" <= name <= "ⅻ" else None


ROMAN = Scheme("roman", _read, "(iv)", "(（ivxlIVXLⅠ-Ⅻⅰ-ⅻ")
