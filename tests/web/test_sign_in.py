"""Signing in: what is believed, for how long, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from web.serving import PASSWORD, Clock, Person, comparison_of, served, with_accounts

from watcher.bootstrap import House
from watcher.web.site import own_path


def test_who_signs_in_arrives_where_the_link_led(door: httpx.Client, guarded: House) -> None:
    path = f"/comparisons/{comparison_of(guarded)}?order=document"
    person = Person(door)
    assert "Sign in" in person.open(path).text
    arrived = person.submit("/sign-in", name="reviewer", password=PASSWORD)
    assert (arrived.url.raw_path.decode(), arrived.status_code) == (path, 200)
    assert "reviewer, reviewer" in person.text()


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("reviewer", "wrong horse battery"),
        ("nobody", PASSWORD),
        ("", ""),
        ("reviewer", PASSWORD + " "),
        ("é" * 60, "x"),
    ],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(door: httpx.Client, name: str, password: str) -> None:
    person = Person(door)
    person.open("/sign-in")
    refused = person.submit("/sign-in", name=name, password=password)
    assert refused.status_code == 401
    assert person.said("alert") == "No account has that name and password."
    assert "watcher-session" not in person.client.cookies


def test_nobody_s_password_is_tried_as_long_as_somebody_s(guarded: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by the clock: every sign-in tries one hash, whether the account is there, ended or without a password."""
    from argon2 import PasswordHasher

    guarded.accounts.add("at-the-proxy", guarded.accounts.all()[0].role, None)
    guarded.accounts.end("reader")
    tried: list[str] = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda self, kept, said: tried.append(kept) or verify(self, kept, said)
    )
    for name in ("operator", "nobody", "reader", "at-the-proxy"):
        with pytest.raises(Exception, match="no account has that name and password"):
            guarded.accounts.sign_in(name, "wrong horse battery", "127.0.0.1")
    assert len(tried) == 4
    assert {kept.rpartition("$")[0].rpartition("$")[0] for kept in tried} == {"$argon2id$v=19$m=65536,t=3,p=4"}


def test_an_account_without_a_password_is_not_signed_in_with_the_stand_in_s(guarded: House) -> None:
    guarded.accounts.add("at-the-proxy", guarded.accounts.all()[0].role, None)
    with pytest.raises(Exception, match="no account"):
        guarded.accounts.sign_in("at-the-proxy", "nobody's password", "127.0.0.1")


def test_too_many_attempts_on_one_name_are_refused_even_with_the_right_password(
    door: httpx.Client, guarded: House, clock: Clock
) -> None:
    person = Person(door)
    for _ in range(10):
        person.sign_in("reader", "wrong horse battery")
        assert person.page.status_code == 401
    person.sign_in("reader")
    assert (person.page.status_code, person.page.headers["retry-after"]) == (429, "900")
    assert Person(door).sign_in("operator").page.status_code == 200, "others come in"
    clock.pass_by(minutes=16)
    assert person.sign_in("reader").page.status_code == 200


def test_too_many_attempts_from_one_address_are_refused_whatever_the_names(door: httpx.Client) -> None:
    person = Person(door)
    for number in range(30):
        person.sign_in(f"name-{number}", "wrong horse battery")
        assert person.page.status_code == 401
    assert person.sign_in("reader").page.status_code == 429


def test_colleagues_behind_one_address_sign_in_as_often_as_they_like(guarded: House) -> None:
    for _ in range(40):
        assert guarded.accounts.sign_in("reader", PASSWORD, "192.0.2.7")


def test_attempts_from_one_network_of_version_6_are_counted_together(guarded: House) -> None:
    for number in range(30):
        with pytest.raises(Exception, match="no account"):
            guarded.accounts.sign_in(f"name-{number}", "x", f"2001:db8:1:2::{number + 1:x}")
    with pytest.raises(Exception, match="too many"):
        guarded.accounts.sign_in("reader", PASSWORD, "2001:db8:1:2:ffff::1")
    assert guarded.accounts.sign_in("reader", PASSWORD, "2001:db8:1:3::1")


def test_a_session_that_somebody_planted_is_worth_nothing(door: httpx.Client, guarded: House) -> None:
    """Session fixation: the secret is another one after signing in, and the planted one never opens anything."""
    planted = "planted-" + "a" * 40
    victim = Person(door)
    victim.client.cookies.set("watcher-session", planted)
    victim.sign_in("reviewer")
    secrets = [cookie.value for cookie in victim.client.cookies.jar if cookie.name == "watcher-session"]
    assert any(secret != planted for secret in secrets)
    assert door.get("/", headers={"cookie": f"watcher-session={planted}"}).status_code == 303


