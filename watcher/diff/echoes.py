"""A new number that is seen anyway.

Ugly, when a section moved up by one and a word of its only paragraph changed:

    renumbered 12 → 11 "Severability"
    modified   12 → 11 › "Any provision that is [-prohibited-]{+forbidden+} …"

Wanted: the second line. What is printed behind a label up to the next one is a passage; a change of its words is shown
with the path it stands under on both sides, and its new number with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from watcher.diff.align import Alignment
from watcher.diff.fingerprint import segments
from watcher.domain.change import Change, ChangeKind

Place = tuple[int, int, int]
"""Where a change is told: the new clause it stands at or behind, and its rank there."""

_OF_WORDS = (ChangeKind.MODIFIED, ChangeKind.MOVED_MODIFIED)


def without_echoes(alignment: Alignment, placed: Iterable[tuple[Place, Change]]) -> list[tuple[Place, Change]]:
    """The changes without the renumbering of labels whose passage has a change of words that stayed in it."""
    matching = alignment.matching
    told = list(placed)
    reworded = {place[0] for place, change in told if change.kind in _OF_WORDS}
    old_start = [start for start, end in segments(matching.old) for _ in range(start, end)]
    seen = set()
    for start, end in segments(matching.new):
        behind = [j for j in range(start + 1, end) if j in reworded]
        if any(old_start[matching.predecessor[j]] == matching.predecessor[start] for j in behind):
            seen.add(start)
    return [(place, change) for place, change in told if not (_is_new_number(change) and place[0] in seen)]


def _is_new_number(change: Change) -> bool:
    """Whether only the label changed, and no reference in the words of the heading itself."""
    if change.kind is not ChangeKind.RENUMBERED:
        return False
    (old,), (new,) = change.old, change.new
    return not change.spans and not change.heading_spans and old.label != new.label
