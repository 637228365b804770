"""Pieces, read one after the other, become clauses; what is still open decides where the next one stands.

4.4 You shall:                    open: 4, 4.4
  (9) report the loss.            open: 4, 4.4, (9)
The report is made in writing.    text of 4.4: behind the items of a list that a text announces, the text goes on
"""

from __future__ import annotations

import re

from watcher.clauses.assembly import Draft
from watcher.clauses.contents import contents
from watcher.clauses.opened import NUMBERED_HEADING, PLAIN_HEADING, Open, Place, Sort
from watcher.clauses.piece import Piece
from watcher.clauses.pieces import pieces
from watcher.clauses.placing import choose
from watcher.clauses.sequence import Sequence
from watcher.clauses.title import title_at
from watcher.clauses.titles import (
    FreeTitles,
    introduces,
    is_bold_title,
    is_free_title,
    is_marked_title,
    is_title,
    names_contents,
)
from watcher.domain.clause import Clause
from watcher.domain.document import BlockKind, Document, EmphasisKind
from watcher.numbering import Label

_DEEPEST = 32
"""What a page nests deeper stands side by side: no agreement does, only pages made to harm."""
_MOST_NOTES = 50
"""Pieces behind a footnote that say whether the text goes on."""


class Builder:
    """Reads pieces in order and keeps the clauses that are open."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pieces = pieces(document)
        self.sequence = Sequence.of(self.pieces)
        self.drafts: list[Draft] = []
        self.warnings: list[str] = []
        self.stack: list[Open] = [Open(Sort.ROOT, -1, 0, ())]
        marked = any(block.kind is BlockKind.HEADING for block in document.blocks)
        self.titles = FreeTitles(self.pieces, document.blocks)
        self.title_at = title_at(self.pieces, self.titles, marked=marked)
        self.contents = contents(self.pieces)

    def title(self, clauses: list[Clause]) -> str:
        return clauses[self.stack[0].clause].heading if self.stack[0].clause >= 0 else ""

    def read(self, position: int, piece: Piece) -> int:
        """Put one piece where it belongs; gives the index of its clause."""
        han = _is_han(piece.text)
        del self.stack[_DEEPEST:]
        while len(self.stack) > 1 and self.stack[-1].position >= self.contents.get(position, position):
            self.stack.pop()
        if position == self.title_at:
            self.read_title(position, piece)
        elif piece.labels and (chosen := choose(self.stack, piece, position, self.sequence, han=han)):
            self.read_labelled(position, piece, *chosen, han=han)
        elif piece.kind is BlockKind.HEADING and is_marked_title(piece.text):
            self.read_heading(position, piece, piece.level)
        elif piece.kind is BlockKind.TERM:
            self.read_term(position, piece)
        elif piece.kind is BlockKind.NOTE:
            self.read_note(position, piece, han=han)
        elif piece.kind is BlockKind.TABLE_ROW or piece.bulleted or piece.marker:
            self.read_bullet(position, piece, han=han)
        elif self.titles.heads(position):
            self.read_heading(position, piece, PLAIN_HEADING)
        else:
            return self.read_paragraph(position, piece, han=han)
        return len(self.drafts) - 1

    def read_title(self, position: int, piece: Piece) -> None:
        self.drafts.append(Draft(level=0, parent=-1, path=()))
        self.stack = [Open(Sort.ROOT, len(self.drafts) - 1, 0, (), position)]
        self.drafts[-1].add_heading(position, 0, len(piece.text))

    def read_labelled(self, position: int, piece: Piece, label: Label, place: Place, *, han: bool) -> None:
        del self.stack[place.keep :]
        above = self.stack[-1]
        if place.warning:
            self.warnings.append(place.warning)
        path = (*above.path, *place.implied, label.label)
        level = above.level + len(place.implied) + 1
        draft = self.add(Draft(level=level, parent=above.clause, path=path, label=label))
        heading_end = self.heading_end(position, piece, label, above)
        if heading_end > label.end:
            draft.add_heading(position, label.end, heading_end)
        draft.add_text(position, heading_end, len(piece.text))
        self.sequence.seen[label.series] = label
        self.stack.append(
            Open(
                Sort.LABELLED,
                len(self.drafts) - 1,
                level,
                path,
                position,
                label,
                heading=self.heading_level(position, piece, label, titled=heading_end > label.end),
                depth=piece.depth,
                listed=piece.kind is BlockKind.LIST_ITEM,
                announces=introduces(piece.text),
                han=han,
                implied=place.implied,
                worded=heading_end < len(piece.text),
                titled=piece.kind is BlockKind.HEADING
                or (label.end < heading_end == len(piece.text) and not label.item),
            )
        )

    def heading_end(self, position: int, piece: Piece, label: Label, above: Open) -> int:
        """Where a labelled line's heading ends: all of it, its first line, or nothing."""
        line, line_goes_on, _ = piece.text[label.end :].partition("\n")
        if piece.kind is BlockKind.HEADING:
            return len(piece.text) if is_marked_title(piece.text[label.end :]) else label.end
        # The items of a list that a text announces are no headings, however short: "(1) Name", "(2) Address".
        item = label.item or piece.bulleted
        if (
            piece.runs_on
            or self.titles.breaks_off(position)
            or not (is_title(line.strip()) or (not item and self.is_bold_title(piece, label.end, line)))
            or (piece.kind is BlockKind.TABLE_ROW and "|" in line)
            or (item and (above.worded or not (line_goes_on or self.has_content(position, piece, label))))
        ):
            return label.end
        return label.end + len(line)

    def is_bold_title(self, piece: Piece, start: int, line: str) -> bool:
        """Whether a line behind a label is bold from end to end, and no sentence."""
        begin = piece.start + start
        return is_bold_title(line.strip()) and any(
            e.kind is EmphasisKind.STRONG and e.start <= begin and e.end >= begin + len(line.rstrip())
            for e in self.document.blocks[piece.block].emphasis
        )

    def has_content(self, position: int, piece: Piece, label: Label) -> bool:
        """Whether an item's short line heads what follows: a paragraph, or a list of another kind."""
        if self.titles.has_content(position):
            return True
        following = self.pieces[position + 1] if position + 1 < len(self.pieces) else piece
        if following.kind is BlockKind.HEADING or following.depth < piece.depth:
            return False
        return any(other.first for other in following.labels) and not any(
            other.follows(label) for other in following.labels
        )

    def heading_level(self, position: int, piece: Piece, label: Label, *, titled: bool) -> int:
        """Of a labelled clause: what the page marks.

        A line that only looks like a heading holds unnumbered headings while its list goes on, and one that follows
        at once: no heading is there for nothing.
        """
        if piece.kind is BlockKind.HEADING:
            return piece.level
        if titled and (self.sequence.next_after(label, position) is not None or self.titles.heads(position + 1)):
            return NUMBERED_HEADING
        return 0

    def read_heading(self, position: int, piece: Piece, level: int) -> None:
        if self.completes_label(position, piece):
            return
        keep = self.keep_for_heading(position, level)
        del self.stack[keep:]
        above = self.stack[-1]
        path = (*above.path, " ".join(piece.text.split()))
        draft = self.add(Draft(level=above.level + 1, parent=above.clause, path=path))
        draft.add_heading(position, 0, len(piece.text))
        opened = Open(Sort.HEADING, len(self.drafts) - 1, draft.level, path, position, heading=level, depth=piece.depth)
        self.stack.append(opened)

    def completes_label(self, position: int, piece: Piece) -> bool:
        """ "Article 4" on a line of its own, and its heading on the next."""
        top = self.stack[-1]
        if top.sort is not Sort.LABELLED or top.clause != len(self.drafts) - 1:
            return False
        draft = self.drafts[-1]
        if draft.headings or draft.texts or (top.label and top.label.item):
            return False
        draft.add_heading(position, 0, len(piece.text))
        top.position = position
        top.heading = top.heading or (piece.level or NUMBERED_HEADING)
        top.titled = True
        return True

    def keep_for_heading(self, position: int, level: int) -> int:
        """How many clauses stay open above an unnumbered heading."""
        keep = len(self.stack)
        while keep > 1 and not self.stack[keep - 1].holds_headings(level):
            keep -= 1
        following = self.sequence.sectional[position]
        going_on = self.pieces[following].labels if following >= 0 else ()
        return max([keep, *(self.continued_by(label, level) for label in going_on)])

    def continued_by(self, label: Label, level: int) -> int:
        """Where a section whose numbering goes on after the heading holds it: 1.3, the heading, 1.4."""
        for index in range(len(self.stack) - 1, 0, -1):
            other = self.stack[index].label
            if other and len(label.values) > 1 and label.follows(other):
                return index + 1 if 0 < self.stack[index].heading < level else index
        return 0

    def read_term(self, position: int, piece: Piece) -> None:
        while len(self.stack) > 1 and self.stack[-1].sort in (Sort.PARAGRAPH, Sort.BULLET, Sort.TERM):
            self.stack.pop()
        above = self.stack[-1]
        path = (*above.path, " ".join(piece.text.split()))
        draft = self.add(Draft(level=above.level + 1, parent=above.clause, path=path))
        draft.add_heading(position, 0, len(piece.text))
        self.stack.append(Open(Sort.TERM, len(self.drafts) - 1, draft.level, path, position, depth=piece.depth))

    def read_bullet(self, position: int, piece: Piece, *, han: bool) -> None:
        """A list's item without a label, or a table's row: a clause below what introduces it."""
        keep = len(self.stack)
        while keep > 1 and not _introduces(self.stack[keep - 1], piece, position):
            keep -= 1
        del self.stack[keep:]
        above = self.stack[-1]
        # Of "loud;", "late or", "lost." the last one ends the list.
        before = self.pieces[position - 1].text if position > above.position + 1 else ""
        ended = piece.text.endswith(".") and before and not before.endswith(".")
        above.lists_beside = piece.depth == above.depth > 0 and not ended
        self.add_unlabelled(position, piece, Sort.BULLET, han=han)

    def read_note(self, position: int, piece: Piece, *, han: bool) -> None:
        """A footnote: a clause of the section that it stands in, and of none where only others follow it."""
        last = all(other.kind is BlockKind.NOTE for other in self.pieces[position + 1 : position + 1 + _MOST_NOTES])
        while len(self.stack) > 1 and (last or not self.stack[-1].heading):
            self.stack.pop()
        self.add_unlabelled(position, piece, Sort.PARAGRAPH, han=han)

    def read_paragraph(self, position: int, piece: Piece, *, han: bool) -> int:
        if not piece.text.strip() and self.drafts:
            self.drafts[-1].add_text(position, 0, len(piece.text))
            return len(self.drafts) - 1
        keep = len(self.stack)
        while keep > 1 and not _goes_on(self.stack, keep - 1, piece):
            keep -= 1
        del self.stack[keep:]
        top = self.stack[-1]
        if top.continues(han=han):
            self.drafts[top.clause].add_text(position, piece.skipped, len(piece.text))
            top.position = position
            top.announces = introduces(piece.text)
            top.worded = True
            top.han = han
            return top.clause
        self.add_unlabelled(position, piece, Sort.PARAGRAPH, han=han)
        return len(self.drafts) - 1

    def add_unlabelled(self, position: int, piece: Piece, sort: Sort, *, han: bool) -> None:
        above = self.stack[-1]
        draft = self.add(Draft(level=above.level + 1, parent=above.clause, path=above.path))
        draft.bullet = f"{piece.marker} {piece.bullet}".strip()
        draft.add_text(position, len(piece.bullet) or piece.skipped, len(piece.text))
        self.stack.append(
            Open(
                sort,
                len(self.drafts) - 1,
                draft.level,
                above.path,
                position,
                depth=piece.depth,
                listed=piece.kind is BlockKind.LIST_ITEM,
                announces=introduces(piece.text),
                han=han,
            )
        )

    def add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft


