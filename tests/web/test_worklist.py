"""The overview, what waits, and what somebody has seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import lxml.html
import pytest
import tomlkit
from web.serving import Person, checked, comparison_of, served

from watcher.bootstrap import House, open_house
from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity
from watcher.testing.site import SampleSite


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


def test_silence_about_what_cannot_be_read_is_told_of(local: Person, desk: House) -> None:
    assert "silence" not in local.open("/").text
    state = desk.store.state("quillbay-developer")
    with desk.store.writing() as rows:
        rows.save_state(replace(state, failing_since=desk.clock(), reason="the server failed"))
    local.open("/")
    assert "1 agreement cannot be read: silence about it" in local.text()
    assert titles(local.open("/?state=failing") and local) == ["Quillbay Open Platform Developer Agreement"]


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


@pytest.fixture
def light(tmp_path: Path) -> Iterator[House]:
    """Two agreements in which no more than an address to write to changed."""
    folder = tmp_path / "light"
    folder.mkdir()
    terms = "<main><h1>Terms</h1>" + "".join(f"<p>{n}. The member uses room {n}.</p>" for n in range(1, 12))
    before, after = (f"{terms}<p>12. The office is in {street}.</p>" for street in ("Mill Lane 4", "Dyke Road 9"))
    with SampleSite(pages={"/one": before.encode(), "/two": before.encode()}) as site:
        agreements = [{"id": name, "title": name, "url": f"{site.url}/{name}"} for name in ("one", "two")]
        fetch = {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]}
        (folder / "config.toml").write_text(tomlkit.dumps({"fetch": fetch, "agreements": agreements}), encoding="utf-8")
        house = open_house(folder / "config.toml")
        checked(house)
        for name in ("one", "two"):
            site.put(f"/{name}", after.encode())
        checked(house)
    yield house


def chosen(page: str) -> list[str]:
    return [str(box.get("value")) for box in lxml.html.fromstring(page).xpath("//input[@name='comparison']")]


def test_comparisons_of_low_severity_are_closed_together(light: House) -> None:
    with served(light) as client:
        person = Person(client)
        boxes = chosen(person.open("/reviews").text)
        assert len(boxes) == 2
        fields = {**person.fields("/reviews/close"), "comparison": boxes, "words": "an address only"}
        answer = client.post(str(fields.pop("")), data=fields, follow_redirects=True)
        assert "2 comparisons were closed." in answer.text
    assert light.reviews.open_reviews() == []
    entries = [light.reviews.review(one.id).entries for one in light.store.comparisons()]
    assert [(entry.who, entry.words) for [entry] in entries] == [("local", "an address only")] * 2


def test_what_somebody_else_acted_on_in_between_stays_open(light: House) -> None:
    with served(light) as client:
        person = Person(client)
        boxes = chosen(person.open("/reviews").text)
        fields = {**person.fields("/reviews/close"), "comparison": boxes, "words": "an address only"}
        other = light.store.comparisons()[0].id
        light.reviews.acknowledge(other, "anna", light.reviews.sights([other])[other])
        answer = client.post(str(fields.pop("")), data=fields)
    assert answer.status_code == 409
    assert "Not everything could be closed." in answer.text
    assert [one.comparison_id for one in light.reviews.open_reviews()] == [other]


def test_many_agreements_are_turned_over_page_by_page(local: Person, desk: House) -> None:
    with desk.store.writing() as rows:
        for number in range(120):
            many = Agreement(id=f"many-{number:03}", title=f"Number {number:03}", sources=("https://many.example/",))
            rows.save_agreement(many, desk.clock())
    local.open("/?words=many")
    found = titles(local)
    while onward := lxml.html.fromstring(local.page.text).xpath("//nav[@class='pager']//a[@rel='next']/@href"):
        local.open(onward[0])
        found += titles(local)
        assert "From the beginning" in local.text()
    assert found == [f"Number {number:03}" for number in range(120)]
