"""What somebody tried who wanted to break in, and what no other test of the pages holds."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from importlib.resources import files
from urllib.parse import urlsplit

import httpx
import pytest
from web.serving import Person, comparison_of, served

from watcher.bootstrap import House
from watcher.domain.user import Role
from watcher.web.access import ACCESS, SIGNED_BY_ADDRESS
from watcher.web.guard import FORBIDDEN
from watcher.web.identity import Doors

PASSED_ON = {"x-forwarded-for": "203.0.113.7"}
SMTP = '[smtp]\nhost = "127.0.0.1"\nfrom = "Watcher <watcher@example.org>"\nsecurity = "none"\n'
PROXIED = '[web]\ntrusted_proxy = ["127.0.0.1"]\nuser_header = "X-Remote-User"\n'


def token_of(page: httpx.Response) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', page.text)
    assert found
    return found[1]


def test_a_reader_elsewhere_holds_no_form_token_of_this_machine_s_user(local: Person, desk: House) -> None:
    """Else a page of theirs, looked at on this machine, could post in its user's name."""
    theirs = token_of(local.client.get("/help", headers=PASSED_ON))
    post = f"/comparisons/{comparison_of(desk)}/acknowledge"
    seen = {"seen": desk.reviews.review(comparison_of(desk)).seen, "after": "0"}
    assert local.client.post(post, data={"form_token": theirs, **seen}).status_code == 403
    assert desk.reviews.review(comparison_of(desk)).entries == ()
    own = token_of(local.client.get("/help"))
    assert local.client.post(post, data={"form_token": own, **seen}).status_code == 303


