"""Reviews: people decide on comparisons and changes, and leave a record that shows when it was tampered with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, ChangeKind
from watcher.domain.errors import NotFound, Overtaken, UsageError
from watcher.domain.review import (
    FIRST,
    LONGEST,
    LONGEST_NAME,
    Action,
    Decision,
    DecisionKind,
    Entry,
    OpenReview,
    ReviewState,
    Standing,
    follows,
)
from watcher.domain.sentence import Sentence
from watcher.domain.version import Recorded
from watcher.redline.data import diff_json
from watcher.redline.visible import visible
from watcher.services.paging import Page, key, page
from watcher.services.ports import Clock, ReviewLog, Store, Waiting

_TRIES = 5
"""How often a comment is tried that somebody else got ahead of."""
_PORTION = 1000
_PLACE = 80
"""Characters of a text that stand for a heading."""
_TOGETHER = 200
"""How many comparisons can be closed together."""
_CLOSABLE = Severity.LOW
"""Up to which severity changes can be closed together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What somebody had before their eyes when they acted."""

    seen: str
    """The hash of the comparison's content, as the page had it."""
    after: int
    """The number of the last entry that the page showed; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The review of one comparison as it stands."""

    recorded: Recorded
    seen: str
    """The hash of its content."""
    entries: tuple[Entry, ...]
    """Oldest first."""

    @property
    def sight(self) -> Sight:
        """What somebody has before their eyes who looks at it as it stands."""
        return Sight(seen=self.seen, after=self.last)

    @property
    def last(self) -> int:
        """The number of its last entry; 0 for none."""
        return self.entries[-1].seq if self.entries else 0

    def standing(self, change_id: str = "") -> Standing:
        """Of one change, or of the comparison as a whole."""
        own = [entry.standing for entry in self.entries if entry.change_id == change_id]
        return own[-1] if own else Standing()

    def of_changes(self) -> list[Standing]:
        """Of every change that is reviewed by itself, in order."""
        return [self.standing(change.id) for change in self.recorded.comparison.substantive]

    def undecided(self, today: date) -> bool:
        """Whether any change waits for a decision of its own."""
        return any(standing.is_open(today) for standing in self.of_changes())

    def closable(self, today: date) -> tuple[Change, ...]:
        """The changes that can be closed together: of low severity and still open."""
        return tuple(
            change
            for change in self.recorded.comparison.substantive
            if change.assessment.severity <= _CLOSABLE and self.standing(change.id).is_open(today)
        )


