"""What the pages list: agreements and how they stand, comparisons, what is new to somebody. Page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity
from watcher.domain.change import ChangeKind
from watcher.domain.delivery import Delivery, DeliveryState
from watcher.domain.errors import UsageError
from watcher.domain.review import Standing
from watcher.domain.sentence import Sentence
from watcher.domain.version import Check, Version, WatchState
from watcher.services import words
from watcher.services.paging import Page
from watcher.services.ports import Clock
from watcher.services.schedule import Schedule

MONTHS = 12
"""How many a strip shows."""
_FIRST_LOOK = timedelta(days=30)
"""How far back something is new to somebody who never looked."""
_MANY = 1000
"""More than these nobody counts."""
CONDITIONS = ("failing", "quarantined", "confirming", "watched", "new", "ended")
"""How it can stand with an agreement."""
ORDERS = ("id", "changed")
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which agreements are listed, and in which order."""

    words: str = ""
    """All of them stand in its id, title or provider."""
    tag: str = ""
    provider: str = ""
    severity: Severity = Severity.NONE
    """Of the last change, from there on."""
    state: str = ""
    """One of CONDITIONS; ``all``; empty: all but those that have ended."""
    order: str = "id"
    """``id``, or ``changed``: the last change first."""

    def __post_init__(self) -> None:
        if self.state and self.state != ALL and self.state not in CONDITIONS:
            raise UsageError(
                Sentence("there is no such state"), where="state", mend=f"one of {', '.join(CONDITIONS)}, {ALL}"
            )
        if self.order not in ORDERS:
            raise UsageError(Sentence("there is no such order"), where="order", mend=f"one of {', '.join(ORDERS)}")

    @property
    def folded(self) -> tuple[str, ...]:
        """The words as the store keeps them."""
        return tuple(" ".join(phrase) for phrase in words.phrases(self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What changed in one month."""

    begins: date
    comparisons: int = 0
    changes: int = 0
    """Without those that were only renumbered."""
    severity: Severity | None = None
    """The highest; none where nothing changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An agreement as the catalogue finds it."""

    agreement: Agreement
    watched_since: datetime
    condition: str
    """One of CONDITIONS."""
    state: WatchState
    versions: int
    last_change: datetime | None
    """When the newest version but the first was first seen."""
    ended_at: datetime | None
    comparison_id: str
    """The last one; empty for none."""
    severity: Severity | None
    """Of the last comparison."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An agreement as the overview shows it."""

    row: Row
    next_check: datetime | None
    """None for an agreement that has ended."""
    waiting: int
    """How many of its comparisons wait for a decision."""
    strip: tuple[Bucket, ...]
    """The last twelve months, the oldest first."""

    @property
    def agreement(self) -> Agreement:
        return self.row.agreement

    @property
    def condition(self) -> str:
        return self.row.condition

    @property
    def reason(self) -> str:
        """Why it is failing or quarantined."""
        return self.row.state.reason

    @property
    def since(self) -> datetime | None:
        """Since when it is quarantined or failing."""
        state = self.row.state
        return state.quarantined_since or state.failing_since

    @property
    def versions(self) -> int:
        return self.row.versions

    @property
    def last_success(self) -> datetime | None:
        return self.row.state.last_success

    @property
    def last_change(self) -> datetime | None:
        return self.row.last_change

    @property
    def ended_at(self) -> datetime | None:
        return self.row.ended_at

    @property
    def comparison_id(self) -> str:
        return self.row.comparison_id

    @property
    def severity(self) -> Severity | None:
        return self.row.severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the agreements can be chosen by."""

    tags: tuple[str, ...]
    providers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A version on the time line of its agreement."""

    version: int
    at: datetime
    """When it was first seen."""
    returns_to: int | None
    comparison_id: str = ""
    """The comparison with the version before; empty for the first."""
    counts: Mapping[ChangeKind, int]
    severity: Severity | None = None

    @property
    def changes(self) -> int:
        return weighty(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison without its changes."""

    id: str
    agreement_id: str
    title: str
    """Of the agreement."""
    old: int
    new: int
    at: datetime
    severity: Severity
    counts: Mapping[ChangeKind, int]
    standing: Standing
    """Where its review as a whole stands."""

    @property
    def changes(self) -> int:
        return weighty(self.counts)


def weighty(counts: Mapping[ChangeKind, int]) -> int:
    """How many changes, without those that were only renumbered."""
    return sum(count for kind, count in counts.items() if kind is not ChangeKind.RENUMBERED)


class Catalogue(Protocol):
    """What is kept, as lists. Every method may raise StoreBusy or StoreError, and UsageError for a wrong ``after``."""

    def agreements(self, wanted: Wanted, *, after: str, limit: int) -> Page[Row]: ...

    def row(self, agreement_id: str) -> Row:
        """Raises NotFound."""

    def trouble(self, *, after: str, limit: int) -> Page[Row]:
        """The agreements that are failing or quarantined, the longest first."""

    def longest_unchecked(self) -> list[Row]:
        """Of the agreements that are watched, enough to know which check has been due for longest.

        Of those with the same ``every`` the one that was checked first; and all whose check may be due for another
        reason: those never checked, and those with a text that waits for its confirmation.
        """

    def tally(self, wanted: Wanted) -> dict[str, int]:
        """How many agreements there are of each condition, whatever state is wanted."""

    def choices(self) -> Choices:
        """Of agreements that have not ended; by name."""

    def buckets(self, agreement_ids: Sequence[str], since: date) -> dict[str, dict[date, Bucket]]:
        """By agreement and by the first day of the month; months in which nothing changed are left out."""

    def open_counts(self, agreement_ids: Sequence[str], today: date) -> dict[str, int]:
        """How many comparisons of each agreement wait for a decision; those without any are left out."""

    def timeline(self, agreement_id: str) -> list[Moment]:
        """Oldest first."""

    def compared(
        self, *, agreement_id: str, severity: Severity, since: datetime | None, after: str, limit: int
    ) -> Page[Compared]:
        """Newest first; of all agreements when none is named; ``since``: made later than that."""

    def comparison(self, comparison_id: str) -> Compared:
        """Raises NotFound."""

    def versions(self, agreement_id: str, *, after: str, limit: int) -> Page[Version]:
        """Oldest first."""

    def checks(self, agreement_id: str, *, after: str, limit: int) -> Page[Check]:
        """Newest first."""

    def deliveries(self, states: Sequence[DeliveryState], subscriber: str, *, after: str, limit: int) -> Page[Delivery]:
        """Newest first, with their attempts; every state when none is named."""

    def looked(self, who: str) -> datetime | None:
        """Up to when they said that they have seen everything."""

    def look(self, who: str, until: datetime) -> None:
        """Keep it, where it is later than what is kept."""


class Overview:
    """Lists for people and programs. Raises NotFound for names that nothing has."""

    def __init__(self, catalogue: Catalogue, schedule: Schedule, clock: Clock) -> None:
        self._catalogue = catalogue
        self._schedule = schedule
        self._clock = clock

    def lines(self, wanted: Wanted, *, after: str = "", limit: int = 50) -> Page[Line]:
        return self._drawn(self._catalogue.agreements(wanted, after=after, limit=limit))

    def line(self, agreement_id: str) -> Line:
        return self._drawn(Page((self._catalogue.row(agreement_id),))).items[0]

    def trouble(self, *, after: str = "", limit: int = 50) -> Page[Line]:
        """Agreements that cannot be read, the longest first."""
        return self._drawn(self._catalogue.trouble(after=after, limit=limit))

    def tally(self, wanted: Wanted | None = None) -> dict[str, int]:
        """How many of each condition, in the order of CONDITIONS; ``wanted.state`` is passed over."""
        found = self._catalogue.tally(wanted or Wanted())
        return {condition: found.get(condition, 0) for condition in CONDITIONS}

    def choices(self) -> Choices:
        return self._catalogue.choices()

    def timeline(self, agreement_id: str) -> tuple[Moment, ...]:
        """All versions, oldest first."""
        return tuple(self._catalogue.timeline(self._catalogue.row(agreement_id).agreement.id))

    def comparisons(
        self,
        agreement_id: str = "",
        *,
        severity: Severity = Severity.NONE,
        since: datetime | None = None,
        after: str = "",
        limit: int = 50,
    ) -> Page[Compared]:
        """Newest first, without their changes."""
        of = self._catalogue.row(agreement_id).agreement.id if agreement_id else ""
        return self._catalogue.compared(agreement_id=of, severity=severity, since=since, after=after, limit=limit)

    def checks(self, agreement_id: str, *, after: str = "", limit: int = 50) -> Page[Check]:
        """Newest first."""
        return self._catalogue.checks(self._catalogue.row(agreement_id).agreement.id, after=after, limit=limit)

    def comparison(self, comparison_id: str) -> Compared:
        """One comparison, without its changes."""
        return self._catalogue.comparison(comparison_id)

    def versions(self, agreement_id: str, *, after: str = "", limit: int = 50) -> Page[Version]:
        """Oldest first."""
        return self._catalogue.versions(self._catalogue.row(agreement_id).agreement.id, after=after, limit=limit)

    def deliveries(
        self, state: DeliveryState | None = None, subscriber: str = "", *, after: str = "", limit: int = 50
    ) -> Page[Delivery]:
        """Newest first, with their attempts."""
        return self._catalogue.deliveries([state] if state else (), subscriber, after=after, limit=limit)

    def looked_at(self, who: str) -> datetime | None:
        """Up to when that user said that they have seen everything."""
        return self._catalogue.looked(who)

    def look(self, who: str, until: datetime) -> None:
        """That user has seen everything up to then. It goes forward only, and not beyond the present."""
        self._catalogue.look(who, min(until, self._clock()))

    def unseen(self, who: str, *, after: str = "", limit: int = 50) -> Page[Compared]:
        """What changed and matters since that user last looked; in the last 30 days for one who never did."""
        since = self._catalogue.looked(who) or self._clock() - _FIRST_LOOK
        return self.comparisons(severity=Severity.LOW, since=since, after=after, limit=limit)

    def unseen_count(self, who: str) -> int:
        """How many those are; at most 1,000."""
        return len(self.unseen(who, limit=_MANY).items)

    def _drawn(self, found: Page[Row]) -> Page[Line]:
        now = self._clock()
        ids = [row.agreement.id for row in found.items]
        months = _months(now.date())
        buckets = self._catalogue.buckets(ids, months[0])
        waiting = self._catalogue.open_counts(ids, now.date())
        return Page(
            tuple(
                Line(
                    row=row,
                    next_check=None if row.ended_at else self._schedule.next_check(row.agreement, row.state, now),
                    waiting=waiting.get(row.agreement.id, 0),
                    strip=tuple(
                        buckets.get(row.agreement.id, {}).get(month) or Bucket(begins=month) for month in months
                    ),
                )
                for row in found.items
            ),
            found.next,
        )


def _months(today: date) -> list[date]:
    """The first days of the last twelve months, the oldest first."""
    last = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]
