"""What was found in a change, in one form for the rules: facts, words, emphasis, links, languages, categories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watcher.domain.change import Change, ChangeKind
from watcher.domain.clause import Clause
from watcher.domain.document import EmphasisKind
from watcher.significance.facts import Stated, beside_values, told
from watcher.significance.phrases import PHRASES
from watcher.significance.regions import texts
from watcher.significance.sentences import LONGEST
from watcher.significance.terms import lower, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule can weigh."""

    on: str
    role: str = ""
    went: str = ""
    old: str = ""
    new: str = ""


_STEPS = {
    ChangeKind.ADDED: "added",
    ChangeKind.REMOVED: "removed",
    ChangeKind.MOVED: "moved",
    ChangeKind.MOVED_MODIFIED: "moved",
    ChangeKind.SPLIT: "split",
    ChangeKind.MERGED: "merged",
}
_WITHOUT_NOTICE = next(words for name, words in PHRASES if name == "without_notice")
_ANNOUNCING = terms("announce* | announcement* | public notice | 公告 | 公示")
_NOTIFYING = terms(
    "notice | notices | notify | notifies | notified | inform you | inform users | inform the user | 通知 | 告知 | 知会"
)
_SLIGHT = frozenset(
    (*["a", "an", "the", "this", "that", "these", "those", "such", "said", "and"], *",.;:的了、，。；：")
)
_TOKEN = re.compile(r"[㐀-鿿]|\w+|[^\w\s]")
_EMPHASIZED = 0.2


def findings(change: Change, stated: list[Stated], was: set[str], now: set[str]) -> Iterator[Finding]:
    """Everything found in a change; ``was`` and ``now`` are the categories of its two sides."""
    step = _STEPS.get(change.kind)
    if step:
        old, new = (", ".join(_name(clause) for clause in side) for side in (change.old, change.new))
        yield Finding(on="clause", role=step, went=step, old=old, new=new)
    for each in stated:
        fact = each.fact
        yield Finding(on=fact.type.value, role=fact.role, went=each.went, old=fact.old, new=fact.new)
    if not (change.old and change.new):
        return
    yield from _rewording(change, stated)
    yield from _duty(change)
    for name in sorted(now - was):
        yield Finding(on="category", role=name, went="new", new=name)
    for name in sorted(was - now):
        yield Finding(on="category", role=name, went="gone", old=name)
    yield from _looks(change)
    if change.kind not in (ChangeKind.EMPHASIS, ChangeKind.LINK):
        for note in change.notes:
            yield Finding(on="note", new=note)


def _rewording(change: Change, stated: list[Stated]) -> Iterator[Finding]:
    old, new = texts(change)
    only_values = stated and beside_values(told(change.old)) == beside_values(told(change.new))
    if old.split() != new.split() and not only_values:
        slight = _weighty_words(old) == _weighty_words(new)
        yield Finding(on="words", went="slight" if slight else "changed")
    was, now = (" / ".join(clause.heading for clause in side if clause.heading) for side in (change.old, change.new))
    if was != now and len(change.old) == len(change.new):
        yield Finding(on="heading", went="changed", old=was, new=now)


def _weighty_words(text: str) -> list[str]:
    return [word for word in _TOKEN.findall(text.lower()) if word not in _SLIGHT]


def _duty(change: Change) -> Iterator[Finding]:
    old, new = (_required_notice(text[:LONGEST]) for text in texts(change))
    if old and not new:
        yield Finding(on="notice_duty", went="gone", old=old)
    elif new and not old:
        yield Finding(on="notice_duty", went="new", new=new)


def _required_notice(text: str) -> str:
    asked = lower(text)
    for start, end in _WITHOUT_NOTICE.findall(asked):
        asked = f"{asked[:start]}{' ' * (end - start)}{asked[end:]}"
    if _ANNOUNCING.search(asked):
        return "an announcement"
    return "notice" if _NOTIFYING.search(asked) else ""


def _looks(change: Change) -> Iterator[Finding]:
    was, now = _emphasized(change.old), _emphasized(change.new)
    only = change.kind is ChangeKind.EMPHASIS
    if was > now and (only or now == 0 or was - now > _EMPHASIZED):
        yield Finding(on="emphasis", went="lost")
    elif only or (now > was and (was == 0 or now - was > _EMPHASIZED)):
        yield Finding(on="emphasis", went="gained" if now > was else "changed")
    if _struck(change.new) > _struck(change.old):
        yield Finding(on="emphasis", went="struck")
    before, after = _targets(change.old), _targets(change.new)
    for words, targets in after.items():
        for was_target, now_target in zip(before.get(words, ()), targets, strict=False):
            if was_target != now_target:
                yield Finding(on="link", went="changed", old=was_target, new=now_target)


def _emphasized(side: tuple[Clause, ...]) -> float:
    """The share of a side's characters that stand out, 0 to 1."""
    characters = sum(len(clause.text) for clause in side)
    marked = sum(
        each.end - each.start for clause in side for each in clause.emphasis if each.kind is not EmphasisKind.STRIKE
    )
    return marked / characters if characters else 0.0


def _struck(side: tuple[Clause, ...]) -> int:
    return sum(each.end - each.start for clause in side for each in clause.emphasis if each.kind is EmphasisKind.STRIKE)


def _targets(side: tuple[Clause, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for clause in side:
        for text, links in ((clause.heading, clause.heading_links), (clause.text, clause.links)):
            for link in links:
                found.setdefault(text[link.start : link.end], []).append(link.target)
    return found


def _name(clause: Clause) -> str:
    if clause.label:
        return clause.label if clause.path[-1:] != (clause.label,) else " > ".join(clause.path[-2:])
    return f"'{clause.heading or clause.text[:40]}'"
