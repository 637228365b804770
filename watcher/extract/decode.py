"""Bytes of a text → characters.

    b"\\xe9\\x95\\x95 \\x80 ..." declared gb2312     lxml stops at the first byte that GB 2312 lacks: half an agreement
    "镕 € ..."                                     decoded as GB 18030, of which GB 2312 is a part: all of it

Order: byte order mark, HTTP header, the page's own declaration, a guess. Labels as in the WHATWG Encoding Standard,
which says what publishers mean by them (``latin1`` is windows-1252).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import cchardet

REPLACED_LIMIT = 0.005
"""Above this share of replaced characters a declared charset is not believed, and the reader is warned."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_FAMILIES: tuple[tuple[str, str], ...] = (
    ("utf-8", "utf8 utf-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"),
    ("gb18030", "gb18030 gb2312 gb_2312 gb_2312-80 gbk x-gbk cp936 ms936 windows-936 csgb2312 hz-gb-2312 euc-cn"),
    ("big5hkscs", "big5 big5-hkscs big5hkscs cn-big5 x-x-big5 csbig5 cp950"),
    ("cp1252", "iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 ascii us-ascii windows-1252 cp1252 x-cp1252"),
    ("cp1254", "iso-8859-9 latin5 windows-1254 cp1254"),
    ("cp874", "tis-620 iso-8859-11 windows-874 cp874"),
    ("cp932", "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji cp932"),
    ("cp949", "euc-kr ks_c_5601-1987 korean windows-949 cp949 uhc"),
    ("euc_jp", "euc-jp x-euc-jp"),
    ("iso2022_jp", "iso-2022-jp"),
    ("utf-16-le", "utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2"),
    ("utf-16-be", "utf-16be unicodefffe"),
    ("koi8-r", "koi8-r koi8 koi"),
    ("koi8-u", "koi8-u koi8-ru"),
    ("iso8859-2", "iso-8859-2 latin2"),
    ("iso8859-3", "iso-8859-3 latin3"),
    ("iso8859-4", "iso-8859-4 latin4"),
    ("iso8859-5", "iso-8859-5 cyrillic"),
    ("iso8859-6", "iso-8859-6 arabic"),
    ("iso8859-7", "iso-8859-7 greek"),
    ("iso8859-8", "iso-8859-8 hebrew iso-8859-8-i"),
    ("iso8859-10", "iso-8859-10 latin6"),
    ("iso8859-13", "iso-8859-13"),
    ("iso8859-14", "iso-8859-14"),
    ("iso8859-15", "iso-8859-15 latin9"),
    ("iso8859-16", "iso-8859-16"),
    ("mac-roman", "macintosh mac x-mac-roman"),
    ("mac-cyrillic", "x-mac-cyrillic"),
    ("cp866", "ibm866 cp866"),
    *((f"cp{number}", f"windows-{number} cp{number} x-cp{number}") for number in (1250, 1251, 1253, 1255, 1256, 1257)),
    ("cp1258", "windows-1258 cp1258"),
)

CODECS: dict[str, str] = {label: codec for codec, labels in _FAMILIES for label in labels.split()}
"""A declared label, in lower case, and the codec that reads it. Labels that are not here are as good as none."""

