"""A printed label as a scheme reads it, and what makes one label the next after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label at the beginning of a line."""

    scheme: str
    """Name of the scheme in ``SCHEMES`` that reads it."""
    style: str
    """How it is dressed (``.``, ``)``, ``()``, …); labels of one list share scheme and style."""
    prefix: str
    """As printed, with its punctuation, without the blanks behind it."""
    label: str
    """Normalized: trailing punctuation dropped, brackets of items kept."""
    values: tuple[int, ...]
    """Its ordinals, outermost first: ``2.6.3`` is (2, 6, 3), ``(d)`` is (4,)."""
    end: int
    """How many characters of the line it takes, with the blanks behind it."""
    item: bool = False
    """Whether the scheme numbers items of a list rather than sections: ``(1)``, ``a)``, ``iv.``, ``①``."""
    weak: bool = False
    """Whether the same characters are often no label (``5 Days``, ``A. Smith``): its neighbours must agree."""
    rank: int = 9
    """How far up such labels stand by nature: 0 for schedules and parts, 9 where the scheme says nothing."""

    @property
    def series(self) -> tuple[str, str, int]:
        """What all labels of one list have in common."""
        return self.scheme, self.style, len(self.values)

    @property
    def first(self) -> bool:
        """Whether it begins a list."""
        return self.values[-1] == 1

    def follows(self, other: Label) -> bool:
        """Whether it is the next after ``other`` in one list."""
        return (
            self.series == other.series
            and self.values[:-1] == other.values[:-1]
            and self.values[-1] == other.values[-1] + 1
        )


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of numbering."""

    name: str
    read: Callable[[str], Label | None]
    """The label at the beginning of a line that has no blanks before it; none where there is no such label."""
    example: str
    """What it looks like, for people."""
    begins: str
    """The characters that such a label can begin with, as the inside of a regular expression's class."""
