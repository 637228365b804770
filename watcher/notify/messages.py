"""What a message says: notices made into the words and pieces that the templates set.

Everything here is plain text, cut to a bearable length and free of control characters; the templates escape it for
where it goes. Moments are UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause
from watcher.domain.delivery import EventType
from watcher.domain.version import Version, WatchState
from watcher.notify.excerpt import excerpt, head
from watcher.notify.order import by_severity, categories_of
from watcher.notify.payload import whole_text
from watcher.notify.plain import clipped, one_line, paragraph, web_link
from watcher.services.ports import Notice

DISCLAIMER = "Classification is automatic; not legal advice."
KIND_WORDS = {
    ChangeKind.MOVED_MODIFIED: "moved and modified",
    ChangeKind.EMPHASIS: "emphasis changed",
    ChangeKind.LINK: "link changed",
}
"""Kinds that do not read well as they are called."""
TEXT_ROOM = 24_000
"""Characters of clauses' texts in a message, shared by the changes that are shown."""
SHORTEST_TEXT, LONGEST_TEXT = 300, 3_000
"""Characters of one clause's text, whatever its share."""
UNCHANGED_TEXT = 200
"""Characters of a text that is shown only to recognise it by."""
REASONS = 6
CATEGORIES = 6
RENUMBERED_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change as a message shows it."""

    place: str
    """The label, or both when it changed; the heading of a clause without one."""
    path: str
    kind: str
    severity: str
    categories: tuple[str, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    heading: tuple[Span, ...]
    text: tuple[Span, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """By what a version can be proved."""

    name: str
    number: int
    terms: str
    """SHA-256 of the terms."""
    snapshots: tuple[str, ...]
    """SHA-256 of the bytes received, one for each page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """One event as a message shows it."""

    title: str
    provider: str
    page: str
    """The agreement's address, as text."""
    page_link: str
    """The same when it may be followed; else empty."""
    tag: str
    headline: str
    lines: tuple[str, ...]
    """What is known besides: the window, the counts, the reason."""
    changes: tuple[ChangeView, ...]
    more: int
    """Changes that are not shown."""
    renumbered: str
    evidence: tuple[Evidence, ...]
    link: str
    """Where to read all of it; empty when there is nothing to follow."""


def tag_of(notice: Notice) -> str:
    """What stands in brackets before everything: the severity, or what became of the agreement."""
    tags = {EventType.FAILING: "FAILING", EventType.RECOVERED: "RECOVERED", EventType.UNSETTLED: "UNSETTLED"}
    return tags.get(notice.event.type) or severity_of(notice).value.upper()


def severity_of(notice: Notice) -> Severity:
    """Of its comparison; none for events that have none."""
    return notice.recorded.comparison.severity if notice.recorded else Severity.NONE


def headline(notice: Notice) -> str:
    """What happened, in a few words: ``2 clauses changed (fees, notice)``."""
    match notice.event.type:
        case EventType.FAILING:
            return _failing(notice.state)
        case EventType.RECOVERED:
            return "can be read again"
        case EventType.UNSETTLED:
            return "the page does not settle on one text"
        case EventType.REVERTED:
            number = notice.new.returns_to if notice.new else None
            return f"back to the text of version {number}" if number else "back to an earlier text"
        case EventType.CHANGED:
            return _changed(notice.recorded.comparison) if notice.recorded else "changed"


def subject(notices: Sequence[Notice]) -> str:
    """One line; of several notices the highest severity and the sums."""
    if len(notices) == 1:
        notice = notices[0]
        return f"[{tag_of(notice)}] {one_line(notice.agreement.title, 120)}: {headline(notice)}"
    changes = [change for notice in notices if notice.recorded for change in notice.recorded.comparison.substantive]
    agreements = len({notice.agreement.id for notice in notices})
    said = [_clauses(len(changes)) + " changed"] if changes else []
    types = Counter(notice.event.type for notice in notices)
    said += [f"{types[event]} {word}" for event, word in _DIGEST_WORDS if types[event]]
    highest = max(notices, key=severity_of)
    return f"[{tag_of(highest)}] {_many(agreements, 'agreement')}: {', '.join(said)}{_in_brackets(changes)}"


_DIGEST_WORDS = (
    (EventType.REVERTED, "reverted"),
    (EventType.UNSETTLED, "unsettled"),
    (EventType.FAILING, "failing"),
    (EventType.RECOVERED, "recovered"),
)


def view(notice: Notice, *, shown: int, room: int) -> NoticeView:
    """A notice with its ``shown`` most severe changes, each text in about ``room`` characters."""
    comparison = notice.recorded.comparison if notice.recorded else None
    changes = by_severity(comparison.substantive) if comparison else ()
    page = notice.agreement.sources[0] if notice.agreement.sources else ""
    link = web_link(notice.url)
    return NoticeView(
        title=one_line(notice.agreement.title),
        provider=one_line(notice.agreement.provider),
        page=one_line(page),
        page_link=web_link(page),
        tag=tag_of(notice),
        headline=headline(notice),
        lines=tuple(_lines(notice)),
        changes=tuple(_change_view(change, link, room) for change in changes[:shown]),
        more=max(0, len(changes) - shown),
        renumbered=_renumbered(comparison) if comparison else "",
        evidence=tuple(_evidence(notice)),
        link=link,
    )


