"""What a reader sees of changed words.

Ugly, the shortest edit:       [-We-]{+The provider+} [-will-]{+shall+} [-inform-]{+notify+} the [-user-]{+member+}
Wanted, phrases:               [-We will inform-]{+The provider shall notify+} the [-user-]{+member+}

Ugly, the same insertion:      It ends. {+You may pay. It+} ends.    Wanted:  It ends. {+You may pay.+} …

Nothing is marked that did not change, except a lone stop or small word between two changed phrases that would be read
as one: never a number, a word that grants, forbids or denies, a Han character, or the end of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from diff_match_patch import diff_match_patch

from watcher.diff.spans import Block
from watcher.diff.tokens import Token, is_single
from watcher.diff.vocabulary import WEIGHTY

_END = frozenset(".!?;。！？；:")


def tidy(blocks: Sequence[Block], a: Sequence[Token], b: Sequence[Token]) -> list[Block]:
    """The same edits, placed and joined as a person would mark them."""
    placed: list[Block] = []
    highs = [*(block.old_start for block in blocks[1:]), len(a)]
    for block, high in zip(blocks, highs, strict=False):
        placed.append(_slide(block, a, b, placed[-1].old_end if placed else 0, high))
    return _join(placed, a)


def _slide(block: Block, a: Sequence[Token], b: Sequence[Token], low: int, high: int) -> Block:
    """Shift a pure insertion or deletion along equal tokens until it stands where sentences or phrases begin."""
    inserted = block.old_start == block.old_end
    if not inserted and block.new_start != block.new_end:
        return block
    tokens = b if inserted else a
    start, end = (block.new_start, block.new_end) if inserted else (block.old_start, block.old_end)
    left = 0
    while block.old_start - left > low and tokens[start - left - 1].key == tokens[end - left - 1].key:
        left += 1
    right = 0
    while block.old_end + right < high and end + right < len(tokens):
        if tokens[start + right].key != tokens[end + right].key:
            break
        right += 1
    best = max(range(-left, right + 1), key=lambda by: (_standing(tokens, start + by, end + by), -abs(by), -by))
    return Block(block.old_start + best, block.old_end + best, block.new_start + best, block.new_end + best)


def _standing(tokens: Sequence[Token], start: int, end: int) -> int:
    """How well an insertion of these tokens reads: whole sentences best, then what follows a stop. The stop in
    "harbour.example" ends nothing."""
    parted, parted_behind = _parted(tokens, start), _parted(tokens, end)
    after_end = start == 0 or (parted and tokens[start - 1].key in _END)
    ends = parted_behind and tokens[end - 1].key in _END
    before_stop = end == len(tokens) or not tokens[end].is_word
    after_stop = start == 0 or not tokens[start - 1].is_word
    whole = parted and parted_behind
    return 8 * (after_end and ends) + 4 * (after_end or ends) + 2 * whole + (before_stop or after_stop)


def _parted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a phrase may begin here: behind a blank, before a stop, or in a script that sets no blanks."""
    if at in (0, len(tokens)) or tokens[at - 1].end < tokens[at].start:
        return True
    if is_single(tokens[at].key) or is_single(tokens[at - 1].key):
        return True
    return not tokens[at].is_word and (at + 1 == len(tokens) or tokens[at].end < tokens[at + 1].start)


def _join(blocks: list[Block], a: Sequence[Token]) -> list[Block]:
    """Run together what only a little unchanged text keeps apart (diff-match-patch's semantic cleanup)."""
    joined: list[Block] = []
    run: list[Block] = []
    for block in blocks:
        if run and not _may_be_marked(a[run[-1].old_end : block.old_start]):
            joined += _cleaned(run)
            run = []
        run.append(block)
    return joined + _cleaned(run)


def _may_be_marked(between: Sequence[Token]) -> bool:
    return len(between) <= 2 and not any(
        token.key in _END or token.key.lower() in WEIGHTY or is_single(token.key) or any(map(str.isnumeric, token.key))
        for token in between
    )


def _cleaned(run: list[Block]) -> list[Block]:
    """Semantic cleanup over one letter a token; what the letters are does not matter to it, only how many."""
    if len(run) < 2:
        return run
    matcher = diff_match_patch()
    diffs: list[tuple[int, str]] = []
    for block, following in zip(run, [*run[1:], None], strict=True):
        diffs += [(-1, "a" * (block.old_end - block.old_start)), (1, "b" * (block.new_end - block.new_start))]
        if following is not None:
            diffs.append((0, "c" * (following.old_start - block.old_end)))
    diffs = [diff for diff in diffs if diff[1]]
    matcher.diff_cleanupSemantic(diffs)
    return _read(diffs, run[0].old_start, run[0].new_start)


def _read(diffs: list[tuple[int, str]], i: int, j: int) -> list[Block]:
    blocks: list[Block] = []
    start = (i, j)
    for op, text in [*diffs, (0, "")]:
        if op == 0:
            if (i, j) != start:
                blocks.append(Block(start[0], i, start[1], j))
            i, j = i + len(text), j + len(text)
            start = (i, j)
        elif op < 0:
            i += len(text)
        else:
            j += len(text)
    return blocks
