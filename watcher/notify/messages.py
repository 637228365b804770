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
from watcher.domain.change import Change, Comparison
from watcher.domain.delivery import EventType
from watcher.domain.notice import NoticeClock
from watcher.domain.version import Version, WatchState
from watcher.notify.order import categories_of
from watcher.notify.pieces import bounded, entry_of, permalink
from watcher.notify.plain import clipped, one_line, web_link
from watcher.redline.notice import notice_lines, notice_words
from watcher.redline.sheet import Layout, Piece, groups, lay_out
from watcher.services.ports import Notice

TEXT_ROOM = 24_000
"""Characters of clauses' texts in a message, shared by the changes that are shown."""
SHORTEST_TEXT, LONGEST_TEXT = 300, 2_000
"""Characters of one clause's text, whatever its share."""
REASONS = 6
CATEGORIES = 6
LONGEST_LINE = 240
"""Characters of a place, a reason, a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change as a message shows it."""

    place: str
    """Label and heading path; both ends where they differ."""
    kind: str
    severity: str
    categories: tuple[str, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
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
    folded: tuple[str, ...]
    """Renumbering, each kind in one line."""
    evidence: tuple[Evidence, ...]
    link: str
    """Where to read all of it; empty when there is nothing to follow."""


def tag_of(notice: Notice) -> str:
    """What stands in brackets before everything: the severity, or what became of the agreement."""
    return _TAGS.get(notice.event.type) or severity_of(notice).value.upper()


_TAGS = {
    EventType.FAILING: "FAILING",
    EventType.RECOVERED: "RECOVERED",
    EventType.UNSETTLED: "UNSETTLED",
    EventType.TEST: "TEST",
    EventType.QUIET: "QUIET",
}


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
        case EventType.QUIET:
            return one_line(notice.event.reason)
        case EventType.TEST:
            return "this is what a message looks like that arrives"
        case EventType.UNSETTLED:
            return _ALTERNATES if notice.recorded else "the page does not settle on one text"
        case EventType.REVERTED:
            number = notice.new.returns_to if notice.new else None
            return f"back to the text of version {number}" if number else "back to an earlier text"
        case EventType.CHANGED:
            return f"{_changed(notice.recorded.comparison)}{_noticed(notice)}" if notice.recorded else "changed"


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
    """A notice with its ``shown`` most severe groups of changes, each text in about ``room`` characters."""
    comparison = notice.recorded.comparison if notice.recorded else Comparison()
    sheet = lay_out(comparison, Layout(limit=0))
    found = groups(comparison)
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
        changes=tuple(_change_view(group, link, room) for group in found[:shown]),
        more=sum(len(group) for group in found[shown:]),
        folded=tuple(one_line(fold, LONGEST_LINE) for fold in (sheet.scheme, sheet.renumbered) if fold),
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


def _noticed(notice: Notice) -> str:
    return f", {one_line(notice_words(clock), 80)}" if (clock := _clock(notice)) else ""


def _clock(notice: Notice) -> NoticeClock | None:
    """The notice clock, where the change is one that needs notice: not of a new number or another quote."""
    return notice.clock if severity_of(notice) > Severity.NONE else None


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
        lines.append(
            f"Changed between {moment(old.last_seen)}, when the old text was last seen, "
            f"and {moment(new.first_seen)}, when the new text was first seen."
        )
        lines.append(f"Version {old.number} → version {new.number}.")
    if notice.recorded:
        lines.append(f"Clauses: {lay_out(notice.recorded.comparison, Layout(limit=0)).summary}.")
    if clock := _clock(notice):
        lines += [one_line(line, 500) for line in notice_lines(clock)]
    if notice.event.reason and notice.event.type is not EventType.QUIET:
        lines.append(f"Why: {one_line(notice.event.reason, 500)}")
    if not notice.recorded and state and state.last_success:
        lines.append(f"Last read {moment(state.last_success)}.")
    if state and state.failures > 1:
        lines.append(f"{state.failures} checks in a row failed.")
    if notice.event.type is EventType.UNSETTLED and notice.recorded:
        lines.append(f"What to do: {_WHAT_TO_DO_WITH_VARIANTS}")
    elif notice.event.type in _WHAT_TO_DO:
        lines.append(f"What to do: {_WHAT_TO_DO[notice.event.type]}")
    return lines


_WHAT_TO_DO = {
    EventType.FAILING: "open the page and see whether the terms are still there; an operator sees with "
    "`watcher preview URL` what is read of it, and mends the address or the selectors. Until then, silence about this "
    "agreement does not mean that nothing changed.",
    EventType.RECOVERED: "nothing. If the terms changed meanwhile, a message of their own tells how.",
    EventType.UNSETTLED: "open the page more than once and see what differs; an operator can leave that part out with "
    "`remove`. Until it settles, changes of this agreement cannot be told.",
}
_ALTERNATES = "the page alternates between two texts"
_WHAT_TO_DO_WITH_VARIANTS = (
    "read the difference, and ask the publisher which of the two texts holds where it matters. Both are known now; "
    "a third one is told."
)


def _change_view(group: Sequence[Change], link: str, room: int) -> ChangeView:
    entry = entry_of(group, room=room)
    return ChangeView(
        place=one_line(entry.place, LONGEST_LINE) or "a clause without label",
        kind=entry.kind,
        severity=entry.severity.value.upper(),
        categories=tuple(_some([_words(category) for category in entry.categories], CATEGORIES)),
        reasons=_short_lines(entry.reasons),
        notes=_short_lines(entry.notes),
        heading=_clipped(bounded(entry.heading, LONGEST_LINE), LONGEST_LINE),
        text=_clipped(bounded(entry.body, room), room),
        link=permalink(link, group[0]),
    )


def _clipped(pieces: Sequence[Piece], limit: int) -> tuple[Piece, ...]:
    return tuple(Piece(piece.mark, clipped(piece.text, limit)) for piece in pieces)


def _short_lines(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(_some([one_line(line, LONGEST_LINE) for line in lines], REASONS))


def _evidence(notice: Notice) -> list[Evidence]:
    new = "New" if notice.old else "Current"
    versions: tuple[tuple[str, Version | None], ...] = (("Old", notice.old), (new, notice.new))
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
