"""Decimal numbers: ``1.``, ``2)``, ``1、``, ``1.1``, ``2.2.``, ``1．1``, ``2.7.3You``, ``1\\.``, ``1°``, ``1 –``."""

from __future__ import annotations

import re

from watcher.numbering import notlabels
from watcher.numbering.label import Label, Scheme

# Four digits are a year or an amount ("2021 Annual report"); nine parts are no clause number.
# "2A." and "4.2A Fees" were put behind 2 and 4.2; "3D models" has no stop, and "3.1A member" goes on in lower case.
_DECIMAL = re.compile(
    r"(\d{1,3}(?:\\?[.．]\d{1,3}){0,7})((?<=\d)[A-Z](?=[.)][ \t])|(?<=\.\d)[A-Z](?=[ \t]+[A-Z]))?(?!\d)"
    # "5 – 7 days", "3: 2" are ranges and scores: behind a dash, a colon or a stroke stands a capital, a quote or Han.
    r"(\\?[.．、)）]|[°º](?=[ \t])|[ \t]?[–—:：/-](?=[ \t]+(?:[^\W\d_a-zß-ÿ]|[“\"«„\[])|[\u4e00-\u9fff])|)"
    r"([ \t\u3000]*)"
)
# "20° C", "45° N": degrees; "1° le prix" numbers an item, the French and Spanish way.
_DEGREES = re.compile(r"[CFNSEWO](?![^\W_])")
_DRESS = {"．": ".", "）": ")", "–": "-", "—": "-", "：": ":"}
_PART = re.compile(r"\\?[.．]")


def _read(line: str) -> Label | None:
    found = _DECIMAL.match(line)
    if not found:
        return None
    number, inserted, stop, blanks = found.groups("")
    parts = _PART.split(number)
    rest = line[found.end() :]
    if not _plausible(parts, stop, blanks, rest):
        return None
    values = tuple(int(part) for part in parts)
    if len(values) == 2 and not values[-1]:
        values = values[:1]  # "1.0 Scope" heads 1.1 and 1.2
    closing = _DRESS.get(said := stop.strip().lstrip("\\"), said)
    return Label(
        scheme="decimal",
        style=closing if len(values) == 1 else "",
        prefix=number + inserted + stop,
        label=".".join(parts) + inserted,
        values=values,
        end=found.end(),
        item=closing in ("°", "º"),
        weak=_weak(values, closing, blanks, rest),
    )


def _plausible(parts: list[str], stop: str, blanks: str, rest: str) -> bool:
    following = rest[:1]
    if following and not blanks:
        # "3.com", "2.x", "1.2-4", "5)x" are names and ranges; "1.You", "1.[", "1．您" are labels set without a blank.
        unspaced = following.isalpha() and (not following.islower() or not following.isascii())
        if not (unspaced or following in "[(（「『《【“\"‘'*_"):
            return False
        if not stop and len(parts) == 1:
            return False
    if stop in ("°", "º") and (len(parts) > 1 or _DEGREES.match(rest)):
        return False
    if len(parts) == 1:
        # "1. Januar" in German is a day of the month.
        return not notlabels.date(rest) and (bool(stop) or _bare(rest))
    # "01.02.21" is a date, "1.5 million" a quantity, "0.3%" a share.
    if any(len(part) > 1 and part.startswith("0") for part in parts[1:]) or parts[0].startswith("0"):
        return False
    # "2.2.2 to protect" and "4.1. or" are labels; "1.5 or more" is not.
    if len(parts) > 2 or bool(stop) or (blanks and notlabels.title_like(rest)):
        return True
    return not (notlabels.quantity(rest) or notlabels.reference_tail(rest))


def _bare(rest: str) -> bool:
    """``1 Scope``, not ``30 days`` or ``12 % of``: what follows must begin like a heading."""
    return (rest[:1].isupper() or "\u4e00" <= rest[:1] <= "\u9fff") and not notlabels.quantity(rest)


def _weak(values: tuple[int, ...], stop: str, blanks: str, rest: str) -> bool:
    if max(values) > 99 or 0 in values:
        return True
    if len(values) == 1:
        return stop in ("", "-", ":", "/")
    # "2.1 of these", "4.2 million" at the start of a line: a sentence goes on. "1.5 GB", "2.1 年费": only the numbers
    # around it tell a clause from a quantity.
    return len(values) == 2 and not stop and ((bool(blanks) and rest[:1].islower()) or notlabels.quantity(rest))


DECIMAL = Scheme("decimal", _read, "2.6.3", r"\d")
