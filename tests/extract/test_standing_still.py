"""Bodies that differ only where no document comes from, told without parsing; in doubt they count as different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.snapshot import Snapshot
from watcher.extract import read, same_but_silent

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
    ],
)
def test_what_no_document_comes_from_is_passed_over(around: str) -> None:
    one, two = (around.replace("{}", said).replace("{clause}", CLAUSE).encode() for said in ("a1b2", "c3d4"))
    assert same_but_silent(one, two)


@pytest.mark.parametrize(
    "body",
    [
        "<p>1. Fees are {} euros.</p>",
        "<!-- <script> -->1. Fees are {} euros.<script>x</script>",
        "<!-->1. Fees are {} euros.-->",
        "<!--->1. Fees are {} euros.-->",
        "<title><script>a</title>1. Fees are {}.</script>",
        "<svg><script/>1. Fees are {}.</svg><script>x</script>",
        "<script type='text/template' id=terms><p>1. Fees are {} euros.</p></script>",
        "<script type='text/template' id=terms>1. Fees are {} euros.</script>",
        "<textarea>1. Fees <!-- {} --> are due.</textarea>",
        "<input type=submit value='{}'>",
        "<meta charset='{}'>",
        "<a href='/terms/{}'>The terms</a>",
        "<style>.a{}</style>",
    ],
)
def test_what_may_be_read_counts(body: str) -> None:
    assert not same_but_silent(body.replace("{}", "10").encode(), body.replace("{}", "20").encode())


TAGS = ("script", "p", "title", "svg", "textarea", "noscript", "style")
PIECES = st.lists(
    st.sampled_from(
        [
            *(f"<{tag}>" for tag in TAGS),
            *(f"</{tag}>" for tag in TAGS),
            *("<!--", "-->", "<!", "--", ">", "'", "<script/>", "<a href='", "<script type=text/template>", "<br>"),
            *("{}", " {} due ", "{}"),
        ]
    ),
    max_size=14,
)


@given(PIECES)
def test_bodies_that_are_told_the_same_read_the_same(pieces: list[str]) -> None:
    body = f"<p>Terms of use</p>{''.join(pieces)}"
    old, new = (body.replace("{}", said).encode() for said in ("ten", "twenty"))
    if same_but_silent(old, new):
        blocks = [read(Snapshot(body=one, content_type="text/html; charset=utf-8")).blocks for one in (old, new)]
        assert blocks[0] == blocks[1]
