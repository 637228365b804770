"""Footnotes at a document's end: called by marks that lead to them, they are no items of the last clause.

2. Points last for a year¹.          the mark stands at a word, and is a link into the page
4. We may change these rules.
1 A year has 365 days.               a note, and no item 1 of clause 4
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watcher.clauses.piece import Piece
from watcher.domain.document import Block, BlockKind

_MARK = re.compile(r"[\[(]?(\d{1,3}|[a-z]|[*†‡]{1,3})[\])]?")
_NOTE = re.compile(r"([\[(]?(?:\d{1,3}|[a-z]|[*†‡]{1,3})[\])]?)[.:]?[ \t]+(?=\S)")
_STARRED = re.compile(r"[^\W_][.,;]?([*†‡]{1,3})(?!\w)")
# "boats.[1]", "boats¹"; but a blank or a sign stands before the number of "clause 4" and "§4", and 条 behind 第4条.
_AT_A_WORD = re.compile(r"[^\W\d_][.,;:!?)”’\"'»，。；：]?\[?$")
_CAN_BE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def mark_footnotes(pieces: list[Piece], blocks: tuple[Block, ...]) -> None:
    """Make notes of the last pieces that begin with a mark each, where every mark is called before them.

    "see clause 4", with a link to it, calls no note: a blank stands before the number.
    """
    calls = [set(_linked(block)) for block in blocks]
    linked = set[str]().union(*calls)
    if not linked:
        return
    called = linked.union(found[1] for block in blocks for found in _STARRED.finditer(block.text))
    notes: dict[str, Piece] = {}
    for piece in reversed(pieces):
        mark = _mark(piece)
        if mark not in called or mark in notes or calls[piece.block]:
            break
        notes[mark] = piece
    if linked.isdisjoint(notes) or _goes_on(pieces, len(pieces) - len(notes)):
        return
    for piece in notes.values():
        piece.kind, piece.labels = BlockKind.NOTE, ()
        if not piece.marker and (printed := _NOTE.match(piece.text)):
            piece.bullet = printed[0]


def _linked(block: Block) -> Iterator[str]:
    """The marks in a block that stand at a word and lead elsewhere on the page."""
    for link in block.links:
        mark = _MARK.fullmatch(block.text, link.start, link.end)
        alone = mark and _AT_A_WORD.search(block.text, max(0, link.start - 4), link.start)
        if mark and alone and "#" in link.target and not block.text[link.end : link.end + 1].isalnum():
            yield mark[1]


def _goes_on(pieces: list[Piece], first: int) -> bool:
    """Whether the piece at ``first`` is the next after a clause: "Art.4" may be linked without a blank as well."""
    before = next((piece.labels for piece in reversed(pieces[:first]) if piece.labels), ())
    return any(label.follows(other) for label in pieces[first].labels for other in before)


def _mark(piece: Piece) -> str:
    """The mark that a piece begins with, or that its list prints; empty where it cannot be a note."""
    if piece.kind not in _CAN_BE or not piece.first:
        return ""
    printed = _NOTE.match(f"{piece.marker} _" if piece.marker else piece.text[:80])
    return printed[1].strip("[]()") if printed else ""
