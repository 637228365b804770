"""What keeping bodies costs: ``python benchmarks/snapshots.py FOLDER [VARIANTS]``.

Takes every ``*.html.gz`` below FOLDER, page by page in order of name, follows each with VARIANTS (50) copies in which
only tokens differ, keeps them all, and reads every one of them again. Prints bytes for each snapshot against plain
zstandard files of level 3, and what keeping and reading take.
"""

from __future__ import annotations

import gzip
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import zstandard

from watcher.store.snapshot_files import SnapshotFolder

TOKEN = re.compile(rb"[0-9a-f]{8,40}")
PLACES = 4


def token_variant(body: bytes, chance: random.Random) -> bytes:
    """The page as served again: other digits in a few things that look like nonces or build ids."""
    tokens = [match.span() for match in TOKEN.finditer(body)]
    variant = bytearray(body)
    for start, end in chance.sample(tokens, min(PLACES, len(tokens))):
        variant[start:end] = chance.randbytes(end - start).hex().encode()[: end - start]
    variant += b"<!-- %s -->" % chance.randbytes(16).hex().encode()
    return bytes(variant)


def bodies(page: Path, variants: int) -> Iterator[bytes]:
    chance = random.Random(page.name)
    for file in sorted(page.glob("*.html.gz")):
        body = gzip.decompress(file.read_bytes())
        yield body
        for _ in range(variants):
            yield token_variant(body, chance)


def main(folder: Path, variants: int) -> None:
    with tempfile.TemporaryDirectory() as data_dir:
        files = SnapshotFolder(Path(data_dir))
        kept: list[tuple[str, int]] = []
        plain = keeping = 0.0
        for page in sorted({file.parent for file in folder.rglob("*.html.gz")}):
            base = ""
            for body in bodies(page, variants):
                plain += len(zstandard.ZstdCompressor(level=3).compress(body))
                began = time.process_time()
                base = files.keep(body, base=base)
                keeping += time.process_time() - began
                kept.append((base, len(body)))
        stored = sum(file.stat().st_size for file in Path(data_dir).rglob("*") if file.is_file())
        blocks = sum(file.stat().st_blocks * 512 for file in Path(data_dir).rglob("*") if file.is_file())
        times = []
        for sha256, _ in kept:
            began = time.process_time()
            files.read(sha256)
            times.append((time.process_time() - began) * 1000)
    times.sort()
    count = len(kept)
    print(f"{count:,} snapshots, {sum(size for _, size in kept) / count:,.0f} bytes each")
    print(f"plain zstandard files  {plain / count:9,.0f} bytes each")
    print(f"kept                   {stored / count:9,.0f} bytes each, {stored / plain:.3f} of that")
    print(f"on the disk, in blocks {blocks / count:9,.0f} bytes each")
    print(f"keeping                {keeping / count * 1000:9.2f} ms CPU each")
    middle, most, worst = (times[min(count - 1, int(count * share))] for share in (0.5, 0.99, 1))
    print(f"reading                {middle:9.2f} ms CPU median, {most:.2f} ms 99 of 100, {worst:.2f} ms slowest")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50)
