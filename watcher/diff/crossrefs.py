"""References from one clause to another ("see Section 3.2"), and whether they still lead where they led.

Ugly, after a clause was inserted as 3.2:     modified 7.1: see Section [-3.2-]{+3.3+}
Wanted:                                       renumbered 7.1 (its reference follows 3.2, which is 3.3 now)

And the reverse, when 3.2 became 3.3 and 7.1 still says "see Section 3.2": not a word changed, yet 7.1 now says
something else, and a reader is told so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rapidfuzz.distance import LCSseq

from watcher.diff.align import Alignment
from watcher.diff.labels import Reference, parts_of, references
from watcher.diff.matching import NOBODY
from watcher.diff.places import Places
from watcher.diff.scheme import style_of
from watcher.diff.side import BREAK, Side
from watcher.diff.vocabulary import ARTICLES, CONTRACTED
from watcher.domain.clause import Clause
from watcher.domain.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to."""

    clause: int
    """Index in the new document, of an old clause its successor's; in the old one where it has none."""
    rest: tuple[str, ...] = ()
    """What of the label no clause stands for."""
    gone: bool = False
    """Whether the clause has no successor."""


class Says(Enum):
    """What a clause says in comparison with its predecessor, references read as what they lead to."""

    THE_SAME = auto()
    """The same words, but for references that follow their targets."""
    LEADS_ELSEWHERE = auto()
    """The same words, but one of their references leads to something else, or nowhere."""
    OTHERWISE = auto()
    """Other words; a reference that was turned to another clause is one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the words and references of a clause."""

    says: Says
    notes: tuple[str, ...] = ()
    """References that lead elsewhere or nowhere, in words."""
    followed: tuple[str, ...] = ()
    """References that are printed otherwise and lead where they led, in words."""


_Pair = tuple[Reference, Reference, Target | None, Target | None]
"""A reference, the one it became, and what they lead to."""


@dataclass(frozen=True, slots=True)
class _Mask:
    """What a reference leads to, in place of the tokens that say so."""

    start: int
    end: int
    target: Target
    worded: bool
    """Whether the word that calls it a section or an article is one of them."""

    @classmethod
    def of(cls, reference: Reference, target: Target, *, worded: bool = False) -> _Mask:
        if worded:
            return cls(reference.first, reference.last, target, worded)
        return cls(reference.start, reference.end, target, worded)


class References:
    """Judges the references of linked clauses, given who succeeded whom."""

    def __init__(self, alignment: Alignment) -> None:
        matching = alignment.matching
        self._old, self._new = matching.old, matching.new
        self._predecessor = matching.predecessor
        self._old_places = Places(matching.old, matching.edition_old)
        self._new_places = Places(matching.new, matching.edition_new)
        self._becomes = dict(matching.pairs())
        self._becomes |= {i: group.whole for group in alignment.merged for i in group.parts}
        self._within = {j: group.main for group in alignment.split for j in group.parts}
        self._drawn_in = _drawn_in(alignment)
        # Where every label leads where it led, unchanged clauses need no judging.
        self.settled = len(self._old) == len(self._new) and all(
            i == j and self._old.label[i] == self._new.label[j] for i, j in enumerate(matching.successor)
        )

    def judge(self, i: int, j: int) -> Verdict:
        """The references of old clause ``i`` and its successor ``j``."""
        same = self._old.said[i] == self._new.said[j]
        said_old = self._old.said[i].split(BREAK)
        said_new = said_old if same else self._new.said[j].split(BREAK)
        found_old = references(said_old)
        found_new = found_old if same else references(said_new)
        led = [self._old_target(i, reference) for reference in found_old]
        leads = [self._new_target(j, reference) for reference in found_new]
        pairs = [(found_old[a], found_new[b], led[a], leads[b]) for a, b in _corresponding(found_old, found_new)]
        strays = [(a, b, was, now) for a, b, was, now in pairs if was is not None and self._strays(a, b, was, now)]
        notes = tuple(dict.fromkeys(self._note(*stray) for stray in strays))
        if not same:
            masks = self._followed(pairs)
            if len(found_old) != len(found_new):
                masks = _led(found_old, led), _led(found_new, leads)
            if _masked(said_old, masks[0]) != _masked(said_new, masks[1]):
                return Verdict(Says.OTHERWISE, notes)
        changed = (
            (a.printed, b.printed) if a.keyword == b.keyword else (_spelled(said_old, a), _spelled(said_new, b))
            for a, b, was, now in pairs
            if was is not None and was == now
        )
        followed = tuple(_follows(a, b) for a, b in dict.fromkeys(changed) if a != b)
        return Verdict(Says.LEADS_ELSEWHERE if strays else Says.THE_SAME, notes, followed)

    def _old_target(self, i: int, reference: Reference) -> Target | None:
        found = self._old_places.find(i, reference)
        if found is None:
            return None
        if (drawn_in := self._drawn_in.old.get(found[0])) is not None:
            return Target(drawn_in.clause, drawn_in.rest + found[1])
        became = self._becomes.get(found[0], NOBODY)
        return Target(found[0], found[1], gone=True) if became == NOBODY else Target(became, found[1])

    def _new_target(self, j: int, reference: Reference) -> Target | None:
        found = self._new_places.find(j, reference)
        if found is not None and (drawn_in := self._drawn_in.new.get(found[0])) is not None:
            return Target(drawn_in.clause, drawn_in.rest + found[1])
        return None if found is None else Target(self._within.get(found[0], found[0]), found[1])

    def _strays(self, before: Reference, after: Reference, was: Target, now: Target | None) -> bool:
        """Whether a reference led to a clause of this document and leads elsewhere now.

        Where only a part of the label led to a clause ("6(1)(f)" to section 6), it may be the label of another text.
        """
        if was == now or was.rest or before.foreign or after.foreign:
            return False
        # "Art. 6(1)(f)" is an article of some law, unless this document calls its own clauses articles.
        if before.keyword.startswith("art") and "art" not in self._label_of(was).lower():
            return False
        if before.title and not self._entitled(was, before.title):
            return False
        if now is not None and not now.rest and self._said(was) == self._new.said[now.clause]:
            return False
        return (now is not None and not now.rest) or not self._new_places.borne(after)

    def _followed(self, pairs: Sequence[_Pair]) -> tuple[list[_Mask], list[_Mask]]:
        """Masks for the references that lead where they led, on both sides."""
        before, after = [], []
        for a, b, was, now in pairs:
            if was is not None and was == now:
                worded = self._called_otherwise(a, b, was)
                before.append(_Mask.of(a, was, worded=worded))
                after.append(_Mask.of(b, was, worded=worded))
        return before, after

    def _called_otherwise(self, before: Reference, after: Reference, target: Target) -> bool:
        """Whether the word of a reference changed as the label of what it leads to did: "Section 7" to "Article 7"."""
        if target.gone or before.keyword == after.keyword:
            return False
        old, new, j = self._old, self._new, target.clause
        i = self._predecessor[j]
        return style_of(old.clauses[i], old.label[i]) != style_of(new.clauses[j], new.label[j])

    def _said(self, target: Target) -> str:
        return (self._old if target.gone else self._new).said[target.clause]

    def _label_of(self, target: Target) -> str:
        return (self._old if target.gone else self._new).clauses[target.clause].label

    def _entitled(self, target: Target, title: str) -> bool:
        """Whether the title printed behind a label, "Clause 11 (Redress)", is that of the clause it leads to."""
        side = self._old if target.gone else self._new
        return title.lower() in side.said[target.clause].lower().split(BREAK)[:12]

    def _note(self, before: Reference, after: Reference, was: Target, now: Target | None) -> str:
        led = _named((self._old if was.gone else self._new).clauses[was.clause])
        subject = Sentence("The reference to {label}", label=after.printed)
        if before.printed != after.printed:
            subject = Sentence("The reference to {before}, now {label},", before=before.printed, label=after.printed)
        if now is None or now.rest:
            return Sentence("{reference} leads nowhere now; it led to {led}.", reference=subject, led=led)
        leads = _named(self._new.clauses[now.clause])
        return Sentence("{reference} now leads to {leads}; it led to {led}.", reference=subject, leads=leads, led=led)


