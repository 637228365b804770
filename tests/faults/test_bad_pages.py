"""Pages and servers that misbehave: the message says what, the other agreement is checked, the next check is right."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from faults.installation import Ended, FaultySite, Installation, terms

from watcher.testing.receivers import MailCatcher, WebhookReceiver
from watcher.testing.site import GARBAGE, HANG_UP, PageAnswer, SampleSite, redirect, status

HTML = ("Content-Type", "text/html; charset=utf-8")
BOMB = gzip.compress(gzip.compress(b"\0" * 60_000_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a server does, and words of the message that it must lead to."""

    name: str
    answer: PageAnswer
    said: tuple[str, ...]
    outcome: str = "failed"


FAULTS = [
    Fault(name="loops", answer=redirect("/terms"), said=("redirect",)),
    Fault(
        name="too-large",
        answer=PageAnswer(headers=(HTML,), body=b"x" * 300_000, promised=200_000_000),
        said=("1000000", "fetch.max_bytes"),
    ),
    Fault(
        name="a-gzip-bomb",
        answer=PageAnswer(headers=(HTML, ("Content-Encoding", "gzip, gzip")), body=BOMB),
        said=("fetch.max_bytes",),
    ),
    Fault(
        name="a-lying-length",
        answer=PageAnswer(headers=(HTML,), body=terms(), promised=100_000),
        said=("cut short",),
    ),
    Fault(name="hangs-up", answer=HANG_UP, said=("connection",)),
    Fault(name="never-answers", answer=PageAnswer(pause=60.0), said=("1 s",)),
    Fault(
        name="a-byte-now-and-then",
        answer=PageAnswer(headers=(HTML,), body=terms(), drip=0.5),
        said=("1 s",),
    ),
    Fault(name="an-empty-body", answer=PageAnswer(headers=(HTML,)), said=("empty",)),
    Fault(name="binary-data", answer=GARBAGE, said=()),
    Fault(name="404", answer=status(404), said=("404",)),
    Fault(name="a-server-in-trouble", answer=status(500), said=("500",)),
    Fault(
        name="a-challenge",
        answer=PageAnswer(
            headers=(HTML,),
            body=b"<title>Just a moment...</title><h1>Checking your browser</h1><p>Enable JavaScript and cookies.</p>",
        ),
        said=(),
        outcome="quarantined",
    ),
    Fault(
        name="to-the-clouds-metadata",
        answer=redirect("http://169.254.169.254/latest/meta-data/"),
        said=("169.254.169.254",),
    ),
    Fault(name="to-a-file", answer=redirect("file:///etc/passwd"), said=("file",)),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One installation that watches a page for each fault, each on a host of its own, and what its checks said."""

    house: Installation
    during: Ended
    outcomes: dict[str, str]
    said: dict[str, str]
    status: dict[str, dict[str, Any]]
    after: dict[str, str]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    with ExitStack() as servers:
        good = servers.enter_context(FaultySite(validators=False))
        house = Installation(
            tmp_path_factory.mktemp("campaign"),
            good,
            servers.enter_context(MailCatcher()),
            servers.enter_context(WebhookReceiver()),
        )
        sites = {}
        for number, fault in enumerate(FAULTS, 10):
            site = servers.enter_context(FaultySite(host=f"127.0.0.{number}", validators=False))
            sites[fault.name] = site
            site.put("/terms", terms())
            house.watch(**{fault.name: f"{site.url}/terms"})
        house.config["fetch"] |= {"max_bytes": "1MB", "timeout": "1s", "allow_hosts": ["127.0.0.0/24"]}
        house.check()
        for fault in FAULTS:
            sites[fault.name].put("/terms", terms(5))
            sites[fault.name].faults["/terms"] = fault.answer
        good.put("/terms", terms(7))
        during = house.run("check", "--json")
        status = house.status()
        for site in sites.values():
            site.faults.clear()
        checks = [line for line in during.lines() if "agreement" in line]
        yield Campaign(
            house=house,
            during=during,
            outcomes={line["agreement"]: line["outcome"] for line in checks},
            said={line["agreement"]: line["reason"] for line in checks},
            status=status,
            after=house.check(),
        )


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_of_a_page_is_told_and_the_next_check_is_right(campaign: Campaign, fault: Fault) -> None:
    assert campaign.outcomes[fault.name] == fault.outcome
    said = campaign.said[fault.name]
    assert said
    assert all(words in said for words in fault.said), said
    standing = campaign.status[fault.name]
    assert standing["versions"] == 1
    assert standing["reason"] == said
    assert standing["failing_since"] or standing["quarantined_since"]
    assert campaign.after[fault.name] == "changed"
    with campaign.house.store() as store:
        assert len(store.versions(fault.name)) == 2
        assert [str(event.type) for event in store.events(fault.name)] == ["terms.changed"]


def test_faults_of_pages_touch_no_other_agreement(campaign: Campaign) -> None:
    assert campaign.during.code == 3
    assert "Traceback" not in campaign.during.err
    assert campaign.outcomes["terms"] == "changed"
    assert campaign.after["terms"] == "same"


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_a_redirect_to_this_machine_under_another_name_is_not_followed(house: Installation, host: str) -> None:
    with SampleSite(host="127.0.0.2") as public, SampleSite() as internal:
        internal.put("/admin", terms())
        public.script("/terms", redirect(f"http://{host}:{internal.port}/admin"))
        house.config["fetch"]["allow_hosts"] = ["127.0.0.2"]
        house.config["agreements"] = [house.agreement("terms", f"{public.url}/terms")]
        ended = house.run("check")
        assert ended.code == 3
        assert "failed terms" in ended.said
        assert internal.requests == []


@pytest.mark.parametrize(
    ("url", "said"),
    [("http://no-such-host.invalid/terms", "does not resolve"), ("http://127.0.0.1:9/terms", "refused")],
)
def test_a_host_that_is_not_there_is_told_and_the_others_are_checked(house: Installation, url: str, said: str) -> None:
    house.watch(gone=url)
    ended = house.run("check")
    assert ended.code == 3
    assert "first terms" in ended.said
    assert said in ended.said


def test_a_page_in_another_charset_than_it_says_is_read_right(house: Installation) -> None:
    body = terms(10, "我们将提前十个工作日公告费用的变更（€ 与 镕 均须保留）。").decode()
    for number, (declared, written) in enumerate([("gb2312", "utf-8"), ("utf-8", "gb18030"), ("gb2312", "gb18030")]):
        header = ("Content-Type", f"text/html; charset={declared}")
        house.site.faults["/terms"] = PageAnswer(headers=(header,), body=body.encode(written))
        assert house.check() == {"terms": "same" if number else "first"}
    assert "（€ 与 镕 均须保留）" in house.run("show", "terms").out


def test_one_agreement_that_fails_beside_fifty_good_ones_stays_alone(house: Installation) -> None:
    for number in range(50):
        house.site.put(f"/good-{number}", terms())
        house.watch(**{f"good-{number}": f"{house.site.url}/good-{number}"})
    house.site.script("/terms", status(410))
    ended = house.run("check", "--json")
    assert ended.code == 3
    outcomes = [line["outcome"] for line in ended.lines()]
    assert sorted(outcomes) == ["failed"] + ["first"] * 50
