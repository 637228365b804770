"""A change of numbering scheme: one fact, not one for each clause.

Ugly, as alerts:   (1) renumbered to (a), (2) renumbered to (b), …, forty of them
Wanted:            the clauses are numbered (a) instead of (1) now
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from watcher.diff.cosmetics import fold
from watcher.diff.matching import Matching
from watcher.domain.change import SchemeChange
from watcher.domain.clause import Clause

_ENOUGH = 3
_SHARE = 0.8


def scheme_change(matching: Matching) -> SchemeChange | None:
    """Where nearly all clauses of one style of numbering got another: an example from before and from after."""
    became: dict[str, Counter[str]] = defaultdict(Counter)
    example: dict[tuple[str, str], tuple[Clause, Clause]] = {}
    for i, j in matching.pairs():
        old, new = matching.old.clauses[i], matching.new.clauses[j]
        if not old.label or not new.label:
            continue
        before, after = style_of(old, matching.old.label[i]), style_of(new, matching.new.label[j])
        became[before][after] += 1
        example.setdefault((before, after), (old, new))
    changed = []
    for before, afters in became.items():
        after, count = min(afters.items(), key=lambda item: (-item[1], item[0]))
        if before != after and count >= _ENOUGH and count >= _SHARE * sum(afters.values()):
            changed.append((-count, before, after))
    if not changed:
        return None
    _, before, after = min(changed)
    old, new = example[before, after]
    return SchemeChange(*_printed(old, new))


_VALUE = re.compile(
    r"\d+|[〇零一二三四五六七八九十百]+|[ivxlc]+(?![^\W\d_])|[IVXLC]+(?![^\W\d_])|[a-z](?![^\W\d_])|[A-Z](?![^\W\d_])"
)


def style_of(clause: Clause, label: str) -> str:
    """The label with its numbers taken out: ``Article 4`` → "Article 1", ``(iv)`` → "(r)", 第三条 → 第一条.."""
    return _VALUE.sub(lambda found: _kind(found[0], clause.scheme), label)


def _kind(value: str, scheme: str) -> str:
    if value[0].isdigit():
        return "1"
    if not value.isascii():
        return "一"
    # One letter may be a number or a letter; the scheme that the clause's neighbours decided knows.
    roman = "roman" in scheme or len(value) > 1
    return ("r" if roman else "a") if value.islower() else ("R" if roman else "A")


def _printed(old: Clause, new: Clause) -> tuple[str, str]:
    """The two labels; where they differ only in what stands behind them, as printed with it."""
    if fold(old.label) != fold(new.label):
        return old.label, new.label
    return "".join(old.prefix.replace("\\", "").split()), "".join(new.prefix.replace("\\", "").split())
