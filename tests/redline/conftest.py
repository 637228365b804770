"""Comparisons built by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watcher.domain.assessment import Assessment, Fact, FactType, Severity
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause


def clause(label: str, text: str, **more: object) -> Clause:
    return Clause(
        **{"id": f"c{label}", "label": label, "path": (label,), "level": 1, "lang": "en", "text": text, **more}
    )


def modified(id_: str, before: str, gone: str, come: str, after: str, severity: Severity = Severity.LOW) -> Change:
    spans = ((SpanOp.EQUAL, before), (SpanOp.DELETE, gone), (SpanOp.INSERT, come), (SpanOp.EQUAL, after))
    return Change(
        id=id_,
        kind=ChangeKind.MODIFIED,
        old=(clause(id_, before + gone + after),),
        new=(clause(id_, before + come + after),),
        spans=tuple(Span(op, text) for op, text in spans if text),
        assessment=Assessment(severity=severity, reasons=("something weighs",)),
    )


@pytest.fixture
def one_word() -> Callable[..., Comparison]:
    """A comparison with one modified clause: ``one_word(before, gone, come, after)``."""

    def build(before: str, gone: str, come: str, after: str) -> Comparison:
        return Comparison(changes=(modified("1", before, gone, come, after),), new_title="Ferry Terms")

    return build


@pytest.fixture
def every_kind() -> Comparison:
    """One change of each kind, the high one in the middle."""
    heading = (Span(SpanOp.EQUAL, "Fares"), Span(SpanOp.INSERT, " and tolls"))
    notice = Fact(type=FactType.DURATION, role="notice", old="10 days", new="5 days")
    spans = (
        Span(SpanOp.EQUAL, "Told "),
        Span(SpanOp.DELETE, "10"),
        Span(SpanOp.INSERT, "5"),
        Span(SpanOp.EQUAL, " days before."),
    )
    pair = (Span(SpanOp.EQUAL, "Dogs swim. Cats sail."),)
    return Comparison(
        old_title="Ferry Terms",
        new_title="Ferry Terms 2",
        changes=(
            Change(id="add", kind=ChangeKind.ADDED, new=(clause("1", "Whales first."),)),
            Change(id="rem", kind=ChangeKind.REMOVED, old=(clause("2", "No parrots."),)),
            Change(
                id="mod",
                kind=ChangeKind.MODIFIED,
                old=(clause("3", "Told 10 days before.", heading="Fares"),),
                new=(clause("3", "Told 5 days before.", heading="Fares and tolls"),),
                spans=spans,
                heading_spans=heading,
                notes=("clause 9 is now clause 8",),
                assessment=Assessment(
                    severity=Severity.HIGH,
                    categories=("notice",),
                    inherited=("fees",),
                    facts=(notice,),
                    reasons=("notice shortened from 10 to 5 days",),
                ),
            ),
            Change(
                id="mov",
                kind=ChangeKind.MOVED,
                old=(clause("4", "Same words."),),
                new=(clause("7", "Same words.", path=("6", "7")),),
                assessment=Assessment(severity=Severity.LOW, reasons=("moved from 4 to 6 > 7",)),
            ),
            Change(
                id="spl",
                kind=ChangeKind.SPLIT,
                old=(clause("5", "Dogs swim. Cats sail."),),
                new=(clause("5", "Dogs swim."), clause("6", "Cats sail.")),
                spans=pair,
            ),
            Change(
                id="mer",
                kind=ChangeKind.MERGED,
                old=(clause("8", "Dogs swim."), clause("9", "Cats sail.")),
                new=(clause("8", "Dogs swim. Cats sail."),),
                spans=pair,
            ),
            *(
                Change(
                    id=f"ren{i}",
                    kind=ChangeKind.RENUMBERED,
                    old=(clause(f"{i}", "x"),),
                    new=(clause(f"{i + 1}", "x"),),
                )
                for i in range(20, 57)
            ),
        ),
    )
