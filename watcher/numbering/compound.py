"""Items named with the number of their clause: ``3(a)``, ``3.2(b)(ii)``, ``12(1)``."""

from __future__ import annotations

import re

from watcher.numbering.label import Label, Scheme
from watcher.numbering.numerals import letters, roman

# "401(k) plans", "5(five) days", "3(a) of the Act applies": such a label is weak, its neighbours decide.
_COMPOUND = re.compile(
    r"(\d{1,3}(?:\.\d{1,3}){0,3})((?:\((?:[a-z]{1,2}|[ivx]{1,5}|[A-Z]|\d{1,2})\)){1,4})([.:]?)[ \t\u3000]+(?=\S)"
)
_ITEM = re.compile(r"\(([^)]+)\)")


def _read(line: str) -> Label | None:
    found = _COMPOUND.match(line)
    if not found:
        return None
    values = [int(part) for part in found[1].split(".")]
    for depth, item in enumerate(_ITEM.findall(found[2])):
        value = _value(item, first=not depth)
        if value is None:
            return None
        values.append(value)
    return Label(
        scheme="compound",
        style="",
        prefix=line[: found.end(3)],
        label=line[: found.end(2)],
        values=tuple(values),
        end=found.end(),
        weak=True,
    )


def _value(item: str, *, first: bool) -> int | None:
    """What an item counts; of "3(i)" and "3(a)(i)" the first is a letter, the second a numeral."""
    if item.isdecimal():
        return int(item)
    return (letters(item) or roman(item)) if first else (roman(item) or letters(item))


COMPOUND = Scheme("compound", _read, "3(a)", r"\d")
