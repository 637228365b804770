"""The API: what it answers, page by page, to whom, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter
from web.serving import Clock, comparison_of, served, with_accounts

from watcher.bootstrap import House
from watcher.domain.delivery import Delivery, DeliveryState, Event, EventType
from watcher.domain.subscriber import ChannelKind
from watcher.domain.user import Scope
from watcher.web import api_models as models
from watcher.web.access import ACCESS

DAY = timedelta(days=1)


def client_with(door: httpx.Client, house: House, name: str, scope: Scope) -> httpx.Client:
    headers = {"authorization": f"Bearer {house.accounts.make_token(name, scope, DAY)}"}
    return httpx.Client(base_url=f"{door.base_url}/api/v1", headers=headers, trust_env=False)


@pytest.fixture
def program(door: httpx.Client, guarded: House) -> Iterator[httpx.Client]:
    """With a token of every right."""
    with client_with(door, guarded, "operator", Scope.OPERATE) as made:
        yield made


def paged(program: httpx.Client, path: str, limit: int) -> list[Any]:
    items: list[Any] = []
    following: str | None = f"{path}{'&' if '?' in path else '?'}limit={limit}"
    while following:
        answer = program.get(following.removeprefix("/api/v1"))
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["items"]) <= limit
        assert ('rel="next"' in answer.headers.get("link", "")) is bool(page["next"])
        items += page["items"]
        following = page["next"]
    return items


def one_delivery(house: House) -> Delivery:
    event = Event(id="evt_1", key="k", type=EventType.FAILING, agreement_id="fernlet-mini-app", at=house.clock())
    delivery = Delivery(
        id="msg_1",
        subscriber="Compliance",
        channel=ChannelKind.EMAIL,
        event_ids=("evt_1",),
        state=DeliveryState.FAILED,
        created_at=house.clock(),
        due_at=house.clock(),
    )
    with house.store.writing() as rows:
        rows.add_event(event)
        rows.add_delivery(delivery)
    return delivery


def test_every_answer_is_what_the_description_says(program: httpx.Client, guarded: House) -> None:
    one_delivery(guarded)
    place = f"/comparisons/{comparison_of(guarded)}"
    change = guarded.store.comparison(comparison_of(guarded)).comparison.changes[0]
    for path, form in (
        ("/agreements", models.Listed[models.Agreement]),
        ("/agreements/fernlet-mini-app", models.Agreement),
        ("/agreements/fernlet-mini-app/versions", models.Listed[models.Version]),
        ("/agreements/fernlet-mini-app/versions/2", models.WholeVersion),
        ("/comparisons", models.Listed[models.Comparison]),
        (place, models.Comparison),
        (f"{place}/changes", models.Listed[models.Change]),
        (f"{place}/review", models.Review),
        ("/reviews", models.Listed[models.OpenReview]),
        ("/deliveries", models.Listed[models.Delivery]),
        ("/deliveries/msg_1", models.Delivery),
        ("/agreements/fernlet-mini-app/checks", models.Listed[models.Check]),
        (f"/agreements/quillbay-developer/clauses/{change.clause.id}", models.ClauseHistory),
        (f"{place}/changes/{change.id}", models.Change),
        ("/search?words=notice", models.Listed[models.Hit]),
        ("/unseen", models.Listed[models.Comparison]),
    ):
        answer = program.get(path)
        assert answer.status_code == 200, path
        said = answer.json()
        TypeAdapter(form).validate_python(said)
        assert said.get("items", True), path


def test_lists_come_page_by_page_and_whole(program: httpx.Client, guarded: House) -> None:
    agreements = [row.agreement.id for row in guarded.store.watched()]
    assert [one["id"] for one in paged(program, "/agreements", 2)] == agreements
    assert [one["id"] for one in paged(program, "/comparisons", 1)] == [one.id for one in guarded.store.comparisons()]
    changes = guarded.store.comparison(comparison_of(guarded)).comparison.changes
    place = f"/comparisons/{comparison_of(guarded)}/changes"
    assert [one["id"] for one in paged(program, place, 1)] == [one.id for one in changes]
    one = "/comparisons?agreement=fernlet-mini-app"
    assert {found["agreement"] for found in paged(program, one, 1)} == {"fernlet-mini-app"}


def test_comparisons_made_at_the_same_moment_are_all_listed(program: httpx.Client, guarded: House) -> None:
    first = guarded.store.comparisons("quillbay-developer")[0]
    with guarded.store.writing() as rows:
        for number in range(7):
            rows.add_comparison(replace(first, id=f"cmp_twin_{number}", old=1, new=2, agreement_id=f"twin-{number}"))
            rows.save_agreement(replace(guarded.browser.agreement(first.agreement_id), id=f"twin-{number}"), first.at)
            for version in guarded.store.versions(first.agreement_id):
                twin = replace(version, id=f"{version.id}-{number}", agreement_id=f"twin-{number}")
                rows.add_version(twin, guarded.store.tree(version.id))
    expected = [one.id for one in guarded.store.comparisons()]
    assert len(expected) > 7
    for limit in (1, 2, 3):
        assert [one["id"] for one in paged(program, "/comparisons", limit)] == expected


def test_what_a_client_has_already_is_not_sent_again(program: httpx.Client, guarded: House) -> None:
    path = f"/comparisons/{comparison_of(guarded)}/review"
    tag = program.get(path).headers["etag"]
    again = program.get(path, headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    review = guarded.reviews.review(comparison_of(guarded))
    program.post(f"{path}/acknowledge", json={"seen": review.seen, "after": review.last})
    assert program.get(path, headers={"if-none-match": tag}).status_code == 200


def test_a_program_reviews_as_a_person_does(program: httpx.Client, guarded: House) -> None:
    path = f"/comparisons/{comparison_of(guarded)}/review"
    review = program.get(path).json()
    looked = {"seen": review["seen"], "after": review["last"]}
    decided = {"decision": "action_needed", "owner": "Bo", "until": "2026-03-31", "words": "Ask them."}
    answer = program.post(f"{path}/decide", json={**looked, **decided})
    assert answer.json()["standing"]["decision"] == "action_needed"
    late = program.post(f"{path}/comment", json={**looked, "words": "Too late for a decision, not for a comment."})
    assert late.status_code == 200
    assert program.post(f"{path}/reopen", json={**looked, "words": "why"}).status_code == 409
    entries = guarded.reviews.review(comparison_of(guarded)).entries
    assert [(one.who, str(one.action)) for one in entries] == [("operator", "decided"), ("operator", "commented")]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seen": "x"},
        {"seen": "x", "after": -1},
        {"seen": "x", "after": 0, "who": "somebody else"},
        {"seen": "x", "after": 0, "until": "soon"},
        {"seen": 1, "after": "x"},
        {"seen": "x", "after": 0, "changes": "1"},
        {"seen": "x", "after": 0, "words": "x" * 20_001},
    ],
)
def test_a_body_that_cannot_be_is_refused_with_a_problem(
    program: httpx.Client, guarded: House, body: dict[str, Any]
) -> None:
    answer = program.post(f"/comparisons/{comparison_of(guarded)}/review/comment", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert guarded.reviews.verify().entries == 0


def test_half_a_surrogate_pair_in_a_comment_breaks_nothing(program: httpx.Client, guarded: House) -> None:
    path = f"/comparisons/{comparison_of(guarded)}/review"
    seen = program.get(path).json()["seen"]
    body = f'{{"seen": "{seen}", "after": 0, "words": "half \\ud83d"}}'
    answer = program.post(f"{path}/comment", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (200, 422)
    assert guarded.reviews.verify().broken_at is None


def test_a_clause_with_half_a_surrogate_pair_is_still_answered(program: httpx.Client, guarded: House) -> None:
    version = guarded.store.newest("fernlet-mini-app")
    tree = guarded.store.tree(version.id)
    clauses = (replace(tree.clauses[0], text="half \ud83d"), *tree.clauses[1:])
    with guarded.store.writing() as rows:
        rows.replace_derivation(version, replace(tree, clauses=clauses))
    answer = program.get("/agreements/fernlet-mini-app/versions/2")
    assert answer.json()["clauses"][0]["text"] == "half ?"


def test_each_scope_opens_its_own_part(door: httpx.Client, guarded: House) -> None:
    one_delivery(guarded)
    comment = f"/comparisons/{comparison_of(guarded)}/review/comment"
    body = {"seen": guarded.reviews.review(comparison_of(guarded)).seen, "after": 0, "words": "x"}
    for scope, statuses in (
        (Scope.READ, (200, 403, 403, 403)),
        (Scope.REVIEW, (200, 200, 403, 403)),
        (Scope.OPERATE, (200, 200, 200, 200)),
    ):
        with client_with(door, guarded, "operator", scope) as program:
            answers = (
                program.get("/agreements"),
                program.post(comment, json=body),
                program.get("/deliveries"),
                program.post("/deliveries/msg_1/redeliver"),
            )
            assert tuple(answer.status_code for answer in answers) == statuses, scope
    assert guarded.store.delivery("msg_1").state is DeliveryState.WAITING


def test_without_a_token_nothing_is_told_and_nothing_done(door: httpx.Client, guarded: House) -> None:
    for path in (f"/api/v1/comparisons/{comparison_of(guarded)}", "/api/v1/comparisons/nothing", "/api/v1/deliveries"):
        answer = door.get(path)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert answer.json()["title"] == "Sign in"


def test_this_machine_reads_without_a_token_and_posts_only_with_one(desk: House) -> None:
    """Any page in the browser could make it post."""
    body = {"seen": desk.reviews.review(comparison_of(desk)).seen, "after": 0, "words": "x"}
    path = f"/api/v1/comparisons/{comparison_of(desk)}/review/comment"
    with served(desk) as door:
        assert door.get("/api/v1/reviews").status_code == 200
        assert door.post(path, json=body).status_code == 403
        plain = door.post(path, content=b"{}", headers={"content-type": "text/plain"})
        assert plain.status_code in (403, 422)
    assert desk.reviews.verify().entries == 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/agreements/nothing", 404),
        ("/agreements/fernlet-mini-app/versions/99", 404),
        ("/agreements/fernlet-mini-app/versions/0", 404),
        ("/agreements/fernlet-mini-app/versions/x", 404),
        ("/comparisons/nothing", 404),
        ("/comparisons/nothing/changes", 404),
        ("/comparisons/..%2f..%2fetc%2fpasswd", 404),
        ("/nothing", 404),
        ("/agreements?limit=0", 400),
        ("/agreements?limit=100000", 400),
        ("/agreements?after=nothing", 422),
        ("/agreements?after=bnVsbA", 422),
        ("/agreements?after=WyJhIiwgMV0", 422),
        ("/agreements?state=nothing", 400),
        ("/agreements?order=nothing", 400),
        ("/agreements?severity=nothing", 400),
        ("/comparisons?after=nothing", 422),
        ("/comparisons?after=WzFlOTk5LCAxXQ", 422),
        ("/comparisons?since=soon", 400),
        ("/comparisons?since=0001-01-01T00:00:00%2B14:00", 422),
        ("/comparisons?agreement=nothing", 404),
        ("/agreements?after=%00", 422),
        ("/deliveries?after=" + "x" * 2000, 400),
        ("/deliveries/nothing", 404),
        ("/deliveries?state=nothing", 400),
        ("/agreements/fernlet-mini-app/clauses/nothing", 404),
        ("/agreements/nothing/clauses/nothing", 404),
        ("/agreements/nothing/checks", 404),
        ("/search", 400),
        ("/search?words=" + "x" * 501, 400),
        ("/search?words=notice&after=nothing", 422),
        ("/search?words=notice&agreement=nothing", 404),
        ("/search?words=notice&since=0000-00-00", 400),
    ],
)
def test_refusals_are_problem_details(program: httpx.Client, path: str, status: int) -> None:
    answer = program.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    TypeAdapter(models.Problem).validate_python(answer.json())
    assert answer.json()["status"] == status


def test_the_description_has_every_route_with_examples(door: httpx.Client) -> None:
    said = door.get("/api/v1/openapi.json").json()
    described = {(method.upper(), path) for path, methods in said["paths"].items() for method in methods}
    assert described == {key for key in ACCESS if key[1].startswith("/api/")} - {("GET", "/api/v1/openapi.json")}
    for name, schema in said["components"]["schemas"].items():
        fields = [one for one in schema.get("properties", {}).values() if "$ref" not in one and "items" not in one]
        assert "examples" in schema or all("examples" in one for one in fields), name


def test_a_clause_is_found_and_followed_to_the_review_of_its_change(program: httpx.Client, guarded: House) -> None:
    recorded = guarded.store.comparison(comparison_of(guarded))
    change = recorded.comparison.substantive[0]
    review = guarded.reviews.review(recorded.id)
    guarded.reviews.comment(recorded.id, [change.id], "anna", review.sight, "Look at this.")
    words = " ".join(change.clause.text.split()[:6])
    hits = program.get("/search", params={"words": f'"{words}"', "current": True}).json()["items"]
    assert change.clause.id in {one["clause"] for one in hits}
    history = program.get(f"/agreements/{recorded.agreement_id}/clauses/{change.clause.id}").json()
    assert [one["version"] for one in history["wordings"]] == [2, 1]
    newest = history["wordings"][0]
    assert (newest["comparison"], newest["change"]["id"]) == (recorded.id, change.id)
    assert [one["words"] for one in newest["entries"]] == ["Look at this."]


def test_what_was_seen_is_no_longer_new_to_whoever_asks(door: httpx.Client, guarded: House, clock: Clock) -> None:
    clock.now = guarded.store.comparisons()[0].at + DAY
    with client_with(door, guarded, "operator", Scope.READ) as program:
        new = paged(program, "/unseen", 2)
        assert new
        answer = program.post("/seen", json={"until": new[0]["at"]})
        assert answer.json() == {"until": new[0]["at"]}
        assert paged(program, "/unseen", 2) == []
    assert guarded.overview.unseen_count("reader") == len(new)


def test_low_comparisons_are_closed_together_as_they_were_looked_at(program: httpx.Client, guarded: House) -> None:
    found = guarded.store.comparisons()
    low = found[0]
    quiet = replace(low.comparison, changes=())
    with guarded.store.writing() as rows:
        rows.replace_comparison(replace(low, comparison=quiet))
    seen = {}
    for one in found[:2]:
        review = program.get(f"/comparisons/{one.id}/review").json()
        seen[one.id] = {"seen": review["seen"], "after": review["last"]}
    answer = program.post("/reviews/close", json={"comparisons": seen, "words": "Wording."}).json()
    assert {one["comparison"]: bool(one["problem"]) for one in answer["items"]} == {
        one.id: one.id != low.id for one in found[:2]
    }
    assert [one["words"] for one in paged(program, "/acts", 1)] == ["Wording."]


def test_subscribers_are_told_without_what_may_be_secret(installed: Callable[..., House]) -> None:
    house = with_accounts(
        installed(
            """
[smtp]
host = "localhost"
from = "watcher@example.org"

[[subscribers]]
name = "Robot"
webhook = "https://hooks.example/T000/verysecret?key=alsosecret"
secret_env = "ROBOT_SECRET"

[[subscribers]]
name = "Compliance"
email = "compliance@example.org"
"""
        )
    )
    with served(house) as door, client_with(door, house, "operator", Scope.OPERATE) as program:
        said = program.get("/subscribers")
        assert {one["name"]: one["address"] for one in said.json()["items"]} == {
            "Robot": "hooks.example",
            "Compliance": "compliance@example.org",
        }
        assert "secret" not in said.text.lower()
        with client_with(door, house, "operator", Scope.REVIEW) as reviewer:
            assert reviewer.get("/subscribers").status_code == 403
