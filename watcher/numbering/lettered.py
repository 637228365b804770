"""Numbers below a letter or a Roman numeral: ``A.1``, ``B.2.3``, ``IV.2``."""

from __future__ import annotations

import re

from watcher.numbering.label import Label, Scheme
from watcher.numbering.numerals import letters, roman

# "H.264 video", "B.1.1.7 variant", "A.4 paper" are names: such a label is weak, its neighbours decide.
_LETTERED = re.compile(
    r"([A-Z]|[IVXL]{1,8})[.．](\d{1,2}(?:[.．]\d{1,2}){0,4})(?![^\W_])([.)]?)(?:[ \t\u3000]+(?=\S)|$)"
)


def _label(line: str, scheme: str, value: int | None, found: re.Match[str]) -> Label | None:
    if not value:
        return None
    return Label(
        scheme=scheme,
        style="",
        prefix=line[: found.end(3)],
        label=line[: found.end(2)],
        values=(value, *(int(part) for part in re.split(r"[.．]", found[2]))),
        end=found.end(),
        weak=True,
    )


def _below_letter(line: str) -> Label | None:
    found = _LETTERED.match(line)
    return _label(line, "lettered", letters(found[1]) if len(found[1]) == 1 else None, found) if found else None


def _below_roman(line: str) -> Label | None:
    found = _LETTERED.match(line)
    return _label(line, "below_roman", roman(found[1]), found) if found else None


LETTERED = Scheme("lettered", _below_letter, "A.1", "A-Z")
BELOW_ROMAN = Scheme("below_roman", _below_roman, "IV.2", "IVXL")
