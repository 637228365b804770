"""What text of a page loses before anything is compared: what no reader can see, in small named steps.

"Sec\\u00adtion\\u200b 1.\\u00a0 Fees\\t\\n are  due"   what the page carries
"Section 1. Fees are due"                               what a reader sees
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0)])
_CONTROLS[0x85] = 0x20  # NEL, a line end of old mainframes, is white space

_INVISIBLE = dict.fromkeys(
    [
        0x00AD,  # soft hyphen
        0x034F,  # combining grapheme joiner
        0x061C,  # Arabic letter mark
        0x180E,  # Mongolian vowel separator
        0x200B,  # zero width space
        *range(0x200E, 0x2010),  # direction marks
        *range(0x202A, 0x202F),  # direction embeddings
        *range(0x2060, 0x2070),  # word joiner, invisible operators, direction isolates
        *range(0xFE00, 0xFE10),  # variation selectors
        0xFEFF,  # byte order mark inside text
        *range(0xFFF9, 0xFFFC),  # interlinear annotation marks
        *range(0xE0000, 0xE0080),  # tags
    ]
)

# Joiners shape the letters of Arabic and Indic scripts, where taking them out changes words; elsewhere they are
# watermarks: "terms\u200d of use".
_JOINERS = re.compile("(?<![\u0600-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u0dff])")


# Translating is slow and rarely needed; one look for any of the characters is fast.
_ANY_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ANY_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def remove_controls(text: str) -> str:
    """Null bytes and other control characters, but not tabs and line ends."""
    return text.translate(_CONTROLS) if _ANY_CONTROL.search(text) else text


def remove_invisible(text: str) -> str:
    """Characters without a shape of their own."""
    return _JOINERS.sub("", text.translate(_INVISIBLE)) if _ANY_INVISIBLE.search(text) else text


def compose(text: str) -> str:
    """Letters and their accents as one character (Unicode NFC)."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


STEPS: tuple[Callable[[str], str], ...] = (remove_controls, remove_invisible, compose)
"""Each takes and gives any piece of text; in this order. None of them touches white space between words."""

_PLAIN = re.compile(r"[\t\n\r -~]*", re.ASCII)


def clean(text: str) -> str:
    """The text after every step."""
    if _PLAIN.fullmatch(text):
        return text
    for step in STEPS:
        text = step(text)
    return text


def fold(text: str) -> str:
    """Clean text with each run of white space, of whatever width, as one blank, and none at the ends."""
    return " ".join(clean(text).split())


# A word is a run of letters and digits; Han and kana count one each, since they stand unspaced.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


_ASCII_WORD = re.compile(r"\w+", re.ASCII)


def words(text: str) -> list[str]:
    """The words of a text in order, one for each character of scripts that put no blanks between words."""
    return _ASCII_WORD.findall(text) if text.isascii() else _WORD.findall(text)
