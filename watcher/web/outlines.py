"""The outline of a version: its clauses, nested and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from watcher.domain.clause import Clause
from watcher.redline.visible import visible

DEEPEST = 5
"""Levels that are nested; what lies deeper is listed beside them."""
LONGEST = 600
"""Lines of an outline; of a longer one the lowest levels are left out."""
_WORDS = 70


@dataclass(slots=True, kw_only=True)
class Node:
    """A clause in the outline."""

    id: str
    label: str
    words: str
    """Its heading, or how its text begins."""
    lang: str
    level: int
    below: list[Node] = field(default_factory=list)


def nested(clauses: Sequence[Clause]) -> list[Node]:
    """The outline of these clauses, which stand in document order."""
    roots: list[Node] = []
    open_: list[Node] = []
    for node in _listed(clauses):
        while open_ and (open_[-1].level >= node.level or len(open_) >= DEEPEST):
            open_.pop()
        (open_[-1].below if open_ else roots).append(node)
        open_.append(node)
    return roots


def _listed(clauses: Sequence[Clause]) -> list[Node]:
    # The title stands over the page already.
    told = [one for one in clauses if (one.label or one.heading) and one.level > 0]
    deepest = max((one.level for one in told), default=0)
    while deepest > 1 and sum(one.level <= deepest for one in told) > LONGEST:
        deepest -= 1
    return [
        Node(id=one.id, label=one.label, words=_words(one), lang=one.lang, level=one.level)
        for one in told
        if one.level <= deepest
    ]


def _words(clause: Clause) -> str:
    said = visible(clause.heading or clause.text).replace("\n", " ")
    return said if len(said) <= _WORDS else f"{said[: _WORDS - 1]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A clause as a version's page prints it."""

    clause: Clause
    heading: int
    """The level of its heading on the page, 2 to 6; 0 for a clause without heading."""
    place: str
    """What its link is called."""
    since: int
    """The version since which it reads so; 0 where that is not known."""


def printed(clauses: Sequence[Clause], since: Mapping[str, int], first: int) -> list[Row]:
    """The clauses in document order, their headings nested without a gap; ``first`` for those without ``since``."""
    rows = []
    above: list[int] = []
    for clause in clauses:
        heading = 0
        if clause.heading:
            while above and above[-1] >= clause.level:
                above.pop()
            above.append(clause.level)
            heading = min(len(above) + 1, 6)
        words = visible(clause.heading or clause.text).replace("\n", " ")[:_WORDS]
        place = " ".join(part for part in (clause.label, words) if part)
        rows.append(Row(clause=clause, heading=heading, place=place, since=since.get(clause.id, first)))
    return rows
