"""Which addresses may be reached."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.errors import AddressRefused, FetchError, UsageError
from watcher.fetch.addresses import AddressGuard, kind_of

REFUSED = (
    ("0.0.0.0", "this network"),
    ("0.1.2.3", "this network"),
    ("10.0.0.1", "private"),
    ("10.255.255.255", "private"),
    ("100.64.0.1", "carrier"),
    ("100.100.100.200", "carrier"),
    ("100.127.255.255", "carrier"),
    ("127.0.0.1", "loopback"),
    ("127.255.255.254", "loopback"),
    ("168.63.129.16", "metadata"),
    ("169.254.169.254", "link-local"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.0.0.8", "protocols"),
    ("192.0.2.1", "documentation"),
    ("192.88.99.1", "6to4"),
    ("192.168.1.1", "private"),
    ("198.18.0.1", "benchmarks"),
    ("198.19.255.255", "benchmarks"),
    ("198.51.100.7", "documentation"),
    ("203.0.113.7", "documentation"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.255", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("::", "unspecified"),
    ("::1", "loopback"),
    ("::7f00:1", "IPv4"),
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:169.254.169.254", "link-local"),
    ("::ffff:0:10.0.0.1", "reserved"),
    ("64:ff9b::7f00:1", "NAT64"),
    ("64:ff9b::a9fe:a9fe", "NAT64"),
    ("64:ff9b:1::a00:1", "NAT64"),
    ("100::1", "discarded"),
    ("2001::1", "Teredo"),
    ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo"),
    ("2001:2::1", "benchmarks"),
    ("2001:10::1", "protocols"),
    ("2001:db8::1", "documentation"),
    ("2002:7f00:1::1", "6to4"),
    ("2002:a9fe:a9fe::1", "6to4"),
    ("3fff::1", "documentation"),
    ("3fff:fff::1", "documentation"),
    ("4000::1", "reserved"),
    ("5f00::1", "reserved"),
    ("2607:f8b0:4004:800:0:5efe:10.0.0.1", "private"),
    ("fc00::1", "private"),
    ("fd00:ec2::254", "private"),
    ("fe80::1", "link-local"),
    ("febf::1", "link-local"),
    ("fec0::1", "site-local"),
    ("ff02::1", "multicast"),
)

PUBLIC = ("1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.128.0.1", "198.20.0.1", "223.255.255.255",
          "2606:4700:4700::1111", "2a00:1450:4001:81b::200e", "2003::1", "::ffff:1.1.1.1")  # fmt: skip


async def nobody(host: str) -> list[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.mark.parametrize(("address", "kind"), REFUSED)
async def test_an_address_that_is_not_public_is_refused(address: str, kind: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        await AddressGuard(resolve=nobody).addresses(address)
    assert refused.value.reason == "address"
    assert kind in refused.value.what
    assert "fetch.allow_hosts" in refused.value.mend


@pytest.mark.parametrize("address", PUBLIC)
async def test_a_public_address_passes(address: str) -> None:
    assert await AddressGuard(resolve=nobody).addresses(address) == (str(ipaddress.ip_address(address)),)


@given(st.ip_addresses())
def test_what_passes_is_public_for_the_standard_library_too(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not kind_of(address):
        assert not (address.is_private or address.is_loopback or address.is_link_local or address.is_multicast)
        assert not (address.is_reserved or address.is_unspecified)


@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("10.1.0.0/16", "10.1.255.9"),
        ("::1", "::1"),
        ("[::1]", "::1"),
        ("fd00::/8", "fd12::7"),
        ("127.0.0.1", "::ffff:127.0.0.1"),
        ("64:ff9b::/96", "64:ff9b::101:101"),
    ],
)
async def test_an_address_that_is_named_may_be_reached(allowed: str, host: str) -> None:
    assert await AddressGuard([allowed], resolve=nobody).addresses(host)


@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ("127.0.0.1", "127.0.0.2"),
        ("10.1.0.0/16", "10.2.0.1"),
        ("10.1.0.0/16", "::a01:1"),
        ("64:ff9b::/96", "64:ff9b::a9fe:a9fe"),
        ("2002::/16", "2002:7f00:1::1"),
    ],
)
async def test_naming_one_address_opens_no_other(allowed: str, host: str) -> None:
    with pytest.raises(AddressRefused):
        await AddressGuard([allowed], resolve=nobody).addresses(host)


async def private(host: str) -> list[str]:
    return ["10.0.0.5"]


@pytest.mark.parametrize("host", ["intranet.example", "INTRANET.example", "intranet.example."])
async def test_a_name_that_is_allowed_may_be_at_a_private_address(host: str) -> None:
    assert await AddressGuard(["Intranet.Example"], resolve=private).addresses(host) == ("10.0.0.5",)


@pytest.mark.parametrize("host", ["evil-intranet.example", "a.intranet.example", "intranet.example.evil", "example"])
async def test_a_name_stands_for_itself_only(host: str) -> None:
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.5, which is private"):
        await AddressGuard(["intranet.example"], resolve=private).addresses(host)


async def test_one_private_address_among_public_ones_is_enough_to_refuse_a_name() -> None:
    async def both(host: str) -> list[str]:
        return ["93.184.216.34", "::1"]

    with pytest.raises(AddressRefused):
        await AddressGuard(resolve=both).addresses("mixed.example")


async def test_a_name_without_addresses_does_not_resolve() -> None:
    async def none(host: str) -> list[str]:
        return []

    with pytest.raises(FetchError) as failed:
        await AddressGuard(resolve=none).addresses("empty.example")
    assert failed.value.reason == "unresolved"


async def test_a_lookup_that_hangs_is_given_up() -> None:
    import asyncio

    async def hangs(host: str) -> list[str]:
        await asyncio.Event().wait()
        return []

    with pytest.raises(FetchError) as failed:
        await AddressGuard(resolve=hangs, timeout=0.01).addresses("slow.example")
    assert failed.value.reason == "unresolved"
    assert failed.value.transient


async def test_the_system_resolver_knows_localhost_and_the_guard_refuses_it() -> None:
    with pytest.raises(AddressRefused, match="loopback"):
        await AddressGuard().addresses("localhost")


@pytest.mark.parametrize(
    "entry",
    ["*.example", "http://example/", "10.1.0.1/16", "10.1.0.0/33", "", "a b", "127.1", "user@host", "2130706433"],
)
def test_an_entry_that_is_no_name_address_or_network_is_refused(entry: str) -> None:
    with pytest.raises(UsageError, match="neither a host name nor an address nor a network"):
        AddressGuard([entry])