def test_signing_in_again_ends_the_session_before(door: httpx.Client) -> None:
    person = Person(door).sign_in("reader")
    before = person.client.cookies["watcher-session"]
    other = Person(door)
    other.client.cookies.set("watcher-session", before)
    other.open("/sign-in")
    token = other.open("/").text.partition('name="form_token" value="')[2].partition('"')[0]
    answer = other.client.post(
        "/sign-in", data={"form_token": token, "name": "operator", "password": PASSWORD, "next": "/"}
    )
    assert answer.status_code == 303
    assert person.client.get("/").status_code == 303


def test_a_session_ends_after_twelve_hours(door: httpx.Client, clock: Clock) -> None:
    person = Person(door).sign_in("reader")
    clock.pass_by(hours=11, minutes=59)
    assert person.client.get("/").status_code == 200
    clock.pass_by(minutes=1)
    assert person.client.get("/").status_code == 303


def test_signing_out_ends_the_session_and_not_only_the_cookie(door: httpx.Client) -> None:
    person = Person(door).sign_in("reader")
    kept = person.client.cookies["watcher-session"]
    person.open("/")
    person.submit("/sign-out")
    assert "watcher-session" not in person.client.cookies
    assert door.get("/", headers={"cookie": f"watcher-session={kept}"}).status_code == 303


@pytest.mark.parametrize("change", ["password", "end"])
def test_another_password_or_the_end_of_the_account_ends_its_sessions(
    door: httpx.Client, guarded: House, change: str
) -> None:
    person = Person(door).sign_in("reader")
    if change == "end":
        guarded.accounts.end("reader")
    else:
        guarded.accounts.set_password("reader", "another horse battery")
    assert person.client.get("/").status_code == 303


def test_another_role_holds_from_the_next_request_on(door: httpx.Client, guarded: House) -> None:
    person = Person(door).sign_in("reviewer")
    guarded.accounts.set_role("reviewer", guarded.accounts.all()[1].role)
    path = f"/comparisons/{comparison_of(guarded)}"
    assert "Acknowledge" not in person.open(path).text
    assert person.client.post(f"{path}/acknowledge").status_code == 403


def test_the_sign_in_form_of_another_visitor_is_refused(door: httpx.Client) -> None:
    """Otherwise somebody could be signed in, unnoticed, as somebody else."""
    attacker, victim = Person(door), Person(door)
    attacker.open("/sign-in")
    victim.open("/sign-in")
    token = str(attacker.fields("/sign-in")["form_token"])
    assert victim.submit("/sign-in", name="reader", password=PASSWORD, form_token=token).status_code == 403
    assert "watcher-session" not in victim.client.cookies


def test_a_sign_in_without_the_page_s_cookie_is_refused(door: httpx.Client) -> None:
    person = Person(door)
    person.open("/sign-in")
    person.client.cookies.clear()
    assert person.submit("/sign-in", name="reader", password=PASSWORD).status_code == 403


@pytest.mark.parametrize(
    ("base_url", "name", "flags"),
    [
        ("https://terms.example.org", "__Host-watcher-session", {"httponly", "secure", "samesite=lax", "path=/"}),
        ("http://127.0.0.1:8321", "watcher-session", {"httponly", "samesite=lax", "path=/"}),
    ],
)
def test_the_cookie_is_kept_from_scripts_other_sites_and_other_hosts(
    installed: Callable[..., House], base_url: str, name: str, flags: set[str]
) -> None:
    with served(with_accounts(installed(f'[watcher]\nbase_url = "{base_url}"\n'))) as door:
        person = Person(door)
        page = person.open("/sign-in")
        visit = page.headers["set-cookie"].partition(";")[0]
        fields = person.fields("/sign-in") | {"name": "reader", "password": PASSWORD}
        answer = person.client.post(str(fields.pop("")), data=fields, headers={"cookie": visit})
        cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{name}="))
        said = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {part for part in said if not part.startswith("max-age")} == flags


@pytest.mark.parametrize(
    "asked",
    [
        "//evil.example",
        "///evil.example",
        "//@evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "evil.example",
        "@evil.example",
        "/ok\r\nSet-Cookie: a=b",
        "",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(asked: str) -> None:
    assert own_path(asked) == "/"


@pytest.mark.parametrize("path", ["/", "/agreements/a-b", "/comparisons/cmp_1?order=document&severity=low"])
def test_a_path_of_ours_is_where_one_goes(path: str) -> None:
    assert own_path(path) == path


def test_a_hostile_destination_is_dropped_on_the_whole_way(door: httpx.Client) -> None:
    person = Person(door)
    person.open("/sign-in?next=//evil.example/%22%3E%3Cscript%3E")
    assert "evil" not in person.page.text
    fields = person.fields("/sign-in") | {"name": "reader", "password": PASSWORD, "next": "//evil.example"}
    answer = person.client.post(str(fields.pop("")), data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_fields_that_the_form_does_not_have_set_nothing(door: httpx.Client, guarded: House) -> None:
    person = Person(door)
    person.open("/sign-in")
    person.submit("/sign-in", name="reader", password=PASSWORD, role="operator", is_admin="1")
    assert guarded.accounts.active("reader").role == "reader"
    assert "reader, reader" in person.text()