def _introduces(other: Open, piece: Piece, position: int) -> bool:
    """Whether an open clause has a bullet or a row below it."""
    if other.sort is Sort.BULLET:
        # "• Boats may not be:" and at once "• loud;": a list in a bullet that the page sets as one beside it.
        announced = other.announces and (other.lists_beside or other.position == position - 1)
        return piece.depth > other.depth or (announced and other.listed and not introduces(piece.text))
    if other.sort is Sort.TERM:
        return piece.depth > other.depth
    if other.sort is Sort.PARAGRAPH:
        return piece.depth > other.depth or not other.listed
    if other.listed and not other.heading:
        return piece.depth > other.depth or other.depth == 0
    return True


def _goes_on(stack: list[Open], index: int, piece: Piece) -> bool:
    """Whether a paragraph goes on with an open clause, or stands below it."""
    other = stack[index]
    if other.sort is Sort.HEADING and names_contents(other.path[-1]):
        return is_free_title(piece.text)
    if other.sort in (Sort.ROOT, Sort.HEADING):
        return True
    if other.sort is Sort.PARAGRAPH:
        return False
    if other.sort is Sort.BULLET:
        return other.listed and piece.depth >= other.depth > 0
    if other.sort is Sort.TERM:
        return piece.depth > other.depth
    last = index == len(stack) - 1
    above = stack[index - 1]
    announced = above.worded or above.sort is Sort.PARAGRAPH
    if other.listed and not other.heading and (announced or not other.titled):
        # In Markdown what stands behind the items of an item is often not indented.
        return piece.depth >= (other.depth if last else min(other.depth, stack[index + 1].depth))
    if not other.label or other.heading or not other.worded or not last:
        return True
    # Behind the items of a list that a text announces, the text goes on; items without one are clauses themselves.
    return not (announced and (other.label.item or _numbers_items(other.label)))


def _numbers_items(label: Label) -> bool:
    """Whether a label of a section, below a text, numbers the items of a list: "1." below "2.4 You shall:"."""
    return len(label.values) == 1 and label.rank == 9


_HAN = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]+")


def _is_han(text: str) -> bool:
    """Whether a text is written in Han and what goes with it, rather than in an alphabet."""
    sample = text[:400]
    if sample.isascii():
        return False
    han = sum(map(len, _HAN.findall(sample)))
    return han * 3 > len(sample) or han * 3 > sum(map(str.isalpha, sample))
