"""A small world for the services: a clock that is set, pages that are written, stores in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from watcher.domain.agreement import Agreement
from watcher.domain.delivery import Event
from watcher.domain.subscriber import ChannelKind, Digest, Subscriber
from watcher.services.check import Checked, Checker
from watcher.services.roster import take_over
from watcher.services.tell import Audience
from watcher.significance import Rule
from watcher.testing.memory import MemorySnapshots, MemoryStore
from watcher.testing.pages import FakeFetcher

URL = "https://terms.example/agreement"

CLAUSES = (
    "The service stores the documents that members upload and shows them to the members they choose.",
    "Members pay the fees of their plan in advance; we announce changes of fees 10 working days before they apply.",
    "We may suspend an account that breaks these terms after we have told its owner and waited for an answer.",
    "Our liability is limited to the fees that were paid in the twelve months before the claim arose.",
    "These terms are governed by the law of the place where our registered office stands.",
    "Members may end the agreement at any time by closing their account in the settings.",
)


def page(*clauses: str, title: str = "Archive Service Agreement", around: str = "") -> str:
    """A published agreement: numbered clauses under a title, with some furniture."""
    said = "".join(f"<p>{number}. {clause}</p>" for number, clause in enumerate(clauses, start=1))
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a> {around}</nav>"
        f"<main><h1>{title}</h1>{said}</main></body></html>"
    )


FIRST = page(*CLAUSES)
SHORTER_NOTICE = page(*(clause.replace("10 working", "5 working") for clause in CLAUSES))
OTHER_LAW = page(*(clause.replace("registered office stands", "members live") for clause in CLAUSES))
RENUMBERED_ONLY = FIRST.replace("<p>6. ", "<p>7. ")
CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
    "<p>Please complete the security check to access the site. Enable JavaScript and cookies to continue.</p>"
    "</body></html>"
)


def subscriber(name: str = "Compliance", **fields: object) -> Subscriber:
    """A subscriber who is told by mail at once, unless said otherwise."""
    usual: dict[str, object] = {
        "channel": ChannelKind.EMAIL,
        "address": "compliance@example.org",
        "digest": Digest.IMMEDIATE,
    }
    return Subscriber(name=name, **(usual | fields))  # type: ignore[arg-type]  # fields are the test's own


@dataclass
class World:
    """One installation in memory."""

    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    store: MemoryStore = field(default_factory=MemoryStore)
    snapshots: MemorySnapshots = field(default_factory=MemorySnapshots)
    subscribers: tuple[Subscriber, ...] = (subscriber(),)
    confirm_after: timedelta = timedelta()
    rules: tuple[Rule, ...] = ()
    agreements: tuple[Agreement, ...] = (Agreement(id="archive", title="Archive Service Agreement", sources=(URL,)),)

    def __post_init__(self) -> None:
        self.fetcher = FakeFetcher(clock=self.clock)

    def clock(self) -> datetime:
        return self.now

    def checker(self, *, record: bool = True) -> Checker:
        return Checker(
            store=self.store,
            snapshots=self.snapshots,
            fetcher=self.fetcher,
            audience=Audience(subscribers=self.subscribers),
            clock=self.clock,
            confirm_after=self.confirm_after,
            rules=self.rules,
            record=record,
        )

    async def check(self, *bodies: object, confirm_now: bool = False, later: timedelta = timedelta(hours=6)) -> Checked:
        """Serve these answers, let some time pass, and check the first agreement."""
        if bodies:
            self.fetcher.serve(URL, *bodies)  # type: ignore[arg-type]  # the tests' own pages
        self.now += later
        take_over(self.agreements, self.subscribers, self.store, self.clock)
        results = [one async for one in self.checker().check_all(self.agreements[:1], confirm_now=confirm_now)]
        return results[0]

    def events(self) -> list[Event]:
        """Oldest first."""
        return list(reversed(self.store.events()))

    def told(self) -> list[str]:
        """The types of what subscribers are told, oldest first, one for each delivery."""
        deliveries = reversed(self.store.deliveries())
        return [str(self.store.event(event_id).type) for one in deliveries for event_id in one.event_ids]
