"""The web pages, on what checks of the sample site left behind."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import httpx
import lxml.html
import pytest
import tomlkit
from web.serving import checked, served

from watcher.bootstrap import House, open_house
from watcher.domain.errors import UsageError
from watcher.testing.site import SampleSite, status
from watcher.web.guard import refuse_open_door

HOSTILE = "<script>alert(1)</script>{{7*7}}"
BREAKING_OUT = """\"'><img src=x onerror=alert(2)><a href="javascript:alert(3)">"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("web")
    hostile = f"<main><h1>{HOSTILE}</h1>" + "".join(
        f"<p>{n}. The member shall pay {n} instalments &lt;img src=x onerror=alert({n})&gt; in advance "
        f"{escape(BREAKING_OUT)} <a href='javascript:alert({n})'>as told</a>.</p>"
        for n in range(1, 9)
    )
    with SampleSite(pages={"/hostile": hostile.encode()}) as site:
        named = {"title": HOSTILE, "provider": BREAKING_OUT, "tags": [BREAKING_OUT[:32], HOSTILE]}
        agreements = [*site.agreement_tables(), {"id": "hostile", "url": f"{site.url}/hostile", **named}]
        agreements.append({"id": "gone", "title": "A page that is gone", "url": f"{site.url}/gone"})
        config = {
            "fetch": {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]},
            "agreements": agreements,
            "smtp": {"from": "watcher@example.org"},
            "subscribers": [{"name": HOSTILE, "email": "legal@example.org"}],
        }
        (folder / "config.toml").write_text(tomlkit.dumps(config), encoding="utf-8")
        made = open_house(folder / "config.toml")
        checked(made)
        for sample in site.agreement_tables():
            site.publish(sample["id"], 2)
        site.put("/hostile", hostile.replace("pay 3", "repay 3").encode())
        site.script("/gone", status(410))
        checked(made)
    yield made


@pytest.fixture(scope="module")
def pages(house: House) -> Iterator[httpx.Client]:
    with served(house) as client:
        yield client


def comparison_of(house: House, agreement_id: str) -> str:
    return house.store.comparisons(agreement_id)[0].id


def test_the_overview_lists_every_agreement_and_what_changed(pages: httpx.Client, house: House) -> None:
    page = pages.get("/").text
    assert "Quillbay Open Platform Developer Agreement" in page
    assert f"/comparisons/{comparison_of(house, 'quillbay-developer')}" in page


def test_a_page_that_fails_says_so_on_the_overview(pages: httpx.Client) -> None:
    row = re.search(r"A page that is gone.*?</tr>", pages.get("/").text, re.DOTALL)
    assert row is not None
    assert "failing" in row.group()
    assert 'since <time datetime="20' in row.group()


def test_an_alert_s_link_leads_to_the_comparison(pages: httpx.Client, house: House) -> None:
    recorded = house.store.comparisons("quillbay-developer")[0]
    path = house.links.comparison(recorded.id).removeprefix(house.settings.base_url)
    page = pages.get(path).text
    assert "<del>10</del><ins>5</ins>" in page
    assert "notice shortened from 10 to 5 working days" in page
    assert recorded.comparison.changes[0].assessment.severity in page


def test_changes_can_be_listed_in_the_order_of_the_document(pages: httpx.Client, house: House) -> None:
    path = f"/comparisons/{comparison_of(house, 'lumenpost-service')}"
    assert pages.get(path, params={"order": "document"}).status_code == 200
    assert pages.get(path, params={"order": "sideways"}).status_code == 400


def test_an_agreement_s_page_shows_its_history_and_outline(pages: httpx.Client) -> None:
    page = pages.get("/agreements/fernlet-mini-app").text
    assert "/agreements/fernlet-mini-app/versions/2" in page
    assert "Last checks" in page