_LEFT_TO_DO = (DecisionKind.NOT_APPLICABLE, DecisionKind.NO_ACTION, DecisionKind.DEFERRED, DecisionKind.ACTION_NEEDED)
"""Decisions by how much they leave to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What looking through the whole log came to."""

    entries: int
    head: str
    """The hash of the last entry. Kept somewhere else, it shows later that none was cut off at the end."""
    broken_at: int | None
    """The place in the log, from 1, at which the chain does not hold."""
    found: bool
    """Whether the hash that was asked for is one of the entries'."""
    anew: int
    """Entries whose comparison was made anew since, by another release or cut: what they saw is not what is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """What became of one comparison that was to be closed together with others."""

    comparison_id: str
    problem: str = ""
    """Why it was left open; empty when it was closed."""


class Reviews:
    """What reviewers do. Every act raises NotFound, UsageError when it cannot be, Overtaken when it came too late."""

    def __init__(self, store: Store, log: ReviewLog, clock: Clock) -> None:
        self._store = store
        self._log = log
        self._clock = clock

    def review(self, comparison_id: str) -> Review:
        recorded = self._store.comparison(comparison_id)
        return Review(recorded=recorded, seen=content_hash(recorded), entries=tuple(self._log.entries(comparison_id)))

    def today(self) -> date:
        """In UTC."""
        return self._clock().date()

    def open_reviews(self, *, limit: int = 100) -> list[OpenReview]:
        """Comparisons that wait for a decision; the weightiest first."""
        return self._log.open_reviews(self.today(), limit=limit)

    def waiting(self, wanted: Waiting, *, after: str = "", limit: int = 50) -> Page[OpenReview]:
        """The same, those that are wanted, page by page. Raises UsageError for a wrong ``after``."""
        return self._log.waiting(wanted, self.today(), after=after, limit=limit)

    def waiting_count(self, wanted: Waiting) -> int:
        """How many those are; at most 1,000."""
        return self._log.count_waiting(wanted, self.today(), limit=_PORTION)

    def acts(self, *, after: str = "", limit: int = 50) -> Page[Entry]:
        """All that was done, oldest first. Raises UsageError for a wrong ``after``."""
        [begin] = key(after, int) or (0,)
        found = self._log.chain(after=int(begin), limit=limit + 1)
        return page(found, limit, lambda entry: entry, lambda entry: (entry.seq,))

    def sights(self, comparison_ids: Sequence[str]) -> dict[str, Sight]:
        """What somebody sees who looks at these comparisons now."""
        return {one: self.review(one).sight for one in comparison_ids}

    def standings(self, comparison_ids: Sequence[str]) -> dict[str, Standing]:
        """Where the reviews of these comparisons stand."""
        kept = self._log.standings(comparison_ids)
        return {one: kept.get(one, Standing()) for one in comparison_ids}

    def acknowledge(self, comparison_id: str, who: str, sight: Sight) -> None:
        """Take a new review."""

        def taken(before: Standing) -> Standing:
            if before.state is not ReviewState.NEW:
                held = before.state is ReviewState.IN_REVIEW
                said = Sentence("it is in review already") if held else Sentence("it is closed already")
                raise Overtaken(said, where=comparison_id)
            return Standing(state=ReviewState.IN_REVIEW, assignee=who)

        self._act(comparison_id, [""], who, sight, Action.ACKNOWLEDGED, "", taken)

    def assign(self, comparison_id: str, who: str, sight: Sight, to: str, words: str = "") -> None:
        """Give an open review to somebody; to nobody, when ``to`` is empty."""

        def given(before: Standing) -> Standing:
            if before.state is ReviewState.CLOSED:
                raise UsageError(Sentence("it is closed: reopen it first"), where="assignee")
            return Standing(state=ReviewState.IN_REVIEW, assignee=to)

        self._act(comparison_id, [""], who, sight, Action.ASSIGNED, words, given)

    def comment(self, comparison_id: str, changes: Sequence[str], who: str, sight: Sight, words: str) -> None:
        """Say something; it does not matter that somebody else has said something in between."""
        if not words.strip():
            raise UsageError(Sentence("say something"), where="words")
        for attempt in range(_TRIES):
            now = Sight(seen=sight.seen, after=self.review(comparison_id).last)
            try:
                self._act(comparison_id, changes or [""], who, now, Action.COMMENTED, words, lambda before: before)
            except Overtaken:
                if sight.seen != self.review(comparison_id).seen or attempt == _TRIES - 1:
                    raise
            else:
                return

    def decide(
        self, comparison_id: str, changes: Sequence[str], who: str, sight: Sight, decision: Decision, words: str
    ) -> None:
        """Close the review of some changes, or of the comparison when none is named.

        With the last of its changes the comparison is closed too, by an entry of its own: what is decided piece by
        piece is decided. It takes the decision that leaves most to do of those on its changes.
        """
        decision = replace(decision, owner=visible(decision.owner.strip()).replace("\n", " "))
        decision.check(words.strip())
        if len(decision.owner) > LONGEST_NAME:
            raise UsageError(Sentence("an owner has at most {count} letters", count=LONGEST_NAME), where="owner")
        today = self.today()
        if decision.until is not None and decision.until < today:
            raise UsageError(Sentence("the date is past"), where="until")

        def closed(by: Decision) -> Callable[[Standing], Standing]:
            def becomes(before: Standing) -> Standing:
                if not before.is_open(today):
                    raise Overtaken(Sentence("it is closed already"), where=comparison_id)
                return Standing(state=ReviewState.CLOSED, assignee=before.assignee or who, decision=by)

            return becomes

        self._act(comparison_id, changes or [""], who, sight, Action.DECIDED, words, closed(decision))
        review = self.review(comparison_id)
        if not changes or not review.standing().is_open(today) or review.undecided(today):
            return
        taken = [standing.decision for standing in review.of_changes() if standing.decision is not None]
        weightiest = max(taken, key=lambda one: _LEFT_TO_DO.index(one.kind))
        with suppress(Overtaken):
            # Whoever acts on the whole in this very moment comes first.
            self._act(comparison_id, [""], who, review.sight, Action.DECIDED, "", closed(weightiest))

    def reopen(self, comparison_id: str, changes: Sequence[str], who: str, sight: Sight, words: str) -> None:
        """Open what was closed, for a reason. With one of its changes the comparison is open again too."""
        if not words.strip():
            raise UsageError(Sentence("say why it is opened again"), where="words")

        def opened(before: Standing) -> Standing:
            if before.state is not ReviewState.CLOSED:
                raise Overtaken(Sentence("it is open already"), where=comparison_id)
            return Standing(state=ReviewState.IN_REVIEW, assignee=before.assignee)

        self._act(comparison_id, changes or [""], who, sight, Action.REOPENED, words, opened)
        review = self.review(comparison_id)
        if changes and review.standing().state is ReviewState.CLOSED:
            with suppress(Overtaken):
                self._act(comparison_id, [""], who, review.sight, Action.REOPENED, "", opened)

    def close_low(self, comparison_id: str, who: str, sight: Sight, words: str) -> None:
        """Close all open changes of low severity: no action, each with an entry of its own."""
        changes = [change.id for change in self.review(comparison_id).closable(self.today())]
        if not changes:
            raise Overtaken(Sentence("no change of low severity is open"), where=comparison_id)
        self.decide(comparison_id, changes, who, sight, Decision(kind=DecisionKind.NO_ACTION), words)

    def close_several(self, sights: Mapping[str, Sight], who: str, words: str) -> tuple[Closed, ...]:
        """Close whole comparisons of low severity, each as it was looked at: no action, with an entry of its own.

        One that cannot be closed, because it weighs more or somebody acted on it since, does not keep the others open.
        """
        if len(sights) > _TOGETHER:
            raise UsageError(Sentence("at most {count} can be closed together", count=_TOGETHER), where="comparisons")
        return tuple(
            Closed(comparison_id=one, problem=self._close_low_one(one, sight, who, words))
            for one, sight in sights.items()
        )

    def _close_low_one(self, comparison_id: str, sight: Sight, who: str, words: str) -> str:
        try:
            if self._store.comparison(comparison_id).comparison.severity > _CLOSABLE:
                return Sentence("it is not of low severity")
            self.decide(comparison_id, (), who, sight, Decision(kind=DecisionKind.NO_ACTION), words)
        except (NotFound, Overtaken) as error:
            return error.what
        return ""

    def verify(self, head: str = "") -> Verification:
        """Look through the whole log. ``head``: the hash of its last entry as it was known once."""
        last: Entry | None = None
        broken_at, anew, number = None, 0, 0
        found = head in ("", FIRST)
        contents: dict[str, str] = {}
        for number, entry in enumerate(self._whole(), 1):
            if broken_at is None and not follows(entry, last):
                broken_at = number
            last = entry
            found = found or entry.hash == head
            if entry.comparison_id not in contents:
                contents[entry.comparison_id] = content_hash(self._store.comparison(entry.comparison_id))
            anew += contents[entry.comparison_id] != entry.seen
        return Verification(
            entries=number, head=last.hash if last else FIRST, broken_at=broken_at, found=found, anew=anew
        )

    def _whole(self) -> Iterator[Entry]:
        after = 0
        while portion := self._log.chain(after=after, limit=_PORTION):
            yield from portion
            after = portion[-1].seq

    def _act(
        self,
        comparison_id: str,
        changes: Sequence[str],
        who: str,
        sight: Sight,
        action: Action,
        words: str,
        becomes: Callable[[Standing], Standing],
    ) -> None:
        review = self.review(comparison_id)
        if sight.seen != review.seen:
            raise Overtaken(Sentence("the comparison was made anew since you looked"), where=comparison_id)
        if len(words) > LONGEST:
            raise UsageError(Sentence("at most {count} characters can be kept", count=f"{LONGEST:,}"), where="words")
        known = {change.id: change for change in review.recorded.comparison.changes}
        drafts = []
        for change_id in dict.fromkeys(changes):
            if change_id and change_id not in known:
                raise NotFound(Sentence("the comparison has no such change"), where=change_id)
            drafts.append(
                Entry(
                    at=self._clock(),
                    who=who,
                    comparison_id=comparison_id,
                    change_id=change_id,
                    place=_place(known[change_id]) if change_id else "",
                    action=action,
                    words=visible(words.strip()),
                    standing=becomes(review.standing(change_id)),
                    seen=sight.seen,
                )
            )
        self._log.append(drafts, after=sight.after)


def content_hash(recorded: Recorded) -> str:
    """SHA-256 over what a comparison says, in hexadecimal: JSON without blanks, keys in order, beyond ASCII escaped."""
    said = {
        "comparison": recorded.id,
        "old": recorded.old,
        "new": recorded.new,
        "diff": diff_json(recorded.comparison),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def _place(change: Change) -> str:
    clause = change.clause
    text = clause.text if len(clause.text) <= _PLACE else f"{clause.text[: _PLACE - 1]}…"
    words = " ".join(part for part in (clause.label, clause.heading or text) if part)
    side = "was " if change.kind is ChangeKind.REMOVED else ""
    return visible(f"{side}{words}")[:200].replace("\n", " ")
