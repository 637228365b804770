"""A redline is cut to the room that a message has for it."""

from __future__ import annotations

from watcher.domain.change import Span, SpanOp
from watcher.notify.pieces import bounded, entry_of
from watcher.redline.sheet import Mark, Piece


def test_what_fits_is_shown_whole():
    pieces = (Piece(Mark.EQUAL, "within "), Piece(Mark.DELETE, "10"), Piece(Mark.EQUAL, " days"))
    assert bounded(pieces, 300) == pieces


def test_what_does_not_fit_ends_in_an_ellipsis():
    pieces = [Piece(mark, "words ") for _ in range(500) for mark in (Mark.EQUAL, Mark.INSERT)]
    shown = bounded(pieces, 300)
    assert shown == (*pieces[:50], Piece(Mark.GAP, "…"))


def test_a_deletion_is_never_shown_without_what_replaces_it():
    pieces = (Piece(Mark.DELETE, "old " * 100), Piece(Mark.INSERT, "new"), Piece(Mark.EQUAL, "after"))
    assert [piece.mark for piece in bounded(pieces, 300)] == [Mark.DELETE, Mark.INSERT, Mark.GAP]


def test_long_replacements_leave_room_for_each_other(examples):
    spans = (Span(SpanOp.DELETE, "old " * 500), Span(SpanOp.INSERT, "new " * 500), Span(SpanOp.EQUAL, "after " * 500))
    body = bounded(entry_of([examples.change(spans=spans)], room=300).body, 300)
    assert [piece.mark for piece in body][:4] == [Mark.DELETE, Mark.GAP, Mark.INSERT, Mark.GAP]
    assert sum(len(piece.text) for piece in body) < 600
