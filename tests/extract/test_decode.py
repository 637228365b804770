"""Bytes → characters, whatever the charset and whatever is said about it."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.errors import Unreadable
from watcher.domain.snapshot import Snapshot
from watcher.extract import read
from watcher.extract.decode import CODECS, decode

ENGLISH = "You shall pay the “fees” — within 10 days — to the provider’s account."
CHINESE = "第一条 用户应当遵守本协议的约定，未经许可不得将服务用于其他用途。朱镕基先生支付一百元整。" * 3


@pytest.mark.parametrize(
    ("text", "encoding", "header", "charset"),
    [
        (ENGLISH, "utf-8", "text/html; charset=utf-8", "utf-8"),
        (ENGLISH, "utf-8", "text/html", "utf-8"),
        (ENGLISH, "cp1252", "text/html; charset=iso-8859-1", "cp1252"),
        (ENGLISH, "cp1252", 'text/html; charset="latin1"', "cp1252"),
        (CHINESE, "gb18030", "text/html; charset=gb2312", "gb18030"),
        (CHINESE, "gb18030", "text/html; charset=GBK", "gb18030"),
        (CHINESE, "gb18030", "text/html", "gb18030"),
        ("本協議之條款適用於香港用戶，請細閱各項責任限制。" * 4, "big5hkscs", "text/html; charset=big5", "big5hkscs"),
        (CHINESE, "utf-16-le", "text/html; charset=utf-16", "utf-16-le"),
        (ENGLISH, "utf-16-be", "text/plain; charset=utf-16be", "utf-16-be"),
        (ENGLISH, "utf-16-le", "", "utf-16-le"),
        ("利用者は本規約に同意するものとします。" * 4, "cp932", "text/html; charset=Shift_JIS", "cp932"),
    ],
)
def test_text_survives_its_encoding(text: str, encoding: str, header: str, charset: str) -> None:
    found = decode(text.encode(encoding), header)
    assert (found.text, found.charset, found.warnings) == (text, charset, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_wins_over_what_is_declared(encoding: str) -> None:
    found = decode(ENGLISH.encode(encoding), "text/html; charset=gb2312")
    assert (found.text, found.by) == (ENGLISH, "mark")


@pytest.mark.parametrize(
    "start",
    [
        '<meta charset="gb2312">',
        "<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=gb2312'>",
        '<?xml version="1.0" encoding="gb2312"?>',
    ],
)
def test_the_page_itself_may_say_its_charset(start: str) -> None:
    assert decode((start + CHINESE).encode("gb18030")).text == start + CHINESE


def test_a_page_labelled_gb2312_keeps_what_only_gb18030_has_and_the_euro_of_windows() -> None:
    body = "甲方应当支付镕".encode("gb18030") + b"\x80" + "一百元".encode("gb18030")
    assert decode(body, "text/html; charset=gb2312").text == "甲方应当支付镕€一百元"


@pytest.mark.parametrize("declared", ["iso-8859-1", "gb2312", "big5", "windows-1251"])
def test_utf8_that_is_declared_as_something_else_is_read_as_utf8_with_a_warning(declared: str) -> None:
    found = decode(CHINESE.encode(), f"text/html; charset={declared}")
    assert found.text == CHINESE
    assert declared in found.warnings[0]


def test_a_declared_charset_that_does_not_decode_gives_way_to_the_guess() -> None:
    found = decode(CHINESE.encode("gb18030"), "text/html; charset=utf-8")
    assert (found.text, found.charset) == (CHINESE, "gb18030")
    assert "utf-8" in found.warnings[0]


def test_a_few_broken_bytes_neither_cut_the_text_short_nor_change_the_charset() -> None:
    body = (CHINESE * 20).encode() + b"\xff\xfe" + CHINESE.encode()
    found = decode(body, "text/html; charset=utf-8")
    assert found.text == CHINESE * 20 + "\ufffd\ufffd" + CHINESE
    assert found.warnings == ()


def test_many_broken_bytes_are_warned_of() -> None:
    found = decode(b"\x81\x8d You shall pay \xff\xff" * 50, "text/html; charset=gb2312")
    assert "You shall pay" in found.text
    assert "\ufffd" in found.text
    assert "replaced" in found.warnings[-1]


@pytest.mark.parametrize(("broken", "warned"), [(1, False), (4, False), (6, True), (40, True)])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_more_than_half_a_percent_of_replaced_characters_is_warned_of(charset: str, broken: int, warned: bool) -> None:
    text = (CHINESE * 20)[: 1000 - 2 * broken]
    found = decode(text.encode(charset) + b"\xff " * broken, f"text/html; charset={charset}")
    assert found.text == text + "\ufffd " * broken
    assert (found.charset, found.replaced) == (charset, broken / 1000)
    assert any("replaced" in warning for warning in found.warnings) is warned


def test_labels_that_are_no_charsets_of_pages_are_as_good_as_none() -> None:
    assert decode(ENGLISH.encode(), "text/html; charset=rot13").text == ENGLISH
    assert decode(b"+ADw-script+AD4-", "text/html; charset=utf-7").text == "+ADw-script+AD4-"


def test_every_label_names_a_codec_that_there_is() -> None:
    assert all(codecs.lookup(codec) for codec in CODECS.values())


@given(st.binary(max_size=400), st.sampled_from(["", *[f"text/html; charset={label}" for label in CODECS]]))
def test_any_bytes_decode(body: bytes, header: str) -> None:
    assert isinstance(decode(body, header).text, str)


@pytest.mark.parametrize("charset", ["gb18030", "big5hkscs", "utf-8", "cp1251"])
@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252"])
def test_a_server_that_calls_everything_latin_is_not_believed(charset: str, declared: str) -> None:
    text = {
        "gb18030": "本协议由您与平台共同缔结，具有合同效力，请您审慎阅读并充分理解各条款的内容。",
        "big5hkscs": "本條款由您與平台共同訂立，具有契約效力，請您審慎閱讀並充分理解各條款的內容。",
        "utf-8": "本协议由您与平台共同缔结，具有合同效力，请您审慎阅读并充分理解各条款的内容。",
        "cp1251": "Настоящее соглашение заключается между вами и оператором сервиса на неопределённый срок.",
    }[charset] * 4
    found = decode(f"<p>{text}</p>".encode(charset), f"text/html; charset={declared}")
    assert text in found.text
    assert found.warnings


@pytest.mark.parametrize(
    "text",
    [
        "La société se réserve le droit de modifier à tout moment les présentes conditions générales. ",
        "Für Schäden aus übermäßiger Nutzung haften wir nur bei grober Fahrlässigkeit. ",
        "Não nos responsabilizamos por interrupções; você aceita as condições à vista. ",
    ],
)
def test_western_text_stays_what_it_says_it_is(text: str) -> None:
    found = decode((text * 6).encode("cp1252"), "text/html; charset=iso-8859-1")
    assert found.text == text * 6
    assert found.warnings == ()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_chinese_page_in_utf_16_without_a_mark_is_read_as_the_header_says(codec: str) -> None:
    page = f"<title>服务协议</title><p>{CHINESE}</p>".encode(codec)
    document = read(Snapshot(body=page, content_type=f"text/html; charset={codec[:6]}{codec[7:]}"))
    assert (document.charset, document.title) == (codec, "服务协议")


def test_a_picture_is_binary_whatever_the_header_says() -> None:
    with pytest.raises(Unreadable, match="picture"):
        read(Snapshot(body=b"\x89PNG" + bytes(range(256)), content_type="text/html; charset=utf-16"))
