"""Changes: what happened to clauses between two versions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from watcher.domain.assessment import UNASSESSED, Assessment, Severity
from watcher.domain.clause import Clause


class ChangeKind(StrEnum):
    """What happened to one clause."""

    ADDED = "added"
    """It has no predecessor."""
    REMOVED = "removed"
    """It has no successor."""
    MODIFIED = "modified"
    """Its words changed."""
    MOVED = "moved"
    """Same words, but another parent, or another place among the neighbours that stayed."""
    MOVED_MODIFIED = "moved_modified"
    """Both."""
    SPLIT = "split"
    """One clause became several."""
    MERGED = "merged"
    """Several clauses became one."""
    RENUMBERED = "renumbered"
    """Only its own printed label changed, or cross-references in it that follow their targets."""
    EMPHASIS = "emphasis"
    """Only bold, italic, underline or strike were gained or lost."""
    LINK = "link"
    """Only the target of a link changed, under the same words."""


class SpanOp(StrEnum):
    """What became of a stretch of text."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text. Equal and deleted spans joined are the old text, equal and inserted ones the new."""

    op: SpanOp
    text: str
    cosmetic: bool = False
    """Deleted or inserted print that changes no word (another style of quotes, a blank, capitals that a note tells of):
    people are shown the new one, unmarked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to one clause (to several, when it was split or merged)."""

    id: str
    """Unique within its comparison; the same input gives the same id."""
    kind: ChangeKind
    old: tuple[Clause, ...] = ()
    """Empty for an added clause; several for merged ones; else one."""
    new: tuple[Clause, ...] = ()
    """Empty for a removed clause; several for a split one; else one."""
    spans: tuple[Span, ...] = ()
    """Of ``text``, on every change that has both sides and different text."""
    heading_spans: tuple[Span, ...] = ()
    """The same for ``heading``."""
    notes: tuple[str, ...] = ()
    """What comparing found, in words: a reference that now points elsewhere, the words that lost their emphasis."""
    assessment: Assessment = UNASSESSED

    @property
    def clause(self) -> Clause:
        """The clause as it reads now, or as it last read."""
        return (self.new or self.old)[0]


@dataclass(frozen=True, slots=True)
class SchemeChange:
    """The whole agreement was renumbered by another scheme: an example of the old labels and of the new."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The changes between two clause trees, in the order of the new document; a removed clause where it stood."""

    changes: tuple[Change, ...] = ()
    scheme: SchemeChange | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    """Old id and new id of every clause that has a successor, changed or not; of a split or merge, the main one."""
    old_title: str = ""
    new_title: str = ""
    languages: tuple[str, ...] = ()
    counts: dict[ChangeKind, int] = field(init=False, repr=False, compare=False)
    """How many changes of each kind."""

    def __post_init__(self) -> None:
        found = Counter(change.kind for change in self.changes)
        object.__setattr__(self, "counts", {kind: found[kind] for kind in ChangeKind})

    @property
    def severity(self) -> Severity:
        """The highest among its changes; none without any."""
        return max((change.assessment.severity for change in self.changes), default=Severity.NONE)

    @property
    def substantive(self) -> tuple[Change, ...]:
        """The changes that are worth an alert: all but renumbering."""
        return tuple(change for change in self.changes if change.kind is not ChangeKind.RENUMBERED)
