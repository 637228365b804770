"""A document cut into the pieces that clauses are made of: lines, and the items of run-on enumerations.

You warrant that:⏎(1) it works; (2) it is yours.        one block with a line break and a run-on enumeration
[You warrant that:] [(1) it works;] [(2) it is yours.]  three pieces
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from watcher.clauses.footnotes import mark_footnotes
from watcher.clauses.piece import BULLET, Piece
from watcher.clauses.rows import label_rows
from watcher.clauses.titles import is_title
from watcher.domain.document import Block, BlockKind, Document
from watcher.numbering import Label, readings

# "-5 %", "*marked": a bullet has a blank behind it.
_BULLET = re.compile(r"([•·●○▪■◦‣➢▶*–—-])[ \t\u3000]+(?=\S)")
_ITEM = re.compile(r"[(（]\s?(\d{1,2})\s?[)）](?=\s?[^\s\d,.;)）])|[①-⑳]|[(（]([a-z]|[ivxl]{1,5}|[A-H])[)）](?=\s)")
# What stands between the items of an enumeration that is set out: "(1) …; (2) …; and (3) …".
_BORDER = re.compile(r"[;；。.](?:\s?(?:and|or|and/or|und|oder|et|ou|y|o|以及|和|或|或者|及),?)?\s*$", re.IGNORECASE)
# What stands between the items of one that is part of a sentence: "(1) …, (2) … or (3) …".
_INNER_BORDER = re.compile(
    r"[;；。.,，、]\s*$|(?<![^\W_])(?:and|or|und|oder|et|ou|y|o),?\s*$|[和或及]\s*$", re.IGNORECASE
)
_OPENS_ITEM = re.compile(r"[(（①-⑳]")
_SHORT_ITEM = 25
_SENTENCE_END = re.compile(r"(?:[.;!?]\s+|[。；！？]\s?)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNREAD = (BlockKind.TABLE_ROW, BlockKind.TERM, BlockKind.CODE, BlockKind.NOTE)
"""Blocks that no label of their own begins."""
_STOPS = (".", "。", "!", "！", "?", "？")


def pieces(document: Document) -> list[Piece]:
    """The document's pieces in order; joined with what parts them they are its text."""
    found = [piece for index, block in enumerate(document.blocks) for piece in _block_pieces(index, block)]
    label_rows(found)
    mark_footnotes(found, document.blocks)
    found = _parted(found)
    printed = {label.values for piece in found for label in piece.labels if label.scheme == "decimal"}
    return [part for piece in found for part in _cut(piece, _glued(piece, printed))]


def _block_pieces(index: int, block: Block) -> Iterator[Piece]:
    if block.kind in (BlockKind.TABLE_ROW, BlockKind.CODE) or "\n" not in block.text:
        yield from _run_on(_piece(index, block, 0, len(block.text), first=True, alone=True))
        return
    lines = list(_lines(block.text))
    made: list[Piece] = []
    line = ""
    for number, (start, end) in enumerate(lines):
        piece = _piece(index, block, start, end, first=not number)
        # A line without a label goes on with the piece before it.
        if made and not piece.labels and not piece.bullet and _goes_on(made[-1], line, piece.text):
            made[-1].end = end
        else:
            made.append(piece)
        line = piece.text
    for piece in made:
        piece.text, piece.alone = block.text[piece.start : piece.end], len(made) == 1
        yield from _run_on(piece)


def _goes_on(before: Piece, line: str, text: str) -> bool:
    """Whether a line without a label belongs to the piece before it, whose last line is given: not below a numbered
    title, and not where it goes on with what announced the list of the item before."""
    if before.kind is BlockKind.HEADING:
        return False
    # "1.1 Boat⏎means whatever floats": a sentence that begins with the word it defines.
    if line is before.text and _is_numbered_title(before) and not text[:1].islower():
        return False
    item = bool(before.bullet) or any(label.item for label in before.labels)
    return not (item and line.rstrip().endswith(_STOPS))


def _is_numbered_title(piece: Piece) -> bool:
    """Whether a line is a section's label and title, and its text begins on the next: "1. Scope⏎These terms hold"."""
    return any(
        not label.item and not label.weak and is_title(piece.text[label.end :].strip()) for label in piece.labels
    )


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip() or not start:
            yield start, end
        start = end + 1


def _piece(index: int, block: Block, start: int, end: int, *, first: bool, alone: bool = False) -> Piece:
    text = block.text[start:end]
    kind = block.kind
    if kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) and not first:
        kind = BlockKind.PARAGRAPH
    piece = Piece(
        index,
        kind,
        start,
        end,
        text,
        first,
        level=block.level if kind is BlockKind.HEADING else 0,
        depth=block.depth,
        marker=block.marker if first else "",
        alone=alone,
    )
    if kind in _UNREAD:
        return piece
    if kind is not BlockKind.HEADING and (sign := _BULLET.match(text)):
        piece.bullet = sign[0]
    piece.labels = _labels(piece)
    return piece


def _labels(piece: Piece) -> tuple[Label, ...]:
    """The labels a piece may have: those its text begins with, or the one that its list prints."""
    skipped = len(piece.bullet)
    own = readings(piece.text[skipped : skipped + 80])
    if skipped:
        own = tuple(replace(r, prefix=piece.bullet + r.prefix, end=r.end + skipped) for r in own)
    if not piece.marker:
        return own
    said = () if piece.marker == BULLET else readings(f"{piece.marker} ")
    # "1. (1) take actions", "* (2) the information": a list printed as an item again is one clause.
    again = tuple(r for r in own if not said or any(_again(r, s) for s in said))
    if again:
        return tuple(replace(r, prefix=f"{piece.marker} {r.prefix}") for r in again)
    return tuple(replace(s, prefix=piece.marker, end=0, weak=False) for s in said)


