"""The page of a comparison: what is shown of it, where, and how one goes on from there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import lxml.html
import pytest
import tomlkit
from web.serving import Clock, Person, checked, comparison_of, served

from watcher.bootstrap import House, open_house
from watcher.domain.assessment import Severity
from watcher.domain.change import ChangeKind
from watcher.domain.review import ReviewState
from watcher.testing.site import SampleSite
from watcher.web.desk import PORTION

MOVING = "fernlet-mini-app"
BILINGUAL = "tidefolio-terms"


def page_of(person: Person, house: House, query: str = "", agreement: str = MOVING) -> lxml.html.HtmlElement:
    answer = person.open(f"/comparisons/{comparison_of(house, agreement)}{query}")
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.text)


def listed(tree: lxml.html.HtmlElement) -> list[str]:
    """The changes of the list, in its order."""
    return [str(one).removeprefix("#change-") for one in tree.xpath("//*[@class='list']//ol//a/@href")]


def in_text(tree: lxml.html.HtmlElement) -> list[str]:
    """The changes of the redline, in its order."""
    found = tree.xpath("//section[contains(@class, 'text')]//section[starts-with(@id, 'change-')]/@id")
    return [str(one).removeprefix("change-") for one in found]


def test_the_list_has_the_weightiest_first_and_the_redline_follows_the_document(local: Person, desk: House) -> None:
    tree = page_of(local, desk)
    changes = {one.id: one for one in desk.store.comparison(comparison_of(desk, MOVING)).comparison.substantive}
    assert in_text(tree) == list(changes)
    weights = [changes[one].assessment.severity.rank for one in listed(tree)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) > 1
    by_place = page_of(local, desk, "?order=document")
    assert listed(by_place) == in_text(by_place) == list(changes)


def test_both_ends_of_a_move_are_numbered_and_lead_to_each_other(local: Person, desk: House) -> None:
    tree = page_of(local, desk)
    moved = next(
        one
        for one in desk.store.comparison(comparison_of(desk, MOVING)).comparison.changes
        if one.kind is ChangeKind.MOVED
    )
    left, arrived = tree.get_element_by_id(f"left-{moved.id}"), tree.get_element_by_id(f"change-{moved.id}")
    assert left.xpath(".//a/@href") == [f"#change-{moved.id}"]
    assert f"#left-{moved.id}" in arrived.xpath(".//a/@href")
    numbers = [end.xpath("string(.//*[@class='move'])") for end in (left, arrived)]
    assert numbers == ["1", "1"]


def test_renumbering_is_one_line_that_unfolds_into_its_pairs(local: Person, desk: House) -> None:
    (fold,) = page_of(local, desk).xpath("//details[@class='renumbered']")
    pairs = [" ".join(one.text_content().split()) for one in fold.xpath(".//li")]
    assert len(pairs) > 1
    assert all(re.fullmatch(r"\S+ → \S+", one) for one in pairs)


def test_facts_and_reasons_stand_beside_their_clause(local: Person, desk: House) -> None:
    tree = page_of(local, desk, agreement="quillbay-developer")
    (section,) = tree.xpath("//section[starts-with(@id, 'change-')]")
    assert "notice shortened from 10 to 5 working days" in section.text_content()
    cells = [" ".join(one.text_content().split()) for one in section.xpath(".//tbody/tr[1]/*")]
    assert cells == ["notice", "10 working days", "5 working days"]


def test_side_by_side_each_text_stands_by_itself(local: Person, desk: House) -> None:
    tree = page_of(local, desk, "?columns=split", "quillbay-developer")
    change = desk.store.comparison(comparison_of(desk)).comparison.substantive[0]
    (section,) = tree.xpath("//section[starts-with(@id, 'change-')]")
    sides = [one.text_content() for one in section.xpath(".//p[contains(@class, 'side')]")]
    assert sides == [change.old[0].text, change.new[0].text]


def test_of_a_bilingual_agreement_the_languages_stand_side_by_side(local: Person, desk: House) -> None:
    tree = page_of(local, desk, "?columns=languages&text=whole", BILINGUAL)
    rows = tree.xpath("//div[@class='cells']")
    languages = [[set(cell.xpath(".//@lang")) for cell in row.xpath("./div")] for row in rows]
    both = [row for row in languages if all(row)]
    assert len(both) > len(rows) // 2
    assert all("zh" not in row[0] or "en" in row[0] for row in both)
    assert all("zh" in row[1] for row in both)
    assert not page_of(local, desk).xpath("//a[@data-columns='languages']")


def test_changed_clauses_unfold_their_surroundings_and_the_whole_text_has_everything(
    local: Person, desk: House
) -> None:
    recorded = desk.store.comparison(comparison_of(desk, MOVING))
    clauses = desk.store.tree(desk.store.version(MOVING, recorded.new).id).clauses
    whole = page_of(local, desk, "?text=whole")
    for gone in whole.xpath("//del"):
        gone.drop_tree()
    words = " ".join(whole.text_content().split())
    assert all(" ".join(one.text.split()) in words for one in clauses if one.text)
    assert not whole.xpath("//details[@class='unchanged']")
    folds = page_of(local, desk).xpath("//details[@class='unchanged']")
    assert folds
    assert all(fold.xpath(".//*[contains(@class, 'same')]") for fold in folds)


def test_the_view_stays_when_a_part_of_it_is_chosen_anew(local: Person, desk: House) -> None:
    tree = page_of(local, desk, "?columns=split&severity=medium&page=1")
    (whole,) = tree.xpath("//a[text()='Whole text']/@href")
    assert whole == "?severity=medium&columns=split&text=whole"
    assert set(tree.xpath("//form[@class='filter']//input[@type='hidden']/@name")) == {"order", "columns", "text"}
    assert tree.xpath("//select[@id='severity']/option[@selected]/@value") == ["medium"]


def test_only_changes_of_a_kind_or_that_wait_are_shown_when_asked_for(local: Person, desk: House) -> None:
    changes = desk.store.comparison(comparison_of(desk, MOVING)).comparison.substantive
    moved = [one.id for one in changes if one.kind is ChangeKind.MOVED]
    assert in_text(page_of(local, desk, "?kind=moved")) == moved
    place = f"/comparisons/{comparison_of(desk, MOVING)}"
    local.open(f"{place}/changes/{moved[0]}")
    local.submit("/decide", decision="no_action")
    waiting = page_of(local, desk, "?open=1")
    assert in_text(waiting) == [one.id for one in changes if one.id not in moved]
    assert [row["id"] for row in local.client.get(f"{place}/export/json?open=1").json()["departures"]] == in_text(
        waiting
    )


@pytest.mark.parametrize(
    "query", ["order=sideways", "columns=three", "text=some", "kind=broken", "open=maybe", "page=0", "page=1001"]
)
def test_a_view_that_there_is_not_is_refused(local: Person, desk: House, query: str) -> None:
    assert local.open(f"/comparisons/{comparison_of(desk)}?{query}").status_code == 400


def test_the_bytes_received_can_be_downloaded_and_are_never_shown(local: Person, desk: House) -> None:
    tree = page_of(local, desk)
    links = tree.xpath("//section[contains(@class, 'evidence')]//a[@download]/@href")
    assert len(links) == 2
    for link in links:
        answer = local.client.get(link)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.content == desk.snapshots.read(link.rpartition("/")[2])


@pytest.mark.parametrize("name", ["0" * 64, "..%2f..%2fconfig.toml", "%00", "of another agreement"])
def test_only_the_snapshots_of_its_own_versions_can_be_downloaded(local: Person, desk: House, name: str) -> None:
    if name == "of another agreement":
        name = desk.store.version(BILINGUAL, 1).snapshots[0].sha256
        assert name in desk.snapshots
    assert local.client.get(f"/comparisons/{comparison_of(desk, MOVING)}/snapshots/{name}").status_code == 404


def test_a_clause_s_id_finds_what_happened_to_it(local: Person, desk: House) -> None:
    change = desk.store.comparison(comparison_of(desk)).comparison.substantive[0]
    place = f"/comparisons/{comparison_of(desk)}/changes"
    by_clause = local.open(f"{place}/{change.clause.id}")
    assert by_clause.status_code == 200
    assert change.new[0].label in local.text()


def test_one_click_closes_a_new_comparison_from_where_a_mail_leads(local: Person, desk: House) -> None:
    tree = page_of(local, desk)
    (button,) = tree.xpath("//button[@form='quick'][not(@name)]")
    assert button.text_content() == "Close: no action"
    form = tree.get_element_by_id("quick")
    local.page = local.client.post(form.get("action"), data=dict(form.form_values()), follow_redirects=True)
    assert local.said("status") == "Your decision was kept."
    assert desk.reviews.review(comparison_of(desk, MOVING)).standing().state is ReviewState.CLOSED


def test_after_a_decision_the_next_open_change_is_in_front_of_us(local: Person, desk: House) -> None:
    tree = page_of(local, desk, "?severity=medium&columns=split")
    order = listed(tree)
    form = dict(tree.get_element_by_id("quick").form_values())
    place = f"/comparisons/{comparison_of(desk, MOVING)}"
    answer = local.client.post(f"{place}/decide", data={**form, "change": order[0]})
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"#change-{order[1]}")
    assert "severity=medium&columns=split" in answer.headers["location"]
    local.open(f"{place}/changes/{order[1]}")
    local.submit("/decide", decision="no_action")
    assert local.page.url.path == f"{place}/changes/{order[2]}"
    assert local.said("status").startswith("Your decision was kept.")


def test_after_the_last_decision_the_whole_comparison_is_in_front_of_us(local: Person, desk: House) -> None:
    place = f"/comparisons/{comparison_of(desk)}"
    (change,) = desk.store.comparison(comparison_of(desk)).comparison.substantive
    local.open(f"{place}/changes/{change.id}")
    local.submit("/decide", decision="no_action")
    assert local.page.url.path == place
    assert desk.reviews.review(comparison_of(desk)).standing().state == "closed"
    assert "Close: no action" not in local.text()


def test_what_was_said_of_a_change_stands_below_it(local: Person, desk: House) -> None:
    change = desk.store.comparison(comparison_of(desk, MOVING)).comparison.substantive[1]
    local.open(f"/comparisons/{comparison_of(desk, MOVING)}/changes/{change.id}")
    local.submit("/comment", words="We never agreed to that policy.")
    section = page_of(local, desk).get_element_by_id(f"change-{change.id}")
    assert section.xpath("string(.//*[@class='remark'])") == "local We never agreed to that policy."


def test_a_form_s_view_leads_nowhere_else(local: Person, desk: House) -> None:
    place = f"/comparisons/{comparison_of(desk)}"
    for view in ("https://evil.example/", "//evil.example", "?next=//evil.example\r\nx: y", "?page=-9&order=sideways"):
        page_of(local, desk, agreement="quillbay-developer")
        fields = {**local.fields("/comment"), "view": view, "words": "Said."}
        fields.pop("")
        answer = local.client.post(f"{place}/comment", data=fields)
        assert re.fullmatch(rf"{place}\?done=commented", answer.headers["location"])


def test_every_clause_has_its_language_and_every_change_its_heading(local: Person, desk: House) -> None:
    tree = page_of(local, desk, "?text=whole", BILINGUAL)
    assert all(one.xpath("./h3") for one in tree.xpath("//section[starts-with(@id, 'change-')]"))
    bare = [one for one in tree.xpath("//*[contains(@class, 'same') or @class='redline-text']") if not one.get("lang")]
    assert [one for one in bare if re.search(r"[^\W\d_]", one.text_content())] == []
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_reader_sees_everything_and_no_form_that_would_change_something(guarded: House, door: httpx.Client) -> None:
    reader = Person(door).sign_in("reader")
    tree = page_of(reader, guarded)
    assert in_text(tree)
    assert tree.xpath("//main//form[@method='post'] | //main//*[@form]") == []
    change = in_text(tree)[0]
    reader.open(f"/comparisons/{comparison_of(guarded, MOVING)}/changes/{change}")
    assert lxml.html.fromstring(reader.page.text).xpath("//main//form[@method='post']") == []


MANY = 3 * PORTION


@pytest.fixture(scope="module")
def thrice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A long agreement that changed in every clause, and then got a new first clause."""
    folder: Path = tmp_path_factory.mktemp("long")

    def terms(days: int, *, first: str = "") -> bytes:
        texts = [f"The member may return ticket {n} within {n + days} days of its sale." for n in range(MANY)]
        texts = [first, *texts] if first else texts
        return f"<main>{''.join(f'<p>{n}. {text}</p>' for n, text in enumerate(texts, 1))}</main>".encode()

    with SampleSite(pages={"/long": terms(10)}) as site:
        config = {
            "fetch": {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]},
            "agreements": [{"id": "long", "title": "Long Terms", "url": f"{site.url}/long"}],
        }
        (folder / "config.toml").write_text(tomlkit.dumps(config), encoding="utf-8")
        house = open_house(folder / "config.toml")
        checked(house)
        site.put("/long", terms(5))
        checked(house)
        site.put("/long", terms(5, first="These terms apply to every ferry of the line."))
        checked(house)
    yield house


