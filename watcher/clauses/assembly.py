"""What the builder found, put into clauses and runs: ranges of pieces become ranges of text.

block   "1.1 Fees: pay monthly.⏎Late fees apply."      strong 4–9
clause  label 1.1, text "Fees: pay monthly.⏎Late fees apply.", strong 0–5
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from watcher.clauses.languages import Languages
from watcher.clauses.piece import Piece
from watcher.domain.clause import Clause, Part, Run
from watcher.domain.document import Block, Document, Emphasis, EmphasisKind, Link
from watcher.numbering import Label

Segment = tuple[int, int, int]
"""Position of a piece, and a half-open range of its text."""
Ranged = TypeVar("Ranged", Emphasis, Link)


@dataclass(slots=True)
class Draft:
    """A clause while its text is collected."""

    level: int
    parent: int
    path: tuple[str, ...]
    label: Label | None = None
    bullet: str = ""
    """What is printed before it where it has no label."""
    headings: list[Segment] = field(default_factory=list)
    texts: list[Segment] = field(default_factory=list)

    def add_heading(self, piece: int, start: int, end: int) -> None:
        if end > start:
            self.headings.append((piece, start, end))

    def add_text(self, piece: int, start: int, end: int) -> None:
        if end > start:
            self.texts.append((piece, start, end))


class Assembly:
    """Makes clauses and runs of drafts."""

    def __init__(self, document: Document, pieces: list[Piece], drafts: list[Draft]) -> None:
        self.document = document
        self.pieces = pieces
        self.drafts = drafts
        self.ranges: dict[int, tuple[list[list[Emphasis]], list[Link]]] = {}

    def clauses(self) -> tuple[list[Clause], tuple[str, ...]]:
        """In the order of the drafts, without pairs; and the languages they are written in."""
        parts = [(self.part(draft.headings), self.part(draft.texts)) for draft in self.drafts]
        languages = Languages([text.text or heading.text for heading, text in parts])
        made = [
            Clause(
                id=id_,
                label=draft.label.label if draft.label else "",
                prefix=draft.label.prefix if draft.label else draft.bullet,
                scheme=draft.label.scheme if draft.label else "",
                path=draft.path,
                level=draft.level,
                heading=heading.text,
                text=text.text,
                lang=lang,
                parent=draft.parent,
                emphasis=text.emphasis,
                heading_emphasis=tuple(e for e in heading.emphasis if not _only_marks(e, heading.text)),
                links=text.links,
                heading_links=heading.links,
            )
            for draft, (heading, text), lang, id_ in zip(self.drafts, parts, languages.tags, _ids(parts), strict=True)
        ]
        return made, languages.found

    def part(self, segments: list[Segment]) -> Said:
        """The text of some segments, without blanks at their ends, and what stands out in it."""
        if not any(self.block_ranges(self.pieces[position].block) for position, _, _ in segments):
            texts = [self.pieces[position].text[start:end].strip() for position, start, end in segments]
            return Said("\n".join(filter(None, texts)))
        part = _Part()
        for position, start, end in segments:
            piece = self.pieces[position]
            text = piece.text[start:end]
            stripped = text.strip()
            if stripped:
                begin = piece.start + start + len(text) - len(text.lstrip())
                part.add(stripped, begin, *(self.block_ranges(piece.block) or ([], [])))
        return part.said()

    def block_ranges(self, index: int) -> tuple[list[list[Emphasis]], list[Link]] | None:
        """A block's emphasis, one sorted list without overlaps for each kind, and its links; none where it has none."""
        block = self.document.blocks[index]
        if not (block.emphasis or block.links):
            return None
        if index not in self.ranges:
            self.ranges[index] = (_by_kind(block), _apart(block.links))
        return self.ranges[index]

    def runs(self, owners: list[int]) -> tuple[Run, ...]:
        """The document's text in order. ``owners`` holds the index of the clause that each piece belongs to."""
        borders = {segment[0]: segment[1:] for draft in self.drafts for segment in draft.headings}
        texts = {segment[0]: segment[1] for draft in self.drafts for segment in draft.texts}
        out: list[Run] = []
        blocks = self.document.blocks
        for position, (piece, owner) in enumerate(zip(self.pieces, owners, strict=True)):
            block = blocks[piece.block]
            last = position + 1 == len(self.pieces) or self.pieces[position + 1].block != piece.block
            end = len(block.text) if last else self.pieces[position + 1].start
            tail = block.text[piece.end : end]
            if last and piece.block + 1 < len(blocks):
                tail += "\n"
            lead = f"{block.marker} " if piece.first and block.marker else ""
            start, stop = borders.get(position, (len(piece.text), len(piece.text)))
            if position not in borders:
                start = stop = texts.get(position, len(piece.text))
            parts = [(Part.PREFIX, lead + piece.text[:start]), (Part.HEADING, piece.text[start:stop])]
            parts.append((Part.TEXT, piece.text[stop:]))
            out.extend(_runs(owner, parts, tail))
        return tuple(out)


