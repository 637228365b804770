"""Dates as agreements print them, and what they date.

1 May 2024 · May 1st, 2024 · 1er mai 2024 · 1. Mai 2024 · 2024-05-01 · 2024/5/1 · 31.5.2024 · 2024年5月1日 ·
二〇二四年五月一日; placeholders such as
XXXX年XX月XX日; relative ones such as "updated today", which say nothing a reader could hold against the publisher.
"""

from __future__ import annotations

import re
from itertools import islice

from watcher.domain.assessment import FactType
from watcher.domain.sentence import Sentence
from watcher.significance.numerals import value_of
from watcher.significance.reading import MOST, Reading, role, role_of

ROLES = (
    role(
        "updated",
        (
            "last updated | updated | last modified | last revised | revised | version date | published | posted "
            "| date of publication | mise à jour | mis à jour | modifié* | Stand | aktualisiert | 更新 | 修订 | 发布 "
            "| 公布 | 版本"
        ),
    ),
    role(
        "effective",
        (
            "effective | effect | in force | into force | applies from | apply from | commence* "
            "| en vigueur | à compter du | applicable* au | gültig ab | in Kraft | gilt ab | gelten ab "
            "| 生效 | 施行 | 实施 | 起执行"
        ),
    ),
    role("expiry", "expires | expiry | until | ends on | deadline | no later than | 截止 | 到期 | 届满"),
)

_MONTHS = (
    ("jan", "jän"), ("feb", "fév", "fev"), ("mar", "mär"), ("apr", "avr"), ("may", "mai"), ("jun", "juin"),
    ("jul", "juil"), ("aug", "août", "aout"), ("sep",), ("oct", "okt"), ("nov",), ("dec", "déc", "dez"),
)  # fmt: skip
"""How months begin in English, French and German."""
# "Feburary": a month that somebody wrote in a hurry.
_MONTH = (
    "jan(?:uary)?|feb(?:ruary|urary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|januar|jänner|februar|märz|juni|juli|oktober|dezember"
)
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+)?(?P<m1>{_MONTH})\.?,?\s+(?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)\s?[-/.]\s?(?P<m3>\d{1,2})\s?[-/.]\s?(?P<d3>\d{1,2})(?!\d)"
    r"|(?P<y4>(?:19|20)\d\d|[〇零一二三四五六七八九]{4})\s*年\s*(?P<m4>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    r"(?:\s*(?P<d4>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号])?"
    rf"|\b(?P<m5>{_MONTH})\.?,?\s+(?P<y5>\d{{4}})\b"
    r"|(?<![\d./])(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<y6>(?:19|20)\d\d)(?![\d/]|\.\d)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:[Xx×_＿*]{2,4}|\[\s?\])\s*年\s*(?:[Xx×_＿*]{1,2}|\[\s?\])\s*月(?:\s*(?:[Xx×_＿*]{1,2}|\[\s?\])\s*日)?"
    r"|\b[Xx]{4}[-/.][Xx]{2}[-/.][Xx]{2}\b|\b[Xx]{2,9}\s[Xx\d]{1,2},?\s(?:\d{4}|[Xx]{4})\b|\[(?:insert\s+)?date\]",
    re.IGNORECASE,
)
_ENDLESS = re.compile(r"until further notice", re.IGNORECASE)
"""Says that there is no last day; the ``until`` in it dates nothing."""
_LIKELY = re.compile(r"\d{4}|年")
"""A year, without which no date but a placeholder or a relative one stands in a text."""
_RELATIVE = re.compile(
    r"\b(?:last\s+)?(?:updated|revised|modified|effective)\s*:?\s+(?:today|yesterday|recently|this\s+(?:week|month|year))\b"
    r"|(?:今[天日]|昨[天日]|近日|本[周月])(?:更新|修订|生效)|更新于(?:今[天日]|昨[天日])",
    re.IGNORECASE,
)


PLACEHOLDER, RELATIVE = "(placeholder)", "(relative)"
"""How the shown form of a date ends that names no time."""


def dates(text: str) -> list[Reading]:
    """Every date in a text, in order, shown in ISO 8601; one that is no day of the calendar is shown as printed."""
    text = _ENDLESS.sub(lambda match: " " * len(match.group()), text)
    found = [_date(text, match) for match in islice(_DATE.finditer(text), MOST)] if _LIKELY.search(text) else []
    for pattern in (_PLACEHOLDER, _RELATIVE):
        for match in islice(pattern.finditer(text), MOST):
            of = role_of(text, match.start(), match.end(), ROLES)
            found.append(
                Reading(
                    type=FactType.DATE,
                    start=match.start(),
                    end=match.end(),
                    shown=_of_no_day(pattern, match.group().strip()),
                    role=of,
                )
            )
    return sorted(found, key=lambda each: each.start)


def _of_no_day(pattern: re.Pattern[str], printed: str) -> Sentence:
    if pattern is _PLACEHOLDER:
        return Sentence("{printed} (placeholder)", printed=printed)
    return Sentence("{printed} (relative)", printed=printed)


def _date(text: str, match: re.Match[str]) -> Reading:
    if match["mark"]:
        numbers = [int(match["y6"]), *_month_and_day(int(match["first"]), int(match["second"]), match["mark"])]
    else:
        year, month, day = _part(match, "y"), _part(match, "m"), _part(match, "d")
        numbers = [int(value_of(year)), _month(month), *([int(value_of(day))] if day else [])]
    real = len(numbers) > 1 and 1 <= numbers[1] <= 12 and (len(numbers) == 2 or 1 <= numbers[2] <= 31)
    return Reading(
        type=FactType.DATE,
        start=match.start(),
        end=match.end(),
        shown="-".join(f"{number:02}" for number in numbers) if real else match.group(),
        role=role_of(text, match.start(), match.end(), ROLES),
        size=sum(number * weight for number, weight in zip(numbers, (372, 31, 1), strict=False)) if real else None,
        scale="date",
    )


def _month_and_day(first: int, second: int, mark: str) -> list[int]:
    """A number over twelve is the day; else points tell that it comes first, and strokes tell nothing."""
    if second > 12:
        return [first, second]
    return [second, first] if first > 12 or mark == "." else []


def _month(printed: str) -> int:
    lowered = printed.lower()
    for number, names in enumerate(_MONTHS, 1):
        if lowered.startswith(names):
            return number
    return int(value_of(lowered))


def _part(match: re.Match[str], letter: str) -> str:
    return next((said for name, said in match.groupdict().items() if said and name[0] == letter), "")