@pytest.fixture(scope="module")
def long_pages(thrice: House) -> Iterator[httpx.Client]:
    with served(thrice) as client:
        yield client


def test_many_changes_come_page_by_page_the_weightiest_first_and_none_twice(
    long_pages: httpx.Client, thrice: House
) -> None:
    recorded = thrice.store.comparison_of("long", 2)
    assert recorded is not None
    person = Person(long_pages)
    seen: list[str] = []
    for page in (1, 2, 3):
        tree = lxml.html.fromstring(person.open(f"/comparisons/{recorded.id}?page={page}").text)
        assert set(listed(tree)) == set(in_text(tree))
        seen += listed(tree)
    changes = {one.id: one for one in recorded.comparison.substantive}
    assert len(seen) == len(changes) == MANY
    assert set(seen) == set(changes)
    ranks = [changes[one].assessment.severity.rank for one in seen]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize(("query", "page"), [("?order=document", "2"), ("?order=document&open=1", "1")])
def test_the_next_open_change_may_be_on_the_next_page(
    long_pages: httpx.Client, thrice: House, query: str, page: str
) -> None:
    recorded = thrice.store.comparison_of("long", 2)
    assert recorded is not None
    place = f"/comparisons/{recorded.id}"
    tree = lxml.html.fromstring(Person(long_pages).open(f"{place}{query}").text)
    form = {**dict(tree.get_element_by_id("quick").form_values()), "change": listed(tree)[-1]}
    answer = long_pages.post(f"{place}/decide", data=form, follow_redirects=True)
    following = answer.history[0].headers["location"].partition("#change-")[2]
    assert answer.url.params.get("page", "1") == page
    assert following in listed(lxml.html.fromstring(answer.text))
    reopening = Person(long_pages)
    reopening.open(f"{place}/changes/{form['change']}")
    reopening.submit("/reopen", words="Once more.")


