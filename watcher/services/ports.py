"""What the services need from the outside world. Adapters implement these; ``bootstrap`` puts them in.

Every port has a fake in ``watcher.testing``; one contract suite runs over every implementation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from watcher.domain.agreement import Agreement, Render, Selector
from watcher.domain.assessment import Severity
from watcher.domain.clause import ClauseTree
from watcher.domain.delivery import Attempt, Delivery, DeliveryState, Event, Sent
from watcher.domain.fetch import Fetch, Validators
from watcher.domain.notice import NoticeClock
from watcher.domain.review import Entry, OpenReview, Standing
from watcher.domain.subscriber import Subscriber
from watcher.domain.user import Session, Token, User
from watcher.domain.version import Check, PageState, Recorded, Version, WatchState
from watcher.services.paging import Page as Listed

Clock = Callable[[], datetime]
"""The present moment, UTC, with its time zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """A page to be fetched."""

    url: str
    validators: Validators = field(default_factory=Validators)
    """Sent as If-None-Match and If-Modified-Since; empty: ask for the page itself."""
    robots: bool = True
    """Whether robots.txt is honoured."""
    render: Render = Render.PLAIN
    """Whether the page is taken as it comes, or as a browser draws it. What is drawn is always asked for anew: its
    validators are not sent."""
    wait_for: tuple[Selector, ...] = ()
    """What a page that is drawn should have before it is taken; it is taken without when the time is over."""
    languages: tuple[str, ...] = ()
    """BCP 47 tags; a page that is drawn is told that its reader prefers the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a request came to. ``body`` is empty unless ``fetch.outcome`` is ``received``.

    Of a page that was drawn it is the document as the browser had it in the end, as HTML in UTF-8.
    """

    fetch: Fetch
    body: bytes = b""


class Fetcher(Protocol):
    """Gets pages, politely and only from where we may go."""

    async def fetch(self, request: PageRequest) -> Page:
        """One page. Never raises for what a page or a server does: a failure is a Page whose fetch has failed."""


class Bodies(Protocol):
    """Where bodies are read, each by its SHA-256."""

    def read(self, sha256: str) -> bytes:
        """The body, checked against its SHA-256. Raises NotFound, SnapshotCorrupt, StoreError."""


class SnapshotFiles(Bodies, Protocol):
    """Keeps bodies, each once, under its SHA-256."""

    def keep(self, body: bytes, *, base: str = "") -> str:
        """Keep a body whole or not at all; gives its SHA-256 in hexadecimal.

        ``base`` is the SHA-256 of the body that the same page had before, which this one may resemble.
        Raises StoreFull, StoreError.
        """

    def __contains__(self, sha256: str) -> bool:
        """Whether a body is kept under that SHA-256 (its bytes are not checked)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An agreement as the store knows it."""

    agreement: Agreement
    since: datetime
    ended_at: datetime | None = None
    """When it was taken out of the configuration."""


Categories = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""Of clauses, by id: their own, and those that the clauses above them add (``significance.categorize``)."""


class Writing(Protocol):
    """One write transaction: all of it is kept, or nothing. Reads inside it see its own writes."""

    def save_agreement(self, agreement: Agreement, at: datetime) -> None:
        """Insert or update; an ended agreement is watched again. Ids in ``agreement.was`` hand over their history."""

    def end_agreement(self, agreement_id: str, at: datetime) -> None:
        """It is no longer watched; its history stays."""

    def add_fetch(self, fetch: Fetch, agreement_ids: Sequence[str]) -> None:
        """One attempt, for every agreement that shares the page. One that is kept already gains the agreements."""

    def save_page(self, page: PageState) -> None: ...

    def add_check(self, check: Check) -> None: ...

    def add_version(self, version: Version, tree: ClauseTree, categories: Categories | None = None) -> None:
        """Raises StoreBusy when the agreement's newest version is not ``version.number - 1`` (any more).

        ``categories``: those of the tree's clauses, where they are known already; to find them takes long.
        """

    def replace_derivation(self, version: Version, tree: ClauseTree) -> None:
        """The same version, derived again: everything but number, times and snapshots."""

    def touch_version(self, version_id: str, seen: datetime) -> None:
        """The version's text was received again."""

    def save_state(self, state: WatchState) -> None: ...

    def add_comparison(self, recorded: Recorded) -> None: ...

    def replace_comparison(self, recorded: Recorded) -> None:
        """The same two versions, compared again after they were derived again."""

    def add_event(self, event: Event) -> bool:
        """False, and nothing is written, when an event with that key is kept already."""

    def add_delivery(self, delivery: Delivery) -> None:
        """A new row. A waiting digest of the same subscriber with the same ``due_at`` takes the events in instead.

        One of an id that is kept already stays as it is.
        """

    def state(self, agreement_id: str) -> WatchState: ...

    def newest(self, agreement_id: str) -> Version | None: ...


