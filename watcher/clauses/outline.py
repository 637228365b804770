"""Document → ClauseTree.

Terms                       title, level 0
1. Scope                    label 1, heading "Scope"
  1.1 These terms …         label 1.1, path (1, 1.1)
    (1) of visits;          label (1), path (1, 1.1, (1))
  and of users.             text of 1.1, though it stands behind its items
Contact                     no label; stands in paths as "Contact"
  Write to us.              a clause of its own below it
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

from watcher.clauses.assembly import Assembly
from watcher.clauses.builder import Builder
from watcher.clauses.pairing import paired
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.document import Document


def outline(document: Document) -> ClauseTree:
    """The clauses of a document, in its order; the same document gives the same tree, ids included.

    The runs joined are ``document.text``: every character of it belongs to exactly one run, blanks and line ends to
    the run they follow (a list's marker and the blank behind it to the prefix). A clause's ``text`` is its text runs
    without blanks at their ends, joined by line ends; likewise ``heading``.
    """
    builder = Builder(document)
    owners = [builder.read(position, piece) for position, piece in enumerate(builder.pieces)]
    assembly = Assembly(document, builder.pieces, builder.drafts)
    read, languages = assembly.clauses()
    clauses = paired(_identified(read))
    return ClauseTree(
        clauses=tuple(clauses),
        runs=assembly.runs(owners),
        title=builder.title(clauses) or document.title,
        languages=languages,
        warnings=tuple(builder.warnings),
    )


def _identified(clauses: list[Clause]) -> list[Clause]:
    """Ids from what the clauses say and how often it was said before, not from labels or places."""
    said: Counter[str] = Counter()
    out = []
    for clause in clauses:
        content = " ".join(f"{clause.heading}\x1f{clause.text}".split()).casefold()
        said[content] += 1
        digest = hashlib.sha256(f"{content}\x1e{said[content]}".encode("utf-8", "surrogatepass")).hexdigest()
        out.append(replace(clause, id=digest[:16]))
    return out
