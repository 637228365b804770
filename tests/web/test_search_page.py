"""The search page."""

from __future__ import annotations

import lxml.html
import pytest
from web.serving import Person


def marked(person: Person) -> set[str]:
    return {one.text_content().lower() for one in lxml.html.fromstring(person.page.text).xpath("//main//mark")}


def test_hits_are_marked_and_tell_their_clause_and_since_when(local: Person) -> None:
    local.open("/search?words=working+days")
    assert marked(local) == {"working", "days"}
    assert "/clauses/" in local.page.text
    assert "since version" in local.text()


def test_a_single_chinese_character_finds_clauses(local: Person) -> None:
    local.open("/search?words=费")
    assert marked(local) == {"费"}
    assert 'lang="zh"' in local.page.text


def test_only_what_reads_so_now_is_found_when_asked_for(local: Person) -> None:
    local.open('/search?words="10 working days"&agreement=quillbay-developer')
    assert "until version 2" in local.text()
    local.open('/search?words="10 working days"&agreement=quillbay-developer&current=true')
    assert "No clause says that." in local.text()


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "'; DROP"])
def test_what_is_searched_for_stays_text(local: Person, words: str) -> None:
    page = local.client.get("/search", params={"words": words})
    assert page.status_code == 200
    tree = lxml.html.fromstring(page.text)
    assert tree.xpath("string(//input[@name='words']/@value)") == words
    assert len(tree.xpath("//script")) == 1, "the one that is ours"
    assert not tree.xpath("//img")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("agreement=nosuch", "There is no agreement with the id nosuch."),
        ("category=nosuch", "There is no category of the name nosuch."),
    ],
)
def test_a_name_that_nothing_has_is_said_to_be_none(local: Person, asked: str, told: str) -> None:
    assert local.open(f"/search?words=working&{asked}").status_code == 404
    assert told in local.text()
    assert "No clause says that." not in local.text()


@pytest.mark.parametrize("asked", ["words=x&since=yesterday", "words=x&after=nothing", f"words={'x' * 501}"])
def test_what_cannot_be_searched_for_is_refused(local: Person, asked: str) -> None:
    assert local.open(f"/search?{asked}").status_code in (400, 422)


def test_fields_that_were_left_empty_ask_for_nothing(local: Person) -> None:
    answer = local.open("/search?words=working&agreement=&category=&since=&until=")
    assert answer.status_code == 200
    assert "working" in marked(local)