@dataclass(frozen=True, slots=True)
class _DrawnIn:
    """Items whose labels and words run on in another clause on the other side: that clause, and the label within it."""

    old: dict[int, Target]
    new: dict[int, Target]


def _drawn_in(alignment: Alignment) -> _DrawnIn:
    matching, layout = alignment.matching, alignment.laid_out
    found = _DrawnIn({}, {})
    for olds, news in layout.stretches:
        holder = NOBODY
        for i in olds:
            if i in layout.old:
                found.old[i] = _within(matching.old, i, holder, found.old)
            else:
                holder = matching.successor[i]
        for j in news:
            if j in layout.new:
                found.new[j] = _within(matching.new, j, holder, found.new)
            else:
                holder = j
    return found


def _within(side: Side, index: int, holder: int, above: dict[int, Target]) -> Target:
    outer = above.get(side.parent[index])
    return Target(holder, (outer.rest if outer else ()) + parts_of(side.clauses[index].label))


def _corresponding(old: Sequence[Reference], new: Sequence[Reference]) -> list[tuple[int, int]]:
    """Which of a clause's references is which of its successor's: as they come, or where some were added or taken out,
    those that are printed alike."""
    if len(old) == len(new):
        return [(number, number) for number in range(len(old))]
    steps = LCSseq.opcodes([reference.printed for reference in old], [reference.printed for reference in new])
    equal = [step for step in steps if step.tag == "equal"]
    return [(s.src_start + k, s.dest_start + k) for s in equal for k in range(s.src_end - s.src_start)]


def _spelled(said: Sequence[str], reference: Reference) -> str:
    return " ".join(said[reference.first : reference.last])


def _led(found: Sequence[Reference], targets: Sequence[Target | None]) -> list[_Mask]:
    return [_Mask.of(reference, target) for reference, target in zip(found, targets, strict=True) if target is not None]


def _masked(said: Sequence[str], masks: Sequence[_Mask]) -> list[str | Target]:
    masked: list[str | Target] = []
    at = 0
    for mask in masks:
        masked += said[at : mask.start]
        if mask.worded:
            _take_off_article(masked)
        masked.append(mask.target)
        at = mask.end
    return [*masked, *said[at:]]


def _take_off_article(masked: list[str | Target]) -> None:
    while masked and str(masked[-1]).lower() in ARTICLES:
        masked.pop()
    if masked:
        masked[-1] = CONTRACTED.get(str(masked[-1]).lower(), masked[-1])


_SHOWN = 60


def _follows(before: str, now: str) -> Sentence:
    return Sentence("The reference to {before} is to {label} now.", before=before, label=now)


def _named(clause: Clause) -> str:
    """A clause by what it says, since its label may be another's now."""
    words = " ".join((clause.heading or clause.text).split())
    shown = words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return f"“{shown}”" if shown else clause.label
