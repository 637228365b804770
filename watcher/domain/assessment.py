"""Assessments: how much a change matters, in which categories, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a change matters; ordered from none to critical."""

    NONE = "none"
    """Recorded and shown folded; nobody is told."""
    LOW = "low"
    """Worth knowing: wording, contact details, formatting with legal weight."""
    MEDIUM = "medium"
    """Changes what somebody may or must do."""
    HIGH = "high"
    """Changes money, liability, data, termination, or the notice that was promised."""
    CRITICAL = "critical"
    """Takes away a right or adds a duty that would have been negotiated."""

    # All four are written out: as a str this class has the alphabet's order already, which nothing would replace.
    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Severity) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Severity) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Severity) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Severity) else NotImplemented

    @property
    def rank(self) -> int:
        """0 for none to 4 for critical."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class FactType(StrEnum):
    """What kind of fact was read from both sides of a change."""

    DURATION = "duration"
    MONEY = "money"
    PERCENTAGE = "percentage"
    NUMBER = "number"
    DATE = "date"
    MODALITY = "modality"
    """may, shall, must not; 可以, 应当, 不得."""
    NEGATION = "negation"
    PHRASE = "phrase"
    """A phrase with legal weight, such as "sole discretion" or "without notice"."""
    EXCEPTION = "exception"
    REFERENCE = "reference"
    """A cross-reference or an agreement incorporated by reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something a clause states, as the old side said it and as the new one does."""

    type: FactType
    role: str = ""
    """What it is about: ``notice``, ``retention``, ``payment``, ``cure``, …; empty where unknown."""
    old: str = ""
    """Empty: not stated before."""
    new: str = ""
    """Empty: no longer stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How much one change matters."""

    severity: Severity = Severity.NONE
    categories: tuple[str, ...] = ()
    """The clause's own, such as ``fees`` or ``liability_cap``."""
    inherited: tuple[str, ...] = ()
    """What it has from the clauses above it."""
    facts: tuple[Fact, ...] = ()
    reasons: tuple[str, ...] = ()
    """In words, the weightiest first; never empty where severity is above none."""


UNASSESSED = Assessment()
