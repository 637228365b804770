from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watcher.domain.change import Comparison
from watcher.redline import DISCLAIMER, Fact, Layout, to_html_fragment, to_html_page, to_markdown
from watcher.redline.markdown import escape
from watcher.redline.visible import visible

Build = Callable[..., Comparison]
HOSTILE = "<script>alert(1)</script>&lt;\"'><img src=x onerror=y>{{7*7}}</ins></p>"
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "h1", "h3", "p", "section", "span", "ul", "li", "ins", "del",
    "br", "bdi", "a", "dl", "dt", "dd",
}  # fmt: skip


class Reader(HTMLParser):
    """What a browser would make of the markup: elements, attributes, and the text inside marks."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.open: list[str] = []
        self.told = {"ins": "", "del": "", "": ""}
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "br":
            self.handle_data("\n")
        elif tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        mark = next((tag for tag in self.open if tag in ("ins", "del")), "")
        self.told[mark] += data


def test_a_fragment_names_kind_place_severity_categories_and_reasons(every_kind: Comparison) -> None:
    markup = to_html_fragment(every_kind)
    for said in ("HIGH", "3</bdi>", "modified", "notice", "notice shortened from 10 to 5 days", DISCLAIMER):
        assert said in markup
    assert 'lang="en">Told <del>10</del><ins>5</ins> days before.</p>' in markup
    assert "Fares<ins> and tolls</ins>" in markup
    assert 'id="change-mod"' in markup


def test_a_page_stands_alone_and_loads_nothing(every_kind: Comparison) -> None:
    read = Reader(to_html_page(every_kind))
    assert read.tags <= ALLOWED
    assert not read.attributes & {"src", "style", "href", "onclick"}
    assert "prefers-color-scheme: dark" in to_html_page(every_kind)


def test_hostile_text_stays_text_everywhere(one_word: Build) -> None:
    comparison = one_word(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    titled = Comparison(changes=comparison.changes, new_title=HOSTILE, languages=('"><script>',))
    for markup in (to_html_fragment(titled), to_html_page(titled)):
        read = Reader(markup)
        assert read.tags <= ALLOWED
        assert not [name for name in read.attributes if name.startswith("on")]
        assert HOSTILE in read.told["ins"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.text(min_size=1), come=st.text(min_size=1), rest=st.text())
def test_marked_text_survives_escaping(one_word: Build, gone: str, come: str, rest: str) -> None:
    markup = to_html_fragment(one_word("", gone, come, rest), layout=Layout(context=None))
    read = Reader(markup)
    assert "<script" not in markup
    assert (read.told["del"], read.told["ins"]) == (visible(gone), visible(come))
    assert visible(rest) in read.told[""]


@pytest.mark.parametrize(
    ("target", "linked"),
    [
        ("https://watch.example/c/1#a", True),
        ("/comparisons/1", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("//evil.example", False),
        ("data:text/html,x", False),
    ],
)
def test_only_harmless_addresses_become_links(every_kind: Comparison, target: str, linked: bool) -> None:
    assert bool(Reader(to_html_fragment(every_kind, link=lambda _: target)).links) is linked


def test_markdown_marks_what_came_and_went(every_kind: Comparison) -> None:
    text = to_markdown(every_kind)
    assert "> Told <del>10</del><ins>5</ins> days before\\.\n" in text
    assert "## \\[HIGH\\] 3 modified\n" in text
    assert DISCLAIMER in text


@given(st.text())
def test_markdown_leaves_no_markup_of_the_page(text: str) -> None:
    told = escape(text)
    bare = re.sub(r"&(?:amp|lt|gt|quot|#\d+);|\\.|<br>", "", told, flags=re.DOTALL)
    assert not re.search(r"[<>&*_`\[\]#|~@]|:(?! )", bare)
    assert "\n" not in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("note: the word 'may' and \"fee\"", "note: the word 'may' and \"fee\""),
        ("see https://e.example", "see https&#58;//e\\.example"),
        (": a definition", "&#58; a definition"),
        (":smile: it", "&#58;smile: it"),
        ("mailto:a@b", "mailto&#58;a&#64;b"),
        ("at the end:", "at the end&#58;"),
    ],
)
def test_markdown_leaves_print_as_it_is_and_makes_no_address(text: str, told: str) -> None:
    assert escape(text) == told


HEAD = (Fact("Agreement", (HOSTILE, "# two\nlines")), Fact("Provider", ("",)))


def test_a_head_states_what_the_file_is_about_and_stays_text(every_kind: Comparison) -> None:
    read = Reader(to_html_page(every_kind, head=HEAD))
    assert read.tags <= ALLOWED
    assert not [name for name in read.attributes if name.startswith("on")]
    assert HOSTILE in read.told[""]
    assert "Provider" not in read.told[""]
    text = to_markdown(every_kind, head=HEAD)
    assert f"- **Agreement**: {escape(HOSTILE)}<br>\\# two lines\n" in text
