"""Where links lead: absolute, without what only follows readers around, with protected e-mail addresses in clear."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from urllib.parse import unquote, urljoin

from watcher.domain.document import Block, Document

TRACKING: tuple[str, ...] = (
    "utm_*",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "fbclid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "__hstc",
    "__hssc",
    "__hsfp",
    "hsCtaTracking",
    "_ga",
    "_gl",
    "_ke",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "s_cid",
    "icid",
    "ref_src",
    "ref_url",
    "spm",
    "scm",
    "from_spmid",
    "share_token",
    "jsessionid",
    "phpsessid",
    "sessionid",
)
"""Names of query parameters that say who followed a link, not where it leads; ``utm_*``: all that begin so.

Operators name more of them in the cut.
"""

PROTECTION = "/cdn-cgi/l/email-protection"
"""Where links to protected e-mail addresses lead."""

_PROTECTED = re.compile(rf"{PROTECTION}#([0-9a-fA-F]{{4,2000}})")
# An author who forgot "mailto:" makes a path of the page's own host. "react@18.2.0" and "/@user" are no addresses.
_BARE_MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}", re.ASCII)
_SESSION = re.compile(r";jsessionid=[^?#/]*", re.IGNORECASE)
_MAX_TARGET = 4000


def unprotected(code: str) -> str:
    """The e-mail address behind Cloudflare's protection: hexadecimal, each byte XORed with the first.

    Pages encode addresses as entities before they are protected; those are resolved too. Empty when the code is none.
    """
    try:
        data = bytes.fromhex(code)
    except ValueError:
        return ""
    clear = bytes(byte ^ data[0] for byte in data[1:]) if data else b""
    return html.unescape(clear.decode("utf-8", "replace")).strip()


def link_reader(base: str) -> Callable[[str], str]:
    """A function from an ``href`` as written to its target, empty where it leads nowhere that can be kept."""
    known: dict[str, str] = {}

    def read(href: str) -> str:
        if href not in known:
            known[href] = target(href, base)
        return known[href]

    return read


def target(href: str, base: str = "") -> str:
    """Where a link leads. ``base`` is the page's address, or its ``<base>``; without one the link stays relative."""
    href = "".join(href.split("\n")).replace("\t", "").strip()[:_MAX_TARGET]
    protected = _PROTECTED.search(href)
    if protected:
        return f"mailto:{unprotected(protected[1])}"
    if href == "#":
        return href  # scripts listen to it; as an address it would be that of the page
    scheme = href.split(":", 1)[0].lower() if ":" in href else ""
    last = href.rpartition("/")[2]
    if _BARE_MAIL.fullmatch(last) and scheme in ("", "http", "https"):
        return f"mailto:{last}"
    if scheme == "mailto":
        return "mailto:" + html.unescape(unquote(href[7:])).strip()
    if scheme in ("javascript", "data", "vbscript", "blob", "about"):
        return ""
    try:
        absolute = urljoin(base, href) if base else href
    except ValueError:
        absolute = href
    return without_tracking(absolute)


def without_tracking(address: str, names: tuple[str, ...] = TRACKING) -> str:
    """The address without the query parameters of these names; the rest stays as written, in its order."""
    address = _SESSION.sub("", address)
    if "?" not in address:
        return address
    rest, mark, fragment = address.partition("#")
    path, _, query = rest.partition("?")
    follows = _any_of(names)
    kept = [pair for pair in query.split("&") if not follows.fullmatch(pair.split("=", 1)[0])]
    joined = f"{path}?{'&'.join(kept)}" if any(kept) else path
    return joined + mark + fragment


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    written = (re.escape(name.removesuffix("*")) + (".*" if name.endswith("*") else "") for name in names)
    return re.compile("|".join(written), re.IGNORECASE | re.DOTALL)


def untracked(document: Document, names: tuple[str, ...]) -> Document:
    """The document, its links without the query parameters that the operator names."""
    if not names:
        return document
    return replace(document, blocks=tuple(_untracked(block, names) for block in document.blocks))


def _untracked(block: Block, names: tuple[str, ...]) -> Block:
    links = (replace(link, target=without_tracking(link.target, names)) for link in block.links)
    return replace(block, links=tuple(links)) if block.links else block
