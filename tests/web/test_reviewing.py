"""Reviewing on the pages: from a mail's link to a closed review, and what cannot be slipped in on the way."""

from __future__ import annotations

from dataclasses import replace

import httpx
import lxml.html
import pytest
from web.serving import Clock, Person, comparison_of

from watcher.bootstrap import House
from watcher.domain.assessment import Severity
from watcher.domain.review import ReviewState
from watcher.web.csrf import FormTokens
from watcher.web.reviews import ACTS

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"


def at_comparison(person: Person, house: House) -> Person:
    person.open(f"/comparisons/{comparison_of(house)}")
    return person


def standing(house: House, change_id: str = "") -> tuple[str, str]:
    found = house.reviews.review(comparison_of(house)).standing(change_id)
    return str(found.state), str(found.decision.kind) if found.decision else ""


def test_the_whole_way_from_a_mail_s_link_to_a_closed_review(door: httpx.Client, guarded: House) -> None:
    link = guarded.links.comparison(comparison_of(guarded)).removeprefix(guarded.settings.base_url)
    anna = Person(door)
    anna.open(link)
    anna.submit("/sign-in", name="reviewer", password="correct horse battery")
    anna.submit("/acknowledge")
    assert anna.said("status") == "Acknowledged: the review is yours."
    anna.submit("/decide", decision="action_needed", owner="Bo of procurement", until="2026-03-31", words="Ask them.")
    assert anna.said("status") == "Your decision was kept."
    assert "closed action needed: Bo of procurement, due 2026-03-31 with reviewer" in anna.text()
    entries = guarded.reviews.review(comparison_of(guarded)).entries
    assert [(one.who, str(one.action), one.words) for one in entries] == [
        ("reviewer", "acknowledged", ""),
        ("reviewer", "decided", "Ask them."),
    ]
    assert guarded.reviews.verify().broken_at is None


def test_open_reviews_come_first_on_the_overview_the_weightiest_first(local: Person, desk: House) -> None:
    page = local.open("/").text
    open_part = page[page.index("Open reviews") : page.index("Agreements</h2>")]
    waiting = desk.reviews.open_reviews()
    places = [open_part.index(f"/comparisons/{one.comparison_id}") for one in waiting]
    assert len(waiting) > 1
    assert places == sorted(places)
    assert [one.severity.rank for one in waiting] == sorted((one.severity.rank for one in waiting), reverse=True)


def test_a_closed_review_leaves_the_overview_and_a_deferred_one_comes_back(
    local: Person, desk: House, clock: Clock
) -> None:
    at_comparison(local, desk).submit("/decide", decision="deferred", until="2026-04-01")
    link = f"/comparisons/{comparison_of(desk)}"
    listed = [one.comparison_id for one in desk.reviews.open_reviews()]
    assert comparison_of(desk) not in listed
    clock.pass_by(days=30)
    assert link in local.open("/").text.partition("Agreements</h2>")[0]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"decision": ""}, "choose a decision"),
        ({"decision": "burn_it"}, "choose a decision"),
        ({"decision": "action_needed", "owner": "Bo"}, "who has to act, and until when"),
        ({"decision": "action_needed", "until": "2026-04-01"}, "who has to act, and until when"),
        ({"decision": "not_applicable"}, "say why"),
        ({"decision": "not_applicable", "words": "   "}, "say why"),
        ({"decision": "deferred"}, "until when"),
        ({"decision": "deferred", "until": "2026-03-01"}, "the date is past"),
        ({"decision": "deferred", "until": "soon"}, "year-month-day"),
        ({"decision": "no_action", "owner": "Bo"}, "has no owner"),
        ({"decision": "no_action", "words": "x" * 10_001}, "at most 10,000"),
    ],
)
def test_a_decision_that_lacks_something_is_not_kept_and_nothing_typed_is_lost(
    local: Person, desk: House, typed: dict[str, str], complaint: str
) -> None:
    answer = at_comparison(local, desk).submit("/decide", **typed)
    assert answer.status_code == 422
    assert complaint in local.said("alert")
    assert local.fields("/decide")["words"] == typed.get("words", "")
    assert standing(desk) == ("new", "")


