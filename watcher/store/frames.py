"""How a body is written into one file: a short header that says what it is, then a zstandard frame.

A body of its own (a keyframe) is compressed by itself. A delta is compressed with the body that its page had before as
a raw-content dictionary, so that a 250 kB page in which a few tokens differ takes some hundred bytes.

    magic  version  depth  reserved  size  cost  base     CRC-32 of the above
    4      1        1      2         8     8     32       4                    bytes, big-endian
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import zstandard

LARGEST = 256 * 2**20
"""No body is larger: 256 MiB. It bounds what a damaged or forged header can make us reserve."""

_HEADER = struct.Struct(">4sBB2xQQ32sI")
_MAGIC = b"WSNP"
_VERSION = 1
_LEVEL = 3
_LARGE = 2 * 2**20
"""Bytes of body and base together from which on larger tables pay."""
_NO_BASE = bytes(32)


class Damaged(Exception):
    """The file is not what was once written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A body as written."""

    size: int
    """Of the body, bytes."""
    base: str = ""
    """SHA-256 of the body it is a delta against; empty for a keyframe."""
    depth: int = 0
    """How many bodies have to be read before this one."""
    cost: int
    """Bytes that reading it decompresses, those of all its bases included."""
    payload: bytes

    def to_bytes(self) -> bytes:
        base = bytes.fromhex(self.base) if self.base else _NO_BASE
        said = _HEADER.pack(_MAGIC, _VERSION, self.depth, self.size, self.cost, base, 0)[:-4]
        return said + zlib.crc32(said).to_bytes(4, "big") + self.payload

    @classmethod
    def from_bytes(cls, data: bytes) -> Frame:
        """Raises Damaged, before anything of the size that the header claims is reserved."""
        if len(data) < _HEADER.size:
            raise Damaged("cut off")
        magic, version, depth, size, cost, base, crc = _HEADER.unpack_from(data)
        if magic != _MAGIC or crc != zlib.crc32(data[: _HEADER.size - 4]):
            raise Damaged("its header is damaged")
        if version != _VERSION:
            raise Damaged(f"written in form {version}, which this release does not know")
        payload = data[_HEADER.size :]
        try:
            promised = zstandard.frame_content_size(payload)
        except zstandard.ZstdError:
            raise Damaged("its content is damaged") from None
        if promised != size or size > LARGEST:
            raise Damaged("its header and its content disagree")
        return cls(size=size, base="" if base == _NO_BASE else base.hex(), depth=depth, cost=cost, payload=payload)


def compress(body: bytes, *, base: bytes = b"") -> bytes:
    """One zstandard frame, level 3, that states its content's size."""
    if not base:
        return zstandard.ZstdCompressor(level=_LEVEL).compress(body)
    reach = len(body) + len(base)
    # The tables of level 3 forget the beginning of a large base: a 5 MB page in which 20 tokens changed took 1.4 MB,
    # with larger ones 1 kB. On common pages they would only cost time.
    tables = {} if reach < _LARGE else dict.fromkeys(("hash_log", "chain_log"), min(22, reach.bit_length()))
    parameters = zstandard.ZstdCompressionParameters.from_level(
        _LEVEL,
        source_size=reach,
        dict_size=len(base),
        # The base has to stay within reach of the whole body.
        window_log=min(30, max(10, reach.bit_length())),
        # Long-distance matching ruins deltas: 3,235 bytes instead of 95.
        enable_ldm=False,
        write_content_size=True,
        **tables,
    )
    dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdCompressor(dict_data=dictionary, compression_params=parameters).compress(body)


def decompress(payload: bytes, *, size: int, base: bytes = b"") -> bytes:
    """Undo ``compress``. ``size`` is what the frame states (see Frame.from_bytes). Raises Damaged."""
    dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT) if base else None
    try:
        body = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=LARGEST * 4).decompress(payload)
    except zstandard.ZstdError:
        raise Damaged("its content is damaged") from None
    if len(body) != size:
        raise Damaged("its content is damaged")
    return body
