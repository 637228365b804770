"""Domain types as the API answers them, lists page by page, and answers that a client need not take twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar, cast
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import Clause
from watcher.domain.delivery import Delivery
from watcher.domain.errors import UsageError
from watcher.domain.review import Entry, OpenReview, Standing
from watcher.domain.subscriber import ChannelKind, Subscriber
from watcher.domain.version import Check, Version
from watcher.redline.data import diff_json
from watcher.services.history import ClauseHistory, Wording
from watcher.services.overview import Compared, Line
from watcher.services.paging import Page
from watcher.services.review import Review
from watcher.services.search import Hit, When
from watcher.web import api_models as models

T = TypeVar("T")


def answer(request: Request, said: object, *, following: str = "") -> Response:
    """As JSON with an ETag (RFC 9110, 8.8.3); 304 to a client that has it already. ``following``: the next page."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=_moment)
    # Half of a surrogate pair has no UTF-8.
    body = text.encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    headers = {"etag": tag}
    if following:
        headers["link"] = f'<{following}>; rel="next"'
    if request.method == "GET" and known & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def answer_list(request: Request, items: Sequence[object], last: str) -> Response:
    """One page of a list. ``last`` is where the next one begins, where more follow; else it is empty."""
    following = ""
    if last:
        said = {name: value for name, value in request.query_params.items() if name != "after"}
        following = f"{request.url.path}?{urlencode({**said, 'after': last})}"
    return answer(request, {"items": items, "next": following or None}, following=following)


def answer_page(request: Request, found: Page[T], form: Callable[[T], object]) -> Response:
    """One page of a list that is read page by page."""
    return answer_list(request, [form(one) for one in found.items], found.next)


def portion(rows: Sequence[T], key: Callable[[T], str], after: str, limit: int) -> tuple[Sequence[T], str]:
    """Those behind the one of that key, as many as asked for, and the key of the last where more follow.

    Raises HTTPException for a key that the list does not have (any more).
    """
    start = 0
    if after:
        start = next((place for place, row in enumerate(rows, 1) if key(row) == after), 0)
        if not start:
            raise HTTPException(400, "There is no such place in the list")
    some = rows[start : start + limit]
    return some, key(some[-1]) if len(rows) > start + limit else ""


def moment(said: datetime | None) -> datetime | None:
    """A moment that somebody named; in UTC where they name no zone. Raises UsageError for one beyond all calendars."""
    if said is None:
        return None
    try:
        return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
    except OverflowError:
        raise UsageError("there is no such moment", where="moment") from None


def agreement(found: Line) -> models.Agreement:
    one = found.agreement
    return models.Agreement(
        id=one.id,
        title=one.title,
        provider=one.provider,
        sources=list(one.sources),
        languages=list(one.languages),
        tags=list(one.tags),
        state=found.condition,
        reason=found.reason,
        since=found.since,
        versions=found.versions,
        last_success=found.last_success,
        last_change=found.last_change,
        next_check=found.next_check,
        comparison=found.comparison_id or None,
        severity=found.severity.value if found.severity else None,
        waiting=found.waiting,
        months=[
            models.Month(
                begins=one.begins,
                comparisons=one.comparisons,
                changes=one.changes,
                severity=one.severity.value if one.severity else None,
            )
            for one in found.strip
        ],
    )


def check(found: Check) -> models.Check:
    return models.Check(
        at=found.at,
        outcome=found.outcome.value,
        reason=found.reason,
        version=found.version,
        comparison=found.comparison_id or None,
    )


def version(found: Version) -> models.Version:
    return models.Version(
        number=found.number,
        title=found.title,
        fingerprint=found.fingerprint,
        first_seen=found.first_seen,
        last_seen=found.last_seen,
        returns_to=found.returns_to,
        snapshots=[models.Snapshot(url=ref.url, sha256=ref.sha256) for ref in found.snapshots],
    )


def clause(found: Clause) -> models.Clause:
    return models.Clause(
        id=found.id,
        label=found.label,
        path=list(found.path),
        level=found.level,
        heading=found.heading,
        text=found.text,
        lang=found.lang,
    )


