"""What happened to a clause that has a successor: the kind of change, the words, the notes."""

from __future__ import annotations

from watcher.diff.changeid import change_id
from watcher.diff.crossrefs import References, Says, Verdict
from watcher.diff.marks import emphasis_notes, emphasis_of, link_notes, links_of
from watcher.diff.matching import Matching
from watcher.diff.wording import spans_between
from watcher.domain.change import Change, ChangeKind


class Judge:
    """Tells the changes of linked clauses, once it is known who follows whom and who moved."""

    def __init__(self, matching: Matching, references: References, moved: set[int]) -> None:
        self._old, self._new = matching.old, matching.new
        self._references = references
        self._moved = moved

    def change(self, i: int, j: int) -> Change | None:
        """What became of old clause ``i``, now ``j``; none where nothing did."""
        verdict = self._verdict(i, j)
        marked, notes = self._marks(i, j) if verdict.says is not Says.OTHERWISE else (None, ())
        kind = self._kind(i, j, verdict, marked)
        if kind is None:
            return None
        old, new = self._old.clauses[i], self._new.clauses[j]
        return Change(
            id=change_id(kind, (old,), (new,)),
            kind=kind,
            old=(old,),
            new=(new,),
            spans=spans_between(old.text, new.text) if old.text != new.text else (),
            heading_spans=spans_between(old.heading, new.heading) if old.heading != new.heading else (),
            notes=verdict.notes + notes,
        )

    def _verdict(self, i: int, j: int) -> Verdict:
        same = self._old.said[i] == self._new.said[j]
        if same and self._references.settled:
            return Verdict(Says.THE_SAME)
        return self._references.judge(i, j)

    def _kind(self, i: int, j: int, verdict: Verdict, marked: ChangeKind | None) -> ChangeKind | None:
        moved = j in self._moved
        if verdict.says is Says.OTHERWISE:
            return ChangeKind.MOVED_MODIFIED if moved else ChangeKind.MODIFIED
        if moved:
            return ChangeKind.MOVED
        if verdict.says is Says.LEADS_ELSEWHERE:
            return ChangeKind.LINK
        if marked is not None:
            return marked
        relabelled = self._old.label[i] != self._new.label[j]
        return ChangeKind.RENUMBERED if relabelled or self._old.said[i] != self._new.said[j] else None

    def _marks(self, i: int, j: int) -> tuple[ChangeKind | None, tuple[str, ...]]:
        """What changed about how the same words are printed, and where they lead."""
        old, new = self._old.clauses[i], self._new.clauses[j]
        bold, now_bold = emphasis_of(old), emphasis_of(new)
        led, leads = links_of(old), links_of(new)
        notes: tuple[str, ...] = ()
        kind = None
        if bold != now_bold:
            kind, notes = ChangeKind.EMPHASIS, emphasis_notes(old, new, bold, now_bold)
        if led != leads:
            kind, notes = ChangeKind.LINK, link_notes(old, new, led, leads) + notes
        return kind, notes
