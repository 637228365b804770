"""Reviews: what people decided on comparisons and changes, as a log that only grows.

    1  anna   acknowledged  cmp_7         saw 3f9c…  after 0000…  hash 81d2…
    2  anna   decided       cmp_7  9.2    saw 3f9c…  after 81d2…  hash c04e…
    3  bo     commented     cmp_7  9.2    saw 3f9c…  after c04e…  hash 5b77…

Where a review stands is what its last entry says. Each entry holds the hash of the one before it, so that none can be
altered, taken out or put in between without all that follow being altered too.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from watcher.domain.assessment import Severity
from watcher.domain.errors import UsageError
from watcher.domain.sentence import Sentence

LONGEST = 10_000
"""Characters of a reason or comment."""
LONGEST_NAME = 200
"""Characters of an owner's name."""
FIRST = "0" * 64
"""Stands where the first entry has no other before it."""


class ReviewState(StrEnum):
    """Where a review stands."""

    NEW = "new"
    """Nobody has taken it."""
    IN_REVIEW = "in_review"
    """Somebody looks at it."""
    CLOSED = "closed"
    """Decided."""

    @property
    def words(self) -> str:
        """As people read it."""
        return self.value.replace("_", " ")


class DecisionKind(StrEnum):
    """What closes a review."""

    NO_ACTION = "no_action"
    """Seen, and nothing is to be done."""
    ACTION_NEEDED = "action_needed"
    """Somebody has to do something until a date."""
    NOT_APPLICABLE = "not_applicable"
    """It does not concern us, for a reason."""
    DEFERRED = "deferred"
    """To be decided later: on its date the review is open again."""

    @property
    def words(self) -> str:
        """As people read it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided."""

    kind: DecisionKind
    owner: str = ""
    """Who has to act."""
    until: date | None = None
    """When action is due, or when a deferred review is open again."""

    def check(self, reason: str) -> None:
        """Raises UsageError when something is missing that such a decision needs, or there that it cannot have."""
        kind = self.kind
        if kind is DecisionKind.ACTION_NEEDED and not (self.owner and self.until):
            raise UsageError(Sentence("action needed: say who has to act, and until when"), where="decision")
        if kind is DecisionKind.NOT_APPLICABLE and not reason:
            raise UsageError(Sentence("not applicable: say why"), where="decision")
        if kind is DecisionKind.DEFERRED and not self.until:
            raise UsageError(Sentence("deferred: say until when"), where="decision")
        if self.owner and kind is not DecisionKind.ACTION_NEEDED:
            raise UsageError(Sentence("a decision other than action needed has no owner"), where="decision")
        if self.until and kind not in (DecisionKind.ACTION_NEEDED, DecisionKind.DEFERRED):
            raise UsageError(Sentence("a decision other than action needed or deferred has no date"), where="decision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the review of a comparison, or of one of its changes, stands."""

    state: ReviewState = ReviewState.NEW
    assignee: str = ""
    decision: Decision | None = None
    """Of a closed review."""

    def is_open(self, today: date) -> bool:
        """Whether somebody still has to decide; deferred ones from their date on."""
        if self.state is not ReviewState.CLOSED:
            return True
        decision = self.decision
        return (
            decision is not None
            and decision.kind is DecisionKind.DEFERRED
            and decision.until is not None
            and decision.until <= today
        )


class Action(StrEnum):
    """What somebody did."""

    ACKNOWLEDGED = "acknowledged"
    """Saw it and took it."""
    ASSIGNED = "assigned"
    """Gave it to somebody, or to nobody."""
    COMMENTED = "commented"
    """Said something; the review stands where it stood."""
    DECIDED = "decided"
    """Closed it."""
    REOPENED = "reopened"
    """Opened it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log: who, when, what, why, and the hash of what they saw."""

    seq: int = 0
    """1 for the first; without gaps. 0 before it is kept."""
    at: datetime
    who: str
    comparison_id: str
    change_id: str = ""
    """Empty: the comparison as a whole."""
    place: str = ""
    """Where the change stood in the agreement, for people."""
    action: Action
    words: str = ""
    """The reason or comment."""
    standing: Standing
    """Where the review stands after it."""
    seen: str
    """SHA-256 of the content of the comparison that they saw."""
    before: str = FIRST
    """The hash of the entry before it."""
    hash: str = ""
    """SHA-256 over everything above; empty before it is kept."""


def chained(entry: Entry, last: Entry | None) -> Entry:
    """The entry as the one after ``last``."""
    placed = replace(entry, seq=last.seq + 1 if last else 1, before=last.hash if last else FIRST, hash="")
    return replace(placed, hash=hash_of(placed))


def hash_of(entry: Entry) -> str:
    """SHA-256, in hexadecimal, over the entry as JSON without blanks, keys in order, beyond ASCII escaped."""
    decision = entry.standing.decision
    said = {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "who": entry.who,
        "comparison": entry.comparison_id,
        "change": entry.change_id,
        "place": entry.place,
        "action": entry.action.value,
        "words": entry.words,
        "state": entry.standing.state.value,
        "assignee": entry.standing.assignee,
        "decision": decision.kind.value if decision else "",
        "owner": decision.owner if decision else "",
        "until": decision.until.isoformat() if decision and decision.until else "",
        "seen": entry.seen,
        "before": entry.before,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def follows(entry: Entry, last: Entry | None) -> bool:
    """Whether the entry is as it was when it was kept after ``last``."""
    return entry == chained(entry, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReview:
    """A comparison that somebody has to decide on."""

    comparison_id: str
    agreement_id: str
    title: str = ""
    """Of the agreement."""
    old: int
    """Version number."""
    new: int
    """Version number."""
    at: datetime
    severity: Severity
    standing: Standing
