"""All that a message about an event can need, gathered from the store."""

from __future__ import annotations

from collections.abc import Collection

from watcher.domain.delivery import Event, EventType
from watcher.domain.notice import NoticeClock
from watcher.domain.version import Version
from watcher.services.links import Links
from watcher.services.ports import Notice, Store
from watcher.significance import notice_clock


def notice(event: Event, store: Store, links: Links, jurisdictions: Collection[str] = ()) -> Notice:
    """Everything about one event; ``jurisdictions``: whose rules of law are told beside its notice clock.

    Raises NotFound where the store holds no such agreement or comparison.
    """
    agreement = store.agreement(event.agreement_id).agreement
    state = store.state(agreement.id)
    if not event.comparison_id:
        newest = store.newest(agreement.id)
        return Notice(event=event, agreement=agreement, url=links.agreement(agreement.id), new=newest, state=state)
    recorded = store.comparison(event.comparison_id)
    old: Version = store.version(agreement.id, recorded.old)
    new: Version = store.version(agreement.id, recorded.new)
    return Notice(
        event=event,
        agreement=agreement,
        url=links.comparison(recorded.id),
        recorded=recorded,
        old=old,
        new=new,
        state=state,
        clock=clock_of(old, new, store, jurisdictions) if event.type is EventType.CHANGED else None,
    )


def clock_of(old: Version, new: Version, store: Store, jurisdictions: Collection[str] = ()) -> NoticeClock:
    """The notice clock of two kept versions."""
    return notice_clock(
        store.tree(old.id),
        store.tree(new.id),
        last_seen=old.last_seen,
        first_seen=new.first_seen,
        jurisdictions=jurisdictions,
    )