def text_room(shown: int) -> int:
    """How many characters each of ``shown`` changes may take."""
    return max(SHORTEST_TEXT, min(LONGEST_TEXT, TEXT_ROOM // max(shown, 1)))


def moment(at: datetime) -> str:
    """To the minute."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _changed(comparison: Comparison) -> str:
    changes = comparison.substantive
    if not changes:
        return "only the numbering changed"
    return f"{_clauses(len(changes))} changed{_in_brackets(changes)}"


def _in_brackets(changes: Sequence[Change]) -> str:
    categories = [_words(category) for category in categories_of(changes)]
    return f" ({', '.join(_some(categories, 4))})" if categories else ""


def _clauses(count: int) -> str:
    return _many(count, "clause")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _words(category: str) -> str:
    return one_line(category.replace("_", " "), 40)


def _some(words: Sequence[str], limit: int) -> list[str]:
    return list(words) if len(words) <= limit else [*words[:limit], "…"]


def _failing(state: WatchState | None) -> str:
    """Quarantine is told apart: the page comes, but it is not the agreement."""
    if state and state.quarantined_since and not state.failing_since:
        return f"the page is not the agreement since {moment(state.quarantined_since)}"
    since = f" since {moment(state.failing_since)}" if state and state.failing_since else ""
    return f"cannot be read{since}"


def _lines(notice: Notice) -> list[str]:
    old, new, state = notice.old, notice.new, notice.state
    lines = []
    if old and new:
        lines.append(f"Changed between {moment(old.last_seen)}, when the old text was last seen, and")
        lines[-1] += f" {moment(new.first_seen)}, when the new text was first seen."
        lines.append(f"Version {old.number} → version {new.number}.")
    if notice.recorded:
        lines.append(_counts(notice.recorded.comparison))
    if notice.event.reason:
        lines.append(one_line(notice.event.reason, 500))
    if not notice.recorded and state and state.last_success:
        lines.append(f"Last read {moment(state.last_success)}.")
    if state and state.failures > 1:
        lines.append(f"{state.failures} checks in a row failed.")
    return lines


def _counts(comparison: Comparison) -> str:
    counts = [f"{count} {_kind(kind)}" for kind, count in comparison.counts.items() if count]
    return f"Clauses: {', '.join(counts)}." if counts else "No clause changed."


def _kind(kind: ChangeKind) -> str:
    return KIND_WORDS.get(kind, kind.value)


def _change_view(change: Change, link: str, room: int) -> ChangeView:
    assessment = change.assessment
    return ChangeView(
        place=_place(change),
        path=" › ".join(one_line(step, 60) for step in change.clause.path[-8:]),
        kind=_kind(change.kind),
        severity=assessment.severity.value.upper(),
        categories=tuple(_some([_words(category) for category in assessment.categories], CATEGORIES)),
        reasons=tuple(_some([one_line(reason, 240) for reason in assessment.reasons], REASONS)),
        notes=tuple(_some([one_line(note, 240) for note in change.notes], REASONS)),
        heading=_shown(excerpt(change.heading_spans, SHORTEST_TEXT)),
        text=_shown(_pieces(change, room)),
        link=f"{link}#{change.id}" if link else "",
    )


def _place(change: Change) -> str:
    old, new = _names(change.old), _names(change.new)
    return f"{old} → {new}" if old and new and old != new else new or old


def _names(clauses: Sequence[Clause]) -> str:
    return ", ".join(
        _some([one_line(clause.label or clause.heading, 60) or "unnumbered clause" for clause in clauses], 6)
    )


def _pieces(change: Change, room: int) -> tuple[Span, ...]:
    if change.spans:
        return excerpt(change.spans, room)
    if not change.old:
        return (Span(SpanOp.INSERT, head(whole_text(change.new), room)),)
    if not change.new:
        return (Span(SpanOp.DELETE, head(whole_text(change.old), room)),)
    return (Span(SpanOp.EQUAL, head(whole_text(change.new), UNCHANGED_TEXT)),)


def _shown(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(Span(span.op, paragraph(span.text)) for span in spans if span.text)


def _renumbered(comparison: Comparison) -> str:
    """Renumbering folded into one line; empty where there is none."""
    if comparison.scheme:
        old, new = one_line(comparison.scheme.old, 30), one_line(comparison.scheme.new, 30)
        return f"The numbering changed throughout, such as {old} → {new}."
    changes = [change for change in comparison.changes if change.kind is ChangeKind.RENUMBERED]
    if not changes:
        return ""
    moved = [_place(change) for change in changes if "→" in _place(change)]
    examples = f" ({', '.join(_some(moved, RENUMBERED_EXAMPLES))})" if moved else ""
    return f"Only renumbered: {_clauses(len(changes))}{examples}."


def _evidence(notice: Notice) -> list[Evidence]:
    versions: tuple[tuple[str, Version | None], ...] = (("Old", notice.old), ("New", notice.new))
    return [
        Evidence(
            name=name,
            number=version.number,
            terms=clipped(version.fingerprint, 64),
            snapshots=tuple(clipped(snapshot.sha256, 64) for snapshot in version.snapshots[:10]),
        )
        for name, version in versions
        if version
    ]
