"""One number, one fact: what is printed behind a label, up to the next one, is a passage.

Ugly, when a section moved up by one and a word of its only paragraph changed:

    renumbered 12 → 11 "Severability"
    modified   12 → 11 › "Any provision that is [-prohibited-]{+forbidden+} …"

Wanted: the second line, which shows both numbers in its path.

Ugly, when references in three paragraphs of 2.1 follow their targets:

    renumbered (a paragraph)   renumbered (a paragraph)   renumbered (a paragraph)

Wanted:  renumbered 2.1 → 2.1, the reference to 3.2 is to 3.3 now; of a passage that moved, a note of the move
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from watcher.diff.align import Alignment
from watcher.diff.changeid import change_id
from watcher.diff.fingerprint import segments
from watcher.diff.matching import NOBODY, Matching
from watcher.domain.change import Change, ChangeKind

Place = tuple[int, int, int]
"""Where a change is told: the new clause it stands at or behind, and its rank there."""

_OF_WORDS = (ChangeKind.MODIFIED, ChangeKind.MOVED_MODIFIED)
_OF_PLACE = (ChangeKind.MOVED, ChangeKind.MOVED_MODIFIED)
_Placed = tuple[Place, Change]


def without_echoes(alignment: Alignment, placed: Iterable[_Placed]) -> list[_Placed]:
    """The changes, with the renumbering of each passage told once: by the change of its words if there is one, else
    of its label."""
    passages = _Passages(alignment.matching)
    told: list[_Placed] = []
    renumbered: dict[int, list[_Placed]] = defaultdict(list)
    reworded: set[int] = set()
    moved: dict[int, int] = {}
    for place, change in placed:
        start = passages.of(place[0])
        if start == NOBODY:
            told.append((place, change))
        elif change.kind is ChangeKind.RENUMBERED:
            renumbered[start].append((place, change))
        else:
            if change.kind in _OF_PLACE and place[0] == start:
                moved[start] = len(told)
            told.append((place, change))
            if change.kind in _OF_WORDS and place[0] != start:
                reworded.add(start)
    for start, found in renumbered.items():
        if start in moved:
            place, change = told[moved[start]]
            told[moved[start]] = place, replace(change, notes=_notes([(place, change), *found]))
            continue
        unseen = [one for one in found if not _is_new_number(one[1])] if start in reworded else found
        if unseen:
            told.append(_once(passages, start, unseen))
    return told


class _Passages:
    """Which new clauses stand in the passage in which their predecessors stood."""

    def __init__(self, matching: Matching) -> None:
        self.matching = matching
        old_start = [start for start, end in segments(matching.old) for _ in range(start, end)]
        self._start = [NOBODY] * len(matching.new)
        for start, end in segments(matching.new):
            before = matching.predecessor[start]
            if before == NOBODY or not matching.new.label[start] or not matching.old.label[before]:
                continue
            for j in range(start, end):
                i = matching.predecessor[j]
                if i != NOBODY and old_start[i] == before:
                    self._start[j] = start

    def of(self, j: int) -> int:
        """The clause whose label ``j`` is printed behind; NOBODY if it was printed behind another."""
        return self._start[j] if j != NOBODY else NOBODY


def _once(passages: _Passages, start: int, found: list[_Placed]) -> _Placed:
    """One change for the whole passage, told of the clause that bears its label."""
    place, change = min(found, key=lambda one: one[0])
    if len(found) == 1 and place[0] == start:
        return place, change
    matching = passages.matching
    old, new = (matching.old.clauses[matching.predecessor[start]],), (matching.new.clauses[start],)
    of_head = change if place[0] == start else replace(change, spans=(), heading_spans=())
    whole = replace(of_head, id=change_id(ChangeKind.RENUMBERED, old, new), old=old, new=new, notes=_notes(found))
    return (start, 0, 0), whole


def _notes(found: Iterable[_Placed]) -> tuple[str, ...]:
    """The notes of several changes, in the order of the clauses, each once."""
    return tuple(dict.fromkeys(note for _, one in sorted(found, key=lambda one: one[0]) for note in one.notes))


def _is_new_number(change: Change) -> bool:
    """Whether only the label changed, and no reference in the words of the heading itself."""
    (old,), (new,) = change.old, change.new
    return not change.spans and not change.heading_spans and old.label != new.label
