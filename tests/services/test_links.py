"""Addresses in messages; those that change something are signed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.services.links import Links

LINKS = Links("https://watch.example/terms/", key=lambda: b"k" * 32)


def token_of(links: Links, name: str) -> str:
    return links.subscription(name).rsplit("/", 1)[1]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=40))
def test_a_signed_address_names_its_subscriber(name: str) -> None:
    assert LINKS.subscriber_of(token_of(LINKS, name)) == name


def test_an_address_that_another_key_signed_names_nobody() -> None:
    other = Links("https://watch.example", key=lambda: b"x" * 32)
    assert LINKS.subscriber_of(token_of(other, "Legal")) is None


@pytest.mark.parametrize("token", ["", "AAAA", "%%%", "\u4e2d", "A" * 10_000])
def test_what_is_no_signature_names_nobody(token: str) -> None:
    assert LINKS.subscriber_of(token) is None


def test_a_name_cannot_be_put_under_anothers_signature() -> None:
    legal, sales = token_of(LINKS, "Legal"), token_of(LINKS, "Sales")
    assert LINKS.subscriber_of(legal[:40] + sales[40:]) is None


def test_a_link_holds_nothing_that_could_leave_its_path() -> None:
    address = LINKS.subscription("../../x?y#z")
    assert address.startswith("https://watch.example/terms/subscriptions/")
    assert set(address.rsplit("/", 1)[1]) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
