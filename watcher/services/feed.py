"""Which events a feed holds: those of all agreements, of one, of a tag, from a severity on."""

from __future__ import annotations

from watcher.domain.assessment import Severity
from watcher.domain.delivery import Event, EventType
from watcher.domain.notice import NoticeClock
from watcher.domain.version import Version
from watcher.services.links import Links
from watcher.services.notices import clock_of, notice
from watcher.services.overview import Catalogue
from watcher.services.ports import Notice, Store

MOST = 50
"""Entries of a feed."""
LOOKED_AT = 1_000
"""Events among which they are looked for, newest first."""
_KEPT = 2_000
"""Notice clocks that are remembered."""


class Clocks:
    """Notice clocks of kept versions, each worked out once: feeds are asked for again and again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[object, ...], NoticeClock] = {}

    def __call__(self, old: Version, new: Version) -> NoticeClock:
        """See ``clock_of``. What a version says follows from its fingerprint and its derivation."""
        said = tuple((one.id, one.fingerprint, one.derivation) for one in (old, new))
        key = (*said, old.last_seen, new.first_seen)
        if key not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = clock_of(old, new, self._store)
        return self._known[key]


def told_in_feed(
    store: Store,
    catalogue: Catalogue,
    links: Links,
    clocks: Clocks,
    *,
    agreement: str = "",
    tag: str = "",
    severity: Severity = Severity.LOW,
) -> list[Notice]:
    """The newest events, newest first. ``severity`` concerns changed terms; all else is told whatever it is.

    Raises NotFound for an agreement that nothing has.
    """
    tagged = {row.agreement.id for row in store.watched(ended=True) if tag in row.agreement.tags} if tag else None
    if agreement:
        agreement = store.agreement(agreement).agreement.id
    found: list[Notice] = []
    for happened in store.events(agreement, limit=LOOKED_AT):
        wanted = tagged is None or happened.agreement_id in tagged
        if wanted and _is_news(happened) and _severe(happened, severity, catalogue):
            found.append(notice(happened, store, links, clocks))
            if len(found) == MOST:
                break
    return found


def _is_news(happened: Event) -> bool:
    return happened.type is not EventType.UNACKNOWLEDGED


def _severe(happened: Event, severity: Severity, catalogue: Catalogue) -> bool:
    if happened.type is not EventType.CHANGED or severity <= Severity.LOW:
        return True
    return catalogue.comparison(happened.comparison_id).severity >= severity
