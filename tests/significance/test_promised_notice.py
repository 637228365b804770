"""A promise to tell somebody of a change beforehand is notice, whatever words it is made in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment
from watcher.domain.clause import Clause, ClauseTree
from watcher.significance.notice import promises

Assess = Callable[..., Assessment]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "We may change these rules and will tell you by mail at least 30 days before a change takes effect.",
            "We may change these rules and will tell you by mail at least 7 days before a change takes effect.",
        ),
        (
            "We will let you know 30 days before we change the fees.",
            "We will let you know 7 days before we change the fees.",
        ),
        ("本会可能修改本协议，并在变更生效前三十日告知会员。", "本会可能修改本协议，并在变更生效前七日告知会员。"),
        (
            "本会可能修改本协议，修改后的协议将于公布三十日后生效。",
            "本会可能修改本协议，修改后的协议将于公布七日后生效。",
        ),
    ],
)
def test_telling_somebody_beforehand_is_notice_and_its_shortening_high(assessed: Assess, old: str, new: str) -> None:
    told = assessed(old, new)
    assert told.severity == "high"
    assert "notice" in told.categories
    assert told.reasons == ("notice shortened from 30 to 7 days",)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("We may change these rules and will tell you by mail at least 30 days before a change takes effect.", [30]),
        ("We will let you know in writing one month before new prices apply.", [30]),
        ("本会可能修改本协议，并在变更生效前三十日告知会员。", [30]),
        ("本会可能修改本协议，修改后的协议将于公布七日后生效。", [7]),
        ("We tell you two days before your parcel arrives.", []),
        ("包裹到达前两日，我们会告知您。", []),
    ],
)
def test_the_notice_clock_reads_such_a_promise(text: str, days: list[float]) -> None:
    tree = ClauseTree(clauses=(Clause(id="t", heading="Rules"), Clause(id="c", label="1", text=text)), title="Rules")
    assert [promise.days for promise in promises(tree)] == days


def test_notice_that_is_no_longer_given_is_told(assessed: Assess) -> None:
    told = assessed("We will let you know one month before new prices apply.", "New prices apply at once.")
    assert told.severity == "high"
    assert {"no longer needs notice", "a notice period of 1 month is no longer stated"} <= set(told.reasons)


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        (
            "You contract with Harbour Rowing Ltd of Cork.",
            "You contract with Harbour Holdings Inc. of Boston.",
            "Harbour Rowing Ltd",
            "Harbour Holdings Inc",
        ),
        (
            "These terms are an agreement between you and Harbour Rowing Ltd.",
            "These terms are an agreement between you and Harbour Holdings Inc.",
            "Harbour Rowing Ltd",
            "Harbour Holdings Inc",
        ),
        (
            "本协议由您与宁波白帆网络有限公司订立。",
            "本协议由您与厦门白帆数据有限公司订立。",
            "宁波白帆网络有限公司",
            "厦门白帆数据有限公司",
        ),
        (
            "您与宁波白帆网络有限公司签订本协议。",
            "您与厦门白帆数据有限公司签订本协议。",
            "宁波白帆网络有限公司",
            "厦门白帆数据有限公司",
        ),
        (
            "本协议由宁波白帆网络有限公司与您签订。",
            "本协议由厦门白帆数据有限公司与您签订。",
            "宁波白帆网络有限公司",
            "厦门白帆数据有限公司",
        ),
    ],
)
def test_another_company_to_contract_with_is_told(assessed: Assess, old: str, new: str, was: str, now: str) -> None:
    told = assessed(old, new)
    assert told.severity == "high"
    assert told.reasons == (f"the company that the agreement is with changed from {was} to {now}",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Oars are made by Harbour Rowing Ltd.", "Oars are made by Harbour Holdings Inc."),
        ("船桨由宁波白帆网络有限公司制造。", "船桨由厦门白帆数据有限公司制造。"),
        ("与您的船位有关的事务由宁波白帆网络有限公司办理。", "与您的船位有关的事务由厦门白帆数据有限公司办理。"),
    ],
)
def test_a_company_that_does_something_else_is_no_party(assessed: Assess, old: str, new: str) -> None:
    assert "contracting_party" not in {fact.role for fact in assessed(old, new).facts}
