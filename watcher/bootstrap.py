"""Puts adapters into services, from the configuration. The only place that knows both."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from watcher import config
from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity
from watcher.domain.delivery import Delivery
from watcher.domain.errors import NotFound, UsageError
from watcher.domain.subscriber import Subscriber
from watcher.domain.version import Recorded, WatchState
from watcher.fetch.browser import BrowserFetcher
from watcher.fetch.client import guarded_client
from watcher.fetch.http import HttpFetcher
from watcher.fetch.settings import FetchSettings, user_agent
from watcher.jobs.embedded import EmbeddedJobs, cron
from watcher.locale import DEFAULT, LANGUAGES, locale
from watcher.notify import FEEDS, PREVIEWS, Equipment, Feed, Security, SmtpSettings, channels, lacking_secrets
from watcher.redline.notice import notice_lines
from watcher.services.accounts import Accounts
from watcher.services.browse import Browser, Health, Standing, health
from watcher.services.check import Checker
from watcher.services.deliver import Deliverer
from watcher.services.feed import Clocks, told_in_feed
from watcher.services.forgetful import ForgetfulSnapshots
from watcher.services.history import Histories
from watcher.services.links import Links
from watcher.services.notices import between, clock_of
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
from watcher.store.backup import Contents, Progress, backup
from watcher.store.catalogue import SqliteCatalogue
from watcher.store.finding import SqliteClauseIndex, SqliteTextIndex
from watcher.store.layout import DATABASE
from watcher.store.lock import ServiceLock
from watcher.store.restore import restore
from watcher.store.reviews import SqliteReviews
from watcher.store.snapshot_files import SnapshotFolder
from watcher.store.sqlite import SqliteStore


def present() -> datetime:
    """Now, UTC."""
    return datetime.now(UTC)


def read_settings(path: Path, data_dir: Path | None) -> config.Settings:
    """The configuration, with ``data_dir`` in place of the configured folder where given. Raises ConfigError."""
    settings = config.load(path)
    return settings if data_dir is None else replace(settings, data_dir=data_dir)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The services that reach out, as long as their client is open."""

    fetcher: Fetcher
    checker: Checker
    deliverer: Deliverer


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedText:
    """A feed, written."""

    media_type: str
    body: bytes


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
    def _clocks(self) -> Clocks:
        return Clocks(self.store)

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

    def chosen(self, ids: Sequence[str]) -> tuple[Agreement, ...]:
        """The configured agreements of these ids, all when none is named. Raises NotFound."""
        known = {agreement.id: agreement for agreement in self.settings.agreements}
        unknown = [name for name in ids if name not in known]
        if unknown:
            near = get_close_matches(unknown[0], known, n=1)
            raise NotFound(
                "no agreement of that id is configured",
                where=unknown[0],
                mend=f"did you mean {near[0]}?" if near else "watcher status lists all",
            )
        return tuple(known[name] for name in dict.fromkeys(ids)) if ids else self.settings.agreements

    def subscriber(self, name: str) -> Subscriber:
        """The configured subscriber of that name. Raises NotFound."""
        known = {one.name: one for one in self.settings.subscribers}
        if name not in known:
            near = get_close_matches(name, known, n=1)
            mend = f"did you mean {near[0]}?" if near else "watcher subscribers lists all"
            raise NotFound("no subscriber of that name is configured", where=name, mend=mend)
        return known[name]

    def alert(self, name: str, form: str, language: str = DEFAULT) -> bytes:
        """What would be sent of ``ID`` (its last two versions) or ``ID@OLD..NEW``, in one of the forms of a message.

        Raises NotFound, UsageError.
        """
        if form not in PREVIEWS:
            raise UsageError("is no form of a message", where=form, mend=f"one of {', '.join(PREVIEWS)}")
        if language not in LANGUAGES:
            raise UsageError("is no language of messages", where=language, mend=f"one of {', '.join(LANGUAGES)}")
        old, new = self.browser.two(name)
        agreement = self.browser.agreement(new.agreement_id)
        said = self.settings.significance
        notice = between(
            agreement, old, new, self.store, self.links, rules=said.rules, jurisdictions=said.jurisdictions
        )
        return PREVIEWS[form](notice, locale(language))

    def notice_lines(self, recorded: Recorded) -> tuple[str, ...]:
        """What can be said about the notice of a change, in words; nothing of one that needs none."""
        if recorded.comparison.severity is Severity.NONE:
            return ()
        old, new = (self.store.version(recorded.agreement_id, number) for number in (recorded.old, recorded.new))
        return notice_lines(clock_of(old, new, self.store, self.settings.significance.jurisdictions))

    def feed(self, name: str, *, agreement: str = "", tag: str = "", severity: Severity = Severity.LOW) -> FeedText:
        """A feed of what happened, newest first: ``atom.xml`` or ``feed.json``. Raises NotFound."""
        if name not in FEEDS:
            raise NotFound("no such feed", where=name, mend=f"one of {', '.join(FEEDS)}")
        notices = told_in_feed(
            self.store, self._catalogue, self.links, self._clocks, agreement=agreement, tag=tag, severity=severity
        )
        about = ": ".join(["Terms watcher", *filter(None, (agreement, tag))])
        address = self.links.feed(name, agreement=agreement, tag=tag, severity=severity)
        form = FEEDS[name]
        body = form.write(notices, Feed(title=about, home=self.links.overview(), address=address))
        return FeedText(media_type=form.media_type, body=body)

    def take_over(self) -> RosterChange:
        """Bring the store in line with the configuration. The hints name the secrets that are missing too."""
        change = take_over(self.settings.agreements, self.settings.subscribers, self.store, self.clock)
        missing = lacking_secrets(self.settings.subscribers, os.environ, _smtp_settings(self.settings))
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
        settings = self.settings
        async with _reaching_out(_fetch_settings(settings)) as (client, fetcher):
            yield Network(
                fetcher=fetcher,
                checker=Checker(
                    store=self.store,
                    snapshots=self.snapshots if record else ForgetfulSnapshots(self.snapshots),
                    fetcher=fetcher,
                    audience=Audience(subscribers=() if quiet else settings.subscribers, digests_run=digests_run),
                    clock=self.clock,
                    confirm_after=settings.fetch.confirm_after,
                    rules=settings.significance.rules,
                    record=record,
                ),
                deliverer=Deliverer(
                    store=self.store,
                    channels=channels(
                        Equipment(
                            clock=self.clock,
                            environ=os.environ,
                            http=client,
                            smtp=_smtp_settings(settings),
                            subscription=self.links.subscription,
                        )
                    ),
                    subscribers=settings.subscribers,
                    links=self.links,
                    clock=self.clock,
                    jurisdictions=settings.significance.jurisdictions,
                    name=f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}",
                ),
            )


