"""Chinese numbering: ``第三条``, ``第二章``, ``附件一``, ``一、``, ``甲、``, ``（一）``; ``1、`` is decimal."""

from __future__ import annotations

import re

from watcher.numbering.label import Label, Scheme
from watcher.numbering.numerals import HAN_NUMERALS, han, letters

_UNITS = {"编": 0, "篇": 0, "部分": 1, "章": 2, "节": 3, "節": 3, "条": 4, "條": 4, "款": 5, "项": 6, "項": 6}
_ORDINAL = re.compile(
    rf"第\s?([{HAN_NUMERALS}]{{1,7}}|\d{{1,3}})\s?({'|'.join(_UNITS)})(之[一二三四五六七八九十]+)?"
    r"[、.．:：]?([ \t\u3000]*)"
)
# "第三条规定的义务", "第二款所述", "第一部分的": a reference, in a sentence that begins with it.
_REFERENCE = re.compile(r"[的之中规規约約所及和与與或至到、，,第款项項（(]|规定|約定|以下|以上")
_COMMA = re.compile(rf"([{HAN_NUMERALS}]{{1,4}})(、|[.．](?!\d))([ \t\u3000]*)")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
# "甲、乙双方": two parties, not a label.
_STEM = re.compile(rf"([{_STEMS}])、([ \t\u3000]*)(?![{_STEMS}])")
_BRACKETS = re.compile(rf"([(（]?)\s?([{HAN_NUMERALS}]{{1,4}})\s?[)）]、?([ \t\u3000]*)")
# "附件一所列的": a reference; a label has a stop, a blank or nothing behind it.
_ANNEX = re.compile(
    rf"(附件|附录|附錄|附表)\s?([{HAN_NUMERALS}]{{1,3}}|\d{{1,2}}|[A-Z])"
    r"(?:[:：、.．][ \t\u3000]*|[ \t\u3000]+|$|(?=[《（(\n]))"
)


def _ordinal(line: str) -> Label | None:
    found = _ORDINAL.match(line)
    if not found:
        return None
    value = int(found[1]) if found[1].isdecimal() else han(found[1])
    printed = line[: found.end()].rstrip()
    stopped = printed[-1] in "、.．:："
    if value is None or (not stopped and not found[4] and _REFERENCE.match(line, found.end())):
        return None
    return Label(
        scheme="ordinal",
        style=found[2],
        prefix=printed,
        label=printed.rstrip("、.．:："),
        values=(value,),
        end=found.end(),
        rank=_UNITS[found[2]],
    )


def _comma(line: str) -> Label | None:
    found = _COMMA.match(line)
    if not found:
        return None
    value = han(found[1])
    # "一、二线城市": two numbers of a row, not a label.
    if not value or line[found.end() : found.end() + 1] in tuple(HAN_NUMERALS):
        return None
    return Label(
        scheme="han",
        style=found[2].replace("．", "."),
        prefix=line[: found.end(2)],
        label=found[1],
        values=(value,),
        end=found.end(),
        rank=4,
    )


def _stem(line: str) -> Label | None:
    found = _STEM.match(line)
    if not found:
        return None
    return Label(
        scheme="stem",
        style="、",
        prefix=found[1] + "、",
        label=found[1],
        values=(_STEMS.index(found[1]) + 1,),
        end=found.end(),
        rank=4,
    )


def _brackets(line: str) -> Label | None:
    found = _BRACKETS.match(line)
    if not found:
        return None
    value = han(found[2])
    if not value:
        return None
    printed = line[: found.end()].rstrip()
    return Label(
        scheme="han_bracketed",
        style="()" if found[1] else ")",
        prefix=printed,
        label=printed.rstrip("、") if found[1] else found[2],
        values=(value,),
        end=found.end(),
        item=True,
        rank=5,
    )


def _annex(line: str) -> Label | None:
    found = _ANNEX.match(line)
    if not found:
        return None
    number = found[2]
    value = int(number) if number.isdecimal() else letters(number) or han(number)
    if not value:
        return None
    return Label(
        scheme="annex",
        style=found[1],
        prefix=line[: found.end()].rstrip(),
        label=line[: found.end(2)],
        values=(value,),
        end=found.end(),
        rank=0,
    )


ORDINAL = Scheme("ordinal", _ordinal, "第三条", "第")
HAN = Scheme("han", _comma, "一、", HAN_NUMERALS)
HAN_BRACKETED = Scheme("han_bracketed", _brackets, "（一）", f"(（{HAN_NUMERALS}")
STEM = Scheme("stem", _stem, "甲、", _STEMS)
HAN_ANNEX = Scheme("han_annex", _annex, "附件一", "附")
