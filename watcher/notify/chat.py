"""Chat rooms: a short summary and a link, through the incoming webhook that the service gives out for a room.

    slack://   Slack         key: the three parts behind https://hooks.slack.com/services/
    wecom://   WeCom robot   key: what stands behind https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=

The key is a secret and comes from the environment variable that the subscriber names, alone or with the whole
address in front of it as the service shows it. What is no secret may stand behind the scheme: ``slack://T000`` and
``B000/XXXX``. Errors name the service and never the key.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from watcher.domain.delivery import Attempt, Delivery
from watcher.domain.errors import DeliveryError, SecretMissing
from watcher.domain.subscriber import Subscriber
from watcher.notify.messages import severity_of, subject, view
from watcher.notify.plain import one_line
from watcher.notify.posting import TOTAL_TIMEOUT, Reply, post
from watcher.notify.secret import read_secret, without
from watcher.redline.sheet import DISCLAIMER
from watcher.services.ports import Clock, Notice

MOST_NOTICES = 10
"""Notices of a digest that are named in one message."""
CHANGES = 3
"""Changes of a notice that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatService:
    """How one service takes messages."""

    name: str
    scheme: str
    parts: int
    """How many parts, separated by slashes, a key has."""
    endpoint: str
    """The key's parts go behind it, percent-encoded."""
    limit: int
    """Bytes of the text in UTF-8."""
    escape: Callable[[str], str]
    body: Callable[[str], dict[str, Any]]
    refused: Callable[[Reply], DeliveryError | None]
    """For services that say no with status 200."""


def _slack_text(text: str) -> str:
    """Slack's three control characters; without ``<`` there are no mentions and no disguised links."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _slack_body(text: str) -> dict[str, Any]:
    return {"text": text, "mrkdwn": False, "unfurl_links": False, "unfurl_media": False}


def _wecom_body(text: str) -> dict[str, Any]:
    """The kind ``text``, which has no markup: nothing in it can be read as a mention or a link in disguise."""
    return {"msgtype": "text", "text": {"content": text}}


def _wecom_refused(reply: Reply) -> DeliveryError | None:
    """WeCom answers 200 with an error code; 93000 says that the robot's key is not valid (any more)."""
    try:
        code = json.loads(reply.body).get("errcode")
    except (ValueError, AttributeError, RecursionError):
        return DeliveryError("WeCom's answer cannot be read", status=reply.status)
    if code == 0:
        return None
    return DeliveryError(f"WeCom answered with error {one_line(str(code), 20)}", permanent=code == 93000)


SLACK = ChatService(
    name="Slack",
    scheme="slack",
    parts=3,
    endpoint="https://hooks.slack.com/services/",
    limit=3_500,
    escape=_slack_text,
    body=_slack_body,
    refused=lambda _: None,
)
WECOM = ChatService(
    name="WeCom",
    scheme="wecom",
    parts=1,
    endpoint="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
    limit=2_000,
    escape=str,
    body=_wecom_body,
    refused=_wecom_refused,
)
SERVICES = (SLACK, WECOM)
"""The chat services that an address can name. To add one is one entry."""


class ChatChannel:
    """Posts a summary to a chat room, through the guarded client."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        clock: Clock,
        environ: Mapping[str, str],
        services: Sequence[ChatService] = SERVICES,
        timeout: float = TOTAL_TIMEOUT,
    ) -> None:
        self._client = client
        self._clock = clock
        self._environ = environ
        self._services = {service.scheme: service for service in services}
        self._timeout = timeout

    async def send(self, delivery: Delivery, subscriber: Subscriber, notices: Sequence[Notice]) -> Attempt:
        """One message about all notices. Raises DeliveryError, SecretMissing."""
        service, parts = self._addressed(subscriber)
        at = self._clock()
        content = json.dumps(service.body(summary(notices, service)), ensure_ascii=False).encode("utf-8", "replace")
        began = time.monotonic()
        try:
            reply = await post(
                self._client,
                service.endpoint + "/".join(quote(part, safe="") for part in parts),
                body=content,
                headers={"content-type": "application/json; charset=utf-8"},
                now=at,
                within=self._timeout,
            )
        except DeliveryError as error:
            raise _without_address(error, service, parts) from None
        if refusal := service.refused(reply):
            raise _without_address(refusal, service, parts)
        return Attempt(at=at, duration=time.monotonic() - began, ok=True, status=reply.status)

    def _addressed(self, subscriber: Subscriber) -> tuple[ChatService, list[str]]:
        """The service and the parts of the room's key."""
        who = f"the subscriber {one_line(subscriber.name)}"
        scheme, _, room = subscriber.address.partition("://")
        service = self._services.get(scheme.lower())
        if service is None:
            known = ", ".join(f"{scheme}://" for scheme in self._services)
            raise DeliveryError("no such chat service", where=who, mend=f"use one of {known}", permanent=True)
        key = read_secret(self._environ, subscriber.secret_env, needed_by=who) if subscriber.secret_env else ""
        parts = [part for part in f"{room}/{key.removeprefix(service.endpoint)}".split("/") if part]
        if len(parts) != service.parts:
            raise SecretMissing(
                f"the key of {who} for {service.name} must have {service.parts} parts separated by slashes",
                where=subscriber.secret_env,
                mend="set the environment variable to the key that the service gave out",
            )
        return service, parts


def summary(notices: Sequence[Notice], service: ChatService) -> str:
    """Each notice with its link and its weightiest changes, in the service's markup, within its limit.

    What does not fit is left out by whole lines, and said so.
    """
    lines = [subject(notices)]
    for notice in sorted(notices, key=severity_of, reverse=True)[:MOST_NOTICES]:
        lines += _notice_lines(notice, headline=len(notices) > 1)
    if len(notices) > MOST_NOTICES:
        lines.append(f"and {len(notices) - MOST_NOTICES} more")
    escaped = [service.escape(one_line(line, 500)) for line in lines]
    closing = service.escape(DISCLAIMER)
    room = service.limit - len(closing.encode()) - len("…\n\n")
    kept: list[str] = []
    for line in escaped:
        room -= len(line.encode("utf-8", "replace")) + 1
        if room < 0:
            kept.append("…")
            break
        kept.append(line)
    return "\n".join([*kept, closing])


def _notice_lines(notice: Notice, *, headline: bool) -> list[str]:
    said = view(notice, shown=CHANGES, room=1)
    lines = [f"[{said.tag}] {said.title}: {said.headline}"] if headline else []
    if said.link:
        lines.append(said.link)
    for change in said.changes:
        why = f": {change.reasons[0]}" if change.reasons else ""
        lines.append(f"• [{change.severity}] {change.place}, {change.kind}{why}")
    if said.more:
        lines.append(f"and {said.more} more")
    if not notice.recorded and notice.event.reason:
        lines.append(notice.event.reason)
    return lines


def _without_address(error: DeliveryError, service: ChatService, parts: Sequence[str]) -> DeliveryError:
    return DeliveryError(
        without(error.what, *parts),
        where=service.name,
        mend=error.mend,
        permanent=error.permanent,
        status=error.status,
        retry_after=error.retry_after,
    )
