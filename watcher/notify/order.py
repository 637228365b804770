"""Which changes come first in a message, and what is said of all of them together."""

from __future__ import annotations

from collections.abc import Iterable

from watcher.domain.change import Change
from watcher.services.ports import Notice


def by_severity(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The most severe first; within one severity in the order of the document."""
    return tuple(sorted(changes, key=lambda change: change.assessment.severity, reverse=True))


def reasons_of(notice: Notice) -> tuple[str, ...]:
    """Every reason once, those of the most severe changes first; without a comparison the event's own."""
    if notice.recorded is None:
        return (notice.event.reason,) if notice.event.reason else ()
    changes = by_severity(notice.recorded.comparison.changes)
    return tuple(dict.fromkeys(reason for change in changes for reason in change.assessment.reasons))


def categories_of(changes: Iterable[Change]) -> tuple[str, ...]:
    """Every category once, those of the most severe changes first."""
    found = (category for change in by_severity(changes) for category in change.assessment.categories)
    return tuple(dict.fromkeys(found))
