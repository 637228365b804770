"""The overview, what waits, and what somebody has seen."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import lxml.html
import pytest
from web.serving import Person, comparison_of

from watcher.bootstrap import House
from watcher.domain.assessment import Severity


def titles(person: Person) -> list[str]:
    """Of the agreements that the overview in front of somebody lists."""
    rows = lxml.html.fromstring(person.page.text).xpath("//section[@id='agreements']//tbody/tr/th/a")
    return [" ".join(row.text_content().split()) for row in rows]


def test_open_reviews_stand_before_everything_else(local: Person, desk: House) -> None:
    local.open("/")
    page = local.page.text
    assert page.index("Open reviews") < page.index("Agreements</h2>")
    first = desk.reviews.open_reviews()[0]
    assert f"/comparisons/{first.comparison_id}" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=quillbay", ["Quillbay Open Platform Developer Agreement"]),
        ("provider=Quillbay", ["Quillbay Open Platform Developer Agreement"]),
        ("words=QUILLBAY+developer", ["Quillbay Open Platform Developer Agreement"]),
        ("words=quillbay+fernlet", []),
        ("state=failing", []),
        ("tag=nothing", []),
    ],
)
def test_agreements_are_chosen_in_the_address(local: Person, asked: str, found: list[str]) -> None:
    local.open(f"/?{asked}")
    assert titles(local) == found


@pytest.mark.parametrize("asked", ["state=asleep", "order=sideways", "severity=grave", "after=nothing"])
def test_what_cannot_be_asked_for_is_not_answered(local: Person, asked: str) -> None:
    assert local.open(f"/?{asked}").status_code in (400, 422)


def test_the_last_twelve_months_are_told_in_words_too(local: Person, desk: House) -> None:
    recorded = desk.store.comparisons("quillbay-developer")[0]
    desk.clock.now = recorded.at
    local.open("/?words=quillbay")
    label = lxml.html.fromstring(local.page.text).xpath("string(//*[contains(@class, 'strip')]/@aria-label)")
    assert recorded.comparison.severity in label


def test_what_somebody_has_seen_is_no_longer_new_to_them(door: httpx.Client, guarded: House) -> None:
    anna, bo = Person(door).sign_in("reader"), Person(door).sign_in("reviewer")
    newest = max(one.at for one in guarded.store.comparisons())
    guarded.clock.now = newest + timedelta(hours=1)
    anna.sign_in("reader").open("/")
    anna.submit("/seen")
    assert "you have seen" in anna.said("status")
    assert "Nothing changed since you looked" in anna.text()
    assert "Changed in the last 30 days" in bo.sign_in("reviewer").open("/").text


@pytest.mark.parametrize("until", ["", "soon", "2999-01-01T00:00:00+00:00", "2026-01-01T00:00:00"])
def test_nobody_has_seen_what_is_to_come(local: Person, desk: House, until: str) -> None:
    local.open("/")
    fields = {"form_token": re.search(r'name="form_token" value="(\w+)"', local.page.text)[1], "until": until}
    assert local.client.post("/seen", data=fields).status_code == 422
    assert desk.overview.looked_at("local") is None


def test_all_comparisons_are_listed_newest_first(local: Person, desk: House) -> None:
    local.open("/comparisons")
    for recorded in desk.store.comparisons():
        assert f"/comparisons/{recorded.id}" in local.page.text
    assert local.open("/comparisons?agreement=nothing").status_code == 404


def test_a_comparison_that_weighs_more_than_low_is_not_closed_from_the_list(local: Person, desk: House) -> None:
    heavy = next(one for one in desk.store.comparisons() if one.comparison.severity > Severity.LOW)
    seen = desk.reviews.review(heavy.id).seen
    local.open("/reviews")
    token = re.search(r'name="form_token" value="(\w+)"', local.page.text)[1]
    fields = {"form_token": token, "comparison": f"{heavy.id} {seen} 0", "words": "all the same"}
    answer = local.client.post("/reviews/close", data=fields)
    assert answer.status_code == 409
    assert "not of low severity" in answer.text
    assert desk.reviews.review(heavy.id).entries == ()


def test_to_close_nothing_is_refused(local: Person) -> None:
    local.open("/reviews")
    token = re.search(r'name="form_token" value="(\w+)"', local.page.text)[1]
    assert local.client.post("/reviews/close", data={"form_token": token}).status_code == 422


def test_what_waits_is_narrowed_down(local: Person, desk: House) -> None:
    comparison = comparison_of(desk)
    assert comparison in local.open("/reviews?agreement=quillbay-developer").text
    assert comparison not in local.open("/reviews?agreement=fernlet-mini-app").text
    assert comparison not in local.open("/reviews?state=in_review").text
    assert local.open("/reviews?state=asleep").status_code == 400
