"""Tables are asked only where a text has words that they need; what they would have found must never be lost by it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.significance import chinese, english, headings
from watcher.significance.phrases import PHRASES
from watcher.significance.signals import Signal, index, signal
from watcher.significance.terms import Index, Terms, lower, pieces_of

SIGNALS = (*chinese.SIGNALS, *english.SIGNALS, *headings.CHINESE, *headings.CHINESE_ALONE, *headings.ENGLISH)
INDEX = index(SIGNALS)
# What stands before and behind whole words is asked of the text, and is no part of what they are printed as.
LOOKING_AROUND = re.compile(r"\(\?(?:<!|!)\[\^\\W[^\]]*\]\)")


@st.composite
def printed(draw: st.DrawFn, words: Terms) -> str:
    """One way to print one of the alternatives."""
    alternative = draw(st.sampled_from(words.alternatives))
    return draw(st.from_regex(LOOKING_AROUND.sub("", alternative.pattern), fullmatch=True))


@given(st.data())
def test_a_signal_that_a_sentence_meets_is_among_those_asked(data: st.DataObject) -> None:
    one: Signal = data.draw(st.sampled_from(SIGNALS))
    beside = st.sampled_from([" ", ", ", " of the ", "(", "的", ""])
    sentence = "".join(data.draw(beside) + data.draw(printed(part)) for part in one.together) + data.draw(beside)
    lowered = lower(sentence)
    pieces = pieces_of(lowered)
    if one.words(sentence, lowered):
        assert one.possible(pieces)
        assert one in INDEX.among(pieces)


@given(st.data())
def test_a_phrase_that_a_text_has_is_among_those_asked(data: st.DataObject) -> None:
    name, words = data.draw(st.sampled_from(PHRASES))
    lowered = lower(f"They say: {data.draw(printed(words))}.")
    if words.search(lowered):
        assert name in Index(PHRASES).among(pieces_of(lowered))


def test_of_the_tables_a_text_asks_for_few_and_in_their_order() -> None:
    sentence = "The carrier may amend these terms at any time, and the fee is due on the first day of the month."
    asked = INDEX.among(pieces_of(lower(sentence)))
    assert 0 < len(asked) < len(SIGNALS) / 5
    assert asked == [each for each in SIGNALS if each in asked]


@pytest.mark.parametrize(
    ("sentence", "met"),
    [
        ("You may make a copy of it.", True),
        ("You may write to the copyright agent.", False),
    ],
)
def test_words_near_each_other_are_whole_words(sentence: str, met: bool) -> None:
    within = len("write to the copy" if not met else "make a copy") + 1
    assert bool(signal("ip_licence", "you may", "copy", near=within).words(sentence, lower(sentence))) is met
