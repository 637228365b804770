"""The reviewers' desk in memory: the log of reviews, and the book of accounts."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from watcher.domain.assessment import Severity
from watcher.domain.errors import NotFound, Overtaken, UsageError
from watcher.domain.review import Entry, OpenReview, Standing, chained
from watcher.domain.user import Session, Token, User
from watcher.services.paging import Page, key, page
from watcher.services.ports import Store, Waiting


class MemoryReviews:
    """The port ReviewLog in a list, over the comparisons of ``store``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._log: list[Entry] = []
        self._lock = threading.RLock()

    def append(self, entries: Sequence[Entry], *, after: int | None = None) -> list[Entry]:
        with self._lock:
            for comparison_id in {entry.comparison_id for entry in entries}:
                self._store.comparison(comparison_id)
                newest = max((entry.seq for entry in self.entries(comparison_id)), default=0)
                if after is not None and newest > after:
                    raise Overtaken("somebody else has acted on this comparison in between", where=comparison_id)
            begun = len(self._log)
            for entry in entries:
                self._log.append(chained(entry, self._log[-1] if self._log else None))
            return self._log[begun:]

    def entries(self, comparison_id: str) -> list[Entry]:
        with self._lock:
            return [entry for entry in self._log if entry.comparison_id == comparison_id]

    def chain(self, *, after: int = 0, limit: int = 1000) -> list[Entry]:
        with self._lock:
            return self._log[after : after + limit]

    def open_reviews(self, today: date, *, limit: int = 100) -> list[OpenReview]:
        recorded = self._store.comparisons(limit=2**31)
        kept = self.standings([one.id for one in recorded])
        found = [
            OpenReview(
                comparison_id=one.id,
                agreement_id=one.agreement_id,
                title=self._store.agreement(one.agreement_id).agreement.title,
                old=one.old,
                new=one.new,
                at=one.at,
                severity=one.comparison.severity,
                standing=kept.get(one.id, Standing()),
            )
            for one in recorded
            if one.comparison.severity is not Severity.NONE
        ]
        waiting = [one for one in found if one.standing.is_open(today)]
        return sorted(waiting, key=lambda one: one.severity.rank, reverse=True)[:limit]

    def waiting(self, wanted: Waiting, today: date, *, after: str = "", limit: int = 50) -> Page[OpenReview]:
        tags = {row.agreement.id: row.agreement.tags for row in self._store.watched(ended=True)}
        found = [
            one
            for one in self.open_reviews(today, limit=2**31)
            if wanted.agreement in ("", one.agreement_id)
            and (not wanted.tag or wanted.tag in tags[one.agreement_id])
            and one.severity >= wanted.severity
            and wanted.state in ("", one.standing.state.value)
            and wanted.assignee in ("", one.standing.assignee)
        ]
        [begin] = key(after, int) or (0,)
        numbered = list(enumerate(found, 1))[int(begin) : int(begin) + limit + 1]
        return page(numbered, limit, lambda row: row[1], lambda row: (row[0],))

    def count_waiting(self, wanted: Waiting, today: date, *, limit: int) -> int:
        return len(self.waiting(wanted, today, limit=limit).items)

    def standings(self, comparison_ids: Sequence[str]) -> dict[str, Standing]:
        with self._lock:
            return {
                entry.comparison_id: entry.standing
                for entry in self._log
                if not entry.change_id and entry.comparison_id in comparison_ids
            }


class MemoryAccounts:
    """The port AccountBook on dictionaries."""

    def __init__(self) -> None:
        self._users: dict[str, User] = {}
        self._sessions: dict[str, Session] = {}
        self._tokens: dict[str, Token] = {}
        self._attempts: list[tuple[str, datetime]] = []
        self._lock = threading.RLock()

    def add_user(self, user: User) -> None:
        with self._lock:
            if user.name.casefold() in self._users:
                raise UsageError("there is an account of that name already", where=user.name)
            self._users[user.name.casefold()] = user

    def save_user(self, user: User, *, sign_out: bool) -> None:
        with self._lock:
            kept = self.user(user.name)
            if kept is None or kept.name != user.name:
                raise NotFound("there is no account of that name", where=user.name)
            self._users[user.name.casefold()] = replace(user, since=kept.since)
            if sign_out:
                self._sessions = {key: one for key, one in self._sessions.items() if one.user != user.name}
            if user.ended_at is not None:
                self._tokens = {key: one for key, one in self._tokens.items() if one.user != user.name}

    def users(self) -> list[User]:
        with self._lock:
            return sorted(self._users.values(), key=lambda user: user.name)

    def user(self, name: str) -> User | None:
        with self._lock:
            return self._users.get(name.casefold())

    def add_session(self, session: Session) -> None:
        with self._lock:
            kept = {key: one for key, one in self._sessions.items() if one.expires_at > session.begun_at}
            self._sessions = {**kept, session.sha256: session}

    def session(self, sha256: str) -> Session | None:
        with self._lock:
            return self._sessions.get(sha256)

    def end_session(self, sha256: str) -> None:
        with self._lock:
            self._sessions.pop(sha256, None)

    def revoke(self, user: str) -> None:
        with self._lock:
            self._sessions = {key: one for key, one in self._sessions.items() if one.user != user}
            self._tokens = {key: one for key, one in self._tokens.items() if one.user != user}

    def add_token(self, token: Token) -> None:
        with self._lock:
            self._tokens[token.sha256] = token

    def token(self, sha256: str) -> Token | None:
        with self._lock:
            return self._tokens.get(sha256)

    def note_attempt(self, limits: Mapping[str, int], *, at: datetime, since: datetime) -> bool:
        with self._lock:
            self._attempts = [one for one in self._attempts if one[1] >= since]
            made = Counter(key for key, _ in self._attempts)
            if any(made[key] >= limit for key, limit in limits.items()):
                return False
            self._attempts += [(key, at) for key in limits]
            return True

    def attempt_succeeded(self, name: str, address: str, *, at: datetime) -> None:
        with self._lock:
            self._attempts = [one for one in self._attempts if one[0] != name]
            if (address, at) in self._attempts:
                self._attempts.remove((address, at))
