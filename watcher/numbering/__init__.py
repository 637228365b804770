"""What a printed label can look like: one scheme a file, all of them in ``SCHEMES``."""

from __future__ import annotations

import re
from functools import lru_cache

from watcher.numbering.chinese import HAN, HAN_ANNEX, HAN_BRACKETED, ORDINAL, STEM
from watcher.numbering.compound import COMPOUND
from watcher.numbering.decimal import DECIMAL
from watcher.numbering.enclosed import BRACKETED, CIRCLED
from watcher.numbering.label import Label, Scheme
from watcher.numbering.letter import LETTER
from watcher.numbering.lettered import BELOW_ROMAN, LETTERED
from watcher.numbering.romans import ROMAN
from watcher.numbering.spelled import SPELLED
from watcher.numbering.words import WORDS

SCHEMES: tuple[Scheme, ...] = (
    WORDS,
    SPELLED,
    ORDINAL,
    HAN_ANNEX,
    HAN,
    STEM,
    HAN_BRACKETED,
    COMPOUND,
    DECIMAL,
    BRACKETED,
    CIRCLED,
    LETTERED,
    BELOW_ROMAN,
    ROMAN,
    LETTER,
)
"""In the order in which they are asked. ``(i)`` is read by two of them: its neighbours decide."""

_LONGEST = 64
"""Characters of a line that can matter to a label."""


def readings(line: str) -> tuple[Label, ...]:
    """Every way in which the beginning of a line can be a label, without regard to what stands around it.

    The line begins without blanks. A line that is nothing but a label is read too.
    """
    return _readings(line[:_LONGEST])


# An agreement is read again and again, and most of its lines are those of the time before.
@lru_cache(maxsize=32768)
def _readings(head: str) -> tuple[Label, ...]:
    if not head or head[0] in _NEVER:
        return ()
    return tuple([label for scheme in _beginning(head[0]) if (label := scheme.read(head)) is not None])


@lru_cache(maxsize=4096)
def _beginning(character: str) -> tuple[Scheme, ...]:
    """The schemes with a label that begins with a character; most lines begin like none or few."""
    return tuple(scheme for scheme in SCHEMES if re.match(f"[{scheme.begins}]", character))


_NEVER = frozenset(" \t\n*_-–—•·“”\"'‘’,;:!?/@#$%&+=<>|~^`{}")

__all__ = ["SCHEMES", "Label", "Scheme", "readings"]
