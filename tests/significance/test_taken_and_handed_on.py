"""What somebody wrote, sent or drew, looked through, handed on or learnt from; and liability that is there no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment
from watcher.significance.categories import evidence

Assess = Callable[..., Assessment]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We may use your drawings to train a tool that draws.", {"data_use", "ai_training"}),
        ("We train our writing assistants with your letters.", {"ai_training"}),
        ("We read your letters and share them with advertisers.", {"data_use"}),
        ("我们可能使用您的稿件训练写作助手。", {"data_use", "ai_training"}),
        ("我们可能查看您的信件，并将其提供给广告商。", {"data_use"}),
        ("Our shop assistants are trained to mend your drawings' frames.", set()),
        ("We train our crew with your photos on our systems.", set()),
        ("We hand your letters to the postman.", set()),
        ("我们的员工接受系统培训和训练后修复您的作品。", set()),
    ],
)
def test_what_is_done_with_somebodys_own_things(text: str, expected: set[str]) -> None:
    found = {each.category for each in evidence("", text)}
    assert found & {"data_use", "ai_training"} == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "We do not read your letters and do not share them with advertisers.",
            "We do not read your letters and share them with advertisers.",
        ),
        (
            "本会不会查看您的信件，也不会将其提供给任何第三方用于广告。",
            "本会不会查看您的信件，但可能将其提供给第三方用于广告。",
        ),
    ],
)
def test_handing_on_what_was_not_handed_on_is_a_matter_of_data(assessed: Assess, old: str, new: str) -> None:
    told = assessed(old, new)
    assert told.severity == "high"
    assert "data_use" in told.categories


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Our liability is limited to 10,000 euros.", "We accept no liability."),
        ("Our liability is limited to the fees of 12 months.", "We are not liable for any damages."),
        ("本会的赔偿责任以一万元为限。", "本会不承担任何责任。"),
    ],
)
def test_no_liability_at_all_weighs_as_much_as_a_lower_limit(assessed: Assess, old: str, new: str) -> None:
    told = assessed(old, new)
    assert told.severity == "critical"
    assert told.reasons[0] == "liability is no longer limited but excluded"


def test_a_carve_out_that_went_in_chinese_weighs_as_in_english(assessed: Assess) -> None:
    assert assessed("前款不适用于本会故意或者重大过失造成的损失。", None).severity == "high"
    assert assessed("前款不适用于沉船造成的损失。", None).severity == "low"


def test_an_exclusion_beside_a_limit_that_stays_is_told_as_before(assessed: Assess) -> None:
    limit = "Our liability is limited to 10,000 euros."
    told = assessed(limit, f"{limit} We are not liable for indirect damages.")
    assert told.severity == "high"
    assert told.reasons[0] == "now speaks of liability exclusion"
