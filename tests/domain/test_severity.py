"""Severities are ordered by weight, not by the alphabet."""

from __future__ import annotations

import itertools

import pytest

from watcher.domain.assessment import Severity

ASCENDING = ["none", "low", "medium", "high", "critical"]


@pytest.mark.parametrize(("less", "more"), list(itertools.combinations(ASCENDING, 2)))
def test_severities_are_ordered_by_weight(less: str, more: str) -> None:
    a, b = Severity(less), Severity(more)
    assert a < b
    assert a <= b
    assert b > a
    assert b >= a
    assert not b < a
    assert not a > b


def test_the_highest_severity_is_the_weightiest() -> None:
    assert max(Severity) is Severity.CRITICAL
    assert min(Severity) is Severity.NONE
