"""What was found in a change, in one form for the rules: facts, words, emphasis, links, languages, categories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watcher.domain.assessment import FactType
from watcher.domain.change import Change, ChangeKind, Span, SpanOp
from watcher.domain.clause import Clause
from watcher.domain.document import EmphasisKind
from watcher.domain.sentence import Sentence
from watcher.locale.words import category
from watcher.significance.categories import explain
from watcher.significance.facts import Stated, beside_values, only_printed_otherwise, told
from watcher.significance.numerals import in_digits
from watcher.significance.phrases import PHRASES
from watcher.significance.quoting import FEW, quote, word_count
from watcher.significance.quoting import around as surrounded
from watcher.significance.regions import Region, regions, texts
from watcher.significance.sentences import LONGEST
from watcher.significance.surroundings import Surroundings
from watcher.significance.terms import lower, terms
from watcher.significance.wording import laid_down, modality_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule can weigh."""

    on: str
    role: str = ""
    went: str = ""
    old: str = ""
    new: str = ""
    count: int = 0
    """In how many clauses, where it was found in several."""


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
    "notice | notices | notify | notifies | notified | inform you | inform users | inform the user | tell you "
    "| let you know | 通知 | 告知 | 知会 | 告诉"
)
_SLIGHT = frozenset(
    (*["a", "an", "the", "this", "that", "these", "those", "such", "said", "and"], *",.;:-–—的了、，。；：")
)
_TOKEN = re.compile(r"[㐀-鿿]|\w+|[^\w\s]")
_SPELT = re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|ing|ations?)\Z)|(?<=\w{2})our(?=\w{0,3}\Z)")
_TAKES_PLACE_OF = {"liability_exclusion": "liability_cap"}
"""What is worse to have in place of what: no liability is less than any limit of it."""
_LONGEST_HEADING = 80
"""Characters of a heading that a reason quotes; some agreements set a whole paragraph as one."""
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]{0,20}:)?//(?:www\.)?([^/?#]*)", re.IGNORECASE)
_WORDS_CHANGED = Finding(on="words", went="changed")
_EMPHASIZED = 0.2
"""The share of the emphasis that stayed by which it must have grown or shrunk to be worth a word."""


def findings(
    change: Change, stated: list[Stated], was: set[str], now: set[str], around: Surroundings
) -> Iterator[Finding]:
    """Everything found in a change; ``was`` and ``now`` are the categories of its two sides."""
    step = _STEPS.get(change.kind)
    if step and around.copied(change):
        yield Finding(on="clause", role=step, went="copied")
        return
    if step in ("added", "removed") and around.outlived(change):
        yield Finding(on="clause", role=step, went="heading")
        return
    if step:
        yield _stepped(change, step, around)
    whole = not (change.old and change.new)
    for each in stated:
        fact = each.fact
        if whole and fact.role == "only":
            # The words that were limited came or went together with their limit.
            continue
        if fact.type is FactType.NUMBER and fact.role != "age" and not (fact.old and fact.new):
            # A bare number that came or went says nothing that the words around it do not say.
            continue
        yield Finding(on=fact.type.value, role=fact.role, went=each.went, old=fact.old, new=fact.new)
    if whole:
        yield from _laid_down(change)
        return
    yield from _turned_by_place(change, around)
    yield from _rewording(change, stated)
    yield from _duty(change)
    if not around.outlived(change):
        yield from _categories(change, was, now)
    looks = list(_looks(change))
    yield from looks
    if not looks:
        for note in change.notes:
            yield Finding(on="note", new=note)


def _categories(change: Change, was: set[str], now: set[str]) -> Iterator[Finding]:
    for name in sorted(now - was):
        if _TAKES_PLACE_OF.get(name) in was - now:
            yield Finding(on="category", role=name, went="instead", new=category(name))
        elif _speaks_of(name, change.new, change, SpanOp.INSERT):
            yield Finding(on="category", role=name, went="new", new=category(name))
    for name in sorted(was - now):
        if _speaks_of(name, change.old, change, SpanOp.DELETE):
            yield Finding(on="category", role=name, went="gone", old=category(name))


def _speaks_of(category: str, side: tuple[Clause, ...], change: Change, op: SpanOp) -> bool:
    """Whether the words that lead to a category are among those that came (or went), not only differently arranged."""
    spans = (*change.spans, *change.heading_spans)
    if not spans:
        return True
    changed = " ".join(span.text for span in spans if span.op is op).lower()
    words = (word for clause in side for each in explain(clause) if each.category == category for word in each.words)
    return any(word.lower() in changed for word in words)


