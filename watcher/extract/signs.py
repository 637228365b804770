"""What a page's markup shows beside its text: whether it is a shell for scripts, asks for a password, sends us on."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from watcher.extract.normalize import fold

_NOSCRIPT = re.compile(r"<noscript\b[^>]{0,500}>([^<]{10,300})", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"(?:challenge-platform|cf-chl-|turnstile|hcaptcha|recaptcha/api|g-recaptcha|geetest|captcha-delivery|_incapsula_"
    r"|px-captcha|awswaf|tencentcaptcha|tcaptcha|nc_1_wrapper)[\w.-]{0,40}",
    re.IGNORECASE,
)


def signs_of(root: HtmlElement, text: str) -> tuple[str, ...]:
    """Words for ``Document.signs``: a name, or a name, a colon and a value.

    ``scripts:12``; ``mount:root`` (an empty element that scripts fill); ``noscript:…`` (what it says without scripts);
    ``password``; ``refresh:address``; ``challenge:name``; ``frames:2``.
    """
    signs = [f"scripts:{len(_SCRIPT.findall(text))}"]
    mount = next(
        (element.get("id") for element in root.xpath("//body//div[@id][not(node())]") if element.get("id")), None
    )
    if mount:
        signs.append(f"mount:{mount[:60]}")
    signs += [f"noscript:{fold(match[1])}" for match in list(_NOSCRIPT.finditer(text))[:3]]
    if root.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']"):
        signs.append("password")
    for element in root.xpath("//meta[@http-equiv][@content]"):
        if element.get("http-equiv").strip().lower() == "refresh":
            signs.append(f"refresh:{element.get('content').partition('=')[2].strip(chr(34) + chr(39) + ' ')[:200]}")
    found = _CHALLENGE.search(text)
    if found:
        signs.append(f"challenge:{found[0][:60]}")
    frames = len(re.findall(r"<i?frame\b", text, re.IGNORECASE))
    if frames:
        signs.append(f"frames:{frames}")
    return tuple(signs)
