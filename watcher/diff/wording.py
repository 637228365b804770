"""Which words changed inside a clause.

Ugly:    with[-in 10-]{+ 5+} working days      (characters)
         [-within 10 working days.-]{+within 5 working days.+}      (sentences)
Wanted:  within [-10-]{+5+} working days

Tokens are mapped to single code points, and a longest common subsequence of the two strings is found (bit-parallel,
Hyyrö 2004, in rapidfuzz): the same for the same input, and bounded, where the pure Python of diff-match-patch takes
time in the square of the differences. What it finds is then tidied for readers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from watcher.diff.capitals import loud
from watcher.diff.side import plainly
from watcher.diff.spans import Block, assemble, joined
from watcher.diff.tidy import tidy
from watcher.diff.tokens import Token, tokenize
from watcher.domain.change import Span, SpanOp

_CELLS = 100_000_000  # one bit each
_REMEMBERED = 512
_REMEMBERED_LENGTH = 4000
_SENTENCE_END = frozenset(".!?;。！？；")


def spans_between(old: str, new: str) -> tuple[Span, ...]:
    """Lossless spans: equal and deleted ones joined are ``old``, equal and inserted ones ``new``.

    Words are marked only where they changed; what is only printed otherwise is a cosmetic span. Where one text is in
    capitals and the other is not, the capitals are.
    """
    # Rows of one pattern, and the boilerplate of every section, change alike.
    return _lately(old, new) if len(old) + len(new) <= _REMEMBERED_LENGTH else _lossless(old, new)


@lru_cache(maxsize=_REMEMBERED)
def _lately(old: str, new: str) -> tuple[Span, ...]:
    return _lossless(old, new)


def _lossless(old: str, new: str) -> tuple[Span, ...]:
    lead, tail = _shared_ends(old, new)
    inner_old, inner_new = old[lead : len(old) - tail], new[lead : len(new) - tail]
    spans = [Span(SpanOp.EQUAL, old[:lead]), *_spans(inner_old, inner_new), Span(SpanOp.EQUAL, old[len(old) - tail :])]
    return joined(spans)


def _spans(old: str, new: str) -> tuple[Span, ...]:
    if old == new:
        return assemble(old, new, [], [], [])
    a, b = tokenize(old), tokenize(new)
    return assemble(old, new, a, b, _edits(old, new, a, b))


def _edits(old: str, new: str, a: Sequence[Token], b: Sequence[Token]) -> list[Block]:
    keys_a, keys_b = [token.key for token in a], [token.key for token in b]
    if loud(old) != loud(new):
        keys_a, keys_b = [plainly(key) for key in keys_a], [plainly(key) for key in keys_b]
    return tidy(_blocks(keys_a, keys_b), a, b)


def kept(old: str, new: str) -> list[tuple[int, int]]:
    """Which token of the old text became which of the new, for those that no mark is on; in order."""
    a, b = tokenize(old), tokenize(new)
    found: list[tuple[int, int]] = []
    i = j = 0
    for block in [*_edits(old, new, a, b), Block(len(a), len(a), len(b), len(b))]:
        found += zip(range(i, block.old_start), range(j, block.new_start), strict=True)
        i, j = block.old_end, block.new_end
    return found


_LONG = 100_000  # characters
_WINDOW = 20_000
# Where no token can reach across: a sentence ends and another begins. Behind a digit it may be a date ("5. May").
_SEAM = re.compile(r"(?<=[^\W\d][.!?])\s+(?=[A-Z])")


def _shared_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters at the beginning and the end of long texts need not be looked at, because they are equal."""
    if max(len(old), len(new)) <= _LONG:
        return 0, 0
    lead = _same_start(old, new)
    seams = [found.end() for found in _SEAM.finditer(old, max(0, lead - _WINDOW), lead)]
    lead = seams[-1] if seams and seams[-1] < lead else 0
    room = min(len(old), len(new)) - lead
    tail = min(room, _same_start(old[::-1], new[::-1]))
    seam = _SEAM.search(old, len(old) - tail, len(old) - tail + _WINDOW)
    return lead, len(old) - seam.end() if seam else 0


def _same_start(a: str, b: str) -> int:
    """The length of the common beginning, found by halving."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _blocks(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """Where the tokens differ: replaced stretches, in order, with equal tokens between them."""
    start = _common(a, b)
    end = _common(a[start:][::-1], b[start:][::-1])
    blocks = _differing(a[start : len(a) - end], b[start : len(b) - end])
    return [Block(x + start, y + start, z + start, w + start) for x, y, z, w in blocks]


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _differing(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int, int]]:
    if not a or not b:
        return [(0, len(a), 0, len(b))] if a or b else []
    if len(a) * len(b) <= _CELLS:
        return _changed(_numbered(a, b))
    return _by_sentences(a, b)


def _by_sentences(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """For stretches too long for a comparison by tokens: by sentences first, then by tokens inside what is left,
    where that is short enough; else the stretch is replaced as a whole."""
    edges_a, edges_b = _edges(a), _edges(b)
    said_a = [" ".join(a[x:y]) for x, y in itertools.pairwise(edges_a)]
    said_b = [" ".join(b[x:y]) for x, y in itertools.pairwise(edges_b)]
    if len(said_a) * len(said_b) > _CELLS:
        return [(0, len(a), 0, len(b))]
    found = []
    for i, i_end, j, j_end in _changed(_numbered(said_a, said_b)):
        x, x_end, y, y_end = edges_a[i], edges_a[i_end], edges_b[j], edges_b[j_end]
        if (x_end - x) * (y_end - y) > _CELLS:
            found.append((x, x_end, y, y_end))
        else:
            inner = _changed(_numbered(a[x:x_end], b[y:y_end]))
            found += [(x + p, x + p_end, y + q, y + q_end) for p, p_end, q, q_end in inner]
    return found


def _edges(tokens: Sequence[str]) -> list[int]:
    inner = [k + 1 for k, token in enumerate(tokens[:-1]) if token in _SENTENCE_END]
    return [0, *inner, len(tokens)]


def _numbered(a: Sequence[str], b: Sequence[str]) -> tuple[Sequence[int], Sequence[int]]:
    numbers: dict[str, int] = {}
    return (
        [numbers.setdefault(token, len(numbers)) for token in a],
        [numbers.setdefault(token, len(numbers)) for token in b],
    )


def _changed(pair: tuple[Sequence[int], Sequence[int]]) -> list[tuple[int, int, int, int]]:
    """Maximal stretches that are not equal."""
    blocks: list[tuple[int, int, int, int]] = []
    i = j = 0
    for step in LCSseq.opcodes(*pair):
        if step.tag == "equal":
            if step.src_start > i or step.dest_start > j:
                blocks.append((i, step.src_start, j, step.dest_start))
            i, j = step.src_end, step.dest_end
    if len(pair[0]) > i or len(pair[1]) > j:
        blocks.append((i, len(pair[0]), j, len(pair[1])))
    return blocks
