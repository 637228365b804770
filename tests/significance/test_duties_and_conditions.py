"""Advice that became a duty, and conditions that came before a sentence or went from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment

Assess = Callable[..., Assessment]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("You should keep your key secret.", "You must keep your key secret.", "'should' became 'must'"),
        ("Members must sign the book.", "Members should sign the book.", "'must' became 'should'"),
        (
            "If you are a consumer, you may withdraw within 14 days.",
            "You may withdraw within 14 days.",
            "a condition was dropped: 'If you are a consumer'",
        ),
        (
            "You may withdraw within 14 days.",
            "If you are a consumer, you may withdraw within 14 days.",
            "a condition was added: 'If you are a consumer'",
        ),
        ("如您为消费者，您可以退订。", "您可以退订。", "a condition was dropped: '如您为消费者'"),
    ],
)
def test_what_turned_a_sentence_is_told_with_its_words(assessed: Assess, old: str, new: str, reason: str) -> None:
    told = assessed(old, new)
    assert (told.severity, told.reasons[0]) == ("medium", reason)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Boats are blue.", "Boats are blue. If you want a red one, say so."),
        ("If a boat is lost, tell us.", "Where a boat is lost, tell us."),
        ("船只如下：红船。", "船只：红船。"),
        ("You must keep the key.", "You shall keep the key."),
    ],
)
def test_a_new_sentence_and_another_word_for_the_same_turn_nothing(assessed: Assess, old: str, new: str) -> None:
    told = assessed(old, new)
    assert told.severity == "low"
    assert not any("condition" in reason for reason in told.reasons)


def test_the_end_of_a_longer_word_limits_nothing(assessed: Assess) -> None:
    told = assessed("Your mailbox becomes read-only.", "Your mailbox becomes readonly.")
    assert (told.severity, told.reasons) == ("low", ("small changes of wording",))
    assert assessed("It is only read.", "It is read.").reasons == ("a limit was dropped: 'only'",)
