"""Which words are marked inside a clause."""

from __future__ import annotations

import pytest

from watcher.diff.wording import spans_between


def redline(old: str, new: str) -> str:
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(marks[span.op].format(span.text) for span in spans_between(old, new))


MARKED = [
    ("within 10 working days", "within 15 working days", "within [-10-]{+15+} working days"),
    ("costs US$ 1,000.50 a year", "costs US$ 1,200.50 a year", "costs [-US$ 1,000.50-]{+US$ 1,200.50+} a year"),
    ("a rate of 3.5% applies", "a rate of 4.5% applies", "a rate of [-3.5%-]{+4.5%+} applies"),
    ("from 5 May 2031 on", "from 6 May 2031 on", "from [-5 May 2031-]{+6 May 2031+} on"),
    ("Updated: 2031-03-22", "Updated: 2031-09-22", "Updated: [-2031-03-22-]{+2031-09-22+}"),
    ("see Section 4(a)(ii) below", "see Section 4(b)(ii) below", "see Section [-4(a)(ii)-]{+4(b)(ii)+} below"),
    ("the fee is due", "the annual fee is due", "the {+annual +}fee is due"),
    ("the annual fee is due", "the fee is due", "the [-annual -]fee is due"),
    ("You may copy it.", "You may not copy it.", "You may {+not +}copy it."),
    ("会员应当提前十天付款", "会员应当提前五天付款", "会员应当提前[-十-]{+五+}天付款"),
    ("会员可以转让", "会员不可以转让", "会员{+不+}可以转让"),
    ("2031年3月1日起生效", "2031年4月1日起生效", "[-2031年3月1日-]{+2031年4月1日+}起生效"),
    ("Members pay.", "Members pay. Guests do not.", "Members pay.{+ Guests do not.+}"),
    ("One. Two rests. Three.", "One. Three.", "One. [-Two rests. -]Three."),
    (
        "You deal with MILL.COM NORTH LIMITED OR MILL.COM SOUTH LIMITED.",
        "You deal with MILL.COM SOUTH LIMITED.",
        "You deal with MILL.COM [-NORTH LIMITED OR MILL.COM -]SOUTH LIMITED.",
    ),
    ("Pay now.", "Pay now!", "Pay now[-.-]{+!+}"),
    ("", "All of it", "{+All of it+}"),
    ("l'accès des membres", "l'usage des membres", "l'[-accès-]{+usage+} des membres"),
    ("non-exclusive right", "exclusive right", "[-non--]exclusive right"),
]


@pytest.mark.parametrize(("old", "new", "expected"), MARKED)
def test_only_the_words_that_changed_are_marked(old, new, expected):
    assert redline(old, new) == expected


def test_a_phrase_is_marked_as_one():
    old = "We will inform the user by letter."
    new = "The library shall notify the user by letter."
    assert redline(old, new) == "[-We will inform-]{+The library shall notify+} the user by letter."


def test_small_words_between_two_changes_are_drawn_in():
    old = "Fines, charges and deposits are refunded."
    new = "Rents, tolls and duties are refunded."
    assert redline(old, new) == "[-Fines, charges and deposits-]{+Rents, tolls and duties+} are refunded."


def test_a_word_that_forbids_is_never_drawn_in():
    old = "Guests shall not borrow."
    new = "Visitors may not copy."
    assert "not" in [span.text.strip() for span in spans_between(old, new) if span.op == "equal"]


def test_an_inserted_sentence_is_marked_from_its_beginning_to_its_end():
    old = "You may read. You may leave."
    new = "You may read. You may copy. You may leave."
    assert redline(old, new) == "You may read. {+You may copy. +}You may leave."


COSMETIC = [
    ("the “desk” is open until 5", 'the "desk" is open until 6', "the “desk” is open until [-5-]{+6+}"),
    ("the “desk” is open", 'the "door" is open', "the “[-desk-]{+door+}” is open"),
    ("the li\u00adbrary closes at 5", "the library closes at 6", "the li\u00adbrary closes at [-5-]{+6+}"),
    ("one – or two – days", "one - or three - days", "one – or [-two-]{+three+} – days"),
    ("one  day\nand two nights", "one day and three nights", "one  day\nand [-two-]{+three+} nights"),
    ("- lamps;\n- oil;\n- two men", "- lamps;\n- oil;\n- six men", "- lamps;\n- oil;\n- [-two-]{+six+} men"),
    ("- lamps;\n- a man or two men", "• lamps;\n• a man or six men", "- lamps;\n- a man or [-two-]{+six+} men"),
    ("write to desk@example.org or call", "write to desk [at] example.org", "write to desk@example.org[- or call-]"),
]


@pytest.mark.parametrize(("old", "new", "expected"), COSMETIC)
def test_what_only_looks_different_is_no_mark_and_not_lost(old, new, expected):
    spans = spans_between(old, new)
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    shown = [span for span in spans if not span.cosmetic]
    as_it_looked = [span for span in spans if not (span.cosmetic and span.op == "insert")]
    assert (
        "".join(span.text if span.cosmetic else marks[span.op].format(span.text) for span in as_it_looked) == expected
    )
    assert any(span.op != "equal" for span in shown)
    assert "".join(span.text for span in spans if span.op != "insert") == old
    assert "".join(span.text for span in spans if span.op != "delete") == new


def test_white_space_stays_as_it_was_printed():
    assert redline("pay  now\nor never", "pay  today\nor never") == "pay  [-now-]{+today+}\nor never"


def test_the_same_texts_give_the_same_spans():
    old = "a b c a b c d e f " * 40
    new = "a c b a b d c e f " * 40
    assert spans_between(old, new) == spans_between(old, new)


def test_very_long_texts_are_compared_by_sentences_and_lose_nothing():
    old = " ".join(f"Rule {n} says that member {n * 7 % 1000} pays {n * 13 % 100} cents." for n in range(1500))
    new = old.replace("pays 26 cents", "owes 26 cents").replace("Rule 900 says", "Rule 900 adds")
    spans = spans_between(old, new)
    assert "".join(span.text for span in spans if span.op != "insert") == old
    assert "".join(span.text for span in spans if span.op != "delete") == new
    assert {span.text for span in spans if span.op == "insert"} == {"owes", "adds"}


def test_texts_too_long_for_anything_finer_are_replaced_and_lose_nothing(monkeypatch):
    from watcher.diff import wording

    monkeypatch.setattr(wording, "_CELLS", 12)
    old, new = "Red fish swim here. Blue fish rest.", "Red birds fly over there now. Blue fish rest."
    spans = spans_between(old, new)
    assert "".join(span.text for span in spans if span.op != "insert") == old
    assert "".join(span.text for span in spans if span.op != "delete") == new
    assert spans[-1].text.endswith("Blue fish rest.")
