"""Small things to keep, of our own invention."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Assessment, Fact, FactType, Severity
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause, ClauseTree, Part, Run
from watcher.domain.delivery import Attempt, Delivery, Event, EventType
from watcher.domain.fetch import Fetch, FetchOutcome, Redirect
from watcher.domain.subscriber import ChannelKind
from watcher.domain.version import Check, CheckOutcome, Derivation, PageState, Recorded, SnapshotRef, Version

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SHA = "ab" * 32
REF = SnapshotRef(sha256=SHA, url="https://shop.example/terms", content_type="text/html")

TERMS = Agreement(id="terms", title="Terms of the shop", sources=("https://shop.example/terms",))
PRIVACY = Agreement(id="privacy", title="Privacy of the shop", sources=("https://shop.example/privacy",))


def fetch(name: str = "f1", *, at: datetime = NOON) -> Fetch:
    return Fetch(
        id=name,
        url="https://shop.example/terms",
        final_url="https://shop.example/en/terms",
        started_at=at,
        duration=0.25,
        outcome=FetchOutcome.RECEIVED,
        status=200,
        redirects=(Redirect(status=301, url="https://shop.example/terms", location="https://shop.example/en/terms"),),
        headers=(("content-type", "text/html"), ("etag", '"v1"')),
        sha256=SHA,
        raw_bytes=812,
        rendered_by="Chromium 150.0.1.2",
    )


def tree(*texts: str) -> ClauseTree:
    clauses = [Clause(id="c0", heading="Terms of the shop")]
    clauses += [
        Clause(id=f"c{number}", label=str(number), path=(str(number),), level=1, text=text, lang="en", parent=0)
        for number, text in enumerate(texts, 1)
    ]
    runs = [Run(index, Part.TEXT, clause.text) for index, clause in enumerate(clauses) if clause.text]
    return ClauseTree(clauses=tuple(clauses), runs=tuple(runs), title="Terms of the shop", languages=("en",))


def version(number: int = 1, *, agreement: str = "terms", name: str = "") -> Version:
    return Version(
        id=name or f"{agreement}-v{number}",
        agreement_id=agreement,
        number=number,
        fingerprint=f"{number:064x}",
        first_seen=NOON + number * MINUTE,
        last_seen=NOON + number * MINUTE,
        snapshots=(REF,),
        derivation=Derivation(pipeline=1, cut="0" * 16),
        title="Terms of the shop",
        languages=("en",),
        warnings=("two clauses 3.2",),
    )


def comparison(severity: Severity = Severity.HIGH) -> Comparison:
    old = replace(tree("Notice is ten days.").clauses[1])
    new = replace(old, text="Notice is five days.")
    change = Change(
        id="1",
        kind=ChangeKind.MODIFIED,
        old=(old,),
        new=(new,),
        spans=(
            Span(SpanOp.EQUAL, "Notice is "),
            Span(SpanOp.DELETE, "ten"),
            Span(SpanOp.INSERT, "five"),
            Span(SpanOp.EQUAL, " days."),
        ),
        assessment=Assessment(
            severity=severity,
            categories=("notice",),
            facts=(Fact(type=FactType.DURATION, role="notice", old="ten days", new="five days"),),
            reasons=("notice shortened from ten to five days",),
        ),
    )
    return Comparison(changes=(change,), pairs=(("c1", "c1"),), languages=("en",))


def recorded(new: int = 2, *, agreement: str = "terms", name: str = "", at: datetime = NOON) -> Recorded:
    return Recorded(
        id=name or f"{agreement}-{new - 1}-{new}",
        agreement_id=agreement,
        old=new - 1,
        new=new,
        at=at,
        comparison=comparison(),
    )


def check(name: str = "k1", *, agreement: str = "terms", at: datetime = NOON) -> Check:
    return Check(
        id=name,
        agreement_id=agreement,
        at=at,
        outcome=CheckOutcome.SAME,
        fetch_ids=("f1",),
        snapshots=(REF,),
        version=1,
    )


def page() -> PageState:
    return PageState(url="https://shop.example/terms", ref=REF, etag='"v1"', fetched_at=NOON)


def event(name: str = "e1", *, key: str = "", agreement: str = "terms", at: datetime = NOON) -> Event:
    return Event(
        id=name, key=key or f"key of {name}", type=EventType.FAILING, agreement_id=agreement, at=at, reason="404"
    )


def delivery(
    name: str = "d1",
    *events: str,
    subscriber: str = "Compliance",
    due: datetime = NOON,
    created: datetime = NOON,
    digest: bool = False,
) -> Delivery:
    return Delivery(
        id=name,
        subscriber=subscriber,
        channel=ChannelKind.EMAIL,
        event_ids=events or ("e1",),
        digest=digest,
        created_at=created,
        due_at=due,
    )


def attempt(*, ok: bool = True, at: datetime = NOON) -> Attempt:
    return Attempt(at=at, duration=0.5, ok=ok, status=250 if ok else 451, detail="taken" if ok else "later")
