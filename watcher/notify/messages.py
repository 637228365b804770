"""What a message says: notices made into the words and pieces that the templates set, in the language of the reader.

Everything here is plain text, cut to a bearable length and free of control characters; the templates escape it for
where it goes. Moments are UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, Comparison
from watcher.domain.delivery import EventType
from watcher.domain.sentence import Sentence
from watcher.domain.version import Version
from watcher.locale import ENGLISH, Locale
from watcher.locale.words import SEVERITIES
from watcher.notify.headlines import clock_of, headline, moment, severity_of, tag_of
from watcher.notify.pieces import bounded, entry_of, permalink
from watcher.notify.plain import clipped, one_line, web_link
from watcher.redline.groups import groups
from watcher.redline.notice import notice_lines
from watcher.redline.sheet import Layout, Piece, lay_out
from watcher.services.ports import Notice

TEXT_ROOM = 24_000
"""Characters of clauses' texts in a message, shared by the changes that are shown."""
SHORTEST_TEXT, LONGEST_TEXT = 300, 2_000
"""Characters of one clause's text, whatever its share."""
REASONS = 6
CATEGORIES = 6
CATEGORY = 40
"""Characters."""
LONGEST_LINE = 240
"""Characters of a place, a reason, a note."""
LONGEST_DETAIL = 500
REVIEW = "#review"
"""Where a comparison's page takes decisions."""
SHAPES = {Severity.CRITICAL: "■", Severity.HIGH: "▲", Severity.MEDIUM: "◆", Severity.LOW: "●", Severity.NONE: "○"}
"""A severity by its form alone, for whoever sees no colour: the forms of the web pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing that is known of an event."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change as a message shows it."""

    place: str
    """Label and heading path; both ends where they differ."""
    kind: str
    style: str
    """The class of its severity."""
    tag: str
    shape: str
    categories: str
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    lang: str
    """BCP 47 tag of the clause's own words; empty where unknown."""
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """By what a version can be proved."""

    name: str
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
    style: str
    """The class of its severity, or of what weighs as much."""
    tag: str
    shape: str
    headline: str
    warning: str
    """What has to be read before everything else: that the text changed silently. Mostly empty."""
    details: tuple[Detail, ...]
    """What is known besides: the window, the counts, the notice, the reason."""
    changes: tuple[ChangeView, ...]
    more: int
    """Changes that are not shown."""
    weights: str
    """How many of those are of each severity."""
    folded: tuple[str, ...]
    """Renumbering, each kind in one line."""
    evidence: tuple[Evidence, ...]
    link: str
    """Where to read all of it; empty when there is nothing to follow."""
    review: str
    """Where to say that one has seen it; empty when there is nothing to decide."""


def view(notice: Notice, *, shown: int, room: int, locale: Locale = ENGLISH) -> NoticeView:
    """A notice with its ``shown`` most severe groups of changes, each text in about ``room`` characters."""
    comparison = notice.recorded.comparison if notice.recorded else Comparison()
    sheet = lay_out(comparison, Layout(limit=0, locale=locale))
    found = groups(comparison)
    page = notice.agreement.sources[0] if notice.agreement.sources else ""
    link = web_link(notice.url)
    kept = link if notice.recorded and notice.recorded.id else ""
    clock = clock_of(notice)
    told = notice_lines(clock) if clock else ()
    style, shape = _LOOKS.get(notice.event.type) or (severity_of(notice), SHAPES[severity_of(notice)])
    left = [change for group in found[shown:] for change in group]
    silent = 1 if clock and clock.silent else 0
    known = [*_known(notice, sheet.summary), (Sentence("Notice"), told[silent:]), *_besides(notice)]
    return NoticeView(
        title=one_line(notice.agreement.title),
        provider=one_line(notice.agreement.provider),
        page=one_line(page),
        page_link=web_link(page),
        style=style.value,
        tag=locale.say(tag_of(notice)),
        shape=shape,
        headline=one_line(locale.say(headline(notice)), LONGEST_DETAIL),
        warning=_short(told[0], locale) if silent else "",
        details=tuple(
            Detail(label=locale.say(label), lines=tuple(_short(line, locale) for line in lines))
            for label, lines in known
            if lines
        ),
        changes=tuple(_change_view(group, kept, room, locale) for group in found[:shown]),
        more=len(left),
        weights=locale.listed(_weights(left)),
        folded=tuple(one_line(fold, LONGEST_LINE) for fold in (sheet.scheme, sheet.renumbered) if fold),
        evidence=tuple(_evidence(notice, locale)),
        link=link,
        review=f"{kept}{REVIEW}" if kept else "",
    )


