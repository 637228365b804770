"""Mail handed to a real server on loopback, and what each of its refusals means."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from watcher.domain.errors import DeliveryError, SecretMissing
from watcher.notify import Security, SmtpSettings
from watcher.notify.email import EmailChannel
from watcher.testing.receivers import MailCatcher

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def server_tls(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def ca_file(authority, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def send(clock, examples):
    async def sending(port: int, *, environ=None, notices=None, **settings):
        channel = EmailChannel(
            SmtpSettings(host="127.0.0.1", port=port, sender="Terms watcher <watcher@example.org>", **settings),
            clock=clock,
            environ=environ or {},
        )
        subscriber = examples.subscriber("legal@example.com")
        return await channel.send(examples.delivery(), subscriber, notices or [examples.notice()])

    return sending


async def failure(sending) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await sending
    return caught.value


async def test_a_mail_arrives_as_it_was_written(send, examples):
    with MailCatcher() as catcher:
        attempt = await send(catcher.port)
        [mail] = catcher.wait()
    assert (mail.sender, mail.recipients) == ("watcher@example.org", ("legal@example.com",))
    assert mail.message["Message-ID"] == "<delivery-1@example.org>"
    assert mail.message.get_body(("plain",)).get_content().startswith("[HIGH] Harbour Cloud Terms")
    assert (attempt.ok, attempt.status, attempt.at) == (True, 250, examples.now)


async def test_a_line_that_is_a_single_dot_ends_nothing(send, examples):
    new = replace(examples.change().new[0], text="before\n.\n..\nafter")
    with MailCatcher() as catcher:
        await send(catcher.port, notices=[examples.notice(examples.change(old=(), spans=(), new=(new,)))])
        [mail] = catcher.wait()
    assert "{+before\r\n.\r\n..\r\nafter+}" in mail.message.get_body(("plain",)).get_content()


@pytest.mark.parametrize(("reply", "permanent"), [("550 5.1.1 No such mailbox", True), ("450 4.2.0 Greylisted", False)])
async def test_a_refused_recipient_is_permanent_by_the_first_digit(send, reply, permanent):
    with MailCatcher() as catcher:
        catcher.refuse("legal@example.com", reply)
        error = await failure(send(catcher.port))
        assert catcher.mails == []
    assert (error.permanent, error.transient, error.status) == (permanent, not permanent, int(reply[:3]))
    assert reply[4:] in str(error)


@pytest.mark.parametrize(("reply", "permanent"), [("554 5.7.1 Looks like spam", True), ("451 4.3.0 Later", False)])
async def test_a_refused_message_is_permanent_by_the_first_digit(send, reply, permanent):
    with MailCatcher() as catcher:
        catcher.answer(reply)
        error = await failure(send(catcher.port))
    assert (error.permanent, error.status) == (permanent, int(reply[:3]))


async def test_a_connection_lost_after_the_data_is_tried_again_under_the_same_message_id(send):
    with MailCatcher() as catcher:
        catcher.drop_after_data()
        error = await failure(send(catcher.port))
        await send(catcher.port)
        first, second = catcher.wait(2)
    assert error.transient
    assert first.message["Message-ID"] == second.message["Message-ID"]


async def test_a_server_that_is_down_is_tried_again(send):
    with MailCatcher() as catcher:
        port = catcher.port
    error = await failure(send(port))
    assert error.transient
    assert error.where == f"127.0.0.1:{port}"


async def test_a_server_that_says_nothing_is_given_up_after_the_timeout(send):
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as silent:
        error = await failure(send(silent.getsockname()[1], timeout=0.2))
    assert error.transient
    assert "within 0.2 seconds" in str(error)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_a_protected_connection_is_verified_with_the_given_authority(send, server_tls, ca_file, security):
    with MailCatcher(tls=server_tls, starttls=security is Security.STARTTLS) as catcher:
        await send(catcher.port, security=security, ca_file=ca_file)
        [mail] = catcher.wait()
    assert mail.encrypted


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_a_certificate_of_nobody_we_trust_is_refused(send, server_tls, security):
    with MailCatcher(tls=server_tls, starttls=security is Security.STARTTLS) as catcher:
        error = await failure(send(catcher.port, security=security))
        assert catcher.mails == []
    assert error.transient
    assert "certificate" in str(error).lower()


async def test_a_server_that_does_not_offer_starttls_gets_no_mail_in_the_clear(send):
    with MailCatcher() as catcher:
        error = await failure(send(catcher.port, security=Security.STARTTLS))
        assert catcher.mails == []
    assert error.transient


async def test_a_sign_in_takes_the_password_from_the_environment(send):
    with MailCatcher(credentials=("watcher", PASSWORD)) as catcher:
        await send(catcher.port, username="watcher", password_env="SMTP_PASSWORD", environ={"SMTP_PASSWORD": PASSWORD})
        [mail] = catcher.wait()
    assert mail.user == "watcher"


async def test_a_missing_password_is_named_and_nothing_is_sent(send):
    with MailCatcher(credentials=("watcher", PASSWORD)) as catcher:
        with pytest.raises(SecretMissing) as caught:
            await send(catcher.port, username="watcher", password_env="SMTP_PASSWORD")
        assert catcher.mails == []
    assert caught.value.where == "SMTP_PASSWORD"


async def test_a_wrong_password_is_tried_again_and_told_to_nobody(send):
    wrong = "incorrect pony"
    with MailCatcher(credentials=("watcher", PASSWORD)) as catcher:
        error = await failure(
            send(catcher.port, username="watcher", password_env="SMTP_PASSWORD", environ={"SMTP_PASSWORD": wrong})
        )
    assert error.transient
    assert "SMTP_PASSWORD" in error.mend
    assert wrong not in str(error)
    assert base64.b64encode(wrong.encode()).decode() not in str(error)


async def test_what_a_server_says_cannot_bring_control_characters_or_the_password_into_a_record(send):
    with MailCatcher(credentials=("watcher", PASSWORD)) as catcher:
        catcher.refuse("legal@example.com", f"550 \x1b[31mno {PASSWORD} " + "x" * 300)
        error = await failure(
            send(catcher.port, username="watcher", password_env="SMTP_PASSWORD", environ={"SMTP_PASSWORD": PASSWORD})
        )
    assert "\x1b" not in str(error)
    assert PASSWORD not in str(error)
    assert len(error.what) < 300


def test_leaving_the_catcher_hangs_up_on_whoever_is_still_there():
    with MailCatcher() as catcher:
        sender = socket.create_connection(("127.0.0.1", catcher.port), timeout=10)
        assert sender.recv(100).startswith(b"220")
    with contextlib.closing(sender):
        assert sender.recv(100) == b""
