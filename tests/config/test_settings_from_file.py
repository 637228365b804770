"""What a configuration file comes to when nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest

from watcher.config import Security, Settings, load
from watcher.domain.agreement import Range, Render
from watcher.domain.assessment import Severity
from watcher.domain.subscriber import ChannelKind, Digest

Write = Callable[[str], Path]

WHOLE = """
[watcher]
data_dir = "kept"
base_url = "https://watch.example.org/terms/"
[schedule]
cron = "30 6 * * mon-fri"
jitter = "0s"
[fetch]
timeout = "45s"
max_bytes = "500kB"
per_host_delay = "0s"
confirm_after = "0s"
robots = false
proxy = "http://proxy.example:3128"
allow_hosts = ["127.0.0.1", "::1", "intranet.example", "10.1.0.0/16"]
tracking = ["visit", "ref_*"]
[smtp]
host = "mail.example.org"
port = 587
security = "starttls"
from = "Terms watcher <watcher@example.org>"
username = "watcher"
password_env = "SMTP_PASSWORD"
[web]
host = "0.0.0.0"
port = 80
trusted_proxy = ["10.0.0.5"]
user_header = "X-Remote-User"
[significance]
jurisdictions = ["eu"]
[[significance.rule]]
on = "link"
severity = "none"
[[significance.rule]]
on = "words"
categories = ["@ours", "@weighty"]
severity = "critical"
[significance.groups]
ours = ["warranty"]
[[agreements]]
id = "north-terms"
title = "条款 & Terms"
provider = "North"
urls = ["https://north.example/a#terms", "http://north.example:8080/b?lang=zh"]
languages = ["zh-Hans", "en"]
select = ["main", "xpath://article[2]", {startAfter = "h1", endBefore = "footer"}]
remove = [".toc"]
render = "browser"
every = "2h"
tags = ["vendors"]
robots = true
was = "north"
[[agreements]]
id = "south.terms_2"
title = "South"
url = "https://south.example/"
was = ["south", "south-1"]
[[subscribers]]
name = "Compliance"
email = "compliance@example.org"
tags = ["vendors"]
[[subscribers]]
name = "Tickets"
webhook = "https://tickets.example.org/hook?team=1"
secret_env = "TICKETS_SECRET"
agreements = ["north-terms", "south*"]
min_severity = "high"
categories = ["fees", "notice"]
digest = "weekly"
digest_at = "17:30"
timezone = "Asia/Shanghai"
language = "zh"
[[subscribers]]
name = "Room"
chat = "wecom://"
secret_env = "ROOM_KEY"
"""


@pytest.fixture
def whole(write: Write) -> Settings:
    return load(write(WHOLE))


def test_every_table_reaches_its_settings(whole: Settings) -> None:
    assert (whole.schedule.every, whole.schedule.cron, whole.schedule.jitter) == (None, "30 6 * * mon-fri", timedelta())
    assert whole.base_url == "https://watch.example.org/terms"
    assert (whole.fetch.timeout, whole.fetch.max_bytes) == (timedelta(seconds=45), 500_000)
    assert whole.fetch.allow_hosts == ("127.0.0.1", "::1", "intranet.example", "10.1.0.0/16")
    assert {agreement.cut.tracking for agreement in whole.agreements} == {("visit", "ref_*")}
    assert (whole.fetch.robots, whole.fetch.proxy) == (False, "http://proxy.example:3128")
    assert whole.smtp is not None
    assert (whole.smtp.host, whole.smtp.port, whole.smtp.security) == ("mail.example.org", 587, Security.STARTTLS)
    assert (whole.smtp.sender, whole.smtp.username) == ("Terms watcher <watcher@example.org>", "watcher")
    assert whole.smtp.password_env == "SMTP_PASSWORD"
    assert (whole.web.host, whole.web.trusted_proxy, whole.web.user_header) == (
        "0.0.0.0",
        ("10.0.0.5",),
        "X-Remote-User",
    )


def test_an_agreement_keeps_its_pages_and_its_cut_in_order(whole: Settings) -> None:
    north, south = whole.agreements
    assert north.sources == ("https://north.example/a#terms", "http://north.example:8080/b?lang=zh")
    assert north.cut.select == ("main", "xpath://article[2]", Range(start_after="h1", end_before="footer"))
    assert (north.cut.remove, north.cut.render) == ((".toc",), Render.BROWSER)
    assert (north.every, north.languages, north.tags) == (timedelta(hours=2), ("zh-Hans", "en"), ("vendors",))
    assert (north.was, south.was) == (("north",), ("south", "south-1"))


def test_an_agreement_takes_robots_from_fetch_unless_it_says_so(whole: Settings) -> None:
    assert [agreement.robots for agreement in whole.agreements] == [True, False]


def test_subscribers_have_one_channel_each(whole: Settings) -> None:
    mail, hook, room = whole.subscribers
    assert (mail.channel, mail.address) == (ChannelKind.EMAIL, "compliance@example.org")
    assert (hook.channel, hook.address, hook.secret_env) == (
        ChannelKind.WEBHOOK,
        "https://tickets.example.org/hook?team=1",
        "TICKETS_SECRET",
    )
    assert (room.channel, room.address) == (ChannelKind.CHAT, "wecom://")
    assert (mail.min_severity, mail.digest) == (Severity.LOW, None)
    assert (hook.min_severity, hook.digest) == (Severity.HIGH, Digest.WEEKLY)
    assert [hook.watches(agreement) for agreement in whole.agreements] == [True, True]
    assert [mail.watches(agreement) for agreement in whole.agreements] == [True, False]


def test_a_digest_goes_out_on_the_subscribers_own_clock(whole: Settings) -> None:
    mail, hook, _ = whole.subscribers
    assert (mail.language, hook.language) == ("en", "zh")
    assert (mail.digest_at, str(mail.timezone)) == (time(8), "UTC")
    assert (hook.digest_at, str(hook.timezone)) == (time(17, 30), "Asia/Shanghai")
    assert (mail.categories, hook.categories) == ((), ("fees", "notice"))


def test_an_operators_rules_may_name_the_shipped_groups(whole: Settings) -> None:
    links, words = whole.significance.rules
    assert (links.on, links.severity) == ({"link"}, Severity.NONE)
    assert {"warranty", "fees", "arbitration"} <= words.categories
    assert whole.significance.jurisdictions == ("eu",)


def test_an_empty_file_has_the_documented_defaults(write: Write) -> None:
    path = write("")
    settings = load(path)
    assert settings.data_dir == path.parent / "snapshots"
    assert settings.base_url == "http://127.0.0.1:8321"
    assert (settings.schedule.every, settings.schedule.jitter) == (timedelta(hours=6), timedelta(minutes=5))
    assert (settings.fetch.max_bytes, settings.fetch.confirm_after) == (20_000_000, timedelta(minutes=10))
    assert settings.smtp is None
    assert settings.agreements == ()


def test_links_lead_to_the_web_pages_where_no_base_url_is_given(write: Write) -> None:
    assert load(write('[web]\nhost = "::1"\nport = 9000')).base_url == "http://[::1]:9000"


def test_relative_paths_are_relative_to_the_file(write: Write) -> None:
    path = write('[watcher]\ndata_dir = "kept"\n[fetch]\nca_file = "own.pem"')
    (path.parent / "own.pem").write_text("-")
    settings = load(path)
    assert settings.data_dir == path.parent / "kept"
    assert settings.fetch.ca_file == path.parent / "own.pem"


def test_a_byte_order_mark_is_no_part_of_the_file(write: Write) -> None:
    path = write("")
    path.write_bytes(b"\xef\xbb\xbf[web]\r\nport = 9000\r\n")
    assert load(path).web.port == 9000


def test_the_shipped_configuration_watches_the_five_agreements() -> None:
    settings = load(Path(__file__).parents[2] / "config.toml", environ={})
    assert [agreement.id for agreement in settings.agreements] == [
        "weixinhost-service",
        "weixin-open-platform-developer",
        "weixin-mini-program",
        "jt2x-terms",
        "wecom-license",
    ]
    assert settings.agreements[1].cut.select == ("#en_US_tpl",)
    assert settings.subscribers == ()


def test_loading_does_not_ask_for_secrets(write: Write) -> None:
    assert load(write(WHOLE), environ={}).subscribers[1].secret_env == "TICKETS_SECRET"
