"""The domain types that are kept as JSON, and the form of each.

Clause trees and comparisons are large and are kept compressed (``pack_tree``, ``pack_comparison``); the others stand
as text in a column.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

import zstandard

from watcher.domain.agreement import Agreement, Cut, Range, Render, Selector
from watcher.domain.assessment import Assessment, Fact, FactType, Severity
from watcher.domain.change import Change, ChangeKind, Comparison, SchemeChange, Span, SpanOp
from watcher.domain.clause import Clause, ClauseTree, Part, Run
from watcher.domain.document import Emphasis, EmphasisKind, Link
from watcher.domain.errors import StoreError
from watcher.domain.fetch import Redirect
from watcher.domain.sentence import Sentence
from watcher.domain.version import Candidate, Derivation, Learned, Sighting, SnapshotRef
from watcher.store.records import PLAINS, Form, Json, Record, dumps, many, optional

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_LARGEST = 512 * 2**20
"""Bytes of JSON that a tree or a comparison may have: a damaged frame must not make us reserve more."""
_MEND = "restore a backup with watcher restore"


def member(cls: type[E]) -> Form[E]:
    """A member of an enumeration, by its value."""
    # A dictionary is three times as fast as calling the enumeration, and a tree has hundreds of members.
    members = {one.value: one for one in cls}
    return Form(lambda value: value.value, members.__getitem__)


def write_time(at: datetime) -> str:
    """A moment as text that sorts by time: UTC, always with microseconds."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} says no time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _write_said(said: str) -> Json:
    if not isinstance(said, Sentence):
        return said
    return {"template": said.template, "values": {name: _write_value(one) for name, one in said.values.items()}}


def _write_value(value: str | int | tuple[str, ...]) -> Json:
    if isinstance(value, tuple):
        return [_write_said(word) for word in value]
    return _write_said(value) if isinstance(value, str) else value


def _read_said(said: Json) -> str:
    if isinstance(said, str):
        return said
    template: str = said["template"]
    return Sentence(template, **{name: _read_value(one) for name, one in said["values"].items()})


def _read_value(value: Json) -> str | int | tuple[str, ...]:
    if isinstance(value, list):
        return tuple([_read_said(word) for word in value])
    return value if isinstance(value, int) else _read_said(value)


SAID: Form[str] = Form(_write_said, _read_said)
"""A sentence of ours with its template and values, so that it can be told in any language; other words as they are."""
_SENTENCE = "\x1e"
"""Stands in a column of text before what is written as JSON (RS, as in RFC 7464)."""


def write_words(said: str) -> str:
    """What ``SAID`` writes, for a column of text: plain words are kept as they are."""
    if not isinstance(said, Sentence) and not said.startswith(_SENTENCE):
        return said
    return f"{_SENTENCE}{dumps(_write_said(said))}"


def read_words(kept: str) -> str:
    """What ``write_words`` wrote, or an earlier release."""
    return _read_said(json.loads(kept[1:])) if kept.startswith(_SENTENCE) else kept


TIME: Form[datetime] = Form(write_time, datetime.fromisoformat)
_SECONDS: Form[timedelta] = Form(timedelta.total_seconds, lambda said: timedelta(seconds=said))

_KINDS = {kind.value: kind for kind in EmphasisKind}
_PARTS = {part.value: part for part in Part}
_OPS = {op.value: op for op in SpanOp}

# The small types that come in hundreds are arrays: written and read in half the time of objects.
_EMPHASIS: Form[Emphasis] = Form(
    lambda one: [one.start, one.end, one.kind.value], lambda said: Emphasis(said[0], said[1], _KINDS[said[2]])
)
_LINK: Form[Link] = Form(lambda one: [one.start, one.end, one.target], lambda said: Link(said[0], said[1], said[2]))
_RUN: Form[Run] = Form(
    lambda one: [one.clause, one.part.value, one.text], lambda said: Run(said[0], _PARTS[said[1]], said[2])
)
_SPAN: Form[Span] = Form(
    lambda one: [one.op.value, one.text, True] if one.cosmetic else [one.op.value, one.text],
    lambda said: Span(_OPS[said[0]], said[1], cosmetic=len(said) > 2),
)
_SCHEME: Form[SchemeChange] = Form(lambda one: [one.old, one.new], lambda said: SchemeChange(said[0], said[1]))

