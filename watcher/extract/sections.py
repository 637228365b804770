"""The one agreement that is watched, where a page carries several.

Policies                          h1
Terms of Use     1. … 2. …        h2   ┐
Privacy Policy   1. … 2. …        h2   ├─ of these, what fits the title "Privacy Policy"
API Terms        1. … 2. …        h2   ┘
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.domain.document import Block


@dataclass(frozen=True, slots=True)
class Section:
    """A page's blocks, or those of one of its agreements."""

    blocks: tuple[Block, ...]
    left_out: tuple[str, ...] = ()


_SECTION_WORDS = 120
_MOSTLY = 0.7


def only_section(blocks: Sequence[Block], title: str) -> Section:
    """The sections that fit the title; all blocks when the page carries one agreement, or none of them fits."""
    return Section(tuple(blocks))
