"""What the text under each element of a page is like: counted once, summed upwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.domain.document import Block, BlockKind
from watcher.extract.elements import Element
from watcher.extract.lists import BULLET
from watcher.extract.normalize import words
from watcher.extract.vocabulary import ACCEPTS, COOKIES, LABELLED, LEGAL, LEGAL_HAN, SENTENCE_END
from watcher.extract.walk import Found

_SENTENCE_WORDS = 8
_CLAUSE_WORDS = 12
_DENSE = 1.7
_DENSE_LETTERS = 2.5
_COUNTED = 1000
_ANSWER_WORDS = 12
_BANNER_WORDS = 150


@dataclass(slots=True)
class Measure:
    """Words of one block, or of everything under an element."""

    words: int = 0
    linked: int = 0
    """Words that lead elsewhere."""
    prose: int = 0
    """Words in running sentences."""
    clauses: int = 0
    """Words in blocks that read like clauses: sentences with legal words or a printed label."""
    headings: int = 0
    tops: int = 0
    """Headings of level 1."""
    items: int = 0
    """Rows of tables and items with printed numbers that are no links."""
    cookies: int = 0
    """Blocks that speak of cookies or consent."""
    accepts: int = 0
    """Blocks that are answers to be clicked on, such as "Accept all"."""
    controls: bool = False
    """Of an element: whether buttons or fields stand in it."""

    def add(self, other: Measure) -> None:
        self.words += other.words
        self.linked += other.linked
        self.prose += other.prose
        self.clauses += other.clauses
        self.headings += other.headings
        self.tops += other.tops
        self.items += other.items
        self.cookies += other.cookies
        self.accepts += other.accepts

    @property
    def plain(self) -> int:
        """Words that lead nowhere."""
        return self.words - self.linked

    @property
    def link_share(self) -> float:
        return self.linked / self.words if self.words else 0.0


def measure(block: Block) -> Measure:
    """One block."""
    text, links = block.text, block.links
    lower = text.lower()
    said = words(lower)
    count = len(said)
    linked = sum([len(words(text[link.start : link.end])) for link in links]) if links else 0
    found = Measure(words=count, linked=linked)
    if count <= _ANSWER_WORDS:
        answers = {text, *[text[link.start : link.end] for link in links]}
        found.accepts = 1 if any(map(ACCEPTS.fullmatch, answers)) else 0
    if count <= _BANNER_WORDS:
        found.cookies = 1 if any(map(lower.__contains__, COOKIES)) else 0
    # Scripts without blanks count each character, so that a sentence of theirs has more "words".
    longer = _DENSE if len(lower) < _DENSE_LETTERS * count else 1
    plain = linked <= count / 2
    labelled = LABELLED.match(block.text) is not None
    if block.kind is BlockKind.HEADING:
        found.headings = 1
        found.tops = 1 if block.level == 1 else 0
    elif count >= _SENTENCE_WORDS * longer and plain and SENTENCE_END.search(block.text):
        found.prose = count
    numbered = labelled or block.marker not in ("", BULLET)
    found.items = int((numbered or block.kind is BlockKind.TABLE_ROW) and plain)
    if count >= _CLAUSE_WORDS * longer and plain and (found.prose or labelled):
        hits = sum(map(LEGAL.__contains__, said[:_COUNTED]))
        if not lower.isascii():
            hits += len(LEGAL_HAN.findall(lower, 0, _COUNTED))
        if hits >= 2 or (hits and labelled):
            found.clauses = count
    return found


def measures(root: Element, found: Sequence[tuple[Found, Measure]]) -> dict[Element, Measure]:
    """For every element that holds a block, what all blocks under it come to."""
    sums: dict[Element, Measure] = {}
    for each, own in found:
        sums.setdefault(each.origin, Measure()).add(own)
    for element in reversed(list(root.iter())):
        own_sum = sums.get(element)
        if own_sum is None or element is root or (parent := element.getparent()) is None:
            continue
        above = sums.get(parent)
        if above is None:
            above = sums[parent] = Measure()
        above.add(own_sum)
    return sums
