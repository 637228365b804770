"""Pictures that the server draws: when an agreement changed, how much and how severely.

Each severity has a lane and a shape of its own, so that nothing is told by colour alone:

    critical  ────────────────■──────────
    high      ───────▲───────────────────
    medium    ───────────────────◆───────
    low       ──●────────●───────────●───
    none      ○──────────────────────────
              2025-07      2026-01
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from watcher.domain.assessment import Severity

DRAWN = 400
"""Versions in one picture; of a longer history the newest."""
_LANE = 26
_TOP = 20
_FOOT = 24
_TICKS_APART = 74
"""Units between two dates on the axis, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A version as a picture shows it."""

    version: int
    at: datetime
    changes: int
    severity: Severity
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One version in its lane."""

    version: int
    at: datetime
    changes: int
    severity: Severity
    address: str
    path: str
    """SVG path data of its shape; larger where more changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The line of one severity."""

    severity: Severity
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A date on the axis."""

    x: float
    words: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A timeline, in units of its view box."""

    width: int
    height: int
    left: int
    """Where the lanes begin, right of their names."""
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    unread: float | None
    """From where on the agreement could not be read, up to the end; none where it can."""


def timeline(
    versions: Sequence[Seen], now: datetime, width: int, *, unread_since: datetime | None = None, left: int = 64
) -> Picture:
    """The picture of a history, oldest first; it ends now."""
    shown = versions[-DRAWN:]
    begin = shown[0].at if shown else now
    span = max((now - begin).total_seconds(), 1.0)
    room = width - left - 28

    def x_of(at: datetime) -> float:
        return round(left + 14 + room * (at - begin).total_seconds() / span, 1)

    lanes = tuple(
        Lane(severity=severity, y=_TOP + place * _LANE) for place, severity in enumerate(reversed(tuple(Severity)))
    )
    heights = {lane.severity: lane.y for lane in lanes}
    return Picture(
        width=width,
        height=lanes[-1].y + _FOOT + 14,
        left=left,
        lanes=lanes,
        ticks=_ticks(begin, now, x_of, width),
        unread=max(x_of(unread_since), float(left)) if unread_since else None,
        dots=tuple(
            Dot(
                version=one.version,
                at=one.at,
                changes=one.changes,
                severity=one.severity,
                address=one.address,
                path=shape(one.severity, x_of(one.at), heights[one.severity], _size(one.changes)),
            )
            for one in shown
        ),
    )


def shape(severity: Severity, x: float, y: float, size: float) -> str:
    """Path data of the severity's shape around a point; the badges of the pages have the same ones."""
    corners = _CORNERS.get(severity)
    if corners is None:
        return f"M{x - size:g} {y:g}a{size:g} {size:g} 0 1 0 {2 * size:g} 0a{size:g} {size:g} 0 1 0 {-2 * size:g} 0z"
    return "M" + "L".join(f"{x + size * across:g} {y + size * down:g}" for across, down in corners) + "z"


_CORNERS: dict[Severity, tuple[tuple[float, float], ...]] = {
    Severity.MEDIUM: ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    Severity.HIGH: ((0, -1.1), (1.15, 0.9), (-1.15, 0.9)),
    Severity.CRITICAL: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
}
"""By severity, for a shape of size 1; low and none are circles."""


def _size(changes: int) -> float:
    """From 5 units for a single change to 10 for fifty and more."""
    return round(min(5 + 0.7 * math.sqrt(max(changes - 1, 0)), 10), 1)


def _ticks(begin: datetime, end: datetime, x_of: Callable[[datetime], float], width: int) -> tuple[Tick, ...]:
    """Months, as far apart as there is room; the two ends where the history is shorter than two of them."""
    months = [at for at in _months(begin, end) if begin <= at <= end]
    ticks: list[Tick] = []
    for at in months:
        x = x_of(at)
        if (not ticks or x - ticks[-1].x >= _TICKS_APART) and x < width - _TICKS_APART / 2:
            ticks.append(Tick(x=x, words=f"{at:%Y-%m}", anchor="middle"))
    if len(ticks) > 1:
        return tuple(ticks)
    ends = [Tick(x=x_of(begin), words=f"{begin:%Y-%m-%d}", anchor="start")]
    if x_of(end) - x_of(begin) > _TICKS_APART:
        ends.append(Tick(x=x_of(end), words=f"{end:%Y-%m-%d}", anchor="end"))
    return tuple(ends)


def _months(begin: datetime, end: datetime) -> list[datetime]:
    """The first of every month; of every year, where there are more than ten of them."""
    yearly = end.year - begin.year > 10
    return [
        datetime(year, month, 1, tzinfo=UTC)
        for year in range(begin.year, end.year + 1)
        for month in ((1,) if yearly else range(1, 13))
    ]
