"""Everything that pages and messages say is there in every language."""

from __future__ import annotations

import re

import pytest

from scripts.messages import LANGUAGES, catalogues, collected

_PLACES = re.compile(r"\{\w+\}|%\(\w+\)[sd]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    kept = {
        name: {str(one.id) for one in catalogue if one.id and one.string}
        for name, catalogue in catalogues(language).items()
    }
    assert kept == collected()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_values_of_its_message(language: str) -> None:
    for catalogue in catalogues(language).values():
        for message in catalogue:
            asked, given = set(_PLACES.findall(str(message.id))), set(_PLACES.findall(str(message.string)))
            assert given <= asked, message.id
