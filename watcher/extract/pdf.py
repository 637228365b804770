"""PDF → Document: printed lines in reading order, joined to the paragraphs they were broken from.

Example Terms                    3       running header, page number: left out
2.1 You shall keep the termi-            "2.1 You shall keep the termination notice for ten days."
nation notice for ten days.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from watcher.domain.document import Document
from watcher.domain.errors import Unreadable
from watcher.extract.normalize import fold
from watcher.extract.pdf_lines import Piece, lines_of
from watcher.extract.pdf_paragraphs import paragraphs
from watcher.extract.pdf_running import without_running
from watcher.extract.pdf_text import readable

CHILD = Path(__file__).with_name("pdf_child.py")
WITHIN = 60.0
"""Seconds by the clock; the child's own limits on processor time and memory are in ``pdf_child``."""
_FEW_CHARACTERS = 20


def read_pdf(body: bytes) -> Document:
    """The document of a PDF. Raises Unreadable: ``encrypted``, ``scanned``, ``empty``, ``damaged``, ``limits``."""
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
    said = _asked(body)
    if "failed" in said:
        raise _refused(said["failed"], said["said"])
    pages = [
        [
            Piece(left=left, right=right, top=top, bottom=bottom, text=text, size=size)
            for left, right, top, bottom, raw, size in page
            if (text := readable(raw)).strip()
        ]
        for page in said["pages"]
    ]
    return pages, said["heights"], said["pictures"], fold(said["title"])[:500]


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
