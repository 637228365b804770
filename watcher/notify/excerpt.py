"""A long text around what changed in it.

ugly:    [equal 9,000 characters] [delete "10"] [insert "5"] [equal 4,000 characters]
         cut after 300 characters: the change is not in it

wanted:  [equal "… announcement of "] [delete "10"] [insert "5"] [equal " working days before …"]
"""

from __future__ import annotations

from collections.abc import Sequence

from watcher.domain.change import Span, SpanOp
from watcher.notify.plain import ELLIPSIS

CONTEXT = 120
"""Characters that are kept on each side of a change."""
WORD = 24
"""How far a cut gives way to the nearest blank, so that it does not go through a word."""
GAP = f" {ELLIPSIS} "


def excerpt(spans: Sequence[Span], limit: int) -> tuple[Span, ...]:
    """The first changes with the words around them, an ellipsis wherever something was left out.

    ``limit`` is in characters and exceeded by less than as much again, so that a deletion is never shown without
    the insertion that replaces it.
    """
    kept: list[Span] = []
    used = 0
    for index, span in enumerate(spans):
        if span.op is SpanOp.EQUAL:
            if used >= limit:
                kept.append(Span(SpanOp.EQUAL, GAP.rstrip()))
                break
            text = _around(span.text, after_change=index > 0, before_change=index < len(spans) - 1)
        else:
            text = head(span.text, max(limit // 3, WORD))
        kept.append(Span(span.op, text))
        used += len(text)
    return tuple(kept)


def head(text: str, limit: int) -> str:
    """The beginning of a text in at most ``limit`` characters, and an ellipsis where it was cut."""
    return text if len(text) <= limit else _front(text, limit) + GAP.rstrip()


def _around(text: str, *, after_change: bool, before_change: bool) -> str:
    """The ends of an unchanged text that stand next to a change."""
    if len(text) <= CONTEXT * (after_change + before_change) + len(GAP):
        return text
    front = _front(text, CONTEXT) if after_change else ""
    back = _back(text, CONTEXT) if before_change else ""
    return (front + GAP + back) if front and back else (front + GAP.rstrip() if front else GAP.lstrip() + back)


def _front(text: str, limit: int) -> str:
    cut = text[:limit]
    blank = cut.rfind(" ", max(0, limit - WORD))
    return cut[:blank] if blank > 0 else cut


def _back(text: str, limit: int) -> str:
    cut = text[-limit:]
    blank = cut.find(" ", 0, WORD)
    return cut[blank + 1 :] if blank >= 0 else cut
