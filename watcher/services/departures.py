"""The departures of a comparison: one row a change, with what it says, why it matters and what was decided on it."""

from __future__ import annotations

from typing import Any

from watcher.domain.change import Change, Comparison
from watcher.domain.clause import Clause
from watcher.services.review import Review

Row = dict[str, Any]


def departures(review: Review, shown: Comparison) -> list[Row]:
    """The rows of the changes of ``shown``, which are all or some of the comparison's, in their order.

    Every value is a text, a number or a list of texts, as it stands in the clauses.
    """
    return [_row(review, change) for change in shown.changes]


def _row(review: Review, change: Change) -> Row:
    standing = review.standing(change.id)
    own = [entry for entry in review.entries if entry.change_id == change.id]
    decision = standing.decision
    assessment = change.assessment
    return {
        "id": change.id,
        "kind": change.kind.value,
        "severity": assessment.severity.value,
        "categories": list(assessment.categories),
        "old_label": _labels(change.old),
        "old_heading": _headings(change.old),
        "old_text": _texts(change.old),
        "new_label": _labels(change.new),
        "new_heading": _headings(change.new),
        "new_text": _texts(change.new),
        "reasons": list(assessment.reasons),
        "notes": list(change.notes),
        "facts": [f"{fact.role or fact.type}: {fact.old or '–'} → {fact.new or '–'}" for fact in assessment.facts],
        "review": standing.state.value,
        "assignee": standing.assignee,
        "decision": decision.kind.value if decision else "",
        "owner": decision.owner if decision else "",
        "until": decision.until.isoformat() if decision and decision.until else "",
        "words": own[-1].words if own else "",
        "reviewed_by": own[-1].who if own else "",
        "reviewed_at": own[-1].at.isoformat() if own else "",
    }


COLUMNS = (
    "id",
    "kind",
    "severity",
    "categories",
    "old_label",
    "old_heading",
    "old_text",
    "new_label",
    "new_heading",
    "new_text",
    "reasons",
    "notes",
    "facts",
    "review",
    "assignee",
    "decision",
    "owner",
    "until",
    "words",
    "reviewed_by",
    "reviewed_at",
)
"""The names of a row's values, in order."""


def _labels(side: tuple[Clause, ...]) -> str:
    return " / ".join(clause.label for clause in side if clause.label)


def _headings(side: tuple[Clause, ...]) -> str:
    return " / ".join(clause.heading for clause in side if clause.heading)


def _texts(side: tuple[Clause, ...]) -> str:
    return "\n".join(clause.text for clause in side)
