"""Marks for a heading and a text, when what was a heading is a text now.

Ugly, when a line in bold is read as a heading, and a star was taken off:

    heading {+L241-3 of the Code+}     text [-L241-3 of the Code*-]

Wanted: the star deleted, and no word marked.
"""

from __future__ import annotations

from itertools import pairwise

from watcher.diff.spans import joined
from watcher.diff.wording import spans_between
from watcher.domain.change import Span, SpanOp
from watcher.domain.clause import Clause

Spans = tuple[Span, ...]
_HEADING, _BREAK, _TEXT = 0, -1, 1


def spans_of(old: Clause, new: Clause) -> tuple[Spans, Spans]:
    """Lossless spans of the headings and of the texts; none where they are equal. Words that went from one to the other
    are cosmetic spans of both."""
    if bool(old.heading) != bool(new.heading):
        heading, text = _across(old, new)
        return heading if old.heading != new.heading else (), text if old.text != new.text else ()
    heading = spans_between(old.heading, new.heading) if old.heading != new.heading else ()
    return heading, spans_between(old.text, new.text) if old.text != new.text else ()


def _across(old: Clause, new: Clause) -> tuple[Spans, Spans]:
    fields: dict[int, list[Span]] = {_HEADING: [], _BREAK: [], _TEXT: []}
    x = y = 0
    for span in spans_between(_said(old), _said(new)):
        in_old, in_new = span.op is not SpanOp.INSERT, span.op is not SpanOp.DELETE
        cuts = {0, len(span.text)}
        cuts |= {cut - x for cut in _cuts(old) if in_old} | {cut - y for cut in _cuts(new) if in_new}
        for start, end in pairwise(sorted(cut for cut in cuts if 0 <= cut <= len(span.text))):
            piece = span.text[start:end]
            was, now = _field(old, x + start), _field(new, y + start)
            if in_old and in_new and was == now:
                fields[was].append(Span(SpanOp.EQUAL, piece))
                continue
            only_printed = span.cosmetic or (in_old and in_new)
            if in_old:
                fields[was].append(Span(SpanOp.DELETE, piece, only_printed))
            if in_new:
                fields[now].append(Span(SpanOp.INSERT, piece, only_printed))
        x, y = x + in_old * len(span.text), y + in_new * len(span.text)
    return joined(fields[_HEADING]), joined(fields[_TEXT])


def _said(clause: Clause) -> str:
    return "\n".join(filter(None, (clause.heading, clause.text)))


def _cuts(clause: Clause) -> tuple[int, ...]:
    """Where the heading ends, and where the text begins."""
    length = len(clause.heading)
    return (length, length + 1) if clause.heading and clause.text else ()


def _field(clause: Clause, at: int) -> int:
    if not clause.heading or not clause.text:
        return _HEADING if clause.heading else _TEXT
    length = len(clause.heading)
    return _HEADING if at < length else _BREAK if at == length else _TEXT
