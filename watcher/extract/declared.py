"""What a body's markup says of itself, read without parsing: for asking whether it says so still.

<html lang="en-GB"> … </html>      language:en-GB, closed
<html lang="en-GB"> … <p>2. The    language:en-GB              the capture broke off
"""

from __future__ import annotations

import re

_LANGUAGE = re.compile(
    rb"<html\b(?:[^<>]{0,2000}?\s)lang\s*=\s*[\"']?([a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3})(?![\w-])", re.IGNORECASE
)
_CLOSED = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)


def declared(body: bytes) -> tuple[str, ...]:
    """``language:`` and the BCP 47 tag of the page, as printed; ``closed`` where the page comes to its end.

    Nothing for what is no HTML, or HTML in a charset that does not contain ASCII.
    """
    language = _LANGUAGE.search(body)
    said = (f"language:{language[1].decode('ascii').replace('_', '-')}",) if language else ()
    return (*said, "closed") if _CLOSED.search(body) else said
