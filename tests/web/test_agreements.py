"""Pages about one agreement: its history, a version, a clause, any two versions, what a check received."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import lxml.html
import pytest
import tomlkit
from web.serving import Person, checked, comparison_of, served

from watcher.bootstrap import House, open_house
from watcher.testing.site import SampleSite

AGREEMENT = "quillbay-developer"
CHALLENGE = (
    b"<html><head><title>Just a moment</title></head><body><h1>Just a moment</h1>"
    b"<p>Checking your browser before you go on.</p><script>alert('received')</script></body></html>"
)


def clause_of(house: House, label: str, number: int = 2) -> str:
    tree = house.store.tree(house.store.version(AGREEMENT, number).id)
    return next(one.id for one in tree.clauses if one.label == label)


def changed_clause(house: House) -> str:
    changes = house.store.comparisons(AGREEMENT)[0].comparison.substantive
    return next(one.new[0].id for one in changes if one.spans and one.new)


def test_the_picture_of_a_history_has_a_mark_for_each_version(local: Person) -> None:
    tree = lxml.html.fromstring(local.open(f"/agreements/{AGREEMENT}").text)
    picture = tree.xpath("//svg[contains(@class, 'wide')]")[0]
    assert picture.get("aria-hidden") == "true", "the table behind it says the same"
    assert len(picture.xpath(".//path[contains(@class, 'mark')]")) == 2
    assert [row.text_content() for row in tree.xpath("//section[h2[@id='history-heading']]//tbody/tr/th")] == [
        "Version 2",
        "Version 1",
    ]


def test_a_version_has_a_link_to_each_clause_and_tells_since_when_it_reads_so(local: Person, desk: House) -> None:
    clause = changed_clause(desk)
    tree = lxml.html.fromstring(local.open(f"/agreements/{AGREEMENT}/versions/2").text)
    assert tree.xpath(f"//section[@id='{clause}']//a[@href='#{clause}']")
    assert tree.xpath(f"string(//section[@id='{clause}']//a[@class='changed'])").split()[-1] == "v2"
    others = tree.xpath("//section[@lang]//span[@class='marks']/a[not(@class) and not(starts-with(@href, '#'))]")
    assert {one.text_content().split()[-1] for one in others} == {"v1"}


def test_headings_of_a_version_are_nested_without_a_gap(local: Person) -> None:
    tree = lxml.html.fromstring(local.open(f"/agreements/{AGREEMENT}/versions/1").text)
    levels = [int(one.tag[1]) for one in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_clause_is_followed_through_its_versions(local: Person, desk: House) -> None:
    page = local.open(f"/agreements/{AGREEMENT}/clauses/{changed_clause(desk)}").text
    assert "Reads so since version 2" in page
    assert "<del>" in page
    assert "as first received" in page


def test_who_reviewed_a_clause_s_change_stands_in_its_history(local: Person, desk: House) -> None:
    local.open(f"/comparisons/{comparison_of(desk)}")
    local.submit("/acknowledge")
    assert "acknowledged" in local.open(f"/agreements/{AGREEMENT}/clauses/{changed_clause(desk)}").text


@pytest.mark.parametrize("path", ["clauses/nothing", "clauses/%00", "checks/nothing", "checks/..%2f..", "compare"])
def test_what_an_agreement_does_not_have_is_not_found(local: Person, path: str) -> None:
    assert local.open(f"/agreements/{AGREEMENT}/{path}").status_code in (400, 404)
    assert local.open(f"/agreements/nothing/{path}").status_code in (400, 404)


def test_two_versions_in_a_row_lead_to_their_kept_comparison(local: Person, desk: House) -> None:
    local.open(f"/agreements/{AGREEMENT}/compare?old=1&new=2")
    assert local.page.url.path == f"/comparisons/{comparison_of(desk)}"


def test_any_two_versions_are_compared_when_asked_for(local: Person, desk: House) -> None:
    before = desk.store.counts()
    page = local.open(f"/agreements/{AGREEMENT}/compare?old=2&new=1").text
    assert "<del>5</del><ins>10</ins>" in page
    assert "nothing of it is kept" in page
    assert desk.store.counts() == before


@pytest.mark.parametrize(("old", "new", "status"), [(1, 1, 422), (1, 9, 404), (0, 1, 400), ("x", 1, 400)])
def test_versions_that_cannot_be_compared_are_refused(local: Person, old: object, new: object, status: int) -> None:
    assert local.open(f"/agreements/{AGREEMENT}/compare?old={old}&new={new}").status_code == status


@pytest.fixture(scope="module")
def walled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, httpx.Client]]:
    """An agreement whose page turned into a challenge; another one that shares nothing with it."""
    folder: Path = tmp_path_factory.mktemp("walled")
    terms = "<main><h1>Terms</h1>" + "".join(f"<p>{n}. The member shall pay in {n} days.</p>" for n in range(1, 12))
    with SampleSite(pages={"/walled": terms.encode(), "/open": terms.encode()}) as site:
        agreements = [{"id": one, "title": one, "url": f"{site.url}/{one}"} for one in ("walled", "open")]
        fetch = {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]}
        (folder / "config.toml").write_text(tomlkit.dumps({"fetch": fetch, "agreements": agreements}), encoding="utf-8")
        house = open_house(folder / "config.toml")
        checked(house)
        site.put("/walled", CHALLENGE)
        checked(house)
    with served(house) as client:
        yield house, client


def test_a_quarantined_page_is_looked_at_as_words(walled: tuple[House, httpx.Client]) -> None:
    house, client = walled
    check = house.store.checks("walled")[0]
    page = client.get(f"/agreements/walled/checks/{check.id}").text
    assert "quarantined" in page
    assert "Checking your browser before you go on." in page
    assert "alert(" not in page
    assert f"/agreements/walled/checks/{check.id}" in client.get("/agreements/walled").text


def test_the_source_of_what_was_received_is_never_active(walled: tuple[House, httpx.Client]) -> None:
    house, client = walled
    check = house.store.checks("walled")[0]
    source = client.get(f"/agreements/walled/checks/{check.id}/received/1")
    assert source.content == CHALLENGE
    assert source.headers["content-type"].startswith("text/plain")
    assert source.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert source.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("rest", ["", "/received/1"])
def test_a_check_is_only_found_below_its_own_agreement(walled: tuple[House, httpx.Client], rest: str) -> None:
    house, client = walled
    check = house.store.checks("walled")[0]
    assert client.get(f"/agreements/open/checks/{check.id}{rest}").status_code == 404
    assert client.get(f"/agreements/walled/checks/{check.id}/received/2").status_code == 404


def test_settings_are_shown_as_they_are_configured(installed: Callable[..., House]) -> None:
    house = installed('[schedule]\nevery = "90m"\n')
    with served(house) as client:
        page = Person(client).open("/agreements/lumenpost-service").text
    assert "every 90 minutes" in page
    for selector in house.store.agreement("lumenpost-service").agreement.cut.select:
        assert str(selector) in page
