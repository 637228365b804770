"""A page that was quarantined, and that an operator says is the agreement.

It becomes the agreement's newest version, told like any other change, and what comes later is recognised by it.
"""

from __future__ import annotations

from datetime import datetime

from watcher.domain.agreement import Agreement
from watcher.domain.errors import NotFound
from watcher.domain.version import CheckOutcome, PageState, SnapshotRef
from watcher.services.furniture import furnished
from watcher.services.ports import Store
from watcher.services.settle import Visit


def accepted(agreement: Agreement, store: Store, at: datetime) -> Visit:
    """A look at the pages that the last check put in quarantine, no rule to be asked.

    Raises NotFound where the last check did not, and where the agreement has other pages by now.
    """
    state = store.state(agreement.id)
    last = next(iter(store.checks(agreement.id, limit=1)), None)
    if last is None or last.outcome is not CheckOutcome.QUARANTINED:
        raise NotFound("nothing of it is quarantined", where=agreement.id, mend="watcher status lists what is")
    if len(last.snapshots) != len(agreement.sources):
        raise NotFound("has other pages since it was quarantined", where=agreement.id, mend="check it again first")
    return Visit(
        agreement=furnished(agreement, state.furniture),
        at=at,
        before=state,
        pages=tuple(_page(url, ref, store) for url, ref in zip(agreement.sources, last.snapshots, strict=True)),
        accepted=last.reason,
    )


def _page(url: str, ref: SnapshotRef, store: Store) -> PageState:
    known = store.page(url)
    return known if known is not None and known.ref == ref else PageState(url=url, ref=ref)
