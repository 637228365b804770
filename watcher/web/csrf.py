"""Form tokens: a form that changes something is believed only when a page of ours, made for the same visitor, held it.

The token is a keyed hash of what the visitor is known by (OWASP, "HMAC based token pattern"): nothing is kept.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

FIELD = "form_token"
"""The name of the hidden field."""


@dataclass(frozen=True, slots=True)
class FormTokens:
    """Makes and checks them. ``key`` gives the installation's key."""

    key: Callable[[], bytes]

    def of(self, binding: str) -> str:
        """The token for a visitor who is known by ``binding``."""
        return hmac.digest(self.key(), b"form\0" + binding.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()

    def fits(self, token: str, binding: str) -> bool:
        """Whether the token was made for that visitor."""
        return bool(binding) and hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self.of(binding).encode())
