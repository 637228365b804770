"""What is printed differently and says the same."""

from __future__ import annotations

import pytest

from watcher.diff import compare, fingerprint
from watcher.domain.clause import Clause, ClauseTree

SAME = [
    ("white space", "a  member\u00a0may\n pay", "a member may pay"),
    ("line wrapping", "Members may\nborrow books.", "Members may borrow books."),
    ("soft hyphens", "the li\u00adbra\u00adry", "the library"),
    ("zero-width signs", "the\u200b lib\u200drary\ufeff", "the library"),
    ("curly quotes", "“Desk” means the reader’s desk", '"Desk" means the reader\'s desk'),
    ("French quotes", "« Desk » means", '"Desk" means'),
    ("German quotes", "„Desk“ means", '"Desk" means'),
    ("dashes", "quiet – always — please", "quiet - always -- please"),
    ("full-width forms", "会员（含访客）应付１０元；", "会员(含访客)应付10元;"),
    ("the full stop", "会员应付款。", "会员应付款."),
    ("blanks between Han and Latin", "使用 Wi-Fi 服务", "使用Wi-Fi服务"),
    ("ligatures", "the ofﬁce", "the office"),
    ("accents typed apart", "cafe\u0301", "café"),
    ("bullets", "• one\n• two", "▪ one\n▪ two"),
    ("list markers", "* one\n* two", "- one\n- two"),
    ("an ellipsis", "and so on…", "and so on..."),
    ("a hidden address", "write to desk [at] library [dot] example", "write to desk@library.example"),
    ("an address in words", "write to desk at library dot example", "write to desk@library.example"),
    ("tracking", "see https://library.example/fees?utm_source=mail&id=4", "see https://library.example/fees?id=4"),
    ("an amount set apart", "costs $ 40", "costs $40"),
    ("a month as it is written", "on 5  May 2031", "on 5 May 2031"),
]

DIFFERENT = [
    ("a word", "Members may pay", "Members must pay"),
    ("a capital letter", "the desk", "the Desk"),
    ("a comma", "members, guests and staff", "members guests and staff"),
    ("a decimal", "1.5 per cent", "15 per cent"),
    ("a digit", "第3条", "第4条"),
    ("a Han character", "可以", "不可以"),
    ("an address", "desk@library.example", "front@library.example"),
    ("what a link asks for", "https://library.example/?id=4", "https://library.example/?id=5"),
    ("a percentage", "5%", "5"),
    ("a word run together", "may be", "maybe"),
    ("an accent", "resume", "resumé"),
]


def one(text: str) -> ClauseTree:
    return ClauseTree(clauses=(Clause(id="x", label="1", prefix="1.", text=text),))


@pytest.mark.parametrize(("name", "old", "new"), SAME, ids=[case[0] for case in SAME])
def test_cosmetics_are_no_change(name, old, new):
    assert compare(one(old), one(new)).changes == ()
    assert fingerprint(one(old)) == fingerprint(one(new))


@pytest.mark.parametrize(("name", "old", "new"), DIFFERENT, ids=[case[0] for case in DIFFERENT])
def test_what_says_something_else_is_a_change(name, old, new):
    assert len(compare(one(old), one(new)).changes) in (1, 2)
    assert fingerprint(one(old)) != fingerprint(one(new))


@pytest.mark.parametrize("prefix", ["1", "1.", "1\\.", "１．", "1 ."])
def test_the_stop_behind_a_number_is_how_it_is_set(prefix):
    old = ClauseTree(clauses=(Clause(id="x", label="1", prefix="1.", text="Pay."),))
    new = ClauseTree(clauses=(Clause(id="x", label="1", prefix=prefix, text="Pay."),))
    assert compare(old, new).changes == ()


def test_a_heading_printed_before_its_text_says_the_same():
    old = ClauseTree(clauses=(Clause(id="x", label="1", heading="Fees.", text="Pay at once."),))
    new = ClauseTree(clauses=(Clause(id="x", label="1", text="Fees. Pay at once."),))
    assert compare(old, new).changes == ()


def test_an_address_behind_a_shifting_cipher_is_one_address():
    from watcher.diff.cosmetics import fold_target

    hidden = [bytes([key, *(sign ^ key for sign in b"desk@library.example")]).hex() for key in (0x2A, 0x91)]
    found = {fold_target(f"https://library.example/cdn-cgi/l/email-protection#{digits}") for digits in hidden}
    assert found == {"mailto:desk@library.example"}