CLAUSE = Record(
    Clause,
    path=PLAINS,
    emphasis=many(_EMPHASIS),
    heading_emphasis=many(_EMPHASIS),
    links=many(_LINK),
    heading_links=many(_LINK),
)
TREE = Record(ClauseTree, clauses=many(CLAUSE.form), runs=many(_RUN), languages=PLAINS, warnings=PLAINS)

_FACT = Record(Fact, type=member(FactType))
_ASSESSMENT = Record(
    Assessment,
    severity=member(Severity),
    categories=PLAINS,
    inherited=PLAINS,
    facts=many(_FACT.form),
    reasons=many(SAID),
)
_CHANGE = Record(
    Change,
    kind=member(ChangeKind),
    old=many(CLAUSE.form),
    new=many(CLAUSE.form),
    spans=many(_SPAN),
    heading_spans=many(_SPAN),
    notes=many(SAID),
    assessment=_ASSESSMENT.form,
)
COMPARISON = Record(
    Comparison,
    changes=many(_CHANGE.form),
    scheme=optional(_SCHEME),
    pairs=many(PLAINS),
    languages=PLAINS,
)

_RANGE = Record(Range)


def _write_selector(selector: Selector) -> Json:
    return selector if isinstance(selector, str) else _RANGE.write(selector)


def _read_selector(said: Json) -> Selector:
    return said if isinstance(said, str) else _RANGE.read(said)


_SELECTOR: Form[Selector] = Form(_write_selector, _read_selector)
_CUT = Record(
    Cut, select=many(_SELECTOR), remove=many(_SELECTOR), render=member(Render), furniture=PLAINS, tracking=PLAINS
)
AGREEMENT = Record(
    Agreement, sources=PLAINS, languages=PLAINS, cut=_CUT.form, every=optional(_SECONDS), tags=PLAINS, was=PLAINS
)

REDIRECTS = many(Record(Redirect).form)
HEADERS = many(PLAINS)
REFS = many(Record(SnapshotRef).form)
DERIVATION = optional(Record(Derivation).form)
SIGHTINGS = many(Record(Sighting, snapshots=REFS, at=TIME).form)
LEARNED = many(Record(Learned, since=TIME).form)
CANDIDATE = optional(Record(Candidate, snapshots=REFS, first_seen=TIME, last_seen=TIME, departed_at=TIME).form)


def pack(said: Json) -> bytes:
    """JSON, compressed. Half of a surrogate pair, which text from a page may hold, survives."""
    return zstandard.ZstdCompressor(level=3).compress(dumps(said).encode("utf-8", "surrogatepass"))


def unpack(packed: bytes, record: Record[T]) -> T:
    """What ``pack`` wrote of such a record. Raises StoreError for anything else."""
    try:
        if not 0 <= zstandard.frame_content_size(packed) <= _LARGEST:
            raise StoreError("a row of the database is damaged: it claims an impossible size", mend=_MEND)
        return record.read(json.loads(zstandard.ZstdDecompressor(max_window_size=_LARGEST).decompress(packed)))
    except (zstandard.ZstdError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError("a row of the database cannot be read", mend=_MEND) from error


def pack_tree(tree: ClauseTree) -> bytes:
    return pack(TREE.write(tree))


def unpack_tree(packed: bytes) -> ClauseTree:
    return unpack(packed, TREE)


def pack_comparison(comparison: Comparison) -> bytes:
    return pack(COMPARISON.write(comparison))


def unpack_comparison(packed: bytes) -> Comparison:
    return unpack(packed, COMPARISON)
