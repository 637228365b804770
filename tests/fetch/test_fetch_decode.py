"""Content codings undone within bounds."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from watcher.domain.errors import FetchError
from watcher.fetch.decode import decoded


def raw_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(body) + engine.flush()


def zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(body)


def quick_brotli(body: bytes) -> bytes:
    return brotli.compress(body, quality=3)


PACKERS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("br", quick_brotli),
    ("zstd", zstd),
)
EACH = pytest.mark.parametrize(("coding", "pack"), PACKERS)


def reason(body: bytes, coding: str, limit: int = 10_000_000) -> str:
    with pytest.raises(FetchError) as failed:
        decoded(body, coding, limit=limit)
    return failed.value.reason


@given(st.sampled_from(PACKERS), st.binary(max_size=2000), st.integers(1, 200))
def test_what_was_packed_comes_out(packer: tuple[str, Callable[[bytes], bytes]], part: bytes, times: int) -> None:
    coding, pack = packer
    assert decoded(pack(part * times), coding, limit=1_000_000) == part * times


@given(st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]), st.binary(max_size=300))
def test_bytes_that_are_not_packed_fail_plainly(coding: str, body: bytes) -> None:
    try:
        decoded(body, coding, limit=100_000)
    except FetchError as error:
        assert error.reason in ("encoding", "truncated", "too_large")


@EACH
def test_a_bomb_is_stopped_early(coding: str, pack: Callable[[bytes], bytes]) -> None:
    bomb = pack(bytes(40_000_000))
    tracemalloc.start()
    try:
        assert reason(bomb, coding, limit=1_000_000) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@EACH
@pytest.mark.parametrize("lost", [1, 7])
def test_a_body_that_ends_too_early_is_truncated(coding: str, pack: Callable[[bytes], bytes], lost: int) -> None:
    body = b"".join(b"%d-" % (number * number) for number in range(5000))
    assert reason(pack(body)[:-lost], coding) == "truncated"


@EACH
def test_the_limit_itself_may_be_reached(coding: str, pack: Callable[[bytes], bytes]) -> None:
    assert decoded(pack(b"x" * 5000), coding, limit=5000) == b"x" * 5000
    assert reason(pack(b"x" * 5001), coding, limit=5000) == "too_large"


@EACH
def test_a_long_body_may_be_cut_instead(coding: str, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(b"0123456789" * 100_000)
    assert decoded(packed, coding, limit=15, cut=True) == b"012345678901234"
    assert decoded(packed[: len(packed) // 2], coding, limit=4, cut=True) in (b"0123", b"")


def test_codings_are_undone_from_the_last_to_the_first() -> None:
    assert decoded(quick_brotli(gzip.compress(b"text")), "gzip, identity, br", limit=100) == b"text"


def test_codings_stacked_deeper_than_pages_are_refused() -> None:
    assert reason(gzip.compress(gzip.compress(gzip.compress(b"text"))), "gzip, gzip, gzip") == "encoding"


def test_a_bomb_inside_a_bomb_is_stopped_at_the_first() -> None:
    assert reason(gzip.compress(gzip.compress(bytes(50_000_000))), "gzip, gzip", limit=10_000) == "too_large"
    assert reason(gzip.compress(gzip.compress(b"") * 100_000), "gzip, gzip", limit=10_000) == "too_large"


@pytest.mark.parametrize(("coding", "part"), [("gzip", gzip.compress(b"", mtime=0)), ("zstd", zstd(b""))])
def test_a_body_of_countless_empty_parts_is_refused(coding: str, part: bytes) -> None:
    assert reason(part * 50_000, coding) == "encoding"


def test_parts_are_joined_and_padding_is_left_out() -> None:
    assert decoded(gzip.compress(b"one ") + gzip.compress(b"two") + bytes(512), "gzip", limit=100) == b"one two"
    assert decoded(zstd(b"one ") + zstd(b"two"), "zstd", limit=100) == b"one two"


def test_a_zstd_window_beyond_what_pages_may_use_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27, write_content_size=0)
    wide = zstandard.ZstdCompressor(compression_params=parameters)
    packer = wide.compressobj()
    assert reason(packer.compress(b"text" * 100) + packer.flush(), "zstd") == "encoding"


@pytest.mark.parametrize("coding", ["compress", "utf-8", "gzip;q=1", "\x1b[31m"])
def test_a_coding_that_was_not_asked_for_is_refused(coding: str) -> None:
    assert reason(b"body", coding) == "encoding"


@pytest.mark.parametrize("coding", ["", "identity", "identity, identity, identity", " , "])
def test_what_is_not_packed_stays_as_it_is(coding: str) -> None:
    assert decoded(b"body", coding, limit=100) == b"body"


def test_nothing_packed_is_nothing() -> None:
    assert decoded(b"", "gzip", limit=100) == b""
