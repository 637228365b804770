"""What would be sent, without sending it: one notice in every form that a message can have."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from watcher.locale import Locale
from watcher.notify.chat import message
from watcher.notify.chat_services import SERVICES, ChatService
from watcher.notify.content import Measure, content
from watcher.notify.payload import body
from watcher.services.ports import Notice

READER = "you"
"""Who a previewed mail is said to be sent to."""


def _text(notice: Notice, spoken: Locale) -> bytes:
    said = content([notice], READER, Measure.whole([notice]), spoken=spoken)
    return f"Subject: {said.subject}\n\n{said.text}".encode("utf-8", "replace")


def _html(notice: Notice, spoken: Locale) -> bytes:
    return content([notice], READER, Measure.whole([notice]), spoken=spoken).html.encode("utf-8", "replace")


def _webhook(notice: Notice, _: Locale) -> bytes:
    """Programs read it: it is the same whatever language people speak."""
    return _readable(json.loads(body(notice)))


def _chat(service: ChatService, notice: Notice, spoken: Locale) -> bytes:
    return _readable(message([notice], service, spoken))


def _readable(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


PREVIEWS: Mapping[str, Callable[[Notice, Locale], bytes]] = MappingProxyType(
    {
        "email-text": _text,
        "email-html": _html,
        "webhook": _webhook,
        **{service.scheme: partial(_chat, service) for service in SERVICES},
    }
)
"""By the name of the form: what it makes of a notice in a language, in UTF-8."""
