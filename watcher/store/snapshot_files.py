"""Bodies as received, each once, under its SHA-256.

What a watch brings, and what it costs as files of their own against deltas with keyframes:

    monday.html     38 kB   ┐ the same page but for a nonce        38 kB  keyframe
    tuesday.html    38 kB   │ and two build ids                   0.3 kB  delta against monday
    wednesday.html  38 kB   ┘                                     0.3 kB  delta against tuesday

A delta can only be read after its base, so chains are bounded: at most 20 bodies, and fewer for large ones. A damaged
file therefore costs at most its own chain; keeping one of its bodies again mends it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from watcher.domain.errors import NotFound, SnapshotCorrupt, StoreError
from watcher.store.frames import LARGEST, Damaged, Frame, compress, decompress
from watcher.store.layout import OBJECTS
from watcher.store.objects import ObjectFolder

CHAIN = 20
"""Bodies in a chain, its keyframe included."""
_COST = 8 * 2**20
"""Bytes that reading one body may decompress: about 2 ms, SHA-256 included."""
_FEW = 4
"""Bodies larger than that allows may still form chains this long."""


class SnapshotFolder:
    """The port SnapshotFiles on a folder. Safe for several threads and processes at once."""

    def __init__(self, data_dir: Path) -> None:
        self.objects = ObjectFolder(data_dir / OBJECTS)

    def keep(self, body: bytes, *, base: str = "") -> str:
        """See the port. A body that is kept already but can no longer be read is written anew."""
        if len(body) > LARGEST:
            raise StoreError(
                f"a body of {len(body):,} bytes is larger than snapshots can be ({LARGEST:,} bytes)",
                mend="lower fetch.max_bytes",
            )
        sha256 = hashlib.sha256(body).hexdigest()
        if sha256 not in self.objects:
            self.objects.put(sha256, self._frame(body, base if base != sha256 else "").to_bytes())
        elif not self._intact(sha256, body):
            self.objects.put(sha256, _keyframe(body).to_bytes())
        return sha256

    def read(self, sha256: str) -> bytes:
        """See the port."""
        chain = self.chain(sha256)
        body = b""
        for name, frame in reversed(chain):
            try:
                body = decompress(frame.payload, size=frame.size, base=body)
            except Damaged as damage:
                raise self._corrupt(name, str(damage)) from None
        if hashlib.sha256(body).hexdigest() != sha256:
            raise self._corrupt(self._first_wrong(chain), "it no longer has the SHA-256 that it is named by")
        return body

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self.objects

    def chain(self, sha256: str) -> list[tuple[str, Frame]]:
        """The frames that reading a body takes, its own first, the keyframe last. Raises NotFound, SnapshotCorrupt."""
        chain: dict[str, Frame] = {}
        name = sha256
        while name or not chain:
            if name in chain:
                raise self._corrupt(name, "its bases lead back to itself")
            try:
                chain[name] = Frame.from_bytes(self.objects.get(name))
            except Damaged as damage:
                raise self._corrupt(name, str(damage)) from None
            except NotFound:
                if not chain:
                    raise
                raise self._corrupt(name, "it is missing, and other snapshots build on it") from None
            name = chain[name].base
        return list(chain.items())

    def _frame(self, body: bytes, base: str) -> Frame:
        """A delta against ``base`` where that pays and the chain allows it, else a keyframe."""
        if not base or not body:
            return _keyframe(body)
        try:
            (_, before), *_ = chain = self.chain(base)
            cost = sum(frame.size for _, frame in chain) + len(body)
            if len(chain) >= CHAIN or cost > max(_COST, _FEW * len(body)) or not before.size:
                return _keyframe(body)
            base_body = self.read(base)
        except (NotFound, StoreError):
            # A base that cannot be read must not hinder keeping what was just received.
            return _keyframe(body)
        delta = Frame(size=len(body), base=base, depth=len(chain), cost=cost, payload=compress(body, base=base_body))
        if len(delta.payload) * 50 < len(body):
            return delta
        # Compressing once more is worth its time only where the delta is large: a page that was rewritten.
        alone = _keyframe(body)
        return delta if len(delta.payload) * 2 < len(alone.payload) else alone

    def _intact(self, sha256: str, body: bytes) -> bool:
        try:
            return self.read(sha256) == body
        except SnapshotCorrupt:
            return False

    def _first_wrong(self, chain: list[tuple[str, Frame]]) -> str:
        body = b""
        for name, frame in reversed(chain):
            body = decompress(frame.payload, size=frame.size, base=body)
            if hashlib.sha256(body).hexdigest() != name:
                return name
        return chain[0][0]

    def _corrupt(self, name: str, what: str) -> SnapshotCorrupt:
        return SnapshotCorrupt(
            f"the snapshot is damaged: {what}",
            where=str(self.objects.path(name)),
            mend="put this file back from a backup of the data folder, or restore one with watcher restore",
        )


def _keyframe(body: bytes) -> Frame:
    return Frame(size=len(body), cost=len(body), payload=compress(body))
