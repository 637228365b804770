"""The filters of a comparison, as they stand in its address; its page and its exports take the same ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from watcher.domain.assessment import Severity
from watcher.domain.change import Comparison
from watcher.redline.sheet import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown of a comparison, and in which order."""

    order: Order = Order.SEVERITY
    severity: Severity = Severity.NONE
    """From which on."""
    category: str = ""
    """Only changes in it, or under a clause that is; empty: all."""

    def of(self, comparison: Comparison) -> Comparison:
        """The comparison with those of its changes that are asked for."""
        if self.severity is Severity.NONE and not self.category:
            return comparison
        chosen = tuple(
            change
            for change in comparison.changes
            if change.assessment.severity >= self.severity
            and (not self.category or self.category in change.assessment.categories + change.assessment.inherited)
        )
        return replace(comparison, changes=chosen)

    def query(self, **others: str) -> str:
        """As it stands in an address, with its question mark; ``others`` replace parts of it."""
        usual = View()
        said = {name: str(getattr(self, name)) for name in ("order", "severity", "category")} | others
        kept = {name: value for name, value in said.items() if value != str(getattr(usual, name, ""))}
        return f"?{urlencode(kept)}" if kept else ""


def view(
    order: Order = Order.SEVERITY,
    severity: Severity = Severity.NONE,
    category: Annotated[str, Query(max_length=100)] = "",
) -> View:
    """Read from the address."""
    return View(order=order, severity=severity, category=category)
