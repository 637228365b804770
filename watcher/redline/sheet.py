"""A comparison laid out for people, before any format: what is shown, in which order, how much of it.

    12,000 unchanged words and one deleted one
    … announcement [-10-]{+5+} working days …

Every text in a sheet is said in the layout's language and has gone through ``visible``; what a format has to escape
besides, it escapes itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause
from watcher.domain.sentence import Sentence
from watcher.locale import ENGLISH, Locale
from watcher.locale.words import KINDS, TAGS, category
from watcher.redline.groups import Order, groups, weight_of
from watcher.redline.totals import FOLDED, renumbered_of, scheme_of, summary_of, title_of
from watcher.redline.visible import visible

DISCLAIMER = Sentence("Classification is automatic; not legal advice.")
"""Stands wherever a severity is shown to people."""
UNTITLED = Sentence("Comparison")
"""The title of a comparison whose texts have none."""


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
    locale: Locale = ENGLISH
    """In which language our own words are said."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and how it is shown."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change as it is shown; or several that are one thing that happened."""

    ids: tuple[str, ...]
    """Of the changes it shows; several where clauses came or went together, or one link leads elsewhere in many."""
    kind: str
    """In words: ``moved and modified``."""
    place: str
    """Label and heading path as they read now; both ends of a move or of a new number: ``3.2 → 5.1``."""
    severity: Severity
    tag: str
    """The severity as it stands before the place: ``HIGH``."""
    categories: tuple[str, ...]
    """In words."""
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
    locale: Locale
    """In which it is said."""

    @property
    def rest(self) -> str:
        """How many changes are not shown, in words; empty where all are."""
        return self.locale.say(Sentence("and {count} more", count=self.more)) if self.more else ""

    @property
    def disclaimer(self) -> str:
        """What stands below the changes; empty where none are shown."""
        return self.locale.say(DISCLAIMER) if self.entries else ""


_REASONS = 8
_WORD = 24
"""Characters by which a shortened stretch may be shorter, so that no word is cut."""


def lay_out(comparison: Comparison, layout: Layout) -> Sheet:
    """The sheet of a comparison."""
    found = groups(comparison, layout.order)
    limit = len(found) if layout.limit is None else layout.limit
    say = layout.locale.say
    return Sheet(
        title=visible(title_of(comparison, layout.locale)),
        severity=comparison.severity,
        summary=layout.locale.listed(summary_of(comparison)),
        scheme=visible(say(scheme_of(comparison))),
        renumbered=visible(say(renumbered_of(comparison))),
        entries=tuple(_entry(group, layout) for group in found[:limit]),
        more=sum(len(group) for group in found[limit:]),
        locale=layout.locale,
    )


def _entry(group: tuple[Change, ...], layout: Layout) -> Entry:
    first, locale = group[0], layout.locale
    repeated = len(group) > 1 and bool(first.old and first.new)
    if repeated:
        # Of an edit that many clauses share, the weightiest shows it and says why it matters.
        first = next(change for change in group if change.assessment.severity is weight_of(group))
    telling = (first,) if repeated else group
    weightiest = sorted((change.assessment for change in telling), key=lambda each: each.severity, reverse=True)
    reasons = tuple(dict.fromkeys(visible(locale.say(reason)) for each in weightiest for reason in each.reasons))
    notes = dict.fromkeys(locale.say(note) for change in group for note in change.notes)
    return Entry(
        ids=tuple(change.id for change in group),
        kind=locale.say(KINDS[first.kind]),
        place=visible(_places(group, locale)),
        severity=weight_of(group),
        tag=locale.say(TAGS[weight_of(group)]),
        categories=tuple(dict.fromkeys(locale.say(category(name)) for name in _categories(group))),
        reasons=reasons[:_REASONS],
        notes=tuple(told for note in notes if (told := visible(note)) not in reasons),
        lang=first.clause.lang,
        heading=_pieces(first.heading_spans, _headings(first.old), _headings(first.new)),
        body=_shorten(_body(first, group), layout),
    )


def _categories(group: tuple[Change, ...]) -> list[str]:
    """Those of the weightiest first."""
    weightiest = sorted((change.assessment for change in group), key=lambda each: each.severity, reverse=True)
    return [name for each in weightiest for name in each.categories]


def _body(first: Change, group: tuple[Change, ...]) -> tuple[Piece, ...]:
    if first.kind is ChangeKind.LINK and len(group) > 1:
        return ()
    if first.old and first.new:
        return _pieces(first.spans, _texts(first.old), _texts(first.new))
    lines = [first.clause.text, *(_line(change.clause) for change in group[1:])]
    text = "\n".join(line for line in lines if line)
    return _pieces((), text if first.old else "", text if first.new else "")


def _line(clause: Clause) -> str:
    """A clause on a line of its own, as it would be printed."""
    return " ".join(part for part in (clause.label, clause.heading, clause.text) if part)


def _places(group: tuple[Change, ...], locale: Locale) -> str:
    """Of clauses that came or went together, the first; of those with the same edit, all."""
    first = group[0]
    if not (first.old and first.new):
        return _place(first)
    places = tuple(dict.fromkeys(_place(change) for change in group))
    more = len(places) - FOLDED
    told = (locale.say(Sentence("and {count} more", count=more)),) if more > 0 else ()
    return locale.comma.join((*places[:FOLDED], *told))


def _place(change: Change) -> str:
    old, new = (", ".join(_where(clause) for clause in side) for side in (change.old, change.new))
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"


def _where(clause: Clause) -> str:
    if clause.path:
        # "2 > 2.3 > 2.3.2" says in three steps what its last one says.
        below = (*clause.path[1:], "")
        return " > ".join(
            step for step, next_ in zip(clause.path, below, strict=True) if not next_.startswith(f"{step}.")
        )
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
            told += _cut(piece, layout)
        elif layout.context is None:
            told.append(piece)
        else:
            told += _around(piece.text, layout.context, first=place == 0, last=place == len(pieces) - 1)
    return tuple(told)


def _cut(piece: Piece, layout: Layout) -> list[Piece]:
    longest = layout.longest
    if longest is None or len(piece.text) <= longest:
        return [piece]
    left = Sentence("… ({count} more characters)", count=f"{len(piece.text) - longest:,}")
    return [Piece(piece.mark, piece.text[:longest]), Piece(Mark.GAP, layout.locale.say(left))]


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
