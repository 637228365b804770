"""A round of checks: pages that several agreements share are fetched once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from watcher.domain.agreement import Agreement, Cut, Render
from watcher.domain.fetch import Fetch, FetchOutcome, Validators
from watcher.domain.version import PageState, SnapshotRef
from watcher.services.ports import Fetcher, Page, PageRequest, SnapshotFiles, Store


@dataclass(frozen=True, slots=True)
class Got:
    """A page, and what was known of it when it was asked for; a 304 speaks of just that."""

    page: Page
    known: PageState | None


def asked(url: str, cut: Cut, *, languages: Sequence[str] = (), robots: bool = True) -> PageRequest:
    """The request for a page that this cut is made of. Pages that are taken as they come are the same for every cut."""
    if cut.render is Render.PLAIN:
        return PageRequest(url=url, robots=robots)
    return PageRequest(url=url, robots=robots, render=cut.render, wait_for=cut.select, languages=tuple(languages))


class Round:
    """The pages of one round. ``fresh`` asks for every page itself, never only whether it was modified."""

    def __init__(self, *, fetcher: Fetcher, store: Store, snapshots: SnapshotFiles, fresh: bool = False) -> None:
        self._fetcher = fetcher
        self._store = store
        self._snapshots = snapshots
        self._fresh = fresh
        self._under_way: dict[PageRequest, asyncio.Task[Got]] = {}

    async def pages(self, agreement: Agreement) -> list[Got]:
        """The pages of an agreement, in order."""
        return list(await asyncio.gather(*(self._page(request) for request in requests(agreement))))

    def anew(self) -> Round:
        """Another round, which asks for every page itself."""
        return Round(fetcher=self._fetcher, store=self._store, snapshots=self._snapshots, fresh=True)

    def fetched(self, agreement: Agreement) -> tuple[Fetch, ...]:
        """The fetches of an agreement's pages that have come to an end in this round."""
        begun = (self._under_way.get(request) for request in requests(agreement))
        ended = (task for task in begun if task is not None and task.done() and not task.cancelled())
        return tuple(task.result().page.fetch for task in ended if task.exception() is None)

    async def _page(self, request: PageRequest) -> Got:
        task = self._under_way.get(request)
        if task is None:
            task = self._under_way[request] = asyncio.create_task(self._get(request))
        return await asyncio.shield(task)

    async def _get(self, request: PageRequest) -> Got:
        known = self._store.page(request.url)
        plain = request.render is Render.PLAIN
        if plain and known is not None and not self._fresh and known.ref.sha256 in self._snapshots:
            request = replace(request, validators=Validators(etag=known.etag, last_modified=known.last_modified))
        return Got(await self._fetcher.fetch(request), known)


def requests(agreement: Agreement) -> tuple[PageRequest, ...]:
    """What is asked for when an agreement is checked: its pages, in order."""
    return tuple(
        asked(url, agreement.cut, languages=agreement.languages, robots=agreement.robots) for url in agreement.sources
    )


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
