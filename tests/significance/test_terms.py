from __future__ import annotations

import pytest

from watcher.significance.terms import lower, pieces_of, terms

FOUND = [
    ("us*", "It was used."),
    ("re-use", "You may reuse it."),
    ("re-use", "You may re-use it."),
    ("days' notice", "Ten days’ notice is given."),
    ("not .. liable", "We are not in any way liable."),
    ("prior notice", "With PRIOR\u00a0NOTICE only."),
    ("ai", "AI"),
    ("保留..权利", "我们保留一切的权利。"),
    ("归", "归他"),
]


@pytest.mark.parametrize(("notation", "text"), FOUND)
def test_what_is_found_was_never_ruled_out(notation: str, text: str) -> None:
    words, lowered = terms(notation), lower(text)
    assert words.search(lowered) is not None
    assert words.possible(pieces_of(lowered))


def test_a_table_whose_words_a_text_lacks_is_ruled_out() -> None:
    assert not terms("arbitrat* | jury trial").possible(pieces_of("the boats are kept in the harbour"))


def test_each_character_keeps_its_place() -> None:
    assert lower("İ\u3000A") == "İ a"
