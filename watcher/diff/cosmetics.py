"""Folding: what is printed differently but says the same.

Ugly, when a publisher's editor swaps its typography:

    - “Content” means   any text – or image
    + "Content" means any text - or image      (a line difference: everything changed)

Wanted: nothing. Both sides fold to the same characters before anything is compared, and a map leads from the folded
characters back to the printed ones, so that what *did* change is shown as it was printed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_QUOTES = "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u2039\u203a\u00ab\u00bb\u300c\u300d"
_QUOTES += "\u300e\u300f\u301d\u301e\u301f\u02bc\uff02\uff07"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"

_TABLE: dict[int, str | None] = {
    **{ord(sign): None for sign in _INVISIBLE},
    **{ord(sign): "'" for sign in _QUOTES},
    **{ord(sign): "-" for sign in _DASHES},
    ord("\u3002"): ".",  # the ideographic full stop is the full-width form of the other
}

BULLETS = "•·▪▫◦‣⁃∙●○◘◙■□◆◇►▸▶➢➤✓✔"

# Names that advertisers and analytics add to links. ``ref`` and ``source`` are left alone: some sites choose the
# text of a page by them.
_TRACKING = re.compile(
    r"(?:utm_\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|twclid|ttclid|yclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl"
    r"|_hs\w+|hsctatracking|vero_id|oly_\w+_id|spm|scm|trk|trkcampaign|wt_mc|cmpid)",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """The text with compatibility forms, quotes and dashes made one, and invisible characters taken out (NFKC)."""
    if text.isascii():
        return text.translate(_TABLE)
    # Quotes and dashes go first: NFKC makes " ́" (blank, accent) of the acute accent some people type as a quote.
    return unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back to what was printed."""

    text: str
    _bends: tuple[int, ...] = ()
    """Offsets into the folded text at which the distance to the printed text changes, in order."""
    _printed: tuple[int, ...] = ()
    """The printed offset at each bend."""

    def printed(self, offset: int) -> int:
        """The offset into the printed text; of a character that folds to several, the inner offsets are its end."""
        at = bisect_right(self._bends, offset) - 1
        if at < 0:
            return offset
        reached = self._printed[at] + offset - self._bends[at]
        return min(reached, self._printed[at + 1]) if at + 1 < len(self._printed) else reached


# A printed unit that folds by itself: a character with the marks that combine with it. ASCII that nothing combines
# with is left out, since it folds to as many characters as it has.
_UNIT = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]")


def _combines(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" or "\u1160" <= sign <= "\u11ff"


def fold_with_map(text: str) -> Folded:
    """As ``fold``, with the way back. Where a script composes across units, the text stands as one unit."""
    if text.isascii():
        return Folded(fold(text))
    pieces: list[str] = []
    bends: list[int] = []
    printed: list[int] = []
    length = start = 0
    while start < len(text):
        end = start + 1
        if text[start] < "\x80":
            found = _UNIT.search(text, start)
            end = len(text) if found is None else max(start + 1, found.end() - 1)
            if found is not None and end < len(text) and _combines(text[end]) and end - start > 1:
                end -= 1
        while end < len(text) and text[end] >= "\x80" and _combines(text[end]):
            end += 1
        piece = fold(text[start:end])
        if len(piece) != end - start or (len(piece) > 1 and not text[start:end].isascii()):
            bends += (length, length + len(piece))
            printed += (start, end)
        pieces.append(piece)
        length += len(piece)
        start = end
    whole = fold(text)
    if "".join(pieces) != whole:
        return Folded(whole, (0, len(whole)), (0, len(text)))
    return Folded(whole, tuple(bends), tuple(printed))


@lru_cache(maxsize=65536)
def key_of(token: str) -> str:
    """What a folded token is compared by; empty for what only decorates (bullets)."""
    if token.isalnum():
        return token
    if token[0] in BULLETS or (len(token) > 1 and token.strip() in ("*", "+", "-")):
        return ""
    if "://" in token:
        return fold_target(token)
    if token[0] in ".-":
        return token[0] * 3 if token[0] == "." and len(token) > 1 else token[0]
    if "@" in token or " at " in token.lower() or "at" in _bracketed(token):
        return _address(token)
    return "".join(token.split()) if not token[0].isalpha() else " ".join(token.split())


def _bracketed(token: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[\[({]\s?(\w+)\s?[\])}]", token)]


def _address(token: str) -> str:
    """An e-mail address, however it was hidden from harvesters."""
    token = re.sub(r"\s*[\[({]\s?(?:at|@)\s?[\])}]\s*|\s+at\s+", "@", token, flags=re.IGNORECASE)
    token = re.sub(r"\s*[\[({]\s?(?:dot|\.)\s?[\])}]\s*|\s+dot\s+", ".", token, flags=re.IGNORECASE)
    return "".join(token.split()).lower()


@lru_cache(maxsize=16384)
def fold_target(target: str) -> str:
    """A link's target without what tracking adds to it; an address hidden by a proxy is decoded."""
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return target
    hidden = re.search(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]{4,400})$", target)
    if hidden:
        return "mailto:" + _unhide(hidden[1])
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.split("=")[0]))
    host = parts.netloc.lower()
    return urlunsplit((parts.scheme.lower(), host, parts.path or ("/" if host else ""), query, parts.fragment))


def _unhide(digits: str) -> str:
    """Each byte was combined with the first by exclusive or; the first differs at every fetch."""
    numbers = bytes.fromhex(digits[: len(digits) // 2 * 2])
    return bytes(number ^ numbers[0] for number in numbers[1:]).decode("utf-8", "replace").lower()
