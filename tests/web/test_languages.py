"""Every page speaks the language of whoever reads it, and the text of agreements stays in its own."""

from __future__ import annotations

from importlib.resources import files

import lxml.html
import pytest
from babel.messages.pofile import read_po
from web.serving import Person, comparison_of

from watcher.bootstrap import House

AGREEMENT = "tidefolio-terms"
PAGES = (
    "/",
    "/?state=failing",
    "/reviews",
    "/comparisons",
    "/search?words=用户",
    "/search?words=nothing+says+this",
    "/help",
    "/agreements/{agreement}",
    "/agreements/{agreement}/versions/1",
    "/agreements/{agreement}/clauses/{clause}",
    "/agreements/{agreement}/checks/{check}",
    "/agreements/{agreement}/compare?old=2&new=1",
    "/comparisons/{comparison}",
    "/deliveries",
    "/subscribers",
    "/account",
    "/nothing-is-here",
)


@pytest.fixture(scope="module")
def own_words() -> set[str]:
    """What the pages say in English: whole sentences, which no agreement holds."""
    with (files("watcher.locale") / "zh" / "web.po").open("rb") as stream:
        messages = {str(message.id) for message in read_po(stream, locale="zh") if message.id}
    return {one for one in messages if len(one) > 12 and " " in one and not set("%{") & set(one)}


def address(house: House, page: str) -> str:
    return page.format(
        agreement=AGREEMENT,
        comparison=comparison_of(house, AGREEMENT),
        check=house.store.checks(AGREEMENT)[0].id,
        clause=house.store.comparisons(AGREEMENT)[0].comparison.substantive[0].clause.id,
    )


@pytest.mark.parametrize("page", PAGES)
def test_no_page_falls_back_to_english(local: Person, desk: House, own_words: set[str], page: str) -> None:
    local.client.headers["accept-language"] = "zh-CN,zh;q=0.9,en;q=0.1"
    tree = lxml.html.fromstring(local.open(address(desk, page)).text)
    assert tree.get("lang") == "zh-Hans"
    shown = [*tree.xpath("//text()"), *tree.xpath("//@title | //@aria-label | //@placeholder")]
    assert {" ".join(str(one).split()) for one in shown} & own_words == set()


def test_each_clause_is_marked_with_its_own_language(local: Person) -> None:
    tree = lxml.html.fromstring(local.open(f"/agreements/{AGREEMENT}/versions/1").text)
    languages = {one.get("lang"): one.text_content() for one in tree.xpath("//article/section[@lang]")}
    assert set(languages) == {"en", "zh"}
    assert any("\u4e00" <= letter <= "\u9fff" for letter in languages["zh"])


@pytest.mark.parametrize(
    ("accepted", "spoken"), [("", "en"), ("fr", "en"), ("zh-TW", "zh-Hans"), ("en;q=0.5, zh;q=0.9", "zh-Hans")]
)
def test_a_page_speaks_as_the_browser_prefers(local: Person, accepted: str, spoken: str) -> None:
    local.client.headers["accept-language"] = accepted
    assert lxml.html.fromstring(local.open("/help").text).get("lang") == spoken
