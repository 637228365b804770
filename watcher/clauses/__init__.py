"""Document → ClauseTree."""

from __future__ import annotations

from watcher.clauses.outline import outline

__all__ = ["outline"]