def test_each_change_can_be_decided_by_itself(local: Person, desk: House) -> None:
    change = desk.store.comparison(comparison_of(desk)).comparison.changes[0]
    at_comparison(local, desk)
    local.open(f"/comparisons/{comparison_of(desk)}/changes/{change.id}")
    local.submit("/decide", decision="not_applicable", words="We do not use that.")
    assert "Your decision was kept." in local.said("status")
    assert standing(desk, change.id) == ("closed", "not_applicable")
    assert standing(desk) == ("closed", "not_applicable")  # with its only change
    local.open(f"/comparisons/{comparison_of(desk)}/changes/{change.id}")
    local.submit("/reopen", words="We do, since March.")
    assert standing(desk, change.id) == standing(desk) == ("in_review", "")


def test_changes_of_low_severity_are_closed_together_each_with_its_entry(local: Person, desk: House) -> None:
    name = next(
        one.id
        for one in desk.store.comparisons()
        if sum(each.assessment.severity <= Severity.LOW for each in one.comparison.substantive) > 0
    )
    low = {
        one.id for one in desk.store.comparison(name).comparison.substantive if one.assessment.severity <= Severity.LOW
    }
    local.open(f"/comparisons/{name}")
    local.submit("/close-low", words="Wording only.")
    review = desk.reviews.review(name)
    assert {one.change_id for one in review.entries} == low
    assert {one.words for one in review.entries} == {"Wording only."}
    assert review.standing().state is ReviewState.NEW
    acts = lxml.html.fromstring(local.page.text).xpath("//ol[@class='record']/li")
    assert len(acts) == 1
    assert {int(one.removeprefix("entry-")) for one in acts[0].xpath(".//@id")} == {one.seq for one in review.entries}
    assert "of low severity" not in local.open(f"/comparisons/{name}").text


def test_a_comment_closes_nothing_and_an_assignment_names_somebody_who_may_review(
    door: httpx.Client, guarded: House
) -> None:
    anna = at_comparison(Person(door).sign_in("operator"), guarded)
    anna.submit("/assign", assignee="reviewer")
    assert guarded.reviews.review(comparison_of(guarded)).standing().assignee == "reviewer"
    assert anna.submit("/assign", assignee="reader").status_code == 422
    anna.submit("/comment", words="Compare it with last year.")
    assert "Compare it with last year." in anna.text()
    assert standing(guarded) == ("in_review", "")


def test_of_two_who_decide_at_once_the_second_is_told(door: httpx.Client, guarded: House) -> None:
    anna, bo = (at_comparison(Person(door).sign_in(name), guarded) for name in ("reviewer", "operator"))
    anna.submit("/decide", decision="no_action")
    late = bo.submit("/decide", decision="not_applicable", words="Not ours.")
    assert late.status_code == 409
    assert standing(guarded) == ("closed", "no_action")
    assert bo.submit("/comment", words="I would have said: not ours.").status_code == 200


def test_what_was_made_anew_since_somebody_looked_is_not_decided_on(local: Person, desk: House) -> None:
    at_comparison(local, desk)
    recorded = desk.store.comparison(comparison_of(desk))
    anew = replace(recorded, comparison=replace(recorded.comparison, changes=recorded.comparison.changes[1:]))
    with desk.store.writing() as rows:
        rows.replace_comparison(anew)
    assert local.submit("/decide", decision="no_action").status_code == 409
    assert "made anew" in local.said("alert")
    assert standing(desk) == ("new", "")
    local.submit("/decide", decision="no_action")
    assert standing(desk) == ("closed", "no_action")


def test_the_log_says_what_was_seen_also_after_the_comparison_is_made_anew(local: Person, desk: House) -> None:
    at_comparison(local, desk).submit("/acknowledge")
    before = desk.reviews.review(comparison_of(desk))
    assert before.entries[0].seen == before.seen
    recorded = before.recorded
    with desk.store.writing() as rows:
        rows.replace_comparison(replace(recorded, comparison=replace(recorded.comparison, changes=())))
    assert (desk.reviews.verify().broken_at, desk.reviews.verify().anew) == (None, 1)
    assert "made anew since" in at_comparison(local, desk).text()


@pytest.mark.parametrize("token", ["", "00" * 32, "another's"])
def test_a_form_that_no_page_of_ours_held_changes_nothing(local: Person, desk: House, token: str) -> None:
    """Also where nobody signs in: any page in the browser could post to this machine."""
    fields = at_comparison(local, desk).fields("/acknowledge") | {"words": "x", "decision": "no_action"}
    if token == "another's":
        token = FormTokens(lambda: b"another installation's").of("local")
    fields["form_token"] = token
    for act in ACTS:
        answer = local.client.post(f"/comparisons/{comparison_of(desk)}/{act}", data=fields)
        assert answer.status_code == 403, act
    assert desk.reviews.verify().entries == 0


