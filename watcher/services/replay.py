"""Recorded pages run through the pipeline in order, as if they had been fetched. Keeps nothing, tells nobody.

Each line stands for a confirmed fetch, so a change shows on the line where the new text is first seen. What follows
from a page is decided by the very function that decides for checks; only what is kept is kept in memory, a document at
a time: its versions, the tree of the newest, and where bodies can be read again.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import zstandard

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity
from watcher.domain.clause import ClauseTree
from watcher.domain.errors import NotFound, SnapshotCorrupt, UsageError, WatcherError
from watcher.domain.version import CheckOutcome, PageState, Recorded, SnapshotRef, Version, WatchState
from watcher.services.check import FIRST_SIGHT, decided
from watcher.services.furniture import furnished
from watcher.services.index import Line, echo, parse_line
from watcher.services.settle import Settlement, Visit

MAX_BODY = 64 * 1024 * 1024
"""Bytes of a recorded page, unpacked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What one recorded page would have raised."""

    document: str
    timestamp: str
    file: str
    """These three as given; empty where the line cannot be read."""
    outcome: CheckOutcome
    reason: str = ""
    alert: bool = False
    severity: Severity = Severity.NONE
    changes: int = 0
    at: datetime | None = None
    """``timestamp``; none for a line of the index that cannot be used."""
    warnings: int = 0
    """What was odd about a text that was kept as a version."""
    wrong: UsageError | None = None
    """What is wrong with a line that cannot be used."""

    def as_json(self) -> dict[str, object]:
        """One line of ``replay --json``."""
        return {
            "document": self.document,
            "timestamp": self.timestamp,
            "file": self.file,
            "outcome": str(self.outcome),
            "reason": self.reason,
            "alert": self.alert,
            "severity": str(self.severity),
            "changes": self.changes,
        }


class Replay:
    """Runs lines through the pipeline; remembers, for each document, the versions it would have kept."""

    def __init__(self, folder: Path) -> None:
        """``folder``: what the files in the index are relative to."""
        self._folder = folder
        self._histories: dict[str, _History] = {}

    def raw(self, raw: bytes | str, number: int) -> Replayed:
        """The answer to a line of the index as it stands there; a line that cannot be used is answered as failed."""
        try:
            line = parse_line(raw, number)
        except UsageError as wrong:
            document, timestamp, file = echo(raw)
            return Replayed(
                document=document,
                timestamp=timestamp,
                file=file,
                outcome=CheckOutcome.FAILED,
                reason=str(wrong),
                wrong=wrong,
            )
        return self.line(line)

    def line(self, line: Line) -> Replayed:
        """One recorded page. Raises nothing for what the page holds."""
        history = self._histories.get(line.document)
        if history is None:
            history = self._histories[line.document] = _History(self._folder, line.document)
        try:
            return _replayed(line, history.see(line))
        except WatcherError as error:
            reason = str(error)
        except (OSError, ValueError, EOFError, zstandard.ZstdError) as error:
            reason = f"the file cannot be read: {error}"
        return _failed(line, reason)

    def done(self, document: str) -> None:
        """No more lines of this document will come: forget what was remembered for them."""
        self._histories.pop(document, None)


class _History:
    """What is known of one document after the lines so far: the store and the snapshots of its own small world."""

    def __init__(self, folder: Path, document: str) -> None:
        self._folder = folder
        self._id = re.sub(r"[^a-z0-9]+", "-", document.lower()).strip("-") or "document"
        self._state = WatchState(agreement_id=self._id)
        self._versions: list[Version] = []
        self._trees: dict[str, ClauseTree] = {}
        self._newest: Recorded | None = None
        self._files: dict[str, str] = {}
        self._body: tuple[str, bytes] = ("", b"")

    def see(self, line: Line) -> Settlement:
        """What follows from one more line. Raises what reading the file and deciding raise."""
        body = _body(self._folder, line.file)
        sha256 = hashlib.sha256(body).hexdigest()
        self._body = (sha256, body)
        self._files[sha256] = line.file
        ref = SnapshotRef(sha256=sha256, url=line.url, content_type=_content_type(line.file))
        visit = Visit(
            agreement=furnished(_agreement(line, self._id), self._state.furniture),
            at=line.at,
            before=self._state,
            pages=(PageState(url=line.url, ref=ref),),
        )
        settled = decided(visit, FIRST_SIGHT, self, self)
        self._keep(settled)
        return settled

    def _keep(self, settled: Settlement) -> None:
        self._state = settled.state
        for version, tree in settled.visit.rederived:
            self._versions[version.number - 1] = version
            self._trees[version.id] = tree
        if settled.seen is not None:
            seen = self._versions[settled.seen.number - 1]
            self._versions[seen.number - 1] = replace(seen, last_seen=max(seen.last_seen, settled.visit.at))
        if settled.version is not None:
            version, tree = settled.version
            self._versions.append(version)
            self._trees[version.id] = tree
            self._newest = settled.recorded
        self._forget()

    def _forget(self) -> None:
        """Only the newest version and the variants are ever derived again: the others need neither tree nor file."""
        newest = self._versions[-1:]
        wanted = [*newest, *(each for each in self._versions if each.fingerprint in self._state.variants)]
        self._trees = {each.id: self._trees[each.id] for each in wanted if each.id in self._trees}
        refs = {ref.sha256 for each in self._versions[-5:] for ref in each.snapshots}
        refs |= {ref.sha256 for each in wanted for ref in each.snapshots} | {ref.sha256 for ref in self._state.read}
        self._files = {sha256: file for sha256, file in self._files.items() if sha256 in refs}

    # What deciding asks of a store and of snapshots.

    def newest(self, agreement_id: str) -> Version | None:
        return self._versions[-1] if self._versions else None

    def versions(self, agreement_id: str) -> list[Version]:
        return list(self._versions)

    def tree(self, version_id: str) -> ClauseTree:
        return self._trees[version_id]

    def comparison_of(self, agreement_id: str, new: int) -> Recorded | None:
        return self._newest if self._newest is not None and self._newest.new == new else None

    def read(self, sha256: str) -> bytes:
        """A body of this document, read again from its file. Raises NotFound, SnapshotCorrupt."""
        if self._body[0] == sha256:
            return self._body[1]
        if sha256 not in self._files:
            raise NotFound("the recorded page is no longer known", where=sha256)
        try:
            body = _body(self._folder, self._files[sha256])
        except (OSError, ValueError, EOFError, zstandard.ZstdError) as error:
            raise SnapshotCorrupt(f"the file cannot be read any more: {error}", where=self._files[sha256]) from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise SnapshotCorrupt("the file changed while it was replayed", where=self._files[sha256])
        return body


def _replayed(line: Line, settled: Settlement) -> Replayed:
    comparison = settled.recorded.comparison if settled.recorded else None
    returns_to = settled.version[0].returns_to if settled.version else None
    back = f"the text of version {returns_to} came back" if returns_to else ""
    return Replayed(
        document=line.document,
        timestamp=line.timestamp,
        file=line.file,
        outcome=settled.outcome,
        reason=settled.reason or back or settled.visit.lesson,
        alert=settled.alert,
        severity=comparison.severity if comparison else Severity.NONE,
        changes=len(comparison.changes) if comparison else 0,
        at=line.at,
        warnings=len(settled.version[0].warnings) if settled.version else 0,
    )


def _failed(line: Line, reason: str) -> Replayed:
    return Replayed(
        document=line.document,
        timestamp=line.timestamp,
        file=line.file,
        outcome=CheckOutcome.FAILED,
        reason=reason,
        at=line.at,
    )


def _agreement(line: Line, agreement_id: str) -> Agreement:
    provider, _, title = line.document.rpartition("/")
    return Agreement(
        id=agreement_id,
        title=title,
        provider=provider,
        sources=(line.url,),
        languages=line.languages,
        cut=line.cut,
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
