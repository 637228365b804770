"""Pictures and outlines, made before any page."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.assessment import Severity
from watcher.domain.clause import Clause
from watcher.web.outlines import DEEPEST, LONGEST, Node, nested, printed
from watcher.web.pictures import DRAWN, Seen, shape, timeline

BEGIN = datetime(2024, 2, 29, tzinfo=UTC)


def seen(*, days: int, severity: Severity = Severity.LOW, changes: int = 1) -> Seen:
    return Seen(version=days, at=BEGIN + timedelta(days=days), changes=changes, severity=severity, address=f"/{days}")


def clause(level: int, heading: str = "") -> Clause:
    return Clause(id=f"c{level}{heading}", label="1", level=level, heading=heading, text="" if heading else "Words.")


def depth(nodes: list[Node]) -> int:
    return max((1 + depth(node.below) for node in nodes), default=0)


def count(nodes: list[Node]) -> int:
    return sum(1 + count(node.below) for node in nodes)


def test_severities_differ_by_shape_and_by_lane() -> None:
    drawn = timeline([seen(days=1, severity=one) for one in Severity], BEGIN + timedelta(days=9), 900)
    assert len({lane.y for lane in drawn.lanes}) == len(Severity)
    assert next(lane.severity for lane in drawn.lanes) is Severity.CRITICAL
    above_none = [shape(one, 0, 0, 5) for one in Severity if one is not Severity.NONE]
    assert len(set(above_none)) == 4


def test_more_changes_make_a_larger_mark() -> None:
    few, many = timeline([seen(days=1), seen(days=1, changes=40)], BEGIN + timedelta(days=9), 900).dots
    assert len({few.path, many.path}) == 2


@given(
    st.lists(st.integers(0, 20_000), max_size=40, unique=True).map(sorted),
    st.integers(0, 20_000),
    st.sampled_from([340, 960]),
)
def test_whatever_the_history_it_is_drawn_inside_the_picture(days: list[int], more: int, width: int) -> None:
    end = BEGIN + timedelta(days=max(days, default=0) + more)
    picture = timeline([seen(days=one) for one in days], end, width)
    places = [float(dot.path[1:].split()[0]) for dot in picture.dots]
    assert places == sorted(places)
    assert all(picture.left <= place <= width for place in places)
    assert all(picture.left <= tick.x <= width for tick in picture.ticks)


def test_of_a_long_history_the_newest_versions_are_drawn() -> None:
    versions = [seen(days=day) for day in range(DRAWN + 50)]
    dots = timeline(versions, versions[-1].at, 900).dots
    assert (len(dots), dots[-1].version) == (DRAWN, DRAWN + 49)


def test_the_time_in_which_nothing_could_be_read_is_drawn() -> None:
    end = BEGIN + timedelta(days=100)
    half = timeline([seen(days=0)], end, 960, unread_since=BEGIN + timedelta(days=50))
    whole = timeline([seen(days=0)], end, 960, unread_since=BEGIN - timedelta(days=9))
    assert whole.unread == whole.left
    assert half.unread is not None
    assert half.left < half.unread < half.width
    assert timeline([seen(days=0)], end, 960).unread is None


def test_an_outline_without_a_history_is_empty() -> None:
    assert nested([]) == []
    assert timeline([], BEGIN, 340).dots == ()


@given(st.lists(st.integers(1, 300), max_size=60))
def test_every_clause_stands_in_the_outline_once_however_deep(levels: list[int]) -> None:
    nodes = nested([clause(level) for level in levels])
    assert count(nodes) == len(levels)
    assert depth(nodes) <= DEEPEST


def test_a_very_long_outline_leaves_out_its_lowest_levels() -> None:
    clauses = [clause(1 + place % 3) for place in range(3 * LONGEST)]
    assert count(nested(clauses)) == LONGEST


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["", "Fees"])), max_size=40))
def test_headings_never_skip_a_level(given_: list[tuple[int, str]]) -> None:
    rows = printed([clause(level, heading) for level, heading in given_], {}, 1)
    levels = [1, *(row.heading for row in rows if row.heading)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all(2 <= level <= 6 for level in levels[1:])
