"""Money, percentages and other numbers: how much, of what."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from watcher.domain.assessment import FactType
from watcher.significance.numerals import (
    COMMA_DECIMALS,
    CONTINENTAL,
    DIGITS,
    ENGLISH_WORDS,
    HAN_WORDS,
    amount_of,
    plain,
    value_of,
)
from watcher.significance.reading import MOST, Reading, role, role_of
from watcher.significance.sentences import sentence_around

ROLES = (
    role("cap", "liability | liable | aggregate | 责任"),
    role("limit", "not exceed | maximum | 上限 | 为限 | 不超过 | 最高"),
    role(
        "penalty",
        (
            "penalty | penalties | fine | liquidated damages | late fee | late payment | 违约金 | 罚款 | 滞纳金 "
            "| 支付违约金 | 支付滞纳金"
        ),
    ),
    role("refund", "refund | refunds | refunded | 退款 | 退还"),
    role("deposit", "deposit | deposits | security money | 保证金 | 押金"),
    role("interest", "interest | 利息 | 利率 | 支付利息"),
    role("tax", "tax | taxes | vat | 税 | 税率"),
    role("availability", "uptime | availability | available | 可用性 | 可用率"),
    role("share", "revenue | share of | commission | 分成 | 佣金 | 收入"),
    role(
        "fee",
        (
            "fee | fees | price | prices | pay | charge | charges | charged | subscription | cost | costs "
            "| 费用 | 服务费 | 价格 | 收费 | 支付 | 费 | 总价 | 价款 | 单价 | 报价 | 货款"
        ),
    ),
)
NUMBER_ROLES = (
    role("age", "age | ages | aged | years old | minor | minors | children | child | kids | 周岁 | 年满 | 岁"),
    role("copies", "copy | copies | 份"),
    role("users", "users | accounts | devices | seats | 用户 | 账号 | 设备"),
)

_CURRENCIES = (
    ("HKD", r"HK\$|HKD|港[币元]|Hong\s+Kong\s+dollars?"),
    ("TWD", r"NT\$|TWD|NTD|新?台币"),
    ("USD", r"US\$|USD|\$|美[元金]|U\.?S\.?\s+dollars?|dollars?"),
    ("CNY", r"RMB|CNY|CN¥|人民币|[¥￥]|yuan|元"),
    ("EUR", r"EUR|€|欧元|euros?"),
    ("GBP", r"GBP|£|英镑|pounds?(?:\s+sterling)?"),
    ("CHF", r"CHF|Swiss\s+francs?|瑞士法郎"),
    ("JPY", r"JPY|日元|yen"),
)
_CODE = "|".join(pattern for _, pattern in _CURRENCIES)
_ANY_CODE = re.compile(_CODE, re.IGNORECASE)
_MAGNITUDE = r"(?:\s*(?P<magnitude>million|billion|thousand|万|亿|千))?"
_AMOUNT = rf"(?P<amount>{CONTINENTAL}|{DIGITS}|{ENGLISH_WORDS}|{HAN_WORDS})"
_BEFORE = re.compile(rf"(?P<code>{_CODE})\s*{_AMOUNT}{_MAGNITUDE}(?:\s*[元圆整]{{1,2}})?", re.IGNORECASE)
_AFTER = re.compile(
    rf"{_AMOUNT}(?:\s*\((?:\d{{1,9}})\))?{_MAGNITUDE}\s*(?P<code>{_CODE})(?![A-Za-z])",
    re.IGNORECASE,
)
_MAGNITUDES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "千": 1e3, "万": 1e4, "亿": 1e8}

_PERCENT = re.compile(
    rf"(?:(?P<amount>{COMMA_DECIMALS}|{DIGITS}|{ENGLISH_WORDS})(?:\s*\(\d{{1,3}}%?\))?\s*(?P<sign>%|％|‰|per\s?cent\b|percent\b)"
    rf"|(?P<of>百|千|万)分之(?P<chinese>{HAN_WORDS}|\d{{1,5}}(?:\.\d{{1,4}})?)"
    # 七成 is 70 %; 成员, 成为 and the like are other words.
    r"|(?P<tenths>[一二两三四五六七八九])成(?![员为立果功熟交年人就本效绩品]))",
    re.IGNORECASE,
)
_LIKELY_PERCENT = re.compile(r"[%％‰]|cent|分之|[一二两三四五六七八九]成", re.IGNORECASE)
_AGE = re.compile(
    rf"(?:\bage[ds]?\s+(?:of\s+|is\s+)?(?P<english>{DIGITS}|{ENGLISH_WORDS})(?:\s+(?:and|to|or)\s+(?P<second>\d{{1,3}})\b)?"
    rf"|(?P<old>{DIGITS}|{ENGLISH_WORDS})(?:\s*\(\d{{1,3}}\))?[\s-]+years?[\s-]+(?:old|of\s+age)\b"
    rf"|(?P<chinese>\d{{1,3}}|{HAN_WORDS})\s*周?岁)",
    re.IGNORECASE,
)
_LIKELY_AGE = re.compile(r"\bage[ds]?\b|\byears?[\s-]+(?:old|of)\b|岁", re.IGNORECASE)
_NUMBER = re.compile(DIGITS)
# "A late fee on an invoice of 100 euros", 订单满100元免运费: what somebody buys is worth that, which nobody owes.
_WORTH = re.compile(
    r"(?:\b(?:invoices?|orders?|purchases?|claims?|sales?|transactions?|disputes?)\s+"
    r"(?:of|above|over|below|under|exceeding|worth|from)\s+(?:(?:up\s+to|more\s+than|less\s+than|at\s+least)\s+)?"
    r"|(?:订单|交易)(?:总?金?额)?[满超达](?:过|到)?)\Z",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:limited\s+to|(?:not|never)\s+exceeds?|in\s+excess\s+of|maximum|capped\s+at|no\s+more\s+than)\b|不超过|为限|上限|最高",
    re.IGNORECASE,
)
_LIABILITY = re.compile(r"\b(?:liab|compensat|damages)|责任|赔偿", re.IGNORECASE)
# "Clause 7", "Article 12", "Section 3", 第7条, "(2)", "v2", "ISO 27001", "P.O. Box 7": numbers that name something.
_NAMING = re.compile(
    r"(?:\b(?:clauses?|articles?|sections?|paragraphs?|items?|schedules?|annex|appendix|chapters?|part|no\.?|version|iso|rfc"
    r"|directive|regulation|box|suite|room|unit|floor|level|tel\.?|phone|fax)\s*|第|[(（\[§#/.:+-]|v"
    # "Sections 3 to 5", not "up to 5 boats".
    r"|\b(?:clauses?|articles?|sections?|paragraphs?|items?)\s+[\d.]{1,8}\s+(?:and|to|or)\s+)\Z",
    re.IGNORECASE,
)
# "05:41", "26/F", "21-07", "10-week": part of a time, of an address, of a name. A postcode begins with a zero.
_JOINED = re.compile(r"[:/-]\w|,\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b|版权所有)[^\n]{0,40}\Z", re.IGNORECASE)


def money(text: str) -> list[Reading]:
    """Every amount of money in a text, in order; ``scale`` is its currency (ISO 4217)."""
    found: list[Reading] = []
    if not _ANY_CODE.search(text):
        return found
    for pattern in (_BEFORE, _AFTER):
        for match in islice(pattern.finditer(text), MOST):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            amount = amount_of(match["amount"]) * _MAGNITUDES.get((match["magnitude"] or "").lower(), 1)
            currency = _currency(match["code"])
            found.append(
                Reading(
                    type=FactType.MONEY,
                    start=match.start(),
                    end=match.end(),
                    shown=f"{currency} {plain(amount)}",
                    role=_role(text, match),
                    size=amount,
                    scale=currency,
                )
            )
    return sorted(found, key=lambda each: each.start)


def percentages(text: str) -> list[Reading]:
    """Every percentage in a text, in order; per mille and 万分之 are told in percent."""
    found: list[Reading] = []
    if not _LIKELY_PERCENT.search(text):
        return found
    for match in islice(_PERCENT.finditer(text), MOST):
        if match["tenths"]:
            value = 10 * value_of(match["tenths"])
        elif match["of"]:
            value = value_of(match["chinese"]) * {"百": 1, "千": 0.1, "万": 0.01}[match["of"]]
        else:
            printed = match["amount"]
            decimals = re.fullmatch(COMMA_DECIMALS, printed) is not None
            value = value_of(printed.replace(",", ".") if decimals else printed) * (0.1 if match["sign"] == "‰" else 1)
        found.append(
            Reading(
                type=FactType.PERCENTAGE,
                start=match.start(),
                end=match.end(),
                shown=f"{plain(value)}%",
                role=_role(text, match),
                size=value,
                scale="percent",
            )
        )
    return found


def numbers(text: str, taken: list[Reading]) -> list[Reading]:
    """Ages, years, and every other number in digits that ``taken`` does not hold and that names nothing."""
    found = []
    for match in islice(_AGE.finditer(text), MOST) if _LIKELY_AGE.search(text) else ():
        named = (name for name in ("english", "second", "old", "chinese") if match[name])
        found += [_number(match.span(name), value_of(match[name]), "age") for name in named]
    for match in islice(_NUMBER.finditer(text), MOST):
        held = any(match.start() < other.end and other.start < match.end() for other in (*taken, *found))
        if held or _names(text, match):
            continue
        if _YEAR.fullmatch(match.group()):
            of = "copyright year" if _COPYRIGHT.search(text, max(0, match.start() - 60), match.start()) else "year"
            found.append(replace(_number(match.span(), value_of(match.group()), of), shown=match.group()))
        else:
            found.append(_number(match.span(), value_of(match.group()), role_of(text, *match.span(), NUMBER_ROLES)))
    return sorted(found, key=lambda each: each.start)


def _role(text: str, match: re.Match[str]) -> str:
    """What an amount is about: a limit caps liability only where its sentence speaks of that.

    "Our liability is limited to 500 euros or the fees paid in a year": the fees are only what the cap is measured by.
    """
    if _WORTH.search(text, max(0, match.start() - 50), match.start()):
        return ""
    found = role_of(text, match.start(), match.end(), ROLES)
    if found not in ("limit", "fee"):
        return found
    low, high = sentence_around(text, match.start(), match.end())
    limited = found == "limit" or _LIMITED.search(text, low, match.start())
    return "cap" if limited and _LIABILITY.search(text, low, match.start() if found == "fee" else high) else found


def _names(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a name: of a clause, a standard, a room, or part of a time or an address."""
    if match.group().startswith("0") and len(match.group()) > 1:
        return True
    named = _NAMING.search(text, max(0, match.start() - 30), match.start())
    return bool(named or _JOINED.match(text, match.end()))


def _number(extent: tuple[int, int], value: float, of: str) -> Reading:
    return Reading(
        type=FactType.NUMBER,
        start=extent[0],
        end=extent[1],
        shown=plain(value),
        role=of,
        size=value,
        scale="count",
    )


def _currency(printed: str) -> str:
    for name, pattern in _CURRENCIES:
        if re.fullmatch(pattern, printed, re.IGNORECASE):
            return name
    raise ValueError(f"no currency: {printed!r}")
