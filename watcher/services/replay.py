"""Recorded pages run through the pipeline in order, as if they had been fetched. Keeps nothing, tells nobody.

Each line stands for a confirmed fetch, so a change shows on the line where the new text is first seen. Decisions are
those of a check: the same reading, the same recognising, the same place in the history.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import zstandard

from watcher.clauses import outline
from watcher.diff import fingerprint
from watcher.domain.agreement import Agreement, Cut, Range, Selector
from watcher.domain.assessment import Severity
from watcher.domain.clause import ClauseTree
from watcher.domain.errors import Unreadable, UsageError
from watcher.domain.snapshot import Snapshot
from watcher.domain.version import CheckOutcome, Derivation, Version
from watcher.extract import read
from watcher.recognise import recognise
from watcher.services.derive import PIPELINE, compared
from watcher.services.steadiness import place

MAX_BODY = 64 * 1024 * 1024
"""Bytes of a recorded page, unpacked."""

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
    cut: Cut = field(default_factory=Cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What one recorded page would have raised."""

    line: Line
    outcome: CheckOutcome
    reason: str = ""
    alert: bool = False
    severity: Severity = Severity.NONE
    changes: int = 0

    def as_json(self) -> dict[str, object]:
        """One line of ``replay --json``."""
        return {
            "document": self.line.document,
            "timestamp": self.line.timestamp,
            "file": self.line.file,
            "outcome": str(self.outcome),
            "reason": self.reason,
            "alert": self.alert,
            "severity": str(self.severity),
            "changes": self.changes,
        }


def parse_line(text: str, number: int) -> Line:
    """One line of an index. Raises UsageError, naming the line and what is wrong with it."""
    where = f"line {number}"
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"is no JSON: {error}", where=where, mend="write one JSON object on each line") from error
    if not isinstance(said, dict):
        raise UsageError("is no JSON object", where=where, mend='write {"document": …, "timestamp": …, "file": …}')
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
        cut=Cut(select=_selectors(said, "select", where), remove=_selectors(said, "remove", where)),
    )


class Replay:
    """Runs lines through the pipeline; remembers, for each document, the versions it would have kept."""

    def __init__(self, folder: Path) -> None:
        """``folder``: what the files in the index are relative to."""
        self._folder = folder
        self._histories: dict[str, _History] = {}

    def line(self, line: Line) -> Replayed:
        """One recorded page. Raises nothing for what the page holds."""
        history = self._histories.setdefault(line.document, _History())
        try:
            body = _body(self._folder, line.file)
        except (OSError, ValueError, EOFError, zstandard.ZstdError) as error:
            return Replayed(line=line, outcome=CheckOutcome.FAILED, reason=f"the file cannot be read: {error}")
        return history.see(line, body)


class _History:
    """What is known of one document after the lines so far."""

    def __init__(self) -> None:
        self._versions: list[Version] = []
        self._tree: ClauseTree | None = None
        self._variants: tuple[str, ...] = ()
        self._read: tuple[str, str] = ("", "")
        self._source: tuple[Snapshot, Cut] | None = None

    def see(self, line: Line, body: bytes) -> Replayed:
        snapshot = Snapshot(body=body, content_type=_content_type(line.file), url=line.url)
        key = (snapshot.sha256, line.cut.identity)
        if key == self._read:
            return self._unchanged(line)
        agreement = _agreement(line)
        try:
            self._follow_cut(line, agreement)
            document = read(snapshot, line.cut, title=agreement.title)
        except Unreadable as unreadable:
            return Replayed(line=line, outcome=CheckOutcome.FAILED, reason=str(unreadable))
        tree = outline(document)
        verdict = recognise(document, tree, agreement=agreement, previous=self._tree, final_url=line.url)
        if not verdict.agreement:
            reason = "; ".join((verdict.reason, *verdict.evidence))
            return Replayed(line=line, outcome=CheckOutcome.QUARANTINED, reason=reason)
        self._read = key
        return self._placed(line, snapshot, tree)

    def _unchanged(self, line: Line) -> Replayed:
        self._versions[-1] = replace(self._versions[-1], last_seen=line.at)
        return Replayed(line=line, outcome=CheckOutcome.SAME)

    def _placed(self, line: Line, snapshot: Snapshot, tree: ClauseTree) -> Replayed:
        mark = fingerprint(tree)
        found = place(mark, self._versions, self._variants, line.at)
        if found.outcome is CheckOutcome.SAME:
            self._source = (snapshot, line.cut)
            return self._unchanged(line)
        self._read = ("", "") if found.outcome is CheckOutcome.VARIANT else self._read
        if found.outcome is CheckOutcome.VARIANT:
            self._variants = (*self._variants, mark) if found.new_variant else self._variants
            return Replayed(line=line, outcome=found.outcome, reason="the page alternates between two known texts")
        before, self._tree, self._source = self._tree, tree, (snapshot, line.cut)
        self._versions.append(_version(line, len(self._versions) + 1, mark, found.returns_to))
        self._variants = ()
        if before is None:
            return Replayed(line=line, outcome=found.outcome)
        comparison, self._tree = compared(before, tree)
        return Replayed(
            line=line,
            outcome=found.outcome,
            reason=f"the text of version {found.returns_to} came back" if found.returns_to else "",
            alert=comparison.severity > Severity.NONE,
            severity=comparison.severity,
            changes=len(comparison.changes),
        )

    def _follow_cut(self, line: Line, agreement: Agreement) -> None:
        """When the cut changed, read the current version by the new one first: both sides come from the same cut."""
        if self._source is None or self._source[1].identity == line.cut.identity:
            return
        snapshot, _ = self._source
        try:
            tree = outline(read(snapshot, line.cut, title=agreement.title))
        except Unreadable:
            return
        self._tree, self._source = tree, (snapshot, line.cut)
        self._versions[-1] = replace(self._versions[-1], fingerprint=fingerprint(tree))


def _agreement(line: Line) -> Agreement:
    provider, _, title = line.document.rpartition("/")
    slug = re.sub(r"[^a-z0-9]+", "-", line.document.lower()).strip("-")
    return Agreement(id=slug or "document", title=title, provider=provider, sources=(line.url,), cut=line.cut)


def _version(line: Line, number: int, mark: str, returns_to: int | None) -> Version:
    return Version(
        id=f"{line.document}@{number}",
        agreement_id=line.document,
        number=number,
        fingerprint=mark,
        first_seen=line.at,
        last_seen=line.at,
        snapshots=(),
        derivation=Derivation(pipeline=PIPELINE, cut=line.cut.identity),
        returns_to=returns_to,
    )


def _body(folder: Path, name: str) -> bytes:
    """The recorded body, unpacked. Raises OSError, ValueError and what the packers raise."""
    path = folder / name
    if path.exists() and not path.is_file():
        raise ValueError("is no ordinary file")
    if path.suffix == ".gz":
        with gzip.open(path) as packed:
            body = packed.read(MAX_BODY + 1)
    elif path.suffix == ".zst":
        with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as packed_zst:
            body = packed_zst.read(MAX_BODY + 1)
    else:
        with path.open("rb") as plain:
            body = plain.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        raise ValueError(f"more than {MAX_BODY} bytes")
    return body


def _content_type(name: str) -> str:
    stem = re.sub(r"\.(gz|zst)$", "", name.lower())
    kinds = {".pdf": "application/pdf", ".html": "text/html", ".htm": "text/html"}
    return kinds.get(Path(stem).suffix, "text/plain")


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
