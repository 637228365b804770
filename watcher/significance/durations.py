"""Durations: how long, in calendar or working days, and about what.

"90 days" in "Logs are kept for 90 days" and in "by notice of 90 days"         the same number, not the same fact
retention 90 days · notice 90 days
"""

from __future__ import annotations

import re
from itertools import islice

from watcher.domain.assessment import FactType
from watcher.significance.numerals import (
    DIGITS,
    ENGLISH_WORDS,
    FRENCH_AND_GERMAN_WORDS,
    HAN_WORDS,
    NUMBERS_BEGIN,
    plain,
    value_of,
)
from watcher.significance.reading import MOST, Reading, role, role_of
from watcher.significance.sentences import sentence_around
from watcher.significance.terms import HAN

ROLES = (
    role(
        "notice",
        (
            "notice | notices | notify | notif* | announce* | in advance | prior to | prior | inform | informed "
            "| tell you | tells you | let you know | lets you know | email you | e-mail you | write to you "
            "| préavis | notifi* | avis | à l'avance | informer* | Ankündigung* | Mitteilung* | mitteilen "
            "| im Voraus | 提前 | 通知 | 公告 | 公示 | 告知 | 预先 | 事先 "
            "| 告诉 | 公布"
        ),
    ),
    role(
        "cure",
        (
            "cure | cures | cured | remedy | remedied | rectif* | correct the | make good | 改正 | 整改 "
            "| 纠正 | 补救 | 更正"
        ),
    ),
    role(
        "payment",
        (
            "pay | pays | paid | payment | payments | payable | invoice | invoices | invoiced | due | settle "
            "| settled | overdue | paiement* | payer | payable* | facture* | Zahlung* | zahlbar | Rechnung* | fällig "
            "| 支付 | 付款 | 结算 | 缴纳 | 交付费用 | 付清 | 汇款"
        ),
    ),
    role(
        "withdrawal",
        "rétract* | Widerruf* | widerrufen | cooling-off | withdraw from the contract | right of withdrawal",
    ),
    role(
        "refund", "rembours* | Erstattung* | erstatten | refund | refunds | refunded | money back | 退款 | 退还 | 退费"
    ),
    role(
        "retention",
        (
            "retain* | retention | keep | kept | keeps | store | stored | stores | storage | preserve* | log "
            "| conserv* | Aufbewahr* | aufbewahrt | speicher* | gespeichert | gelöscht | supprim* | logs | record "
            "| records | backup* | delete* | deletion | erase* | archive* | 保存 | 保留 | 留存 | 存储 | 日志"
            " | 删除 | 备份 | 记录"
        ),
    ),
    role(
        "response",
        (
            "respond | response | reply | answer | object | objection | appeal | complaint | dispute the "
            "| reject | feedback | 答复 | 回复 | 异议 | 申诉 | 反馈 | 处理完"
        ),
    ),
    role(
        "claim",
        ("cause of action | claim | claims | bring an action | lawsuit | limitation period | 起诉 | 诉讼时效 | 索赔"),
    ),
    role("trial", "trial | période d'essai | Probezeit | free period | 试用 | 免费期"),
    role("warranty", "warranty period | warrant* | 质保 | 保修"),
    role("inactivity", "inactive | inactivity | not log* in | not logged in | unused | idle | 未登录 | 未使用 | 闲置"),
    role("renewal", "renew | renews | renewed | renewal | extend* | 续期 | 续费 | 续订 | 续约 | 延长 | 顺延"),
    role("suspension", "suspend* | suspension | downtime | interrupt* | 中断 | 暂停 | 中止 | 停机"),
    role("termination", "résili* | Kündigung* | kündigen | gekündigt | terminat* | expir* | 终止 | 解除 | 届满 | 期满"),
    role(
        "term",
        "term of | valid for | validity | initial term | in force | 有效期 | 合同期限 | 协议期限 | 服务期限 | 合同期",
    ),
    role("cap", "liability | aggregate | 赔偿 | 责任"),
)
"""In the order in which they win at the same distance."""

