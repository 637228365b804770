"""What is sent to the pages: too large, too slow, no form at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest
from web.serving import Person, comparison_of

from watcher.bootstrap import House
from watcher.web.bodies import LARGEST, BoundedBodies


def post(house: House) -> str:
    return f"/comparisons/{comparison_of(house)}/comment"


@pytest.mark.parametrize("path", ["/subscriptions/x", "/sign-in", "/nothing", "/"])
def test_a_body_that_is_too_large_is_refused_on_every_route(local: Person, path: str) -> None:
    assert local.client.post(path, content=b"x" * (LARGEST + 1)).status_code == 413


def test_so_is_one_that_does_not_say_how_large_it_is(local: Person, desk: House) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(70):
            yield b"words=" + b"x" * 1018

    assert local.client.post(post(desk), content=pieces()).status_code == 413


def test_a_body_of_the_largest_size_is_read(local: Person, desk: House) -> None:
    local.open(f"/comparisons/{comparison_of(desk)}")
    fields = local.fields("/comment")
    action = str(fields.pop(""))
    rest = LARGEST - len(httpx.Request("POST", "http://x", data={**fields, "words": ""}).read())
    answer = local.client.post(action, data={**fields, "words": "x" * rest})
    assert answer.status_code == 422, "10,000 characters are kept at most"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"words": "x"}', "application/json", 415),
        (b"words=x", "text/plain", 415),
        (b"--a\r\n", "multipart/form-data; boundary=a", 415),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"a=b&" * 2000, "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 403),
        (b"form_token=%ff%fe%00", "application/x-www-form-urlencoded", 403),
        (b"form_token=%F0%9F%98%80", "application/x-www-form-urlencoded", 403),
    ],
)
def test_what_is_no_form_of_ours_is_refused(local: Person, desk: House, content: bytes, kind: str, status: int) -> None:
    answer = local.client.post(post(desk), content=content, headers={"content-type": kind})
    assert answer.status_code == status


async def test_a_body_that_never_ends_is_given_up() -> None:
    import asyncio

    said: list[dict[str, object]] = []

    async def never(scope: object, receive: object, send: object) -> None:
        raise AssertionError("nothing looks at it before it is there")

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: dict[str, object]) -> None:
        said.append(message)

    scope = {"type": "http", "headers": [], "method": "POST", "path": "/"}
    await BoundedBodies(never, within=0.1)(scope, receive, send)
    assert said[0]["status"] == 408


@pytest.mark.parametrize(
    "header",
    ["X-Remote-User: operator", "Cookie: watcher-session=../../x", "Cookie: watcher-session=" + "a" * 4000],
)
def test_headers_that_nobody_vouches_for_open_nothing(door: httpx.Client, header: str) -> None:
    name, _, value = header.partition(": ")
    assert door.get("/", headers={name: value}).status_code == 303


def test_a_lying_length_is_refused_before_anything_is_read(local: Person) -> None:
    url = local.client.base_url
    with socket.create_connection((url.host, url.port), timeout=10) as raw:
        raw.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999999999\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 413")
