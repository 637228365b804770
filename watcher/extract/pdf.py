"""PDF → Document: printed lines in reading order, joined to the paragraphs they were broken from.

Example Terms                    3       running header, page number: left out
2.1 You shall keep the termi-            "2.1 You shall keep the termination notice for ten days."
nation notice for ten days.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from watcher.domain.document import Document
from watcher.domain.errors import Unreadable
from watcher.extract.normalize import fold
from watcher.extract.pdf_columns import Gutter, bands_of, gutters_of
from watcher.extract.pdf_contents import without_contents
from watcher.extract.pdf_lines import PrintedLine, line_of
from watcher.extract.pdf_paragraphs import paragraphs
from watcher.extract.pdf_pieces import Page, Piece, Table, page_of
from watcher.extract.pdf_running import without_running
from watcher.extract.pdf_tables import facing, with_aligned_tables, with_ruled_tables
from watcher.extract.pdf_wrapped import with_wrapped_tables

CHILD = Path(__file__).with_name("pdf_child.py")
WITHIN = 60.0
"""Seconds by the clock; the child's own limits on processor time and memory are in ``pdf_child``."""
_FEW_CHARACTERS = 20
_FEWEST_ROWS = 4
"""Of a table without lines across a page: three paragraphs beside three others may be columns."""
_UNKNOWN = 0.3
"""The share of letters without a character from which a PDF cannot be read."""


def read_pdf(body: bytes) -> Document:
    """The document of a PDF. Raises Unreadable: ``encrypted``, ``scanned``, ``empty``, ``damaged``, ``limits``."""
    said = _asked(body)
    if "failed" in said:
        raise _refused(said["failed"], said["said"])
    pages = [page_of(page) for page in said["pages"]]
    _refuse_what_has_no_text(pages, said)
    items = without_contents(list(_items(without_running(pages))))
    return Document(
        blocks=tuple(paragraphs(items)),
        title=fold(said["title"])[:500],
        warnings=(f"{said['pictures']} of {len(pages)} pages are pictures, without text",) if said["pictures"] else (),
    )


def _refuse_what_has_no_text(pages: Sequence[Page], said: dict[str, Any]) -> None:
    characters = sum(len(piece.text.strip()) for page in pages for piece in page.pieces)
    few = characters < _FEW_CHARACTERS * min(len(pages), 3)
    if said["unknown"] > _UNKNOWN or said["pictures"] * 2 > len(pages) or (said["pictures"] and few):
        raise Unreadable(
            "the PDF draws letters without saying which characters they are"
            if said["unknown"] > _UNKNOWN
            else "the PDF is made of pictures of pages, without text",
            reason="scanned",
            mend="ask the publisher for a text version, or watch another address",
        )
    if not characters:
        raise Unreadable("the PDF has no text", reason="empty", mend="look at the address with a browser")


def _items(pages: Sequence[Page]) -> Iterator[PrintedLine | Table]:
    """The lines and tables of all pages in reading order."""
    gutters: tuple[Gutter, ...] = ()
    for page in pages:
        pieces = with_wrapped_tables(with_ruled_tables(page), _FEWEST_ROWS)
        gutters = gutters_of(pieces, gutters)
        for band in bands_of(pieces, gutters):
            table = facing(band)
            if table:
                yield table
                continue
            for column in band:
                yield from _lines(column)


def _lines(column: Sequence[Piece]) -> Iterator[PrintedLine | Table]:
    border = (min(piece.left for piece in column), max(piece.right for piece in column))
    for row in with_aligned_tables(with_wrapped_tables(column)):
        tables = [piece.table for piece in row if piece.table]
        if tables:
            yield from tables
        else:
            yield line_of(row, border)


def _asked(body: bytes) -> dict[str, Any]:
    """What the child says of a PDF. A child that was ended, by its limits or by PDFium, says nothing."""
    command = [sys.executable, "-I", str(CHILD)]
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=WITHIN, env={}, check=False)  # noqa: S603 - our own file
    except subprocess.TimeoutExpired:
        return {"failed": "limits", "said": f"the PDF could not be read within {WITHIN:.0f} s"}
    if done.returncode != 0:
        return {"failed": "limits", "said": "the PDF asks for more memory or time than one may take"}
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _refused(reason: str, said: str) -> Unreadable:
    if reason == "encrypted":
        return Unreadable(
            "the PDF is encrypted and asks for a password",
            reason=reason,
            mend="ask the publisher for an open version, or watch another address",
        )
    if reason == "damaged":
        return Unreadable(f"the PDF is damaged: {said}", reason=reason, mend="wait for the next fetch")
    return Unreadable(said, reason=reason, mend="check that the address is the agreement's")
