"""Somebody's own password, the language of the pages, and who is told what."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import lxml.html
import pytest
from web.serving import PASSWORD, Person, served

from watcher.bootstrap import House
from watcher.domain.errors import SignInRefused

ANOTHER = "a quite different password"


def change(person: Person, old: str = PASSWORD, new: str = ANOTHER, again: str = ANOTHER) -> httpx.Response:
    person.open("/account")
    return person.submit("/account/password", old=old, new=new, again=again)


def test_a_changed_password_ends_every_other_session(door: httpx.Client, guarded: House) -> None:
    here, elsewhere = Person(door).sign_in("reader"), Person(door).sign_in("reader")
    assert "password was changed" in change(here).text
    assert here.open("/").url.path == "/"
    assert elsewhere.open("/").url.path == "/sign-in"
    with pytest.raises(SignInRefused):
        guarded.accounts.sign_in("reader", PASSWORD, "127.0.0.1")
    assert guarded.accounts.sign_in("reader", ANOTHER, "127.0.0.1")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "not it at all"}, "not your password"),
        ({"again": "something else"}, "not typed the same"),
        ({"new": "short", "again": "short"}, "Nothing was changed"),
    ],
)
def test_a_password_that_cannot_be_changed_stays(
    door: httpx.Client, guarded: House, typed: dict[str, str], said: str
) -> None:
    person = Person(door).sign_in("reader")
    assert change(person, **typed).status_code == 422
    assert said in person.said("alert")
    assert guarded.accounts.sign_in("reader", PASSWORD, "127.0.0.1")


def test_guessing_the_old_password_is_throttled(door: httpx.Client) -> None:
    person = Person(door).sign_in("reader")
    answers = [change(person, old=f"guess number {number}").status_code for number in range(12)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_who_is_not_signed_in_with_a_password_has_none_to_change(local: Person) -> None:
    assert "Nobody signs in here" in local.open("/account").text
    token = local.open("/comparisons") and local.fields("/language")["form_token"]
    assert local.client.post("/account/password", data={"form_token": token}).status_code == 422


def language_of(page: httpx.Response) -> str:
    return str(lxml.html.fromstring(page.text).xpath("string(/html/@lang)"))


def test_a_chosen_language_is_kept_and_the_same_page_is_shown(local: Person) -> None:
    local.open("/search?words=working+days")
    shown = local.submit("/language", language="zh")
    assert (shown.url.path, shown.url.query) == ("/search", b"words=working+days")
    assert language_of(shown) == "zh-Hans"
    assert language_of(local.open("/")) == "zh-Hans"
    assert language_of(local.submit("/language", language="en")) == "en"


def test_a_language_is_chosen_before_signing_in(door: httpx.Client) -> None:
    person = Person(door)
    person.open("/sign-in?next=/help")
    assert language_of(person.submit("/language", language="zh")) == "zh-Hans"
    assert person.fields("/sign-in")["next"] == "/help"


@pytest.mark.parametrize(("field", "value", "status"), [("language", "xx", 422), ("form_token", "forged", 403)])
def test_a_form_that_is_not_ours_chooses_no_language(local: Person, field: str, value: str, status: int) -> None:
    local.open("/")
    fields = {"language": "zh", **local.fields("/language"), field: value}
    answer = local.client.post("/language", data=fields)
    assert answer.status_code == status
    assert "set-cookie" not in answer.headers


def test_choosing_a_language_leads_nowhere_else(local: Person) -> None:
    local.open("/")
    fields = {**local.fields("/language"), "language": "zh", "next": "//evil.example/"}
    answer = local.client.post("/language", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_webhook_s_path_which_may_be_a_secret_is_not_shown(
    installed: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    told = (
        '[[subscribers]]\nname = "Counsel"\nwebhook = "https://hooks.example.org/T0P/S3CR3T"\n'
        'secret_env = "HOOK_SECRET"\nmin_severity = "high"\n'
    )
    with served(installed(told)) as client:
        page = Person(client).open("/subscribers").text
    assert "Counsel" in page
    assert "https://hooks.example.org" in page
    assert "S3CR3T" not in page
