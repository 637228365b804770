"""A round of checks: pages that several agreements share are fetched once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from watcher.domain.agreement import Agreement
from watcher.domain.fetch import FetchOutcome, Validators
from watcher.domain.version import PageState, SnapshotRef
from watcher.services.ports import Fetcher, Page, PageRequest, SnapshotFiles, Store


class Round:
    """The pages of one round. ``fresh`` asks for every page itself, never only whether it was modified."""

    def __init__(self, *, fetcher: Fetcher, store: Store, snapshots: SnapshotFiles, fresh: bool = False) -> None:
        self._fetcher = fetcher
        self._store = store
        self._snapshots = snapshots
        self._fresh = fresh
        self._under_way: dict[tuple[str, bool], asyncio.Task[Page]] = {}

    async def pages(self, agreement: Agreement) -> list[Page]:
        """The pages of an agreement, in order."""
        return list(await asyncio.gather(*(self._page(url, agreement.robots) for url in agreement.sources)))

    async def _page(self, url: str, robots: bool) -> Page:
        task = self._under_way.get((url, robots))
        if task is None:
            request = PageRequest(url=url, validators=self._validators(url), robots=robots)
            task = self._under_way[url, robots] = asyncio.create_task(self._fetcher.fetch(request))
        return await asyncio.shield(task)

    def _validators(self, url: str) -> Validators:
        known = None if self._fresh else self._store.page(url)
        if known is None or known.ref.sha256 not in self._snapshots:
            return Validators()
        return Validators(etag=known.etag, last_modified=known.last_modified)


def kept(page: Page, store: Store, snapshots: SnapshotFiles) -> PageState:
    """Keep the body of a page that came, or find the one that a 304 speaks of. Raises StoreFull, StoreError."""
    fetch = page.fetch
    known = store.page(fetch.url)
    if fetch.outcome is FetchOutcome.NOT_MODIFIED and known is not None:
        return PageState(
            url=fetch.url,
            ref=known.ref,
            etag=fetch.validators.etag or known.etag,
            last_modified=fetch.validators.last_modified or known.last_modified,
            fetched_at=fetch.started_at,
        )
    sha256 = snapshots.keep(page.body, base=known.ref.sha256 if known else "")
    return PageState(
        url=fetch.url,
        ref=SnapshotRef(sha256=sha256, url=fetch.final_url, content_type=fetch.header("content-type")),
        etag=fetch.validators.etag,
        last_modified=fetch.validators.last_modified,
        fetched_at=fetch.started_at,
    )


def first_failure(pages: Sequence[Page]) -> Page | None:
    """The first page that did not come, if any: an agreement over several pages is read whole or not at all."""
    return next((page for page in pages if page.fetch.outcome is FetchOutcome.FAILED), None)
