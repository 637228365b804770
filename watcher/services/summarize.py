"""What a replay came to, document by document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watcher.domain.version import CheckOutcome
from watcher.services.replay import Replayed

YEAR = timedelta(days=365)


@dataclass(slots=True)
class DocumentSummary:
    """Counts for one document; grows with every line."""

    outcomes: Counter[CheckOutcome] = field(default_factory=Counter)
    alerts: int = 0
    warnings: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def add(self, replayed: Replayed) -> None:
        self.outcomes[replayed.outcome] += 1
        self.alerts += replayed.alert
        self.warnings += replayed.warnings
        if replayed.at is not None:
            self.first = min(self.first or replayed.at, replayed.at)
            self.last = max(self.last or replayed.at, replayed.at)

    @property
    def pages(self) -> int:
        return self.outcomes.total()

    @property
    def read(self) -> float:
        """The share of pages that were read as the agreement, 0 to 1."""
        return 1 - self.lost / self.pages if self.pages else 0.0

    @property
    def quarantined(self) -> int:
        return self.outcomes[CheckOutcome.QUARANTINED]

    @property
    def failed(self) -> int:
        return self.outcomes[CheckOutcome.FAILED]

    @property
    def lost(self) -> int:
        """Pages that were not read as the agreement."""
        return self.outcomes[CheckOutcome.FAILED] + self.outcomes[CheckOutcome.QUARANTINED]

    @property
    def alerts_a_year(self) -> float:
        if self.first is None or self.last is None:
            return 0.0
        return self.alerts / max((self.last - self.first) / YEAR, 1 / 365)
