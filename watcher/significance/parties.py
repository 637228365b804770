"""Whose words they are: parties put for one another, and the companies that an agreement is with."""

from __future__ import annotations

import re
from itertools import zip_longest

from watcher.domain.assessment import Fact, FactType
from watcher.significance.quoting import FEW, word_count
from watcher.significance.regions import Region
from watcher.significance.script_forms import simplified

_PARTY = re.compile(
    r"\b(?:(?P<both>(?:each|either|both|neither)\s+part(?:y|ies)|the\s+parties|mutual(?:ly)?)"
    r"|(?P<user>you|your|yours|the\s+users?|users?|customers?|developers?|licensees?|subscribers?|members?)"
    r"|(?P<provider>we|us|our|ours|the\s+company|company|provider|licensor|platform|seller))\b"
    r"|(?P<both_zh>双方|任何一方|任一方|各方)|(?P<user_zh>您|你|用户|乙方|开发者|客户|会员|使用者|商家|商户|卖家|买家|贵方)"
    r"|(?P<provider_zh>我们|我方|甲方|平台|公司|本公司|服务商|运营方|运营者|本站|本网站)",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?!(?:The|Our|Your|This|That|Any|Each)\s)(?:[A-Z][\w&.’'-]{0,30}\s+){1,5}(?:Ltd|Limited|Company|Inc|LLC|LLP|GmbH|AG|SAS?|BV|Corp|Corporation|PLC|plc|S\.[aà]\s?r\.l)\b"
    r"|[\u4e00-\u9fff（）()]{2,30}有限公司"
)
_OURSELVES = re.compile(
    r"[“\"「'](?:we|us|our|ours|the company|company|provider|我们|本公司|甲方)[”\"」',]"
    r"|\bcontracting\s(?:entity|party)|\byou\s(?:are\scontracting|(?:have\s)?(?:a\s)?contract(?:ed)?)\swith"
    r"|\byour\s(?:contract|agreement)\sis\swith|\benter(?:s|ing)?\sinto\s(?:this|these|the|an?)\s\w{1,20}\swith"
    r"|\b(?:agreement|contract|terms)\s(?:\w{1,20}\s){0,4}?between\syou\b|\bbetween\s(?:you|the\s\w{1,20})\sand\s(?-i:[A-Z])"
    r"|签约主体|(?:您|你|用户|会员|客户)[与和同跟][^，。；\n]{2,60}?(?:订立|签订|签署|缔结|达成|之间)"
    r"|[与和同跟](?:您|你|用户|会员|客户)(?:共同|之间)?(?:订立|签订|签署|缔结|达成)",
    re.IGNORECASE,
)
# 本协议由您与……有限公司: Chinese puts no blank before a name.
_BEFORE_NAME = re.compile(
    r".*(?:(?:您|你|用户|会员|客户)[（(]?[^与和同跟]{0,12}[与和同跟]|(?:协议|合同|条款)[由是为系]|[指即系])"
)


def party_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Places where one party's word was put for another's."""
    facts = []
    for region in changed:
        gone, come = old[region.old_start : region.old_end], new[region.new_start : region.new_end]
        if word_count(gone) > FEW or word_count(come) > FEW:
            continue
        was = _parties(old, region.old_start, region.old_end)
        now = _parties(new, region.new_start, region.new_end)
        if len(was) == 1 and len(now) == 1 and was.keys() != now.keys():
            [(one, old_words)], [(other, new_words)] = was.items(), now.items()
            facts.append(Fact(type=FactType.PHRASE, role=f"party_{one}_to_{other}", old=old_words, new=new_words))
    return facts


def contracting_facts(old: str, new: str) -> list[Fact]:
    """Companies that stand behind "we" and the like, or that "you are contracting with", on one side only."""
    before, after = _contracting(old), _contracting(new)
    gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
    return [
        Fact(type=FactType.PHRASE, role="contracting_party", old=was, new=now)
        for was, now in zip_longest(gone, come, fillvalue="")
    ]


def _parties(text: str, start: int, end: int) -> dict[str, str]:
    """The parties of whose words some stands in [start, end): of 甲方 and 乙方 only one character differs."""
    found: dict[str, str] = {}
    for match in _PARTY.finditer(simplified(text), max(0, start - 1), end + 1):
        if match.start() < end and start < match.end():
            found.setdefault(str(match.lastgroup).removesuffix("_zh"), match.group().lower())
    return found


def _contracting(text: str) -> list[str]:
    found = _COMPANY.findall(text) if _OURSELVES.search(text) else []
    names = (_BEFORE_NAME.sub("", " ".join(name.split())) for name in found)
    return list(dict.fromkeys(name for name in names if name))
