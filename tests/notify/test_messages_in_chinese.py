"""Messages to somebody who reads Chinese: our words are said, the agreement's stay, and every limit holds."""

from __future__ import annotations

import email
import email.policy
import json
import re
from dataclasses import replace
from email.message import EmailMessage

import lxml.html
import pytest

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.delivery import EventType
from watcher.domain.sentence import Sentence
from watcher.locale import ENGLISH, locale
from watcher.locale.words import amount
from watcher.notify import PREVIEWS, SmtpSettings
from watcher.notify.chat import message
from watcher.notify.chat_services import SERVICES
from watcher.notify.email import EmailChannel
from watcher.notify.mime import compose
from watcher.testing.receivers import MailCatcher

CHINESE = locale("zh")
SENDER = "Terms watcher <watcher@example.org>"
ENDING = "https://watcher.example/subscriptions/AAAA"
STRICT = email.policy.SMTP.clone(raise_on_defect=True)
REASON = Sentence("notice shortened {from_to}", from_to=Sentence("from {old} to {new}", old="10", new=amount("5 days")))


@pytest.fixture
def reader(examples):
    return replace(examples.subscriber("legal@example.com"), language="zh")


@pytest.fixture
def notice(examples):
    weighed = Assessment(severity=Severity.HIGH, categories=("fees", "notice"), reasons=(REASON,))
    return examples.notice(examples.change(assessment=weighed), clock=examples.notice_clock)


@pytest.fixture
def mail(examples, reader):
    def sent(*notices) -> EmailMessage:
        raw = compose(examples.delivery(), reader, notices, sender=SENDER, at=examples.now, ending=ENDING).raw
        return email.message_from_bytes(raw, policy=STRICT)

    return sent


def parts(mail: EmailMessage) -> tuple[str, lxml.html.HtmlElement]:
    html = lxml.html.document_fromstring(mail.get_body(("html",)).get_content())
    return mail.get_body(("plain",)).get_content(), html


