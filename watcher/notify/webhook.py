"""Webhooks, signed as Standard Webhooks says: one event, one request, the delivery's id over every attempt."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import httpx
from standardwebhooks.webhooks import Webhook

from watcher.domain.delivery import Attempt, Delivery
from watcher.domain.subscriber import Subscriber
from watcher.notify.payload import body
from watcher.notify.plain import one_line
from watcher.notify.posting import TOTAL_TIMEOUT, post
from watcher.notify.secret import PREFIX, read_secret, signing_keys
from watcher.services.ports import Clock, Notice

REMEMBERED = 32
"""Bodies that are remembered: one event goes to many subscribers."""


class WebhookChannel:
    """Posts one event as JSON to a subscriber's address, through the guarded client."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        clock: Clock,
        environ: Mapping[str, str],
        timeout: float = TOTAL_TIMEOUT,
    ) -> None:
        self._client = client
        self._clock = clock
        self._environ = environ
        self._timeout = timeout
        self._bodies: dict[int, tuple[Notice, bytes]] = {}
        """By the identity of the notice, which is kept beside the body; the last one used stands last."""

    async def send(self, delivery: Delivery, subscriber: Subscriber, notices: Sequence[Notice]) -> Attempt:
        """One request. Raises DeliveryError, SecretMissing; ValueError unless there is exactly one notice."""
        if len(notices) != 1:
            raise ValueError(f"a webhook carries one event, not {len(notices)}")
        secret, keys = signing(subscriber, self._environ)
        at = self._clock()
        content = self._body(notices[0])
        began = time.monotonic()
        reply = await post(
            self._client,
            subscriber.address,
            body=content,
            headers={"content-type": "application/json", **signature_headers(delivery.id, at, content, keys)},
            now=at,
            within=self._timeout,
            secrets=[form for one in secret.split() for form in (one, one.removeprefix(PREFIX))],
        )
        return Attempt(at=at, duration=time.monotonic() - began, ok=True, status=reply.status, detail=reply.detail)

    def _body(self, notice: Notice) -> bytes:
        said = self._bodies.pop(id(notice), None) or (notice, body(notice))
        self._bodies[id(notice)] = said
        if len(self._bodies) > REMEMBERED:
            del self._bodies[next(iter(self._bodies))]
        return said[1]


def signing(subscriber: Subscriber, environ: Mapping[str, str]) -> tuple[str, tuple[bytes, ...]]:
    """What the subscriber's variable holds, and the keys in it, the current one first. Raises SecretMissing."""
    needed_by = f"the subscriber {one_line(subscriber.name)}"
    secret = read_secret(environ, subscriber.secret_env, needed_by=needed_by)
    return secret, signing_keys(secret, name=subscriber.secret_env)


def signature_headers(message_id: str, at: datetime, content: bytes, keys: Sequence[bytes]) -> dict[str, str]:
    """The three headers of Standard Webhooks, with one signature for each key."""
    moment = at.astimezone(UTC)
    text = content.decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(math.floor(moment.timestamp())),
        "webhook-signature": " ".join(Webhook(key).sign(message_id, moment, text) for key in keys),
    }
