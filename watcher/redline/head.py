"""What stands above a redline that is taken away: of what, from where, compared when, decided how.

Nothing of it belongs to the compared text: a Word file's head is neither inserted nor deleted by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from watcher.redline.visible import visible


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the head states, in the reader's language."""

    label: str
    lines: tuple[str, ...]


def shown(head: Iterable[Fact]) -> tuple[Fact, ...]:
    """The head made harmless to show, each line on one line, without what states nothing."""
    told = (
        Fact(visible(one.label), tuple(visible(line).replace("\n", " ") for line in one.lines if line)) for one in head
    )
    return tuple(one for one in told if one.lines)
