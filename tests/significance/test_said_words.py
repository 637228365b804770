"""Of a small change the words are said: what came, what went, and what was put for what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment

Assess = Callable[..., Assessment]


@pytest.mark.parametrize(
    ("old", "new", "severity", "reason"),
    [
        ("We record calls with your consent.", "We record calls.", "high", "no longer says 'with your consent'"),
        ("经您同意，我们会录制通话。", "我们会录制通话。", "high", "no longer says '经您同意'"),
        (
            "We may suspend your account after a warning.",
            "We may suspend your account without warning.",
            "high",
            "now says 'without warning'",
        ),
        (
            "We share your address with the carrier.",
            "We share your address with the carrier and our advertising partners.",
            "medium",
            "a clause on data use now also says 'and our advertising partners'",
        ),
        (
            "我们对间接损失不承担责任。",
            "我们对任何损失不承担责任。",
            "medium",
            (
                "a clause on liability exclusion was reworded: "
                "'我们对间接损失不承担责任。' became '我们对任何损失不承担责任。'"
            ),
        ),
        ("The boat is promptly mended.", "The boat is mended.", "low", "no longer says 'promptly'"),
        (
            "The boat is blue.",
            "The boat is green.",
            "low",
            "reworded: 'The boat is blue.' became 'The boat is green.'",
        ),
        (
            "争议提交宁波仲裁委员会仲裁。",
            "争议由宁波市海曙区人民法院管辖。",
            "high",
            "who decides disputes changed from 宁波仲裁委员会 to 宁波市海曙区人民法院",
        ),
        (
            "Disputes are settled by arbitration in Oslo.",
            "Disputes are settled by the courts of Oslo.",
            "high",
            "who decides disputes changed from arbitration in Oslo to courts of Oslo",
        ),
    ],
)
def test_the_words_of_a_small_change_are_said(assessed: Assess, old: str, new: str, severity: str, reason: str) -> None:
    told = assessed(old, new)
    assert (told.severity, told.reasons[0]) == (severity, reason)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We record calls with your consent.", "We record your calls with your consent."),
        ("Disputes go to the courts of Oslo.", "Disputes go to the courts of Bergen."),
        ("The boats of the club are blue.", "The club's boats have blue paint."),
    ],
)
def test_what_stays_is_not_said_to_be_gone(assessed: Assess, old: str, new: str) -> None:
    told = assessed(old, new)
    assert not any("consent" in reason or "who decides" in reason for reason in told.reasons)
    assert {fact.role for fact in told.facts}.isdisjoint({"with_consent", "forum"})
