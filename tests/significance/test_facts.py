from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.clause import Clause, ClauseTree
from watcher.significance.facts import readings
from watcher.significance.languages import prevailing


def read(text: str) -> list[tuple[str, str, str]]:
    return [(each.type.value, each.role, each.shown) for each in readings(text)]


@pytest.mark.parametrize(
    ("text", "role", "shown"),
    [
        ("We tell you 10 working days in advance.", "notice", "10 working days"),
        ("Logs are kept for ninety (90) days.", "retention", "90 days"),
        ("The invoice is due within thirty days.", "payment", "30 days"),
        ("Within 10 days after receiving the notice, pay the invoice.", "payment", "10 days"),
        ("You have 5 business days to cure the breach.", "cure", "5 working days"),
        ("A 24-hour notice is enough.", "notice", "24 hours"),
        ("Claims end one (1) year after the cause of action.", "claim", "1 year"),
        ("Accounts unused for twenty-four months are closed.", "inactivity", "24 months"),
        ("须提前十个工作日公告。", "notice", "10 working days"),
        ("日志保存不少于六个月。", "retention", "6 months"),
        ("信息的保存期限为16个月。", "retention", "16 months"),
        ("应在收到账单后15日内付款。", "payment", "15 days"),
        ("应在三十（30）天内改正。", "cure", "30 days"),
        ("两周内答复申诉。", "response", "2 weeks"),
    ],
)
def test_a_duration_has_a_unit_and_a_role(text: str, role: str, shown: str) -> None:
    assert read(text) == [("duration", role, shown)]


@pytest.mark.parametrize("text", ["第三年", "统一日期", "每一天都开放", "年龄", "He is 18 years old"])
def test_what_only_sounds_like_a_duration_is_none(text: str) -> None:
    assert not [each for each in read(text) if each[0] == "duration"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a fee of US$1,000.50", ("money", "fee", "USD 1,000.5")),
        ("a fee of RMB 5 million", ("money", "fee", "CNY 5,000,000")),
        ("a fee of 500 000 €", ("money", "fee", "EUR 500,000")),
        ("a fee of 87\u00a0122\u00a0439,88 €", ("money", "fee", "EUR 87,122,439.88")),
        ("a fee of CHF 10'000.50", ("money", "fee", "CHF 10,000.5")),
        ("费用为人民币十万元", ("money", "fee", "CNY 100,000")),
        ("费用每次500元", ("money", "fee", "CNY 500")),
        ("liability up to €200", ("money", "cap", "EUR 200")),
        ("押金HK$300", ("money", "deposit", "HKD 300")),
        ("interest of 2,5 %", ("percentage", "interest", "2.5%")),
        ("interest of 0.05%", ("percentage", "interest", "0.05%")),
        ("利率为百分之五", ("percentage", "interest", "5%")),
        ("利率为万分之五", ("percentage", "interest", "0.05%")),
        ("under the age of 18", ("number", "age", "18")),
        ("sixteen years old", ("number", "age", "16")),
        ("年满十八周岁", ("number", "age", "18")),
        ("Effective date: May 1st, 2024", ("date", "effective", "2024-05-01")),
        ("Last updated 3 March 2023", ("date", "updated", "2023-03-03")),
        ("二〇二四年五月一日起施行", ("date", "effective", "2024-05-01")),
        ("更新日期：2024年5月", ("date", "updated", "2024-05")),
        ("Effective 2024/5/1", ("date", "effective", "2024-05-01")),
        ("XXXX年XX月XX日生效", ("date", "effective", "XXXX年XX月XX日 (placeholder)")),
        ("Last updated today", ("date", "updated", "Last updated today (relative)")),
    ],
)
def test_amounts_and_dates_are_read_with_their_roles(text: str, expected: tuple[str, str, str]) -> None:
    assert read(text) == [expected]


def test_numbers_that_name_a_clause_are_no_facts() -> None:
    assert read("See clause 7, Article 12, 3.2.1, (4) and 第5条.") == []


@given(st.text(alphabet="0123456789 ,.年月日天元$%一二十百千万亿个dayshortenfifty(-)", max_size=60))
def test_any_text_is_read_within_its_bounds(text: str) -> None:
    for each in readings(text):
        assert 0 <= each.start < each.end <= len(text)
        assert each.shown


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("If the English and Chinese versions differ, the Chinese version shall prevail.", "zh"),
        ("The English version prevails over any translation into French.", "en"),
        ("中英文版本不一致的，以英文版本为准。", "en"),
        ("The contract is subject to the Chinese version.", "zh"),
        ("The Chinese version is for reference only.", ""),
        ("In a conflict, clause 3 prevails.", ""),
    ],
)
def test_the_prevailing_language_is_what_the_agreement_says(text: str, language: str) -> None:
    assert prevailing(ClauseTree(clauses=(Clause(id="c", text=text),))) == language
