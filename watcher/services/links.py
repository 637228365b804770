"""Addresses of the web pages, as they stand in messages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Links:
    """Makes absolute addresses below the configured ``base_url``."""

    base_url: str

    def overview(self) -> str:
        return f"{self.base_url.rstrip('/')}/"

    def agreement(self, agreement_id: str) -> str:
        return f"{self.base_url.rstrip('/')}/agreements/{quote(agreement_id, safe='')}"

    def comparison(self, comparison_id: str) -> str:
        return f"{self.base_url.rstrip('/')}/comparisons/{quote(comparison_id, safe='')}"
