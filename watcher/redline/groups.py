"""Which changes are one thing that happened, and are read as one entry.

a section of twelve clauses was added             twelve entries
the provider calls itself Harrier now             nine, each "Kestrel" struck and "Harrier" put in
a link in the footer of every part moved          seven
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp

_TOGETHER = 50
"""Clauses that are read as one entry at most."""
_OFTEN = 3
"""Clauses in which the same words must stand for the same others; two are read sooner than their places."""
_LONGEST = 60
"""Characters of what can be a name. Longer stretches are statements, of which each place counts."""

Edit = tuple[frozenset[str], frozenset[str]]
"""What stood there before, and what stands there now."""


class Order(StrEnum):
    """In which order changes are shown."""

    SEVERITY = "severity"
    """The weightiest first; equal ones in document order."""
    DOCUMENT = "document"
    """As they stand in the new document."""


def groups(comparison: Comparison, order: Order = Order.SEVERITY) -> list[tuple[Change, ...]]:
    """What is worth an alert, in that order: each change alone, but for what is one thing that happened.

    Clauses that came or went, and stand one after another under the first of them or beside it under the same heading,
    are read as one text. A link that leads elsewhere in many clauses, or a name that became another in many and is all
    that changed in them, is one: it stands where it is met first.
    """
    shared = _shared_edits(comparison.substantive)
    found: list[list[Change]] = []
    repeated: dict[tuple[Edit, ChangeKind], list[Change]] = {}
    for change in comparison.substantive:
        if edit := shared.get(change.id):
            group = repeated.get(edit)
        else:
            group = found[-1] if found and _goes_with(found[-1][0], change) else None
        if group is None or len(group) == _TOGETHER:
            group = []
            found.append(group)
            if edit:
                repeated[edit] = group
        group.append(change)
    told = [tuple(group) for group in found]
    return sorted(told, key=weight_of, reverse=True) if order is Order.SEVERITY else told


def weight_of(group: Iterable[Change]) -> Severity:
    """The highest of the changes of a group."""
    return max(change.assessment.severity for change in group)


def _shared_edits(changes: Sequence[Change]) -> dict[str, tuple[Edit, ChangeKind]]:
    """By the id of a change what it has in common with others: any link that moved, a name that changed often."""
    edits = {change.id: (edit, change.kind) for change in changes if (edit := edit_of(change)) is not None}
    often = Counter(edits.values())
    return {name: edit for name, edit in edits.items() if edit[1] is ChangeKind.LINK or often[edit] >= _OFTEN}


def edit_of(change: Change) -> Edit | None:
    """Where the links of a clause led and lead, without those that stayed; the one name that became another. None where
    anything else happened to the clause, or where the words are a fact: a number, a duty, a negation."""
    if change.kind is ChangeKind.LINK:
        old, new = (
            frozenset(link.target for clause in side for link in (*clause.heading_links, *clause.links))
            for side in (change.old, change.new)
        )
        return (old - new, new - old) if old != new else None
    if change.kind is not ChangeKind.MODIFIED or change.assessment.facts:
        return None
    edits = {*_edits(change.heading_spans), *_edits(change.spans)}
    if len(edits) != 1 or not all(_is_name(words) for words in next(iter(edits))):
        return None
    gone, come = edits.pop()
    return frozenset({gone}), frozenset({come})


def _goes_with(first: Change, change: Change) -> bool:
    if change.kind is not first.kind or change.kind not in (ChangeKind.ADDED, ChangeKind.REMOVED):
        return False
    path = first.clause.path
    return bool(path) and change.clause.path[: len(path)] == path and change.clause.lang == first.clause.lang


def _edits(spans: Sequence[Span]) -> list[tuple[str, str]]:
    """What was replaced by what, one pair for each place."""
    found: list[tuple[str, str]] = []
    gone = come = ""
    for span in (*spans, Span(SpanOp.EQUAL, "")):
        if span.cosmetic:
            continue
        if span.op is SpanOp.DELETE:
            gone += span.text
        elif span.op is SpanOp.INSERT:
            come += span.text
        elif gone or come:
            found.append((gone.strip(), come.strip()))
            gone = come = ""
    return found


def _is_name(words: str) -> bool:
    return 0 < len(words) <= _LONGEST and any(sign.isalpha() for sign in words) and not any(map(str.isdigit, words))