def _stepped(change: Change, step: str, around: Surroundings) -> Finding:
    if step == "moved":
        old, new = around.places(change)
        within = old.values["place"] if old == new and isinstance(old, Sentence) else ""
        if isinstance(within, str) and within:
            return Finding(on="clause", role=step, went="moved_within", new=within)
        return Finding(on="clause", role=step, went=step, old=old, new=new)
    old, new = (", ".join(_name(clause) for clause in side) for side in (change.old, change.new))
    return Finding(on="clause", role=step, went=step, old=old, new=new)


def _laid_down(change: Change) -> Iterator[Finding]:
    """The duty or prohibition of a clause that came or went."""
    kind, words = laid_down(told(change.old or change.new))
    if kind:
        old, new = ("", words) if change.new else (words, "")
        yield Finding(on="modality", role=kind, went="new" if change.new else "gone", old=old, new=new)


def _turned_by_place(change: Change, around: Surroundings) -> Iterator[Finding]:
    """An item that went from under "you may" to under "you must not"."""
    old, new = around.lead_ins(change)
    (was, before), (now, after) = modality_of(old), modality_of(new)
    if was and now and was != now:
        yield Finding(on="modality", role=f"{was}_to_{now}", went="changed", old=before, new=after)


def _rewording(change: Change, stated: list[Stated]) -> Iterator[Finding]:
    old, new = texts(change)
    only_values = stated and beside_values(told(change.old)) == beside_values(told(change.new))
    cut_anew = change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED) and _same(_words_apart(old), _words_apart(new))
    if old.split() != new.split() and not only_values and not cut_anew:
        slight = only_printed_otherwise(told(change.old), told(change.new)) or _same(
            _weighty_words(in_digits(old)), _weighty_words(in_digits(new))
        )
        yield Finding(on="words", went="slight") if slight else _said(change, old, new)
    was, now = (" / ".join(clause.heading for clause in side if clause.heading) for side in (change.old, change.new))
    if was.casefold() != now.casefold() and len(change.old) == len(change.new):
        yield Finding(on="heading", went="changed", old=_cut(was), new=_cut(now))


def _said(change: Change, old: str, new: str) -> Finding:
    """That a statement came and none went, or the other way, with its words; else only that it was reworded.

    Beside it a few words may have been put for others. Where nothing changed but one place, its words are said.
    """
    stretches = [
        (old[each.old_start : each.old_end].strip(), new[each.new_start : each.new_end].strip())
        for each in regions(change)
    ]
    long = [(gone, come) for gone, come in stretches if word_count(gone) > FEW or word_count(come) > FEW]
    gone, come = (max((each[side] for each in long), key=len, default="") for side in (0, 1))
    if bool(gone) != bool(come):
        words = quote(gone or come)
        if words.rstrip("…").lower() not in (new if gone else old).lower():
            return Finding(
                on="words", went="less" if gone else "more", old=words if gone else "", new=words if come else ""
            )
    return _one_place(old, new, regions(change)) if len(stretches) == 1 and not long else _WORDS_CHANGED


def _one_place(old: str, new: str, changed: list[Region]) -> Finding:
    """The few words that came, went, or were put for others with those beside them."""
    region = changed[0]
    gone, come = quote(old[region.old_start : region.old_end]), quote(new[region.new_start : region.new_end])
    if bool(gone) != bool(come):
        return Finding(on="words", went="less" if gone else "more", old=gone, new=come)
    was, now = surrounded(old, region.old_start, region.old_end), surrounded(new, region.new_start, region.new_end)
    return Finding(on="words", went="put", old=was, new=now) if gone and was != now else _WORDS_CHANGED


def _cut(heading: str) -> str:
    return heading if len(heading) <= _LONGEST_HEADING else heading[:_LONGEST_HEADING].rsplit(" ", 1)[0] + "…"


def _weighty_words(text: str) -> list[str]:
    return [word for word in _TOKEN.findall(text.lower()) if word not in _SLIGHT]


def _words_apart(text: str) -> list[str]:
    """What a clause that was cut into several keeps: its words without the letters that labelled its parts."""
    return [word for word in _weighty_words(text) if len(word) > 1 or "㐀" <= word <= "鿿"]


def _same(old: list[str], new: list[str]) -> bool:
    """Whether two texts have the same words, British and American spellings of one being the same.

    "Read-only", "read only" and "readonly" are the same, too.
    """
    return "".join(old) == "".join(new) or (
        len(old) == len(new)
        and all(was == now or _spelt(was) == _spelt(now) for was, now in zip(old, new, strict=True))
    )