def _runs(owner: int, parts: list[tuple[Part, str]], tail: str) -> Iterable[Run]:
    """The parts that are not empty; what stands between a piece and the next one goes with the last of them."""
    filled = [(part, text) for part, text in parts if text] or [(Part.TEXT, "")]
    last, text = filled[-1]
    filled[-1] = (last, text + tail)
    return [Run(owner, part, text) for part, text in filled if text]


class Said(NamedTuple):
    """The heading or the text of a clause, and what stands out in it."""

    text: str
    emphasis: tuple[Emphasis, ...] = ()
    links: tuple[Link, ...] = ()


def _ids(parts: list[tuple[Said, Said]]) -> list[str]:
    """Ids from what the clauses say and how often it was said before, not from labels or places."""
    said: Counter[str] = Counter()
    ids = []
    for heading, text in parts:
        content = " ".join(f"{heading.text}\x1f{text.text}".split()).casefold()
        said[content] += 1
        digest = hashlib.sha256(f"{content}\x1e{said[content]}".encode("utf-8", "surrogatepass")).hexdigest()
        ids.append(digest[:16])
    return ids


@dataclass(slots=True)
class _Part:
    """What a clause says while it is put together."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    emphasis: list[Emphasis] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def add(self, text: str, begin: int, emphasis: list[list[Emphasis]], links: list[Link]) -> None:
        """A stretch that begins at ``begin`` in its block, whose ranges are given."""
        offset = self.length + (1 if self.pieces else 0)
        for kind in emphasis:
            self.emphasis.extend(
                Emphasis(max(e.start - begin, 0) + offset, min(e.end - begin, len(text)) + offset, e.kind)
                for e in _within(kind, begin, begin + len(text))
            )
        self.links.extend(
            Link(max(e.start - begin, 0) + offset, min(e.end - begin, len(text)) + offset, e.target)
            for e in _within(links, begin, begin + len(text))
        )
        self.pieces.append(text)
        self.length = offset + len(text)

    def said(self) -> Said:
        emphasis = sorted(self.emphasis, key=lambda e: (e.start, e.end, e.kind))
        return Said("\n".join(self.pieces), tuple(emphasis), tuple(self.links))


def _within(ranges: Sequence[Ranged], start: int, end: int) -> Iterable[Ranged]:
    """Those of some sorted ranges without overlaps that share a character with [start, end)."""
    index = max(bisect_right(ranges, start, key=lambda r: r.start) - 1, 0)
    while index < len(ranges) and ranges[index].start < end:
        if ranges[index].end > start:
            yield ranges[index]
        index += 1


def _by_kind(block: Block) -> list[list[Emphasis]]:
    found: dict[EmphasisKind, list[Emphasis]] = {}
    for e in sorted(block.emphasis, key=lambda e: (e.start, e.end)):
        kind = found.setdefault(e.kind, [])
        if kind and e.start <= kind[-1].end:
            kind[-1] = Emphasis(kind[-1].start, max(kind[-1].end, e.end), e.kind)
        else:
            kind.append(e)
    return list(found.values())


def _apart(links: tuple[Link, ...]) -> list[Link]:
    out: list[Link] = []
    for link in sorted(links, key=lambda link: (link.start, link.end)):
        if not out or link.start >= out[-1].end:
            out.append(link)
    return out


def _only_marks(emphasis: Emphasis, heading: str) -> bool:
    """Bold over all of a heading only makes it a heading."""
    return emphasis.kind is EmphasisKind.STRONG and emphasis.start == 0 and emphasis.end >= len(heading)
