"""Everything that can go wrong, as one tree.

    WatcherError                      what was wrong, where, and the mend
    ├── UsageError                    the caller asked for something that cannot be          (exit code 2)
    │   ├── ConfigError               config.toml does not say what it must; every mistake at once
    │   ├── SecretMissing             an environment variable that the configuration names is not set
    │   └── NotFound                  no agreement, version, comparison or delivery of that name
    ├── SignInRefused                 who it is could not be shown
    ├── Overtaken                     what somebody decided on is no longer what they saw
    ├── FetchError                    a page did not come, or came in a form that is not taken
    │   └── AddressRefused            the address guard does not let us go there
    ├── Unreadable                    bytes came, but no document can be made of them
    ├── StoreError                    the data folder or its database failed
    │   ├── StoreBusy                 another process holds what we need
    │   ├── StoreFull                 no room left on the disk
    │   └── SnapshotCorrupt           a kept snapshot no longer has the SHA-256 it is named by
    └── DeliveryError                 a message did not reach its subscriber

What a caller must decide stands in fields, never in the words of a message: ``exit_code`` for the command line,
``transient`` (is it worth trying again?), ``retry_after`` (seconds that the other side asked us to wait).
"""

from __future__ import annotations

from dataclasses import dataclass


class WatcherError(Exception):
    """A failure that is told to a person.

    ``what`` says what was wrong, ``where`` names the key, file, address or id, ``mend`` says what to do next.
    """

    exit_code: int = 3
    transient: bool = False

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} ({self.mend})" if self.mend else text


class UsageError(WatcherError):
    """The command or the configuration cannot mean anything."""

    exit_code = 2


class NotFound(UsageError):
    """Nothing is kept under that name."""


class SecretMissing(UsageError):
    """A secret's environment variable is not set. ``where`` is the variable's name."""


class SignInRefused(WatcherError):
    """No account has that name and password, or too many attempts were made. It never says which of name and password.

    ``retry_after``: seconds until the next attempt is looked at; none where it is looked at now.
    """

    def __init__(self, what: str, *, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.retry_after = retry_after


class Overtaken(WatcherError):
    """Somebody was quicker, or the comparison was made anew: what is decided on is not what was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigProblem:
    """One mistake in config.toml."""

    path: str
    """The key's path, such as ``agreements[2].every``."""
    found: str
    """What stands there, as written; empty where something is missing."""
    expected: str
    nearest: str = ""
    """The nearest valid key or value; empty where nothing is near."""

    def __str__(self) -> str:
        found = f"found {self.found}, " if self.found else ""
        nearest = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"{self.path}: {found}expected {self.expected}{nearest}"


class ConfigError(UsageError):
    """Every mistake of one configuration file."""

    def __init__(self, problems: tuple[ConfigProblem, ...], *, where: str) -> None:
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        super().__init__(f"{count} in the configuration", where=where, mend="mend them and run the command again")
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join([f"{self.where}: {self.what}", *(f"  {problem}" for problem in self.problems)])


class FetchError(WatcherError):
    """A page could not be had.

    ``reason`` is one word that scripts can rely on: ``unresolved``, ``refused``, ``timeout``, ``tls``,
    ``connection``, ``redirects``, ``too_large``, ``truncated``, ``encoding``, ``status``, ``robots``, ``empty``,
    ``protocol``, ``address``, ``browser`` (the browser that should draw the page cannot).
    """

    def __init__(
        self,
        what: str,
        *,
        reason: str,
        where: str = "",
        mend: str = "",
        transient: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(what, where=where, mend=mend)
        self.reason = reason
        self.transient = transient
        self.status = status
        self.retry_after = retry_after


class AddressRefused(FetchError):
    """The address is one that a watcher of published pages has no business to reach."""

    def __init__(self, what: str, *, where: str, mend: str = "") -> None:
        super().__init__(what, reason="address", where=where, mend=mend)


class Unreadable(WatcherError):
    """No document can be made of the bytes.

    ``reason`` is one word: ``encrypted``, ``scanned``, ``binary``, ``empty``, ``selector``, ``damaged``, ``limits``.
    """

    def __init__(self, what: str, *, reason: str, where: str = "", mend: str = "") -> None:
        super().__init__(what, where=where, mend=mend)
        self.reason = reason


class StoreError(WatcherError):
    """The data folder or the database did not do what was asked."""


class StoreBusy(StoreError):
    """Another process holds the database or the service's lock."""

    transient = True


class StoreFull(StoreError):
    """The disk has no room; nothing of what was being written is kept."""

    transient = True


class SnapshotCorrupt(StoreError):
    """The bytes read do not have the SHA-256 they were kept under."""


class DeliveryError(WatcherError):
    """One attempt of a delivery failed.

    ``permanent``: do not try again. ``retry_after``: seconds that the other side asked us to wait.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        mend: str = "",
        permanent: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(what, where=where, mend=mend)
        self.permanent = permanent
        self.transient = not permanent
        self.status = status
        self.retry_after = retry_after