class Kept(Protocol):
    """What deciding on a page asks of what is kept. Every method may raise StoreBusy or StoreError."""

    def newest(self, agreement_id: str) -> Version | None: ...

    def versions(self, agreement_id: str) -> list[Version]:
        """Oldest first."""

    def tree(self, version_id: str) -> ClauseTree:
        """Raises NotFound."""

    def comparison_of(self, agreement_id: str, new: int) -> Recorded | None:
        """The comparison that led to version ``new``."""


class Store(Kept, Protocol):
    """Keeps everything but the bodies. Every method may raise StoreBusy, StoreFull or StoreError."""

    def writing(self) -> AbstractContextManager[Writing]:
        """A transaction that takes the write lock at once, ends with a commit, and with a rollback on an exception."""

    def watched(self, *, ended: bool = False) -> list[Watched]:
        """By id; with ``ended``, those that are no longer watched too."""

    def agreement(self, agreement_id: str) -> Watched:
        """Raises NotFound. An earlier id (``was``) finds the agreement that continues it."""

    def page(self, url: str) -> PageState | None: ...

    def state(self, agreement_id: str) -> WatchState:
        """An empty state for an agreement that was never checked."""

    def states(self) -> dict[str, WatchState]:
        """By agreement id."""

    def version(self, agreement_id: str, number: int) -> Version:
        """Raises NotFound."""

    def comparison(self, comparison_id: str) -> Recorded:
        """Raises NotFound."""

    def comparisons(
        self, agreement_id: str = "", *, limit: int = 100, before: datetime | None = None
    ) -> list[Recorded]:
        """Newest first; of all agreements when none is named."""

    def fetches(self, agreement_id: str, *, limit: int = 100) -> list[Fetch]:
        """Newest first."""

    def checks(self, agreement_id: str, *, limit: int = 100) -> list[Check]:
        """Newest first."""

    def event(self, event_id: str) -> Event:
        """Raises NotFound."""

    def events(self, agreement_id: str = "", *, limit: int = 100) -> list[Event]:
        """Newest first."""

    def told(self, event_keys: Sequence[str]) -> set[str]:
        """Names of the subscribers for whom a delivery of one of these events exists and is not cancelled."""

    def deliveries(
        self, *, states: Sequence[DeliveryState] = (), subscriber: str = "", limit: int = 1000
    ) -> list[Delivery]:
        """Newest first, with their attempts; every state when none is named."""

    def delivery(self, delivery_id: str) -> Delivery:
        """Raises NotFound."""

    def claim_deliveries(
        self, *, now: datetime, until: datetime, by: str, limit: int, busy: Sequence[str] = ()
    ) -> list[Delivery]:
        """Due deliveries, oldest first, claimed for ``by`` until ``until`` by one conditional update.

        At most ``limit`` for each subscriber, so that one's backlog delays nobody else; those in ``busy`` are passed
        over. What was claimed by a process that let its claim run out is due again. So is what only waits for a
        moment of a clock which has been set back since: a claim that reaches as far beyond ``until`` again, a message
        to be sent at once, or tried again, that was touched last after ``until``.
        """

    def finish_attempts(self, sent: Sequence[Sent], *, by: str) -> set[str]:
        """Keep these attempts and release their claims, together; gives the ids of those that ``by`` still held.

        Of one that it held no longer the attempt is kept and decides nothing; of one that is not kept, nothing is.
        """

    def release_claims(self, delivery_ids: Sequence[str], *, by: str) -> None:
        """What ``by`` claimed and has not tried waits again, as it did before."""

    def redeliver(self, delivery_id: str, *, now: datetime) -> Delivery:
        """Make a delivery that ended wait again, under its id, its attempts kept but no longer counted.

        Raises NotFound, and UsageError for one that will be sent anyway.
        """

    def cancel_deliveries(self, subscriber: str) -> int:
        """Cancel what waits for a subscriber who is gone; gives how many."""

    def end_subscription(self, subscriber: str, at: datetime) -> int:
        """Tell that subscriber nothing any more, and cancel what waits; gives how many messages that were."""

    def resume_subscription(self, subscriber: str) -> None:
        """Tell them again, from the next event on."""

    def ended_subscriptions(self) -> dict[str, datetime]:
        """Names of the subscribers who ended their subscription, and since when."""

    def link_key(self) -> bytes:
        """The key that signs links in messages: random, made when it is first asked for, the same ever after."""

    def counts(self) -> dict[str, int]:
        """How many rows of each table, and by state or outcome: ``deliveries.waiting``, ``checks.same``, …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One event with all that a message about it can need."""

    event: Event
    agreement: Agreement
    url: str
    """Where a person reads more: the comparison's page, or the agreement's."""
    recorded: Recorded | None = None
    old: Version | None = None
    new: Version | None = None
    state: WatchState | None = None
    clock: NoticeClock | None = None
    """For ``terms.changed``: which notice was promised, which dates are stated."""