_UNITS = (
    # name, English, Chinese, days
    (
        "working day",
        r"(?:working|business|work|banking|trading)[\s-]+days?|jours\s+ouvr(?:é|able)s?|(?:Werk|Arbeits|Bank)tage?n?",
        r"个?(?:工作[日天]|营业[日天]|交易日)",
        1.4,
    ),
    (
        "day",
        r"(?:(?:calendar|natural|consecutive)[\s-]+)?days?|jours?(?:\s+(?:calendaires|francs))?|(?:Kalender)?tage?n?",
        r"(?:个?自然日|个?日?历[日天]|天|个?日)",
        1.0,
    ),
    ("hour", r"(?:hours?|hrs?|heures?|stunden?)", r"个?小时", 1 / 24),
    ("minute", r"minuten?s?", r"分钟", 1 / 1440),
    ("second", r"seconds?", r"秒", 1 / 86400),
    ("week", r"weeks?|semaines?|wochen?", r"个?(?:星期|周(?![岁期年围边]))", 7.0),
    ("month", r"(?:calendar[\s-]+)?months?|mois|(?:Kalender)?monate?n?s?", r"个(?:自然)?月", 30.0),
    # 年 alone also stands in 年龄 (age), 年满 (having reached the age of), 年费 (a fee for a year), 年度, 年级.
    ("year", r"years?|ans?|années?|jahre?n?s?", r"年(?![龄满费度级代利])", 365.0),
)
_DAYS = {name: days for name, _, _, days in _UNITS}
# A month has no fixed number of days, a working day none of hours: these are not measured in one another.
_MEASURED = {
    "second": (1, "second"), "minute": (60, "second"), "hour": (3600, "second"), "day": (86400, "second"),
    "week": (7 * 86400, "second"), "month": (1, "month"), "year": (12, "month"), "working day": (1, "working day"),
}  # fmt: skip

_ENGLISH = re.compile(
    # Nothing but speed: most characters begin no number, and are not tried as one.
    rf"(?=\d|\b[{NUMBERS_BEGIN}])(?P<number>{ENGLISH_WORDS}|{FRENCH_AND_GERMAN_WORDS}|{DIGITS})(?:\s*\((?P<again>\d{{1,6}})\))?[\s-]+(?:full\s+|clear\s+)?"
    rf"(?P<unit>{'|'.join(f'(?:{english})' for _, english, _, _ in _UNITS)})\b",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"day|week|month|year|hour|hrs?\b|minute|second|jour|semaine|mois|\bans?\b|année|heure|tag|woche|monat|jahr|stunde",
    re.IGNORECASE,
)
"""A unit, without which no duration in Latin letters stands in a text."""
# 统一日期, 每一天, 第三年: "one day" inside another word, every day, and the third year are no durations.
_CHINESE = re.compile(
    rf"(?<![第每统同唯任逐某另0-9.〇零一二两三四五六七八九十百千万])(?P<number>\d{{1,6}}|{HAN_WORDS})\s*(?:[（(]\d{{1,6}}[)）])?\s*"
    rf"(?P<unit>{'|'.join(chinese for _, _, chinese, _ in _UNITS)})"
)
# "18 years old", "the age of 18 years": an age, which is read as a number.
_AGE = re.compile(r"\s+(?:old|of\s+age)\b", re.IGNORECASE)


_LIMITED = re.compile(
    r"\bliab|\bnot exceed\b|\blimited to\b|\bin excess of\b|赔偿|责任|不超过|为限|上限", re.IGNORECASE
)
_OVER = re.compile(
    r"\b(?:fees?|amounts?|sums?|charges?)\b[^.;]{0,60}\b(?:paid|payable|received)\b|支付的|已付|所付|收取的",
    re.IGNORECASE,
)


def durations(text: str) -> list[Reading]:
    """Every duration in a text, in order, with its role, its unit and its size in days."""
    latin = islice(_ENGLISH.finditer(text), MOST) if _LIKELY.search(text) else ()
    found = [_reading(text, match, latin=True) for match in latin]
    han = islice(_CHINESE.finditer(text), MOST) if HAN.search(text) else ()
    found += [_reading(text, match, latin=False) for match in han]
    return sorted((each for each in found if each is not None), key=lambda each: each.start)


def shown(amount: float, unit: str) -> str:
    """``10 working days``, ``1 year``."""
    return f"{plain(amount)} {unit}{'' if amount == 1 else 's'}"


def _reading(text: str, match: re.Match[str], *, latin: bool) -> Reading | None:
    if latin and _AGE.match(text, match.end()):
        return None
    printed = match["again"] if latin and match["again"] else match["number"]
    unit = _unit(match["unit"], latin=latin)
    amount = value_of(printed)
    if not latin and unit == "year" and amount > 999:
        return None
    return Reading(
        type=FactType.DURATION,
        start=match.start(),
        end=match.end(),
        shown=shown(amount, unit),
        role="cap" if _counts_for_cap(text, match) else role_of(text, match.start(), match.end(), ROLES),
        size=amount * _DAYS[unit],
        scale="days",
        measure=_measure(amount, unit),
    )


def _measure(amount: float, unit: str) -> str:
    factor, smallest = _MEASURED[unit]
    return f"{plain(amount * factor)} {smallest}"


def _counts_for_cap(text: str, match: re.Match[str]) -> bool:
    """Whether a limit of liability is counted over this time: "shall not exceed the fees paid in the 12 months"."""
    low, high = sentence_around(text, match.start(), match.end())
    sentence = text[low:high]
    return bool(_LIMITED.search(sentence) and _OVER.search(sentence))


def _unit(printed: str, *, latin: bool) -> str:
    for name, english, chinese, _ in _UNITS:
        if re.fullmatch(english if latin else chinese, printed, re.IGNORECASE):
            return name
    raise ValueError(f"no unit: {printed!r}")
