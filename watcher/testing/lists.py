"""The ports behind the lists of the pages, over the stores in memory: everything is looked through, every time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from watcher.domain.assessment import Severity
from watcher.domain.change import ChangeKind
from watcher.domain.clause import Clause
from watcher.domain.delivery import Delivery, DeliveryState
from watcher.domain.review import Standing
from watcher.domain.version import Check, Recorded, Version
from watcher.services.browse import Standing as AgreementStanding
from watcher.services.overview import ALL, Bucket, Choices, Compared, Moment, Row, Wanted, weighty
from watcher.services.paging import Page, key, page
from watcher.services.ports import ReviewLog, Store, Watched
from watcher.services.search import Found, Query, When
from watcher.services.words import folded, occurrences
from watcher.significance import categorize

T = TypeVar("T")
_EVERYTHING = 2**31


class MemoryCatalogue:
    """The port Catalogue. Places in its lists are numbers."""

    def __init__(self, store: Store, log: ReviewLog) -> None:
        self._store = store
        self._log = log
        self._looks: dict[str, datetime] = {}

    def agreements(self, wanted: Wanted, *, after: str, limit: int) -> Page[Row]:
        found = [row for row in self._rows(wanted) if _of_state(row, wanted.state)]
        if wanted.order == "changed":
            found.sort(key=lambda row: row.last_change.timestamp() if row.last_change else 0.0, reverse=True)
        return _portion(found, after, limit)

    def row(self, agreement_id: str) -> Row:
        return self._row(self._store.agreement(agreement_id))

    def trouble(self, *, after: str, limit: int) -> Page[Row]:
        found = [row for row in self._rows(Wanted()) if row.condition in ("failing", "quarantined")]
        return _portion(sorted(found, key=_troubled_since), after, limit)

    def longest_unchecked(self) -> list[Row]:
        return [row for row in self._rows(Wanted()) if row.ended_at is None]

    def tally(self, wanted: Wanted) -> dict[str, int]:
        return _counted(row.condition for row in self._rows(wanted))

    def choices(self) -> Choices:
        agreements = [row.agreement for row in self._store.watched()]
        return Choices(
            tags=tuple(sorted({tag for one in agreements for tag in one.tags})),
            providers=tuple(sorted({one.provider for one in agreements if one.provider})),
        )

    def buckets(self, agreement_ids: Sequence[str], since: date) -> dict[str, dict[date, Bucket]]:
        found: dict[str, dict[date, Bucket]] = {}
        for one in self._store.comparisons(limit=_EVERYTHING):
            begins = one.at.date().replace(day=1)
            if one.agreement_id in agreement_ids and begins >= since:
                months = found.setdefault(one.agreement_id, {})
                before = months.get(begins) or Bucket(begins=begins)
                months[begins] = Bucket(
                    begins=begins,
                    comparisons=before.comparisons + 1,
                    changes=before.changes + weighty(one.comparison.counts),
                    severity=max(before.severity or Severity.NONE, one.comparison.severity),
                )
        return found

    def open_counts(self, agreement_ids: Sequence[str], today: date) -> dict[str, int]:
        waiting = self._log.open_reviews(today, limit=_EVERYTHING)
        return _counted(one.agreement_id for one in waiting if one.agreement_id in agreement_ids)

    def timeline(self, agreement_id: str) -> list[Moment]:
        return [self._moment(version) for version in self._store.versions(agreement_id)]

    def compared(
        self, *, agreement_id: str, severity: Severity, since: datetime | None, after: str, limit: int
    ) -> Page[Compared]:
        found = [
            self._compared(one)
            for one in self._store.comparisons(agreement_id, limit=_EVERYTHING)
            if one.comparison.severity >= severity and (since is None or one.at > since)
        ]
        return _portion(found, after, limit)

    def comparison(self, comparison_id: str) -> Compared:
        return self._compared(self._store.comparison(comparison_id))

    def versions(self, agreement_id: str, *, after: str, limit: int) -> Page[Version]:
        return _portion(self._store.versions(agreement_id), after, limit)

    def checks(self, agreement_id: str, *, after: str, limit: int) -> Page[Check]:
        return _portion(self._store.checks(agreement_id, limit=_EVERYTHING), after, limit)

    def deliveries(self, states: Sequence[DeliveryState], subscriber: str, *, after: str, limit: int) -> Page[Delivery]:
        found = self._store.deliveries(states=states, subscriber=subscriber, limit=_EVERYTHING)
        return _portion(found, after, limit)

    def looked(self, who: str) -> datetime | None:
        return self._looks.get(who)

    def look(self, who: str, until: datetime) -> None:
        self._looks[who] = max(self._looks.get(who, until), until)

    def _rows(self, wanted: Wanted) -> list[Row]:
        rows = [self._row(watched) for watched in self._store.watched(ended=True)]
        return [row for row in rows if _fits(row, wanted)]

    def _row(self, watched: Watched) -> Row:
        agreement = watched.agreement
        newest = self._store.newest(agreement.id)
        changed = newest.first_seen if newest and newest.number > 1 else None
        standing = AgreementStanding(
            agreement=agreement,
            state=self._store.state(agreement.id),
            versions=newest.number if newest else 0,
            last_change=changed,
            next_check=None,
            ended_at=watched.ended_at,
        )
        last = next(iter(self._store.comparisons(agreement.id, limit=1)), None)
        return Row(
            agreement=agreement,
            watched_since=watched.since,
            condition=standing.condition,
            state=standing.state,
            versions=standing.versions,
            last_change=changed,
            ended_at=watched.ended_at,
            comparison_id=last.id if last else "",
            severity=last.comparison.severity if last else None,
        )

    def _moment(self, version: Version) -> Moment:
        led = self._store.comparison_of(version.agreement_id, version.number)
        return Moment(
            version=version.number,
            at=version.first_seen,
            returns_to=version.returns_to,
            comparison_id=led.id if led else "",
            counts=_nonzero(led) if led else {},
            severity=led.comparison.severity if led else None,
        )

    def _compared(self, one: Recorded) -> Compared:
        return Compared(
            id=one.id,
            agreement_id=one.agreement_id,
            title=self._store.agreement(one.agreement_id).agreement.title,
            old=one.old,
            new=one.new,
            at=one.at,
            severity=one.comparison.severity,
            counts=_nonzero(one),
            standing=self._log.standings([one.id]).get(one.id, Standing()),
        )


class MemoryTextIndex:
    """The port TextIndex: what is read now first, and nothing is better than the rest."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, wanted: Sequence[Sequence[str]], query: Query, *, after: str, limit: int) -> Page[Found]:
        found: dict[tuple[str, str, str], list[Found]] = {}
        for row in self._store.watched(ended=True):
            if query.agreement in ("", row.agreement.id):
                for one in self._wordings(row.agreement.id, row.agreement.title):
                    found.setdefault((one.agreement_id, one.heading, one.text), []).append(one)
        hits = [_shown(group, query) for group in found.values() if _says(group[0], wanted)]
        kept = [hit for hit in hits if hit is not None and not (query.current and hit.until)]
        return _portion(sorted(kept, key=lambda hit: hit.until is not None), after, limit)

    def _wordings(self, agreement_id: str, title: str) -> list[Found]:
        """Each run of versions in which a clause reads the same, in order."""
        open_: dict[tuple[str, str, str], Found] = {}
        ended: list[Found] = []
        for version in self._store.versions(agreement_id):
            when = When(version=version.number, at=version.first_seen)
            tree = self._store.tree(version.id)
            categories = categorize(tree)
            now = {
                (clause.id, clause.heading, clause.text): _found(
                    agreement_id, title, clause, sum(categories[clause.id], ()), when
                )
                for clause in tree.clauses
                if clause.heading or clause.text
            }
            ended += [_until(one, when) for key_, one in open_.items() if key_ not in now]
            open_ = {key_: _since(one, open_.get(key_)) for key_, one in now.items()}
        return [*ended, *open_.values()]


