"""The sample site: editions, tokens, validators, scripted faults."""

from __future__ import annotations

import http.client

import httpx
import pytest

from watcher.testing.samples import Sample, samples
from watcher.testing.site import GARBAGE, HANG_UP, NEVER, PageAnswer, SampleSite, redirect, status

SAMPLE = samples()[0]
every_sample = pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.id)


@every_sample
def test_each_sample_is_published_where_it_says(site: SampleSite, client: httpx.Client, sample: Sample) -> None:
    page = client.get(site.url_of(sample.id))
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "{{" not in page.text
    assert sample.provider in page.text


@every_sample
def test_no_two_answers_have_the_same_bytes(site: SampleSite, client: httpx.Client, sample: Sample) -> None:
    first, second = client.get(site.url_of(sample.id)), client.get(site.url_of(sample.id))
    assert first.content != second.content
    assert first.headers["etag"] == second.headers["etag"]


def test_a_second_edition_is_served_once_it_is_published(site: SampleSite, client: httpx.Client) -> None:
    before = client.get(site.url_of(SAMPLE.id))
    site.publish(SAMPLE.id, 2)
    after = client.get(site.url_of(SAMPLE.id), headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "new fees on the pricing page" in after.text
    assert "new fees on the pricing page" not in before.text


def test_only_samples_can_be_published(site: SampleSite) -> None:
    with pytest.raises(KeyError):
        site.publish("no-such-sample", 2)


@pytest.mark.parametrize("header", ["etag", "last-modified"])
def test_what_did_not_change_is_answered_304(site: SampleSite, client: httpx.Client, header: str) -> None:
    known = client.get(site.url_of(SAMPLE.id)).headers[header]
    condition = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}[header]
    again = client.get(site.url_of(SAMPLE.id), headers={condition: known})
    assert (again.status_code, again.content) == (304, b"")


def test_a_site_without_validators_always_sends_the_page(client: httpx.Client) -> None:
    with SampleSite(validators=False) as site:
        page = client.get(site.url_of(SAMPLE.id), headers={"If-None-Match": f'"{SAMPLE.id}-1"'})
        assert page.status_code == 200
        assert not {"etag", "last-modified"} & set(page.headers)


def test_the_site_keeps_what_it_was_asked(site: SampleSite, client: httpx.Client) -> None:
    client.get(f"{site.url}/robots.txt", headers={"User-Agent": "watcher-test"})
    client.get(f"{site.url}/nowhere")
    assert [(request.path, request.status) for request in site.requests] == [("/robots.txt", 200), ("/nowhere", 404)]
    assert site.requests[0].headers["user-agent"] == "watcher-test"


def test_robots_txt_says_what_the_site_was_given(client: httpx.Client) -> None:
    with SampleSite(robots="User-agent: *\nDisallow: /\n") as site:
        assert client.get(f"{site.url}/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_further_pages_can_be_put_up_and_replaced(client: httpx.Client) -> None:
    with SampleSite(pages={"/own": b"<p>1. One</p>"}) as site:
        assert client.get(f"{site.url}/own").content == b"<p>1. One</p>"
        site.put("/own", b"<p>1. Two</p>")
        assert client.get(f"{site.url}/own").content == b"<p>1. Two</p>"


def test_faults_come_in_order_and_then_the_page_again(site: SampleSite, client: httpx.Client) -> None:
    site.script(SAMPLE.path, status(503, ("Retry-After", "1")), redirect("/elsewhere"), GARBAGE)
    answers = [client.get(site.url_of(SAMPLE.id)) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [503, 302, 200, 200]
    assert answers[0].headers["retry-after"] == "1"
    assert answers[1].headers["location"] == "/elsewhere"
    assert answers[2].content.startswith(bytes(range(256)))
    assert SAMPLE.title in answers[3].text


def test_a_connection_can_be_closed_without_a_word(site: SampleSite, client: httpx.Client) -> None:
    site.script(SAMPLE.path, HANG_UP)
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(site.url_of(SAMPLE.id))


def test_a_body_can_be_shorter_than_it_was_promised(site: SampleSite, client: httpx.Client) -> None:
    site.script(SAMPLE.path, PageAnswer(body=b"half", promised=8))
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(site.url_of(SAMPLE.id))


def test_a_body_can_drip(site: SampleSite, client: httpx.Client) -> None:
    site.script(SAMPLE.path, PageAnswer(body=b"drip", drip=0.001))
    assert client.get(site.url_of(SAMPLE.id)).content == b"drip"


def test_an_answer_that_never_comes_does_not_hold_up_the_end(site: SampleSite) -> None:
    site.script(SAMPLE.path, NEVER)
    with httpx.Client(trust_env=False, timeout=0.2) as impatient, pytest.raises(httpx.ReadTimeout):
        impatient.get(site.url_of(SAMPLE.id))


def test_a_stopped_site_answers_no_open_connection() -> None:
    with SampleSite() as site:
        connection = http.client.HTTPConnection(site.host, site.port, timeout=5)
        connection.request("GET", "/robots.txt")
        assert connection.getresponse().read().startswith(b"User-agent")
    # A new connection is refused, the open one is closed.
    connection.auto_open = False
    with pytest.raises((OSError, http.client.HTTPException)):
        connection.request("GET", "/robots.txt")
        connection.getresponse()
    connection.close()
