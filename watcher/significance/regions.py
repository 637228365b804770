"""Where two texts differ: each changed stretch with its place on both sides.

    The Company [-may-]{+shall+} repair it [-unless agreed otherwise-].
                 0           region 1       region 2

A reading touches a region when they share a character, or when words were put in or taken out right beside it: then
"可以" became "不可以", although none of its own characters changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from watcher.domain.change import Change, Span, SpanOp


@dataclass(frozen=True, slots=True)
class Region:
    """A changed stretch: half-open ranges of the old and of the new text, of which one may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    def touches_old(self, start: int, end: int) -> bool:
        """Whether [start, end) of the old text takes part in this change."""
        return start <= self.old_end and end >= self.old_start

    def touches_new(self, start: int, end: int) -> bool:
        """Whether [start, end) of the new text takes part in this change."""
        return start <= self.new_end and end >= self.new_start


def texts(change: Change) -> tuple[str, str]:
    """The own words of both sides, those of several clauses a line each."""
    return "\n".join(clause.text for clause in change.old), "\n".join(clause.text for clause in change.new)


def regions(change: Change) -> list[Region]:
    """The changed stretches of a change's text in order: from its spans, or from what both ends have in common."""
    old, new = texts(change)
    if old == new or not (change.old and change.new):
        return []
    if _say(change.spans, SpanOp.DELETE) == old and _say(change.spans, SpanOp.INSERT) == new:
        return [_widened(each, old, new) for each in _from_spans(change.spans)]
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    return [Region(head, len(old) - tail, head, len(new) - tail)]


def _widened(region: Region, old: str, new: str) -> Region:
    """With the blank on either side: "may {+not +}close" touches "may"."""
    before = old[: region.old_start][-1:].isspace() and new[: region.new_start][-1:].isspace()
    after = old[region.old_end :][:1].isspace() and new[region.new_end :][:1].isspace()
    return Region(region.old_start - before, region.old_end + after, region.new_start - before, region.new_end + after)


def _common(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _say(spans: tuple[Span, ...], side: SpanOp) -> str:
    return "".join(span.text for span in spans if span.op in (SpanOp.EQUAL, side))


def _from_spans(spans: tuple[Span, ...]) -> list[Region]:
    found: list[Region] = []
    old = new = 0
    begun: tuple[int, int] | None = None
    for span in spans:
        # A lone blank between two changed words does not part them: "[-10 working-] {+5 calendar+}" is one change.
        if span.op is SpanOp.EQUAL and (begun is None or not span.text.isspace()):
            if begun is not None:
                found.append(Region(begun[0], old, begun[1], new))
                begun = None
        elif begun is None:
            begun = (old, new)
        old += len(span.text) if span.op is not SpanOp.INSERT else 0
        new += len(span.text) if span.op is not SpanOp.DELETE else 0
    if begun is not None:
        found.append(Region(begun[0], old, begun[1], new))
    return found