class MemoryClauseIndex:
    """The port ClauseIndex."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def touching(self, agreement_id: str, clause_id: str) -> list[tuple[Recorded, tuple[str, ...]]]:
        found = []
        for one in sorted(self._store.comparisons(agreement_id, limit=_EVERYTHING), key=lambda row: row.new):
            changes = [
                change.id
                for change in one.comparison.changes
                if clause_id in {clause.id for clause in (*change.old, *change.new)}
            ]
            if changes:
                found.append((one, tuple(changes)))
        return found

    def first_version(self, agreement_id: str, clause_id: str) -> int | None:
        for version in self._store.versions(agreement_id):
            clauses = self._store.tree(version.id).clauses
            if any(one.id == clause_id and (one.heading or one.text) for one in clauses):
                return version.number
        return None


def _portion(found: Sequence[T], after: str, limit: int) -> Page[T]:
    [begin] = key(after, int) or (0,)
    numbered = list(enumerate(found, 1))[int(begin) : int(begin) + limit + 1]
    return page(numbered, limit, lambda row: row[1], lambda row: (row[0],))


def _of_state(row: Row, state: str) -> bool:
    return state == ALL or (row.condition == state if state else row.ended_at is None)


def _fits(row: Row, wanted: Wanted) -> bool:
    agreement = row.agreement
    said = " ".join(folded(one) for one in (agreement.id, agreement.title, agreement.provider))
    return (
        all(phrase in said for phrase in wanted.folded)
        and (not wanted.tag or wanted.tag in agreement.tags)
        and (not wanted.provider or wanted.provider == agreement.provider)
        and (wanted.severity is Severity.NONE or (row.severity or Severity.NONE) >= wanted.severity)
    )


def _troubled_since(row: Row) -> datetime:
    since = row.state.quarantined_since or row.state.failing_since
    assert since is not None
    return since


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def _nonzero(one: Recorded) -> dict[ChangeKind, int]:
    return {kind: count for kind, count in one.comparison.counts.items() if count}


def _says(one: Found, wanted: Sequence[Sequence[str]]) -> bool:
    return all(occurrences(one.heading, [phrase]) or occurrences(one.text, [phrase]) for phrase in wanted)


def _shown(group: Sequence[Found], query: Query) -> Found | None:
    """Of those that read the same the one that fits, stands now or stood last; none where none fits."""
    fitting = [one for one in group if _in_time(one, query) and query.category in ("", *one.categories)]
    if not fitting:
        return None
    best = max(fitting, key=lambda one: (one.until is None, one.until.version if one.until else one.since.version))
    return replace(best, others=len(group) - 1)


def _in_time(one: Found, query: Query) -> bool:
    begun = query.until is None or one.since.at.date() <= query.until
    return begun and (query.since is None or one.until is None or one.until.at.date() >= query.since)


def _found(agreement_id: str, title: str, clause: Clause, categories: tuple[str, ...], since: When) -> Found:
    return Found(
        agreement_id=agreement_id,
        title=title,
        clause_id=clause.id,
        label=clause.label,
        path=clause.path,
        lang=clause.lang,
        categories=categories,
        heading=clause.heading,
        text=clause.text,
        since=since,
        until=None,
        others=0,
    )


def _until(one: Found, when: When) -> Found:
    return replace(one, until=when)


def _since(now: Found, before: Found | None) -> Found:
    """As it is printed now, since when it read so before."""
    return replace(now, since=before.since) if before else now
