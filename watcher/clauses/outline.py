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

from watcher.clauses.assembly import Assembly
from watcher.clauses.builder import Builder
from watcher.clauses.pairing import paired
from watcher.domain.clause import ClauseTree
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
    clauses = paired(read)
    return ClauseTree(
        clauses=tuple(clauses),
        runs=assembly.runs(owners),
        title=builder.title(clauses) or document.title,
        languages=languages,
        warnings=tuple(builder.warnings),
    )
