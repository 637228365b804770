"""Comparing two clause trees: the steps, in order."""

from __future__ import annotations

from watcher.diff.align import Alignment, align
from watcher.diff.changeid import change_id
from watcher.diff.crossrefs import References
from watcher.diff.echoes import Place, without_echoes
from watcher.diff.fingerprint import same
from watcher.diff.judge import Judge
from watcher.diff.matching import NOBODY, increasing
from watcher.diff.moves import moved
from watcher.diff.scheme import scheme_change
from watcher.diff.side import Codes, Side
from watcher.diff.wording import spans_between
from watcher.domain.change import Change, ChangeKind, Comparison, Span
from watcher.domain.clause import Clause, ClauseTree


def compare(old: ClauseTree, new: ClauseTree) -> Comparison:
    """What happened to each clause between two trees. The same trees give the same comparison, ids included.

    ``spans`` of a split or merged clause are over its clauses' headings and texts, joined by line breaks.
    """
    codes = Codes()
    before, after = Side(old, codes), Side(new, codes)
    alignment = align(before, after)
    changes: tuple[Change, ...] = ()
    if not same(before, after):
        judge = Judge(alignment, References(alignment), moved(alignment))
        placed = [*_linked(alignment, judge), *_regrouped(alignment), *_unlinked(alignment)]
        told_once = without_echoes(alignment, placed)
        changes = tuple(change for _, change in sorted(told_once, key=lambda item: item[0]))
    return Comparison(
        changes=changes,
        scheme=scheme_change(alignment.matching),
        pairs=tuple((old.clauses[i].id, new.clauses[j].id) for i, j in alignment.matching.pairs()),
        old_title=old.title,
        new_title=new.title,
        languages=new.languages or old.languages,
    )


def _linked(alignment: Alignment, judge: Judge) -> list[tuple[Place, Change]]:
    """Clauses with one predecessor and one successor, and stretches that were laid out anew."""
    regrouped = {j for group in alignment.split for j in group.parts} | {group.whole for group in alignment.merged}
    found: list[tuple[Place, Change]] = []
    for i, j in alignment.matching.pairs():
        if j in regrouped:
            continue
        found += [((j, 0, rank), change) for rank, change in enumerate(judge.changes(i, j))]
    for olds, news in alignment.laid_out.stretches:
        found += [((news[0], 0, 2), change) for change in judge.stretch(olds, news)]
    return found


def _regrouped(alignment: Alignment) -> list[tuple[Place, Change]]:
    """Clauses that were split or merged."""
    old, new = alignment.matching.old.clauses, alignment.matching.new.clauses
    found = []
    for group in alignment.split:
        parts = tuple(new[j] for j in group.parts)
        found.append(((group.parts[0], 0, 0), _of_several(ChangeKind.SPLIT, (old[group.whole],), parts)))
    for group in alignment.merged:
        parts = tuple(old[i] for i in group.parts)
        found.append(((group.whole, 0, 0), _of_several(ChangeKind.MERGED, parts, (new[group.whole],))))
    return found


def _of_several(kind: ChangeKind, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> Change:
    return Change(id=change_id(kind, old, new), kind=kind, old=old, new=new, spans=_passage_spans(old, new))


def _passage_spans(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> tuple[Span, ...]:
    return spans_between(_passage(old), _passage(new))


def _passage(clauses: tuple[Clause, ...]) -> str:
    return "\n".join(part for clause in clauses for part in (clause.heading, clause.text) if part)


def _unlinked(alignment: Alignment) -> list[tuple[Place, Change]]:
    """Added clauses, and removed ones where they stood: behind what now stands where their neighbour stood."""
    matching = alignment.matching
    in_groups_old = {i for group in alignment.merged for i in group.parts} | alignment.laid_out.old
    in_groups_new = {j for group in alignment.split for j in group.parts} | alignment.laid_out.new
    found: list[tuple[Place, Change]] = []
    for j in matching.fresh():
        if j not in in_groups_new:
            clauses = (matching.new.clauses[j],)
            change = Change(id=change_id(ChangeKind.ADDED, (), clauses), kind=ChangeKind.ADDED, new=clauses)
            found.append(((j, 0, 0), change))
    kept = _kept_order(alignment)
    behind = NOBODY
    for i, j in enumerate(matching.successor):
        if j in kept:
            behind = j
        elif j == NOBODY and i not in in_groups_old:
            clauses = (matching.old.clauses[i],)
            change = Change(id=change_id(ChangeKind.REMOVED, clauses, ()), kind=ChangeKind.REMOVED, old=clauses)
            found.append(((behind, 1, i), change))
    return found


def _kept_order(alignment: Alignment) -> set[int]:
    """New clauses by which the place of a removed one can be told: those that kept the order."""
    successors = [j for _, j in alignment.matching.pairs()]
    return {successors[k] for k in increasing(successors)}
