"""What both sides of a change state, compared: Facts.

    old: "announcement 10 working days in advance"   new: "announcement 5 working days in advance"
    Fact(duration, role notice, old "10 working days", new "5 working days")

Values that both sides state in the same role say nothing. Of the rest, those of one role are paired in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from watcher.domain.assessment import Fact, FactType
from watcher.domain.change import Change
from watcher.domain.clause import Clause, ClauseTree
from watcher.significance import negations, parties, wording
from watcher.significance.amounts import money, numbers, percentages
from watcher.significance.dates import PLACEHOLDER, RELATIVE, dates
from watcher.significance.durations import durations
from watcher.significance.named import named_facts
from watcher.significance.reading import Reading
from watcher.significance.regions import regions, texts
from watcher.significance.script_forms import simplified
from watcher.significance.sentences import LONGEST, is_link


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact and which way it went: ``new``, ``gone``, ``changed``; ``larger``, ``smaller`` where it has a size;
    ``vague`` where a date came to name no day; ``unit`` where a period of the same length is counted otherwise."""

    fact: Fact
    went: str


# A title in Chinese book marks, or capitalized English words that end in a kind of agreement. "This Agreement" and
# "These Terms" are the agreement itself.
_AGREEMENT = re.compile(
    r"《([^《》\n]{2,60})》"
    r"|\b((?!(?:The|This|These|Our|Your|Such|Any|Each|If|By|In|Under|See|And)\b)[A-Z][\w’'&.-]{0,30}"
    r"(?:\s(?:[A-Z][\w’'&.-]{0,30}|of|and|for|&)){0,7}\s(?:Agreement|Policy"
    r"|(?:Terms|Rules|Code|Statement|Conditions)(?:\s(?:of|and)\s[A-Z][a-z]{1,20}(?:\s[A-Z][a-z]{1,20})?)?|Guidelines|Addendum))\b"
)


_AND = re.compile(r"(\s(?:and|&)\s)")
_KIND = re.compile(
    r"\b(?:Agreement|Policy|Guidelines|Addendum"
    r"|(?:Terms|Rules|Code|Statement|Conditions)(?:\sof\s[A-Z][a-z]{1,20}(?:\s[A-Z][a-z]{1,20})?)?)\Z"
)
# "California Civil Code", "Federal Rules of Civil Procedure": law, which no agreement brings in.
_LAW = re.compile(r"\b(?:Civil|Criminal|Penal|Commercial|Labou?r|Safety|Tax|Insolvency)\s+Code\b|\bProcedure\b")
# (the “Terms”), (collectively, "Additional Terms"), 以下简称“本协议”: a name that the agreement gives.
_DEFINED = re.compile(r"[“\"「]([^“”\"「」\n]{2,80})[”\"」]")
_WORD = re.compile(r"[㐀-鿿]|[^\W㐀-鿿]+")
_NEXT_WORD = re.compile(r"\W{0,3}(\w+)")
_POSSESSIVE = re.compile(r"#['’]s?(?=\s)")
_SAME_LENGTH = 0.035
"""By what share a period may differ from as long a one in another unit: a month is 30 or 31 days, a year 365."""


def facts_of(change: Change, own_names: Collection[str] = ()) -> list[Stated]:
    """Everything that a change's two sides state differently; of one side alone, what it states.

    ``own_names``: what the agreement calls its own parts, which are no other agreements.
    """
    old, new = told(change.old), told(change.new)
    if old == new:
        return []
    found = [*_values(old, new, _counts_the_same(old, new)), *_references(change, own_names)]
    turned = list(_turned(change)) if change.old and change.new else []
    phrases = (Stated(fact, "new" if fact.new else "gone") for fact in wording.phrase_facts(old, new))
    found += [phrase for phrase in phrases if not any(_within(phrase.fact, each.fact) for each in turned)]
    return found + turned


def _within(phrase: Fact, other: Fact) -> bool:
    """Whether a phrase came or went as part of an exception: "unless the customer agrees in writing"."""
    return other.type is FactType.EXCEPTION and phrase.old in other.old and phrase.new in other.new


def beside_values(text: str) -> str:
    """A text without its dates, durations, amounts and numbers: what is left when only these changed."""
    for each in sorted(readings(text), key=lambda each: -each.start):
        text = f"{text[: each.start]}#{text[each.end :]}"
    # "one month's notice", "30 days' notice"
    return _POSSESSIVE.sub("#", text)


def only_printed_otherwise(old: str, new: str) -> bool:
    """Whether two texts state the same values in the same order and say the same beside them: 三十日, 30日."""
    was, now = ([_value(each) for each in sorted(readings(text), key=_place)] for text in (old, new))
    return was == now and beside_values(old) == beside_values(new)


def told(side: tuple[Clause, ...]) -> str:
    """What a side of a change says, headings and texts a line each, as far as it is read."""
    return "\n".join(f"{clause.heading}\n{clause.text}" for clause in side)[:LONGEST]


@lru_cache(maxsize=1024)
def readings(text: str) -> tuple[Reading, ...]:
    """Dates, durations, money, percentages and numbers of a text; what one kind has read, the next leave alone."""
    text = simplified(text)
    taken = dates(text)
    for read in (money, percentages, durations):
        taken += [each for each in read(text) if not _overlaps(each, taken)]
    return (*taken, *numbers(text, taken))


