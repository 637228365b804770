"""What happened, in the one line that a subject has room for. Sentences, for every language to say.

[HIGH] Harbour Cloud Terms: 2 clauses changed (fees, notice), no effective date stated
[REMINDER] [CRITICAL] Harbour Cloud Terms: 2 clauses changed (fees, notice), not acknowledged yet
[FAILING] Harbour Cloud Terms: cannot be read since 2026-11-06 08:00 UTC
[HIGH] 3 agreements: 4 clauses changed, 1 failing (fees, notice)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, Comparison
from watcher.domain.delivery import EventType
from watcher.domain.notice import NoticeClock
from watcher.domain.sentence import Sentence, several
from watcher.domain.version import WatchState
from watcher.locale.words import TAGS, category
from watcher.notify.order import categories_of
from watcher.notify.plain import one_line
from watcher.redline.notice import notice_words
from watcher.services.ports import Notice

CATEGORIES = 4
TITLE, CATEGORY = 120, 40
"""Characters."""


def severity_of(notice: Notice) -> Severity:
    """Of its comparison; none for events that have none."""
    return notice.recorded.comparison.severity if notice.recorded else Severity.NONE


def tag_of(notice: Notice) -> Sentence:
    """What stands in brackets before everything: the severity, or what became of the agreement."""
    return _TAGS.get(notice.event.type) or TAGS[severity_of(notice)]


_TAGS = {
    EventType.FAILING: Sentence("FAILING"),
    EventType.RECOVERED: Sentence("RECOVERED"),
    EventType.UNSETTLED: Sentence("UNSETTLED"),
    EventType.TEST: Sentence("TEST"),
    EventType.QUIET: Sentence("QUIET"),
}


def headline(notice: Notice) -> str:
    """What happened, in a few words: ``2 clauses changed (fees, notice)``."""
    match notice.event.type:
        case EventType.FAILING:
            return _failing(notice.state)
        case EventType.RECOVERED:
            return Sentence("can be read again")
        case EventType.QUIET:
            return notice.event.reason
        case EventType.TEST:
            return Sentence("this is what a message looks like that arrives")
        case EventType.UNSETTLED:
            if notice.recorded:
                return Sentence("the page alternates between two texts")
            return Sentence("the page does not settle on one text")
        case EventType.REVERTED:
            number = notice.new.returns_to if notice.new else None
            if number:
                return Sentence("back to the text of version {number}", number=number)
            return Sentence("back to an earlier text")
        case EventType.CHANGED:
            return _changed(notice)
        case EventType.UNACKNOWLEDGED:
            return Sentence("{changed}, not acknowledged yet", changed=_changed(notice))


def subject(notices: Sequence[Notice]) -> Sentence:
    """One line; of several notices the highest severity and the sums."""
    return _subject(notices[0]) if len(notices) == 1 else _sums(notices)


def _subject(notice: Notice) -> Sentence:
    title = one_line(notice.agreement.title, TITLE)
    said = Sentence("[{tag}] {title}: {headline}", tag=tag_of(notice), title=title, headline=headline(notice))
    again = notice.event.type is EventType.UNACKNOWLEDGED
    return Sentence("[REMINDER] {subject}", subject=said) if again else said


def _sums(notices: Sequence[Notice]) -> Sentence:
    types = Counter(notice.event.type for notice in notices)
    fresh = [one.recorded for one in notices if one.recorded and one.event.type is not EventType.UNACKNOWLEDGED]
    changes = [change for recorded in fresh for change in recorded.comparison.substantive]
    counted = (
        Sentence("{count} reverted", count=types[EventType.REVERTED]),
        Sentence("{count} unsettled", count=types[EventType.UNSETTLED]),
        Sentence("{count} not acknowledged", count=types[EventType.UNACKNOWLEDGED]),
        Sentence("{count} failing", count=types[EventType.FAILING]),
        Sentence("{count} recovered", count=types[EventType.RECOVERED]),
    )
    clauses = (Sentence("{clauses} changed", clauses=_clauses(changes)),) if changes else ()
    said: dict[str, Sentence | tuple[str, ...]] = {
        "tag": tag_of(max(notices, key=severity_of)),
        "agreements": several(len({notice.agreement.id for notice in notices}), "1 agreement", "{count} agreements"),
        "sums": (*clauses, *(one for one in counted if one.values["count"])),
    }
    if named := _categories(changes):
        return Sentence("[{tag}] {agreements}: {sums} ({categories})", **said, categories=named)
    return Sentence("[{tag}] {agreements}: {sums}", **said)


def clock_of(notice: Notice) -> NoticeClock | None:
    """The notice clock, where the change is one that needs notice: not of a new number or another quote."""
    return notice.clock if severity_of(notice) > Severity.NONE else None


def moment(at: datetime) -> str:
    """To the minute."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _changed(notice: Notice) -> Sentence:
    changes = (notice.recorded.comparison if notice.recorded else Comparison()).substantive
    if not changes:
        said = Sentence("only the numbering changed") if notice.recorded else Sentence("changed")
    elif named := _categories(changes):
        said = Sentence("{clauses} changed ({categories})", clauses=_clauses(changes), categories=named)
    else:
        said = Sentence("{clauses} changed", clauses=_clauses(changes))
    clock = clock_of(notice)
    return Sentence("{changed}, {notice}", changed=said, notice=notice_words(clock)) if clock else said


def _clauses(changes: Sequence[Change]) -> Sentence:
    return several(len(changes), "1 clause", "{count} clauses")


def _categories(changes: Sequence[Change]) -> tuple[str, ...]:
    named = tuple(category(name) for name in categories_of(changes))
    short = tuple(one if isinstance(one, Sentence) else one_line(one, CATEGORY) for one in named[:CATEGORIES])
    return (*short, "…") if len(named) > CATEGORIES else short


def _failing(state: WatchState | None) -> Sentence:
    """Quarantine is told apart: the page comes, but it is not the agreement."""
    if state and state.quarantined_since and not state.failing_since:
        return Sentence("the page is not the agreement since {moment}", moment=moment(state.quarantined_since))
    if state and state.failing_since:
        return Sentence("cannot be read since {moment}", moment=moment(state.failing_since))
    return Sentence("cannot be read")
