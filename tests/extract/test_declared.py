"""What a body's markup says of its language and its end."""

from __future__ import annotations

import pytest

from watcher.extract import declared

SAID = (
    (b"<!doctype html><html lang=en><p>1. Fees.</p></html>", ("language:en", "closed")),
    (b"<HTML CLASS='a b' LANG='en_GB'><p>1. Fees.</BODY >", ("language:en-GB", "closed")),
    (b'<html lang="zh-Hans-CN" dir="ltr">\n<p>1. Fees', ("language:zh-Hans-CN",)),
    (b"<html xml:lang='fr'><p>1. Fees</html>", ("closed",)),
    (b"<html data-lang='fr'><p>1. Fees", ()),
    (b"<html lang=''><p lang='de'>1. Fees", ()),
    (b"1. Fees are due in an html document.", ()),
    ("<html lang='en'></html>".encode("utf-16"), ()),
)


@pytest.mark.parametrize(("body", "said"), SAID)
def test_a_body_declares_its_language_and_its_end(body: bytes, said: tuple[str, ...]) -> None:
    assert declared(body) == said


def test_what_a_hostile_body_declares_is_found_in_time_that_grows_with_it() -> None:
    assert declared(b"<html " + b"lang " * 200_000) == ()
    assert declared(b"<html " * 200_000) == ()
