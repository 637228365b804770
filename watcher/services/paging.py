"""Long lists, page by page: each page says where it ended, so that the next one begins there whatever came since."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from watcher.domain.errors import UsageError
from watcher.domain.sentence import Sentence

T = TypeVar("T")
U = TypeVar("U")
Key = tuple[str | int | float, ...]
"""By what a list is ordered; no two of its items have the same."""

_INTEGERS = 2**63
"""Databases hold no larger ones."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list, in its order."""

    items: tuple[T, ...] = ()
    next: str = ""
    """Where the next page begins; empty on the last one."""


def page(rows: Sequence[U], limit: int, make: Callable[[U], T], key: Callable[[U], Key]) -> Page[T]:
    """The first ``limit`` of the rows that were found; whoever looked for them asked for one more."""
    some = rows[:limit]
    return Page(tuple(make(row) for row in some), cursor(key(some[-1])) if len(rows) > limit and some else "")


def cursor(key: Key) -> str:
    """A place in a list as text that can stand in an address."""
    return base64.urlsafe_b64encode(json.dumps(key).encode("ascii")).decode("ascii").rstrip("=")


def key(after: str, *types: type[str | int | float]) -> Key | None:
    """What ``cursor`` wrote, for a list whose order is of these types; none for the beginning.

    Raises UsageError for anything else.
    """
    if not after:
        return None
    wrong = UsageError(Sentence("there is no such place in the list"), where="after")
    try:
        said = json.loads(base64.b64decode(after.encode("ascii") + b"=" * (-len(after) % 4), b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise wrong from None
    if not isinstance(said, list) or len(said) != len(types):
        raise wrong
    for one, expected in zip(said, types, strict=True):
        fits = type(one) is expected
        if not fits or (isinstance(one, int) and abs(one) >= _INTEGERS):
            raise wrong
        if (isinstance(one, float) and not math.isfinite(one)) or (isinstance(one, str) and "\x00" in one):
            raise wrong
    return tuple(said)
