"""Clauses: the nodes of an agreement, and the tree they form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from watcher.domain.document import Emphasis, Link


class Part(StrEnum):
    """Which part of a clause a run of text belongs to."""

    PREFIX = "prefix"
    """The printed label with its punctuation and the blanks behind it."""
    HEADING = "heading"
    """The clause's heading."""
    TEXT = "text"
    """The clause's own words."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the document's text and the clause it belongs to, in document order."""

    clause: int
    """Index into ``ClauseTree.clauses``."""
    part: Part
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A node of the agreement."""

    id: str
    """Kept through renumbering, moves and edits from version to version; unique within a tree."""
    label: str = ""
    """As printed, without trailing punctuation (``2``, ``2.6.3``, ``IV``, ``第三条``); brackets stay (``(4)``)."""
    prefix: str = ""
    """As printed, with its punctuation: ``2)``, ``1\\.``; empty where nothing is printed."""
    scheme: str = ""
    """The name of the numbering scheme its label belongs to; empty without a label."""
    path: tuple[str, ...] = ()
    """Labels from the root down to this clause; an unnumbered heading stands in it by its heading text."""
    level: int = 0
    """Distance from the root: 0 for the document's title, 1 for its sections."""
    heading: str = ""
    text: str = ""
    """Its own words, without label, heading and children; its paragraphs are separated by "\\n"."""
    lang: str = ""
    """BCP 47 tag of the script the text is written in (``en``, ``zh``, …); empty where the text has no letters."""
    parent: int = -1
    """Index of the parent in ``ClauseTree.clauses``; -1 for the title and for clauses without one."""
    pair: str = ""
    """In a bilingual agreement: the id of the clause that says the same in the other language."""
    emphasis: tuple[Emphasis, ...] = ()
    """Ranges of ``text``."""
    heading_emphasis: tuple[Emphasis, ...] = ()
    """Ranges of ``heading``; bold that only makes a line a heading is not listed."""
    links: tuple[Link, ...] = ()
    """Ranges of ``text``."""
    heading_links: tuple[Link, ...] = ()
    """Ranges of ``heading``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTree:
    """A document's clauses in document order; parents stand before their children."""

    clauses: tuple[Clause, ...]
    runs: tuple[Run, ...] = ()
    """The document's text in order: joined, they give it back (see ``clauses.outline``)."""
    title: str = ""
    languages: tuple[str, ...] = ()
    """The languages its clauses are written in, the one with the most text first."""
    warnings: tuple[str, ...] = ()
    """What is odd about the numbering: two 3.2, a gap, 3.1.2 after 3.2.1."""
