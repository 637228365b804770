"""A signal: words that, together in one sentence, say what a clause is about."""

from __future__ import annotations

from dataclasses import dataclass

from watcher.significance.terms import Terms, terms


@dataclass(frozen=True, slots=True)
class Signal:
    """All of ``together`` in one sentence, and none of ``unless``, lead to ``category``."""

    category: str
    together: tuple[Terms, ...]
    unless: Terms | None = None

    def words(self, text: str, lowered: str) -> tuple[str, ...]:
        """The words in this sentence that lead to the category; empty when they do not. ``lowered`` is lower(text)."""
        for part in self.together:
            if not part.anchored(lowered):
                return ()
        found = []
        for part in self.together:
            extent = part.search(lowered)
            if extent is None:
                return ()
            found.append(text[extent[0] : extent[1]])
        if self.unless is not None and self.unless.search(lowered):
            return ()
        return tuple(found)


def signal(category: str, *together: str, unless: str = "") -> Signal:
    """A signal from the notation of ``terms``."""
    return Signal(category, tuple(terms(part) for part in together), terms(unless) if unless else None)
