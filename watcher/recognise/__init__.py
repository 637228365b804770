"""Is this the agreement?

    recognise(document, tree, agreement=…, previous=…)  →  Verdict: yes, or no with a word and the evidence

Rules in ``RULES`` are asked in order: those that know what pages look like that are no agreements, then those that
know what the agreement looked like before. A page that no rule objects to is the agreement.
"""

from __future__ import annotations

from watcher.domain.agreement import Agreement
from watcher.domain.clause import ClauseTree
from watcher.domain.document import Document
from watcher.recognise.look import Look
from watcher.recognise.rules import RULES
from watcher.recognise.verdict import RECOGNISED, Verdict

__all__ = ["RECOGNISED", "RULES", "Verdict", "recognise"]


def recognise(
    document: Document,
    tree: ClauseTree,
    *,
    agreement: Agreement,
    previous: ClauseTree | None,
    final_url: str = "",
    previous_url: str = "",
    declared: tuple[str, ...] = (),
    previously_declared: tuple[str, ...] = (),
) -> Verdict:
    """Whether what came is the agreement.

    ``tree`` is the outline of ``document``; ``previous`` the agreement's last version, none for the first;
    ``final_url`` where the page was received from, after redirects; ``previous_url`` where the last version was;
    ``declared`` what the pages' markup says of itself, and ``previously_declared`` that of the last version's.
    """
    look = Look(document, tree, agreement, previous, final_url, previous_url, declared, previously_declared)
    for rule in RULES:
        verdict = rule(look)
        if verdict is not None:
            return verdict
    return RECOGNISED
