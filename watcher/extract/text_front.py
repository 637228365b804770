"""What stands before a Markdown document for the program that publishes it, between two lines of ``---``.

---
title: House Rules        no clause, but the document's title
updated: 2024-05-01       nothing
---
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LONGEST = 200
_FENCE = "---"
_ENDS = (_FENCE, "...")
# "Note: you pay" between two rules is a text; a key is one word in small letters.
_KEY = re.compile(r"([a-z][\w.-]{0,60}):(?:[ ]+(.*))?$")
_QUOTED = re.compile(r"([\"'])(.*)\1$")


class Front(NamedTuple):
    """How many of the first lines are no text, and the title that they give."""

    lines: int = 0
    title: str = ""


def front_matter(lines: list[str]) -> Front:
    """The front matter that a file begins with: YAML's keys, values below them, comments, and nothing else."""
    if not lines or lines[0].rstrip() != _FENCE:
        return Front()
    title, keyed = "", False
    for number, line in enumerate(lines[1:_LONGEST], 1):
        if keyed and line.rstrip() in _ENDS:
            return Front(number + 1, title)
        found = _KEY.match(line.rstrip())
        if found and found[1] == "title":
            title = _unquoted((found[2] or "").strip())
        elif not found and not (keyed and line[:1] in (" ", "-", "#", "")):
            return Front()
        keyed = True
    return Front()


def _unquoted(value: str) -> str:
    quoted = _QUOTED.match(value)
    return quoted[2] if quoted else value
