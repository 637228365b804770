"""One installation: what it keeps, and the services on top of it."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import httpx

from watcher import config
from watcher.bootstrap.files import read_settings
from watcher.bootstrap.messages import Messages
from watcher.bootstrap.reaching import fetch_settings, reaching_out, smtp_settings
from watcher.domain.agreement import Agreement
from watcher.domain.delivery import Delivery
from watcher.domain.errors import NotFound
from watcher.domain.subscriber import Subscriber
from watcher.domain.version import WatchState
from watcher.jobs.embedded import EmbeddedJobs, cron
from watcher.notify import Equipment, channels, lacking_secrets
from watcher.services.accounts import Accounts
from watcher.services.browse import Browser, Health, Standing, health
from watcher.services.check import Checker
from watcher.services.deliver import Deliverer
from watcher.services.forgetful import ForgetfulSnapshots
from watcher.services.history import Histories
from watcher.services.links import Links
from watcher.services.overview import Catalogue, Overview
from watcher.services.ports import Clock, Fetcher, SnapshotFiles, Store
from watcher.services.quiet import queue_quiet
from watcher.services.remind import queue_reminders
from watcher.services.review import Reviews
from watcher.services.roster import RosterChange, take_over
from watcher.services.schedule import Schedule
from watcher.services.search import Search
from watcher.services.tell import Audience
from watcher.store.accounts import SqliteAccounts
from watcher.store.catalogue import SqliteCatalogue
from watcher.store.finding import SqliteClauseIndex, SqliteTextIndex
from watcher.store.layout import DATABASE
from watcher.store.lock import ServiceLock
from watcher.store.reviews import SqliteReviews
from watcher.store.snapshot_files import SnapshotFolder
from watcher.store.sqlite import SqliteStore

_Configured = TypeVar("_Configured", Agreement, Subscriber)


def present() -> datetime:
    """Now, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The services that reach out, as long as their client is open."""

    fetcher: Fetcher
    checker: Checker
    deliverer: Deliverer


class House:
    """One installation: its settings, what it keeps, and the services on top. Cheap until something is asked for."""

    def __init__(self, settings: config.Settings, *, clock: Clock = present) -> None:
        self.settings = settings
        self.clock = clock
        self.links = Links(settings.base_url, key=lambda: self.store.link_key())
        self.schedule = Schedule(
            every=settings.schedule.every or timedelta(hours=6),
            cron=cron(settings.schedule.cron) if settings.schedule.cron else None,
            confirm_after=settings.fetch.confirm_after,
        )

    @property
    def kept(self) -> bool:
        """Whether anything was ever kept. Where not, asking for ``store`` begins a data folder."""
        return (self.settings.data_dir / DATABASE).exists()

    @contextmanager
    def in_passing(self) -> Iterator[House]:
        """The same installation on an empty data folder that is gone in the end."""
        with TemporaryDirectory(prefix="watcher-") as folder:
            yield House(replace(self.settings, data_dir=Path(folder)), clock=self.clock)

    @cached_property
    def _database(self) -> SqliteStore:
        return SqliteStore(self.settings.data_dir / DATABASE)

    @property
    def store(self) -> Store:
        return self._database

    @cached_property
    def reviews(self) -> Reviews:
        return Reviews(self.store, SqliteReviews(self._database.connections), self.clock)

    @cached_property
    def overview(self) -> Overview:
        return Overview(self._catalogue, self.schedule, self.clock)

    @cached_property
    def _catalogue(self) -> Catalogue:
        return SqliteCatalogue(self._database.connections)

    @cached_property
    def search(self) -> Search:
        return Search(SqliteTextIndex(self._database.connections))

    @cached_property
    def history(self) -> Histories:
        connections = self._database.connections
        return Histories(self.store, SqliteClauseIndex(connections), SqliteReviews(connections))

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(SqliteAccounts(self._database.connections), self.clock)

    @cached_property
    def snapshots(self) -> SnapshotFiles:
        return SnapshotFolder(self.settings.data_dir)

    @cached_property
    def browser(self) -> Browser:
        return Browser(self.store)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self.store, self._catalogue, self.links, self.settings.significance)

    def chosen(self, ids: Sequence[str]) -> tuple[Agreement, ...]:
        """The configured agreements of these ids, all when none is named. Raises NotFound."""
        known = {one.id: one for one in self.settings.agreements}
        unknown, mend = "no agreement of that id is configured", "watcher status lists all"
        chosen = tuple(_named(one, known, unknown, mend) for one in dict.fromkeys(ids))
        return chosen or self.settings.agreements

    def subscriber(self, name: str) -> Subscriber:
        """The configured subscriber of that name. Raises NotFound."""
        known = {one.name: one for one in self.settings.subscribers}
        return _named(name, known, "no subscriber of that name is configured", "watcher subscribers lists all")

    def take_over(self) -> RosterChange:
        """Bring the store in line with the configuration. The hints name the secrets that are missing too."""
        change = take_over(self.settings.agreements, self.settings.subscribers, self.store, self.clock)
        missing = lacking_secrets(self.settings.subscribers, os.environ, smtp_settings(self.settings))
        return replace(change, hints=(*change.hints, *missing))

    def standings(self, now: datetime) -> list[Standing]:
        """Every agreement, by id; those that were configured since the last check too. Keeps nothing."""
        kept = self.browser.status(self.schedule, now) if self.kept else []
        known = {one.agreement.id for one in kept}
        awaited = [
            Standing(
                agreement=agreement,
                state=WatchState(agreement_id=agreement.id),
                versions=0,
                last_change=None,
                next_check=now,
            )
            for agreement in self.settings.agreements
            if agreement.id not in known
        ]
        return sorted([*kept, *awaited], key=lambda one: one.agreement.id)

    def health(self, now: datetime) -> Health:
        return health(self.store, self._catalogue, self.schedule, now)

    def service_lock(self) -> AbstractContextManager[object]:
        """Held while a service runs on the data folder. Raises StoreBusy when another one does."""
        return ServiceLock(self.settings.data_dir)

    def jobs(self, network: Network) -> EmbeddedJobs:
        """The schedule of this process, not started yet."""
        return EmbeddedJobs(
            agreements=self.settings.agreements,
            checker=network.checker,
            deliverer=network.deliverer,
            store=self.store,
            schedule=self.schedule,
            clock=self.clock,
            jitter=self.settings.schedule.jitter,
            lines=self.queue_lines,
        )

    def queue_lines(self) -> list[Delivery]:
        """Queue what follows from no check: lines about a quiet week, reminders of what nobody acknowledged.

        Gives what was queued. Raises StoreError.
        """
        subscribers, now = self.settings.subscribers, self.clock()
        log = SqliteReviews(self._database.connections)
        return [*queue_quiet(subscribers, self.store, now), *queue_reminders(subscribers, self.store, log, now)]

    @asynccontextmanager
    async def network(
        self, *, digests_run: bool = True, quiet: bool = False, record: bool = True
    ) -> AsyncIterator[Network]:
        """Open the guarded client and build what uses it.

        ``digests_run``: a service is there that sends digests later. ``quiet``: queue no deliveries. ``record`` false:
        keep nothing at all.
        """
        async with reaching_out(fetch_settings(self.settings)) as (client, fetcher):
            yield Network(
                fetcher=fetcher,
                checker=self._checker(fetcher, digests_run=digests_run, quiet=quiet, record=record),
                deliverer=self._deliverer(client),
            )

    def _checker(self, fetcher: Fetcher, *, digests_run: bool, quiet: bool, record: bool) -> Checker:
        settings = self.settings
        return Checker(
            store=self.store,
            snapshots=self.snapshots if record else ForgetfulSnapshots(self.snapshots),
            fetcher=fetcher,
            audience=Audience(subscribers=() if quiet else settings.subscribers, digests_run=digests_run),
            clock=self.clock,
            confirm_after=settings.fetch.confirm_after,
            rules=settings.significance.rules,
            record=record,
        )

    def _deliverer(self, client: httpx.AsyncClient) -> Deliverer:
        equipment = Equipment(
            clock=self.clock,
            environ=os.environ,
            http=client,
            smtp=smtp_settings(self.settings),
            subscription=self.links.subscription,
        )
        return Deliverer(
            store=self.store,
            channels=channels(equipment),
            subscribers=self.settings.subscribers,
            links=self.links,
            clock=self.clock,
            jurisdictions=self.settings.significance.jurisdictions,
            name=f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}",
        )


def open_house(path: Path, data_dir: Path | None = None) -> House:
    """The installation that a configuration file describes. Raises ConfigError."""
    return House(read_settings(path, data_dir))


def _named(name: str, known: Mapping[str, _Configured], unknown: str, mend: str) -> _Configured:
    """What goes by that name. Raises NotFound, which suggests the likeliest name, or else what ``mend`` says."""
    if name not in known:
        near = get_close_matches(name, known, n=1)
        raise NotFound(unknown, where=name, mend=f"did you mean {near[0]}?" if near else mend)
    return known[name]
