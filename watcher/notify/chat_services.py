"""The chat services: where each takes messages, what a message looks like there, how long it may be, how it is signed.

    slack://     Slack             key: the three parts behind https://hooks.slack.com/services/
    teams://     Microsoft Teams   key: the whole address that a workflow for incoming webhooks shows
    discord://   Discord           key: the two parts behind https://discord.com/api/webhooks/
    wecom://     WeCom             key: what stands behind https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=
    feishu://    Feishu            key: what stands behind https://open.feishu.cn/open-apis/bot/v2/hook/
    lark://      Lark              key: what stands behind https://open.larksuite.com/open-apis/bot/v2/hook/
    dingtalk://  DingTalk          key: what stands behind https://oapi.dingtalk.com/robot/send?access_token=

Titles and reasons come from pages that somebody else writes. In a room they must neither mention anybody nor pass for
a link to somewhere else. Where a service has a form without markup, that form is used; else the markup is escaped:

    fetched:   <!channel> [Terms](https://evil.example) @everyone <@U1>
    ugly:      everybody is called, and "Terms" leads away
    wanted:    the same characters, to be read
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from watcher.domain.errors import DeliveryError
from watcher.notify.chat_answers import dingtalk_refused, feishu_refused, teams_refused, wecom_refused
from watcher.notify.posting import GONE, Reply

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message: harmless text without breaks."""

    text: str
    link: bool = False
    """The text is an address of our own pages, which a reader may follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a signed request carries besides."""

    query: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    """Of the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatService:
    """How one service takes messages."""

    name: str
    scheme: str
    endpoint: str
    """The key's parts go behind it, percent-encoded."""
    query: str = ""
    """What stands behind the key."""
    parts: int = 1
    """How many parts, separated by slashes, a key has. 0: the key is an address, on one of ``hosts``."""
    hosts: tuple[str, ...] = ()
    """Domains of the service; names below them are its own too."""
    body: Callable[[Sequence[Line]], Body]
    limit: int
    """The most that ``size`` may be, with room for a signature."""
    size: Callable[[Body], int]
    sign: Callable[[str, datetime], Signature] | None = None
    """Makes a signature of the robot's secret and the present moment."""
    refused: Callable[[Reply], DeliveryError | None] = lambda _: None
    """For services that say no with status 200."""
    gone: frozenset[int] = frozenset({GONE})
    """Statuses by which the service says that there is no such room or robot any more."""


def _written(body: Body) -> int:
    return len(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))


# Slack: docs.slack.dev, "Sending messages using incoming webhooks" and "Formatting message text" (escaping; at most
# 4,000 characters are advised). An unknown webhook is answered with 404, an archived room with 410.


def _slack_text(line: Line) -> str:
    """Slack's three control characters; without ``<`` there are no mentions and no disguised links."""
    return line.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _slack_body(lines: Sequence[Line]) -> Body:
    text = "\n".join(map(_slack_text, lines))
    return {"text": text, "mrkdwn": False, "unfurl_links": False, "unfurl_media": False}


SLACK = ChatService(
    name="Slack",
    scheme="slack",
    endpoint="https://hooks.slack.com/services/",
    parts=3,
    body=_slack_body,
    limit=3_500,
    size=lambda body: len(body["text"].encode("utf-8", "replace")),
    gone=frozenset({404, GONE}),
)


# Microsoft Teams: learn.microsoft.com, "Create incoming webhooks with Workflows" and "Create and send messages"
# (message with one adaptive card, 28 KB); adaptivecards.io, "Text features" (TextBlock reads Markdown, TextRun does
# not; mentions need an entry of their own under ``msteams``). A workflow's address is on logic.azure.com or, since
# 2025, on api.powerplatform.com; an incoming webhook of the older kind on webhook.office.com takes the same message.


def _teams_body(lines: Sequence[Line]) -> Body:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.2",
        "body": [
            {"type": "RichTextBlock", "inlines": [_teams_run(line, first=number == 0)]}
            for number, line in enumerate(lines)
        ],
        "msteams": {"width": "Full"},
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": card}]}


def _teams_run(line: Line, *, first: bool) -> Body:
    """``{{DATE(…)}}`` and ``{{TIME(…)}}`` would be computed: the braces are kept apart."""
    run: Body = {"type": "TextRun", "text": line.text if line.link else line.text.replace("{{", "{ {")}
    if first:
        run["weight"] = "Bolder"
    if line.link:
        run["selectAction"] = {"type": "Action.OpenUrl", "url": line.text}
    return run


TEAMS = ChatService(
    name="Microsoft Teams",
    scheme="teams",
    endpoint="https://",
    parts=0,
    hosts=("logic.azure.com", "api.powerplatform.com", "webhook.office.com"),
    body=_teams_body,
    limit=25_000,
    size=_written,
    refused=teams_refused,
)


