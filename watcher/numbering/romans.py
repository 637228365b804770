"""Roman numerals: ``(iv)``, ``iv)``, ``iv.``, ``IV.``, ``I. [Title]``."""

from __future__ import annotations

import re

from watcher.numbering.label import Label, Scheme
from watcher.numbering.numerals import roman

_ROMAN = re.compile(
    r"([(（]?)([ivxl]{1,8}|[IVXL]{1,8}|[Ⅰ-Ⅻ])([)）]|\\?\.|、|\s?[:：–—-](?=\s))([ \t\u3000]*)(?![a-z\d])"
)


def _read(line: str) -> Label | None:
    found = _ROMAN.match(line)
    if not found:
        # "(ii) permanently": lower case may follow a blank.
        found = re.match(r"([(（]?)([ivxl]{1,8}|[IVXL]{1,8})([)）]|\\?\.)([ \t\u3000]+)(?=\S)", line)
    if not found:
        return None
    opening, name, closing = found[1], found[2], found[3].strip().lstrip("\\")
    value = ord(name) - 0x215F if "Ⅰ" <= name <= "Ⅻ" else roman(name)
    if value is None or (opening and closing not in ")）"):
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
        weak=not opening and len(name) == 1 and name not in "Ii",
        rank=9 if opening or not upper else 3,
    )


ROMAN = Scheme("roman", _read, "(iv)")
