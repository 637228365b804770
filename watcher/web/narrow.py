"""What is asked for of a comparison, as it stands in its address; its page and its exports take the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import parse_qs, urlencode

from fastapi import Query

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.redline.groups import Order


class Columns(StrEnum):
    """How the two texts stand beside each other."""

    INLINE = "inline"
    """One text with what went and what came marked in it."""
    SPLIT = "split"
    """The old text on the left, the new one on the right."""
    LANGUAGES = "languages"
    """A bilingual agreement: each language in a column of its own, what went and what came marked in both."""


class Extent(StrEnum):
    """How much of the agreement is shown."""

    CHANGED = "changed"
    """Clauses that changed; those between them are folded."""
    WHOLE = "whole"
    """All of it."""


MOST_PAGES = 1000
"""Beyond any comparison: an address cannot ask for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown of a comparison, in which order, and how."""

    order: Order = Order.SEVERITY
    """Of the list; the text itself is always in the order of the document."""
    severity: Severity = Severity.NONE
    """From which on."""
    category: str = ""
    """Only changes in it, or under a clause that is; empty: all."""
    kind: ChangeKind | Literal[""] = ""
    """Only changes of that kind; empty: all."""
    open: bool = False
    """Only changes that wait for a decision."""
    columns: Columns = Columns.INLINE
    text: Extent = Extent.CHANGED
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether some changes may be left out."""
        return bool(self.severity is not Severity.NONE or self.category or self.kind or self.open)

    def of(self, comparison: Comparison, waits: Callable[[str], bool]) -> Comparison:
        """The comparison with those of its changes that are asked for; ``waits`` says whether one is undecided."""
        if not self.narrowed:
            return comparison
        return replace(comparison, changes=tuple(one for one in comparison.changes if self._wants(one, waits)))

    def _wants(self, change: Change, waits: Callable[[str], bool]) -> bool:
        assessment = change.assessment
        return (
            assessment.severity >= self.severity
            and (not self.category or self.category in assessment.categories + assessment.inherited)
            and (not self.kind or change.kind is self.kind)
            and (not self.open or (change.kind is not ChangeKind.RENUMBERED and waits(change.id)))
        )

    def query(self, **others: str) -> str:
        """As it stands in an address, with its question mark; ``others`` replace parts of it.

        Whatever is chosen anew is shown from its first page on.
        """
        usual = _said(View())
        said = {**_said(self), **({"page": "1"} if others else {}), **others}
        kept = {name: value for name, value in said.items() if value != usual.get(name, "")}
        return f"?{urlencode(kept)}" if kept else ""


def _said(view: View) -> dict[str, str]:
    return {
        "order": view.order.value,
        "severity": view.severity.value,
        "category": view.category,
        "kind": str(view.kind),
        "open": "1" if view.open else "",
        "columns": view.columns.value,
        "text": view.text.value,
        "page": str(view.page),
    }


def view(
    order: Order = Order.SEVERITY,
    severity: Severity = Severity.NONE,
    category: Annotated[str, Query(max_length=100)] = "",
    kind: ChangeKind | Literal[""] = "",
    open: Literal["", "1"] = "",  # noqa: A002  (the word in the address)
    columns: Columns = Columns.INLINE,
    text: Extent = Extent.CHANGED,
    page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> View:
    """Read from the address."""
    return View(
        order=order,
        severity=severity,
        category=category,
        kind=kind,
        open=bool(open),
        columns=columns,
        text=text,
        page=page,
    )


def view_of(query: str) -> View:
    """Read from a query that a form of ours brought back; the usual view where it does not hold one."""
    said = {name: values[0] for name, values in parse_qs(query.removeprefix("?")[:1000]).items()}
    try:
        return View(
            order=Order(said.get("order", Order.SEVERITY)),
            severity=Severity(said.get("severity", Severity.NONE)),
            category=said.get("category", "")[:100],
            kind=ChangeKind(said["kind"]) if said.get("kind") else "",
            open=said.get("open") == "1",
            columns=Columns(said.get("columns", Columns.INLINE)),
            text=Extent(said.get("text", Extent.CHANGED)),
            page=min(max(int(said.get("page", "1")[:4]), 1), MOST_PAGES),
        )
    except ValueError:
        return View()
