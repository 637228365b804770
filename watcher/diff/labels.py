"""Labels as references spell them: "Section 3.2(a)" or 第三条 among tokens, and the parts of a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from watcher.diff.cosmetics import fold
from watcher.diff.vocabulary import JOINERS, KEYWORDS, KINDS, LAW, OWN, PLURALS, SUBLEVELS

_LABEL = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?:\([0-9a-zA-Z]{1,5}\))*|(?:\([0-9a-zA-Z]{1,5}\))+")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_HAN_LABEL = re.compile("[〇零一二三四五六七八九十百两]{1,5}")
_BARE = re.compile(r"[IVXLC]{1,7}|[A-Z]|[ivx]{1,5}")
_HAN_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_HAN_UNITS = frozenset("条條款项項节節章编")


@dataclass(frozen=True, slots=True)
class Reference:
    """A label in running text: the half-open range of its tokens, and its parts."""

    start: int
    end: int
    label: tuple[str, ...]
    item: bool
    """Whether it is only an item's label, ``(a)``, which leads to what stands near."""
    printed: str
    keyword: str
    """The word that says what kind of clause it leads to, in its plain form: "section", 条."""
    first: int
    """The token with which it begins, that word counted; for all but the first of several, ``start``."""
    last: int
    """Behind its last token, such a word behind it counted: 第三条."""
    foreign: bool = False
    """Whether it seems to be of another text: "Annex 2 of the Addendum", "Art. 6 GDPR"."""
    title: str = ""
    """The first word of a title printed behind it: "Clause 11 (Redress)"."""


_BEGINS = frozenset(("第", *KEYWORDS, *KINDS))


def references(said: Sequence[str]) -> list[Reference]:
    """What may be references to clauses of the same document, in order.

    Those that stand by the name of a law, or of another document, are foreign. They are kept all the same: a number
    that changes just as the label of the clause that bore it did was changed with it.
    """
    found: list[Reference] = []
    if _BEGINS.isdisjoint(map(str.lower, said)):
        return found
    at = 0
    while at < len(said):
        word = said[at].lower()
        if word == "第":
            reference = _han(said, at)
            if reference is not None:
                found.append(replace(reference, foreign=_of_a_law(said, at, reference.end)))
                at = reference.end
                continue
        elif word in KEYWORDS or word in KINDS:
            group = _group(said, at)
            if group:
                found += _with_surroundings(said, at, group)
                at = group[-1].end
                continue
        at += 1
    return found


def _group(said: Sequence[str], at: int) -> list[Reference]:
    """A keyword and the labels it governs: ``Sections 4, 17 and 18(b)``."""
    word = said[at].lower()
    plural = word in PLURALS
    first, start = at, at + 1
    while start < len(said) and said[start] in (".", "§"):
        plural |= said[start] == "§"
        start += 1
    kind = (KINDS[word],) if word in KINDS else ()
    found: list[Reference] = []
    while start < len(said):
        token = said[start]
        bare = not found and _BARE.fullmatch(token) is not None
        # In "Section 3 and 10 days" the 10 is no label; only a plural, a point or a bracket makes one of it.
        sure = not found or plural or "." in token or "(" in token
        if not (bare or (sure and _LABEL.fullmatch(token))):
            break
        end = start + 1
        if bare and said[end : end + 1] == ["."] and end + 1 < len(said) and _DECIMAL.fullmatch(said[end + 1]):
            end += 2  # "Section C.6" is read as three tokens
        while end < len(said) and said[end].startswith("(") and _LABEL.fullmatch(said[end]):
            end += 1
        printed = "".join(said[start:end])
        label = kind + parts_of(printed)
        end, below, printed_below = _below(said, end)
        printed += printed_below
        keyword = KEYWORDS.get(word, word)
        found.append(Reference(start, end, label + below, printed.startswith("("), printed, keyword, first, end))
        start = end
        while start < len(said) and start < end + 2 and said[start].lower() in JOINERS:
            start += 1
        first = start
        if start == end:
            break
    return found


def _below(said: Sequence[str], at: int) -> tuple[int, tuple[str, ...], str]:
    """What continues a label, "§ 6 Abs. 3 Nr. 2", "article 3, alinéa 2": where it ends, its parts, and how it is
    printed."""
    parts: tuple[str, ...] = ()
    printed = ""
    while True:
        word = at + (at < len(said) and said[at] == ",")
        label = word + 1 + (word + 1 < len(said) and said[word + 1] == ".")
        if label >= len(said) or said[word].lower() not in SUBLEVELS or not _SUBLABEL.fullmatch(said[label]):
            return at, parts, printed
        at = label + 1
        parts += parts_of(said[label])
        printed += f" {''.join(said[word:label])} {said[label]}"


