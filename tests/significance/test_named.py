"""What a text names, rights and safeguards that go, and parties that differ by one character."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment

Assess = Callable[..., Assessment]

# (old, new, severity, the first reason)
TOLD = [
    (
        "This agreement is governed by the laws of Norway.",
        "This agreement is governed by the laws of Delaware.",
        "high",
        "governing law changed from Norway to Delaware",
    ),
    ("本合同适用挪威法律。", "本合同适用新加坡法律。", "high", "governing law changed from 挪威 to 新加坡"),
    (
        "Disputes are brought before the courts of Oslo, Norway. No delay is a waiver.",
        "Disputes are brought before the courts of Bergen, Norway. No delay is a waiver.",
        "high",
        "court changed from Oslo, Norway to Bergen, Norway",
    ),
    (
        "争议提交北京仲裁委员会仲裁。",
        "争议提交上海仲裁委员会仲裁。",
        "high",
        "place or body of arbitration changed from 北京仲裁委员会 to 上海仲裁委员会",
    ),
    (
        "The Chinese version prevails.",
        "The English version prevails.",
        "high",
        "prevailing language changed from Chinese to English",
    ),
    ("甲方负责船只的保险。", "乙方负责船只的保险。", "high", "another party: '甲方' became '乙方'"),
    (
        "Nothing in these terms limits our liability for death.",
        None,
        "high",
        "a limit to what the agreement excludes is gone: 'Nothing in these terms limits'",
    ),
    (
        "上述责任限制不适用于故意造成的损害。",
        None,
        "high",
        "a limit to what the agreement excludes is gone: '限制不适用'",
    ),
    (
        "We will announce the change and you may cancel the plan.",
        "We will announce the change.",
        "high",
        "a right is no longer stated: 'you may cancel'",
    ),
    ("We will not lend your boat to others.", None, "medium", "a promise is no longer stated: 'We will not'"),
    (
        "Our total liability shall not exceed €1,000.",
        "Our total liability shall not exceed €2,500.",
        "medium",
        "limit of liability raised from EUR 1,000 to EUR 2,500",
    ),
    ("A voucher is worth at most 18%.", "A voucher is worth at most 20%.", "medium", "percentage changed from 18% to"),
    ("You may register up to 3 boats.", "You may register up to 5 boats.", "low", "a number changed from 3 to 5"),
    (
        "We share the list, unless the member objects in writing.",
        "We share the list.",
        "medium",
        "an exception was dropped: 'unless the member objects in writing'",
    ),
    (
        "Under no circumstances shall the club be held liable for fog.",
        "The club shall not be liable for fog or ice.",
        "medium",
        "a clause on liability exclusion was reworded",
    ),
    (None, "Neither side shall bring a boat of its own.", "medium", "a new prohibition: 'Neither side shall bring"),
    (None, "The law shall be the one of the island.", "low", "a clause was added"),
    (None, "It is read beside the Harbour Civil Code.", "low", "a clause was added"),
]


@pytest.mark.parametrize(("old", "new", "severity", "reason"), TOLD)
def test_what_a_lawyer_reads_a_clause_for_is_told_first(
    assessed: Assess, old: str | None, new: str | None, severity: str, reason: str
) -> None:
    found = assessed(old, new)
    assert found.severity == severity, found.reasons
    assert found.reasons[0].startswith(reason), found.reasons


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The laws of your country apply.", "The laws of your home apply."),
        ("It is governed by the laws of Norway.", "The laws of Norway govern it."),
    ],
)
def test_a_law_that_is_not_another_one_is_no_news(assessed: Assess, old: str, new: str) -> None:
    assert not [fact for fact in assessed(old, new).facts if fact.role == "governing law"]


def test_reasons_are_words_and_not_names_of_fields(assessed: Assess) -> None:
    found = assessed("You may row.", "You may row and you waive all claims against us.")
    assert found.reasons[0] == "now speaks of claims waiver"


def test_a_promise_that_is_only_put_otherwise_is_not_gone(assessed: Assess) -> None:
    found = assessed("We will not sell the list.", "The list is private and we do not sell it.")
    assert not any("promise" in reason for reason in found.reasons)
