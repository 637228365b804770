"""Addresses of the web pages, as they stand in messages. What may be done by following one is signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from watcher.domain.assessment import Severity

_SIGNATURE = 32
"""Bytes of a SHA-256."""


def _no_key() -> bytes:
    raise RuntimeError("these links cannot sign anything")


@dataclass(frozen=True, slots=True)
class Links:
    """Makes absolute addresses below the configured ``base_url``."""

    base_url: str
    key: Callable[[], bytes] = _no_key
    """Gives the key that signs links."""

    def overview(self) -> str:
        return f"{self.base_url.rstrip('/')}/"

    def agreement(self, agreement_id: str) -> str:
        return f"{self.base_url.rstrip('/')}/agreements/{quote(agreement_id, safe='')}"

    def comparison(self, comparison_id: str) -> str:
        return f"{self.base_url.rstrip('/')}/comparisons/{quote(comparison_id, safe='')}"

    def feed(self, name: str, *, agreement: str = "", tag: str = "", severity: Severity = Severity.LOW) -> str:
        """A feed's address; what is not chosen does not stand in it."""
        chosen = {"agreement": agreement, "tag": tag, "severity": "" if severity is Severity.LOW else str(severity)}
        query = urlencode({key: value for key, value in chosen.items() if value})
        return f"{self.base_url.rstrip('/')}/feeds/{quote(name, safe='')}{'?' if query else ''}{query}"

    def feed_token(self) -> str:
        """What stands in the address of a feed that is read without signing in."""
        return hmac.digest(self.key(), b"feed\0", hashlib.sha256).hex()[:40]

    def subscription(self, subscriber: str) -> str:
        """Where a subscriber sees and ends their own subscription, without signing in: the link itself is the proof."""
        name = subscriber.encode("utf-8", "replace")
        token = base64.urlsafe_b64encode(self._signature(name) + name).decode().rstrip("=")
        return f"{self.base_url.rstrip('/')}/subscriptions/{token}"

    def subscriber_of(self, token: str) -> str | None:
        """Whose subscription the last part of such an address speaks of; none when we did not make it."""
        try:
            said = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError:
            return None
        signature, name = said[:_SIGNATURE], said[_SIGNATURE:]
        if not hmac.compare_digest(signature, self._signature(name)):
            return None
        return name.decode("utf-8", "replace")

    def _signature(self, name: bytes) -> bytes:
        return hmac.digest(self.key(), b"subscription\0" + name, hashlib.sha256)
