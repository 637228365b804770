"""When a failed request is worth another try, and after which pause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from watcher.domain.errors import FetchError

FIRST_PAUSE = 0.5
"""Seconds; each further one is twice as long."""

Chance = Callable[[], float]
"""A number from 0 up to 1, drawn anew each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    attempts: int
    budget: float
    """Seconds in all, the pauses included."""
    chance: Chance

    def pause_after(self, attempt: int, error: FetchError, spent: float) -> float | None:
        """Seconds to wait before the next try; none when there is to be no other.

        ``attempt`` counts from 1; ``spent`` is how much of the budget is used up. A server's own wish (Retry-After)
        is kept to, or where it goes beyond the budget there is no further try.
        """
        if not error.transient or attempt >= self.attempts:
            return None
        pause = FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + self.chance())
        if error.retry_after is not None:
            pause = max(pause, error.retry_after)
        return pause if spent + pause < self.budget else None
