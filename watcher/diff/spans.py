"""From changed tokens to lossless spans of the printed texts.

    tokens    within | 10 → 5 | working | days
    spans     equal "within ", delete "10", insert "5", equal " working days"

White space and the signs of list items belong to no token: they stay equal where both sides have them. Where an equal
token, or what stands between two, is printed differently (quotes, dashes, soft hyphens), the signs that differ are
spans of their own, cosmetic ones: nothing is lost, and a reader is shown no mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from watcher.diff.cosmetics import fold
from watcher.diff.tokens import Token
from watcher.domain.change import Span, SpanOp


@dataclass(frozen=True, slots=True)
class Block:
    """Tokens that were replaced: half-open ranges on both sides, one of which may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class _Writer:
    def __init__(self) -> None:
        self._spans: list[tuple[SpanOp, bool, list[str]]] = []

    def put(self, op: SpanOp, text: str, *, cosmetic: bool = False) -> None:
        if not text:
            return
        if self._spans and self._spans[-1][:2] == (op, cosmetic):
            self._spans[-1][2].append(text)
        else:
            self._spans.append((op, cosmetic, [text]))

    def replace(self, old: str, new: str, *, cosmetic: bool = False) -> None:
        """Old for new."""
        self.put(SpanOp.DELETE, old, cosmetic=cosmetic)
        self.put(SpanOp.INSERT, new, cosmetic=cosmetic)

    def between(self, old: str, new: str) -> None:
        """What stands between tokens and is none: white space, the sign of a list's item."""
        lead = _shared(old, new)
        tail = _shared(old[lead:][::-1], new[lead:][::-1])
        self.put(SpanOp.EQUAL, old[:lead])
        self.replace(old[lead : len(old) - tail], new[lead : len(new) - tail], cosmetic=True)
        self.put(SpanOp.EQUAL, old[len(old) - tail :])

    def same(self, old: str, new: str) -> None:
        """What says the same but may be printed differently."""
        for op, text in _signs(old, new) if old != new else [(SpanOp.EQUAL, old)]:
            self.put(op, text, cosmetic=op is not SpanOp.EQUAL)

    def spans(self) -> tuple[Span, ...]:
        """What was put, where neither side has to wait for the other all that is deleted before what is inserted."""
        found = []
        for (equal, cosmetic), run in groupby(self._spans, lambda put: (put[0] is SpanOp.EQUAL, put[1])):
            texts: dict[SpanOp, list[str]] = {SpanOp.DELETE: [], SpanOp.INSERT: []} if not equal else {}
            for op, _, put in run:
                texts.setdefault(op, []).extend(put)
            found += [Span(op, "".join(pieces), cosmetic) for op, pieces in texts.items() if pieces]
        return tuple(found)


def assemble(old: str, new: str, a: Sequence[Token], b: Sequence[Token], blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Spans of the printed texts, given their tokens and where these differ. Tokens outside ``blocks`` are equal."""
    writer = _Writer()
    i = j = 0  # tokens written
    x = y = 0  # characters written
    for block in [*blocks, Block(len(a), len(a), len(b), len(b))]:
        while i < block.old_start:
            writer.between(old[x : a[i].start], new[y : b[j].start])
            writer.same(old[a[i].start : a[i].end], new[b[j].start : b[j].end])
            x, y = a[i].end, b[j].end
            i, j = i + 1, j + 1
        i, j = block.old_end, block.new_end
        until_x = a[i].start if i < len(a) else len(old)
        until_y = b[j].start if j < len(b) else len(new)
        was = _Stretch.of(old[x:until_x], a[block.old_start : i], x)
        now = _Stretch.of(new[y:until_y], b[block.new_start : j], y)
        _write(writer, was, now)
        x, y = until_x, until_y
    return writer.spans()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The tokens that were replaced on one side, and the print before and behind them that is no token."""

    before: str
    tokens: str = ""
    behind: str = ""

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token], offset: int) -> _Stretch:
        if not tokens or tokens[0].start == tokens[-1].end:
            return cls(text)  # of "½", which folds to three tokens, the first stands for the sign
        start, end = tokens[0].start - offset, tokens[-1].end - offset
        return cls(text[:start], text[start:end], text[end:])


def _write(writer: _Writer, was: _Stretch, now: _Stretch) -> None:
    if was.tokens and now.tokens:
        # A blank that only one side has belongs to its words: a delete, an insert, and nothing between.
        lead, tail = _shared(was.before, now.before), _shared(was.behind[::-1], now.behind[::-1])
        ends = len(was.behind) - tail, len(now.behind) - tail
        writer.put(SpanOp.EQUAL, was.before[:lead])
        writer.replace(
            was.before[lead:] + was.tokens + was.behind[: ends[0]],
            now.before[lead:] + now.tokens + now.behind[: ends[1]],
        )
        writer.put(SpanOp.EQUAL, was.behind[ends[0] :])
    elif was.tokens:
        _write_alone(writer, SpanOp.DELETE, was, SpanOp.INSERT, now.before)
    elif now.tokens:
        _write_alone(writer, SpanOp.INSERT, now, SpanOp.DELETE, was.before)
    else:
        writer.between(was.before, now.before)


def _write_alone(writer: _Writer, op: SpanOp, stretch: _Stretch, other: SpanOp, gap: str) -> None:
    """Words on one side, on the other a gap. A blank of the gap stands before them or behind: "the {+annual +}fee"."""
    lead = _shared(gap, stretch.before)
    tail = _shared(gap[lead:][::-1], stretch.behind[::-1])
    writer.put(SpanOp.EQUAL, gap[:lead])
    writer.put(op, stretch.before[lead:] + stretch.tokens + stretch.behind[: len(stretch.behind) - tail])
    writer.put(other, gap[lead : len(gap) - tail], cosmetic=True)
    writer.put(SpanOp.EQUAL, gap[len(gap) - tail :])


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same spans without empty ones and with equal neighbours in one."""
    writer = _Writer()
    for span in spans:
        writer.put(span.op, span.text, cosmetic=span.cosmetic)
    return writer.spans()


def _shared(a: str, b: str) -> int:
    """How many characters both begin with."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def _signs(old: str, new: str) -> list[tuple[SpanOp, str]]:
    """One equal token printed in two ways, sign by sign; as a whole where its signs do not correspond."""
    found: list[tuple[SpanOp, str]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        one, other = old[i : i + 1], new[j : j + 1]
        if one == other:
            found.append((SpanOp.EQUAL, one))
            i, j = i + 1, j + 1
        elif one and (one.isspace() or not fold(one)):
            found.append((SpanOp.DELETE, one))
            i += 1
        elif other and (other.isspace() or not fold(other)):
            found.append((SpanOp.INSERT, other))
            j += 1
        elif one and other and fold(one) == fold(other):
            found += ((SpanOp.DELETE, one), (SpanOp.INSERT, other))
            i, j = i + 1, j + 1
        else:
            return [(SpanOp.DELETE, old), (SpanOp.INSERT, new)]
    return found
