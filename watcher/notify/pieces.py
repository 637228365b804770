"""A change as a message shows it: its redline cut to the room there is, and the address where all of it stands.

ugly:    a clause of 50,000 characters with 300 edits, shown with every edit
wanted:  its first edits with the words around them, and "…"
"""

from __future__ import annotations

from collections.abc import Sequence

from watcher.domain.change import Change, Comparison
from watcher.locale import ENGLISH, Locale
from watcher.redline.html import anchor
from watcher.redline.sheet import Entry, Layout, Mark, Piece, lay_out

SHORTEST = 40
"""Characters of one deletion or insertion that are shown at least, and of what stays on either side of it."""
MOST_CONTEXT = 120
"""Characters on either side of a changed word."""
GAP = Piece(Mark.GAP, "…")


def entry_of(group: Sequence[Change], *, room: int, locale: Locale = ENGLISH) -> Entry:
    """A group of changes laid out; no deletion or insertion inside a text is longer than a third of ``room``."""
    longest = max(room // 3, SHORTEST) if group[0].old and group[0].new else room
    context = min(max(room // 5, SHORTEST), MOST_CONTEXT)
    [entry] = lay_out(
        Comparison(changes=tuple(group)), Layout(limit=1, context=context, longest=longest, locale=locale)
    ).entries
    return entry


def bounded(pieces: Sequence[Piece], room: int) -> tuple[Piece, ...]:
    """The first pieces up to about ``room`` characters.

    It is exceeded by less than as much again, so that a deletion is never shown without what replaces it.
    """
    kept: list[Piece] = []
    used = 0
    for piece in pieces:
        if used >= room and piece.mark in {Mark.EQUAL, Mark.GAP}:
            return (*kept, GAP)
        kept.append(piece)
        used += len(piece.text)
    return tuple(kept)


def permalink(url: str, change: Change) -> str:
    """Where the change stands on the comparison's page; empty without a page."""
    return f"{url}#change-{anchor(change.id)}" if url else ""