def test_a_version_s_page_shows_its_clauses_and_the_hash_of_its_bytes(pages: httpx.Client, house: House) -> None:
    version = house.store.newest("fernlet-mini-app")
    assert version is not None
    page = pages.get("/agreements/fernlet-mini-app/versions/2").text
    assert version.snapshots[0].sha256 in page


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/agreements/unknown",
        "/agreements/fernlet-mini-app/versions/99",
        "/agreements/fernlet-mini-app/versions/99999999999999999999999",
        "/comparisons/cmp_unknown",
        "/comparisons/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/agreements/%00",
        "/static/../app.py",
    ],
)
def test_what_does_not_exist_is_not_found(pages: httpx.Client, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_text_from_outside_stays_text(pages: httpx.Client, house: House) -> None:
    paths = [
        "/",
        "/agreements/hostile",
        "/agreements/hostile/versions/1",
        f"/comparisons/{comparison_of(house, 'hostile')}",
    ]
    for path in paths:
        page = pages.get(path).text
        assert page.count("<script") == 1, "the one that is ours"
        assert "<img" not in page
        assert "{{7*7}}" in page or "49" not in re.sub(r"[^>]*\d{2}:49[^<]*", "", page)


def foreign_to_our_pages(text: str) -> list[str]:
    """Elements, attributes and addresses that no page of ours has."""
    tree = lxml.html.fromstring(text)
    elements = tree.xpath("//iframe|//object|//embed|//base|//img|//style|//meta[@http-equiv]|//svg//script")
    scripts = [one for one in tree.xpath("//script/@src") if not one.startswith("/static/watcher.js?")]
    attributes = tree.xpath("//@*[starts-with(name(), 'on') or name() = 'style']")
    addresses = tree.xpath("//@href|//@action|//@formaction|//@src")
    elsewhere = [one for one in addresses if not re.match(r"/(?!/)|[#?]", one)]
    inline = tree.xpath("//script[not(@src)]")
    return [str(one) for one in (*elements, *scripts, *attributes, *elsewhere, *inline)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_page_about_a_hostile_agreement_holds_an_element_of_it(
    pages: httpx.Client, house: House, language: str
) -> None:
    said = quote(HOSTILE + BREAKING_OUT, safe="")
    waiting = deque(
        [
            "/agreements/hostile",
            f"/comparisons/{comparison_of(house, 'hostile')}",
            "/subscribers",
            urlsplit(house.links.subscription(HOSTILE)).path,
            *(f"/{place}={said}" for place in ("?words", "?tag", "?provider", "search?words", "reviews?assignee")),
            *(f"/{place}={said}" for place in ("deliveries?subscriber", "sign-in?next", "account?done")),
            *(f"/{place}/{said}" for place in ("agreements", "comparisons", "subscriptions", "nothing")),
        ]
    )
    seen: set[str] = set()
    while waiting and len(seen) < 80:
        path = waiting.popleft()
        answer = pages.get(path, headers={"accept-language": language})
        if not answer.headers.get("content-type", "").startswith("text/html") or "/export/" in path:
            continue
        assert foreign_to_our_pages(answer.text) == [], path
        seen.add(path)
        found = {urljoin(path, one).partition("#")[0] for one in lxml.html.fromstring(answer.text).xpath("//a/@href")}
        waiting += sorted(one for one in found - seen - set(waiting) if "hostile" in one or "/comparisons/" in one)
    assert len(seen) > 40


def test_every_answer_forbids_scripts_frames_and_sniffing(pages: httpx.Client) -> None:
    for path in ("/", "/nothing", "/health", "/static/style.css"):
        headers = pages.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"


def test_a_foreign_host_name_is_refused(pages: httpx.Client) -> None:
    assert pages.get("/", headers={"host": "rebound.example"}).status_code == 400


def test_health_is_degraded_while_an_agreement_is_unreadable(pages: httpx.Client) -> None:
    health = pages.get("/health").json()
    assert health["status"] == "degraded"
    assert health["unreadable"] == 1


def test_metrics_count_checks_by_outcome(pages: httpx.Client) -> None:
    metrics = pages.get("/metrics").text
    assert 'watcher_checks_total{outcome="first"} 6.0' in metrics
    assert 'watcher_deliveries{state="waiting"} 0.0' in metrics


def test_nothing_is_changed_by_a_request(pages: httpx.Client, house: House) -> None:
    before = house.store.counts()
    for path in ("/", "/agreements/fernlet-mini-app", "/health", "/metrics"):
        assert pages.post(path).status_code == 405
        pages.get(path)
    assert house.store.counts() == before


EVERYBODY = ["0.0.0.0", "::", "192.0.2.7", "terms.example.org"]


@pytest.mark.parametrize("host", EVERYBODY)
def test_pages_without_sign_in_are_not_served_to_everybody(host: str) -> None:
    with pytest.raises(UsageError, match="no account"):
        refuse_open_door(host, (), accounts=False)


@pytest.mark.parametrize("host", EVERYBODY)
def test_pages_with_sign_in_are_served_to_everybody(host: str) -> None:
    refuse_open_door(host, (), accounts=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_pages_are_served_on_loopback(host: str) -> None:
    refuse_open_door(host, (), accounts=False)


@pytest.mark.parametrize(
    ("proxy", "reader", "status_code"),
    [("127.0.0.1", "reader", 200), ("127.0.0.1", "", 403), ("127.0.0.0/8", "reader", 200), ("10.0.0.5", "reader", 403)],
)
def test_behind_a_proxy_only_its_signed_in_readers_are_answered(
    house: House, tmp_path: Path, proxy: str, reader: str, status_code: int
) -> None:
    path = tmp_path / "proxied.toml"
    path.write_text(f'[web]\ntrusted_proxy = ["{proxy}"]\nuser_header = "X-Remote-User"\n', encoding="utf-8")
    with served(open_house(path, house.settings.data_dir)) as client:
        assert client.get("/", headers={"X-Remote-User": reader}).status_code == status_code


def own_page(house: House) -> str:
    return house.links.subscription(HOSTILE).removeprefix(house.settings.base_url)


def test_a_subscriber_ends_and_resumes_their_subscription(pages: httpx.Client, house: House) -> None:
    path = own_page(house)
    assert "End this subscription" in pages.get(path).text
    assert house.store.ended_subscriptions() == {}
    assert "ended on" in pages.post(path, data={"List-Unsubscribe": "One-Click"}).text
    assert set(house.store.ended_subscriptions()) == {HOSTILE}
    assert "Resume it" in pages.get(path).text
    assert "End this subscription" in pages.post(f"{path}/resume").text
    assert house.store.ended_subscriptions() == {}


def test_an_address_that_nobody_signed_ends_nothing(pages: httpx.Client, house: House) -> None:
    path = own_page(house)
    for forged in (path[:-2], f"{path[:-1]}{'A' if path[-1] != 'A' else 'B'}x", "/subscriptions/Legal"):
        assert pages.post(forged).status_code == 404
    assert house.store.ended_subscriptions() == {}


def test_a_name_cannot_write_into_the_subscribers_page(pages: httpx.Client, house: House) -> None:
    assert "<script>" not in pages.get(own_page(house)).text