def open_house(path: Path, data_dir: Path | None = None) -> House:
    """The installation that a configuration file describes. Raises ConfigError."""
    return House(read_settings(path, data_dir))


@asynccontextmanager
async def fetcher(path: Path, data_dir: Path | None = None) -> AsyncIterator[Fetcher]:
    """A guarded fetcher alone; without a configuration file, with the usual settings."""
    async with _reaching_out(_settings_or_usual(path, data_dir)) as (_, fetcher):
        yield fetcher


@asynccontextmanager
async def _reaching_out(settings: FetchSettings) -> AsyncIterator[tuple[httpx.AsyncClient, Fetcher]]:
    """The guarded client, and the fetcher on top of it that also draws pages."""
    async with (
        guarded_client(settings) as client,
        BrowserFetcher(HttpFetcher(client, settings), client, settings) as fetcher,
    ):
        yield client, fetcher


def _settings_or_usual(path: Path, data_dir: Path | None) -> FetchSettings:
    return _fetch_settings(read_settings(path, data_dir)) if path.exists() else FetchSettings()


def data_folder(path: Path, data_dir: Path | None) -> Path:
    """``data_dir`` where given, else the configured folder. Raises ConfigError where it has to be asked for."""
    return data_dir if data_dir is not None else read_settings(path, None).data_dir


def add_agreement(path: Path, fields: dict[str, Any], *, write: bool = True) -> None:
    """Append an agreement to the configuration file, or only see whether it fits. Raises ConfigError, UsageError."""
    config.add_agreement(path, fields, write=write)


def add_subscriber(path: Path, fields: dict[str, Any]) -> None:
    """Append a subscriber to the configuration file. Raises ConfigError, UsageError."""
    config.add_subscriber(path, fields)


def back_up(data_dir: Path, file: Path, progress: Progress | None = None) -> Contents:
    """Everything in the data folder, whole and consistent, into one file; gives what it holds.

    ``progress`` hears how many snapshots are done, and of how many.
    """
    return backup(data_dir, file, at=present(), progress=progress)


def bring_back(file: Path, data_dir: Path, *, force: bool, progress: Progress | None = None) -> Contents:
    """A backup into a data folder; gives what it held."""
    return restore(file, data_dir, force=force, progress=progress)


def _fetch_settings(settings: config.Settings) -> FetchSettings:
    fetch = settings.fetch
    return FetchSettings(
        timeout=fetch.timeout.total_seconds(),
        max_bytes=fetch.max_bytes,
        per_host_delay=fetch.per_host_delay.total_seconds(),
        robots=fetch.robots,
        allow_hosts=fetch.allow_hosts,
        ca_file=str(fetch.ca_file or ""),
        proxy=fetch.proxy,
        user_agent=user_agent(settings.base_url),
    )


def _smtp_settings(settings: config.Settings) -> SmtpSettings:
    smtp = settings.smtp
    if smtp is None:
        return SmtpSettings()
    return SmtpSettings(
        host=smtp.host,
        port=smtp.port,
        security=Security(smtp.security.value),
        sender=smtp.sender,
        username=smtp.username,
        password_env=smtp.password_env,
        ca_file=smtp.ca_file,
    )