LED_HERE = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", LED_HERE, 200),
        ("GET", {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, 403),
        ("GET", {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}, 403),
        ("GET", {"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, 403),
        ("GET", {"sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, 403),
        ("GET", {}, 403),
        ("POST", LED_HERE, 403),
    ],
)
def test_a_page_of_others_may_lead_here_and_nothing_else(
    local: Person, site: str, method: str, headers: dict[str, str], status: int
) -> None:
    data = {"form_token": token_of(local.open("/help")), "language": "zh", "next": "/help"}
    path = "/help" if method == "GET" else "/language"
    sent = {"sec-fetch-site": site, **headers}
    answer = local.client.request(method, path, headers=sent, data=data if method == "POST" else None)
    assert answer.status_code == status


def test_mail_programs_end_a_subscription_from_wherever_they_are(installed: Callable[..., House]) -> None:
    house = installed('[[subscribers]]\nname = "Anna"\nemail = "anna@example.org"\n' + SMTP)
    path = urlsplit(house.links.subscription("Anna")).path
    with served(house) as door:
        sent = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}
        assert door.post(path, data={"List-Unsubscribe": "One-Click"}, headers=sent).status_code == 200
    assert list(house.store.ended_subscriptions()) == ["Anna"]


@pytest.mark.parametrize(
    ("sent", "who"),
    [
        ("张三".encode(), "张三, reviewer"),
        ("ANNÉ".encode(), "anné, operator"),
        ("anné".encode("latin-1"), "anné, operator"),
        ("anne\u0301".encode(), "anné, operator"),
        ("weiß".encode(), "weiß, reader"),
        ("weiß".encode("latin-1"), "weiß, reader"),
        ("ﬁona".encode(), "ﬁona, reader"),
    ],
)
def test_the_proxy_names_people_in_their_own_letters_and_nobody_as_another(
    installed: Callable[..., House], sent: bytes, who: str
) -> None:
    house = installed(PROXIED)
    for name, role in (("张三", Role.REVIEWER), ("anné", Role.OPERATOR), ("weiss", Role.OPERATOR)):
        house.accounts.add(name, role, None)
    house.accounts.add("fiona", Role.OPERATOR, None)
    with served(house) as door:
        assert f"<span>{who}</span>" in door.get("/help", headers=[(b"X-Remote-User", sent)]).text


@pytest.mark.parametrize("sent", ["anné".encode(), "Anné".encode(), "anne\u0301".encode(), "anné".encode("latin-1")])
def test_an_account_that_ended_stays_out_however_the_proxy_spells_it(
    installed: Callable[..., House], sent: bytes
) -> None:
    house = installed(PROXIED)
    house.accounts.add("anné", Role.REVIEWER, None)
    house.accounts.end("anné")
    with served(house) as door:
        assert door.get("/help", headers=[(b"X-Remote-User", sent)]).status_code == 403


@pytest.mark.parametrize("path", ["/help", "/api/v1/agreements"])
def test_a_fault_of_ours_is_answered_with_the_same_headers_and_without_its_reason(
    local: Person, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a reason with secrets in it")

    monkeypatch.setattr(Doors, "visitor", broken)
    answer = local.client.get(path)
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in FORBIDDEN} == FORBIDDEN
    assert "secrets" not in answer.text
    assert answer.headers["content-type"].startswith("application/problem+json" if "/api/" in path else "text/plain")


@pytest.mark.parametrize("until", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_beyond_all_calendars_is_none(local: Person, until: str) -> None:
    data = {"form_token": token_of(local.open("/help")), "until": until}
    assert local.client.post("/seen", data=data).status_code == 422


@pytest.mark.parametrize("path", ["/search/", "/sign-in/", "/agreements/fernlet-mini-app/", "//evil.example/search/"])
def test_no_answer_names_the_host_that_was_asked_for(local: Person, path: str) -> None:
    answer = local.client.get(path, headers={"host": "localhost:1"})
    assert (answer.status_code, "location" in answer.headers, "localhost:1" in answer.text) == (404, False, False)


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example",
        "localhost.",
        "127.0.0.1.rebound.example",
        "localhost:@rebound.example",
        "127.0.0.1:80, rebound.example",
        "127.0.0.1:[",
        "[::1",
        "127.0.0.1/../x",
        "",
    ],
)
def test_pages_answer_under_their_own_names_only(local: Person, host: str) -> None:
    assert local.client.get("/help", headers={"host": host}).status_code == 400


def test_nothing_is_posted_without_the_token_of_the_same_visitor(door: httpx.Client, guarded: House) -> None:
    operator = Person(door).sign_in("operator")
    before = token_of(operator.open("/help"))
    operator.submit("/sign-out")
    operator.sign_in("operator")
    own = token_of(operator.open("/help"))
    others = token_of(Person(door).sign_in("reader").open("/help"))
    strangers = token_of(Person(door).open("/sign-in"))
    known = {"comparison_id": comparison_of(guarded), "act": "comment", "delivery_id": "msg_1"}
    for path in sorted(path for method, path in ACCESS if method == "POST" and path not in SIGNED_BY_ADDRESS):
        address = path.format(**known)
        for token in ("", before, others, strangers, own.upper(), own[:-1]):
            answer = operator.client.post(address, data={"form_token": token, "words": "x"})
            assert answer.status_code == 403, (path, token)
        assert operator.client.post(address).status_code == 403, path
        assert operator.client.post(f"{address}?form_token={own}").status_code == 403, path
        as_text = operator.client.post(address, content=f"form_token={own}", headers={"content-type": "text/plain"})
        assert as_text.status_code in (403, 415), path
    assert guarded.reviews.review(comparison_of(guarded)).entries == ()


def test_one_subscriber_s_link_is_not_another_s(installed: Callable[..., House]) -> None:
    tables = "".join(f'[[subscribers]]\nname = "{one}"\nemail = "{one}@example.org"\n' for one in ("anna", "bo"))
    house = installed(tables + SMTP)
    token = urlsplit(house.links.subscription("anna")).path.rpartition("/")[2]
    said = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    forged = [said[:32] + b"bo", said[:32], b"\0" * 32 + b"bo", said[:31] + b"bo", said + b"\0"]
    with served(house) as door:
        for one in (*(urlsafe_b64encode(each).decode() for each in forged), house.links.feed_token(), "é", "A" * 9000):
            assert door.post(f"/subscriptions/{one}").status_code == 404
        assert door.get(f"/subscriptions/{token}").status_code == 200
    assert house.store.ended_subscriptions() == {}, "to look changes nothing"


def test_signing_out_clears_what_the_browser_keeps_of_pages(door: httpx.Client) -> None:
    person = Person(door).sign_in("reader")
    token = token_of(person.open("/help"))
    answer = person.client.post("/sign-out", data={"form_token": token})
    assert (answer.status_code, answer.headers["clear-site-data"]) == (303, '"cache"')


def test_nothing_that_was_received_is_loaded_as_a_script_or_a_style(local: Person, desk: House) -> None:
    """``nosniff``, and media types that are neither: also for a page of ours that were tricked into asking for it."""
    version = desk.store.version("quillbay-developer", 1)
    check = desk.store.checks("quillbay-developer")[-1]
    for path in (
        f"/agreements/quillbay-developer/checks/{check.id}/received/1",
        f"/comparisons/{comparison_of(desk)}/snapshots/{version.snapshots[0].sha256}",
        f"/comparisons/{comparison_of(desk)}/export/html",
    ):
        headers = local.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert not re.search("script|css|svg", headers["content-type"])
        assert headers["content-security-policy"].endswith("sandbox")
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_templates_never_turn_escaping_off() -> None:
    for template in (files("watcher.web") / "templates").iterdir():
        text = template.read_text("utf-8")
        assert not re.search(r"\|\s*(safe|tojson|urlize|xmlattr)\b|autoescape", text), template.name
        assert not re.search(r"<[^>]*\son\w+=|<[^>]*\sstyle=|javascript:", text), template.name
