"""Reads one PDF in a process of its own: the body on standard input, JSON on standard output.

PDFium allocates what a file asks for, in native code that no exception ends: two kilobytes can ask for more than the
machine has. This file is started by its path and imports nothing of ours, so that it is up in some fifty milliseconds,
holds no secret, and can be ended without loss.

Answers ``{"pages": [page, …], "pictures": n, "unknown": share, "title": "…"}`` or ``{"failed": reason, "said": "…"}``.
A page is ``{"size": [width, height], "pieces": […], "turned": […], "rules": […], "dots": […]}``, lengths in points from
the upper left corner of the page as it is read, whichever way the paper lies:

piece   [left, right, baseline, size, style, blank, text]     letters in one font without a gap; what is before them
turned  the same, of text that is printed across the others' direction
rule    [left, top, right, bottom]                             a straight line, upright or level
dot     [left, top, right, bottom]                             a small filled shape, as bullets are drawn
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import resource
import sys
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space."""
CPU_SECONDS = 30
MAX_PAGES = 2000
MAX_CHARACTERS = 2_000_000
"""In all. They take some ten seconds; the longest agreements have a tenth of them."""
MAX_SHAPES = 4000
"""Lines and dots of a page that are looked at; a page with more shows a drawing, and its lines part no table."""

BOLD, ITALIC = 1, 2
_GAP = 0.06
"""Of the font's size. Letters that stand wider apart are pieces of their own; a whole line shows which are a word."""
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|fett|粗|[-,]bd\b", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|kursiv|[-,]it\b", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_HEAVY = 600
_STROKED = 2
"""Render mode of letters that are filled and outlined: how bold is made of a font that has none."""
_THIN, _SMALLEST, _LARGEST = 3.0, 1.2, 8.0