_SUBLABEL = re.compile(r"\d{1,3}|\(?[a-z]{1,3}\)?|\(\d{1,2}\)")


def _han(said: Sequence[str], at: int) -> Reference | None:
    """第三条, 第 3.2 款, 第（三）项: the number between, read as digits."""
    start = at + 1 + (said[at + 1 : at + 2] == ["("])
    number = said[start] if start < len(said) else ""
    if not (_HAN_LABEL.fullmatch(number) or _LABEL.fullmatch(number)):
        return None
    end = start + 1 + (start > at + 1 and said[start + 1 : start + 2] == [")"])
    if end >= len(said) or said[end] not in _HAN_UNITS:
        return None
    unit, last = said[end], end + 1
    kind = (KINDS[unit],) if unit in KINDS else ()
    printed = "".join(said[at:last])
    found = Reference(at + 1, end, kind + parts_of(number), unit in "款项項", printed, unit, at, last)
    below = _han(said, last) if last < len(said) and said[last] == "第" else None
    if below is None:
        return found
    printed += below.printed
    return replace(found, end=below.end, label=found.label + below.label, printed=printed, last=below.last)


def _with_surroundings(said: Sequence[str], at: int, group: list[Reference]) -> list[Reference]:
    """What stands behind the last label of a group: its title in brackets, or whose label it is."""
    end = group[-1].end
    behind = said[end : end + 4]
    title = behind[1] if len(behind) > 1 and behind[0] == "(" and behind[1][0].isupper() else ""
    of_another = (
        len(behind) > 2 and behind[0] in ("of", "in", "to") and behind[1] == "the" and behind[2].lower() not in OWN
    )
    foreign = of_another or _of_a_law(said, at, end)
    return [replace(reference, title=title, foreign=foreign) for reference in group]


_NEAR = 9


def _of_a_law(said: Sequence[str], start: int, end: int) -> bool:
    before = said[max(0, start - 4) : start]
    if any(word.lower() in LAW for word in before) or (before and before[-1] == "》"):
        return True
    # "9 U.S.C. § 1", "16 C.F.R. Part 312": initials are tokens of their own.
    if "".join(said[max(0, start - 7) : start]).lower().endswith(("u.s.c.", "c.f.r.", "u.s.c", "c.f.r")):
        return True
    for word in said[end : end + _NEAR]:
        if word in ".;:,)":
            return False
        if word.lower() in LAW:
            return True
        if word.lower() in ("this", "these", "our", "dieser", "diesen", "présentes"):
            return False
    return False


@lru_cache(maxsize=65536)
def parts_of(label: str) -> tuple[str, ...]:
    """The parts of a clause's label, in lower case: ``2.6.3`` → 2, 6, 3; ``Article IV`` → iv; ``Annex A`` → annex, a;
    第三条 → 3; 第二章 → chapter, 2."""
    plain = fold(label).lower().replace("\\", "")
    kind = next((name for word, name in KINDS.items() if word in plain and not word.isascii()), "")
    words = list(re.findall(r"[^\W\d_]+|\d+", plain.replace("第", " ")))
    parts: list[str] = [kind] if kind else []
    for word in words:
        if word in KINDS and word.isascii():
            parts.append(KINDS[word])
        elif word not in KEYWORDS:
            read = word if word.isascii() else han_number(word)
            parts += [read] if read else []
    return tuple(parts)


def own_word(label: str) -> str:
    """The word by which a clause's label names what it is, in its plain form: ``Section 4``, ``§ 5``, 第三条; empty
    where it names nothing."""
    for found in re.finditer(r"[^\W\d_]+|§", fold(label).lower()):
        if found[0] in KEYWORDS or found[0] in KINDS:
            return KEYWORDS.get(found[0], found[0])
    return next((sign for sign in label if sign in _HAN_UNITS), "第") if "第" in label else ""


def prints(reference: Reference, label: str) -> bool:
    """Whether a reference spells a clause's label as it is printed: its word, or its number with its brackets."""
    return own_word(label) == reference.keyword or label == reference.printed.strip("第" + "".join(_HAN_UNITS))


def han_number(signs: str) -> str:
    """Chinese digits as Arabic ones, up to 999; empty where there are none."""
    total, digit, seen = 0, 0, False
    for sign in signs:
        if sign in _HAN_DIGITS:
            digit, seen = digit * 10 + _HAN_DIGITS[sign], True
        elif sign in "十百":
            total, digit, seen = total + (digit or 1) * (10 if sign == "十" else 100), 0, True
    return str(total + digit) if seen else ""
