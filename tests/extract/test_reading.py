"""The front: what bytes are, what is said when nothing can be made of them, and hostile pages."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watcher.domain.agreement import Cut
from watcher.domain.document import Block, BlockKind, Document
from watcher.domain.errors import Unreadable
from watcher.domain.snapshot import Snapshot
from watcher.extract import join, read, read_file

CLAUSE = "<p>1. You shall pay the fees that are due under this agreement.</p>"
TEXT = "1. You shall pay the fees that are due under this agreement."


NOISE = Random(7).randbytes(3000)
"""What a compressed body looks like, or one that is encrypted."""


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "empty"),
        (b" \r\n\t\0", "text/html", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "text/html", "binary"),
        (b"PK\x03\x04" + bytes(64), "application/zip", "binary"),
        (b"\x1f\x8b\x08" + bytes(range(64)), "", "binary"),
        (bytes(range(256)) * 20, "text/html", "binary"),
        (NOISE, "", "binary"),
        (NOISE, "text/plain", "binary"),
        (b"<!doctype html><title>Terms</title>" + b"<meta name=a content=b>" * 200 + NOISE * 4, "text/html", "binary"),
        (b"<p>" + b"\x01\x02\x03" * 20 + b"Fees are due.", "text/html", "binary"),
        (bytes(5000), "text/plain", "empty"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_a_reason(body: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(Snapshot(body=body, content_type=content_type, url="https://x.example/"))
    assert (caught.value.reason, caught.value.where) == (reason, "https://x.example/")
    assert caught.value.mend


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (CLAUSE.encode(), "text/html"),
        (CLAUSE.encode(), ""),
        (CLAUSE.encode(), "application/octet-stream"),
        (f"<html><body>{CLAUSE}".encode(), "text/plain"),
        (f"<html><body>{CLAUSE}".encode("utf-16"), "text/html"),
        (TEXT.encode(), "text/plain"),
        (TEXT.encode(), ""),
    ],
)
def test_what_the_bytes_show_decides_how_they_are_read(body: bytes, content_type: str) -> None:
    document = read(Snapshot(body=body, content_type=content_type))
    assert " ".join(document.text.split()) == TEXT


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.html", b"<p>5 &lt; 6", "5 < 6"),
        ("A.HTM", b"<p>5 &lt; 6", "5 < 6"),
        ("a.txt", b"5 < 6 & 7 &c.", "5 < 6 & 7 &c."),
        ("noname", b"You agree.", "You agree."),
    ],
)
def test_a_file_is_read_as_what_its_name_says(name: str, body: bytes, expected: str) -> None:
    assert read_file(name, body).text == expected


def test_a_file_that_is_a_picture_is_refused_by_name() -> None:
    with pytest.raises(Unreadable) as caught:
        read_file("terms.txt", b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert (caught.value.reason, caught.value.where) == ("binary", "terms.txt")


def test_pages_of_one_agreement_are_joined_in_order() -> None:
    def document(text: str, taken: float) -> Document:
        block = Block(kind=BlockKind.PARAGRAPH, text=text)
        return Document(blocks=(block,), title=f"About {text}", taken=taken, warnings=(f"{text} is odd",))

    joined = join([document("one", 0.5), document("two", 1.0)])
    assert joined.text == "one\ntwo"
    assert joined.title == "About one"
    assert joined.warnings == ("one is odd", "two is odd")
    assert 0.5 < joined.taken < 1.0


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 300 + CLAUSE,
        "<div>" * 5000 + CLAUSE,
        "<ul><li>" * 3000 + CLAUSE,
        "<table><tr><td>" * 1500 + CLAUSE,
        "<b>" * 3000 + CLAUSE,
        "<html><head><noscript><iframe src=x></noscript></head><body>" + CLAUSE,
        "<html><head><noscript><iframe src=x></head><body>" + CLAUSE,
        "<html><body><p>x</p></body></html>" + CLAUSE,
        "<html><body></html></html></body>" + CLAUSE + "</html>",
        "<title>Terms</title><main>" + CLAUSE + "</main>",
        "<head><title>Terms</title><section>" + CLAUSE + "</section></head><body><p>x",
        "<svg><title/></svg>" + CLAUSE,
        "<svg><style>" + CLAUSE + "</style></svg>" + CLAUSE,
        "<!-->" + CLAUSE,
        "<!-- a -->" * 20_000 + CLAUSE,
        "<noscript>" * 20_000 + CLAUSE,
        "<p title='" + "x" * 2_000_000 + "'></p>" + CLAUSE,
        "<p style='" + "display:" * 50_000 + "' class='" + "a " * 50_000 + "'></p>" + CLAUSE,
        "\0".join(CLAUSE),
        "<template>" * 500 + CLAUSE + "</template>" * 500 + CLAUSE,
        "<!DOCTYPE html [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>" + CLAUSE,
        "<i></i>" * 50_000 + CLAUSE,
    ],
    ids=range(22),
)
def test_broken_and_hostile_markup_loses_no_clause(html: str) -> None:
    document = read(Snapshot(body=html.encode(), content_type="text/html"))
    assert TEXT in document.text


def test_pages_beyond_the_limits_are_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read(Snapshot(body=b"<p>" + b"a " * 20_000_001, content_type="text/html"))
    assert caught.value.reason == "limits"
    with pytest.raises(Unreadable) as caught:
        read(Snapshot(body=b"<i>" * 1_100_000, content_type="text/html"), Cut(select=("p",)))
    assert caught.value.reason in ("limits", "selector")


def test_a_page_s_own_scripts_and_frames_are_told_as_signs() -> None:
    html = "<body><div id=root></div><script src=a.js></script><noscript>Please enable JavaScript now.</noscript>"
    signs = read(Snapshot(body=html.encode(), content_type="text/html")).signs
    assert signs[:3] == ("scripts:1", "mount:root", "noscript:please enable javascript now.")


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<li>", "<ol start=5>", "</ol>", "<table>", "<tr>", "<td>", "<b>", "</b>", "<br>"]
        ),
        st.sampled_from(
            ["<a href='", "<a href=//[>", "<script>", "</script>", "<!--", "-->", "<template>", "<svg>", "<h1>"]
        ),
        st.sampled_from(
            ["<div hidden>", "<nav>", "</div>", "<pre>", "<q>", "<base href='http://[x'>", "&#x110000;", "\0"]
        ),
        st.sampled_from(
            ["<input type=password>", "<meta http-equiv=refresh content=x>", "<li value=9>", "<span data-cfemail=zz>"]
        ),
        st.text(max_size=12),
    ),
    max_size=40,
).map(lambda parts: "".join(parts).encode("utf-8", "replace"))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=300), MARKUP, st.binary(max_size=200).map(lambda tail: b"%PDF-1.7\n" + tail)),
    st.sampled_from(["", "text/html", "text/html; charset=gb2312", "text/plain", "application/pdf", "image/png"]),
    st.sampled_from([Cut(), Cut(select=("body",)), Cut(select=("xpath://p",), remove=("b",))]),
)
def test_arbitrary_bytes_make_a_document_or_are_unreadable(body: bytes, content_type: str, cut: Cut) -> None:
    try:
        document = read(Snapshot(body=body, content_type=content_type, url="https://x.example/a"), cut, title="Terms")
    except Unreadable as error:
        assert error.reason in {"encrypted", "scanned", "binary", "empty", "selector", "damaged", "limits"}
        return
    for block in document.blocks:
        assert block.text == block.text.strip()
        ranges = [(each.start, each.end) for each in (*block.emphasis, *block.links)]
        assert all(0 <= start < end <= len(block.text) for start, end in ranges)
