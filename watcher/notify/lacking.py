"""Which secrets are missing, told before anything has to be sent: at the start, not on the night of the alert."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from watcher.domain.errors import DeliveryError, SecretMissing
from watcher.domain.subscriber import ChannelKind, Subscriber
from watcher.notify.chat import room_of
from watcher.notify.secret import read_secret
from watcher.notify.settings import SmtpSettings
from watcher.notify.webhook import signing

Environ = Mapping[str, str]


def lacking_secrets(subscribers: Sequence[Subscriber], environ: Environ, smtp: SmtpSettings) -> tuple[str, ...]:
    """What keeps messages from being sent, a sentence each: a variable that is not set, or holds what cannot be used.

    Names variables and subscribers, never what a variable holds.
    """
    return tuple(dict.fromkeys(_lacking(subscribers, environ, smtp)))


def _lacking(subscribers: Sequence[Subscriber], environ: Environ, smtp: SmtpSettings) -> Iterator[str]:
    for subscriber in subscribers:
        try:
            _READ[subscriber.channel](subscriber, environ, smtp)
        except (SecretMissing, DeliveryError) as error:
            yield str(error)


def _mail(_: Subscriber, environ: Environ, smtp: SmtpSettings) -> None:
    if smtp.username:
        read_secret(environ, smtp.password_env, needed_by="the mail server")


def _webhook(subscriber: Subscriber, environ: Environ, _: SmtpSettings) -> None:
    signing(subscriber, environ)


def _chat(subscriber: Subscriber, environ: Environ, _: SmtpSettings) -> None:
    room_of(subscriber, environ)


_READ: Mapping[ChannelKind, Callable[[Subscriber, Environ, SmtpSettings], None]] = MappingProxyType(
    {ChannelKind.EMAIL: _mail, ChannelKind.WEBHOOK: _webhook, ChannelKind.CHAT: _chat}
)
"""Each reads what its channel would need, as the channel does when it sends."""
