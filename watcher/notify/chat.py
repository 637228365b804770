"""Chat rooms: a short summary and a link, through the incoming webhook that the service gives out for a room.

``chat_services.py`` lists the services. The key of a room is a secret and comes from the environment variable that the
subscriber names, alone or with the whole address in front of it as the service shows it; behind it, after a blank, the
secret that a robot's messages are signed with. What is no secret may stand behind the scheme: ``slack://T000`` and
``B000/XXXX``. Errors name the service and never the key.
"""

from __future__ import annotations

import json
import time
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

import httpx

from watcher.domain.delivery import Attempt, Delivery
from watcher.domain.errors import DeliveryError, SecretMissing
from watcher.domain.sentence import Sentence
from watcher.domain.subscriber import Subscriber
from watcher.locale import ENGLISH, Locale, locale
from watcher.notify.chat_services import SERVICES, Body, ChatService, Line, Signature
from watcher.notify.headlines import severity_of, subject
from watcher.notify.messages import ChangeView, view
from watcher.notify.plain import one_line
from watcher.notify.posting import TOTAL_TIMEOUT, post
from watcher.notify.secret import read_secret, without
from watcher.redline.sheet import DISCLAIMER
from watcher.services.ports import Clock, Notice

MOST_NOTICES = 10
"""Notices of a digest that are named in one message."""
CHANGES = 3
"""Changes of a notice that are named."""
LONGEST_LINE = 500
"""Characters."""
SHORTEST_SECRET = 8
"""Characters of a part of an address that is kept out of errors; shorter ones would tear words apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where a message goes."""

    service: ChatService
    url: str
    secret: str
    """Signs the message; empty: it is not signed."""
    hidden: tuple[str, ...]
    """What must not stand in any error."""


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
        self._services = services
        self._timeout = timeout

    async def send(self, delivery: Delivery, subscriber: Subscriber, notices: Sequence[Notice]) -> Attempt:
        """One message about all notices. Raises DeliveryError, SecretMissing."""
        room = room_of(subscriber, self._environ, self._services)
        at = self._clock()
        signature = _signature(room, at)
        said = {**signature.fields, **message(notices, room.service, locale(subscriber.language))}
        began = time.monotonic()
        try:
            reply = await post(
                self._client,
                _with_query(room.url, signature.query),
                body=json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"),
                headers={"content-type": "application/json; charset=utf-8"},
                now=at,
                within=self._timeout,
                secrets=room.hidden,
            )
            if refusal := room.service.refused(reply):
                raise refusal
        except DeliveryError as error:
            raise _told_safely(error, room) from None
        return Attempt(at=at, duration=time.monotonic() - began, ok=True, status=reply.status)


def room_of(subscriber: Subscriber, environ: Mapping[str, str], services: Sequence[ChatService] = SERVICES) -> Room:
    """Where a subscriber's messages go. Raises SecretMissing, DeliveryError for a service that nobody knows."""
    who = f"the subscriber {one_line(subscriber.name)}"
    scheme, _, room = subscriber.address.partition("://")
    service = next((one for one in services if one.scheme == scheme.lower()), None)
    if service is None:
        known = ", ".join(f"{one.scheme}://" for one in services)
        raise DeliveryError("no such chat service", where=who, mend=f"use one of {known}", permanent=True)
    named = read_secret(environ, subscriber.secret_env, needed_by=who) if subscriber.secret_env else ""
    key, *signing = named.split()[:3] or [""]
    if len(signing) > (1 if service.sign else 0):
        raise _unusable(subscriber, service, "one word" if service.sign is None else "the key, a blank and the secret")
    url, hidden = _addressed(service, room, key) or ("", ())
    if not url:
        raise _unusable(subscriber, service, _shape(service))
    secret = signing[0] if signing else ""
    return Room(service=service, url=url, secret=secret, hidden=(*hidden, *signing))


def _addressed(service: ChatService, room: str, key: str) -> tuple[str, tuple[str, ...]] | None:
    """The address that a key stands for, and what of it is secret; none where it is not one of the service's."""
    if not service.parts:
        return _own_address(service, key) if not room else None
    parts = [part for part in f"{room}/{key.removeprefix(service.endpoint)}".split("/") if part]
    if len(parts) != service.parts:
        return None
    path = "/".join(quote(part, safe="") for part in parts)
    return f"{service.endpoint}{path}{service.query}", tuple(parts)


