"""Domain types as the API answers them, lists page by page, and answers that a client need not take twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar, cast
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from watcher.domain.change import Change
from watcher.domain.clause import Clause
from watcher.domain.delivery import Delivery
from watcher.domain.review import Entry, OpenReview, Standing
from watcher.domain.version import Recorded, Version
from watcher.redline.data import diff_json
from watcher.services.browse import Standing as AgreementStanding
from watcher.services.ports import Store
from watcher.services.review import Review
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
    """One page of a list. ``last`` names its last item, where more follow; else it is empty."""
    following = ""
    if last:
        said = {name: value for name, value in request.query_params.items() if name != "after"}
        following = f"{request.url.path}?{urlencode({**said, 'after': last})}"
    return answer(request, {"items": items, "next": following or None}, following=following)


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


def comparisons(store: Store, agreement_id: str, after: str, limit: int) -> tuple[Sequence[Recorded], str]:
    """The same for comparisons, newest first, without reading all of them."""
    before: datetime | None = None
    if after:
        # Several may have been made at the same moment: those are read again, and passed over.
        before = store.comparison(after).at + timedelta(microseconds=1)
    size = limit + 2
    while True:
        rows = store.comparisons(agreement_id, limit=size, before=before)
        places = [place for place, row in enumerate(rows, 1) if row.id == after]
        start = places[0] if places else 0
        whole = len(rows) < size
        if whole or ((places or not after) and len(rows) > start + limit):
            return portion(rows, lambda row: row.id, after, limit)
        size *= 2


def agreement(found: AgreementStanding) -> models.Agreement:
    one = found.agreement
    return models.Agreement(
        id=one.id,
        title=one.title,
        provider=one.provider,
        sources=list(one.sources),
        languages=list(one.languages),
        tags=list(one.tags),
        state=found.condition,
        reason=found.state.reason,
        versions=found.versions,
        last_success=found.state.last_success,
        last_change=found.last_change,
        next_check=found.next_check,
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


def comparison(found: Recorded, stands: Standing) -> models.Comparison:
    return models.Comparison(
        id=found.id,
        agreement=found.agreement_id,
        old=found.old,
        new=found.new,
        at=found.at,
        severity=found.comparison.severity.value,
        summary={kind.value: count for kind, count in found.comparison.counts.items()},
        review=standing(stands),
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