def _spelt(word: str) -> str:
    return _SPELT.sub(_same_spelling, word)


def _same_spelling(match: re.Match[str]) -> str:
    """British and American spellings of one word as one: organisation, colour."""
    return "or" if match.group() == "our" else match.group().replace("s", "z", 1)


def _duty(change: Change) -> Iterator[Finding]:
    old, new = (_required_notice(text[:LONGEST]) for text in texts(change))
    if old and not new:
        yield Finding(on="notice_duty", went="gone", old=old)
    elif new and not old:
        yield Finding(on="notice_duty", went="new", new=new)


def _required_notice(text: str) -> str:
    asked = lower(text)
    if not (_ANNOUNCING.search(asked) or _NOTIFYING.search(asked)):
        return ""
    for start, end in _WITHOUT_NOTICE.findall(asked):
        asked = f"{asked[:start]}{' ' * (end - start)}{asked[end:]}"
    if _ANNOUNCING.search(asked):
        return Sentence("an announcement")
    return Sentence("notice") if _NOTIFYING.search(asked) else ""


def _looks(change: Change) -> Iterator[Finding]:
    lost, gained, kept = _emphasis(change)
    louder, quieter = _loudness(change)
    lost, gained = lost + quieter, gained + louder
    if lost > max(gained, kept * _EMPHASIZED):
        yield Finding(on="emphasis", went="lost")
    elif gained > kept * _EMPHASIZED or change.kind is ChangeKind.EMPHASIS:
        yield Finding(on="emphasis", went="gained" if gained > lost else "changed")
    if _struck(change.new) > _struck(change.old):
        yield Finding(on="emphasis", went="struck")
    before, after = _targets(change.old), _targets(change.new)
    for words, targets in after.items():
        for was_target, now_target in zip(before.get(words, ()), targets, strict=False):
            if was_target != now_target:
                leads = _leads(was_target, now_target)
                yield Finding(on="link", role=leads, went="changed", old=was_target, new=now_target)
    if change.kind is ChangeKind.LINK:
        yield from (Finding(on="link", went="new", new=after[words][0]) for words in after if words not in before)
        yield from (Finding(on="link", went="gone", old=before[words][0]) for words in before if words not in after)


def _leads(old: str, new: str) -> str:
    """Whether a link leads to another ``site``, or to another ``page`` of the same."""
    was, now = _HOST.match(old), _HOST.match(new)
    return "site" if was and now and was[1].lower() != now[1].lower() else "page"


def _emphasis(change: Change) -> tuple[int, int, int]:
    """Characters that stand on both sides and lost, gained or kept their emphasis."""
    if not any(clause.emphasis for clause in (*change.old, *change.new)):
        return 0, 0, 0
    old, new = texts(change)
    was, now = _emphasized(change.old), _emphasized(change.new)
    lost = gained = kept = at_old = at_new = 0
    for span in change.spans or (Span(SpanOp.EQUAL, old if old == new else ""),):
        length = len(span.text)
        if span.op is SpanOp.EQUAL:
            before = bytes(was[at_old : at_old + length])
            after = bytes(now[at_new : at_new + length])
            both = sum(a and b for a, b in zip(before, after, strict=False))
            lost, gained, kept = lost + sum(before) - both, gained + sum(after) - both, kept + both
        at_old += length if span.op is not SpanOp.INSERT else 0
        at_new += length if span.op is not SpanOp.DELETE else 0
    return lost, gained, kept


def _loudness(change: Change) -> tuple[int, int]:
    """Characters of words that were set in capitals, and that are so no longer. A first letter is no emphasis."""
    louder = quieter = 0
    for was, now in zip(change.old, change.new, strict=False):
        for old, new in ((was.text, now.text), (was.heading, now.heading)):
            if old == new or old.casefold() != new.casefold():
                continue
            for before, after in zip(_TOKEN.findall(old), _TOKEN.findall(new), strict=False):
                if len(before) > 1 and before != after:
                    louder += len(after) if after.isupper() else 0
                    quieter += len(before) if before.isupper() else 0
    return louder, quieter


def _emphasized(side: tuple[Clause, ...]) -> bytearray:
    """For each character of a side's texts, a line each, whether it stands out."""
    marked = bytearray()
    for clause in side:
        own = bytearray(len(clause.text) + 1)
        for each in clause.emphasis:
            if each.kind is not EmphasisKind.STRIKE:
                own[each.start : each.end] = b"\1" * (each.end - each.start)
        marked += own
    return marked


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
