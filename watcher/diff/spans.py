"""From changed tokens to lossless spans of the printed texts.

    tokens    within | 10 → 5 | working | days
    spans     equal "within ", delete "10", insert "5", equal " working days"

White space belongs to no token: it stays equal where both sides have it. Where an equal token is printed differently
(quotes, dashes, soft hyphens), only the signs that differ are marked, never the word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
        self._spans: list[tuple[SpanOp, list[str]]] = []

    def put(self, op: SpanOp, text: str) -> None:
        if not text:
            return
        if self._spans and self._spans[-1][0] is op:
            self._spans[-1][1].append(text)
        else:
            self._spans.append((op, [text]))

    def replace(self, old: str, new: str) -> None:
        """Old for new, with the white space that both begin or end with left equal."""
        lead = _shared_blank(old, new)
        tail = _shared_blank(old[lead:][::-1], new[lead:][::-1])
        self.put(SpanOp.EQUAL, old[:lead])
        self.put(SpanOp.DELETE, old[lead : len(old) - tail])
        self.put(SpanOp.INSERT, new[lead : len(new) - tail])
        self.put(SpanOp.EQUAL, old[len(old) - tail :])

    def same(self, old: str, new: str) -> None:
        """What says the same but may be printed differently."""
        if old == new:
            self.put(SpanOp.EQUAL, old)
            return
        for op, text in _signs(old, new):
            self.put(op, text)

    def spans(self) -> tuple[Span, ...]:
        return tuple(Span(op, "".join(texts)) for op, texts in self._ordered())

    def _ordered(self) -> Iterable[tuple[SpanOp, list[str]]]:
        """Between two equal spans, all that is deleted before all that is inserted."""
        deleted: list[str] = []
        inserted: list[str] = []
        for op, texts in [*self._spans, (SpanOp.EQUAL, [])]:
            if op is SpanOp.DELETE:
                deleted += texts
            elif op is SpanOp.INSERT:
                inserted += texts
            else:
                if deleted:
                    yield SpanOp.DELETE, deleted
                if inserted:
                    yield SpanOp.INSERT, inserted
                if texts:
                    yield op, texts
                deleted, inserted = [], []


def assemble(old: str, new: str, a: Sequence[Token], b: Sequence[Token], blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Spans of the printed texts, given their tokens and where these differ. Tokens outside ``blocks`` are equal."""
    writer = _Writer()
    if old == new:
        writer.put(SpanOp.EQUAL, old)
        return writer.spans()
    i = j = 0  # tokens written
    x = y = 0  # characters written
    ends = [*blocks, Block(len(a), len(a), len(b), len(b))]
    for block in ends:
        while i < block.old_start:
            writer.replace(old[x : a[i].start], new[y : b[j].start])
            writer.same(old[a[i].start : a[i].end], new[b[j].start : b[j].end])
            x, y = a[i].end, b[j].end
            i, j = i + 1, j + 1
        i, j = block.old_end, block.new_end
        until_x = a[i].start if i < len(a) else len(old)
        until_y = b[j].start if j < len(b) else len(new)
        writer.replace(old[x:until_x], new[y:until_y])
        x, y = until_x, until_y
    return writer.spans()


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same spans without empty ones and with equal neighbours in one."""
    writer = _Writer()
    for span in spans:
        writer.put(span.op, span.text)
    return writer.spans()


def _shared_blank(a: str, b: str) -> int:
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other or not one.isspace():
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
