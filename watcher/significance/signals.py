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
        """The words in this sentence that lead to the category; empty when they do not."""
        found = []
        for part in self.together:
            match = part.search(text, lowered)
            if match is None:
                return ()
            found.append(match.group())
        if self.unless is not None and self.unless.search(text, lowered):
            return ()
        return tuple(found)


def signal(category: str, *together: str, unless: str = "") -> Signal:
    """A signal from the notation of ``terms``."""
    return Signal(category, tuple(terms(part) for part in together), terms(unless) if unless else None)
