"""The address guard: which hosts may be reached.

A host is resolved once, every address it resolves to is checked, and the connection goes to one of those very
addresses (see ``client``). Checking a name and connecting to it later would resolve it twice, and the second answer
need not be the first (DNS rebinding).

Ranges: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and what followed it).
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import re
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx

from watcher.domain.errors import AddressRefused, FetchError, UsageError
from watcher.fetch.urls import shown

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

Resolver = Callable[[str], Awaitable[Sequence[str]]]
"""The addresses of a host name, in the order in which to try them. Raises OSError when there are none."""

_REFUSED: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's metadata service"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "reserved for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "reserved for benchmarks"),
        ("198.51.100.0/24", "reserved for documentation"),
        ("203.0.113.0/24", "reserved for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address in IPv6 form"),
        ("::/96", "an IPv4 address in IPv6 form"),
        ("64:ff9b::/96", "translated (NAT64)"),
        ("64:ff9b:1::/48", "translated (NAT64)"),
        ("100::/64", "discarded"),
        ("2001::/32", "tunnelled (Teredo)"),
        ("2001:2::/48", "reserved for benchmarks"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "reserved for documentation"),
        ("2002::/16", "tunnelled (6to4)"),
        ("3fff::/20", "reserved for documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given out for public use; the rest is refused whether it has a name above or not."""

_MAPPED = (ipaddress.IPv6Network("::ffff:0:0/96"), ipaddress.IPv6Network("::/96"))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_ISATAP = (0x00005EFE, 0x02005EFE)
"""Upper half of the interface identifier of an address that carries an IPv4 address in its lower half (RFC 5214)."""


def carried(address: Address) -> Address | None:
    """The IPv4 address that an IPv6 address carries and packets to it may end up at; none for all others.

    Mapped and compatible (RFC 4291), NAT64 (RFC 6052; of the local prefix the last 32 bits), 6to4 (RFC 3056), Teredo
    (RFC 4380, the client's) and ISATAP (RFC 5214).
    """
    if isinstance(address, ipaddress.IPv4Address):
        return None
    number = int(address)
    if number > 1 and any(address in network for network in (*_MAPPED, _NAT64, _NAT64_LOCAL)):
        return ipaddress.IPv4Address(number & 0xFFFFFFFF)
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if (number >> 32) & 0xFFFFFFFF in _ISATAP:
        return ipaddress.IPv4Address(number & 0xFFFFFFFF)
    return None


def kind_of(address: Address) -> str:
    """What makes an address unfit for a watcher of published pages, in words; empty for a public one."""
    for network, kind in _REFUSED:
        if address.version == network.version and address in network:
            return kind
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return "reserved"
    return ""


@dataclass(frozen=True, slots=True)
class AllowHosts:
    """Hosts that may be reached although their addresses are not public."""

    names: frozenset[str] = frozenset()
    """In lower case; a name stands for itself only, not for what ends in it."""
    networks: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, entries: Sequence[str]) -> AllowHosts:
        """Of names (``intranet.example``), addresses (``10.0.0.7``, ``::1``) and networks (``10.1.0.0/16``).

        Raises UsageError for anything else.
        """
        names: set[str] = set()
        networks: list[Network] = []
        for entry in entries:
            found = _name_or_network(entry)
            if isinstance(found, str):
                names.add(found)
            else:
                networks.append(found)
        return cls(frozenset(names), tuple(networks))

    def __contains__(self, address: Address) -> bool:
        return any(address.version == network.version and address in network for network in self.networks)


# One label alone is a name too ("localhost"); "*.example" and "http://example/" are not names.
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")


def _name_or_network(entry: str) -> str | Network:
    written = entry.strip().lower().removesuffix(".")
    try:
        return ipaddress.ip_network(written.removeprefix("[").removesuffix("]"))
    except ValueError:
        if "/" not in written and len(written) <= 253:
            try:
                name = httpx.URL(scheme="http", host=written).raw_host.decode("ascii")
            except (httpx.InvalidURL, ValueError):
                name = ""
            if _NAME.fullmatch(name) and not name.rpartition(".")[2].isdigit():
                return name
    raise UsageError(
        f"{shown(entry)!r} is neither a host name nor an address nor a network",
        where="fetch.allow_hosts",
        mend='write "intranet.example", "10.0.0.7" or "10.1.0.0/16" (a network without host bits)',
    )


