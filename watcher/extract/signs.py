"""What a page's markup shows beside its text: whether it is a shell for scripts, asks for a password, sends us on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from urllib.parse import urljoin

from watcher.extract.elements import Element
from watcher.extract.normalize import fold

_NOSCRIPT = re.compile(r"<noscript\b[^>]{0,500}>([^<]{10,300})")
_WITHOUT_SCRIPTS = re.compile(r"<noscript\b.*?(?:</noscript\b|\Z)", re.IGNORECASE | re.DOTALL)
_FRAME = re.compile(r"<i?frame\s[^<>]{1,2000}", re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s\"'>]+))", re.IGNORECASE)
# Frames that nobody sees carry messages between scripts, and measure their readers.
_UNSEEN = re.compile(
    r"\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden|\s(?:width|height)\s*=\s*[\"']?[01](?!\d)", re.IGNORECASE
)
_CHALLENGES = (
    "challenge-platform",
    "cf-chl-",
    "cf-turnstile",
    "challenges.cloudflare.com",
    "h-captcha",
    "hcaptcha.com",
    "g-recaptcha",
    "recaptcha/api",
    "geetest",
    "captcha-delivery",
    "_incapsula_",
    "px-captcha",
    "awswaf",
    "tcaptcha",
    "nocaptcha",
)
"""What the markup of pages that test their readers names."""
_NOSCRIPTS = 3
_FRAMES = 3
_ENOUGH = 1000
_QUOTES = " \"'"


def signs_of(root: Element, text: str, visible: int, base: str = "") -> tuple[str, ...]:
    """Words for ``Document.signs``: a name, or a name, a colon and a value.

    ``scripts:12``; ``mount:root`` (an empty element that scripts fill); ``noscript:…`` (what it says without scripts);
    ``password``; ``refresh:address``; ``challenge:name``; ``frame:address`` (of a page that is shown inside
    this one; relative addresses are resolved against ``base``). None for a page that shows more words (``visible``)
    than any that stands in an agreement's way.
    """
    if visible > _ENOUGH:
        return ()
    lower = text.lower()
    signs = [f"scripts:{lower.count('<script')}"]
    mount = next((element.get("id") for element in root.xpath("//body//div[@id][not(node())]")), None)
    if mount:
        signs.append(f"mount:{mount[:60]}")
    signs += [f"noscript:{fold(match[1])}" for match in islice(_NOSCRIPT.finditer(lower), _NOSCRIPTS)]
    if root.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']"):
        signs.append("password")
    for element in root.xpath("//meta[@http-equiv][@content]"):
        if (element.get("http-equiv") or "").strip().lower() == "refresh":
            target = (element.get("content") or "").partition("=")[2]
            signs.append(f"refresh:{target.strip(_QUOTES)[:200]}")
    signs += [f"challenge:{name}" for name in _CHALLENGES if name in lower][:1]
    signs += [f"frame:{address}" for address in islice(_frames(text, base), _FRAMES)]
    return tuple(signs)


def _frames(text: str, base: str) -> Iterator[str]:
    for frame in _FRAME.findall(_WITHOUT_SCRIPTS.sub(" ", text)):
        source = _SOURCE.search(frame)
        if source is None or _UNSEEN.search(frame):
            continue
        try:
            address = urljoin(base, unescape(next(filter(None, source.groups()))).strip())
        except ValueError:
            continue
        if address.startswith(("http://", "https://")):
            yield address[:500]
