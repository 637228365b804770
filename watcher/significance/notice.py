"""The notice clock of a change of text: what was promised before, what the new text states, what we saw.

"Last updated: 1 May 2024" above and below, words changed in clause 9          nothing is noticed
a silent change: the text changed, the day of its last update (2024-05-01) did not
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from watcher.domain.assessment import FactType
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.notice import Law, NoticeClock, Promise, StatedDate
from watcher.significance.categories import own_categories
from watcher.significance.dates import PLACEHOLDER, RELATIVE, dates
from watcher.significance.durations import durations
from watcher.significance.reading import Reading
from watcher.significance.sentences import LONGEST, sentence_around
from watcher.significance.terms import lower, terms

DATE_LINE = 240
"""Characters of a heading or paragraph that may state the agreement's own dates. In a longer one a date belongs to
what the clause is about: when a law applied, until when an offer holds."""
MOST_PROMISES = 5
_LONGEST_QUOTE = 300
_ABOUT = frozenset({"unilateral_change", "fees", "notice"})
_CHANGING = terms(
    "modif* | amend* | change | changes | changed | changing | updat* | revis* | alter* | adjust* | increas* | vary "
    "| new terms | new price* | new fee* | new rate* | new charge* | 变更 | 修改 | 修订 | 更新 | 调整"
)
_IN_ADVANCE = terms(
    "in advance | advance | prior | before | at least | no less than | not less than | no later than | days' notice "
    "| days notice | notice of | 提前 | 事先 | 预先 | 前 "
    "| 公布..后生效 | 发布..后生效 | 公示..后生效 | 公告..后生效 | 通知..后生效"
)
# Days in which the reader may answer or a breach may be mended are told by notice too, and so is what the reader owes.
_OTHER = terms(
    "opt out | opt-out | reject* | object* | cure* | breach* | dispute* | provide us | give us | notify us | inform us "
    "| data importer | processor* | sub-processor* | 异议 | 拒绝 | 违约 | 改正 | 通知我们 | 告知我们"
)


def notice_clock(
    old: ClauseTree, new: ClauseTree, *, last_seen: datetime, first_seen: datetime, jurisdictions: Collection[str] = ()
) -> NoticeClock:
    """What can be said about the notice of the change from ``old`` to ``new``.

    ``last_seen``: when the old text was last received; ``first_seen``: when the new one first was; both UTC.
    ``jurisdictions``: whose published rules are shown beside it.
    """
    return NoticeClock(
        promised=tuple(promises(old)),
        updated_before=stated(old, "updated"),
        updated=stated(new, "updated"),
        effective=stated(new, "effective"),
        effective_before=stated(old, "effective"),
        last_seen=last_seen,
        first_seen=first_seen,
        laws=tuple(law for law in laws() if law.jurisdiction in jurisdictions and law.in_force <= first_seen.date()),
    )


def promises(tree: ClauseTree) -> list[Promise]:
    """The notices of a change of terms, service or fees that an agreement promises, in document order."""
    return [promise for clause in tree.clauses for promise in _promised(clause)][:MOST_PROMISES]


def stated(tree: ClauseTree, role: str) -> StatedDate | None:
    """The date that an agreement states about itself: ``updated`` or ``effective``; one that names a time, if any."""
    found = [_stated(each) for part in _date_lines(tree) for each in dates(part) if each.role == role]
    return next((each for each in found if not each.vague), found[0] if found else None)


@cache
def laws() -> tuple[Law, ...]:
    """The published rules that ``notice_laws.toml`` lists."""
    said = files("watcher.significance").joinpath("notice_laws.toml").read_text(encoding="utf-8")
    return tuple(Law(**table) for table in tomllib.loads(said)["law"])


def _promised(clause: Clause) -> Iterator[Promise]:
    if _ABOUT.isdisjoint(own_categories(clause)):
        return
    text = clause.text[:LONGEST]
    lowered = lower(text)
    for reading in durations(text) if _announces(lowered) else ():
        if reading.role != "notice" or reading.size is None:
            continue
        low, high = sentence_around(text, reading.start, reading.end)
        said = lowered[low:high]
        if _announces(said) and not _OTHER.search(said):
            yield Promise(
                shown=reading.shown,
                days=reading.size,
                working="working" in reading.shown,
                place=clause.label or clause.heading,
                words=text[low:high].strip()[:_LONGEST_QUOTE],
            )


def _announces(lowered: str) -> bool:
    return bool(_CHANGING.search(lowered) and _IN_ADVANCE.search(lowered))


def _date_lines(tree: ClauseTree) -> Iterator[str]:
    parts: Iterable[str] = (part for clause in tree.clauses for part in (clause.heading, *clause.text.split("\n")))
    return (part for part in parts if part and len(part) <= DATE_LINE)


def _stated(reading: Reading) -> StatedDate:
    vague = reading.shown.endswith((RELATIVE, PLACEHOLDER))
    return StatedDate(shown=reading.shown, day=_day(reading), vague=vague)


def _day(reading: Reading) -> date | None:
    if reading.type is not FactType.DATE or reading.size is None:
        return None
    try:
        return date.fromisoformat(reading.shown)
    except ValueError:
        # A month without a day, or 31 April.
        return None
