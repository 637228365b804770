"""A document: the normalized content of a snapshot, as an ordered list of blocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What the page, by its markup, says a block is."""

    HEADING = "heading"
    """Marked as a heading. Bold lines that act as headings are found later, from the clauses."""
    PARAGRAPH = "paragraph"
    """Running text."""
    LIST_ITEM = "list_item"
    """The text of one list item up to its first nested block."""
    TABLE_ROW = "table_row"
    """One row, its cells joined by " | "."""
    TERM = "term"
    """The term of a definition list; its definition follows as a paragraph one level deeper."""
    CODE = "code"
    """Lines set apart as an example of what machines read; what looks like a label in them is none."""
    NOTE = "note"
    """A footnote's text, set apart from the clause that stands before it; its mark is the marker."""


class EmphasisKind(StrEnum):
    """How words are made to stand out. Several laws ask that some terms be conspicuous, so it is kept."""

    STRONG = "strong"
    """Bold, or marked as important."""
    EMPHASIS = "emphasis"
    """Italic, or marked as stressed."""
    UNDERLINE = "underline"
    """Underlined, but not because it is a link."""
    STRIKE = "strike"
    """Struck through: no longer valid, yet still printed."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that stand out: the half-open range of characters [start, end) of the text they stand in."""

    start: int
    end: int
    kind: EmphasisKind


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead elsewhere: the half-open range [start, end) of characters, and the target."""

    start: int
    end: int
    target: str
    """Absolute where the page's address is known; without tracking parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a document that the page sets apart from its neighbours."""

    kind: BlockKind
    text: str
    """White space folded to single blanks, invisible characters removed; "\\n" is a line break printed inside it."""
    level: int = 0
    """Of a heading: 1 (highest) to 6; else 0."""
    depth: int = 0
    """How many lists, quotations or definitions the block stands in."""
    marker: str = ""
    """What a list that numbers itself prints before the item, such as ``3.`` or ``(b)``; ``•`` for a bullet;
    else empty. It is no part of ``text``."""
    emphasis: tuple[Emphasis, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a page says, without what it looks like."""

    blocks: tuple[Block, ...]
    title: str = ""
    """Of the page: its ``<title>``, the PDF's metadata; empty where there is none."""
    charset: str = ""
    """How the bytes were decoded; empty for formats that need no decoding."""
    taken: float = 1.0
    """The share of the page's visible words that was taken, 0 to 1."""
    region: str = ""
    """Which part of the page was taken, as a selector a person can reuse; empty: all of it."""
    left_out: tuple[str, ...] = ()
    """The beginnings of larger stretches of text that were left out, each with the reason; for ``preview``."""
    warnings: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    """What a page's markup shows beside its text, such as ``password`` or ``scripts:12``; for recognising pages that
    are not the agreement."""

    @property
    def text(self) -> str:
        """All blocks' text in order, a line each, with their markers."""
        return "\n".join(f"{block.marker} {block.text}" if block.marker else block.text for block in self.blocks)
