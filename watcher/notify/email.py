"""Mail over SMTP: one conversation for one delivery, every refusal read as "for good" or "try again"."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import aiosmtplib

from watcher.domain.delivery import Attempt, Delivery
from watcher.domain.errors import DeliveryError
from watcher.domain.subscriber import Subscriber
from watcher.notify.mime import Mail, compose
from watcher.notify.plain import one_line
from watcher.notify.secret import read_secret, without
from watcher.notify.settings import Security, SmtpSettings
from watcher.services.ports import Clock, Notice

DETAIL_LIMIT = 200
"""Characters of a server's answer that are kept."""
FAREWELL = 2.0
"""Seconds to wait for the answer to QUIT, after the message was taken."""


class EmailChannel:
    """Sends one or several notices as one mail."""

    def __init__(
        self,
        settings: SmtpSettings,
        *,
        clock: Clock,
        environ: Mapping[str, str],
        subscription: Callable[[str], str] = lambda _: "",
    ) -> None:
        """``subscription`` gives the address at which a subscriber ends their subscription; empty: there is none."""
        self._settings = settings
        self._subscription = subscription
        self._clock = clock
        self._environ = environ
        self._where = f"{settings.host}:{settings.port}"

    async def send(self, delivery: Delivery, subscriber: Subscriber, notices: Sequence[Notice]) -> Attempt:
        """Hand the mail to the server. Raises DeliveryError, SecretMissing.

        A connection that is lost after the message went over and before the server said so counts as failed: the
        message is sent again with the same Message-ID, rather than lost.
        """
        password = ""
        if self._settings.username:
            password = read_secret(self._environ, self._settings.password_env, needed_by="the mail server")
        at = self._clock()
        ending = self._subscription(subscriber.name)
        mail = compose(delivery, subscriber, notices, sender=self._settings.sender, at=at, ending=ending)
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._settings.timeout):
                said = await self._hand_over(mail, password)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise self._failure(error, password) from None
        return _delivered(at, time.monotonic() - began, without(said, password))

    async def _hand_over(self, mail: Mail, password: str) -> str:
        """What the server said when it took the message."""
        client = self._client()
        try:
            await client.connect()
            if self._settings.username:
                await client.login(self._settings.username, password)
            _, said = await client.sendmail(mail.sender, [mail.recipient], mail.raw)
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=FAREWELL)
            return said
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        settings = self._settings
        return aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            use_tls=settings.security is Security.TLS,
            start_tls=settings.security is Security.STARTTLS,
            tls_context=None if settings.security is Security.NONE else _verifying(settings),
            timeout=settings.timeout,
        )

    def _failure(self, error: Exception, password: str) -> DeliveryError:
        """Permanent is what the server refuses for good about this message: its sender, recipient or content.

        What concerns the service as a whole (no connection, no sign-in, no TLS) is tried again, because the mend is
        on our side and the message is as good as before.
        """
        if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
            error = error.recipients[0]
        if isinstance(error, aiosmtplib.SMTPAuthenticationError):
            return DeliveryError(
                f"the mail server refused the sign-in of {self._settings.username}",
                where=self._where,
                mend=f"check smtp.username and {self._settings.password_env}",
                status=error.code,
            )
        if isinstance(error, aiosmtplib.SMTPResponseException):
            about_message = isinstance(
                error, aiosmtplib.SMTPSenderRefused | aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError
            )
            said = one_line(without(error.message, password), DETAIL_LIMIT)
            return DeliveryError(
                f"the mail server answered {error.code} {said}",
                where=self._where,
                permanent=about_message and error.code >= 500,
                status=error.code,
            )
        if isinstance(error, TimeoutError):
            what = f"the mail server did not finish within {self._settings.timeout:g} seconds"
            return DeliveryError(what, where=self._where)
        said = one_line(without(str(error), password), DETAIL_LIMIT)
        return DeliveryError(f"the mail server could not be used: {said}", where=self._where)


def _verifying(settings: SmtpSettings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)


def _delivered(at: datetime, duration: float, said: str) -> Attempt:
    return Attempt(at=at, duration=duration, ok=True, status=250, detail=one_line(said, DETAIL_LIMIT))
