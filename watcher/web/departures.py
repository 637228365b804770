"""The departures of a comparison as its page shows them: the redline of each, its facts, and how its review stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.review import Decision, ReviewState, Standing
from watcher.domain.review import Entry as Remark
from watcher.locale import Locale
from watcher.locale.words import FACT_TYPES, amount, role
from watcher.redline.groups import Order
from watcher.redline.sheet import Entry, Layout, Mark, lay_out
from watcher.redline.sides import Side, sides
from watcher.redline.visible import visible
from watcher.services.review import Review
from watcher.web.addresses import path

MOVES = (ChangeKind.MOVED, ChangeKind.MOVED_MODIFIED)
_BEGINS = 60
_FACTS = 12
"""Facts of one departure that are listed."""


def address(comparison_id: str, change_id: str = "") -> str:
    """Of a comparison's page, or a change's."""
    return path("comparisons", comparison_id, *(("changes", change_id) if change_id else ()))


class Standings:
    """How the review of a comparison stands, and that of each of its changes."""

    def __init__(self, review: Review, today: date) -> None:
        self._own = {entry.change_id: entry.standing for entry in review.entries}
        self._remarks = {entry.change_id: entry for entry in review.entries if entry.words}
        self._today = today
        self.whole = self._own.get("", Standing())
        self.whole_is_open = self.whole.is_open(today)

    def of(self, change_id: str) -> Standing:
        """Of one change by itself."""
        return self._own.get(change_id, Standing())

    def remark(self, change_ids: Sequence[str]) -> Remark | None:
        """What was said of them last."""
        said = [self._remarks[one] for one in change_ids if one in self._remarks]
        return max(said, key=lambda one: one.seq, default=None)

    def waits(self, change_id: str) -> bool:
        """Whether somebody still has to decide on it: a decision on the whole covers those that have none."""
        return self.whole_is_open and self.of(change_id).is_open(self._today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fact in the words of whoever reads."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """One change as it is shown; or clauses that came or went together, which are read as one."""

    shown: Entry
    address: str
    kind: ChangeKind
    clauses: tuple[str, ...]
    """The ids of the clauses it is about, those that read so now first."""
    facts: tuple[Told, ...]
    move: int
    """The number that both ends of a move carry; 0 where nothing moved."""
    came_from: str
    """Where a moved clause stood."""
    standings: tuple[Standing, ...]
    remark: Remark | None
    """What was said of it last."""
    open_ids: tuple[str, ...]
    """Those of its changes that wait for a decision."""

    @property
    def ids(self) -> tuple[str, ...]:
        return self.shown.ids

    @property
    def standing(self) -> Standing:
        """Where its changes stand together: as the one that is furthest from its end."""
        return min(self.standings, key=lambda one: list(ReviewState).index(one.state))

    @property
    def decision(self) -> Decision | None:
        return self.standing.decision

    @property
    def begins(self) -> str:
        """Its heading, or how its text begins: by what people know it besides its number."""
        pieces = self.shown.heading or self.shown.body
        words = "".join(one.text for one in pieces if one.mark is not Mark.DELETE) or "".join(
            one.text for one in pieces
        )
        line = words.strip().partition("\n")[0]
        if line[:20] in self.shown.place:
            return ""
        return line if len(line) <= _BEGINS else f"{line[:_BEGINS]}…"

    @property
    def rows(self) -> tuple[tuple[Side, Side], ...]:
        """Its text taken apart, paragraph beside paragraph."""
        return sides(self.shown.body)

    @property
    def heading_row(self) -> tuple[Side, Side]:
        """Its heading taken apart."""
        return sides(self.shown.heading)[0]


def departures(
    review: Review, chosen: Comparison, order: Order, standings: Standings, locale: Locale
) -> tuple[Departure, ...]:
    """The departures of ``chosen``, which holds all or some of the comparison's changes, in that order."""
    entries = lay_out(chosen, Layout(order=order, context=None, locale=locale)).entries
    by_id = {change.id: change for change in chosen.changes}
    numbers = move_numbers(review.recorded.comparison)
    return tuple(
        _departure(review, entry, [by_id[one] for one in entry.ids], numbers, standings, locale) for entry in entries
    )


def move_numbers(comparison: Comparison) -> Mapping[str, int]:
    """A number from 1 for each change that moved a clause, in the order of the document."""
    moved = [change.id for change in comparison.changes if change.kind in MOVES]
    return {change_id: number for number, change_id in enumerate(moved, 1)}


def _departure(
    review: Review,
    entry: Entry,
    changes: list[Change],
    numbers: Mapping[str, int],
    standings: Standings,
    locale: Locale,
) -> Departure:
    first = changes[0]
    clauses = [clause.id for change in changes for clause in (*change.new, *change.old)]
    return Departure(
        shown=entry,
        address=address(review.recorded.id, first.id),
        kind=first.kind,
        clauses=tuple(dict.fromkeys(clauses)),
        facts=_facts(changes, locale),
        move=numbers.get(first.id, 0),
        came_from=visible(" > ".join(first.old[0].path)) if first.kind in MOVES and first.old else "",
        standings=tuple(standings.of(one) for one in entry.ids),
        remark=standings.remark(entry.ids),
        open_ids=tuple(one for one in entry.ids if standings.waits(one)),
    )


def _facts(changes: list[Change], locale: Locale) -> tuple[Told, ...]:
    found = dict.fromkeys(fact for change in changes for fact in change.assessment.facts)
    told = (
        Told(
            what=visible(locale.say(role(fact.role) if fact.role else FACT_TYPES[fact.type])),
            old=visible(locale.say(amount(fact.old))),
            new=visible(locale.say(amount(fact.new))),
        )
        for fact in found
    )
    return tuple(dict.fromkeys(told))[:_FACTS]