def _own_address(service: ChatService, key: str) -> tuple[str, tuple[str, ...]] | None:
    """A whole address, as long as it leads to the service: a key must not decide whom we talk to.

    It is read by what connects later, so that both see the same host.
    """
    try:
        url = httpx.URL(key)
    except httpx.InvalidURL:
        return None
    host = url.host.removesuffix(".")
    own = any(host == domain or host.endswith(f".{domain}") for domain in service.hosts)
    if not own or not key.startswith(service.endpoint) or url.userinfo or "\\" in key:
        return None
    target = url.raw_path.decode("ascii")
    pieces = (*url.path.split("/"), *url.params.values())
    return key, (key, target, *(piece for piece in pieces if len(piece) >= SHORTEST_SECRET))


def _shape(service: ChatService) -> str:
    if not service.parts:
        return f"the whole address, {service.endpoint}…, on {' or '.join(service.hosts)}"
    return "1 part" if service.parts == 1 else f"{service.parts} parts separated by slashes"


def _unusable(subscriber: Subscriber, service: ChatService, shape: str) -> SecretMissing:
    return SecretMissing(
        f"the key of the subscriber {one_line(subscriber.name)} for {service.name} must be {shape}",
        where=subscriber.secret_env,
        mend="set the environment variable to the key that the service gave out",
    )


def _signature(room: Room, at: datetime) -> Signature:
    return room.service.sign(room.secret, at) if room.service.sign and room.secret else Signature()


def _with_query(url: str, query: Mapping[str, str]) -> str:
    if not query:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(query)}"


def _told_safely(error: DeliveryError, room: Room) -> DeliveryError:
    """The same error without the room's address, permanent where the service says that the room is gone."""
    return DeliveryError(
        without(error.what, *room.hidden),
        where=room.service.name,
        mend=error.mend,
        permanent=error.permanent or error.status in room.service.gone,
        status=error.status,
        retry_after=error.retry_after,
    )


def message(notices: Sequence[Notice], service: ChatService, spoken: Locale = ENGLISH) -> Body:
    """Each notice with its link and its weightiest changes, in the service's form, within its limit.

    What does not fit is left out by whole lines, and said so.
    """
    lines = [_line(spoken.say(subject(notices)))]
    for notice in sorted(notices, key=severity_of, reverse=True)[:MOST_NOTICES]:
        lines += _notice_lines(notice, spoken, headline=len(notices) > 1)
    if len(notices) > MOST_NOTICES:
        lines.append(_more(len(notices) - MOST_NOTICES, spoken))

    def said(count: int) -> Body:
        cut = [] if count == len(lines) else [Line("…")]
        return service.body([*lines[:count], *cut, Line(spoken.say(DISCLAIMER))])

    def too_long(count: int) -> bool:
        return service.size(said(count)) > service.limit

    whole = len(lines)
    return said(whole) if not too_long(whole) else said(max(bisect_left(range(whole), True, key=too_long) - 1, 0))


def _notice_lines(notice: Notice, spoken: Locale, *, headline: bool) -> list[Line]:
    shown = view(notice, shown=CHANGES, room=1, locale=spoken)
    said = [_line(spoken.say(subject([notice])))] if headline else []
    link = [Line(shown.link, link=True)] if shown.link else []
    warned = [_line(shown.warning)] if shown.warning else []
    told = [_line(spoken.say(_change(change))) for change in shown.changes]
    more = [_more(shown.more, spoken)] if shown.more else []
    reason = spoken.say(notice.event.reason)
    why = [_line(reason)] if reason and not notice.recorded and reason != shown.headline else []
    return [*said, *link, *warned, *told, *more, *why]


def _change(change: ChangeView) -> Sentence:
    said = {"tag": change.tag, "place": change.place, "kind": change.kind}
    if not change.reasons:
        return Sentence("• [{tag}] {place}, {kind}", **said)
    return Sentence("• [{tag}] {place}, {kind}: {reason}", **said, reason=change.reasons[0])


def _more(count: int, spoken: Locale) -> Line:
    return Line(spoken.say(Sentence("and {count} more", count=count)))


def _line(text: str) -> Line:
    return Line(one_line(text, LONGEST_LINE))
