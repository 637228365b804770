"""In a bilingual agreement, which clause says the same in the other language.

9. You warrant not to publish:      en        (1) en ─┐
  (1) …; (2) …                      en        (2) en ─┼┐
11. …                               en                ││
  (1) …; (2) …                      zh        (1) zh ─┘│
                                              (2) zh ──┘   by label and order, though 11 stands between them
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from watcher.domain.clause import Clause

_CJK = frozenset({"zh", "ja", "ko"})


def paired(clauses: list[Clause]) -> list[Clause]:
    """The clauses, those that have a counterpart in the other language with its id in ``pair``.

    Tried in this order: clauses of the same labels below the same parent; whole lists of the same labels, each with
    the nearest before it; what stands in the same order below paired clauses; unnumbered paragraphs that alternate.
    Nothing is paired in a document of one language.
    """
    scripts = [_script(clause) for clause in clauses]
    counts = [scripts.count("cjk"), scripts.count("other")]
    if min(counts) < 2:
        return clauses
    partner: dict[int, int] = {}
    for step in (_same_path, _same_lists, _below_pairs, _alternating):
        for one, other in step(clauses, scripts, partner):
            if one not in partner and other not in partner:
                partner[one], partner[other] = other, one
    return [
        replace(clause, pair=clauses[partner[index]].id) if index in partner else clause
        for index, clause in enumerate(clauses)
    ]


def _script(clause: Clause) -> str:
    if not clause.lang:
        return ""
    return "cjk" if clause.lang in _CJK else "other"


Pairs = Iterable[tuple[int, int]]


def _same_path(clauses: list[Clause], scripts: list[str], _: dict[int, int]) -> Pairs:
    """The same label below the same parent, or the same labels all the way in two blocks that follow each other."""
    found: dict[tuple[object, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, clause in enumerate(clauses):
        if clause.label and scripts[index]:
            found["parent", clause.parent, clause.label][scripts[index]].append(index)
    for index, clause in enumerate(clauses):
        if clause.label and scripts[index] and all(label and label[0].isascii() for label in clause.path):
            found["path", clause.path][scripts[index]].append(index)
    for sides in found.values():
        if len(sides["cjk"]) == len(sides["other"]):
            yield from zip(sides["other"], sides["cjk"], strict=True)


def _same_lists(clauses: list[Clause], scripts: list[str], partner: dict[int, int]) -> Pairs:
    """Whole lists: a list in one language with the nearest list of the same labels in the other before it."""
    waiting: dict[tuple[str, tuple[str, ...]], list[list[int]]] = defaultdict(list)
    labelled = [i for i, clause in enumerate(clauses) if clause.label and scripts[i] and i not in partner]
    by_parent: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index in labelled:
        by_parent[clauses[index].parent, scripts[index]].append(index)
    for (_, script), members in sorted(by_parent.items(), key=lambda item: item[1][0]):
        labels = tuple(clauses[index].label for index in members)
        other = "other" if script == "cjk" else "cjk"
        if len(members) > 1 and waiting[other, labels]:
            yield from zip(waiting[other, labels].pop(), members, strict=True)
        else:
            waiting[script, labels].append(members)


def _below_pairs(clauses: list[Clause], scripts: list[str], partner: dict[int, int]) -> Pairs:
    """Children of paired clauses: those of the same label, the others in their order where there are as many."""
    children: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, clause in enumerate(clauses):
        children[clause.parent][clause.label].append(index)
    for one in range(len(clauses)):
        other = partner.get(one, -1)
        if one > other:
            continue
        for label, members in children[one].items():
            counterparts = children[other][label]
            if len(members) == len(counterparts):
                for pair in zip(members, counterparts, strict=True):
                    if {scripts[pair[0]], scripts[pair[1]]} == {"cjk", "other"}:
                        yield pair


def _alternating(clauses: list[Clause], scripts: list[str], partner: dict[int, int]) -> Pairs:
    """Unnumbered clauses that follow each other: one and one, or as many and as many."""
    children: dict[int, list[int]] = defaultdict(list)
    for index, clause in enumerate(clauses):
        if index not in partner and scripts[index] and not clause.label:
            children[clause.parent].append(index)
    for parent, members in children.items():
        runs = [(script, list(run)) for script, run in groupby(members, key=lambda index: scripts[index])]
        # The second language of a numbered clause stands in a paragraph below it.
        if runs and _second_half(clauses, scripts, parent, runs[0]):
            yield parent, runs[0][1][0]
            runs = runs[1:]
        for (_, one), (_, other) in zip(runs[::2], runs[1::2], strict=False):
            if len(one) == len(other):
                yield from zip(one, other, strict=True)


def _second_half(clauses: list[Clause], scripts: list[str], parent: int, run: tuple[str, list[int]]) -> bool:
    above = clauses[parent] if parent >= 0 else None
    if above is None or not (above.label and above.text and scripts[parent]):
        return False
    return scripts[parent] != run[0] and len(run[1]) == 1
