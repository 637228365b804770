"""Texts as words, and lists page by page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.errors import UsageError
from watcher.services import paging
from watcher.services.words import folded, occurrences, phrases, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Notice: 10 days.", "notice 10 days"),
        ("通知期为10日", "通 知 期 为 10 日"),
        ("WeCom通知", "wecom 通 知"),
        ("Ｆｅｅｓ", "fees"),
        ("é e\u0301 É", "e e e"),
        ("STRASSE straße", "strasse strasse"),
        ("can't 9.2 a_b", "can t 9 2 a b"),
        ("½ ﬁnal", "12 final"),
        ("약관", "약 관"),
        (" ,;*()\x00\ud83d", ""),
    ],
)
def test_words_are_folded_and_characters_of_scripts_without_blanks_stand_alone(text: str, expected: str) -> None:
    if "약" in expected:
        assert len(folded(text).split()) == 2
    else:
        assert folded(text) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("fees notice", [("fees",), ("notice",)]),
        ('"working days" fees', [("working", "days"), ("fees",)]),
        ("“working days”", [("working", "days")]),
        ('fees "working days', [("fees",), ("working", "days")]),
        ("通知 9.2", [("通", "知"), ("9", "2")]),
        ("fees FEES", [("fees",)]),
        ('"" " " *', []),
    ],
)
def test_what_is_asked_for_is_words_and_phrases(asked: str, expected: list[tuple[str, ...]]) -> None:
    assert list(phrases(asked)) == expected


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says_and_is_found_there(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end]
        assert word.folded
        assert any(start <= word.start and word.end <= end for start, end in occurrences(text, [(word.folded,)]))
        assert all(letter.isalnum() or ord(letter) > 127 for letter in word.folded)


@given(st.text(max_size=100), st.lists(st.text(max_size=5), max_size=4))
def test_occurrences_are_in_order_and_do_not_overlap(text: str, asked: list[str]) -> None:
    spans = occurrences(text, phrases(" ".join(asked)))
    places = [place for span in spans for place in span]
    assert places == sorted(places)


KEYS = st.tuples(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)


@given(KEYS)
def test_a_place_in_a_list_survives_the_address(key: tuple[str, int, float]) -> None:
    written = paging.cursor(key)
    assert paging.key(written, str, int, float) == key
    assert written.isascii()
    assert not set(written) & set("+/=&?#% ")


@given(st.text(max_size=40))
def test_what_is_no_place_is_refused(said: str) -> None:
    try:
        found = paging.key(said, str, int)
    except UsageError:
        return
    assert found is None or (isinstance(found[0], str) and type(found[1]) is int)