def _turned(change: Change) -> Iterator[Stated]:
    old, new = (text[:LONGEST] for text in texts(change))
    changed = [each for each in regions(change) if each.old_end <= len(old) and each.new_end <= len(new)]
    modal = wording.modality_facts(old, new, changed)
    for fact in (
        *modal,
        *negations.negation_facts(old, new, changed, modal),
        *negations.opposite_facts(old, new, changed),
        *wording.exception_facts(old, new, changed),
        *wording.condition_facts(old, new, changed),
        *parties.party_facts(old, new, changed),
        *parties.contracting_facts(old, new),
        *named_facts(old, new),
    ):
        yield Stated(fact, "changed" if fact.old and fact.new else "new" if fact.new else "gone")


def _values(old: str, new: str, beside: Callable[[Reading, Reading], bool]) -> Iterator[Stated]:
    before, after = _unequal(readings(old), readings(new))
    for reading in before:
        other = next((each for each in after if _compares(reading, each) and beside(reading, each)), None)
        if other is not None:
            after.remove(other)
            fact = Fact(type=reading.type, role=reading.role, old=reading.shown, new=other.shown)
            yield Stated(fact, _went(reading, other))
        elif not any(_key(each) == _key(reading) for each in readings(new)):
            yield Stated(Fact(type=reading.type, role=reading.role, old=reading.shown), "gone")
    for reading in after:
        if not any(_key(each) == _key(reading) for each in readings(old)):
            yield Stated(Fact(type=reading.type, role=reading.role, new=reading.shown), "new")


def _unequal(old: Sequence[Reading], new: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """What is left when equal values took each other out: those of one role first, then whatever their roles.

    The role is read from the words around a value; where a clause was only cut anew, those may be others.
    """
    before, after = list(old), list(new)
    for same in (_key, _value):
        for reading in list(before):
            twin = next((each for each in after if same(each) == same(reading)), None)
            if twin is not None:
                before.remove(reading)
                after.remove(twin)
    return before, after


def _compares(reading: Reading, other: Reading) -> bool:
    return (reading.type, reading.role) == (other.type, other.role)


def _counts_the_same(old: str, new: str) -> Callable[[Reading, Reading], bool]:
    """Whether two bare numbers are the same one, changed: the word behind or before them stands on both sides."""

    def beside(reading: Reading, other: Reading) -> bool:
        if reading.type is not FactType.NUMBER or reading.role:
            return True
        was, now = _NEXT_WORD.match(old, reading.end), _NEXT_WORD.match(new, other.end)
        if was and now and was[1].lower() == now[1].lower():
            return True
        before = _word_before(old, reading.start)
        return bool(before) and before == _word_before(new, other.start)

    return beside


def _word_before(text: str, end: int) -> str:
    words = _WORD.findall(text, max(0, end - 40), end)
    return words[-1].lower() if words else ""


def _references(change: Change, own_names: Collection[str]) -> Iterator[Stated]:
    before, after = _agreements(change.old, own_names), _agreements(change.new, own_names)
    for name in before:
        if name not in after:
            yield Stated(Fact(type=FactType.REFERENCE, role="agreement", old=name), "gone")
    for name in after:
        if name not in before:
            yield Stated(Fact(type=FactType.REFERENCE, role="agreement", new=name), "new")


def _agreements(side: tuple[Clause, ...], own_names: Collection[str]) -> list[str]:
    """Other agreements that the texts name. A heading refers to nothing: its words are capitals by style."""
    text = "\n".join(clause.text for clause in side if not is_link(clause))[:LONGEST]
    found = [
        name for match in _AGREEMENT.finditer(text) for name in ([match[1]] if match[1] else _each_named(match[2]))
    ]
    # A clause that is nothing but a name is an entry of a list of pages.
    entries = {clause.text.strip() for clause in side}
    return [
        name
        for name in dict.fromkeys(found)
        if name.lower() not in own_names and name not in entries and not _LAW.search(name)
    ]


def _each_named(words: str) -> list[str]:
    """ "Copyright Policy and Acceptable Use Policy" are two agreements; "Terms and Conditions" is one."""
    first, *more = _AND.split(words)
    names = [first]
    for joint, part in zip(more[::2], more[1::2], strict=True):
        if part == "Conditions" or not _KIND.search(names[-1]):
            names[-1] += joint + part
        else:
            names.append(part)
    return names


def own_names(tree: ClauseTree) -> frozenset[str]:
    """In lower case, what an agreement calls itself and its parts: its title, its headings, its defined terms."""
    headings = {clause.heading.lower() for clause in tree.clauses if clause.heading}
    defined = {match[1].lower() for clause in tree.clauses for match in _DEFINED.finditer(clause.text[:LONGEST])}
    return frozenset(headings | defined | {tree.title.lower()})


def _key(reading: Reading) -> tuple[FactType, str, str]:
    return reading.type, reading.role, reading.value


def _value(reading: Reading) -> tuple[FactType, str]:
    return reading.type, reading.value


def _place(reading: Reading) -> int:
    return reading.start


def _went(old: Reading, new: Reading) -> str:
    if new.shown.endswith((PLACEHOLDER, RELATIVE)) and old.size is not None:
        return "vague"
    if old.size is None or new.size is None or old.scale != new.scale:
        return "changed"
    if _unit(old) != _unit(new) and abs(old.size - new.size) <= _SAME_LENGTH * old.size:
        return "unit"
    if old.size == new.size:
        return "changed"
    return "larger" if new.size > old.size else "smaller"


def _unit(reading: Reading) -> str:
    return reading.measure.partition(" ")[2]


def _overlaps(reading: Reading, taken: list[Reading]) -> bool:
    return any(reading.start < other.end and other.start < reading.end for other in taken)