class Channel(Protocol):
    """One way in which messages travel."""

    async def send(self, delivery: Delivery, subscriber: Subscriber, notices: Sequence[Notice]) -> Attempt:
        """Send it now, once. Gives the successful attempt; raises DeliveryError, SecretMissing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Which of the open reviews are listed."""

    agreement: str = ""
    tag: str = ""
    """Of the agreement."""
    severity: Severity = Severity.NONE
    """From there on."""
    state: str = ""
    """One of ReviewState; ``closed`` are those that were deferred and are due again."""
    assignee: str = ""


class ReviewLog(Protocol):
    """The log of reviews: it only grows. Every method may raise StoreBusy, StoreFull or StoreError."""

    def append(self, entries: Sequence[Entry], *, after: int | None = None) -> list[Entry]:
        """Keep them, all or none, chained to what is kept; they are of one comparison.

        ``after``: the number of that comparison's last entry (0: none) when whoever acts looked at it; Overtaken is
        raised when there is a later one. None: whatever there is.
        """

    def entries(self, comparison_id: str) -> list[Entry]:
        """Of one comparison and its changes, oldest first."""

    def chain(self, *, after: int = 0, limit: int = 1000) -> list[Entry]:
        """Of all comparisons, by number, those with a number above ``after``."""

    def open_reviews(self, today: date, *, limit: int = 100) -> list[OpenReview]:
        """Comparisons with a severity that are still to be decided; the weightiest first, then the newest."""

    def waiting(self, wanted: Waiting, today: date, *, after: str = "", limit: int = 50) -> Listed[OpenReview]:
        """The same, as many as are wanted, page by page. Raises UsageError for a wrong ``after``."""

    def count_waiting(self, wanted: Waiting, today: date, *, limit: int) -> int:
        """How many there are; nobody counts on behind ``limit``."""

    def standings(self, comparison_ids: Sequence[str]) -> dict[str, Standing]:
        """Where the reviews of these comparisons stand; those without any are left out."""


class AccountBook(Protocol):
    """Keeps accounts, sessions and tokens. Every method may raise StoreBusy, StoreFull or StoreError."""

    def add_user(self, user: User) -> None:
        """Raises UsageError when there is one of that name, whatever the case of its letters."""

    def save_user(self, user: User, *, sign_out: bool) -> None:
        """The same user with another role, password or end; with ``sign_out`` their sessions end.

        Raises NotFound. An account that has ended loses its tokens as well.
        """

    def users(self) -> list[User]:
        """By name, those that have ended too."""

    def user(self, name: str) -> User | None:
        """By name, whatever the case of its letters."""

    def add_session(self, session: Session) -> None:
        """Sessions that have expired when this one begins are dropped."""

    def session(self, sha256: str) -> Session | None: ...

    def end_session(self, sha256: str) -> None: ...

    def revoke(self, user: str) -> None:
        """End all sessions and tokens of that user."""

    def add_token(self, token: Token) -> None: ...

    def token(self, sha256: str) -> Token | None: ...

    def note_attempt(self, limits: Mapping[str, int], *, at: datetime, since: datetime) -> bool:
        """Keep one attempt under each key; or nothing, and give false, where one has reached its limit since then.

        Older ones are dropped.
        """

    def attempt_succeeded(self, name: str, address: str, *, at: datetime) -> None:
        """Forget what was kept under the key of a name, and under that of an address the one attempt made then.

        Not all of them: whoever has an account could try other names for ever.
        """
