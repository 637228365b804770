"""Which events a feed holds: those of all agreements, of one, of a tag, from a severity on."""

from __future__ import annotations

from watcher.domain.assessment import Severity
from watcher.domain.delivery import Event, EventType
from watcher.domain.notice import NoticeClock
from watcher.domain.version import Version
from watcher.services.links import Links
from watcher.services.notices import clock_of, notice
from watcher.services.ports import Notice, Store

MOST = 50
"""Entries of a feed."""
LOOKED_AT = 1_000
"""Events among which they are looked for, newest first."""


def told_in_feed(
    store: Store, links: Links, *, agreement: str = "", tag: str = "", severity: Severity = Severity.LOW
) -> list[Notice]:
    """The newest events, newest first. ``severity`` concerns changed terms; all else is told whatever it is.

    Raises NotFound for an agreement that nothing has.
    """
    tagged = {row.agreement.id for row in store.watched(ended=True) if not tag or tag in row.agreement.tags}
    if agreement:
        agreement = store.agreement(agreement).agreement.id

    def clock(old: Version, new: Version) -> NoticeClock:
        return clock_of(old, new, store)

    found: list[Notice] = []
    for happened in store.events(agreement, limit=LOOKED_AT):
        if happened.agreement_id in tagged and _is_news(happened) and _severe(happened, severity, store):
            found.append(notice(happened, store, links, clock))
            if len(found) == MOST:
                break
    return found


def _is_news(happened: Event) -> bool:
    return happened.type is not EventType.UNACKNOWLEDGED


def _severe(happened: Event, severity: Severity, store: Store) -> bool:
    if happened.type is not EventType.CHANGED or severity <= Severity.LOW:
        return True
    return store.comparison(happened.comparison_id).comparison.severity >= severity
