"""A value that is only printed otherwise is no change, and a period in another unit is neither shorter nor longer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment

Assess = Callable[..., Assessment]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The limit is the fees of 12 months.", "The limit is the fees of one year."),
        ("The berth is let for 24 months.", "The berth is let for two years."),
        ("You have 7 days to answer.", "You have one week to answer."),
        ("Bring 14 oars.", "Bring fourteen oars."),
        ("航行记录保留三十日。", "航行记录保留30日。"),
    ],
)
def test_the_same_value_printed_otherwise_is_a_small_change_of_wording(assessed: Assess, old: str, new: str) -> None:
    told = assessed(old, new)
    assert (told.severity, told.reasons) == ("low", ("small changes of wording",))


@pytest.mark.parametrize(
    ("old", "new", "severity", "reason"),
    [
        (
            "Cancel with one month's notice.",
            "Cancel with 30 days' notice.",
            "low",
            "another unit: 1 month became 30 days",
        ),
        ("The permit lasts one year.", "The permit lasts 365 days.", "low", "another unit: 1 year became 365 days"),
        ("Cancel with one month's notice.", "Cancel with 21 days' notice.", "high", "notice shortened from 1 month"),
        ("Cancel with ten days' notice.", "Cancel with 10 working days' notice.", "low", "notice lengthened"),
        ("The berth is let for 24 months.", "The berth is let for three years.", "medium", "period lengthened"),
    ],
)
def test_another_unit_is_told_as_that_and_another_length_as_a_change(
    assessed: Assess, old: str, new: str, severity: str, reason: str
) -> None:
    told = assessed(old, new)
    assert told.severity == severity
    assert len(told.reasons) == 1
    assert reason in told.reasons[0]
