"""Which URLs are well formed enough to be followed.

Two readers of one odd URL can disagree about its host: ``http://169.254.169.254:8888\\@public/`` leads to ``public``
for one and to the metadata service for another. So odd URLs are refused before any reader is asked, and from then on
only the parsed form travels.
"""

from __future__ import annotations

import re
import unicodedata

import httpx

from watcher.domain.errors import AddressRefused

MAX_LENGTH = 4096
"""Characters; longer addresses of pages are not met, and every rule of a robots.txt is matched against them."""

_ODD_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# A last label like this makes resolvers read the whole host as an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1.
# "web2" or "0xide" are ordinary names.
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
# In the authority only: "https://a.example/?mail=x@b.example" holds no user.
_USER = re.compile(r"//[^/?#]*@")
_DOTTED_QUAD = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?!$)|$)){4}")


def shown(text: str, limit: int = 200) -> str:
    """``text`` fit for a message: one line, nothing that a terminal obeys, at most ``limit`` characters."""
    plain = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[: limit + 1])
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def checked_url(text: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """The parsed form of an absolute http or https URL, or of a reference relative to ``base`` (RFC 3986, 5).

    The fragment is dropped. Raises AddressRefused for every other scheme, for white space, control characters and
    backslashes, for user information, and for hosts that are neither a name nor a plainly spelled address.
    """
    _refuse_odd_characters(text)
    try:
        url = httpx.URL(text) if base is None else base.join(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise _refused(text, "is not a URL") from error
    check_url(url)
    return url.copy_with(fragment=None)


def host_of(url: httpx.URL) -> str:
    """The host as it is asked for, in ASCII, without brackets."""
    return url.raw_host.decode("ascii")


def check_url(url: httpx.URL) -> None:
    """Raises AddressRefused unless a parsed URL is one that may be followed."""
    if url.scheme not in ("http", "https"):
        raise _refused(str(url), f"has the scheme {shown(url.scheme)!r}; only http and https are fetched")
    if url.userinfo:
        raise _refused(f"{url.scheme}://…@{host_of(url)}", "carries a user name or password")
    if url.port is not None and not 1 <= url.port <= 65535:
        raise _refused(str(url), f"has the port {url.port}, which cannot be")
    check_host(host_of(url), str(url))
    try:
        url.host.encode()
    except ValueError as error:
        raise _refused(str(url), f"has the host {shown(host_of(url))!r}, which is not a host name") from error


def _refuse_odd_characters(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise _refused(text, f"is longer than {MAX_LENGTH} characters")
    odd = next((char for char in text if char == "\\" or unicodedata.category(char) in _ODD_CATEGORIES), None)
    if odd is not None:
        raise _refused(text, f"contains the character U+{ord(odd):04X}")


def check_host(host: str, url: str) -> None:
    """Raises AddressRefused unless ``host``, without brackets, is a name or a plainly spelled address."""
    if not host:
        raise _refused(url, "names no host")
    if ":" in host:
        if "%" in host:
            raise _refused(url, "names a network interface")
        return
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused(url, f"has the host {shown(host)!r}, which is not a host name")
    if _NUMERIC_LABEL.fullmatch(labels[-1]) and not _DOTTED_QUAD.fullmatch(host):
        raise _refused(url, f"spells an address as a number, {shown(host)!r}")


def _refused(url: str, what: str) -> AddressRefused:
    return AddressRefused(
        f"the address {what}",
        where=shown(_USER.sub("//…@", url)),
        mend="give the page's plain http:// or https:// address",
    )
