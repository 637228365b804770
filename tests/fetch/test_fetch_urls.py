"""Which URLs are followed."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.errors import AddressRefused
from watcher.fetch.urls import check_url, checked_url, shown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://example.com", "http://example.com"),
        ("HTTPS://Example.COM/Terms", "https://example.com/Terms"),
        ("https://example.com:8443/a?b=c&d=%20#part", "https://example.com:8443/a?b=c&d=%20"),
        ("https://example.com./terms", "https://example.com./terms"),
        ("https://bücher.example/agb", "https://xn--bcher-kva.example/agb"),
        ("https://例え.jp/規約", "https://xn--r8jz45g.jp/%E8%A6%8F%E7%B4%84"),
        ("http://93.184.216.34/x", "http://93.184.216.34/x"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://a_b.example/", "http://a_b.example/"),
        ("http://xn--bcher-kva.example/", "http://bücher.example/"),
    ],
)
def test_a_plain_url_is_taken(url: str, expected: str) -> None:
    taken = checked_url(url)
    check_url(taken)
    assert taken == httpx.URL(expected)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file:/etc/passwd",
        "file:etc/passwd",
        "FILE:///etc/passwd",
        "source:file:///x",
        "source:source:http://127.0.0.1/",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "   javascript:alert(1)",
        "%20javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.com/",
        "gopher://example.com/",
        "ws://example.com/",
        "//example.com/",
        "/terms",
        "terms",
        "",
        "http:",
        "http://",
        "http:///terms",
        "http://:80/",
        "http:example.com",
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://example.com:80@127.0.0.1/",
        "http://169.254.169.254:8888\\@public.example/",
        "http://public.example\\@169.254.169.254/",
        "http:\\\\example.com/",
        "http://example.com/a b",
        " http://example.com/",
        "http://example.com/\n",
        "http://exa\tmple.com/",
        "http://example.com/\r\nHost: other.example",
        "http://example.com/\x00",
        "http://example.com/\x7f",
        "http://example.com/\x85",
        "http://example.com/\u202e",
        "http://exam\u200bple.com/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.1./",
        "http://127.0.0.01/",
        "http://127.0.0.256/",
        "http://1.2.3.4.5/",
        "http://%31%32%37.0.0.1/",
        "http://①②⑦.0.0.1/",
        "http://[::1%25eth0]/",
        "http://[::1%eth0]/",
        "http://[::1/",
        "http://[v1.a]/",
        "http://exa%6dple.com/",
        "http://example..com/",
        "http://.example.com/",
        "http://-example.com/",
        "http://xn--a.example/",
        "http://xn--/",
        "http://exa$mple.com/",
        "http://example.com:0/",
        "http://example.com:65536/",
        "http://example.com:99999999999999999999/",
        "http://example.com:80:80/",
        "http://example.com:http/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://example.com/" + "a" * 5000,
    ],
)
def test_an_odd_url_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        checked_url(url)
    assert refused.value.mend


def test_a_dotted_address_in_other_digits_is_read_as_that_address_or_refused() -> None:
    # The ideographic full stop separates labels too (RFC 3490); what is left is checked as any other address.
    assert checked_url("http://127。0。0。1/").host == "127.0.0.1"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/en/terms", "https://example.com/en/terms"),
        ("terms?v=2", "https://example.com/legal/terms?v=2"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example/x#top", "http://other.example/x"),
        ("?v=2", "https://example.com/legal/old?v=2"),
    ],
)
def test_a_reference_is_relative_to_its_page(location: str, expected: str) -> None:
    assert checked_url(location, base=httpx.URL("https://example.com/legal/old")) == httpx.URL(expected)


@pytest.mark.parametrize(
    "location", ["\\\\evil.example", "/\\evil.example", "//user@evil.example/", "file:///x", "//[", "/a b"]
)
def test_an_odd_reference_is_refused(location: str) -> None:
    with pytest.raises(AddressRefused):
        checked_url(location, base=httpx.URL("https://example.com/legal/old"))


@pytest.mark.parametrize(
    "url", ["https://ada:hunter2@example.com/", "https://ada:hunter2@example.com/a b", "ftp://a:hunter2@h/"]
)
def test_a_refusal_does_not_repeat_the_password(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        checked_url(url)
    assert "hunter2" not in str(refused.value)


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://a.example/", "http://[", "//"]))
def test_every_text_is_a_checked_url_or_refused(text: str, before: str) -> None:
    try:
        url = checked_url(before + text, base=httpx.URL("https://base.example/"))
    except AddressRefused:
        return
    assert url.scheme in ("http", "https")
    assert url.raw_host
    assert not url.userinfo
    assert b"\\" not in url.raw_host


@given(st.text(max_size=500))
def test_what_is_shown_is_one_printable_line(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 200
