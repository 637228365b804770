"""Content codings undone (RFC 9110, 8.4), with a bound on what comes out.

    42 bytes, gzip of gzip of gzip of zeros  →  4 GB      (what a library that decodes at once would hold)
    42 bytes, gzip of gzip of gzip of zeros  →  refused   (stacked deeper than pages are)
    20 kB, zstd of zeros                     →  refused after ``limit`` bytes

Input is fed in slices so small that even the densest bomb gives only a few megabytes before the count is taken.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]  # it ships no types
import zstandard

from watcher.domain.errors import FetchError

ACCEPTED = "gzip, deflate, br, zstd"
"""For the Accept-Encoding header."""

MAX_CODINGS = 2
MAX_MEMBERS = 1000
"""Members of a gzip body, frames of a zstd body: millions of empty ones would cost minutes and give nothing."""
ZSTD_WINDOW = 8 * 1024 * 1024
"""What decoders must support and pages must not exceed (RFC 9659)."""
_SLICE = 16 * 1024
_PIECE = 64 * 1024
# One block of zstd can say "128 kB of this byte" in four bytes.
_ZSTD_SLICE = 256

Decoder = Callable[[bytes], Iterator[bytes]]


class _Truncated(Exception):
    """The coded body ends before its end."""


def decoded(body: bytes, content_encoding: str, *, limit: int, cut: bool = False) -> bytes:
    """The body without the codings that the header names.

    Raises FetchError: ``too_large`` when more than ``limit`` bytes come out (of any coding), ``truncated`` when the
    body ends too early, ``encoding`` when a coding is unknown, stacked too deep, or not what the body is in.
    With ``cut`` the first ``limit`` bytes are enough, and a body that ends too early is taken as far as it goes.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    codings = [name for name in names if name not in ("", "identity")]
    if len(codings) > MAX_CODINGS:
        raise _unfit(f"the body is packed {len(codings)} times over")
    for name in reversed(codings if body else []):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise _unfit("the body is packed in a coding that was not asked for")
        body = _bounded(decoder, body, name, limit, cut)
    return body


def _bounded(decoder: Decoder, body: bytes, name: str, limit: int, cut: bool) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in decoder(body):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                if cut:
                    break
                raise too_large(limit, "unpacks to")
    except _Truncated as error:
        if not cut:
            raise FetchError(
                f"the body ends in the middle of its {name} packing",
                reason="truncated",
                mend="try again; if it stays so, tell whoever runs the site",
                transient=True,
            ) from error
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise _unfit(f"the body is not in {name}, which its header names") from error
    return b"".join(pieces)[:limit] if cut else b"".join(pieces)


def too_large(limit: int, verb: str) -> FetchError:
    return FetchError(
        f"the body {verb} more than {limit} bytes",
        reason="too_large",
        mend="raise fetch.max_bytes if it should be taken",
    )


def _unfit(what: str) -> FetchError:
    return FetchError(what, reason="encoding", mend="look at the page's Content-Encoding header")


def _slices(body: bytes, size: int) -> Iterator[bytes]:
    view = memoryview(body)
    return (bytes(view[start : start + size]) for start in range(0, len(body), size))


def _gzip(body: bytes) -> Iterator[bytes]:
    """Members joined (RFC 1952, 2.2); what follows the last one is padding and left out."""
    slices = _slices(body, _SLICE)
    rest = b""
    for member in range(MAX_MEMBERS):
        while len(rest) < 2 and (more := next(slices, b"")):
            rest += more
        if member and not rest.startswith(b"\x1f\x8b"):
            return
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield from _inflate(engine, rest, slices)
        rest = engine.unused_data
    raise _unfit(f"the body is packed in more than {MAX_MEMBERS} parts")


def _deflate(body: bytes) -> Iterator[bytes]:
    """With the zlib wrapping that the standard asks for, or without, as some servers send it."""
    wrapped = len(body) >= 2 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    engine = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    yield from _inflate(engine, b"", _slices(body, _SLICE))


def _inflate(engine: zlib._Decompress, first: bytes, slices: Iterator[bytes]) -> Iterator[bytes]:
    rest = first
    while not engine.eof:
        if not rest:
            rest = next(slices, b"")
        piece = engine.decompress(rest, _PIECE)
        if not piece and not rest and not engine.eof:
            raise _Truncated
        rest = engine.unconsumed_tail
        yield piece


def _brotli(body: bytes) -> Iterator[bytes]:
    engine = brotli.Decompressor()
    for part in _slices(body, _SLICE):
        piece = engine.process(part, output_buffer_limit=_PIECE)
        yield piece
        # It may say that it can take more input while there is still output that it held back.
        while not engine.is_finished() and (piece or not engine.can_accept_more_data()):
            piece = engine.process(b"", output_buffer_limit=_PIECE)
            yield piece
        if engine.is_finished():
            return
    raise _Truncated


def _zstd(body: bytes) -> Iterator[bytes]:
    """Frames joined (RFC 8878, 3.1)."""
    slices = _slices(body, _ZSTD_SLICE)
    dctx = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    rest = next(slices, b"")
    for _ in range(MAX_MEMBERS):
        engine = dctx.decompressobj()
        while not engine.eof:
            if not rest:
                raise _Truncated
            yield engine.decompress(rest)
            rest = engine.unused_data or next(slices, b"")
        if not rest:
            return
    raise _unfit(f"the body is packed in more than {MAX_MEMBERS} parts")


_DECODERS: dict[str, Decoder] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
