"""All that a message about an event can need, gathered from the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from watcher.domain.agreement import Agreement
from watcher.domain.delivery import Event, EventType
from watcher.domain.notice import NoticeClock
from watcher.domain.sentence import Sentence
from watcher.domain.subscriber import Subscriber
from watcher.domain.version import Recorded, Version
from watcher.services.derive import compared
from watcher.services.links import Links
from watcher.services.ports import Notice, Store
from watcher.services.tell import event, version_mark
from watcher.significance import Rule, notice_clock


def notice(happened: Event, store: Store, links: Links, clock: Callable[[Version, Version], NoticeClock]) -> Notice:
    """Everything about one event; ``clock`` gives the notice clock of two kept versions, such as ``clock_of``.

    Raises NotFound where the store holds no such agreement or comparison.
    """
    agreement = store.agreement(happened.agreement_id).agreement
    state = store.state(agreement.id)
    if not happened.comparison_id:
        newest = store.newest(agreement.id)
        return Notice(event=happened, agreement=agreement, url=links.agreement(agreement.id), new=newest, state=state)
    recorded = store.comparison(happened.comparison_id)
    old: Version = store.version(agreement.id, recorded.old)
    new: Version = store.version(agreement.id, recorded.new)
    return Notice(
        event=happened,
        agreement=agreement,
        url=links.comparison(recorded.id),
        recorded=recorded,
        old=old,
        new=new,
        state=state,
        clock=clock(old, new) if happened.type in (EventType.CHANGED, EventType.UNACKNOWLEDGED) else None,
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


def between(
    agreement: Agreement,
    old: Version,
    new: Version,
    store: Store,
    links: Links,
    *,
    rules: Sequence[Rule] = (),
    jurisdictions: Collection[str] = (),
) -> Notice:
    """What a message about two kept versions would be made of: of their kept comparison where there is one."""
    recorded = store.comparison_of(agreement.id, new.number)
    if recorded is None or recorded.old != old.number:
        comparison, _ = compared(store.tree(old.id), store.tree(new.id), rules)
        recorded = Recorded(
            id="", agreement_id=agreement.id, old=old.number, new=new.number, at=new.first_seen, comparison=comparison
        )
    type_ = EventType.CHANGED if new.returns_to is None else EventType.REVERTED
    mark = version_mark(new.number, new.fingerprint)
    return Notice(
        event=event(type_, agreement.id, mark, recorded.at, comparison_id=recorded.id),
        agreement=agreement,
        url=links.comparison(recorded.id) if recorded.id else links.agreement(agreement.id),
        recorded=recorded,
        old=old,
        new=new,
        state=store.state(agreement.id),
        clock=clock_of(old, new, store, jurisdictions),
    )


def trial(subscriber: Subscriber, links: Links, at: datetime) -> Notice:
    """A message by which somebody tries whether messages arrive; it tells of nothing that happened."""
    agreement = Agreement(id="test", title="Test message", sources=())
    reason = Sentence(
        "somebody tried whether messages for {name} arrive; nothing happened to any agreement", name=subscriber.name
    )
    happened = event(EventType.TEST, agreement.id, at.isoformat(), at, reason=reason)
    return Notice(event=happened, agreement=agreement, url=links.overview())
