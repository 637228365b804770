"""A comparison laid out for people, before any format: what is shown, in which order, how much of it.

    12,000 unchanged words and one deleted one
    … announcement [-10-]{+5+} working days …

Every text in a sheet has gone through ``visible``; what a format has to escape besides, it escapes itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause
from watcher.redline.visible import visible

DISCLAIMER = "Classification is automatic; not legal advice."
"""Stands wherever a severity is shown to people."""


class Order(StrEnum):
    """In which order changes are shown."""

    SEVERITY = "severity"
    """The weightiest first; equal ones in document order."""
    DOCUMENT = "document"
    """As they stand in the new document."""


class Mark(StrEnum):
    """How a piece of text is shown."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"
    GAP = "gap"
    """Stands for text that is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How much is shown, in which order."""

    order: Order = Order.SEVERITY
    limit: int | None = None
    """Changes shown; of the others their number is told."""
    context: int | None = 120
    """Unchanged characters kept on either side of a changed word; none: all."""
    longest: int | None = None
    """Characters of one added or removed stretch; none: all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and how it is shown."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change as it is shown."""

    id: str
    kind: str
    """In words: ``moved and modified``."""
    place: str
    """Label and heading path as they read now; both ends of a move or of a new number: ``3.2 → 5.1``."""
    severity: Severity
    categories: tuple[str, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    lang: str
    """BCP 47 tag; empty where unknown."""
    heading: tuple[Piece, ...]
    body: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A comparison as it is shown."""

    title: str
    severity: Severity
    summary: str
    """``2 modified, 1 added``; ``no changes``."""
    scheme: str
    """That the whole agreement is numbered by another scheme; empty where it is not."""
    renumbered: str
    """All renumbering in one line; empty where there is none."""
    entries: tuple[Entry, ...]
    more: int
    """Changes that are not shown."""


_KINDS = {ChangeKind.MOVED_MODIFIED: "moved and modified", ChangeKind.EMPHASIS: "emphasis", ChangeKind.LINK: "link"}
_FOLDED = 6
_WORD = 24
"""Characters by which a shortened stretch may be shorter, so that no word is cut."""


def lay_out(comparison: Comparison, layout: Layout) -> Sheet:
    """The sheet of a comparison."""
    shown = list(comparison.substantive)
    if layout.order is Order.SEVERITY:
        shown.sort(key=lambda change: change.assessment.severity, reverse=True)
    limit = len(shown) if layout.limit is None else layout.limit
    title = comparison.new_title or comparison.old_title
    if comparison.old_title and comparison.old_title != title:
        title = f"{title} (was: {comparison.old_title})"
    return Sheet(
        title=visible(title),
        severity=comparison.severity,
        summary=_summary(comparison),
        scheme=_scheme(comparison),
        renumbered=_renumbered(comparison),
        entries=tuple(_entry(change, layout) for change in shown[:limit]),
        more=max(0, len(shown) - limit),
    )


def kind_words(kind: ChangeKind) -> str:
    """A kind of change in words."""
    return _KINDS.get(kind, kind.value)


def _entry(change: Change, layout: Layout) -> Entry:
    assessment = change.assessment
    return Entry(
        id=change.id,
        kind=kind_words(change.kind),
        place=visible(_place(change)),
        severity=assessment.severity,
        categories=tuple(name.replace("_", " ") for name in assessment.categories),
        reasons=tuple(visible(reason) for reason in assessment.reasons),
        notes=tuple(visible(note) for note in change.notes if note not in assessment.reasons),
        lang=change.clause.lang,
        heading=_pieces(change.heading_spans, _headings(change.old), _headings(change.new)),
        body=_shorten(_pieces(change.spans, _texts(change.old), _texts(change.new)), layout),
    )


def _summary(comparison: Comparison) -> str:
    told = [
        f"{count} {kind_words(kind)}"
        for kind, count in comparison.counts.items()
        if count and kind is not ChangeKind.RENUMBERED
    ]
    if not told:
        return "only renumbered" if comparison.changes else "no changes"
    return ", ".join(told)


def _scheme(comparison: Comparison) -> str:
    scheme = comparison.scheme
    return visible(f"numbered by another scheme: {scheme.old} → {scheme.new}") if scheme else ""


def _renumbered(comparison: Comparison) -> str:
    found = [change for change in comparison.changes if change.kind is ChangeKind.RENUMBERED]
    if not found or comparison.scheme:
        return ""
    pairs = [
        f"{change.old[0].label or '–'} → {change.new[0].label or '–'}"
        for change in found
        if change.old and change.new and change.old[0].label != change.new[0].label
    ]
    told = []
    if pairs:
        count = "1 clause renumbered" if len(pairs) == 1 else f"{len(pairs)} clauses renumbered"
        rest = "; …" if len(pairs) > _FOLDED else ""
        told.append(f"{count}: {'; '.join(pairs[:_FOLDED])}{rest}")
    if following := len(found) - len(pairs):
        clauses = "1 clause" if following == 1 else f"{following} clauses"
        told.append(f"references in {clauses} follow" if following > 1 else f"a reference in {clauses} follows")
    return visible("; ".join(told))


def _place(change: Change) -> str:
    old, new = (", ".join(_where(clause) for clause in side) for side in (change.old, change.new))
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"


def _where(clause: Clause) -> str:
    if clause.path:
        return " > ".join(clause.path)
    words = clause.heading or clause.text
    return words if len(words) <= 60 else f"{words[:59]}…"


def _headings(side: tuple[Clause, ...]) -> str:
    return " / ".join(clause.heading for clause in side if clause.heading)


def _texts(side: tuple[Clause, ...]) -> str:
    return "\n".join(clause.text for clause in side)


def _pieces(spans: tuple[Span, ...], old: str, new: str) -> tuple[Piece, ...]:
    if spans:
        told = _shown(spans)
    elif old == new:
        told = [Piece(Mark.EQUAL, visible(new))]
    else:
        told = [Piece(Mark.DELETE, visible(old)), Piece(Mark.INSERT, visible(new))]
    return tuple(piece for piece in told if piece.text)


def _shown(spans: tuple[Span, ...]) -> list[Piece]:
    """The spans as pieces; what only looks different is shown as it looks now."""
    marked = [
        (Mark.EQUAL if span.cosmetic else Mark(span.op.value), span.text)
        for span in spans
        if not (span.cosmetic and span.op is SpanOp.DELETE)
    ]
    runs = ((mark, "".join(text for _, text in run)) for mark, run in groupby(marked, lambda one: one[0]))
    return [Piece(mark, visible(text)) for mark, text in runs]


def _shorten(pieces: tuple[Piece, ...], layout: Layout) -> tuple[Piece, ...]:
    told: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.mark is not Mark.EQUAL:
            told += _cut(piece, layout.longest)
        elif layout.context is None:
            told.append(piece)
        else:
            told += _around(piece.text, layout.context, first=place == 0, last=place == len(pieces) - 1)
    return tuple(told)


def _cut(piece: Piece, longest: int | None) -> list[Piece]:
    if longest is None or len(piece.text) <= longest:
        return [piece]
    left = len(piece.text) - longest
    return [Piece(piece.mark, piece.text[:longest]), Piece(Mark.GAP, f"… ({left:,} more characters)")]


def _around(text: str, context: int, *, first: bool, last: bool) -> list[Piece]:
    head = "" if first and not last else _head(text, context if not last or not first else 2 * context)
    tail = "" if last else _tail(text, context)
    if len(text) <= len(head) + len(tail) + 12:
        return [Piece(Mark.EQUAL, text)]
    found = [Piece(Mark.EQUAL, head), Piece(Mark.GAP, "…"), Piece(Mark.EQUAL, tail)]
    return [piece for piece in found if piece.text]


def _head(text: str, size: int) -> str:
    cut = text[:size]
    if len(cut) == len(text) or text[size].isspace():
        return cut
    blank = cut.rfind(" ", max(0, size - _WORD))
    return cut[: blank + 1] if blank >= 0 else cut


def _tail(text: str, size: int) -> str:
    begin = max(0, len(text) - size)
    if begin == 0 or text[begin - 1].isspace():
        return text[begin:]
    blank = text.find(" ", begin, begin + _WORD)
    return text[blank:] if blank >= 0 else text[begin:]
