"""Passwords: kept as Argon2id hashes (RFC 9106) that cost 64 MiB and some tens of milliseconds to try."""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from watcher.domain.errors import UsageError

SHORTEST = 12
LONGEST = 500
"""Characters of a password."""
AT_ONCE = 2
"""Passwords tried at the same time: a crowd at the door must not take all the memory."""


class Passwords:
    """Makes hashes and tries passwords against them."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._door = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = ""

    def hashed(self, password: str) -> str:
        """A hash in PHC string format. Raises UsageError for a password that is too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(
                f"a password has {SHORTEST} to {LONGEST} characters", where="password", mend="several words are best"
            )
        with self._door:
            return self._hasher.hash(_folded(password))

    def fits(self, password: str, kept: str) -> bool:
        """Whether it is the password of that hash. It takes as long where there is none: ``kept`` empty."""
        with self._door:
            if not self._nobody:
                self._nobody = self._hasher.hash("nobody's password")
            try:
                self._hasher.verify(kept or self._nobody, _folded(password[: LONGEST + 1]))
            except (VerificationError, InvalidHashError):
                return False
        return bool(kept)

    def is_old(self, kept: str) -> bool:
        """Whether the hash was made with less effort than is made now."""
        return self._hasher.check_needs_rehash(kept)


def _folded(password: str) -> bytes:
    """The same bytes however the keyboard composed the letters (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
