"""What happened to a clause that has a successor: the kind of change, the words, the notes."""

from __future__ import annotations

from watcher.diff.align import Alignment
from watcher.diff.capitals import loudness, recased
from watcher.diff.changeid import change_id
from watcher.diff.crossrefs import References, Says, Verdict
from watcher.diff.fields import spans_of
from watcher.diff.fingerprint import emphasis_in, links_in, words_in
from watcher.diff.marks import Marks, emphasis_notes, emphasis_of, link_notes, links_of, renumbered, without, words_of
from watcher.diff.tokens import tokenize
from watcher.diff.wording import kept
from watcher.domain.change import Change, ChangeKind
from watcher.domain.clause import Clause


class Judge:
    """Tells the changes of linked clauses, once it is known who follows whom and who moved."""

    def __init__(self, alignment: Alignment, references: References, moved: set[int]) -> None:
        self._old, self._new = alignment.matching.old, alignment.matching.new
        self._laid_out = alignment.laid_out.pairs
        self._references = references
        self._moved = moved

    def changes(self, i: int, j: int) -> list[Change]:
        """What became of old clause ``i``, now ``j``: nothing, one thing, or a new label and new marks besides."""
        verdict = self._verdict(i, j)
        if verdict.says is Says.OTHERWISE and self._old.plain[i] == self._new.plain[j]:
            letters = recased(self._old.clauses[i], self._new.clauses[j])
            if letters is not None:
                return self._recased(i, j, verdict.notes + letters)
        kind, notes = self._marks(range(i, i + 1), range(j, j + 1)) if self._marks_count(i, j, verdict) else (None, ())
        moved = j in self._moved
        if verdict.says is Says.OTHERWISE:
            old, new = self._old.clauses[i], self._new.clauses[j]
            notes = verdict.notes + loudness(old.text, new.text) + self._marks_kept(i, j)
            return [self._change(ChangeKind.MOVED_MODIFIED if moved else ChangeKind.MODIFIED, i, j, notes)]
        if moved:
            return [self._change(ChangeKind.MOVED, i, j, verdict.notes + notes)]
        found = []
        if self._renumbered(i, j):
            found.append(self._change(ChangeKind.RENUMBERED, i, j, verdict.followed))
        if verdict.says is Says.LEADS_ELSEWHERE:
            kind = ChangeKind.LINK
        if kind is not None:
            found.append(self._change(kind, i, j, verdict.notes + notes))
        return found

    def _recased(self, i: int, j: int, notes: tuple[str, ...]) -> list[Change]:
        notes += self._marks(range(i, i + 1), range(j, j + 1))[1]
        if j in self._moved:
            return [self._change(ChangeKind.MOVED, i, j, notes)]
        renumbered = [self._change(ChangeKind.RENUMBERED, i, j, ())] if self._relabelled(i, j) else []
        return [*renumbered, self._change(ChangeKind.EMPHASIS, i, j, notes)]

    def stretch(self, olds: range, news: range) -> list[Change]:
        """What became of the marks in a stretch that was laid out anew; told of the clause it begins with."""
        kind, notes = self._marks(olds, news)
        return [] if kind is None else [self._change(kind, olds[0], news[0], notes)]

    def _change(self, kind: ChangeKind, i: int, j: int, notes: tuple[str, ...]) -> Change:
        old, new = self._old.clauses[i], self._new.clauses[j]
        heading_spans, spans = spans_of(old, new)
        return Change(
            id=change_id(kind, (old,), (new,)),
            kind=kind,
            old=(old,),
            new=(new,),
            spans=spans,
            heading_spans=heading_spans,
            notes=notes,
        )

    def _verdict(self, i: int, j: int) -> Verdict:
        same = self._old.said[i] == self._new.said[j]
        if (i, j) in self._laid_out or (same and self._references.settled):
            return Verdict(Says.THE_SAME)
        return self._references.judge(i, j)

    def _relabelled(self, i: int, j: int) -> bool:
        if (i, j) in self._laid_out and (self._old.item[i] or self._new.item[j]):
            return False  # the label of one may stand in the words of the other
        return self._old.label[i] != self._new.label[j]

    def _renumbered(self, i: int, j: int) -> bool:
        if self._relabelled(i, j):
            return True
        return (i, j) not in self._laid_out and self._old.said[i] != self._new.said[j]

    def _marks_count(self, i: int, j: int, verdict: Verdict) -> bool:
        """Marks are compared word by word, so only where the words correspond."""
        return verdict.says is not Says.OTHERWISE and (i, j) not in self._laid_out

    def _marks(self, olds: range, news: range) -> tuple[ChangeKind | None, tuple[str, ...]]:
        """What changed about how the same words are printed, and where they lead."""
        if len(olds) == len(news) == 1 and _printed(self._old.clauses[olds[0]]) == _printed(self._new.clauses[news[0]]):
            return None, ()
        bold, now_bold = emphasis_in(self._old, olds), emphasis_in(self._new, news)
        led, leads = links_in(self._old, olds), links_in(self._new, news)
        if bold == now_bold and led == leads:
            return None, ()
        words = words_in(self._new, news)
        notes = link_notes(words, led, leads) + emphasis_notes(words, bold, now_bold)
        return ChangeKind.EMPHASIS if led == leads else ChangeKind.LINK, notes

    def _marks_kept(self, i: int, j: int) -> tuple[str, ...]:
        """What changed about how the words are printed that a modified clause kept."""
        old, new = self._old.clauses[i], self._new.clauses[j]
        bold, now_bold, led, leads = emphasis_of(old), emphasis_of(new), links_of(old), links_of(new)
        if not (bold or now_bold or led or leads):
            return ()
        was, now = len(tokenize(old.heading)), len(tokenize(new.heading))
        became = kept(old.heading, new.heading)
        became += [(was + number, now + then) for number, then in kept(old.text, new.text)]
        stayed = [(number, number) for _, number in became]
        bold, now_bold = renumbered(bold, became), renumbered(now_bold, stayed)
        led, leads = _turned(led, leads, became)
        words = words_of(new)
        return link_notes(words, led, leads) + emphasis_notes(words, bold, now_bold)


def _printed(clause: Clause) -> tuple[object, ...]:
    """All that marks are told from."""
    ranges = clause.heading_emphasis, clause.emphasis, clause.heading_links, clause.links
    return clause.heading, clause.text, *ranges


def _turned(led: Marks, leads: Marks, became: list[tuple[int, int]]) -> tuple[Marks, Marks]:
    """The links of the words that were kept, before and after. An address that the clause leads to before and after,
    from other words, is no news: "our [rules]" that became "our rules, [here]"."""
    was, now = renumbered(led, became), renumbered(leads, [(number, number) for _, number in became])
    gone = without({number: said for number, said in was.items() if number not in now}, leads.values())
    come = without({number: said for number, said in now.items() if number not in was}, led.values())
    both = was.keys() & now.keys()
    return {n: s for n, s in was.items() if n in both} | gone, {n: s for n, s in now.items() if n in both} | come
