"""All that a message about an event can need, gathered from the store."""

from __future__ import annotations

from watcher.domain.delivery import Event
from watcher.domain.version import Version
from watcher.services.links import Links
from watcher.services.ports import Notice, Store


def notice(event: Event, store: Store, links: Links) -> Notice:
    """Everything about one event. Raises NotFound where the store holds no such agreement or comparison."""
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
    )
