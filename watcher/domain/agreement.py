"""An agreement: a published document that we watch, and how its terms are cut out of the page."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from enum import StrEnum


class Render(StrEnum):
    """How a page becomes markup."""

    PLAIN = "plain"
    """As it came over the wire."""
    BROWSER = "browser"
    """Drawn by a browser first, for pages whose text is put there by scripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A stretch of a page between two elements, each named by a CSS selector. One of each pair is set."""

    start_before: str | None = None
    start_after: str | None = None
    end_before: str | None = None
    end_after: str | None = None


Selector = str | Range
"""A CSS selector, an XPath expression behind ``xpath:``, or a range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How the terms are taken out of the page."""

    select: tuple[Selector, ...] = ()
    """What to keep, in this order; empty: find the agreement by itself."""
    remove: tuple[Selector, ...] = ()
    """What to leave out of what was kept."""
    render: Render = Render.PLAIN
    furniture: tuple[str, ...] = ()
    """Fingerprints of blocks that the page's history showed to be furniture."""
    tracking: tuple[str, ...] = ()
    """Names of query parameters that links are read without, beside those known to follow readers; ``ref_*``: all that
    begin so."""

    @property
    def identity(self) -> str:
        """Equal for cuts that take the same terms out of the same bytes: 16 hexadecimal digits."""
        said = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A published document that we watch."""

    id: str
    title: str
    sources: tuple[str, ...]
    """The addresses of its pages; their texts are joined in this order."""
    provider: str = ""
    languages: tuple[str, ...] = ()
    """BCP 47 tags, the governing or first language first; empty: as found."""
    cut: Cut = field(default_factory=Cut)
    every: timedelta | None = None
    """How often to check it; none: as the schedule says for all."""
    tags: tuple[str, ...] = ()
    robots: bool = True
    """Whether robots.txt is honoured for its pages."""
    was: tuple[str, ...] = ()
    """Earlier ids, whose history it continues."""
