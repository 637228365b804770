"""Every reason of ours can be said in Chinese; what the agreement itself says stays in its own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.sentence import Sentence
from watcher.locale import locale
from watcher.significance import assess, read_rules

Assess = Callable[..., Assessment]
CHINESE = locale("zh")

REASONS = [
    (
        "Harbour may adjust the fees and will announce this 10 working days in advance.",
        "Harbour may adjust the fees and will announce this 5 working days in advance.",
        "通知期缩短：由 10 变为 5 个工作日",
    ),
    (
        "Harbour may adjust the fees and will announce this 10 working days in advance.",
        "Harbour may adjust the fees.",
        "变更费用不再需要公告",
    ),
    ("Logs are kept for 1 year.", "Logs are kept for 6 months.", "保存期间变更：由 1 年 变为 6 个月"),
    ("The keeper may close accounts.", "The keeper may not close accounts.", "“may”改为“may not”"),
    ("The lamp burns 3 hours.", "The lamp burns 2 hours.", "期间缩短：由 3 变为 2 小时"),
    ("The lamp burns 3 hours.", "The lamp burns.", "不再载明期间：3 小时"),
    ("A trial ends.", "A trial of 7 days ends.", "新载明试用期间：7 天"),
    ("The uptime is 99.9%.", "The uptime is 99%.", "可用性百分比变更：由 99.9% 变为 99%"),
    ("The tide rises 3% a day.", "The tide rises 4% a day.", "百分比变更：由 3% 变为 4%"),
    ("Guests pay for damage.", "Disputes are settled by binding arbitration.", "新增涉及仲裁的内容"),
    (None, "Each ticket costs a fee of USD 5.", "新载明费用：USD 5"),
    (None, "The crew wears blue.", "新增了一条条款"),
    ("The crew wears blue.", None, "删除了一条条款"),
    ("Tickets are valid on Sunday.", "Tickets are not valid on Sunday.", "加入否定词：“"),
]


@pytest.mark.parametrize(("old", "new", "reason"), REASONS)
def test_a_reason_in_chinese(assessed: Assess, old: str | None, new: str | None, reason: str) -> None:
    said = [CHINESE.say(one) for one in assessed(old, new).reasons]
    assert any(one.startswith(reason) for one in said), said


@pytest.mark.parametrize(("old", "new", "reason"), REASONS)
def test_every_reason_of_ours_keeps_its_template(
    assessed: Assess, old: str | None, new: str | None, reason: str
) -> None:
    for said in assessed(old, new).reasons:
        assert isinstance(said, Sentence), said
        assert CHINESE.gettext(said.template) != said.template or said.template == "{new}"


def test_the_english_article_follows_the_word(assessed: Assess) -> None:
    told = assessed("Idle berths are freed after an inactivity of 9 months.", "Idle berths are freed.").reasons
    assert "an inactivity period of 9 months is no longer stated" in told
    assert "不再载明闲置期间：9 个月" in map(CHINESE.say, told)


def test_a_moved_clause_is_told_by_where_it_stands() -> None:
    def tree(label: str) -> ClauseTree:
        above = Clause(id="p", label=label, path=(label,), level=1, parent=0)
        own = Clause(id="c", path=(label, ""), level=2, text="The crew wears blue.", parent=1)
        return ClauseTree(clauses=(Clause(id="t", heading="Ferry Terms"), above, own))

    old, new = tree("3"), tree("7")
    change = Change(id="x", kind=ChangeKind.MOVED, old=old.clauses[-1:], new=new.clauses[-1:])
    [reason] = assess(Comparison(changes=(change,)), old, new).changes[0].assessment.reasons
    assert reason == "moved from under 3 to under 7"
    assert CHINESE.say(reason) == "移动：由 3 项下 变为 7 项下"


def test_a_rule_of_ones_own_is_told_as_it_is_written(assessed: Assess) -> None:
    own = read_rules({"rule": [{"on": "duration", "severity": "low", "reason": "look at {from_to}, {a_role} one"}]})
    [reason, *_] = assessed("Logs are kept for 9 days.", "Logs are kept for 3 days.", overrides=own).reasons
    assert reason == CHINESE.say(reason) == "look at from 9 to 3 days, a retention one"
    assert own[0].severity is Severity.LOW


def test_a_date_that_names_no_day_is_told_so_in_chinese(assessed: Assess) -> None:
    placeholder = assessed("更新日期：2026年3月1日", "更新日期：XXXX年XX月XX日").reasons
    relative = assessed("Last updated: 1 March 2026", "Last updated: today").reasons
    said = [CHINESE.say(reason) for reason in (*placeholder, *relative)]
    assert "XXXX年XX月XX日（占位，未填日期）" in said[0]
    assert "（相对日期）" in said[1]
