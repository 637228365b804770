"""Numbers of items: ``(1)``, ``（1）``, ``[1]``, ``①``, ``⑴``, ``⒈``."""

from __future__ import annotations

import re
import unicodedata

from watcher.numbering.label import Label, Scheme

# "(2021)" has four digits. "(1)(2)" and "(1)," are footnote marks, "(1)a" is a name.
_BRACKETED = re.compile(r"([(（])\s?(\d{1,3})\s?([)）])[.、:：]?(?:([ \t\u3000]+)|(?![a-z(（,;)）]))")
_CIRCLED = re.compile(
    r"([\u2460-\u249b\u24ea\u24f5-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf])[.、]?([ \t\u3000]*)"
)


def _bracketed(line: str) -> Label | None:
    found = _BRACKETED.match(line)
    if not found:
        return None
    number = found[2]
    # "(212) 555-0100", "(030) 1234": a telephone number.
    if len(number) == 3 and line[found.end() : found.end() + 1].isdigit():
        return None
    printed = line[: found.end()].rstrip()
    return Label(
        scheme="bracketed",
        style="()",
        prefix=printed,
        label=printed.rstrip(".、:："),
        values=(int(number),),
        end=found.end(),
        item=True,
        # "（2）2021年" is a label, "(1)2" hardly: what stands around it decides.
        weak=number.startswith("0") or (not found[4] and line[found.end() : found.end() + 1].isdigit()),
    )


def _circled(line: str) -> Label | None:
    found = _CIRCLED.match(line)
    if not found:
        return None
    sign = found[1]
    digits = "".join(c for c in unicodedata.normalize("NFKC", sign) if c.isdecimal())
    value = int(digits) if digits else int(unicodedata.numeric(sign))
    return Label(
        scheme="circled",
        style=unicodedata.name(sign).split(" DIGIT ")[0].split(" NUMBER ")[0],
        prefix=line[: found.end()].rstrip(),
        label=sign,
        values=(value,),
        end=found.end(),
        item=True,
    )


BRACKETED = Scheme("bracketed", _bracketed, "(1)", "(（")
CIRCLED = Scheme("circled", _circled, "①", "\u2460-\u32bf")
