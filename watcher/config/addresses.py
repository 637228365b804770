"""Where things are: URLs, hosts, networks, mail addresses. Syntax only; the address guard decides what is reached."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from watcher.config.values import Refused, nearest_of, quoted, text

CHAT_SERVICES = ("slack", "teams", "discord", "wecom", "feishu", "lark", "dingtalk")
"""The schemes of the chat services that messages can be sent to."""
WEB_SCHEMES = ("http", "https")

_LABEL = re.compile(r"[A-Za-z0-9_-]{1,63}")
_LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_NAME_SPECIALS = frozenset('()<>[]:;@\\,"')
_WEB_ADDRESS = 'a web address such as "https://example.com/terms"'


def host(value: object) -> str:
    """A host's name or its address, without brackets around IPv6."""
    found = text(value, expected="a host name or an IP address", longest=253)
    if not _is_host(found):
        split = _split(found)
        inside = split.hostname if split and split.hostname and _is_host(split.hostname) else ""
        raise Refused("a host name or an IP address, nothing else", quoted(inside) if inside else "")
    return found


def _is_host(found: str) -> bool:
    if _is_address(found):
        return True
    try:
        ascii_name = found.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    labels = ascii_name.removesuffix(".").split(".")
    return len(ascii_name) <= 253 and all(
        _LABEL.fullmatch(label) and not label.startswith("-") and not label.endswith("-") for label in labels
    )


def _is_address(found: str) -> bool:
    try:
        ip_address(found)
    except ValueError:
        return False
    return True


def _split(found: str) -> SplitResult | None:
    try:
        parts = urlsplit(found)
        # Asking for the port checks it.
        if parts.port == 0:
            return None
    except ValueError:
        return None
    return parts


def network(value: object) -> str:
    """An IP address, or a network such as ``10.1.0.0/16``."""
    found = text(value, expected='an IP address or a network such as "10.1.0.0/16"')
    try:
        ip_network(found)
    except ValueError:
        pass
    else:
        return found
    try:
        wider = str(ip_network(found, strict=False))
    except ValueError:
        wider = ""
    raise Refused('an IP address or a network such as "10.1.0.0/16"', quoted(wider) if wider else "")


def host_or_network(value: object) -> str:
    """What ``allow_hosts`` may name."""
    if isinstance(value, str) and "/" in value and "://" not in value:
        return network(value)
    return host(value)


def web_url(value: object) -> str:
    """An address of a page: http or https, a host, no user name. A fragment names a place in the page."""
    found = text(value, expected=_WEB_ADDRESS, longest=4000)
    parts = _split(found)
    if " " in found or "\\" in found or parts is None:
        raise Refused(f"{_WEB_ADDRESS}, without blanks and backslashes, with a port from 1 to 65535 if any")
    if "://" not in found:
        bare = _split(f"https://{found}")
        looks_bare = bare is not None and "." in (bare.hostname or "") and _is_host(bare.hostname or "")
        raise Refused(_WEB_ADDRESS, quoted(f"https://{found}") if looks_bare and "@" not in found else "")
    if parts.scheme not in WEB_SCHEMES:
        near = nearest_of(parts.scheme, WEB_SCHEMES)
        raise Refused("an address that begins with http:// or https://", quoted(f"{near}://…") if near else "")
    if "@" in parts.netloc:
        raise Refused("an address without user name and password")
    if not parts.hostname or not _is_host(parts.hostname):
        raise Refused(f"{_WEB_ADDRESS}, with a host")
    return found


def service_url(value: object) -> str:
    """An address that programs post to: as a page's, without a fragment."""
    found = web_url(value)
    if "#" in found:
        raise Refused("an address without a fragment", quoted(found.partition("#")[0]))
    return found


def base_url(value: object) -> str:
    """The address that the web pages are reached at; a slash at its end is dropped."""
    found = service_url(value)
    if "?" in found:
        raise Refused("an address without a query", quoted(found.partition("?")[0]))
    return found.rstrip("/")


def chat_url(value: object) -> str:
    """``service://…``: the room's address without its key, which may leave nothing behind the scheme."""
    expected = 'a chat room such as "slack://" or "wecom://"'
    found = text(value, expected=expected, longest=2000)
    service, separator, rest = found.partition("://")
    if service not in CHAT_SERVICES or not separator:
        near = nearest_of(service, CHAT_SERVICES)
        raise Refused(f"a chat room of one of {', '.join(CHAT_SERVICES)}", quoted(f"{near}://{rest}") if near else "")
    if " " in rest or "\\" in rest:
        raise Refused(expected)
    return found


def mail_address(value: object) -> str:
    """An address as mail servers take it: ``name@example.org`` (RFC 5321, without quoted and foreign local parts)."""
    expected = "a mail address such as name@example.org"
    found = text(value, expected=expected, longest=254)
    if _is_mail_address(found):
        return found
    inside = found.removeprefix("mailto:").rpartition("<")[2].rstrip("> ").strip()
    raise Refused(expected, quoted(inside) if _is_mail_address(inside) else "")


def _is_mail_address(found: str) -> bool:
    local, at, domain = found.rpartition("@")
    return bool(
        at
        and _LOCAL_PART.fullmatch(local)
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and _is_host(domain)
        and not _is_address(domain)
    )


def sender(value: object) -> str:
    """A mail address, with a name before it or without: ``Terms watcher <watcher@example.org>``."""
    expected = 'a sender such as "Terms watcher <watcher@example.org>"'
    found = text(value, expected=expected)
    if not found.endswith(">"):
        return mail_address(found)
    before, opening, address = found[:-1].rpartition("<")
    name = before.strip()
    if not opening or not _is_mail_address(address):
        raise Refused(expected)
    in_quotes = len(name) > 1 and name.startswith('"') and name.endswith('"')
    inner = name[1:-1] if in_quotes else name
    if '"' in inner or "\\" in inner or (not in_quotes and _NAME_SPECIALS & set(inner)):
        # An unquoted comma would make two senders of one.
        plain = "".join(character for character in inner if character not in '"\\')
        raise Refused("a sender whose name stands in quotes", f"'\"{plain}\" <{address}>'")
    return found