class AddressGuard:
    """Resolves hosts, and refuses those that are not public."""

    def __init__(
        self, allow_hosts: Sequence[str] = (), *, resolve: Resolver | None = None, timeout: float = 10.0
    ) -> None:
        """``timeout`` is how long a name may take to resolve, in seconds."""
        self._allow = AllowHosts.parse(allow_hosts)
        self._resolve = resolve or SystemResolver()
        self._timeout = timeout

    async def addresses(self, host: str) -> tuple[str, ...]:
        """The checked addresses of a name or address literal (without brackets), in the order in which to try them.

        Raises AddressRefused when any of them may not be reached, FetchError ``unresolved`` when there are none.
        """
        name = host.lower().removesuffix(".")
        found = tuple(dict.fromkeys(_address(text, host) for text in await self._look_up(host)))
        if name not in self._allow.names:
            for address in found:
                self._check(address, host)
        return tuple(str(address) for address in found)

    async def _look_up(self, host: str) -> Sequence[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            pass
        try:
            async with asyncio.timeout(self._timeout):
                found = await self._resolve(host)
        except TimeoutError as error:
            raise _unresolved(host, f"did not resolve within {self._timeout:g} s", transient=True) from error
        except (OSError, UnicodeError) as error:
            temporary = getattr(error, "errno", None) in (socket.EAI_AGAIN, errno.EMFILE)
            raise _unresolved(host, "does not resolve", transient=temporary) from error
        if not found:
            raise _unresolved(host, "resolves to no address")
        return found

    def _check(self, address: Address, host: str) -> None:
        inner = carried(address)
        if inner is not None and address in _MAPPED[0]:
            address, inner = inner, None
        for one in (address, inner):
            if one is None or one in self._allow:
                continue
            if kind := kind_of(one):
                raise _not_public(host, one, kind)


def _address(text: str, host: str) -> Address:
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError as error:
        raise _unresolved(host, f"resolves to {shown(text)!r}, which is not an address") from error


def _unresolved(host: str, what: str, *, transient: bool = False) -> FetchError:
    return FetchError(
        f"the host name {what}",
        reason="unresolved",
        where=shown(host),
        mend="check the name and this machine's DNS",
        transient=transient,
    )


def _not_public(host: str, address: Address, kind: str) -> AddressRefused:
    if ":" in host or host.replace(".", "").isdigit():
        what, name = f"{address} is {kind}", str(address)
    else:
        what, name = f"the host is at {address}, which is {kind}", shown(host)
    return AddressRefused(what, where=shown(host), mend=f'add "{name}" to fetch.allow_hosts if you mean to reach it')


class SystemResolver:
    """Asks the system (getaddrinfo), each time in a thread of its own.

    The threads are daemons: a lookup that hangs holds up neither other lookups nor the end of the program.
    """

    def __init__(self, at_once: int = 64) -> None:
        self._places = threading.BoundedSemaphore(at_once)

    async def __call__(self, host: str) -> Sequence[str]:
        if not self._places.acquire(blocking=False):
            raise OSError(errno.EMFILE, "too many lookups that do not end")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[str]] = loop.create_future()
        threading.Thread(target=self._ask, args=(host, loop, answer), daemon=True, name="resolve").start()
        return await answer

    def _ask(self, host: str, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[list[str]]) -> None:
        found: list[str] = []
        problem: Exception | None = None
        try:
            infos = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found = [str(info[4][0]) for info in infos]
        except (OSError, UnicodeError) as error:
            problem = error
        finally:
            self._places.release()
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, answer, found, problem)


def _settle(answer: asyncio.Future[list[str]], found: list[str], problem: Exception | None) -> None:
    if answer.done():
        return
    if problem is None:
        answer.set_result(found)
    else:
        answer.set_exception(problem)
