"""When an agreement is due. Follows from the configuration and the last check alone, so that a restart neither
repeats a check nor forgets one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from watcher.domain.agreement import Agreement
from watcher.domain.version import WatchState

NextFiring = Callable[[datetime], datetime]
"""The first moment of a cron schedule, strictly after the one given; UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The schedule for all; an agreement's own ``every`` goes before it."""

    every: timedelta = timedelta(hours=6)
    cron: NextFiring | None = None
    """Instead of ``every``."""
    confirm_after: timedelta = timedelta(minutes=10)

    def next_check(self, agreement: Agreement, state: WatchState, now: datetime) -> datetime:
        """When the agreement is due; ``now`` where that moment has passed or it was never checked."""
        if state.last_check is None:
            return now
        # A moment in the future was written before the clock was set back; waiting for it could take for ever.
        last = min(state.last_check, now)
        if agreement.every is not None or self.cron is None:
            due = last + (agreement.every or self.every)
        else:
            due = self.cron(last)
        if state.candidate is not None:
            due = min(due, min(state.candidate.first_seen, now) + self.confirm_after)
            due = max(due, last + min(self.confirm_after, timedelta(minutes=1)))
        return max(due, now)
