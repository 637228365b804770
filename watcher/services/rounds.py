"""A round of checks: pages that several agreements share are fetched once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.domain.agreement import Agreement
from watcher.domain.fetch import Fetch, FetchOutcome, Validators
from watcher.domain.version import PageState, SnapshotRef
from watcher.services.ports import Fetcher, Page, PageRequest, SnapshotFiles, Store


@dataclass(frozen=True, slots=True)
class Got:
    """A page, and what was known of it when it was asked for; a 304 speaks of just that."""

    page: Page
    known: PageState | None


class Round:
    """The pages of one round. ``fresh`` asks for every page itself, never only whether it was modified."""

    def __init__(self, *, fetcher: Fetcher, store: Store, snapshots: SnapshotFiles, fresh: bool = False) -> None:
        self._fetcher = fetcher
        self._store = store
        self._snapshots = snapshots
        self._fresh = fresh
        self._under_way: dict[tuple[str, bool], asyncio.Task[Got]] = {}

    async def pages(self, agreement: Agreement) -> list[Got]:
        """The pages of an agreement, in order."""
        return list(await asyncio.gather(*(self._page(url, agreement.robots) for url in agreement.sources)))

    def anew(self) -> Round:
        """Another round, which asks for every page itself."""
        return Round(fetcher=self._fetcher, store=self._store, snapshots=self._snapshots, fresh=True)

    def fetched(self, agreement: Agreement) -> tuple[Fetch, ...]:
        """The fetches of an agreement's pages that have come to an end in this round."""
        asked = (self._under_way.get((url, agreement.robots)) for url in agreement.sources)
        ended = (task for task in asked if task is not None and task.done() and not task.cancelled())
        return tuple(task.result().page.fetch for task in ended if task.exception() is None)

    async def _page(self, url: str, robots: bool) -> Got:
        task = self._under_way.get((url, robots))
        if task is None:
            task = self._under_way[url, robots] = asyncio.create_task(self._get(url, robots))
        return await asyncio.shield(task)

    async def _get(self, url: str, robots: bool) -> Got:
        known = self._store.page(url)
        validators = Validators()
        if known is not None and not self._fresh and known.ref.sha256 in self._snapshots:
            validators = Validators(etag=known.etag, last_modified=known.last_modified)
        page = await self._fetcher.fetch(PageRequest(url=url, validators=validators, robots=robots))
        return Got(page, known)


def kept(got: Got, snapshots: SnapshotFiles) -> PageState:
    """Keep the body of a page that came, or find the one that a 304 speaks of. Raises StoreFull, StoreError."""
    fetch, known = got.page.fetch, got.known
    given = fetch.validators
    if fetch.outcome is FetchOutcome.NOT_MODIFIED and known is not None:
        return PageState(
            url=fetch.url,
            ref=known.ref,
            etag=given.etag or known.etag,
            last_modified=given.last_modified or known.last_modified,
            fetched_at=fetch.started_at,
        )
    sha256 = snapshots.keep(got.page.body, base=known.ref.sha256 if known else "")
    return PageState(
        url=fetch.url,
        ref=SnapshotRef(sha256=sha256, url=fetch.final_url, content_type=fetch.header("content-type")),
        etag=given.etag,
        last_modified=given.last_modified,
        fetched_at=fetch.started_at,
    )


def all_kept(pages: Sequence[Got], snapshots: SnapshotFiles) -> tuple[PageState, ...]:
    """Every page of an agreement, in order. Raises StoreFull, StoreError."""
    return tuple(kept(got, snapshots) for got in pages)


def first_failure(pages: Sequence[Got]) -> Page | None:
    """The first page that did not come, if any: an agreement over several pages is read whole or not at all."""
    return next((got.page for got in pages if got.page.fetch.outcome is FetchOutcome.FAILED), None)
