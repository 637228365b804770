"""One request and its answer, within limits of time and size."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import httpx

from watcher.domain.errors import FetchError
from watcher.fetch.decode import decoded, too_large
from watcher.fetch.failures import before_the_answer, timed_out, within_the_body

PAGE_STATUSES = frozenset({200, 203})
"""The body is the page: from its server, or transformed on the way (RFC 9110, 15.3)."""
_DRAINED_BYTES = 64 * 1024
_DRAINED_SECONDS = 1.0
_DECODED_AT_ONCE = 128 * 1024
"""Bytes; longer bodies are unpacked in a thread, so that other fetches go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back for one request. ``body`` is empty unless it was asked for whatever the status, or that is one
    of a page's."""

    url: httpx.URL
    status: int
    headers: tuple[tuple[str, str], ...]
    """Names in lower case, without cookies."""
    body: bytes = b""
    """Unpacked."""
    raw_bytes: int = 0
    cookies: tuple[str, ...] = ()
    """The values of its Set-Cookie headers: for a browser that draws the page, never to be kept."""

    def header(self, name: str) -> str:
        """The first header of that name (lower case), or an empty string."""
        return next((value for key, value in self.headers if key == name), "")


async def exchange(
    client: httpx.AsyncClient,
    url: httpx.URL,
    headers: Mapping[str, str],
    *,
    seconds: float,
    max_bytes: int,
    cut: bool = False,
    method: str = "GET",
    content: bytes | None = None,
    any_status: bool = False,
) -> Answer:
    """Ask for ``url`` once, following nothing.

    ``seconds`` bounds all of it, down to the last byte. ``max_bytes`` bounds the body as received and as unpacked;
    with ``cut`` a longer body is taken up to there instead of refused. ``any_status``: the body is wanted whatever the
    status. ``content`` is sent with the request.
    Raises FetchError for whatever a server or the way to it can do.
    """
    coded = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
    request = client.build_request(method, url, headers=coded, content=content)
    try:
        async with asyncio.timeout(seconds):
            return await _exchange(client, request, max_bytes, cut, any_status)
    except TimeoutError as error:
        raise timed_out(seconds, "the request", transient=False) from error


async def _exchange(
    client: httpx.AsyncClient, request: httpx.Request, max_bytes: int, cut: bool, any_status: bool
) -> Answer:
    try:
        response = await client.send(request, stream=True)
    except (FetchError, TimeoutError):
        raise
    except Exception as error:  # whatever a hostile server makes the protocol libraries raise is a failure of the page
        raise before_the_answer(error) from error
    try:
        answer = Answer(
            url=request.url,
            status=response.status_code,
            headers=_kept_headers(response),
            cookies=tuple(response.headers.get_list("set-cookie")),
        )
        if response.status_code not in PAGE_STATUSES and not any_status:
            await _drain(response)
            return answer
        raw = await _read(response, max_bytes, cut)
        body = await _unpacked(raw, response.headers.get("content-encoding", ""), max_bytes, cut)
        return replace(answer, body=body, raw_bytes=len(raw))
    finally:
        with suppress(httpx.HTTPError):
            await response.aclose()


async def _read(response: httpx.Response, max_bytes: int, cut: bool) -> bytes:
    declared = response.headers.get("content-length", "")
    if not cut and declared.isascii() and declared.isdigit() and int(declared[:20]) > max_bytes:
        raise too_large(max_bytes, "is announced with")
    raw = bytearray()
    try:
        async for piece in response.aiter_raw():
            raw += piece
            if len(raw) > max_bytes:
                break
    except TimeoutError:
        raise
    except Exception as error:  # as above
        raise within_the_body(error, len(raw), declared) from error
    if len(raw) <= max_bytes:
        return bytes(raw)
    if not cut:
        raise too_large(max_bytes, "has")
    return bytes(raw[:max_bytes])


async def _unpacked(raw: bytes, content_encoding: str, max_bytes: int, cut: bool) -> bytes:
    if not content_encoding:
        return raw
    if len(raw) <= _DECODED_AT_ONCE:
        return decoded(raw, content_encoding, limit=max_bytes, cut=cut)
    return await asyncio.to_thread(decoded, raw, content_encoding, limit=max_bytes, cut=cut)


async def _drain(response: httpx.Response) -> None:
    """Read the short body of an answer that is not a page, so that its connection can be used again."""
    drained = 0
    with suppress(httpx.HTTPError, TimeoutError):
        async with asyncio.timeout(_DRAINED_SECONDS):
            async for piece in response.aiter_raw():
                drained += len(piece)
                if drained > _DRAINED_BYTES:
                    break


def _kept_headers(response: httpx.Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.lower().decode("latin-1"), "".join(char for char in _text(value) if char.isprintable()))
        for name, value in response.headers.raw
        if name.lower() not in (b"set-cookie", b"set-cookie2")
    )


def _text(value: bytes) -> str:
    # Latin-1 by the book; but a redirect to "/条款" comes in UTF-8, which Latin-1 text hardly ever is by chance.
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
