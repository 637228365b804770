"""The headers of a mail, read back by a parser that forgives nothing."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.errors import DeliveryError
from watcher.notify.mime import address, compose
from watcher.notify.plain import one_line

SENDER = "Terms watcher <watcher@example.org>"
STRICT = email.policy.SMTP.clone(raise_on_defect=True)


def parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=STRICT)


@pytest.fixture
def mail(examples):
    def sent(*notices, to="legal@example.com", sender=SENDER, delivery=None, ending=""):
        return compose(
            delivery or examples.delivery(),
            examples.subscriber(to),
            notices or [examples.notice()],
            sender=sender,
            at=examples.now,
            ending=ending,
        )

    return sent


def titled(examples, title: str):
    return examples.notice(agreement=replace(examples.agreement, title=title))


def test_every_header_is_there_once_and_says_what_it_must(mail, examples):
    message = parsed(mail().raw)
    assert message["From"] == SENDER
    assert message["To"] == "legal@example.com"
    assert message["Subject"] == "[HIGH] Harbour Cloud Terms: 1 clause changed (fees, notice)"
    assert message["Date"].datetime == examples.now
    assert message["Message-ID"] == "<delivery-1@example.org>"
    assert message["List-Id"] == "<harbour-terms.terms-watcher.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Importance"] == "high"
    assert max(map(message.keys().count, message.keys())) == 1


def test_a_delivery_keeps_its_message_id_over_every_attempt(mail):
    assert parsed(mail().raw)["Message-ID"] == parsed(mail().raw)["Message-ID"]


def test_mails_about_one_agreement_form_one_thread(mail, examples):
    changed = parsed(mail().raw)
    failing = parsed(mail(examples.failure(), delivery=examples.delivery(id="delivery-2")).raw)
    other = replace(examples.agreement, id="another")
    elsewhere = parsed(mail(examples.notice(agreement=other), delivery=examples.delivery(id="delivery-3")).raw)
    assert changed["References"] == changed["In-Reply-To"] == failing["References"]
    assert changed["Message-ID"] != failing["Message-ID"]
    assert elsewhere["References"] != changed["References"]


def test_ids_longer_than_a_line_stay_ids(mail, examples):
    domain = ".".join(["subdomain"] * 12) + ".example"
    raw = mail(sender=f"w@{domain}", delivery=examples.delivery(id="d" * 60)).raw
    assert f"Message-ID: <{'d' * 60}@{domain}>\r\n".encode() in raw
    assert f".thread@{domain}>\r\n".encode() in raw
    assert b"References: <" in raw


def test_an_id_that_would_break_a_header_is_replaced_by_what_follows_from_it(mail, examples):
    message = parsed(mail(delivery=examples.delivery(id="a>\r\nBcc: <x@example.net")).raw)
    assert "Bcc" not in message
    assert message["Message-ID"].endswith("@example.org>")


HOSTILE = [
    "Terms\r\nBcc: evil@example.net",
    "Terms\nBcc: evil@example.net",
    "Terms\rBcc: evil@example.net",
    "Terms\x0bBcc: evil@example.net",
    "Terms\x0c\x1c\x1d\x1e\x85Bcc: evil@example.net",
    "Terms\u2028Bcc: evil@example.net\u2029",
    "Terms\r\n\r\n<script>alert(1)</script>",
    "=?utf-8?q?Terms=0D=0ABcc=3A_evil=40example=2Enet?=",
    "Terms\x00\x1b[31m\x7f",
    "Terms \udc0d\udc0a lone surrogates",
    "\u202eabc\u2066\u200e",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_title_cannot_add_a_header(mail, examples, text):
    message = parsed(mail(titled(examples, text)).raw)
    assert "Bcc" not in message
    assert message.get_content_type() == "multipart/alternative"
    assert message["Subject"].isprintable()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_category_or_an_agreement_id_cannot_add_a_header(mail, examples, text):
    change = examples.change(assessment=Assessment(severity=Severity.LOW, categories=(text,), reasons=(text,)))
    message = parsed(mail(examples.notice(change, agreement=replace(examples.agreement, id=text))).raw)
    assert "Bcc" not in message
    assert message["List-Id"].endswith(".terms-watcher.example.org>")


@pytest.mark.parametrize(
    "text",
    [
        "legal@example.com\r\nBcc: evil@example.net",
        "legal@example.com\nRCPT TO:<evil@example.net>",
        "Legal\r\nBcc: x <legal@example.com>",
        "legal@example.com, evil@example.net",
        "legal@example.com> SIZE=1",
        "Evil <evil@example.net>, Legal <legal@example.com>",
        "legal example.com",
        "<>",
        "",
        "@example.com",
        "legal@",
        "legal@exa mple.com",
        "лигал@example.com",
        "-" * 70 + "@example.com",
    ],
)
def test_an_address_that_is_none_is_refused_for_good(text):
    with pytest.raises(DeliveryError) as caught:
        address(text, where="the subscriber Legal")
    assert caught.value.permanent
    assert "evil" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "name", "mailbox"),
    [
        ("legal@example.com", "", "legal@example.com"),
        ("Legal Team <legal@example.com>", "Legal Team", "legal@example.com"),
        ('"Team, Legal" <legal+terms@example.com>', "Team, Legal", "legal+terms@example.com"),
        ("法务部 <legal@example.com>", "法务部", "legal@example.com"),
        ("legal@bücher.example", "", "legal@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_taken_as_it_is(mail, text, name, mailbox):
    sent = mail(to=text)
    [to] = parsed(sent.raw)["To"].addresses
    assert (to.display_name, to.addr_spec, sent.recipient) == (name, mailbox, mailbox)


def test_the_raw_mail_is_ascii_in_lines_that_every_server_takes(mail, examples):
    title = "Условия и 服务条款 " * 30 + "x" * 50_000
    text = "长" * 30_000 + "y" * 50_000
    change = examples.change()
    change = replace(change, old=(), spans=(), new=(replace(change.new[0], text=text),))
    raw = mail(examples.notice(change, agreement=replace(examples.agreement, title=title))).raw
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.count(b"\n") == raw.count(b"\r\n")


words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=300)


@settings(max_examples=60, deadline=None)
@given(title=words)
@example(title="Условия обслуживания, соглашение; «часть вторая» – и другие положения договора, изложенные далее")
@example(title="微信公众平台服务协议，以及其他相关条款、规则和政策的补充说明（二〇二六年修订版）" * 2)
@example(title="a" * 119 + "é")
@example(title="=?utf-8?b?QQ==?= literal")
def test_any_subject_is_read_back_as_it_was_written(examples, title):
    notice = titled(examples, title)
    raw = compose(
        examples.delivery(), examples.subscriber("legal@example.com"), [notice], sender=SENDER, at=examples.now
    ).raw
    shown = one_line(title, 120)
    assert " ".join(parsed(raw)["Subject"].split()) == " ".join(
        f"[HIGH] {shown}: 1 clause changed (fees, notice)".replace("=?", "= ?").split()
    )
    assert all(len(line) <= 78 for line in raw.split(b"\r\nDate:")[0].split(b"\r\n") if b"=?" in line)


@settings(max_examples=60, deadline=None)
@given(name=words)
def test_any_display_name_is_read_back_as_it_was_written(examples, name):
    quoted = '"' + one_line(name, 60).replace("\\", "\\\\").replace('"', '\\"') + '"'
    raw = compose(
        examples.delivery(),
        examples.subscriber(f"{quoted} <legal@example.com>"),
        [examples.notice()],
        sender=SENDER,
        at=examples.now,
    ).raw
    assert parsed(raw)["To"].addresses[0].addr_spec == "legal@example.com"
    # The modern parser puts a blank between encoded words of a name; the older one reads them as RFC 2047 says.
    phrase, _ = parseaddr(email.message_from_bytes(raw)["To"])
    shown = str(make_header(decode_header(phrase)))
    assert shown.split() == one_line(name, 60).replace("=?", "= ?").split()


def test_a_subscription_is_ended_by_one_click(mail):
    address_of = "https://watcher.example/subscriptions/" + "A" * 120
    raw = mail(ending=address_of).raw
    message = parsed(raw)
    assert f"List-Unsubscribe: <{address_of}>\r\n".encode() in raw
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"End this subscription: {address_of}" in message.get_body(("plain",)).get_content()
    assert f'href="{address_of}"' in message.get_body(("html",)).get_content()


def test_no_click_is_sent_in_the_clear(mail):
    message = parsed(mail(ending="http://127.0.0.1:8321/subscriptions/AAAA").raw)
    assert message["List-Unsubscribe"] == "<http://127.0.0.1:8321/subscriptions/AAAA>"
    assert message["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize("ending", ["", "javascript:alert(1)", "https://a.example/>\r\nBcc: x@y"])
def test_what_is_no_address_ends_nothing(mail, ending):
    message = parsed(mail(ending=ending).raw)
    assert (message["List-Unsubscribe"], message["Bcc"]) == (None, None)
    assert "End this subscription" not in message.get_body(("plain",)).get_content()
