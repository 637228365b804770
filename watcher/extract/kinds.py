"""What bytes are: a page, a PDF, text, or nothing that can be read."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """How a body is to be read."""

    HTML = "html"
    """Markup for browsers."""
    PDF = "pdf"
    """A PDF document."""
    TEXT = "text"
    """Plain text, perhaps with Markdown marks."""
    BINARY = "binary"
    """Nothing that we read."""


_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "compressed data"),
    (b"\x28\xb5\x2f\xfd", "compressed data"),
    (b"BZh", "compressed data"),
    (b"\xfd7zXZ", "compressed data"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
    (b"%!PS", "PostScript"),
)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|h[1-6]|script|table|ul|ol|span|br|a|main|article|section)"
    rb"(?=[\s/>])",
    re.IGNORECASE,
)
# Chinese markup in UTF-16 has zeros too, but not in every second place; without a mark only the header tells.
_UTF16 = re.compile(r"charset\s*=\s*[\"']?utf-?16", re.IGNORECASE)
_SNIFFED = 4096
# Of bytes that mean anything, such as compressed ones, a tenth are control characters; text has next to none.
_CONTROL_SHARE = 0.05
_CONTROLS = (*range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20))


def kind_of(body: bytes, content_type: str = "") -> tuple[Kind, str]:
    """How to read a body, and for a binary one what it seems to be. What the bytes show wins over what was declared."""
    start = body[:_SNIFFED]
    if b"%PDF-" in start[:1024]:
        return Kind.PDF, ""
    for magic, what in _MAGIC:
        if start.startswith(magic):
            return Kind.BINARY, what
    if start[4:8] == b"ftyp":
        return Kind.BINARY, "a film"
    if not _UTF16.search(content_type) and _looks_binary(start):
        return Kind.BINARY, "no text"
    declared = content_type.partition(";")[0].strip().lower()
    if declared in ("text/html", "application/xhtml+xml") or declared.endswith("+xml"):
        return Kind.HTML, ""
    plain = start.replace(b"\0", b"")
    if declared in ("text/plain", "text/markdown", "text/x-markdown"):
        # Servers that know no type say text/plain; a page still begins as a page does.
        begins = plain.lstrip(b"\xef\xbb\xbf\xff\xfe\t\r\n ").lower()
        return (Kind.HTML if begins.startswith((b"<!doctype html", b"<html")) else Kind.TEXT), ""
    return (Kind.HTML if _MARKUP.search(plain) else Kind.TEXT), ""


def _looks_binary(start: bytes) -> bool:
    """Control characters where text has none. UTF-16 has a zero in every second place, and nothing else of the kind."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    even, odd = start[::2].count(0), start[1::2].count(0)
    if min(even, odd) < 0.02 * len(start) and max(even, odd) > 0.2 * len(start):
        start = start.replace(b"\0", b"")
    return sum(start.count(bytes([code])) for code in (0, *_CONTROLS)) > _CONTROL_SHARE * len(start)


def is_no_text(text: str) -> bool:
    """Whether characters are those of no text, however they begin: a page's head with something binary behind it."""
    return sum(text.count(chr(code)) for code in _CONTROLS) > _CONTROL_SHARE * len(text)
