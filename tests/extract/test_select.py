"""The operator's cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.cssselect import CSSSelector

from watcher.domain.agreement import Cut, Range
from watcher.domain.errors import Unreadable
from watcher.extract.select import elements

PAGE = """<div class=a>one<p class=x>two</p></div><h1>three</h1><p>four</p><div><p id=end>five</p>six</div>
<p class=x>seven</p>"""


@pytest.mark.parametrize(
    ("select", "remove", "expected"),
    [
        ((".x",), (), ["two", "seven"]),
        (("h1", ".x"), (), ["three", "two", "seven"]),
        ((".a", ".x"), (), ["one", "two", "seven"]),
        (("body",), (".a", "#end"), ["three", "four", "six", "seven"]),
        (("xpath://p[@id='end']",), (), ["five"]),
        (("p:first-of-type",), (), ["two", "four", "five"]),
        ((Range(start_before="h1", end_before="#end"),), (), ["three", "four"]),
        ((Range(start_after="h1", end_after="#end"),), (), ["four", "five"]),
        ((Range(start_before=".x", end_before="h1"),), (), ["two"]),
        ((Range(start_after="#end"),), (), ["six", "seven"]),
        ((Range(end_after="h1"),), (), ["one", "two", "three"]),
        ((Range(start_before="h1", end_before="#end"), ".x"), (), ["three", "four", "two", "seven"]),
        (("body",), (Range(start_before="h1", end_before="#end"),), ["one", "two", "five", "six", "seven"]),
        (("body",), (Range(start_after=".a", end_after="#end"),), ["one", "two", "six", "seven"]),
        (("h1", ".missing"), (), ["three"]),
        (("h1",), (".missing",), ["three"]),
    ],
)
def test_what_is_selected_is_taken_and_what_is_removed_is_not(read_page, select, remove, expected) -> None:
    document = read_page(PAGE, Cut(select=select, remove=remove))
    assert [block.text for block in document.blocks] == expected


@pytest.mark.parametrize(
    "selector",
    [
        ".missing",
        "xpath://p[@class='missing']",
        Range(start_before="h1", end_before=".missing"),
        Range(start_before="#end", end_before="h1"),
        Range(start_after=".missing"),
    ],
)
def test_a_selector_that_matches_nothing_is_a_failure_that_names_it(read_page, selector) -> None:
    with pytest.raises(Unreadable) as caught:
        read_page(PAGE, Cut(select=(selector,)))
    assert caught.value.reason == "selector"
    assert ".missing" in caught.value.what or "#end" in caught.value.what or "missing" in caught.value.what
    assert caught.value.where == "https://terms.example/en/agreement"


def test_a_failed_selector_says_what_the_page_calls_itself(read_page) -> None:
    with pytest.raises(Unreadable, match="Just a moment"):
        read_page(PAGE, Cut(select=(".missing",)), head="<title>Just a moment...</title>")


def test_a_selector_that_matches_only_empty_elements_is_a_failure(read_page) -> None:
    with pytest.raises(Unreadable) as caught:
        read_page("<div id=old></div><p>text</p>", Cut(select=("#old",)))
    assert caught.value.reason == "selector"


def test_selectors_mean_nothing_in_plain_text(read_page) -> None:
    with pytest.raises(Unreadable, match="plain text"):
        read_page(b"1. You shall pay.", Cut(select=("main",)), content_type="text/plain")


def test_one_of_several_selectors_that_matches_nothing_is_a_warning(read_page) -> None:
    document = read_page(PAGE, Cut(select=("h1", ".missing")))
    assert any(".missing" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "selector",
    [
        "p >> ::: x",
        "p[",
        "",
        "xpath://p[",
        "xpath:",
        "xpath:1+1",
        "xpath:'text'",
        "xpath://p/text()",
        "xpath:document('file:///etc/passwd')",
        "xpath:doc('http://127.0.0.1/')//p",
        "xpath:unparsed-text('/etc/passwd')",
        "xpath:environment-variable('HOME')",
        "xpath:" + "(" * 900,
        ":not(" * 200 + "p" + ")" * 200,
        "p, " * 500,
        "xpath:unknown:function()",
        "xpath:$variable",
    ],
)
def test_a_selector_that_cannot_be_used_is_refused(read_page, selector: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_page(PAGE, Cut(select=(selector,)))
    assert caught.value.reason == "selector"
    with pytest.raises(Unreadable):
        read_page(PAGE + "<p>more", Cut(select=("body",), remove=(Range(start_before=selector or "["),)))


@pytest.mark.parametrize(
    ("page", "selector"),
    [
        ("<p>a" * 40_000, "xpath://*[count(//*[count(//*) > 0]) > 0]"),
        ("<p>a" * 40_000, "xpath://p[following::p[preceding::p]]"),
        ("<p>a" * 40_000, "p:nth-child(2)"),
        ("<p>a" * 40_000, "xpath://*[//q]"),
        ("<p>a" * 40_000, "xpath://p[contains(string(..), 'x')]"),
        ("<p>a" * 4_000, "xpath://p/following-sibling::p"),
        ("<p>a" * 4_000, "xpath://p/preceding::p"),
        ("<div>" * 1_900 + "<p>a</p>" * 40_000, "xpath://div//div//p"),
        ("<i>a</i>" * 400_000, " > ".join("i" * 100)),
    ],
)
def test_an_expression_that_could_run_for_ever_on_a_large_page_is_refused(read_page, page: str, selector: str) -> None:
    with pytest.raises(Unreadable, match="too long") as caught:
        read_page(page, Cut(select=(selector,)))
    assert caught.value.reason == "selector"


@pytest.mark.parametrize(
    ("page", "selector", "count"),
    [
        ("<p>a" * 20_000, "p ~ p", 19_999),
        ("<p>a" * 20_000, "p + p", 19_999),
        ("<p>a" * 20_000, "xpath://p[preceding-sibling::p[1]]", 19_999),
        ("<div>" * 1_500 + "<p>a", "x div div div div p, div div div p", 1),
        ("<div><p>a</p></div>" * 10_000, "div:has(p) p", 10_000),
        ("<div><p>a</p></div>" * 10_000, "xpath://div[.//p]//p", 10_000),
    ],
)
def test_an_expression_whose_cost_grows_with_the_page_alone_is_not(
    read_page, page: str, selector: str, count: int
) -> None:
    assert len(read_page(page, Cut(select=(selector,))).blocks) == count


def test_an_expression_that_is_dear_on_large_pages_is_none_on_small_ones(read_page) -> None:
    document = read_page(PAGE, Cut(select=("xpath://*[self::h1][following::p[//p]]/following-sibling::p",)))
    assert [block.text for block in document.blocks] == ["four", "seven"]


MARKUP = st.recursive(
    st.sampled_from(["<p>x</p>", "<b class='k'>y</b>", "<p class='k m'>z</p>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(("div", "section")), st.lists(inner)
    ),
    max_leaves=14,
)
COMPOUND = st.sampled_from(["p", "div", "b", ".k", "*", "p.m", "section", "p:first-child", "div:not(p b)"])
SELECTOR = st.builds(
    lambda first, rest: first + "".join(combinator + part for combinator, part in rest),
    COMPOUND,
    st.lists(st.tuples(st.sampled_from([" ", " > ", " + ", " ~ "]), COMPOUND), max_size=4),
)


@given(MARKUP, st.lists(SELECTOR, min_size=1, max_size=3).map(", ".join))
def test_selectors_name_what_they_name_elsewhere(markup: str, selector: str) -> None:
    root = etree.fromstring(f"<html><body>{markup}</body></html>")
    elsewhere = CSSSelector(selector, translator="html")(root)
    assert elements(root, selector) == elsewhere
