"""What changes of amounts and times are told as: a wrong number in an alert is worse than none."""

from __future__ import annotations

import pytest

from watcher.clauses import outline
from watcher.diff import compare, inherit_ids
from watcher.extract.text import read_text
from watcher.significance import assess


def reasons(old: str, new: str) -> str:
    """The reasons told when the first clause of a small agreement changes."""
    trees = [
        outline(read_text(f"Agreement\n\n1. {text}\n\n2. The agreement runs until it ends.\n")) for text in (old, new)
    ]
    inherited, comparison = inherit_ids(trees[1], compare(trees[0], trees[1]))
    (change,) = assess(comparison, trees[0], inherited).changes
    return "; ".join(change.assessment.reasons)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Fees are 10.000 EUR per month.", "Fees are 20.000 EUR per month.", "from EUR 10,000 to EUR 20,000"),
        ("Fees are USD 1.000,50 a year.", "Fees are USD 2.000,50 a year.", "from USD 1,000.5 to USD 2,000.5"),
        ("Fees are $1,000.50 a year.", "Fees are $2,000.50 a year.", "from USD 1,000.5 to USD 2,000.5"),
        ("Fees are $10.50 a year.", "Fees are $12.50 a year.", "from USD 10.5 to USD 12.5"),
        (
            "Die Haftung ist auf 10.000 € begrenzt.",
            "Die Haftung ist auf 5.000 € begrenzt.",
            "from EUR 10,000 to EUR 5,000",
        ),
    ],
)
def test_amounts_are_told_as_they_are_printed_in_their_country(old: str, new: str, said: str) -> None:
    assert said in reasons(old, new)


def test_a_percentage_keeps_its_decimals() -> None:
    said = reasons("The service is available 99.999% of the time.", "The service is available 99.500% of the time.")
    assert "99.999%" in said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Our total liability shall not exceed the fees paid in the twelve months before the claim.",
            "Our total liability shall not exceed the fees paid in the three months before the claim.",
        ),
        ("本站的赔偿总额不超过您最近十二个月支付的服务费。", "本站的赔偿总额不超过您最近三个月支付的服务费。"),
    ],
)
def test_the_time_a_limit_is_counted_over_is_no_time_for_payment(old: str, new: str) -> None:
    said = reasons(old, new)
    assert "limit of liability" in said
    assert "payment" not in said


def test_a_time_for_payment_is_one() -> None:
    said = reasons("Invoices are payable within 30 days.", "Invoices are payable within 14 days.")
    assert "time for payment shortened from 30 to 14 days" in said
