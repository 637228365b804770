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
        if agreement.every is not None or self.cron is None:
            due = state.last_check + (agreement.every or self.every)
        else:
            due = self.cron(state.last_check)
        if state.candidate is not None:
            due = min(due, state.candidate.first_seen + self.confirm_after)
            due = max(due, state.last_check + min(self.confirm_after, timedelta(minutes=1)))
        return max(due, now)
