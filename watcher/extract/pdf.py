"""PDF → Document: printed lines in reading order, joined to the paragraphs they were broken from.

Example Terms                    3       running header, page number: left out
2.1 You shall keep the termi-            "2.1 You shall keep the termination notice for ten days."
nation notice for ten days.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw  # type: ignore[import-untyped]  # it ships no types

from watcher.domain.document import Document
from watcher.domain.errors import Unreadable
from watcher.extract.normalize import fold
from watcher.extract.pdf_lines import Piece, lines_of
from watcher.extract.pdf_paragraphs import paragraphs
from watcher.extract.pdf_running import without_running
from watcher.extract.pdf_text import readable

MAX_PAGES = 2000
MAX_STEPS = 1_000_000_000
"""Of looking up text, in all: PDFium goes through every character of a page for each stretch of text on it, so that a
PDF of 5 kB could take minutes. This many take some ten seconds; 2,000 full pages take fewer."""
MAX_REPEATED = 10
"""How many times over the characters of a page may be had. Stretches that lie over one another give each other's text,
and bold type is sometimes made by printing twice; thousands that lie over one another would fill the memory."""
_FEW_CHARACTERS = 20
_PDFIUM = threading.Lock()
"""PDFium keeps global state and must not be entered twice at a time."""


def read_pdf(body: bytes) -> Document:
    """The document of a PDF. Raises Unreadable: ``encrypted``, ``scanned``, ``empty``, ``damaged``, ``limits``."""
    with _PDFIUM:
        pages, heights, pictures, title = _pieces(body)
    characters = sum(len(piece.text.strip()) for page in pages for piece in page)
    if characters < _FEW_CHARACTERS * max(1, min(len(pages), 3)):
        if pictures:
            raise Unreadable(
                "the PDF is made of pictures of pages, without text",
                reason="scanned",
                mend="ask the publisher for a text version, or watch another address",
            )
        if not characters:
            raise Unreadable("the PDF has no text", reason="empty", mend="look at the address with a browser")
    lines = without_running([lines_of(page) for page in pages], heights)
    return Document(blocks=tuple(paragraphs(lines)), title=title)


def _pieces(body: bytes) -> tuple[list[list[Piece]], list[float], int, str]:
    """The pieces of text of each page, the pages' heights, how many show only a picture, and the title."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise _unopened(body, error) from error
    try:
        if len(document) > MAX_PAGES:
            raise _too_much(f"the PDF has {len(document):,} pages; at most {MAX_PAGES:,} are read")
        pages: list[list[Piece]] = []
        heights: list[float] = []
        pictures = steps = 0
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            steps += text_page.count_rects() * text_page.count_chars()
            if steps > MAX_STEPS:
                raise _too_much("the PDF has more pieces of text than can be put in order")
            found = list(_page_pieces(text_page, page.get_height()))
            text_page.close()
            pages.append(found)
            heights.append(page.get_height())
            if not found and _shows_picture(page):
                pictures += 1
            page.close()
        title = fold(str(document.get_metadata_dict().get("Title") or ""))[:500]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"the PDF is damaged: {error}", reason="damaged", mend="wait for the next fetch") from error
    finally:
        document.close()
    return pages, heights, pictures, title


def _unopened(body: bytes, error: pypdfium2.PdfiumError) -> Unreadable:
    if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD or "assword" in str(error):
        return Unreadable(
            "the PDF is encrypted and asks for a password",
            reason="encrypted",
            mend="ask the publisher for an open version, or watch another address",
        )
    return Unreadable(f"the PDF cannot be opened: {error}", reason="damaged", mend="wait for the next fetch")


def _page_pieces(text_page: pypdfium2.PdfTextPage, height: float) -> Iterator[Piece]:
    room = MAX_REPEATED * text_page.count_chars()
    for index in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(index)
        text = readable(text_page.get_text_bounded(left, bottom, right, top))
        room -= len(text)
        if room < 0:
            raise _too_much("the PDF prints its text over itself, many times")
        if text.strip():
            size = _size(text_page, (left + right) / 2, (bottom + top) / 2) or top - bottom
            yield Piece(left=left, right=right, top=height - top, bottom=height - bottom, text=text, size=size)


def _too_much(what: str) -> Unreadable:
    return Unreadable(what, reason="limits", mend="check that the address is the agreement's")


def _size(text_page: pypdfium2.PdfTextPage, x: float, y: float) -> float:
    """The height of the font at a place, in points; 0 where no character stands there.

    The boxes of letters do not tell it: "Fees" is lower than "(fees)".
    """
    index = text_page.get_index(x, y, 2.0, 2.0)
    if index is None:
        return 0.0
    _, bottom, _, top = text_page.get_charbox(index, loose=True)
    return float(top - bottom)


def _shows_picture(page: pypdfium2.PdfPage) -> bool:
    kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    return next(iter(page.get_objects(filter=kinds, max_depth=3)), None) is not None
