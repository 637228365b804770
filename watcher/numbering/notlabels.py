"""Beginnings of lines that look like labels and are none.

ugly                                    wanted
[2021] Annual report                    "2021 Annual report"
[1.5] million users                     "1.5 million users"
[1] Januar 2021                         "1. Januar 2021"
"""

from __future__ import annotations

import re

# Case matters: "6.5 To upload" begins a clause, "6.5 to 7" a range.
# What follows a quantity: "1.5 million", "2.5% of", "10.30 a.m.", "4.2 GB", "5.00 USD", "2.0 or later", "7.5 oder".
_QUANTITY = re.compile(
    r"\s*(?:[%‰°€$£¥₹]|°C|(?:million|billion|thousand|trillion|percent|per cent|Prozent|pour cent|por ciento|"
    r"Millionen|Milliarden|millions?|milliards?|Mio|Mrd|USD|EUR|RMB|CNY|GBP|dollars?|Dollars?|euros?|Euro|yuan|"
    r"kg|g|km|m|cm|mm|GB|MB|KB|TB|kbps|Mbps|GHz|MHz|Hz|"
    r"hours?|minutes?|seconds?|days?|weeks?|months?|years?|Tage?n?|Wochen?|Monate?n?|Jahre?n?|Stunden?|"
    r"jours?|mois|ans|années?|heures?|semaines?|a\.m\.|p\.m\.|am|pm|AM|PM|Uhr|or|and|oder|und|et|ou|to|bis|à)(?![^\W_]))",
)
# "1. Januar 2021", "3 March", "12. août": a day, not a clause.
_MONTH = re.compile(
    r"\s*(?:jan|feb|febr|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|"
    r"september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|"
    r"avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre)\.?(?:,?\s+\d{4}\b|\s*$)",
    re.IGNORECASE,
)
# "15. März eines jeden Jahres", wrapped behind "am": in small letters a sentence goes on. "5. May we call you?",
# "3. March in step" and "4. Mars is far" are none of those, so these months need their year.
_GOES_ON = re.compile(
    r"(?:January|February|April|June|July|August|September|October|November|December|Januar|Februar|März|Juni|Juli|"
    r"Oktober|Dezember)[ ][a-zß-ÿ]"
)
_HAN_QUANTITY = re.compile(r"\s*(?:年|月|日|号|个|天|小时|分钟|元|万|亿|％|岁|倍|次)")
# "(c) 2021 Example Ltd": a copyright sign in ASCII.
_COPYRIGHT = re.compile(r"\([cC]\)\s*(?:copyright\b|\d{4}\b)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[^\W\d_]{1,2}\.")
# "1. of this Agreement", "(2) above": the tail of a broken reference.
_REFERENCE = re.compile(r"\s*(?:of|above|below|hereof|thereof|and|or|through|to)\s")


def quantity(rest: str) -> bool:
    """Whether what follows a number makes it a quantity or a time."""
    return bool(_QUANTITY.match(rest) or _HAN_QUANTITY.match(rest))


def title_like(rest: str) -> bool:
    """Whether a unit may as well begin a clause: "Euro amounts are rounded", "次日"; "days", "%" and "or" do not."""
    return rest[:1].isupper() or "\u4e00" <= rest[:1] <= "\u9fff"


def date(rest: str) -> bool:
    """Whether what follows a number makes it a day."""
    return bool(_MONTH.match(rest) or _GOES_ON.match(rest))


def copyright_sign(line: str) -> bool:
    return bool(_COPYRIGHT.match(line))


def abbreviation(stop: str, rest: str) -> bool:
    """Whether a letter and its stop are followed by another: "i. e.", "z. B.", "p. ex.", "J. R. Smith"."""
    return stop == "." and bool(_ABBREVIATION.match(rest.lstrip()))


def reference_tail(rest: str) -> bool:
    """Whether what follows shows that the number ends a reference begun on the line before."""
    return bool(_REFERENCE.match(rest))
