"""The notice clock: which notice of a change was promised, which dates are stated, when the texts were seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDate:
    """A date that an agreement states about itself."""

    shown: str
    """In ISO 8601; as printed where that cannot be told: 03/04/2024, a month, a placeholder, "updated today"."""
    day: date | None = None
    vague: bool = False
    """Whether it names no time at all: a placeholder, or "today", which is another day for every reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A notice that an agreement promises before its terms or fees change."""

    shown: str
    """``10 working days``."""
    days: float
    """In calendar days; working days counted as 1.4 of them."""
    working: bool
    """Whether it is counted in working days."""
    place: str
    """The label or heading of the clause that promises it."""
    words: str
    """The sentence it was read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A published rule of law on notice, shown as a fact beside the clock, never as a verdict."""

    jurisdiction: str
    title: str
    source: str
    """Where it was published."""
    in_force: date
    days: int
    """Days between the notice, or the publication, and the day the change takes effect."""
    says: str
    """In our words: to whom it applies, and what it asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeClock:
    """What can be said about the notice of one change of text. Days are of the calendar unless named otherwise."""

    promised: tuple[Promise, ...]
    """By the previous version, in document order."""
    updated_before: StatedDate | None
    """The "last updated" that the previous version states."""
    updated: StatedDate | None
    effective: StatedDate | None
    """From when the new version says it applies."""
    last_seen: datetime
    """When the previous text was last received; UTC."""
    first_seen: datetime
    """When the new text was first received; UTC."""
    effective_before: StatedDate | None = None
    """From when the previous version said that it applies."""
    laws: tuple[Law, ...] = ()
    """Those in force when the text changed, of the jurisdictions that were asked for."""

    @property
    def dated(self) -> bool:
        """Whether the new text states any date about itself."""
        return any(each is not None and not each.vague for each in (self.updated, self.effective))

    @property
    def applies(self) -> StatedDate | None:
        """From when the new text applies; none where it repeats the date from which the previous one did already."""
        before, now = self.effective_before, self.effective
        if before is None or now is None or before.shown != now.shown:
            return now
        return now if now.day is not None and now.day > self.last_seen.date() else None

    @property
    def repeated(self) -> StatedDate | None:
        """The date that stayed although the text changed: of its last update, or since when it applies."""
        if self.updated_before is not None or self.updated is not None:
            before, now = self.updated_before, self.updated
            return now if before and now and not now.vague and before.shown == now.shown else None
        return self.effective if self.applies is None and self.effective and not self.effective.vague else None

    @property
    def silent(self) -> bool:
        """Whether the text changed while the date that it states about itself stayed."""
        return self.repeated is not None

    @property
    def given(self) -> int | None:
        """Days from the first sight of the new text to the day it takes effect; negative: it was in force already."""
        if self.applies is None or self.applies.day is None:
            return None
        return (self.applies.day - self.first_seen.date()).days

    @property
    def kept(self) -> bool | None:
        """Whether the longest notice promised was given, as far as we saw the text; none where nothing can be said."""
        if not self.promised or self.applies is None or self.applies.day is None:
            return None
        longest = max(self.promised, key=lambda each: each.days)
        return self.applies.day >= earliest(longest, self.first_seen.date())

    def left(self, today: date) -> int | None:
        """Days until the new text takes effect; negative when it has."""
        return None if self.applies is None or self.applies.day is None else (self.applies.day - today).days


def earliest(promise: Promise, told: date) -> date:
    """The first day on which a change told on ``told`` may take effect.

    Working days are Monday to Friday; public holidays, which differ from place to place, are not taken out.
    """
    day = told.toordinal()
    if not promise.working:
        return date.fromordinal(min(day + round(promise.days), date.max.toordinal()))
    for _ in range(min(round(promise.days / WORKING_DAY), MOST_WORKING_DAYS)):
        day += 1
        while date.fromordinal(day).weekday() >= SATURDAY:
            day += 1
    return date.fromordinal(day)


WORKING_DAY = 1.4
"""Calendar days to a working day."""
SATURDAY = 5
MOST_WORKING_DAYS = 2_500
"""Ten years: what an agreement prints as a number may be anything."""
