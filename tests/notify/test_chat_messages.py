"""What a chat room is told: within the service's limit, and harmless whatever the pages say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notify.conftest import Examples

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.delivery import EventType
from watcher.locale import ENGLISH
from watcher.notify import PREVIEWS
from watcher.notify.chat import message
from watcher.notify.chat_services import DINGTALK, DISCORD, FEISHU, LARK, SERVICES, SLACK, TEAMS, WECOM

DOCS = Path(__file__).parents[2] / "docs"
EVIL = "<!channel> <@U1> @everyone [Terms](https://evil.example) <https://evil.example|Terms> & *b* {{DATE(0, SHORT)}}"
COMPARISON = "https://watcher.example/comparisons/comparison-1"
each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.scheme)


def titled(title: str):
    """Notices about an agreement whose title and reasons somebody else wrote."""
    change = Examples.change(assessment=Assessment(severity=Severity.HIGH, reasons=(title,)))
    return [Examples.notice(change, agreement=replace(Examples.agreement, title=title))]


def strings(said: object) -> list[str]:
    """Every text in a body."""
    if isinstance(said, dict):
        return [text for value in said.values() for text in strings(value)]
    if isinstance(said, list):
        return [text for value in said for text in strings(value)]
    return [said] if isinstance(said, str) else []


def test_slack_reads_no_mention_and_no_link():
    body = message(titled(EVIL), SLACK)
    assert "<" not in body["text"] and ">" not in body["text"]
    assert EVIL in unescape(body["text"])


def test_teams_reads_no_markup():
    body = message(titled(EVIL), TEAMS)
    card = body["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert not any("{{" in text for text in strings(body))
    assert "entities" not in card["msteams"]
    links = [run["selectAction"]["url"] for block in card["body"] for run in block["inlines"] if "selectAction" in run]
    assert links == [COMPARISON]


def test_discord_reads_no_mention_and_no_markup():
    body = message(titled(EVIL + r" \[x](y) \\"), DISCORD)
    assert body["allowed_mentions"] == {"parse": []}
    told = [line for line in body["content"].splitlines() if line != f"<{COMPARISON}>"]
    assert len(told) == len(body["content"].splitlines()) - 1
    unescaped = re.sub(r"\\[^0-9A-Za-z\s]", "", "\n".join(told))
    assert not set(unescaped) & set("\\*_~`|<>[]()#:@+-")


def test_wecom_reads_no_mention():
    content = message(titled("<@all> <@<@wang>"), WECOM)["text"]["content"]
    assert "< @all>" in content
    assert "<@" not in content


@pytest.mark.parametrize("service", [FEISHU, LARK])
def test_feishu_reads_text_as_text(service):
    paragraphs = message(titled('<at user_id="all">everyone</at>'), service)["content"]["post"]["en_us"]["content"]
    elements = [element for [element] in paragraphs]
    assert [one["href"] for one in elements if one["tag"] == "a"] == [COMPARISON]
    assert {one["tag"] for one in elements} == {"a", "text"}
    assert not any(one.get("un_escape") for one in elements)


def test_dingtalk_mentions_nobody():
    body = message(titled("@13800000000 @all"), DINGTALK)
    assert (body["msgtype"], body["at"]) == ("text", {"isAtAll": False})


def documented_size(scheme: str, body: dict) -> tuple[int, int]:
    """What the service counts of a body, and how much it takes."""
    whole = len(json.dumps(body, ensure_ascii=False).encode())
    counted = {
        "slack": lambda: (len(body["text"]), 4_000),
        "discord": lambda: (len(body["content"].encode("utf-16-le")) // 2, 2_000),
        "wecom": lambda: (len(body["text"]["content"].encode()), 2_048),
        "teams": lambda: (whole, 28_000),
    }
    return counted.get(scheme, lambda: (whole, 20_000))()


@each_service
def test_a_long_digest_stays_within_the_service_s_limit(examples, service):
    change = examples.change(assessment=Assessment(severity=Severity.HIGH, reasons=("原因" * 500,)))
    notices = [
        examples.notice(
            *[replace(change, id=f"c{place}") for place in range(3)],
            agreement=replace(examples.agreement, id=str(number), title="服务协议" * 100),
        )
        for number in range(40)
    ]
    body = message(notices, service)
    size, most = documented_size(service.scheme, body)
    assert 1_000 < size <= most
    said = "\n".join(strings(body))
    assert "not legal advice." in said
    assert "…" in said.splitlines()


@each_service
@given(title=st.text(max_size=3_000), reason=st.text(max_size=3_000))
def test_whatever_a_page_says_fits_and_can_be_sent(service, title, reason):
    change = Examples.change(assessment=Assessment(severity=Severity.HIGH, reasons=(reason,)))
    notice = Examples.notice(change, agreement=replace(Examples.agreement, title=title))
    body = message([notice] * 12, service)
    size, most = documented_size(service.scheme, body)
    assert size <= most
    assert any("HIGH" in text for text in strings(body))


def test_a_long_address_of_ours_is_never_cut(examples):
    url = "https://watcher.example/" + "a" * 900
    assert url in message([examples.notice(url=url)], WECOM)["text"]["content"].splitlines()


def test_a_digest_names_each_agreement_with_its_link(examples):
    other = replace(examples.agreement, id="quay", title="Quay Terms")
    lines = message([examples.failure(), examples.notice(agreement=other)], WECOM)["text"]["content"].splitlines()
    assert lines[0] == "[HIGH] 2 agreements: 1 clause changed, 1 failing (fees, notice)"
    assert any(line.startswith("[FAILING] Harbour Cloud Terms: cannot be read since") for line in lines)
    assert "the server answered 503" in lines
    assert lines.count(COMPARISON) == 2


def test_every_service_can_be_previewed_and_is_documented():
    pages = {name: (DOCS / name).read_text(encoding="utf-8") for name in ("commands.md", "configuration.md")}
    [forms] = re.findall(r"^\| `--format FORM` \|.*email-text.*$", pages["commands.md"], flags=re.MULTILINE)
    [schemes] = re.findall(r"^\| `chat` \|.*$", pages["configuration.md"], flags=re.MULTILINE)
    for service in SERVICES:
        previewed = PREVIEWS[service.scheme](Examples.notice(), ENGLISH)
        assert json.loads(previewed) == message([Examples.notice()], service)
        assert f"`{service.scheme}`" in forms
        assert f'`"{service.scheme}://"`' in schemes


def test_a_quiet_week_is_one_line_and_a_link(examples):
    said = "watched 5 agreements, all readable, no change"
    failure = examples.failure(EventType.QUIET)
    quiet = replace(failure, event=replace(failure.event, reason=said), state=None)
    lines = message([quiet], WECOM)["text"]["content"].splitlines()
    assert [line for line in lines if said in line] == [f"[QUIET] Harbour Cloud Terms: {said}"]
    assert len(lines) == 3
