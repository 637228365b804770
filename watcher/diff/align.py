"""Who is whose successor: the steps, in order.

Ugly, by labels, after one clause was inserted as 3.2:

    modified 3.2   modified 3.3   modified 3.4   …   added 3.19        (eighteen false changes)

Wanted:

    added 3.2, and 3.2 → 3.3, 3.3 → 3.4, … renumbered

Labels therefore count for almost nothing, what clauses say and what stands around them for almost everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from watcher.diff.anchors import link_anchors, link_mute, link_strays
from watcher.diff.editions import link_editions
from watcher.diff.layout import Layout, absorb, link_segments
from watcher.diff.likeness import Likeness
from watcher.diff.matching import Matching
from watcher.diff.parts import Parts, find_merged, find_split
from watcher.diff.side import BREAK, Side
from watcher.diff.similar import (
    link_anywhere,
    link_families,
    link_in_gaps,
    link_rewritten,
    part_headings,
    reseat_headings,
)
from watcher.diff.together import link_together
from watcher.domain.clause import Clause


@dataclass(frozen=True, slots=True)
class Alignment:
    """Successors, and the clauses that became several or were made of several."""

    matching: Matching
    split: tuple[Parts, ...]
    merged: tuple[Parts, ...]
    laid_out: Layout
    """What stands apart on one side and together on the other, and says the same."""


def align(old: Side, new: Side) -> Alignment:
    """Find each clause's successor; bounded, near linear in the number of clauses and words."""
    matching = Matching(old, new)
    if old.said == new.said:
        for index in range(len(old)):
            matching.link(index, index)
        return Alignment(matching, (), (), Layout())
    likeness = Likeness(old, new)
    _link_the_same(matching)
    set_apart, run_together = link_together(matching)
    _link_edited(matching, likeness)
    layout = link_segments(matching)
    split = find_split(matching, likeness, set_apart, run_together, layout.new)
    split = absorb(layout, matching, split, split=True)
    merged = find_merged(matching, likeness, run_together, split, layout.old)
    merged = absorb(layout, matching, merged, split=False)
    matching.hold_new({j for group in split for j in group.parts} | layout.new)
    matching.hold_old({i for group in merged for i in group.parts} | layout.old)
    link_rewritten(matching, likeness)
    return Alignment(matching, split, merged, layout)


def _link_the_same(matching: Matching) -> None:
    """Titles, editions, and clauses that say the same: first in order, with what stands around them, then moved."""
    _link_titles(matching)
    link_editions(matching)
    link_anchors(matching)
    link_strays(matching)


def _link_edited(matching: Matching, likeness: Likeness) -> None:
    """What is alike: between the same anchors, then in the same family, then anywhere; and what has too few words to be
    like anything, by its place. What was linked by mistake because it was brief is parted again."""
    link_in_gaps(matching, likeness)
    link_families(matching, likeness, found_nowhere=False)
    link_strays(matching)
    link_anywhere(matching, likeness)
    link_families(matching, likeness, found_nowhere=True)
    part_headings(matching)
    reseat_headings(matching)
    link_mute(matching)
    _link_by_place(matching)


def _link_titles(matching: Matching) -> None:
    """A document has one title, whatever it says."""
    old, new = matching.old.clauses, matching.new.clauses
    if old and new and _is_title(old[0]) and _is_title(new[0]):
        matching.link(0, 0)


def _is_title(clause: Clause) -> bool:
    return clause.level == 0 and not clause.label and not clause.text


_PLACE_WORDS = 4
_TITLE_WORDS = 2


def _link_by_place(matching: Matching) -> None:
    """A few words ("Fees" → "Charges") have no likeness to measure, and what was written anew under its old title
    ("Refunds. …") has little. Standing alone between the same neighbours is enough for them."""
    for gap in matching.gaps():
        olds, news = matching.lost_in(gap), matching.fresh_in(gap)
        if len(olds) != 1 or len(news) != 1 or not matching.parents_agree(olds[0], news[0]):
            continue
        i, j = olds[0], news[0]
        if not matching.may_succeed(i, j):
            continue
        brief = max(matching.old.words(i), matching.new.words(j)) <= _PLACE_WORDS
        same_label = matching.old.label[i] == matching.new.label[j]
        if (brief and same_label) or _title(matching.old, i) == _title(matching.new, j) != ():
            matching.link(i, j)


def _title(side: Side, index: int) -> tuple[str, ...]:
    """The words that a clause begins with, up to its first stop, if they can be a title printed before its text."""
    words = side.said[index].split(BREAK, 12)[:12]
    stop = next((at for at, word in enumerate(words) if word in (".", ":")), 0)
    return tuple(words[:stop]) if stop >= _TITLE_WORDS else ()
