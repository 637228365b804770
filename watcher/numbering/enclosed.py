"""Numbers of items: ``(1)``, ``（1）``, ``[1]``, ``①``, ``⑴``, ``⒈``."""

from __future__ import annotations

import re
import unicodedata

from watcher.numbering.label import Label, Scheme

# "(2021)" has four digits; "(1)(2)" and "(1)a" are footnote marks or names, unless an upper-case or Han letter follows.
_BRACKETED = re.compile(r"([(（])\s?(\d{1,3})\s?([)）])[.、:：]?([ \t\u3000]*)(?![a-z\d(（,;)])")
_CIRCLED = re.compile(
    r"([\u2460-\u249b\u24ea\u24f5-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf])[.、]?([ \t\u3000]*)"
)


def _bracketed(line: str) -> Label | None:
    found = _BRACKETED.match(line)
    if not found:
        # A blank makes a lower-case beginning a label again: "(2) when competent authorities".
        found = re.match(r"([(（])\s?(\d{1,3})\s?([)）])[.、:：]?([ \t\u3000]+)(?=\S)", line)
    if not found:
        return None
    number = found[2]
    printed = line[: found.end()].rstrip()
    return Label(
        scheme="bracketed",
        style="()",
        prefix=printed,
        label=printed.rstrip(".、:："),
        values=(int(number),),
        end=found.end(),
        item=True,
        weak=int(number) == 0 or number.startswith("0"),
    )


def _circled(line: str) -> Label | None:
    found = _CIRCLED.match(line)
    if not found:
        return None
    sign = found[1]
    digits = "".join(c for c in unicodedata.normalize("NFKC", sign) if c.isdigit())
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


BRACKETED = Scheme("bracketed", _bracketed, "(1)")
CIRCLED = Scheme("circled", _circled, "①")
