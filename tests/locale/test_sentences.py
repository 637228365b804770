"""Sentences that can be said in more than one language."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.sentence import Sentence, several
from watcher.locale import ENGLISH, LANGUAGES, Locale, locale

CHINESE = Locale(
    language="zh",
    messages={
        "moved to {place}": "移至 {place}",
        "about {subjects}": "关于{subjects}",
        "fees": "费用",
        "{count} days": "{count} 天",
    },
)


def test_a_sentence_is_its_english_text() -> None:
    assert Sentence("moved to {place}", place="3.1") == "moved to 3.1"
    assert ENGLISH.say(Sentence("about {subjects}", subjects=("fees", "notice"))) == "about fees, notice"


def test_a_sentence_is_said_in_another_language_with_its_words_and_lists() -> None:
    assert CHINESE.say(Sentence("moved to {place}", place="3.1")) == "移至 3.1"
    assert CHINESE.say(Sentence("about {subjects}", subjects=("fees", "venue"))) == "关于费用、venue"
    assert CHINESE.say(Sentence("moved to {place}", place=several(2, "1 day", "{count} days"))) == "移至 2 天"


@given(st.text())
def test_what_a_page_says_is_put_in_as_it_is(words: str) -> None:
    assert CHINESE.say(Sentence("moved to {place}", place=words)) == f"移至 {words}"


def test_a_sentence_survives_copies() -> None:
    said = Sentence("moved to {place}", place=Sentence("fees"))
    for again in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert again == said
        assert CHINESE.say(again) == "移至 费用"


def test_a_template_needs_all_its_values() -> None:
    with pytest.raises(KeyError):
        Sentence("moved to {place}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_be_loaded(language: str) -> None:
    assert locale(language).language == language
