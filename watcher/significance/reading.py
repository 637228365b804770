"""What is read in one text: a stretch, what kind of fact it states, and a value by which two sides compare."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from watcher.domain.assessment import FactType
from watcher.significance.sentences import sentence_around
from watcher.significance.terms import Terms, lower, pieces_of, terms

MOST = 200
"""Values of one kind that are read in one text; a text that is nothing but numbers is a table, not a promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One stated fact. ``start`` and ``end`` are the half-open range of characters it was read from."""

    type: FactType
    start: int
    end: int
    shown: str
    """As people are told; the same for "ten (10) business days" and "10个工作日"."""
    role: str = ""
    size: float | None = None
    """By which two readings of one role and one ``scale`` are larger and smaller; none where that means nothing."""
    scale: str = ""
    """What ``size`` counts: days, a currency, percent."""
    measure: str = ""
    """A duration in the smallest unit that it is a whole of: the same for "12 months" and "one year"; its unit behind
    a blank."""

    @property
    def value(self) -> str:
        """What two readings that mean the same have in common, however it is printed."""
        return self.measure or self.shown


@dataclass(frozen=True, slots=True)
class Role:
    """Words near a value that say what it is about."""

    name: str
    near: Terms


def role(name: str, notation: str) -> Role:
    """A role from the notation of ``terms``."""
    return Role(name, terms(notation))


# "within 10 days after receiving the notice, pay": the notice starts the period, it is not what the period is about.
_STARTING = re.compile(
    r"(?:\b(?:receipt of|receiv\w*|after|upon|following|from the date of)\s+(?:\w+\s+){0,4}?|[收接]到\S{0,6}?)\Z",
    re.IGNORECASE,
)
_FAR = 160
_PENALTY = 80
_BEHIND = 0.5
_ACROSS = 12
"""By how much words behind a comma count as further away: "updated on 5 May 2024, effective from 10 May 2024"."""


def role_of(text: str, start: int, end: int, roles: Iterable[Role]) -> str:
    """The role whose words stand nearest to [start, end) in its sentence; empty where none stands there.

    Words that only start a period ("after receipt of the notice") count as if they stood further away. Of two at the
    same distance the one before the value wins ("a deposit of 50 euros is refunded"), then the first role.
    """
    low, high = sentence_around(text, start, end)
    # Behind a semicolon something else is spoken of.
    low, after = max(low, text.rfind(";", low, start) + 1), text.find(";", end, high)
    high = after if after >= 0 else high
    sentence = text[low:high]
    lowered = lower(sentence)
    pieces = pieces_of(lowered)
    best, nearest = "", float(_FAR)
    for each in roles:
        if not each.near.possible(pieces):
            continue
        for begin, stop in each.near.findall(lowered):
            behind = begin >= end - low
            gap = max(low + begin - end, start - low - stop, 0) + (_BEHIND if behind else 0)
            between = sentence[end - low : begin] if behind else sentence[stop : start - low]
            gap += _ACROSS if "," in between or "，" in between else 0
            if gap < nearest and _STARTING.search(sentence, max(0, begin - 40), begin):
                gap += _PENALTY
            if gap < nearest:
                best, nearest = each.name, gap
    return best
