"""Clause trees written down as a reader would: a line a clause, indented under its parent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from watcher.domain.clause import Clause, ClauseTree

Trees = Callable[..., ClauseTree]


def _tree(drawn: str, *, title: str = "Terms of the Harbour Library", prefix: str = "c") -> ClauseTree:
    """``1.| Scope |`` is a labelled heading, ``1.1| text`` a clause with text, ``| text`` one without a label.

    One more blank at the beginning is one level deeper.
    """
    clauses = [Clause(id=f"{prefix}0", heading=title)]
    above: list[int] = [0]
    for line in drawn.splitlines():
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip(" ")) + 1
        fields = [field.strip() for field in line.split("|")]
        heading, text = fields[1:3] if len(fields) > 2 else ("", fields[1])
        del above[depth:]
        label = fields[0] if fields[0].startswith("(") else fields[0].rstrip(".)")
        clause = Clause(id=f"{prefix}{len(clauses)}", label=label, prefix=fields[0], heading=heading, text=text)
        path = (*clauses[above[-1]].path, label or heading)
        clauses.append(replace(clause, parent=above[-1], level=depth, path=path))
        above.append(len(clauses) - 1)
    return ClauseTree(clauses=tuple(clauses), title=title, languages=("en",))


@pytest.fixture(scope="session")
def tree() -> Trees:
    return _tree


LIBRARY = """
1.| Scope |
 1.1| These terms govern the use of the reading rooms by every registered member.
 1.2| The library may change its opening hours at any time with notice of 10 working days.
 1.3| Section 2.2 sets out the charges that apply to late returns.
2.| Charges |
 2.1| All charges are due within 30 days of the invoice.
 2.2| A book returned late costs 20 cents for each day and each volume.
 2.3| Charges are refunded to the card from which they were paid.
3.| Conduct |
 3.1| Members keep their voices low and their telephones silent.
 3.2| The following stay outside the reading rooms:
  (a)| food and drink of any kind;
  (b)| umbrellas that are still wet;
  (c)| animals, except those that assist a member.
 3.3| Staff may ask a member who disturbs others to leave for the day.
4.| Final provisions |
 4.1| These terms are governed by the law of the port in which the library stands.
 4.2| The courts of that port have sole jurisdiction.
"""


@pytest.fixture(scope="session")
def library() -> str:
    """An agreement of our own, drawn for ``tree``."""
    return LIBRARY
