"""Who may do what."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from web.serving import Person, comparison_of, served, with_accounts

from watcher.bootstrap import House
from watcher.domain.user import Role, Scope
from watcher.web.access import ACCESS
from watcher.web.app import build

DAY = timedelta(days=1)
FORM_REFUSED = re.compile("form is no longer valid|To post takes a token")
KNOWN = {
    "act": "comment",
    "place": "1",
    "delivery_id": "msg_1",
    "agreement_id": "fernlet-mini-app",
    "number": "1",
    "form": "csv",
    "token": "unsigned",
    "name": "atom.xml",
}
ASKED = {"/agreements/{agreement_id}/compare": "?old=2&new=1", "/api/v1/search": "?words=notice"}
"""What these cannot do without."""
NOT_KEPT = {"/api/v1/deliveries/{delivery_id}"}
"""Routes to something of which nothing is kept here."""


def address(house: House, path: str) -> str:
    comparison_id = comparison_of(house)
    change_id = house.store.comparison(comparison_id).comparison.changes[0].id
    check_id = house.store.checks("fernlet-mini-app")[0].id
    clause_id = house.store.tree(house.store.version("fernlet-mini-app", 1).id).clauses[0].id
    found = {
        "comparison_id": comparison_id,
        "change_id": change_id,
        "check_id": check_id,
        "clause_id": clause_id,
        "sha256": house.store.version("quillbay-developer", 1).snapshots[0].sha256,
    }
    address = path.format(**KNOWN, **found)
    return address + ASKED.get(path, "")


def test_every_route_stands_in_the_table_and_nothing_else_does(desk: House) -> None:
    routes = {(method, route.path) for route in build(desk).routes for method in route.methods}
    assert routes == set(ACCESS)


def test_whoever_may_not_is_refused_on_every_route_and_whoever_may_is_not(guarded: House) -> None:
    with served(guarded) as door:
        people = {None: Person(door), **{role: Person(door).sign_in(role.value) for role in Role}}
        for (method, path), needed in ACCESS.items():
            if path.startswith(("/sign-", "/subscriptions", "/feeds/{token}")):
                continue
            for role, person in people.items():
                answer = person.client.request(method, address(guarded, path), follow_redirects=False)
                where = (method, path, role, answer.status_code)
                if needed is None or (role is not None and role.allows(needed)):
                    # A form without its token is refused too, but for another reason.
                    let_in = 404 if path in NOT_KEPT else 200
                    assert answer.status_code == let_in or FORM_REFUSED.search(answer.text), where
                elif role is None and not path.startswith(("/metrics", "/api/")):
                    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in"), where
                else:
                    assert answer.status_code in (401, 403), where
                    assert not FORM_REFUSED.search(answer.text), where


@pytest.mark.parametrize("path", ["/comparisons/{}", "/agreements/{}", "/comparisons/{}/export/csv"])
def test_a_stranger_cannot_learn_whether_something_exists(door: httpx.Client, guarded: House, path: str) -> None:
    there = comparison_of(guarded) if "comparisons" in path else "fernlet-mini-app"
    answers = [door.get(path.format(one)) for one in (there, "cmp_nothing")]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.text for answer in answers}) == 1


def test_a_reader_cannot_learn_by_posting_whether_something_exists(door: httpx.Client, guarded: House) -> None:
    reader = Person(door).sign_in("reader")
    answers = [reader.client.post(f"/comparisons/{one}/decide") for one in (comparison_of(guarded), "cmp_nothing")]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1


def test_without_accounts_this_machine_s_user_may_everything(local: Person, desk: House) -> None:
    assert "local, operator" in local.open("/").text
    local.open(f"/comparisons/{comparison_of(desk)}")
    local.submit("/acknowledge")
    assert desk.reviews.review(comparison_of(desk)).entries[0].who == "local"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "terms.example.org"},
        {"x-forwarded-for": "203.0.113.7"},
        {"forwarded": "for=203.0.113.7"},
        {"via": "1.1 front"},
    ],
)
def test_what_a_server_beside_us_passes_on_is_not_this_machine_s_user(
    installed: Callable[..., House], headers: dict[str, str]
) -> None:
    with served(installed('[watcher]\nbase_url = "https://terms.example.org"\n')) as door:
        assert "local, operator" in door.get("/").text
        assert "local, reader" in door.get("/", headers=headers).text


def test_from_the_first_account_on_everybody_signs_in(desk: House) -> None:
    with served(desk) as door:
        assert door.get("/").status_code == 200
        desk.accounts.add("anna", Role.READER, None)
        assert door.get("/").status_code == 303
        desk.accounts.end("anna")
        assert door.get("/").status_code == 303, "an account that ended opens no door"


PROXIED = '[web]\ntrusted_proxy = ["127.0.0.1"]\nuser_header = "X-Remote-User"\n'


@pytest.mark.parametrize(
    ("named", "shown"), [("somebody", "somebody, reader"), ("reviewer", "reviewer, reviewer"), ("OPERATOR", "operator")]
)
def test_the_proxy_s_word_says_who_and_the_account_says_what(
    installed: Callable[..., House], named: str, shown: str
) -> None:
    with served(with_accounts(installed(PROXIED))) as door:
        assert shown in door.get("/", headers={"X-Remote-User": named}).text


def test_whom_the_proxy_names_twice_or_whose_account_ended_is_not_let_in(installed: Callable[..., House]) -> None:
    house = with_accounts(installed(PROXIED))
    house.accounts.end("reviewer")
    with served(house) as door:
        assert door.get("/", headers={"X-Remote-User": "reviewer"}).status_code == 403
        twice = [("X-Remote-User", "operator"), ("X-Remote-User", "reader")]
        assert door.get("/", headers=twice).status_code == 403
        assert door.get("/").status_code == 403


def test_a_form_made_for_one_reader_of_the_proxy_is_not_another_s(installed: Callable[..., House]) -> None:
    house = with_accounts(installed(PROXIED))
    with served(house) as door:
        anna, bo = Person(door), Person(door)
        anna.client.headers["X-Remote-User"] = "reviewer"
        bo.client.headers["X-Remote-User"] = "operator"
        anna.open(f"/comparisons/{comparison_of(house)}")
        bo.open(f"/comparisons/{comparison_of(house)}")
        token = str(anna.fields("/acknowledge")["form_token"])
        assert bo.submit("/acknowledge", form_token=token).status_code == 403
        assert house.reviews.review(comparison_of(house)).entries == ()


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def test_a_token_opens_what_its_scope_allows(door: httpx.Client, guarded: House) -> None:
    reading = guarded.accounts.make_token("operator", Scope.READ, DAY)
    reviewing = guarded.accounts.make_token("reviewer", Scope.REVIEW, DAY)
    path = f"/comparisons/{comparison_of(guarded)}"
    assert door.get(path, headers=bearer(reading)).status_code == 200
    assert door.post(f"{path}/acknowledge", headers=bearer(reading)).status_code == 403
    seen = {"seen": guarded.reviews.review(comparison_of(guarded)).seen, "after": "0"}
    assert door.post(f"{path}/acknowledge", headers=bearer(reviewing), data=seen).status_code == 303
    assert door.get("/metrics", headers=bearer(reading)).status_code == 200


def test_a_token_that_does_not_hold_opens_nothing_even_here(local: Person, desk: House) -> None:
    assert local.client.get("/", headers=bearer("watcher_invented")).status_code == 401
    others = bearer("of another service, passed on by a proxy")
    assert local.client.get("/", headers=others).status_code == 200


def test_a_token_ends_with_its_time_its_role_and_its_account(door: httpx.Client, guarded: House, clock: object) -> None:
    token = guarded.accounts.make_token("reviewer", Scope.REVIEW, DAY)
    post = f"/comparisons/{comparison_of(guarded)}/comment"
    guarded.accounts.set_role("reviewer", Role.READER)
    assert door.post(post, headers=bearer(token)).status_code == 403
    clock.pass_by(days=2)
    assert door.get("/", headers=bearer(token)).status_code == 401
    lost = guarded.accounts.make_token("reviewer", Scope.READ, DAY)
    guarded.accounts.revoke("reviewer")
    assert door.get("/", headers=bearer(lost)).status_code == 401
    fresh = guarded.accounts.make_token("reviewer", Scope.READ, DAY)
    guarded.accounts.end("reviewer")
    assert door.get("/", headers=bearer(fresh)).status_code == 401