def test_nothing_is_decided_by_following_a_link(local: Person, desk: House) -> None:
    fields = at_comparison(local, desk).fields("/acknowledge")
    for act in ACTS:
        assert local.client.get(f"/comparisons/{comparison_of(desk)}/{act}", params=fields).status_code == 405, act
    assert desk.reviews.verify().entries == 0


def test_what_reviewers_write_stays_text(door: httpx.Client, guarded: House) -> None:
    anna = at_comparison(Person(door).sign_in("reviewer"), guarded)
    anna.submit("/comment", words=HOSTILE)
    anna.submit("/decide", decision="action_needed", owner=HOSTILE, until="2026-04-01", words=HOSTILE)
    change = guarded.store.comparison(comparison_of(guarded)).comparison.changes[0]
    path = f"/comparisons/{comparison_of(guarded)}"
    anna.open(f"{path}/changes/{change.id}")
    anna.submit("/decide", decision="not_applicable", words=HOSTILE)
    refused = anna.submit("/reopen", words="")
    for page in (refused.text, anna.open(path).text, anna.open("/").text, anna.open(f"{path}/export/html").text):
        tree = lxml.html.fromstring(page)
        assert tree.xpath("//script[not(starts-with(@src, '/static/'))] | //script[text()] | //img") == []
    assert anna.open(path).text.count("{{7*7}}") >= 4
    assert HOSTILE in anna.client.get(f"{path}/export/json").json()["departures"][0]["words"]


def test_words_that_would_turn_or_hide_others_are_shown_instead(local: Person, desk: House) -> None:
    at_comparison(local, desk).submit("/comment", words="pay \u202eeerf\x00\x1b[2J")
    assert desk.reviews.review(comparison_of(desk)).entries[0].words == "pay ‹U+202E›eerf␀␛[2J"


def test_the_word_of_what_was_done_is_one_of_ours(local: Person, desk: House) -> None:
    local.open(f"/comparisons/{comparison_of(desk)}?done=paid")
    assert local.said("status") == ""


@pytest.mark.parametrize("changes", [["nothing"], ["../../etc/passwd"], ["\x00"], ["9" * 5000]])
def test_changes_that_the_comparison_does_not_have_are_not_found(
    local: Person, desk: House, changes: list[str]
) -> None:
    fields = at_comparison(local, desk).fields("/decide") | {"change": changes, "decision": "no_action"}
    answer = local.client.post(str(fields.pop("")), data=fields)
    assert answer.status_code == 404
    assert desk.reviews.verify().entries == 0


@pytest.mark.parametrize("after", ["", "-1", "1e9", "9" * 400, "１"])
def test_an_odd_place_in_the_log_is_no_fault_of_ours(local: Person, desk: House, after: str) -> None:
    answer = at_comparison(local, desk).submit("/acknowledge", after=after)
    assert answer.status_code == 200


def test_every_field_has_a_label_and_every_page_its_language(local: Person, desk: House) -> None:
    change = desk.store.comparison(comparison_of(desk)).comparison.changes[0]
    for path in ("/", f"/comparisons/{comparison_of(desk)}", f"/comparisons/{comparison_of(desk)}/changes/{change.id}"):
        tree = lxml.html.fromstring(local.open(path).text)
        assert tree.xpath("/html/@lang") == ["en"]
        labels = set(tree.xpath("//label/@for"))
        fields = tree.xpath("//select | //textarea | //input[not(@type='hidden')]")
        assert {field.get("id") for field in fields} <= labels
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_a_long_clause_that_was_decided_is_named_by_its_first_words_and_an_ellipsis(local: Person, desk: House) -> None:
    recorded = desk.store.comparison(comparison_of(desk))
    first = recorded.comparison.changes[0]
    clause = replace(first.clause, label="7", heading="", text="The club may sell the boat of a member. " * 4)
    changes = (replace(first, new=(clause,), spans=()), *recorded.comparison.changes[1:])
    with desk.store.writing() as rows:
        rows.replace_comparison(replace(recorded, comparison=replace(recorded.comparison, changes=changes)))
    local.open(f"/comparisons/{recorded.id}/changes/{first.id}")
    local.submit("/decide", decision="no_action")
    [entry] = [one for one in desk.reviews.review(recorded.id).entries if one.change_id]
    assert entry.place == f"7 {clause.text[:79]}…"
