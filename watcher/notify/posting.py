"""One POST to somebody else's server: bounded in time and size, no redirect followed, the answer read as a decision."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from watcher.domain.errors import AddressRefused, DeliveryError, FetchError
from watcher.notify.plain import one_line, origin
from watcher.notify.secret import without

TOTAL_TIMEOUT = 20.0
"""Seconds from connecting to the end of the answer."""
ANSWER_LIMIT = 64_000
"""Bytes of an answer's body that are read."""
DETAIL_LIMIT = 200
"""Characters of an answer that are kept."""
LONGEST_WAIT = 86_400.0
"""Seconds. A server may ask for a pause, not for silence."""
GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server answered."""

    status: int
    headers: httpx.Headers
    body: bytes
    """The first ``ANSWER_LIMIT`` bytes."""

    @property
    def detail(self) -> str:
        """The beginning of the body as harmless text on one line."""
        return one_line(self.body.decode("utf-8", "replace"), DETAIL_LIMIT)


async def post(
    client: httpx.AsyncClient,
    url: str,
    *,
    body: bytes,
    headers: Mapping[str, str],
    now: datetime,
    within: float = TOTAL_TIMEOUT,
    secrets: Sequence[str] = (),
) -> Reply:
    """Send ``body`` once. Raises DeliveryError for anything but a 2xx answer (see ``refusal``).

    ``within`` is in seconds, for everything together; ``now`` is what a Retry-After date is counted from. ``secrets``
    are taken out of the answer: a server may well repeat what it was configured with, and answers are kept.
    """
    where = origin(url)
    try:
        async with asyncio.timeout(within):
            reply = _without(secrets, await _exchange(client, url, body, headers, within))
    except (TimeoutError, httpx.TimeoutException):
        raise DeliveryError(f"no complete answer within {within:g} seconds", where=where) from None
    except FetchError as error:
        permanent = isinstance(error, AddressRefused)
        raise DeliveryError(without(error.what, url), where=where, mend=error.mend, permanent=permanent) from None
    except Exception as error:  # noqa: BLE001 - whatever a hostile server makes the protocol libraries raise
        said = one_line(without(str(error), url), DETAIL_LIMIT) or type(error).__name__
        raise DeliveryError(f"the connection failed: {said}", where=where) from None
    if not 200 <= reply.status < 300:
        raise refusal(reply, url, now)
    return reply


def _without(secrets: Sequence[str], reply: Reply) -> Reply:
    if not secrets:
        return reply
    return replace(reply, body=without(reply.body.decode("utf-8", "replace"), *secrets).encode())


def refusal(reply: Reply, url: str, now: datetime) -> DeliveryError:
    """What an answer that is not 2xx means: 410 stops for good, everything else is tried again."""
    where = origin(url)
    if 300 <= reply.status < 400:
        return DeliveryError(
            f"answered {reply.status}, a redirect{_target(reply, url)}; redirects are not followed",
            where=where,
            mend="put the final address into config.toml",
            status=reply.status,
        )
    said = f": {without(reply.detail, url)}" if reply.detail else ""
    return DeliveryError(
        f"answered {reply.status}{said}",
        where=where,
        mend="the address wants no more messages" if reply.status == GONE else "",
        permanent=reply.status == GONE,
        status=reply.status,
        retry_after=retry_after(reply.headers, now),
    )


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait by the Retry-After header (RFC 9110, 10.2.3), at most a day; none where it says nothing."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)


async def _exchange(
    client: httpx.AsyncClient, url: str, body: bytes, headers: Mapping[str, str], within: float
) -> Reply:
    """The body is taken as it came over the wire, and asked for uncompressed: a bomb cannot go off."""
    request = client.build_request(
        "POST", url, content=body, headers={"accept-encoding": "identity", **headers}, timeout=within
    )
    response = await client.send(request, stream=True, follow_redirects=False)
    received = bytearray()
    try:
        async for chunk in response.aiter_raw():
            received += chunk
            if len(received) >= ANSWER_LIMIT:
                break
    finally:
        await response.aclose()
    return Reply(status=response.status_code, headers=response.headers, body=bytes(received[:ANSWER_LIMIT]))


def _target(reply: Reply, url: str) -> str:
    """Where a redirect points, as far as it can be read and may be told."""
    location = reply.headers.get("location", "")
    try:
        return f" to {origin(str(httpx.URL(url).join(location)))}" if location else ""
    except (httpx.InvalidURL, ValueError):
        return ""
