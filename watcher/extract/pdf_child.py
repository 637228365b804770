"""Reads one PDF in a process of its own: the body on standard input, JSON on standard output.

PDFium allocates what a file asks for, in native code that no exception ends: two kilobytes can ask for more than the
machine has. This file is started by its path and imports nothing of ours, so that it is up in some fifty milliseconds,
holds no secret, and can be ended without loss.

Answers ``{"pages": [[[left, right, top, bottom, text, size], …], …], "heights": […], "pictures": n, "title": "…"}``,
lengths in points from the top left corner, or ``{"failed": reason, "said": "…"}``.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space."""
CPU_SECONDS = 30
MAX_PAGES = 2000
MAX_STEPS = 1_000_000_000
"""Of looking up text, in all: PDFium goes through every character of a page for each stretch of text on it, so that a
PDF of 5 kB could take minutes. This many take some ten seconds; 2,000 full pages take fewer."""
MAX_REPEATED = 10
"""How many times over the characters of a page may be had. Stretches that lie over one another give each other's text,
and bold type is sometimes made by printing twice; thousands that lie over one another would fill the memory."""


class Refused(Exception):
    """The file is not read: a reason in one word, and what to say."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = read(sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"failed": refused.args[0], "said": refused.args[1]}
    except MemoryError:
        answer = {"failed": "limits", "said": "the PDF asks for more memory than one may take"}
    json.dump(answer, sys.stdout)


def read(body: bytes) -> dict[str, Any]:
    """The pieces of text of each page. Raises Refused."""
    import pypdfium2
    import pypdfium2.raw

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise Refused("encrypted" if locked else "damaged", str(error)) from error
    if len(document) > MAX_PAGES:
        raise Refused("limits", f"the PDF has {len(document):,} pages; at most {MAX_PAGES:,} are read")
    pages: list[list[tuple[Any, ...]]] = []
    heights: list[float] = []
    pictures = steps = 0
    try:
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            steps += text_page.count_rects() * text_page.count_chars()
            if steps > MAX_STEPS:
                raise Refused("limits", "the PDF has more pieces of text than can be put in order")
            found = _pieces(text_page, page.get_height())
            text_page.close()
            pages.append(found)
            heights.append(page.get_height())
            images = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
            if not found and next(iter(images), None) is not None:
                pictures += 1
            page.close()
        title = str(document.get_metadata_dict().get("Title") or "")[:5000]
    except pypdfium2.PdfiumError as error:
        raise Refused("damaged", str(error)) from error
    return {"pages": pages, "heights": heights, "pictures": pictures, "title": title}


def _pieces(text_page: Any, height: float) -> list[tuple[Any, ...]]:
    room = MAX_REPEATED * text_page.count_chars()
    found = []
    for index in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(index)
        text = text_page.get_text_bounded(left, bottom, right, top)
        room -= len(text)
        if room < 0:
            raise Refused("limits", "the PDF prints its text over itself, many times")
        if text.strip():
            size = _size(text_page, (left + right) / 2, (bottom + top) / 2) or top - bottom
            found.append((left, right, height - top, height - bottom, text, size))
    return found


def _size(text_page: Any, x: float, y: float) -> float:
    """The height of the font at a place, in points; 0 where no character stands there.

    The boxes of letters do not tell it: "Fees" is lower than "(fees)".
    """
    index = text_page.get_index(x, y, 2.0, 2.0)
    if index is None:
        return 0.0
    _, bottom, _, top = text_page.get_charbox(index, loose=True)
    return float(top - bottom)


if __name__ == "__main__":
    main()
