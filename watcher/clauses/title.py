"""Which heading is the document's title.

# Terms            the title: no other heading outranks it, and it stands first
## Introduction    where "## Fees" follows it, the first section: the document has no title
"""

from __future__ import annotations

from watcher.clauses.piece import Piece
from watcher.clauses.titles import FreeTitles, is_marked_title, names_a_section, names_contents
from watcher.domain.document import BlockKind


def title_at(found: list[Piece], titles: FreeTitles, *, marked: bool) -> int:
    """The position of the document's title among its pieces, or -1."""
    if not found:
        return -1
    if marked:
        levels = [(piece.level, position) for position, piece in enumerate(found) if piece.kind is BlockKind.HEADING]
        level, position = levels[0]
        highest = min(levels)[0]
        alone = sum(other == level for other, _ in levels) == 1
        if found[position].labels or level > highest or not is_marked_title(found[position].text):
            return -1
        if names_contents(found[position].text) or (not alone and names_a_section(found[position].text)):
            return -1
        return position if position == 0 or (alone and position < 10) else -1
    first = found[0].text
    named = len(found) > 1 and titles.looks_like_one(0) and not (names_contents(first) or names_a_section(first))
    return 0 if named else -1
