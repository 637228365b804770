"""Brings what the store knows in line with what the configuration says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.domain.agreement import Agreement
from watcher.domain.delivery import DeliveryState
from watcher.domain.subscriber import Subscriber
from watcher.services.ports import Clock, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """What taking over the configuration came to."""

    begun: tuple[str, ...] = ()
    """Ids that are watched from now on."""
    ended: tuple[str, ...] = ()
    """Ids that were taken out; their history stays."""
    cancelled: int = 0
    """Messages that waited for subscribers who were taken out."""
    hints: tuple[str, ...] = ()
    """What looks like a slip: an id that changed without ``was``, a subscriber who is gone while messages wait."""


def take_over(
    agreements: Sequence[Agreement], subscribers: Sequence[Subscriber], store: Store, clock: Clock
) -> RosterChange:
    """Watch what is configured, end what is not, cancel what nobody waits for any more."""
    now = clock()
    known = {row.agreement.id: row for row in store.watched(ended=True)}
    configured = {agreement.id for agreement in agreements}
    continued = {earlier for agreement in agreements for earlier in agreement.was}
    begun = [a.id for a in agreements if a.id not in known or known[a.id].ended_at is not None]
    ended = [
        row.agreement.id
        for row in known.values()
        if row.ended_at is None and row.agreement.id not in configured | continued
    ]
    changed = [a for a in agreements if a.id not in known or known[a.id].agreement != a or known[a.id].ended_at]
    if changed or ended:
        with store.writing() as rows:
            for agreement in changed:
                rows.save_agreement(agreement, now)
            for agreement_id in ended:
                rows.end_agreement(agreement_id, now)
    names = {subscriber.name for subscriber in subscribers}
    waiting = store.deliveries(states=[DeliveryState.WAITING])
    gone = sorted({delivery.subscriber for delivery in waiting} - names)
    cancelled = {name: store.cancel_deliveries(name) for name in gone}
    return RosterChange(
        begun=tuple(begun),
        ended=tuple(ended),
        cancelled=sum(cancelled.values()),
        hints=tuple(
            f'"{name}" is not in the configuration any more: what waited for them is cancelled ({count}); '
            "once the name is there again, watcher redeliver sends it"
            for name, count in cancelled.items()
        )
        + tuple(
            f'"{a.id}" is watched at the address of "{row.agreement.id}", which has ended; '
            f'write was = "{row.agreement.id}" to keep its history'
            for a in agreements
            if a.id not in known
            for row in known.values()
            if row.agreement.id not in configured | continued and set(row.agreement.sources) & set(a.sources)
        ),
    )
