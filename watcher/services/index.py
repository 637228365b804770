"""The index of a replay: a line for each recorded page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from watcher.domain.agreement import Cut, Range, Selector
from watcher.domain.errors import UsageError

RANGE_KEYS = {
    "startBefore": "start_before",
    "startAfter": "start_after",
    "endBefore": "end_before",
    "endAfter": "end_after",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an index, as read."""

    document: str
    """Provider and title: ``Provider/Title``."""
    timestamp: str
    """As given; echoed."""
    at: datetime
    file: str
    """As given; echoed."""
    url: str = ""
    languages: tuple[str, ...] = ()
    cut: Cut = field(default_factory=Cut)


def parse_line(raw: bytes | str, number: int) -> Line:
    """One line of an index. Raises UsageError, naming the line and what is wrong with it."""
    where = f"line {number}"
    said = _object(raw, where)
    for key in ("document", "timestamp", "file"):
        if not isinstance(said.get(key), str) or not said[key]:
            raise UsageError(f"{key} is missing or no text", where=where, mend=f'add "{key}"')
    try:
        at = datetime.fromisoformat(said["timestamp"])
    except ValueError as error:
        mend = "write ISO 8601, such as 2026-01-31T12:00:00Z"
        raise UsageError(f"timestamp: {error}", where=where, mend=mend) from error
    return Line(
        document=said["document"],
        timestamp=said["timestamp"],
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
        file=said["file"],
        url=said["url"] if isinstance(said.get("url"), str) else "",
        languages=_languages(said, where),
        cut=Cut(select=_selectors(said, "select", where), remove=_selectors(said, "remove", where)),
    )


def echo(raw: bytes | str) -> tuple[str, str, str]:
    """What of a line that cannot be used can still be echoed: ``document``, ``timestamp`` and ``file``, as given."""
    try:
        said = _object(raw, "")
    except UsageError:
        said = {}
    document, timestamp, file = (
        said[key] if isinstance(said.get(key), str) else "" for key in ("document", "timestamp", "file")
    )
    return document, timestamp, file


def _object(raw: bytes | str, where: str) -> dict[str, Any]:
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8", where=where, mend="save the index as UTF-8") from error
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"is no JSON: {error}", where=where, mend="write one JSON object on each line") from error
    if not isinstance(said, dict):
        raise UsageError("is no JSON object", where=where, mend='write {"document": …, "timestamp": …, "file": …}')
    return said


def _languages(said: Mapping[str, Any], where: str) -> tuple[str, ...]:
    given = said.get("languages") or []
    if not isinstance(given, list) or not all(isinstance(tag, str) for tag in given):
        raise UsageError(f"languages holds {given!r}", where=where, mend='write language tags: ["en", "zh"]')
    return tuple(given)


def _selectors(said: Mapping[str, Any], key: str, where: str) -> tuple[Selector, ...]:
    given = said.get(key) or []
    if not isinstance(given, list):
        given = [given]
    return tuple(_selector(one, key, where) for one in given)


def _selector(given: object, key: str, where: str) -> Selector:
    if isinstance(given, str) and given.strip():
        return given
    if isinstance(given, dict) and given and set(given) <= set(RANGE_KEYS):
        ends = {RANGE_KEYS[name]: css for name, css in given.items() if isinstance(css, str)}
        if len(ends) == len(given):
            return Range(**ends)
    expected = "a CSS selector, xpath:…, or {startAfter|startBefore, endBefore|endAfter}"
    raise UsageError(f"{key} holds {given!r}", where=where, mend=f"write {expected}")
