"""Hostile text made harmless for where it goes: one line of a header or a heading, a link.

ugly:    "Terms\\r\\nBcc: x@y"    "javascript:alert(1)"
wanted:  "Terms Bcc: x@y"        no link
"""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

ELLIPSIS = "…"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
JOINERS = "\u200c\u200d"
"""Invisible, but needed to write Persian, Hindi and some emoji."""
BREAKING = frozenset({"Cc", "Zl", "Zp"})
"""Categories of control characters and line separators."""
LONGEST_LINK = 2_000
"""Characters; browsers and mail programs disagree about more."""


def one_line(text: str, limit: int = 200) -> str:
    """The text on one line, at most ``limit`` characters: no control or invisible characters, blanks folded."""
    head = text[: limit * 4]
    # Most text is printable throughout, and need not be looked at character by character.
    seen = head if head.isprintable() else "".join(_line_character(character) for character in head)
    return clipped(" ".join(seen.split()), limit)


def clipped(text: str, limit: int) -> str:
    """At most ``limit`` characters, an ellipsis in place of what was cut off."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def web_link(url: str) -> str:
    """The address when it is one of the web and has nothing in it that could break out of a line; else empty."""
    if len(url) > LONGEST_LINK:
        return ""
    if any(character.isspace() or unicodedata.category(character)[0] == "C" for character in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc and "\\" not in url else ""


def origin(url: str) -> str:
    """Scheme and host of an address: enough to know where, without what may be secret in path and query."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "an address that cannot be read"
    return one_line(f"{parts.scheme}://{parts.hostname or ''}{port}", 120)


def _line_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in BREAKING:
        return " "
    if category == "Cf":
        return character if character in JOINERS else ""
    return REPLACEMENT if category == "Cs" else character
