"""Clauses that were run together, or set apart, without a word changing.

    old  2. Bring:                       new  2. Bring: (a) a card with your name; (b) a pen.
           (a) a card with your name;
           (b) a pen.

Ugly, by likeness:   removed 2, modified (a) (nine words inserted), removed (b)
Wanted:              merged 2 + (a) + (b) → 2, and no word marked but the labels
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from watcher.diff.matching import NOBODY, Matching
from watcher.diff.parts import Parts
from watcher.diff.side import BREAK, Side
from watcher.diff.tokens import keys

_JOINERS = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "o", "e", "和", "及", "或", "与"})
"""What stands between the members of a row, and behind the last item but one of a list."""
_CANDIDATES = 32
_WORDS = 4
"""Less is said in two places by chance."""


def link_together(matching: Matching) -> tuple[tuple[Parts, ...], tuple[Parts, ...]]:
    """What was split and what was merged, where the parts stand together between two anchors and say exactly what the
    whole says, with or without their labels.

    The main pair is linked; the other parts are held, so that no later step gives them to somebody else. Paragraphs
    without labels are left alone: where one ends is layout.
    """
    split: list[Parts] = []
    merged: list[Parts] = []
    for gap in matching.gaps():
        for whole, parts in _found(matching.old, matching.new, matching.lost_in(gap), matching.fresh_in(gap)):
            main = _main(matching.new, parts, matching.old.label[whole])
            matching.link(whole, main)
            matching.hold_new(parts)
            split.append(Parts(whole, parts, main))
        for whole, parts in _found(matching.new, matching.old, matching.fresh_in(gap), matching.lost_in(gap)):
            main = _main(matching.old, parts, matching.new.label[whole])
            matching.link(main, whole)
            matching.hold_old(parts)
            merged.append(Parts(whole, parts, main))
    return tuple(split), tuple(merged)


def _found(whole: Side, part: Side, wholes: list[int], loose: list[int]) -> list[tuple[int, tuple[int, ...]]]:
    begins: dict[str, list[int]] = defaultdict(list)
    for index in loose:
        if part.said[index]:
            begins[_first(part.said[index])].append(index)
    free = set(loose)
    found = []
    for index in wholes:
        if whole.words(index) < _WORDS:
            continue
        said = whole.said[index]
        for start in begins.get(_first(said), ())[:_CANDIDATES]:
            parts = _run(part, start, free, said) if said.startswith(part.said[start]) else ()
            parts = parts or _listed(whole, index, part, start, free)
            if parts:
                free -= set(parts)
                found.append((index, parts))
                break
    return found


def _listed(whole: Side, index: int, part: Side, head: int, free: set[int]) -> tuple[int, ...]:
    """The clause of the same label with its items, where they say in as many sentences what one said, with no other
    words: "sales and use taxes" is "(a) sales taxes; (b) use taxes"."""
    if whole.children[index] or whole.label[index] != part.label[head] or not part.label[head]:
        return ()
    parts = (head, *sorted(part.beneath(head)))
    alone = any(other not in free or (other != head and not part.label[other]) for other in parts)
    if alone or len(parts) <= 2:
        return ()
    items = [_vocabulary(part.plain[other]) for other in parts]
    return parts if frozenset[str]().union(*items) == _vocabulary(whole.plain[index]) else ()


def _vocabulary(plain: str) -> frozenset[str]:
    return frozenset(word for word in plain.split(BREAK) if word.isalnum()) - _JOINERS


def _first(said: str) -> str:
    return said.split(BREAK, 1)[0]


def _run(side: Side, start: int, free: set[int], said: str) -> tuple[int, ...]:
    """The clauses from ``start`` on that together say just this; empty where they do not."""
    at, index = 0, start
    while at < len(said):
        if index not in free:
            return ()
        step = _step(side, index, said, at, labelled=index > start)
        if step == NOBODY:
            return ()
        at += step
        index += 1
    parts = tuple(range(start, index))
    return parts if len(parts) > 1 and any(side.label[p] for p in parts[1:]) else ()


def _step(side: Side, index: int, said: str, at: int, *, labelled: bool) -> int:
    """How far a clause reaches in what is said, from ``at`` on, its separator included."""
    forms = [side.said[index]]
    if labelled and side.label[index]:
        forms.append(BREAK.join([*keys(side.label[index]), *filter(None, forms)]))
    for form in forms:
        end = at + len(form)
        if form and said.startswith(form, at) and (end == len(said) or said[end] == BREAK):
            return len(form) + 1
    return NOBODY


def _main(side: Side, parts: Sequence[int], label: str) -> int:
    """The part that carries on the whole's id: the one with its label, else the first."""
    return min(parts, key=lambda part: (side.label[part] != label, part))
