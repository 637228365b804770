"""Tables of contents: titles in a row that stand once more, in the same order, each over its text.

1. Scope              its entries are kept, since they are printed,
2. Fees
Welcome to the boats. but what follows does not stand below the last of them
1. Scope
They hold for all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from watcher.clauses.piece import Piece

_FEWEST = 3
_LONGEST = 160
_ENDS = re.compile(r"[.;:,!?。；：，！？][)）”\"]?$")
# "Scope ........ 3", "Scope | 3": the page on which it stands.
_PAGE = re.compile(r"(?:\s*(?:[.·_]\s?){2,}|\s*…+|\s*\||\s)\s*\d{1,3}$")


def contents(pieces: Sequence[Piece]) -> dict[int, int]:
    """For each such table, the position of the piece behind it → the position of its first entry."""
    titles = [_title(piece) for piece in pieces]
    places: dict[str, list[int]] = defaultdict(list)
    for position, title in enumerate(titles):
        if title:
            places[title].append(position)
    out = {}
    for start, end in _runs(titles):
        targets = [_after(places[titles[position]], end) for position in range(start, end)]
        matched = [index for index, target in enumerate(targets) if target is not None]
        if matched and _are_contents(targets[matched[0] : matched[-1] + 1]):
            out[start + matched[-1] + 1] = start + matched[0]
    return out


def _title(piece: Piece) -> str:
    """What a piece says without its label and a page number; empty where it is no title."""
    text = piece.text.strip() if len(piece.text) <= 2 * _LONGEST else ""
    if text[-1:].isdigit():
        text = _PAGE.sub("", text)
    if not text or "\n" in text or len(text) > _LONGEST or _ENDS.search(text):
        return ""
    named = text[max((label.end for label in piece.labels), default=0) :] or text
    return " ".join(named.casefold().split())


def _runs(titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Titles in a row. One that stands there already is the first that has a text."""
    start, known = 0, set[str]()
    for position, title in enumerate([*titles, ""]):
        if title and title not in known:
            known.add(title)
            continue
        if position - start >= _FEWEST:
            yield start, position
        start, known = (position, {title}) if title else (position + 1, set())


def _after(places: Sequence[int], end: int) -> int | None:
    index = bisect_left(places, end)
    return places[index] if index < len(places) else None


def _are_contents(found: Sequence[int | None]) -> bool:
    """Whether nearly all stand again, in the same order, and not once more in a row: a form has its fields twice."""
    targets = [target for target in found if target is not None]
    if len(targets) < _FEWEST or len(targets) * 5 < len(found) * 4:
        return False
    steps = [after - before for before, after in pairwise(targets)]
    return sum(step > 0 for step in steps) * 5 >= len(steps) * 4 and sum(step > 1 for step in steps) * 2 >= len(steps)
