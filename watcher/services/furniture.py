"""What a page's own history shows to be furniture: blocks that rotate, toggle or count while the clauses stand still.

    Monday      1. Fees are due.    "A fine shop." Ann      2. …
    Tuesday     1. Fees are due.    "Never a bad day." Bo   2. …
    Wednesday   1. Fees are due.    "We love it." Cy        2. …      the quotation is furniture

A place between two blocks shows itself to be one for furniture when three different texts stood in it, or two took
turns, each for a short time, and nothing else differed. What is learned are texts, not places: a clause that is put
there one day is read. A block that reads like a clause is never learned (``extract.may_be_furniture``), and what is
learned is kept, shown and can be put back by the operator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import pairwise

from watcher.domain.agreement import Agreement
from watcher.domain.clause import ClauseTree
from watcher.domain.document import Block, BlockKind
from watcher.domain.sentence import Sentence
from watcher.domain.version import Learned
from watcher.extract import fingerprint, may_be_furniture

BRIEFLY = timedelta(days=14)
"""A text that stood longer is an edition, however small: what changes once a quarter is no rotation."""
TEXTS = 3
TURNS = 4
MOST = 200
"""Entries; a page that has more says something new at every fetch, and that is told as unsettled."""
_SHOWN = 80
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page showed at a moment."""

    at: datetime
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where two readings differ: the blocks before and behind, which they share, and what stands between."""

    place: tuple[str, str]
    old: tuple[Block, ...]
    new: tuple[Block, ...]


def furnished(agreement: Agreement, furniture: Collection[Learned]) -> Agreement:
    """The agreement, its cut setting aside what was learned and not put back."""
    known = tuple(sorted({each.fingerprint for each in furniture if not each.put_back}))
    return replace(agreement, cut=replace(agreement.cut, furniture=known))


def may_teach(old: ClauseTree, new: ClauseTree) -> bool:
    """Whether two trees differ in no line that reads like a clause: asked before pages are read again for it."""
    before, now = _lines(old), _lines(new)
    differ = (before - now) | (now - before)
    return all(may_be_furniture(Block(kind=BlockKind.PARAGRAPH, text=line)) for line in differ)


def _lines(tree: ClauseTree) -> Counter[str]:
    parts = (part for clause in tree.clauses for part in (clause.heading, clause.text) if part)
    return Counter(line for part in parts for line in part.split("\n"))


def only_furniture(old: Sequence[Block], new: Sequence[Block]) -> bool:
    """Whether two readings differ in nothing but blocks that may be furniture."""
    return all(may_be_furniture(block) for gap in _gaps(old, new) for block in (*gap.old, *gap.new))


def lesson(taught: Sequence[Learned]) -> str:
    """What was learned, in words."""
    texts = tuple(f"“{each.text}”" for each in taught[:_NAMED])
    if not taught:
        return ""
    if len(taught) <= _NAMED:
        return Sentence("set aside as furniture, since nothing else on the page changes with it: {texts}", texts=texts)
    return Sentence(
        "set aside as furniture, since nothing else on the page changes with it: {texts} and {count} more",
        texts=texts,
        count=len(taught) - _NAMED,
    )


def learned(history: Sequence[Seen], furniture: Sequence[Learned]) -> tuple[Learned, ...]:
    """What is to be set aside besides ``furniture``, after the last of these readings; empty where nothing shows.

    ``history`` is in the order of time, read without setting anything aside, and ends with the page as it is now.
    """
    now = history[-1]
    known = {each.fingerprint for each in furniture if not each.put_back}
    wanted = {each.fingerprint for each in furniture if each.put_back}
    steady = _steady(history)
    if not steady[-1][1]:
        return ()
    lessons: dict[str, Block] = {}
    for gap in steady[-1][1]:
        blocks = _shown_at(gap, steady)
        rotates = _rotates([(seen.at, _said(_texts(gap, gaps))) for seen, gaps in steady], _said(gap.new), now.at)
        grown = all(fingerprint(block) in known for block in gap.old) and gap.old
        if not (rotates or grown):
            # Something besides the furniture differs: that has to be told, and will be, whole.
            return ()
        lessons.update((fingerprint(block), block) for block in blocks)
    fresh = {name: block for name, block in lessons.items() if name not in known}
    if wanted & fresh.keys() or len(fresh) + len(furniture) > MOST:
        return ()
    return tuple(Learned(fingerprint=name, text=block.text[:_SHOWN], since=now.at) for name, block in fresh.items())


def _steady(history: Sequence[Seen]) -> list[tuple[Seen, list[_Gap]]]:
    """The latest readings between which and the last one only blocks differ that may be furniture, with the gaps."""
    now = history[-1]
    steady: list[tuple[Seen, list[_Gap]]] = []
    for seen in reversed(history[:-1]):
        if not only_furniture(seen.blocks, now.blocks):
            break
        steady.append((seen, _gaps(seen.blocks, now.blocks)))
    return list(reversed(steady)) or [(now, [])]


def _gaps(old: Sequence[Block], new: Sequence[Block]) -> list[_Gap]:
    before, after = [_key(block) for block in old], [_key(block) for block in new]
    start = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    pairs = zip(reversed(before), reversed(after), strict=False)
    end = next((at for at, (a, b) in enumerate(pairs) if a != b or at >= most), most)
    middle = SequenceMatcher(
        None, before[start : len(before) - end], after[start : len(after) - end], autojunk=False
    ).get_opcodes()
    return [
        _Gap(
            (after[start + j1 - 1] if start + j1 else "", after[start + j2] if start + j2 < len(after) else ""),
            tuple(old[start + i1 : start + i2]),
            tuple(new[start + j1 : start + j2]),
        )
        for what, i1, i2, j1, j2 in middle
        if what != "equal"
    ]


def _key(block: Block) -> str:
    return f"{block.kind}\x1f{block.marker}\x1f{block.text}"


def _texts(gap: _Gap, gaps: Sequence[_Gap]) -> tuple[Block, ...]:
    """What a reading that differs from now in ``gaps`` showed at the place of ``gap``."""
    return next((each.old for each in gaps if each.place == gap.place), gap.new)


def _shown_at(gap: _Gap, steady: Sequence[tuple[Seen, list[_Gap]]]) -> list[Block]:
    return [*gap.new, *(block for _, gaps in steady for block in _texts(gap, gaps))]


def _said(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks)


def _rotates(shown: Sequence[tuple[datetime, str]], now: str, at: datetime) -> bool:
    """Whether the last three texts at a place all differ, or two took turns, and each soon gave way to the next."""
    runs: list[tuple[datetime, str]] = []
    for moment, text in (*shown, (at, now)):
        if not runs or runs[-1][1] != text:
            runs.append((moment, text))
    last = runs[-TEXTS:] if len({text for _, text in runs[-TEXTS:]}) == TEXTS else runs[-TURNS:]
    if len(last) < TEXTS or (len(last) < TURNS and len({text for _, text in last}) < TEXTS):
        return False
    return all(after - moment < BRIEFLY for (moment, _), (after, _) in pairwise(last[1:]))
