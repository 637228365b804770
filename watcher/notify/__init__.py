"""The channels: how a delivery becomes a mail, a signed webhook or a line in a chat room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from watcher.domain.subscriber import ChannelKind
from watcher.notify.chat import ChatChannel
from watcher.notify.email import EmailChannel
from watcher.notify.feed import FEEDS, Feed
from watcher.notify.lacking import lacking_secrets
from watcher.notify.previews import PREVIEWS
from watcher.notify.settings import Equipment, Security, SmtpSettings
from watcher.notify.webhook import WebhookChannel
from watcher.services.ports import Channel

__all__ = [
    "CHANNELS",
    "FEEDS",
    "PREVIEWS",
    "Equipment",
    "Feed",
    "Security",
    "SmtpSettings",
    "channels",
    "lacking_secrets",
]

Factory = Callable[[Equipment], Channel]


def _email(equipment: Equipment) -> Channel:
    return EmailChannel(
        equipment.smtp, clock=equipment.clock, environ=equipment.environ, subscription=equipment.subscription
    )


def _webhook(equipment: Equipment) -> Channel:
    return WebhookChannel(equipment.http, clock=equipment.clock, environ=equipment.environ)


def _chat(equipment: Equipment) -> Channel:
    return ChatChannel(equipment.http, clock=equipment.clock, environ=equipment.environ)


CHANNELS: Mapping[ChannelKind, Factory] = MappingProxyType(
    {
        ChannelKind.EMAIL: _email,
        ChannelKind.WEBHOOK: _webhook,
        ChannelKind.CHAT: _chat,
    }
)
"""How each kind of channel is built. To add one is one module and one line here."""


def channels(equipment: Equipment) -> dict[ChannelKind, Channel]:
    """Every channel, ready to send."""
    return {kind: build(equipment) for kind, build in CHANNELS.items()}