def _again(own: Label, said: Label) -> bool:
    return (own.values[-1] == said.values[-1] and own.item) or (len(own.values) > 1 and not own.weak)


def _run_on(piece: Piece) -> list[Piece]:
    """The piece itself, or its parts where an enumeration runs on inside it."""
    if piece.kind is BlockKind.HEADING or piece.kind in _UNREAD:
        return [piece]
    return _cut(piece, _enumeration(piece))


def _parted(found: list[Piece]) -> list[Piece]:
    """Where a list begins on the line of the item it stands in, "(b) (i) it works; and", two pieces.

    That (ii) begins the next labelled line, and (c) does not, is what proves it: "(b) (i) of that list" may be a
    sentence.
    """
    out: list[Piece] = []
    after: tuple[Label, ...] = ()
    for piece in reversed(found):
        out.extend(reversed(_cut(piece, _inner(piece, after))))
        after = piece.labels or after
    return out[::-1]


def _inner(piece: Piece, after: tuple[Label, ...]) -> list[tuple[int, Label]]:
    own = next((label for label in piece.labels if label.end), None)
    if own is None or piece.kind is BlockKind.HEADING or piece.kind in _UNREAD:
        return []
    for label in readings(piece.text[own.end : own.end + 80]):
        goes_on = label.item and label.first and any(other.follows(label) for other in after)
        if goes_on and not any(other.follows(one) for other in after for one in piece.labels):
            return [(own.end, label)]
    return []


def _glued(piece: Piece, printed: set[tuple[int, ...]]) -> list[tuple[int, Label]]:
    """Where clauses begin that were glued to the end of another: "1.1 You pay. 1.2 We work.", and on the next line 1.3.

    That no line begins with 1.2 while one does with 1.3 is what proves it, or a third one glued to the second: "see 1.2
    We" may follow a full stop as well.
    """
    label = next((own for own in piece.labels if own.scheme == "decimal" and len(own.values) > 1), None)
    cuts: list[tuple[int, Label]] = []
    while label is not None:
        values = (*label.values[:-1], label.values[-1] + 1)
        if values in printed:
            return cuts
        found = _sentence(piece.text, cuts[-1][0] + 1 if cuts else 1, values)
        label = found[1] if found else None
        cuts += [found] if found else []
    return cuts if len(cuts) > 1 else []


def _sentence(text: str, start: int, values: tuple[int, ...]) -> tuple[int, Label] | None:
    """Where a sentence begins with a number, at ``start`` or behind it."""
    name = ".".join(map(str, values))
    while (start := text.find(name, start)) >= 0:
        if _SENTENCE_END.search(text, max(0, start - 3), start):
            label = next((own for own in readings(text[start : start + 80]) if own.values == values), None)
            if label and (
                text[start + label.end : start + label.end + 1].isupper() or _HAN.match(text, start + label.end)
            ):
                return start, label
        start += len(name)
    return None


def _cut(piece: Piece, cuts: list[tuple[int, Label]]) -> list[Piece]:
    """The piece in parts, each but the first with its label."""
    if not cuts:
        return [piece]
    borders = [piece.start, *(piece.start + cut for cut, _ in cuts), piece.end]
    text = piece.text
    parts = [replace(piece, end=borders[1], text=text[: cuts[0][0]], alone=False, runs_on=True)]
    for number, (cut, label) in enumerate(cuts):
        start, end = borders[number + 1], borders[number + 2]
        part = replace(
            piece,
            start=start,
            end=end,
            text=text[cut : end - piece.start],
            first=False,
            marker="",
            bullet="",
            labels=(label,),
            alone=False,
            kind=BlockKind.PARAGRAPH,
        )
        parts.append(part)
    return parts


def _enumeration(piece: Piece) -> list[tuple[int, Label]]:
    """Where the items of a run-on enumeration begin, in the piece's text; at least two items, in sequence.

    One that begins the piece is cut whatever its style; inside a text only one of numbers: "(i) … or (ii) …" and
    "(A) …; (B) …" are how a sentence is articulated. Three short words of a sentence, "(1) laws, (2) rules and
    (3) policies", are no list either.
    """
    if not _OPENS_ITEM.search(piece.text, 1):
        return []
    own = next((r for r in piece.labels if r.item and r.first and r.prefix[:1] in "(（①"), None)
    cuts: list[tuple[int, Label]] = []
    last = own
    set_out = True
    for found in _ITEM.finditer(piece.text, 1):
        label = next((r for r in readings(piece.text[found.start() : found.start() + 80]) if _fits(r, last)), None)
        if label is None:
            continue
        before = piece.text[max(0, found.start() - 12) : found.start()]
        if last is not None and not _BORDER.search(before):
            if own or not _INNER_BORDER.search(before):
                continue
            set_out = False
        last = label
        cuts.append((found.start(), label))
    if len(cuts) + bool(own) < 2:
        return []
    if not set_out and (len(cuts) < 3 or len(piece.text) - cuts[0][0] < _SHORT_ITEM * len(cuts)):
        return []
    return cuts


def _fits(label: Label, last: Label | None) -> bool:
    if last is None:
        return label.first and label.scheme in ("bracketed", "circled")
    return label.follows(last)
