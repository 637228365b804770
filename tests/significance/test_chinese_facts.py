"""One edit in a sentence in Chinese, and the first reason that a reader is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment
from watcher.significance.amounts import money, percentages
from watcher.significance.durations import durations

Assess = Callable[..., Assessment]

TOLD = [
    (
        "平台调整佣金前应提前十五个自然日公示。",
        "平台调整佣金前应提前十五个工作日公示。",
        "notice lengthened from 15 days to 15 working days",
    ),
    ("商家须在二十四小时内回复。", "商家须在四十八小时内回复。", "response period lengthened from 24 to 48 hours"),
    ("日志最长保留180天。", "日志最长保留十二个月。", "retention changed from 180 days to 12 months"),
    ("客户应于收到发票后三十日内付款。", "客户应于收到发票后十日内付款。", "time for payment shortened"),
    ("合同总价为人民币捌拾万元整。", "合同总价为人民币玖拾万元整。", "fee changed from CNY 800,000 to CNY 900,000"),
    ("會員費為新臺幣三萬元。", "會員費為新臺幣二萬元。", "fee changed from TWD 30,000 to TWD 20,000"),
    (
        "會員應於三個工作天內付款。",
        "會員應於三個曆日內付款。",
        "time for payment shortened from 3 working days to 3 days",
    ),
    ("会员费每年1,280元。", "会员费每年1,580元。", "fee changed from CNY 1,280 to CNY 1,580"),
    ("开发者可获得广告收入的七成。", "开发者可获得广告收入的六成。", "share percentage changed from 70% to 60%"),
    ("每日按千分之一支付违约金。", "每日按千分之三支付违约金。", "penalty changed from 0.1% to 0.3%"),
    (
        "平台的赔偿责任以五百元为上限。",
        "平台的赔偿责任以一百元为上限。",
        "limit of liability lowered from CNY 500 to CNY 100",
    ),
    ("本协议自2025年3月1日起施行。", "本协议自2025年6月1日起施行。", "effective date changed"),
    ("平台可以公开名单。", "平台应当公开名单。", "'可以' became '应当'"),
    ("平台得将货物交给代理人。", "平台应将货物交给代理人。", "'得' became '应'"),
    ("卖家应提供说明书。", "卖家无须提供说明书。", "'应' became '无须'"),
    ("任何一方均可解除合同。", "任何一方均不可解除合同。", "'可' became '不可'"),
    ("商家有权自行定价。", "商家无权自行定价。", "'有权' became '无权'"),
    ("本条款适用于企业用户。", "本条款不适用于企业用户。", "a negation was put in"),
    ("违规行为包括但不限于刷单。", "违规行为包括刷单。", "no longer says '包括但不限于'"),
    ("授权为非独占的使用许可。", "授权为独占的使用许可。", "no longer says '非独占'"),
    ("平台可调整排序规则。", "平台可自行决定调整排序规则。", "now says '自行决定'"),
    ("维修费由平台承担。", "维修费由商家承担。", "another party: '平台' became '商家'"),
    ("未经书面许可，不得转载。", "不得转载。", "an exception was dropped: '未经书面许可'"),
    ("除法律另有规定外，押金不予退还。", "押金不予退还。", "an exception was dropped"),
    ("本平台得終止服務。", "本平台不得終止服務。", "'得' became '不得'"),
    ("新規則將提前三十日公告。", "新規則將提前十日公告。", "notice shortened from 30 to 10 days"),
    (
        "使用者應於七個工作日內付款。",
        "使用者應於三個工作日內付款。",
        "time for payment shortened from 7 to 3 working days",
    ),
]


@pytest.mark.parametrize(("old", "new", "first"), TOLD)
def test_an_edit_in_chinese_is_told_as_what_it_is(assessed: Assess, old: str, new: str, first: str) -> None:
    reasons = [str(each) for each in assessed(old, new).reasons]
    assert reasons[0].startswith(first), reasons


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("年费壹仟贰佰元整", "CNY 1,200"),
        ("每年1,280元", "CNY 1,280"),
        ("每年1，280元", "CNY 1,280"),
        ("押金十二万元", "CNY 120,000"),
        ("收取2万元的定金", "CNY 20,000"),
    ],
)
def test_sums_in_chinese(text: str, shown: str) -> None:
    assert [each.shown for each in money(text)] == [shown]


def test_a_tenth_is_no_part_of_a_longer_word() -> None:
    assert [each.shown for each in percentages("收入的七成归作者，三成员到场，一成不变。")] == ["70%", "10%"]


def test_the_noun_for_a_permission_permits_nothing(assessed: Assess) -> None:
    reasons = [str(each) for each in assessed("未经许可，不得转载。", "经许可，得转载。").reasons]
    assert not any("'可'" in each for each in reasons), reasons


@pytest.mark.parametrize(
    ("text", "shown"), [("二十四小时", "24 hours"), ("两个自然月", "2 months"), ("三周", "3 weeks")]
)
def test_periods_in_chinese(text: str, shown: str) -> None:
    assert [each.shown for each in durations(f"应在{text}内答复。")] == [shown]