def text_room(shown: int) -> int:
    """How many characters each of ``shown`` changes may take."""
    return max(SHORTEST_TEXT, min(LONGEST_TEXT, TEXT_ROOM // max(shown, 1)))


_LOOKS = {
    EventType.FAILING: (Severity.HIGH, "✕"),
    EventType.UNSETTLED: (Severity.MEDIUM, "≈"),
    EventType.RECOVERED: (Severity.LOW, "✓"),
    EventType.QUIET: (Severity.LOW, "✓"),
    EventType.TEST: (Severity.NONE, "·"),
}
"""The colour and the form of what has no severity."""
Known = tuple[Sentence, Sequence[str]]
"""A label and what it is the label of."""


def _known(notice: Notice, summary: str) -> Iterator[Known]:
    """The window in which it changed, and how much."""
    old, new = notice.old, notice.new
    if old and new:
        between = Sentence(
            "between {before}, when the old text was last seen, and {after}, when the new text was first seen",
            before=moment(old.last_seen),
            after=moment(new.first_seen),
        )
        yield Sentence("Changed"), (between,)
        yield Sentence("Version"), (Sentence("{old} → {new}", old=old.number, new=new.number),)
    if notice.recorded:
        changes = notice.recorded.comparison.substantive
        weights = Sentence("by severity: {counts}", counts=_weights(changes))
        yield Sentence("Clauses"), (summary, weights) if len(changes) > 1 else (summary,)


def _weights(changes: Sequence[Change]) -> tuple[Sentence, ...]:
    """How many changes are of each severity, the highest first: ``1 high, 4 low``."""
    found = Counter(change.assessment.severity for change in changes)
    return tuple(
        Sentence("{count} {severity}", count=found[severity], severity=SEVERITIES[severity])
        for severity in sorted(found, reverse=True)
    )


def _besides(notice: Notice) -> Iterator[Known]:
    state, type_ = notice.state, notice.event.type
    if notice.event.reason and type_ is not EventType.QUIET:
        yield Sentence("Why"), (notice.event.reason,)
    if not notice.recorded and state and state.last_success:
        yield Sentence("Last read"), (moment(state.last_success),)
    if state and state.failures > 1:
        yield Sentence("Checks"), (Sentence("{count} in a row failed", count=state.failures),)
    if type_ is EventType.UNSETTLED and notice.recorded:
        yield Sentence("What to do"), (_WITH_VARIANTS,)
    elif type_ in _WHAT_TO_DO:
        yield Sentence("What to do"), (_WHAT_TO_DO[type_],)


_WHAT_TO_DO = {
    EventType.FAILING: Sentence(
        "open the page and see whether the terms are still there; an operator sees with `watcher preview URL` what is "
        "read of it, and mends the address or the selectors. Until then, silence about this agreement does not mean "
        "that nothing changed."
    ),
    EventType.UNACKNOWLEDGED: Sentence(
        "open it and acknowledge it, or give it to somebody: so it is known that it was seen. There is no other "
        "reminder."
    ),
    EventType.RECOVERED: Sentence("nothing. If the terms changed meanwhile, a message of their own tells how."),
    EventType.UNSETTLED: Sentence(
        "open the page more than once and see what differs; an operator can leave that part out with `remove`. Until "
        "it settles, changes of this agreement cannot be told."
    ),
}
_WITH_VARIANTS = Sentence(
    "read the difference, and ask the publisher which of the two texts holds where it matters. Both are known now; a "
    "third one is told."
)


def _change_view(group: Sequence[Change], link: str, room: int, locale: Locale) -> ChangeView:
    entry = entry_of(group, room=room, locale=locale)
    categories = [one_line(category, CATEGORY) for category in entry.categories]
    return ChangeView(
        place=one_line(entry.place, LONGEST_LINE) or locale.say(Sentence("a clause without label")),
        kind=entry.kind,
        style=entry.severity.value,
        tag=entry.tag,
        shape=SHAPES[entry.severity],
        categories=locale.comma.join(_some(categories, CATEGORIES)),
        reasons=_short_lines(entry.reasons),
        notes=_short_lines(entry.notes),
        lang=entry.lang if entry.lang.replace("-", "").isalnum() and entry.lang != locale.tag else "",
        heading=_clipped(bounded(entry.heading, LONGEST_LINE), LONGEST_LINE),
        text=_clipped(bounded(entry.body, room), room),
        link=permalink(link, group[0]),
    )


def _short(said: str, locale: Locale) -> str:
    return one_line(locale.say(said), LONGEST_DETAIL)


def _some(words: Sequence[str], limit: int) -> list[str]:
    return list(words) if len(words) <= limit else [*words[:limit], "…"]


def _clipped(pieces: Sequence[Piece], limit: int) -> tuple[Piece, ...]:
    return tuple(Piece(piece.mark, clipped(piece.text, limit)) for piece in pieces)


def _short_lines(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(_some([one_line(line, LONGEST_LINE) for line in lines], REASONS))


def _evidence(notice: Notice, locale: Locale) -> Iterator[Evidence]:
    if old := notice.old:
        yield _evidence_of(old, locale.say(Sentence("Old version {number}", number=old.number)))
    if (new := notice.new) and notice.old:
        yield _evidence_of(new, locale.say(Sentence("New version {number}", number=new.number)))
    elif new:
        yield _evidence_of(new, locale.say(Sentence("Current version {number}", number=new.number)))


def _evidence_of(version: Version, name: str) -> Evidence:
    return Evidence(
        name=name,
        terms=clipped(version.fingerprint, 64),
        snapshots=tuple(clipped(snapshot.sha256, 64) for snapshot in version.snapshots[:10]),
    )