_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,1000}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
# Eight sequences: GBK text that happens to be valid UTF-8 is known, but is a word or two long ("联通").
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_MULTIBYTE_ENOUGH = 8
_HIGH = re.compile(rb"[\x80-\xff]+")
_LONG_RUN = 2
_LONG_RUNS_ENOUGH = 40
_SNIFFED = 8192
_MULTIBYTES = frozenset(
    {"utf-8", "gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be"}
)
_MOSTLY_READ = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The characters of a body and how they were had."""

    text: str
    charset: str
    """The codec that was used, by its Python name."""
    by: str
    """``mark``, ``header``, ``page`` or ``guess``."""
    replaced: float = 0.0
    """The share of characters that could not be read and stand as U+FFFD."""
    warnings: tuple[str, ...] = ()


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Characters of a body, whatever its charset and whatever it says its charset is; never fails, never truncates."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return _with_warning(_read(body[len(mark) :], codec, "mark"))
    sixteen = _utf16_by_zeros(body)
    if sixteen:
        return _with_warning(_read(body, sixteen, "guess"))
    utf8 = _as_utf8(body)
    tried = []
    for label, by in _declared(body, content_type):
        codec = CODECS.get(label, "")
        if by == "page" and codec.startswith("utf-16"):
            codec = "utf-8"  # the declaration itself was readable as ASCII, so it is not UTF-16
        if not codec:
            continue
        if utf8 is not None and codec != "utf-8":
            return Decoded(text=utf8, charset="utf-8", by="guess", warnings=(_contradicted(label, "utf-8"),))
        found = _read(body, codec, by)
        if codec == "cp1252" and _is_no_latin(body) and (other := _guess(body)).charset != codec:
            return _with_warning(other, (_contradicted(label, other.charset),))
        if found.replaced <= REPLACED_LIMIT:
            return found
        tried.append((label, found))
    guess = _guess(body)
    if not tried or (guess.replaced < tried[0][1].replaced and not _proves_nothing(guess, tried[0][1])):
        told = tuple(_contradicted(label, guess.charset) for label, _ in tried[:1])
        return _with_warning(guess, told)
    return _with_warning(tried[0][1])


def _proves_nothing(guess: Decoded, declared: Decoded) -> bool:
    """Whether a guess reads every byte only because its charset, one byte a character, can read any bytes at all.

    A Chinese text with a broken byte in a hundred is what it says it is, not Western text without a fault.
    """
    return guess.charset not in _MULTIBYTES and declared.charset in _MULTIBYTES and declared.replaced < _MOSTLY_READ


def _declared(body: bytes, content_type: str) -> list[tuple[str, str]]:
    found = []
    header = _HEADER.search(content_type)
    if header:
        found.append((header[1].lower(), "header"))
    start = body[:_SNIFFED]
    for pattern in (_META, _XML):
        match = pattern.search(start)
        if match:
            found.append((match[1].decode("ascii", "replace").lower(), "page"))
    return found


def _read(body: bytes, codec: str, by: str) -> Decoded:
    try:
        return Decoded(text=body.decode(codec), charset=codec, by=by)
    except UnicodeDecodeError:
        errors = "watcher-euro" if codec == "gb18030" else "replace"
        text = body.decode(codec, errors)
    replaced = text.count("\ufffd") / max(1, len(text))
    return Decoded(text=text, charset=codec, by=by, replaced=replaced)


def _euro(error: UnicodeError) -> tuple[str | bytes, int]:
    """Windows' GBK has the euro sign at 0x80, where GB 18030 has nothing."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return ("€" if byte == b"\x80" else "\ufffd"), error.start + 1


codecs.register_error("watcher-euro", _euro)


def _is_no_latin(body: bytes) -> bool:
    """Whether a body that calls itself Latin-1 cannot be: servers say so of everything when nobody told them better.

    Western text has single letters with accents among plain ones ("société"); Chinese or Cyrillic text read as such
    has long runs of them.
    """
    runs = [len(run) for run in _HIGH.findall(body[:200_000])]
    long = sum(length for length in runs if length >= _LONG_RUN)
    return long >= _LONG_RUNS_ENOUGH and long > 0.6 * sum(runs)


def _as_utf8(body: bytes) -> str | None:
    """The text if it is UTF-8 beyond doubt: valid, with more multibyte sequences than chance explains."""
    if len(_MULTIBYTE.findall(body[:200_000])) < _MULTIBYTE_ENOUGH:
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _utf16_by_zeros(body: bytes) -> str:
    """UTF-16 without a mark: in text of Latin letters every second byte is zero."""
    start = body[: _SNIFFED - _SNIFFED % 2]
    if len(start) < 4 or b"\0" not in start:
        return ""
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if odd > 0.4 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.02 * half:
        return "utf-16-be"
    return ""


def _guess(body: bytes) -> Decoded:
    try:
        return Decoded(text=body.decode("utf-8"), charset="utf-8", by="guess")
    except UnicodeDecodeError:
        pass
    said = (cchardet.detect(body[:500_000]).get("encoding") or "").lower().replace("_", "-")
    candidates = [
        _read(body, codec, "guess") for codec in dict.fromkeys((CODECS.get(said, "utf-8"), "utf-8", "cp1252"))
    ]
    best = next((found for found in candidates[:-1] if found.replaced <= REPLACED_LIMIT), None)
    return best or min(candidates, key=lambda found: found.replaced)


def _contradicted(label: str, charset: str) -> str:
    return f"declared as {label}, but read as {charset}: the bytes do not fit the declaration"


def _with_warning(found: Decoded, warnings: tuple[str, ...] = ()) -> Decoded:
    if found.replaced > REPLACED_LIMIT:
        share = f"{found.replaced:.1%} of the characters could not be read as {found.charset} and were replaced"
        warnings = (*warnings, share)
    return Decoded(text=found.text, charset=found.charset, by=found.by, replaced=found.replaced, warnings=warnings)
