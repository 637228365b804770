"""Agreements that change from version to version, kept as a check keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from store_examples import NOON, TERMS, version

from watcher.domain.agreement import Agreement
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.version import Recorded
from watcher.services.derive import compared
from watcher.services.ports import Store

DAY = timedelta(days=1)


def tree_of(*texts: str) -> ClauseTree:
    """Numbered clauses under a title; ``Heading: text`` gives a clause a heading."""
    clauses = [Clause(id="title", heading="Terms of the shop")]
    for number, said in enumerate(texts, 1):
        heading, colon, text = said.partition(": ")
        if not colon:
            heading, text = "", said
        clauses.append(
            Clause(
                id=hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:8],
                label=str(number),
                path=(str(number),),
                level=1,
                heading=heading,
                text=text,
                lang="zh" if text > "一" else "en",
                parent=0,
            )
        )
    return ClauseTree(clauses=tuple(clauses), title="Terms of the shop", languages=("en",))


def record(
    store: Store, *editions: Sequence[str], agreement: Agreement = TERMS, begin: datetime = NOON
) -> list[Recorded]:
    """Each edition as a version, a day after the one before; gives the comparisons between them."""
    found = []
    with store.writing() as rows:
        rows.save_agreement(agreement, begin)
        before: ClauseTree | None = None
        for number, texts in enumerate(editions, 1):
            tree = tree_of(*texts)
            seen = begin + (number - 1) * DAY
            one = replace(version(number, agreement=agreement.id), first_seen=seen, last_seen=seen)
            if before is not None:
                comparison, tree = compared(before, tree)
                kept = Recorded(
                    id=f"cmp-{agreement.id}-{number}",
                    agreement_id=agreement.id,
                    old=number - 1,
                    new=number,
                    at=seen,
                    comparison=comparison,
                )
                found.append(kept)
            rows.add_version(one, tree)
            if found and before is not None:
                rows.add_comparison(found[-1])
            before = tree
    return found
