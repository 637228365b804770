"""The JSON body of a webhook: always complete in its facts, cut in its texts where it would grow too long.

{"type": "terms.changed", "timestamp": "…Z",
 "data": {"event_id", "schema_version", "agreement": {…}, "from": {…}, "to": {…}, "severity", "reasons": […],
          "summary": {…}, "facts": {…}, "notice": {…}, "changes": […], "truncated": false, "url"}}
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, Comparison
from watcher.domain.clause import Clause
from watcher.domain.notice import NoticeClock
from watcher.domain.version import Version
from watcher.notify.order import by_severity, reasons_of
from watcher.notify.pieces import bounded, entry_of, permalink
from watcher.notify.plain import clipped
from watcher.redline.sheet import Mark, Piece
from watcher.services.ports import Notice

SCHEMA_VERSION = 1
LIMIT = 20_000
"""Bytes of a body, in UTF-8."""
URL_LIMIT = 2_000
PAGE_URL_LIMIT = 300
MOST_PAGES = 10
MOST_CHANGES = 100
"""More entries than this do not fit, however short their texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """How much of each kind a body may hold."""

    text: int
    """Characters of a clause's text."""
    word: int
    """Characters of a title, a label, a reason, one side of a fact."""
    reasons: int
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One change as it stands in a body."""

    data: dict[str, Any]
    cut: bool
    """Whether its texts were cut."""


_ROOMS = (
    _Room(text=LIMIT, word=500, reasons=100, facts=100),
    _Room(text=2_000, word=300, reasons=20, facts=30),
    _Room(text=800, word=200, reasons=10, facts=15),
    _Room(text=300, word=100, reasons=5, facts=8),
)
"""Tried in order. Behind the last one, changes are left out from the least severe on."""


def body(notice: Notice) -> bytes:
    """The body for one event: JSON in UTF-8, less than 20 kB, the same for the same notice."""
    changes = by_severity(notice.recorded.comparison.substantive) if notice.recorded else ()
    considered = changes[:MOST_CHANGES]
    for room in _ROOMS:
        entries = [_change(change, notice.url, room) for change in considered]
        if len(encoded := _encoded(notice, entries, room, of=len(changes))) < LIMIT:
            return encoded
    shortest = _ROOMS[-1]
    left = LIMIT - len(_encoded(notice, [], shortest, of=len(changes)))
    entries = _fitting([_change(change, notice.url, shortest) for change in considered], left)
    return _encoded(notice, entries, shortest, of=len(changes))


def _fitting(entries: Sequence[_Entry], room: int) -> list[_Entry]:
    """As many of the first entries as fit into ``room`` bytes."""
    fitting: list[_Entry] = []
    for entry in entries:
        room -= len(_json(entry.data)) + len(",")
        if room <= 0:
            break
        fitting.append(entry)
    return fitting


def _encoded(notice: Notice, entries: Sequence[_Entry], room: _Room, *, of: int) -> bytes:
    comparison = notice.recorded.comparison if notice.recorded else None
    data = {
        "event_id": notice.event.id,
        "schema_version": SCHEMA_VERSION,
        "agreement": _agreement(notice, room),
        "from": _from(notice.old),
        "to": _to(notice.new),
        "severity": (comparison.severity if comparison else Severity.NONE).value,
        "reasons": [clipped(reason, room.word) for reason in reasons_of(notice)[: room.reasons]],
        "summary": _summary(comparison),
        "facts": _facts(comparison, room) if comparison else _state(notice),
        "notice": _notice(notice.clock, room) if notice.clock else None,
        "changes": [entry.data for entry in entries],
        "truncated": len(entries) < of or any(entry.cut for entry in entries),
        "url": notice.url[:URL_LIMIT],
    }
    return _json({"type": notice.event.type.value, "timestamp": _moment(notice.event.at), "data": data})


def _json(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _agreement(notice: Notice, room: _Room) -> dict[str, Any]:
    agreement = notice.agreement
    return {
        "id": agreement.id,
        "title": clipped(agreement.title, room.word),
        "provider": clipped(agreement.provider, room.word),
        "url": agreement.sources[0][:URL_LIMIT] if agreement.sources else "",
        "languages": list(agreement.languages),
    }


def _from(version: Version | None) -> dict[str, Any] | None:
    """``fetched_at`` is the last time the old text was received."""
    if version is None:
        return None
    return {"version": version.number, "fetched_at": _moment(version.last_seen), "sha256": version.fingerprint}


def _to(version: Version | None) -> dict[str, Any] | None:
    """``fetched_at`` is the first time the new text was received; ``raw_sha256`` that of the bytes it came in.

    An agreement over several pages came in several bodies: then ``pages`` lists them all, and ``raw_sha256`` is that
    of the first.
    """
    if version is None:
        return None
    said: dict[str, Any] = {
        "version": version.number,
        "fetched_at": _moment(version.first_seen),
        "sha256": version.fingerprint,
        "raw_sha256": version.snapshots[0].sha256 if version.snapshots else "",
    }
    if len(version.snapshots) > 1:
        said["pages"] = [
            {"url": snapshot.url[:PAGE_URL_LIMIT], "raw_sha256": snapshot.sha256}
            for snapshot in version.snapshots[:MOST_PAGES]
        ]
    return said


def _summary(comparison: Comparison | None) -> dict[str, Any]:
    if comparison is None:
        return {}
    scheme = {"old": comparison.scheme.old, "new": comparison.scheme.new} if comparison.scheme else None
    return {**{kind.value: count for kind, count in comparison.counts.items()}, "scheme": scheme}


def _facts(comparison: Comparison, room: _Room) -> dict[str, Any]:
    """By type, the facts of the most severe changes first."""
    grouped: dict[str, list[dict[str, str]]] = {}
    changes = by_severity(comparison.changes)
    every = ((change.id, fact) for change in changes for fact in change.assessment.facts)
    for change_id, fact in islice(every, room.facts):
        grouped.setdefault(fact.type.value, []).append(
            {
                "role": clipped(fact.role, room.word),
                "old": clipped(fact.old, room.word),
                "new": clipped(fact.new, room.word),
                "change_id": change_id,
            }
        )
    return grouped


def _notice(clock: NoticeClock, room: _Room) -> dict[str, Any]:
    """The notice clock. ``given_days``: from the first sight of the new text to the day it takes effect."""
    dates = {"updated_before": clock.updated_before, "updated": clock.updated, "effective": clock.effective}
    return {
        "promised": [
            {"notice": each.shown, "clause": clipped(each.place, room.word)} for each in clock.promised[: room.facts]
        ],
        **{name: clipped(each.shown, room.word) if each else None for name, each in dates.items()},
        "given_days": clock.given,
        "silent": clock.silent,
    }


def _state(notice: Notice) -> dict[str, Any]:
    """For events without a comparison: since when, and how often it failed."""
    state = notice.state
    if state is None:
        return {}
    since = state.failing_since or state.quarantined_since
    return {
        "since": _moment(since) if since else None,
        "last_success": _moment(state.last_success) if state.last_success else None,
        "failures": state.failures,
    }


def _change(change: Change, url: str, room: _Room) -> _Entry:
    old, new, cut = _texts(change, room)
    data = {
        "change_id": change.id,
        "kind": change.kind.value,
        "old_label": clipped(_labels(change.old), room.word),
        "new_label": clipped(_labels(change.new), room.word),
        "heading_path": [clipped(step, room.word) for step in change.clause.path[-8:]],
        "categories": list(change.assessment.categories),
        "severity": change.assessment.severity.value,
        "old_text": old,
        "new_text": new,
        "permalink": permalink(url[:URL_LIMIT], change),
    }
    return _Entry(data=data, cut=cut)


def _texts(change: Change, room: _Room) -> tuple[str, str, bool]:
    """Old text, new text, and whether they are only what surrounds the changed words."""
    old, new = _whole_text(change.old), _whole_text(change.new)
    if len(old) <= room.text and len(new) <= room.text:
        return old, new, False
    entry = entry_of((change,), room=room.text)
    heading = (*bounded(entry.heading, room.word), Piece(Mark.EQUAL, "\n")) if entry.heading else ()
    pieces = (*heading, *bounded(entry.body, room.text))
    sides = ["".join(piece.text for piece in pieces if piece.mark is not other) for other in (Mark.INSERT, Mark.DELETE)]
    return clipped(sides[0], 2 * room.text), clipped(sides[1], 2 * room.text), True


def _labels(clauses: Sequence[Clause]) -> str:
    return ", ".join(clause.label for clause in clauses if clause.label)


def _whole_text(clauses: Sequence[Clause]) -> str:
    """Headings and texts of one side of a change, a line each."""
    return "\n".join(part for clause in clauses for part in (clause.heading, clause.text) if part)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
