"""A redline taken apart into its two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from watcher.redline.sheet import Mark, Piece
from watcher.redline.sides import Side, sides

PIECES = st.lists(
    st.builds(Piece, st.sampled_from([Mark.EQUAL, Mark.DELETE, Mark.INSERT]), st.text("ab \n条", min_size=1)),
    max_size=12,
)


def text_of(side: Side) -> str:
    return "".join(piece.text for piece in side)


def test_paragraphs_that_both_texts_have_stand_beside_each_other() -> None:
    found = sides(
        [
            Piece(Mark.EQUAL, "Told "),
            Piece(Mark.DELETE, "10"),
            Piece(Mark.INSERT, "5"),
            Piece(Mark.EQUAL, " days.\nFees "),
            Piece(Mark.INSERT, "fall."),
        ]
    )
    assert [(text_of(old), text_of(new)) for old, new in found] == [
        ("Told 10 days.", "Told 5 days."),
        ("Fees ", "Fees fall."),
    ]


def test_a_paragraph_that_came_stands_beside_nothing() -> None:
    assert sides([Piece(Mark.INSERT, "New.\nWords.")]) == (((), (Piece(Mark.INSERT, "New.\nWords."),)),)


@given(PIECES)
def test_each_side_joined_is_its_whole_text(pieces: list[Piece]) -> None:
    rows = sides(pieces)
    for column, other in ((0, Mark.INSERT), (1, Mark.DELETE)):
        whole = "".join(piece.text for piece in pieces if piece.mark is not other)
        assert "\n".join(text_of(row[column]) for row in rows) == whole
        assert all(piece.mark is not other for row in rows for piece in row[column])