def changes(found: Sequence[Change], of: Review) -> list[models.Change]:
    """Some changes of the comparison that is reviewed."""
    told = diff_json(replace(of.recorded.comparison, changes=tuple(found)))["changes"]
    stand = [{"review": standing(of.standing(one.id))} for one in found]
    return [cast("models.Change", {**said, **where}) for said, where in zip(told, stand, strict=True)]


def standing(found: Standing) -> models.Standing:
    decision = found.decision
    return models.Standing(
        state=found.state.value,
        assignee=found.assignee,
        decision=decision.kind.value if decision else None,
        owner=decision.owner if decision else "",
        until=decision.until if decision else None,
    )


def compared(found: Compared) -> models.Comparison:
    return models.Comparison(
        id=found.id,
        agreement=found.agreement_id,
        old=found.old,
        new=found.new,
        at=found.at,
        severity=found.severity.value,
        summary={kind.value: found.counts.get(kind, 0) for kind in ChangeKind},
        review=standing(found.standing),
    )


def clause_history(found: ClauseHistory) -> models.ClauseHistory:
    return models.ClauseHistory(
        agreement=found.agreement.id,
        clause=clause(found.clause),
        since=found.since.number,
        gone=found.gone.number if found.gone else None,
        wordings=[_wording(one) for one in found.wordings],
    )


def _wording(found: Wording) -> models.Wording:
    told = None
    if found.change is not None:
        [told] = diff_json(Comparison(changes=(found.change,)))["changes"]
    return models.Wording(
        version=found.version.number,
        at=found.version.first_seen,
        clause=clause(found.clause) if found.clause else None,
        comparison=found.comparison_id or None,
        change=told,
        others=[one.id for one in found.others],
        entries=[entry(one) for one in (*found.entries, *found.whole)],
    )


def hit(found: Hit) -> models.Hit:
    return models.Hit(
        agreement=found.agreement_id,
        title=found.title,
        clause=found.clause_id,
        label=found.label,
        path=list(found.path),
        lang=found.lang,
        categories=list(found.categories),
        heading=[models.Piece(text=one.text, hit=one.hit) for one in found.heading],
        text=[models.Piece(text=one.text, hit=one.hit) for one in found.text],
        since=_when(found.since),
        until=_when(found.until) if found.until else None,
        others=found.others,
    )


def _when(found: When) -> models.When:
    return models.When(version=found.version, at=found.at)


def subscriber(found: Subscriber, ended_at: datetime | None) -> models.Subscriber:
    return models.Subscriber(
        name=found.name,
        channel=found.channel.value,
        address=found.address if found.channel is ChannelKind.EMAIL else urlsplit(found.address).hostname or "",
        agreements=list(found.agreements),
        tags=list(found.tags),
        categories=list(found.categories),
        min_severity=found.min_severity.value,
        digest=found.digest.value if found.digest else None,
        ended_at=ended_at,
    )


def entry(found: Entry) -> models.Entry:
    return models.Entry(
        seq=found.seq,
        at=found.at,
        who=found.who,
        comparison=found.comparison_id,
        change=found.change_id,
        place=found.place,
        action=found.action.value,
        words=found.words,
        standing=standing(found.standing),
        seen=found.seen,
        before=found.before,
        hash=found.hash,
    )


def review(found: Review) -> models.Review:
    return models.Review(
        comparison=found.recorded.id,
        seen=found.seen,
        last=found.last,
        standing=standing(found.standing()),
        entries=[entry(one) for one in found.entries],
    )


def open_review(found: OpenReview) -> models.OpenReview:
    return models.OpenReview(
        comparison=found.comparison_id,
        agreement=found.agreement_id,
        old=found.old,
        new=found.new,
        at=found.at,
        severity=found.severity.value,
        review=standing(found.standing),
    )


def delivery(found: Delivery) -> models.Delivery:
    return models.Delivery(
        id=found.id,
        subscriber=found.subscriber,
        channel=found.channel.value,
        state=found.state.value,
        events=list(found.event_ids),
        created_at=found.created_at,
        due_at=found.due_at,
        attempts=[models.Attempt(at=one.at, ok=one.ok, status=one.status, detail=one.detail) for one in found.attempts],
    )


def problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Problem details."""
    said = models.Problem(type="about:blank", title=title, status=status, detail=detail)
    return JSONResponse(said, status, headers, media_type="application/problem+json")