@pytest.mark.parametrize("query", ["", "?columns=split", "?text=whole", "?order=document&text=whole"])
def test_no_page_is_heavy_without_its_text(long_pages: httpx.Client, thrice: House, query: str) -> None:
    recorded = thrice.store.comparison_of("long", 2)
    assert recorded is not None
    page = long_pages.get(f"/comparisons/{recorded.id}{query}").text
    text = "".join(lxml.html.fromstring(page).itertext())
    assert len(page.encode()) - len(text.encode()) < 200_000


def test_a_clause_s_permanent_link_survives_renumbering(long_pages: httpx.Client, thrice: House) -> None:
    before, after = (thrice.store.comparison_of("long", number) for number in (2, 3))
    assert before is not None
    assert after is not None
    change = before.comparison.substantive[6]
    label = change.clause.label
    renumbered = next(one for one in after.comparison.changes if one.clause.id == change.clause.id)
    assert renumbered.kind is ChangeKind.RENUMBERED
    assert renumbered.clause.label != label
    person = Person(long_pages)
    person.open(f"/comparisons/{before.id}/changes/{change.id}")
    assert lxml.html.fromstring(person.page.text).xpath("string(//h1)") == label
    person.open(f"/comparisons/{after.id}/changes/{change.clause.id}")
    assert "Only its number changed" in person.text()


def test_the_comparison_before_and_after_is_one_step_away(long_pages: httpx.Client, thrice: House) -> None:
    before, after = (thrice.store.comparison_of("long", number) for number in (2, 3))
    assert before is not None
    assert after is not None
    links = {
        one.id: lxml.html.fromstring(long_pages.get(f"/comparisons/{one.id}").text).xpath("//a[@data-key]/@href")
        for one in (before, after)
    }
    assert links == {before.id: [f"/comparisons/{after.id}"], after.id: [f"/comparisons/{before.id}"]}


def test_what_a_decision_on_the_whole_covers_is_no_longer_open(local: Person, desk: House, clock: Clock) -> None:
    page_of(local, desk)
    local.submit("/decide", decision="deferred", until="2026-04-01")
    assert in_text(page_of(local, desk, "?open=1")) == []
    clock.pass_by(days=60)
    assert in_text(page_of(local, desk, "?open=1")) == in_text(page_of(local, desk))
    assert (
        max(one.assessment.severity for one in desk.store.comparison(comparison_of(desk, MOVING)).comparison.changes)
        > Severity.LOW
    )