Quarter = int
Place = tuple[float, float]


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
    """What the pages show. Raises Refused."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise Refused("encrypted" if locked else "damaged", str(error)) from error
    if len(document) > MAX_PAGES:
        raise Refused("limits", f"the PDF has {len(document):,} pages; at most {MAX_PAGES:,} are read")
    pages: list[dict[str, Any]] = []
    pictures = characters = unknown = 0
    try:
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            characters += text_page.count_chars()
            if characters > MAX_CHARACTERS:
                raise Refused("limits", f"the PDF has more than {MAX_CHARACTERS:,} letters")
            reader = _PageReader(page, text_page)
            pages.append(reader.read())
            unknown += reader.unknown
            pictures += not pages[-1]["pieces"] and _shows_picture(page)
            text_page.close()
            page.close()
        title = str(document.get_metadata_dict().get("Title") or "")[:5000]
    except pypdfium2.PdfiumError as error:
        raise Refused("damaged", str(error)) from error
    return {"pages": pages, "pictures": pictures, "unknown": unknown / max(1, characters), "title": title}


def _shows_picture(page: Any) -> bool:
    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


class _PageReader:
    """The letters and lines of one page, turned so that most of its text stands upright."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self.page, self.text_page = page, text_page
        self.box = page.get_bbox()
        self.unknown = 0
        """Letters of which the file does not say which characters they are."""

    def read(self) -> dict[str, Any]:
        by_quarter: dict[Quarter, list[list[Any]]] = {}
        for quarter, piece in self.pieces():
            by_quarter.setdefault(quarter, []).append(piece)
        most = max(by_quarter, key=lambda quarter: sum(len(piece[6]) for piece in by_quarter[quarter]), default=0)
        left, bottom, right, top = self.box
        width, height = (right - left, top - bottom) if most % 2 == 0 else (top - bottom, right - left)
        rules, dots = self.shapes(most)
        return {
            "size": [width, height],
            "pieces": _on_paper(by_quarter.get(most, []), height),
            "turned": [
                piece
                for quarter in sorted(by_quarter)
                if quarter != most
                for piece in _on_paper(by_quarter[quarter], (height, width)[(quarter - most) % 2])
            ],
            "rules": rules,
            "dots": dots,
        }

    def pieces(self) -> Any:
        """Each piece of text with the quarter turn it is read at; diagonal text, a watermark, is left out."""
        text_page, x, y, box = self.text_page, ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        styles: dict[int, tuple[Quarter | None, float, int]] = {}
        open_piece: list[Any] | None = None
        style: tuple[Quarter | None, float, int] = (0, 0.0, 0)
        blank, current = False, 0
        for index in range(text_page.count_chars()):
            drawn = pdfium.FPDFText_GetTextObject(text_page, index)
            if not drawn:
                continue  # PDFium's own guess at a blank or a line's end
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            letter = chr(code) if code else "\ufffd"
            if letter.isspace():
                blank = True
                continue
            self.unknown += _is_unknown(code)
            address = ctypes.addressof(drawn.contents)
            if address not in styles:
                styles[address] = self.style(index, drawn)
            style = styles[address]
            quarter, size, look = style
            if quarter is None:
                continue
            pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
            pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
            left, baseline = self.seen(quarter, x.value, y.value)
            right = max(self.seen(quarter, box.left, box.bottom)[0], self.seen(quarter, box.right, box.top)[0], left)
            if open_piece is not None:
                last = open_piece[1]
                near = last[3] == size and last[4] == look and open_piece[0] == quarter
                near = near and abs(last[2] - baseline) < 0.1 * size
                # The letters that stand for one drawn shape, such as those of a ligature, all stand where it does.
                together = address == current and left == open_piece[2]
                if near and not blank and (together or -0.5 * size < left - last[1] < _GAP * size):
                    last[1] = round(max(last[1], right), 2)
                    last[6] += letter
                    open_piece[2], current = left, address
                    continue
                yield open_piece[0], open_piece[1]
            open_piece = [quarter, [round(left, 2), right, round(baseline, 2), size, look, blank, letter], left]
            blank, current = False, address
        if open_piece is not None:
            yield open_piece[0], open_piece[1]

    def style(self, index: int, drawn: Any) -> tuple[Quarter | None, float, int]:
        """The quarter turn at which a text is read (none if it is diagonal), its size in points, whether it is bold."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text_page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self.text_page, index) * math.hypot(matrix.c, matrix.d)
        turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        quarter = round(turns) % 4 if abs(turns - round(turns)) < 0.15 else None
        font = pdfium.FPDFTextObj_GetFont(drawn)
        look = 0
        if font:
            name = _font_name(font)
            bold = (
                _BOLD_NAME.search(name)
                or pdfium.FPDFFont_GetFlags(font) & _FORCE_BOLD
                or pdfium.FPDFFont_GetWeight(font) >= _HEAVY
                or pdfium.FPDFTextObj_GetTextRenderMode(drawn) == _STROKED
            )
            leans = _ITALIC_NAME.search(name) or (quarter == 0 and matrix.c > 0.15 * abs(matrix.d))
            look = (BOLD if bold else 0) | (ITALIC if leans else 0)
        return quarter, round(size, 2), look

    def seen(self, quarter: Quarter, x: float, y: float) -> Place:
        """A place on the paper → the place from the upper left corner of the page as it is read."""
        left, bottom, right, top = self.box
        return ((x - left, top - y), (y - bottom, x - left), (right - x, y - bottom), (top - y, right - x))[quarter]

    def shapes(self, quarter: Quarter) -> tuple[list[list[float]], list[list[float]]]:
        """Straight lines and small filled shapes."""
        rules: list[list[float]] = []
        dots: list[list[float]] = []
        for drawn in self.page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
            left, bottom, right, top = drawn.get_bounds()
            corners = self.seen(quarter, left, bottom), self.seen(quarter, right, top)
            (x0, x1), (y0, y1) = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
            if min(x1 - x0, y1 - y0) < _THIN and max(x1 - x0, y1 - y0) > _LARGEST:
                rules.append([x0, y0, x1, y1])
            if _SMALLEST < x1 - x0 < _LARGEST and _SMALLEST < y1 - y0 < _LARGEST:
                dots.append([x0, y0, x1, y1])
            elif x1 - x0 >= _THIN and y1 - y0 >= _THIN:
                rules += self.sides(drawn, quarter)
            if len(rules) + len(dots) > MAX_SHAPES:
                return [], []
        return rules, dots

    def sides(self, drawn: Any, quarter: Quarter) -> list[list[float]]:
        """The straight lines of a path that is drawn with a pen: the borders of a cell, or of a whole table."""
        stroked, filled = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(drawn.raw, filled, stroked)
        count = pdfium.FPDFPath_CountSegments(drawn.raw)
        if not stroked.value or count > MAX_SHAPES:
            return []
        matrix = drawn.get_matrix()
        found: list[list[float]] = []
        start = last = (0.0, 0.0)
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(drawn.raw, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            here = self.seen(quarter, *matrix.on_point(x.value, y.value))
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = here
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                found += _straight(last, here)
            if pdfium.FPDFPathSegment_GetClose(segment):
                found += _straight(here, start)
            last = here
        return found


def _is_unknown(code: int) -> bool:
    """Whether a code stands for a shape and not for a character: none, a control (2 is PDFium's mark of a hyphen), or
    of private use, but not among the bullets of the symbol fonts."""
    return (
        code in (0, 0xFFFD) or (code < 0x20 and code != 2) or (0xE000 <= code < 0xF900 and not 0xF000 <= code < 0xF100)
    )


def _font_name(font: Any) -> str:
    room = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, room, len(room))
    return room.value.decode("utf-8", "replace").rpartition("+")[2]


def _straight(one: Place, other: Place) -> list[list[float]]:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    level = y1 - y0 < 1 and x1 - x0 > _LARGEST
    return [[x0, y0, x1, y1]] if level or (x1 - x0 < 1 and y1 - y0 > _LARGEST) else []


def _on_paper(pieces: list[list[Any]], height: float) -> list[list[Any]]:
    """Without what printers set above and below the paper: the file's name, the hour. A line that is too long stays."""
    return [piece for piece in pieces if piece[1] > 0 and 0 < piece[2] < height + piece[3]]


if __name__ == "__main__":
    main()
