"""Rows of the database and the domain types they stand for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from watcher.domain.delivery import Attempt, Delivery, DeliveryState, Event, EventType
from watcher.domain.fetch import Fetch, FetchOutcome
from watcher.domain.subscriber import ChannelKind
from watcher.domain.version import (
    Check,
    CheckOutcome,
    Derivation,
    PageState,
    Recorded,
    SnapshotRef,
    Version,
    WatchState,
)
from watcher.services.ports import Watched
from watcher.store.codec import (
    AGREEMENT,
    CANDIDATE,
    DERIVATION,
    HEADERS,
    LEARNED,
    REDIRECTS,
    REFS,
    SIGHTINGS,
    pack_comparison,
    read_words,
    unpack_comparison,
    write_time,
    write_words,
)
from watcher.store.records import PLAINS, Form, dumps
from watcher.store.statements import Values

T = TypeVar("T")


def text(form: Form[T], value: T) -> str:
    """The JSON of a value, for a column."""
    return dumps(form.write(value))


def read(form: Form[T], said: str) -> T:
    return form.read(json.loads(said))


def at(said: str) -> datetime:
    return datetime.fromisoformat(said)


def maybe_at(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)


def maybe_time(moment: datetime | None) -> str | None:
    return None if moment is None else write_time(moment)


def watched(row: sqlite3.Row) -> Watched:
    return Watched(
        agreement=read(AGREEMENT.form, row["body"]), since=at(row["since"]), ended_at=maybe_at(row["ended_at"])
    )


def fetch_values(fetch: Fetch) -> Values:
    return {
        "id": fetch.id,
        "url": fetch.url,
        "final_url": fetch.final_url,
        "started_at": write_time(fetch.started_at),
        "duration": fetch.duration,
        "outcome": fetch.outcome.value,
        "status": fetch.status,
        "redirects": text(REDIRECTS, fetch.redirects),
        "headers": text(HEADERS, fetch.headers),
        "attempts": fetch.attempts,
        "reason": fetch.reason,
        "error": fetch.error,
        "sha256": fetch.sha256,
        "raw_bytes": fetch.raw_bytes,
        "rendered_by": fetch.rendered_by,
    }


def fetch(row: sqlite3.Row) -> Fetch:
    return Fetch(
        id=row["id"],
        url=row["url"],
        final_url=row["final_url"],
        started_at=at(row["started_at"]),
        duration=row["duration"],
        outcome=FetchOutcome(row["outcome"]),
        status=row["status"],
        redirects=read(REDIRECTS, row["redirects"]),
        headers=read(HEADERS, row["headers"]),
        attempts=row["attempts"],
        reason=row["reason"],
        error=row["error"],
        sha256=row["sha256"],
        raw_bytes=row["raw_bytes"],
        rendered_by=row["rendered_by"],
    )


def page_values(page: PageState) -> Values:
    return {
        "url": page.url,
        "sha256": page.ref.sha256,
        "final_url": page.ref.url,
        "content_type": page.ref.content_type,
        "etag": page.etag,
        "last_modified": page.last_modified,
        "fetched_at": maybe_time(page.fetched_at),
    }


def page(row: sqlite3.Row) -> PageState:
    return PageState(
        url=row["url"],
        ref=SnapshotRef(sha256=row["sha256"], url=row["final_url"], content_type=row["content_type"]),
        etag=row["etag"],
        last_modified=row["last_modified"],
        fetched_at=maybe_at(row["fetched_at"]),
    )


def check_values(check: Check) -> Values:
    return {
        "id": check.id,
        "agreement_id": check.agreement_id,
        "at": write_time(check.at),
        "outcome": check.outcome.value,
        "reason": write_words(check.reason),
        "fetch_ids": text(PLAINS, check.fetch_ids),
        "snapshots": text(REFS, check.snapshots),
        "version": check.version,
        "comparison_id": check.comparison_id or None,
    }


def check(row: sqlite3.Row) -> Check:
    return Check(
        id=row["id"],
        agreement_id=row["agreement_id"],
        at=at(row["at"]),
        outcome=CheckOutcome(row["outcome"]),
        reason=read_words(row["reason"]),
        fetch_ids=read(PLAINS, row["fetch_ids"]),
        snapshots=read(REFS, row["snapshots"]),
        version=row["version"],
        comparison_id=row["comparison_id"] or "",
    )


def derived_values(version: Version) -> Values:
    """What of a version follows from its snapshots, the pipeline and the cut."""
    return {
        "fingerprint": version.fingerprint,
        "pipeline": version.derivation.pipeline,
        "cut": version.derivation.cut,
        "title": version.title,
        "languages": text(PLAINS, version.languages),
        "taken": version.taken,
        "returns_to": version.returns_to,
        "warnings": text(PLAINS, version.warnings),
    }


def version_values(version: Version) -> Values:
    return {
        "id": version.id,
        "agreement_id": version.agreement_id,
        "number": version.number,
        "first_seen": write_time(version.first_seen),
        "last_seen": write_time(version.last_seen),
        "snapshots": text(REFS, version.snapshots),
        **derived_values(version),
    }


def version(row: sqlite3.Row) -> Version:
    return Version(
        id=row["id"],
        agreement_id=row["agreement_id"],
        number=row["number"],
        fingerprint=row["fingerprint"],
        first_seen=at(row["first_seen"]),
        last_seen=at(row["last_seen"]),
        snapshots=read(REFS, row["snapshots"]),
        derivation=Derivation(pipeline=row["pipeline"], cut=row["cut"]),
        title=row["title"],
        languages=read(PLAINS, row["languages"]),
        taken=row["taken"],
        returns_to=row["returns_to"],
        warnings=read(PLAINS, row["warnings"]),
    )


def compared_values(recorded: Recorded) -> Values:
    """What of a comparison follows from its two versions."""
    counts = {kind.value: count for kind, count in recorded.comparison.counts.items() if count}
    return {
        "severity": recorded.comparison.severity.value,
        "counts": dumps(counts),
        "body": pack_comparison(recorded.comparison),
    }


def comparison_values(recorded: Recorded) -> Values:
    return {
        "id": recorded.id,
        "agreement_id": recorded.agreement_id,
        "old_number": recorded.old,
        "new_number": recorded.new,
        "at": write_time(recorded.at),
        **compared_values(recorded),
    }


def recorded(row: sqlite3.Row) -> Recorded:
    return Recorded(
        id=row["id"],
        agreement_id=row["agreement_id"],
        old=row["old_number"],
        new=row["new_number"],
        at=at(row["at"]),
        comparison=unpack_comparison(row["body"]),
    )


def state_values(state: WatchState) -> Values:
    return {
        "agreement_id": state.agreement_id,
        "last_check": maybe_time(state.last_check),
        "last_success": maybe_time(state.last_success),
        "last_outcome": state.last_outcome.value if state.last_outcome else None,
        "reason": write_words(state.reason),
        "failing_since": maybe_time(state.failing_since),
        "quarantined_since": maybe_time(state.quarantined_since),
        "failures": state.failures,
        "failure_told": int(state.failure_told),
        "candidate": text(CANDIDATE, state.candidate),
        "variants": text(PLAINS, state.variants),
        "read": text(REFS, state.read),
        "read_by": text(DERIVATION, state.read_by),
        "read_blocks": state.read_blocks,
        "sightings": text(SIGHTINGS, state.sightings),
        "furniture": text(LEARNED, state.furniture),
    }


def state(row: sqlite3.Row) -> WatchState:
    return WatchState(
        agreement_id=row["agreement_id"],
        last_check=maybe_at(row["last_check"]),
        last_success=maybe_at(row["last_success"]),
        last_outcome=CheckOutcome(row["last_outcome"]) if row["last_outcome"] else None,
        reason=read_words(row["reason"]),
        failing_since=maybe_at(row["failing_since"]),
        quarantined_since=maybe_at(row["quarantined_since"]),
        failures=row["failures"],
        failure_told=bool(row["failure_told"]),
        candidate=read(CANDIDATE, row["candidate"]),
        variants=read(PLAINS, row["variants"]),
        read=read(REFS, row["read"]),
        read_by=read(DERIVATION, row["read_by"]),
        read_blocks=row["read_blocks"],
        sightings=read(SIGHTINGS, row["sightings"]),
        furniture=read(LEARNED, row["furniture"]),
    )


def event_values(event: Event) -> Values:
    return {
        "id": event.id,
        "key": event.key,
        "type": event.type.value,
        "agreement_id": event.agreement_id,
        "at": write_time(event.at),
        "comparison_id": event.comparison_id or None,
        "reason": write_words(event.reason),
    }


def event(row: sqlite3.Row) -> Event:
    return Event(
        id=row["id"],
        key=row["key"],
        type=EventType(row["type"]),
        agreement_id=row["agreement_id"],
        at=at(row["at"]),
        comparison_id=row["comparison_id"] or "",
        reason=read_words(row["reason"]),
    )


def delivery_values(delivery: Delivery) -> Values:
    return {
        "id": delivery.id,
        "subscriber": delivery.subscriber,
        "channel": delivery.channel.value,
        "digest": int(delivery.digest),
        "state": delivery.state.value,
        "created_at": write_time(delivery.created_at),
        "due_at": write_time(delivery.due_at),
        "attempts_before": delivery.attempts_before,
        "claimed_by": delivery.claimed_by,
        "claimed_until": maybe_time(delivery.claimed_until),
    }


def delivery(row: sqlite3.Row, event_ids: Iterable[str], attempts: Iterable[Attempt]) -> Delivery:
    return Delivery(
        id=row["id"],
        subscriber=row["subscriber"],
        channel=ChannelKind(row["channel"]),
        event_ids=tuple(event_ids),
        digest=bool(row["digest"]),
        state=DeliveryState(row["state"]),
        created_at=at(row["created_at"]),
        due_at=at(row["due_at"]),
        attempts=tuple(attempts),
        attempts_before=row["attempts_before"],
        claimed_by=row["claimed_by"],
        claimed_until=maybe_at(row["claimed_until"]),
    )


def attempt_values(delivery_id: str, attempt: Attempt) -> Values:
    return {
        "delivery_id": delivery_id,
        "at": write_time(attempt.at),
        "duration": attempt.duration,
        "ok": int(attempt.ok),
        "status": attempt.status,
        "detail": attempt.detail,
    }


def attempt(row: sqlite3.Row) -> Attempt:
    return Attempt(
        at=at(row["at"]), duration=row["duration"], ok=bool(row["ok"]), status=row["status"], detail=row["detail"]
    )