def test_every_header_stands_as_in_english(mail, notice, examples):
    said = mail(notice)
    day = examples.notice_clock.effective.shown
    assert said["Subject"] == f"[高] Harbour Cloud Terms：1 条条款变更（费用、通知），{day} 生效"
    assert said["Content-Language"] == "zh-Hans"
    assert (said["From"], said["To"]) == (SENDER, "legal@example.com")
    assert said["Message-ID"] == "<delivery-1@example.org>"
    assert said["Auto-Submitted"] == "auto-generated"
    assert said["List-Id"] == "<harbour-terms.terms-watcher.example.org>"
    assert said["List-Unsubscribe"] == f"<{ENDING}>"
    assert said["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert said["Importance"] == "high"
    assert max(map(said.keys().count, said.keys())) == 1


def test_both_parts_are_in_chinese_and_the_clause_is_not(mail, notice):
    text, page = parts(mail(notice))
    assert page.get("lang") == "zh-Hans"
    for said in (text, " ".join(page.body.text_content().split())):
        assert "通知期缩短：由 10 变为 5 天" in said
        assert "旧文本承诺的通知期：10 个工作日（条款 9.1）" in said
        assert "确认接手或作出决定" in said
        assert "announces new fees [-10-]{+5+} working days before" in said
        assert "分类由程序自动作出，不构成法律意见。" in said
    assert "[高] 9.1：修改（费用、通知）" in text
    assert [node.get("lang") for node in page.iter("blockquote")] == ["en"]


@pytest.mark.parametrize("type_", [EventType.FAILING, EventType.RECOVERED, EventType.UNSETTLED])
def test_what_became_of_an_agreement_is_told_in_chinese_and_its_technical_reason_as_it_is(mail, examples, type_):
    text, _ = parts(mail(examples.failure(type_)))
    assert "the server answered 503" in text
    rest = re.sub(
        r"https?://\S+|`[^`]+`|Harbour\S*( Cloud Terms)?|the server answered 503|UTC|Legal|Terms watcher", "", text
    )
    assert not re.findall(r"[a-z]{4,}", rest), rest


def test_the_reason_of_an_event_is_said(mail, examples):
    failure = examples.failure(EventType.RECOVERED)
    reason = Sentence("readable again since {moment}", moment="2026-11-06 08:00 UTC")
    text, _ = parts(mail(replace(failure, event=replace(failure.event, reason=reason))))
    assert "原因：自 2026-11-06 08:00 UTC 起恢复读取" in text


def test_a_digest_is_in_the_language_of_its_subscriber(mail, notice, examples):
    other = replace(notice, agreement=replace(examples.agreement, id="quay", title="码头条款"))
    said = mail(examples.failure(), notice, other)
    assert said["Subject"] == "[高] 2 份协议：2 条条款变更、1 份无法读取（费用、通知）"
    text, _ = parts(said)
    assert "* [高] 码头条款：1 条条款变更（费用、通知）" in text


def test_a_mail_of_a_hundred_changed_clauses_stays_small(examples, reader):
    long = "平台有权调整每个用户的配额，并应当提前通知用户。" * 20
    changes = [
        examples.change(
            number,
            old=(replace(examples.change(number).old[0], text=long),),
            new=(replace(examples.change(number).new[0], text=f"{long}另行公告。"),),
            spans=(),
        )
        for number in range(100)
    ]
    raw = compose(examples.delivery(), reader, [examples.notice(*changes)], sender=SENDER, at=examples.now).raw
    assert len(raw) < 100_000
    assert re.search(r"另有 \d+ 处", email.message_from_bytes(raw, policy=STRICT).get_body(("plain",)).get_content())


async def test_it_arrives_at_a_mail_server_as_it_was_written(clock, examples, reader, notice):
    with MailCatcher() as catcher:
        settings = SmtpSettings(host="127.0.0.1", port=catcher.port, sender=SENDER)
        channel = EmailChannel(settings, clock=clock, environ={}, subscription=lambda _: ENDING)
        await channel.send(examples.delivery(), reader, [notice])
        [caught] = catcher.wait()
    assert caught.message["Subject"].startswith("[高] Harbour Cloud Terms：")
    assert caught.message.get_body(("plain",)).get_content().startswith("[高] Harbour Cloud Terms：1 条条款变更")


def strings(said: object) -> list[str]:
    if isinstance(said, dict | list):
        return [text for value in (said.values() if isinstance(said, dict) else said) for text in strings(value)]
    return [said] if isinstance(said, str) else []


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.scheme)
def test_a_room_is_told_in_chinese_within_its_limit_of_bytes(examples, service):
    reasons = (Sentence("the heading changed {from_to}", from_to="标题" * 400),)
    weighed = Assessment(severity=Severity.CRITICAL, categories=("fees",), reasons=reasons)
    notices = [
        examples.notice(
            *(replace(examples.change(assessment=weighed), id=f"c{place}") for place in range(5)),
            agreement=replace(examples.agreement, id=str(number), title="服务协议" * 60),
        )
        for number in range(30)
    ]
    body = message(notices, service, CHINESE)
    assert service.size(body) <= service.limit
    said = "\n".join(strings(body))
    assert "份协议" in said
    assert "不构成法律意见" in said
    assert "\ufffd" not in said


def test_a_short_message_says_which_clause_and_why(notice):
    wecom = next(service for service in SERVICES if service.scheme == "wecom")
    lines = message([notice], wecom, CHINESE)["text"]["content"].splitlines()
    assert lines[0].startswith("[高] Harbour Cloud Terms：1 条条款变更（费用、通知）")
    assert lines[2] == "• [高] 9.1，修改：通知期缩短：由 10 变为 5 天"


def test_what_programs_read_is_the_same_in_every_language(notice):
    assert PREVIEWS["webhook"](notice, CHINESE) == PREVIEWS["webhook"](notice, ENGLISH)
    data = json.loads(PREVIEWS["webhook"](notice, CHINESE))["data"]
    assert data["reasons"] == ["notice shortened from 10 to 5 days"]