# Discord: docs.discord.com, "Webhook Resource", Execute Webhook (content of up to 2000 characters; without ``wait`` a
# message that is not saved is no error) and "Message Resource", Allowed Mentions and Message Flags.

_DISCORD_MARKS = re.compile(r"[\\*_~`|<>\[\]()#:@+-]")
_SUPPRESS_EMBEDS = 1 << 2


def _discord_text(line: Line) -> str:
    """A backslash before whatever begins markup, a mention, an emoji or an address."""
    return f"<{line.text}>" if line.link else _DISCORD_MARKS.sub(r"\\\g<0>", line.text)


def _discord_body(lines: Sequence[Line]) -> Body:
    content = "\n".join(map(_discord_text, lines))
    return {"content": content, "allowed_mentions": {"parse": []}, "flags": _SUPPRESS_EMBEDS}


DISCORD = ChatService(
    name="Discord",
    scheme="discord",
    endpoint="https://discord.com/api/webhooks/",
    query="?wait=true",
    parts=2,
    body=_discord_body,
    limit=1_900,
    # UTF-16 units: never fewer than characters, however they are counted.
    size=lambda body: len(body["content"].encode("utf-16-le", "replace")) // 2,
    gone=frozenset({401, 404, GONE}),
)


# WeCom: developer.work.weixin.qq.com/document/path/99110 (text of up to 2048 bytes; ``<@userid>`` in it is a mention).


def _wecom_body(lines: Sequence[Line]) -> Body:
    text = "\n".join(line.text if line.link else line.text.replace("<@", "< @") for line in lines)
    return {"msgtype": "text", "text": {"content": text}}


WECOM = ChatService(
    name="WeCom",
    scheme="wecom",
    endpoint="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
    body=_wecom_body,
    limit=2_000,
    size=lambda body: len(body["text"]["content"].encode("utf-8", "replace")),
    refused=wecom_refused,
)


# Feishu and Lark: open.feishu.cn and open.larksuite.com, "Custom bot usage guide" (a body of up to 20 KB; timestamp
# and sign in the body, HMAC-SHA256 of nothing with timestamp, line feed and secret as the key). In the kind ``text``
# an ``<at>`` mentions; in ``post`` only elements of the kind ``at`` do, and text is text.


def _feishu_body(lines: Sequence[Line]) -> Body:
    content = [[_feishu_element(line)] for line in lines]
    return {"msg_type": "post", "content": {"post": {"en_us": {"content": content}}}}


def _feishu_element(line: Line) -> Body:
    return {"tag": "a", "text": line.text, "href": line.text} if line.link else {"tag": "text", "text": line.text}


def _feishu_signature(secret: str, at: datetime) -> Signature:
    timestamp = str(math.floor(at.timestamp()))
    return Signature(fields={"timestamp": timestamp, "sign": _hmac(f"{timestamp}\n{secret}", "")})


def _hmac(key: str, text: str) -> str:
    """HMAC-SHA256 in base64."""
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), hashlib.sha256)).decode()


FEISHU = ChatService(
    name="Feishu",
    scheme="feishu",
    endpoint="https://open.feishu.cn/open-apis/bot/v2/hook/",
    body=_feishu_body,
    limit=18_000,
    size=_written,
    sign=_feishu_signature,
    refused=feishu_refused,
)
LARK = replace(FEISHU, name="Lark", scheme="lark", endpoint="https://open.larksuite.com/open-apis/bot/v2/hook/")


# DingTalk: open.dingtalk.com, "Custom robot access" and "Custom robot security settings" (a body of up to 20,000
# bytes; timestamp in milliseconds and sign in the query, HMAC-SHA256 of timestamp, line feed and secret with the
# secret as the key). The kind ``text`` has no markup, and only ``at`` mentions.


def _dingtalk_body(lines: Sequence[Line]) -> Body:
    text = "\n".join(line.text for line in lines)
    return {"msgtype": "text", "text": {"content": text}, "at": {"isAtAll": False}}


def _dingtalk_signature(secret: str, at: datetime) -> Signature:
    timestamp = str(math.floor(at.timestamp() * 1000))
    return Signature(query={"timestamp": timestamp, "sign": _hmac(secret, f"{timestamp}\n{secret}")})


DINGTALK = ChatService(
    name="DingTalk",
    scheme="dingtalk",
    endpoint="https://oapi.dingtalk.com/robot/send?access_token=",
    body=_dingtalk_body,
    limit=18_000,
    size=_written,
    sign=_dingtalk_signature,
    refused=dingtalk_refused,
)

SERVICES = (SLACK, TEAMS, DISCORD, WECOM, FEISHU, LARK, DINGTALK)
"""The chat services that an address can name. To add one is one entry here, and its scheme in
``config.addresses.CHAT_SERVICES``."""
