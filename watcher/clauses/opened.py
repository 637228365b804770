"""What is open while a document is read, and where in it a piece can stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from watcher.numbering import Label

NUMBERED_HEADING = 7
"""The level of a numbered line that only looks like a heading; marked headings have 1 to 6."""
PLAIN_HEADING = 8
"""The level of an unnumbered line that looks like one. Bold and italics do not matter: without them it is one still."""


class Sort(Enum):
    """What kind of clause is open."""

    ROOT = auto()
    """The title, or nothing where there is none."""
    HEADING = auto()
    """Unnumbered."""
    LABELLED = auto()
    PARAGRAPH = auto()
    """An unnumbered paragraph that is a clause of its own."""
    BULLET = auto()
    TERM = auto()


@dataclass(slots=True)
class Open:
    """A clause that what follows may still belong to."""

    sort: Sort
    clause: int
    """Its index; -1 for a root without a title."""
    level: int
    path: tuple[str, ...]
    position: int = -1
    """Of the last piece that belongs to itself, not to what stands below it."""
    label: Label | None = None
    heading: int = 0
    """The level it has as a heading; 0 for none."""
    depth: int = 0
    listed: bool = False
    """Whether the page marks it as a list's item."""
    titled: bool = False
    """Whether it is a section whose heading is all that stands on its line."""
    worded: bool = False
    """Whether it has a text besides its heading."""
    announces: bool = False
    """Whether its text ends with a colon."""
    lists_beside: bool = False
    """Whether it announces bullets that the page sets as its neighbours."""
    han: bool = False
    implied: tuple[str, ...] = ()
    """Labels of the parents in its path that are not printed."""

    def holds_headings(self, level: int) -> bool:
        """Whether headings of a level stand below it. A schedule or a part holds headings as large as its own."""
        large = self.label is not None and self.label.rank <= 2
        return 0 < self.heading <= level if large else 0 < self.heading < level

    def continues(self, *, han: bool) -> bool:
        """Whether a paragraph below it is its text.

        Below a heading, numbered or not, each paragraph is a clause of its own; and so is one in the other language of
        a bilingual agreement.
        """
        if self.sort not in (Sort.LABELLED, Sort.BULLET, Sort.TERM):
            return False
        if self.titled and not self.worded:
            return False
        return self.han == han or not self.worded


@dataclass(frozen=True, slots=True)
class Place:
    """A possible place of a label: how many open clauses stay open above it, and how well it fits (0 is best)."""

    keep: int
    cost: int
    warning: str = ""
    implied: tuple[str, ...] = ()


def previous(label: Label) -> str:
    """The label before, for a warning: "3.3" for "3.4"; the series' name where it cannot be spelled."""
    number = str(label.values[-1] - 1)
    return (
        label.label[: -len(str(label.values[-1]))] + number if label.label.endswith(str(label.values[-1])) else "label"
    )


def oddity(before: Label, label: Label) -> str:
    if before.values == label.values:
        return f"{label.label} stands twice" if before.label == label.label else ""  # "§ 5a" behind "§ 5"
    if label.values > before.values:
        return f"{label.label} follows {before.label}: what is between them is missing"
    return f"{label.label} follows {before.label}"
