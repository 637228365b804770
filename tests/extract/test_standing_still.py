"""Bodies that differ only where no document comes from, told without parsing; in doubt they count as different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.snapshot import Snapshot
from watcher.extract import read, same_but_silent


def page(body: str) -> Snapshot:
    return Snapshot(body=body.encode(), content_type="text/html; charset=utf-8")


CLAUSE = "<p>1. Fees are due on the first day of the month.</p>"


@pytest.mark.parametrize(
    "around",
    [
        "<script>token = '{}'</script>{clause}",
        '<script nonce="{}">go(1 < 2)</script>{clause}',
        "<script type='text/javascript' src=/a.js>{}</script>{clause}",
        "{clause}<!-- rendered in {} ms - by web-3 -->",
        '<meta name="csrf-token" content="{}">{clause}',
        '<form><input type="hidden" name="authenticity" value="{}"></form>{clause}',
        "<style>.a{}</style><link rel=stylesheet href='/{}.css'>{clause}",
        '<script type="application/json">{"build": "{}"}</script>{clause}',
        "{clause}<noscript><img src=/{}></noscript><svg><path d='{}'></svg>",
    ],
)
def test_what_no_document_comes_from_is_passed_over(around: str) -> None:
    one, two = (around.replace("{}", said).replace("{clause}", CLAUSE) for said in ("a1b2", "c3d4"))
    assert same_but_silent(page(one), page(two))


@pytest.mark.parametrize(
    "body",
    [
        "<p>1. Fees are {} euros.</p>",
        "<!-- <script> -->1. Fees are {} euros.<script>x</script>",
        "<!-->1. Fees are {} euros.-->",
        "<!--->1. Fees are {} euros.-->",
        "<title><script>a</title>1. Fees are {}.</script>",
        "<script type='text/template' id=terms><p>1. Fees are {} euros.</p></script>",
        "<script type='text/template' id=terms>1. Fees are {} euros.</script>",
        "<textarea>1. Fees <!-- {} --> are due.</textarea>",
        "<input type=submit value='{}'>",
        "<title>The <meta name={}> tag</title>",
        '<a href="/<meta {}>">The terms</a>',
        "<a href='/terms/{}'>The terms</a>",
        "<p>1. Fees</p><base href='/{}/'>",
    ],
)
def test_what_may_be_read_counts(body: str) -> None:
    assert not same_but_silent(page(body.replace("{}", "10")), page(body.replace("{}", "20")))


def test_the_same_bytes_in_another_charset_are_another_text() -> None:
    body = "<p>1. Fünf Tage Frist.</p>".encode()
    one, two = (Snapshot(body=body, content_type=f"text/html; charset={name}") for name in ("utf-8", "gbk"))
    assert same_but_silent(one, two) == (read(one).blocks == read(two).blocks)


@pytest.mark.parametrize("text", ["1. Fees are <!-- {} --> due", "1. Fees <script>{}</script>", "%PDF-1.4 {}"])
def test_what_is_no_html_is_compared_whole(text: str) -> None:
    one, two = (Snapshot(body=text.replace("{}", said).encode(), content_type="text/plain") for said in ("10", "20"))
    assert same_but_silent(one, one)
    assert not same_but_silent(one, two)


TAGS = ("script", "p", "title", "svg", "textarea", "noscript", "style")
PIECES = st.lists(
    st.sampled_from(
        [
            *(f"<{tag}>" for tag in TAGS),
            *(f"</{tag}>" for tag in TAGS),
            *(
                "<!--",
                "-->",
                "<!",
                "--",
                ">",
                "'",
                "<script/>",
                "<a href='",
                "<script type=text/template>",
                "<br>",
                "<meta ",
            ),
            *("<link ", "<input type=hidden ", '"', '<a href="/'),
            *("{}", " {} due ", "{}"),
        ]
    ),
    max_size=14,
)


@given(PIECES)
def test_bodies_that_are_told_the_same_read_the_same(pieces: list[str]) -> None:
    body = f"<p>Terms of use</p>{''.join(pieces)}"
    old, new = (page(body.replace("{}", said)) for said in ("ten", "twenty"))
    if same_but_silent(old, new):
        assert read(old).blocks == read(new).blocks
