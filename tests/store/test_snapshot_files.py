"""Bodies are kept once, cheaply, whole or not at all, and never given back wrong."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.domain.errors import NotFound, SnapshotCorrupt, StoreError, StoreFull
from watcher.services.ports import SnapshotFiles
from watcher.store.snapshot_files import CHAIN, SnapshotFolder

SENTENCE = b"<p>The Harbour may berth vessels of up to %d metres at pier %d against a fee of %d.</p>\n"


def page(seed: int = 0, *, sentences: int = 1500) -> bytes:
    """A page of the harbour: about 120 kB of prose with a nonce near its top."""
    chance = random.Random(seed)
    body = b"".join(
        SENTENCE % (chance.randrange(900), chance.randrange(99), chance.randrange(9999)) for _ in range(sentences)
    )
    return b'<meta nonce="0000000000000000">\n' + body


def served_again(body: bytes, number: int) -> bytes:
    return body.replace(b"0000000000000000", hashlib.md5(b"%d" % number).hexdigest()[:16].encode())


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def file_of(folder: Path, sha256: str) -> Path:
    return folder / "objects" / sha256[:2] / sha256[2:]


def test_a_body_comes_back_under_its_sha256(snapshots: SnapshotFiles) -> None:
    sha256 = snapshots.keep(b"The pier is closed on Mondays.")
    assert sha256 == hashlib.sha256(b"The pier is closed on Mondays.").hexdigest()
    assert snapshots.read(sha256) == b"The pier is closed on Mondays."
    assert sha256 in snapshots


@pytest.mark.parametrize("body", [b"", b"\x00", b"x" * 100_000, os.urandom(5000)])
def test_any_body_can_be_kept_and_be_a_base(snapshots: SnapshotFiles, body: bytes) -> None:
    first = snapshots.keep(body)
    second = snapshots.keep(body + b"!", base=first)
    third = snapshots.keep(b"" if body else b"a", base=second)
    assert snapshots.read(first) == body
    assert snapshots.read(second) == body + b"!"
    assert snapshots.read(third) == (b"" if body else b"a")


@pytest.mark.parametrize("name", ["0" * 64, "", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 62 + "/.", "\x00" * 64])
def test_what_is_not_kept_is_not_found(snapshots: SnapshotFiles, name: str) -> None:
    assert name not in snapshots
    with pytest.raises(NotFound):
        snapshots.read(name)


def test_a_base_that_is_not_kept_does_not_hinder_keeping(snapshots: SnapshotFiles) -> None:
    for base in ("0" * 64, "../../etc/passwd"):
        assert snapshots.read(snapshots.keep(b"A body.", base=base)) == b"A body."


@settings(max_examples=50, deadline=None)
@given(bodies=st.lists(st.binary(max_size=400) | st.sampled_from([page(1, sentences=20), page(2, sentences=20)])))
def test_whatever_was_kept_in_a_row_comes_back(tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]) -> None:
    kept = SnapshotFolder(tmp_path_factory.mktemp("kept"))
    base, names = "", []
    for body in bodies:
        base = kept.keep(body, base=base)
        names.append(base)
    assert [kept.read(name) for name in names] == bodies


def test_the_same_body_twice_is_one_file(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    assert kept.keep(page()) == kept.keep(page())
    assert len(files(tmp_path)) == 1


def test_a_page_that_differs_in_a_token_costs_little(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    first = kept.keep(page())
    again = kept.keep(served_again(page(), 1), base=first)
    assert file_of(tmp_path, again).stat().st_size < 250
    assert file_of(tmp_path, first).stat().st_size > 10_000


def test_a_large_page_that_differs_in_tokens_costs_little(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    large = page(sentences=30_000)
    first = kept.keep(large)
    again = kept.keep(served_again(large, 1), base=first)
    assert len(large) > 2_500_000
    assert file_of(tmp_path, again).stat().st_size < 2000


def test_a_page_that_was_rewritten_stands_by_itself(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    base = kept.keep(page(1))
    rewritten = kept.keep(random.Random(3).randbytes(50_000), base=base)
    file_of(tmp_path, base).unlink()
    assert kept.read(rewritten) == random.Random(3).randbytes(50_000)


def test_chains_are_bounded(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    base, lengths = "", []
    for number in range(50):
        base = kept.keep(served_again(page(sentences=100), number), base=base)
        lengths.append(len(kept.chain(base)))
    assert lengths == [number % CHAIN + 1 for number in range(50)]


def test_chains_of_large_bodies_are_shorter(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    large = page(sentences=40_000)
    base, lengths = "", []
    for number in range(8):
        base = kept.keep(served_again(large, number), base=base)
        lengths.append(len(kept.chain(base)))
    assert max(lengths) < 8
    assert kept.read(base) == served_again(large, 7)


def damage(file: Path, how: str) -> None:
    data = bytearray(file.read_bytes())
    if how == "a flipped bit":
        data[-len(data) // 3] ^= 1
    elif how == "a flipped bit in the header":
        data[12] ^= 0x40
    elif how == "cut off":
        del data[len(data) // 2 :]
    elif how == "emptied":
        data.clear()
    elif how == "something else":
        data[:] = b"<html>not ours</html>" * 10
    file.write_bytes(data)


DAMAGES = ["a flipped bit", "a flipped bit in the header", "cut off", "emptied", "something else"]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_file_is_named_and_never_believed(tmp_path: Path, how: str) -> None:
    kept = SnapshotFolder(tmp_path)
    sha256 = kept.keep(page(sentences=50))
    damage(file_of(tmp_path, sha256), how)
    with pytest.raises(SnapshotCorrupt) as told:
        kept.read(sha256)
    assert told.value.where == str(file_of(tmp_path, sha256))
    assert "backup" in told.value.mend


@pytest.mark.parametrize("how", DAMAGES)
def test_the_file_that_is_damaged_is_named_not_the_one_that_was_asked_for(tmp_path: Path, how: str) -> None:
    kept = SnapshotFolder(tmp_path)
    names = [kept.keep(served_again(page(sentences=50), 0))]
    for number in range(1, 4):
        names.append(kept.keep(served_again(page(sentences=50), number), base=names[-1]))
    damage(file_of(tmp_path, names[0]), how)
    with pytest.raises(SnapshotCorrupt) as told:
        kept.read(names[3])
    assert told.value.where == str(file_of(tmp_path, names[0]))


def test_a_missing_base_is_named(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    base = kept.keep(page(sentences=50))
    again = kept.keep(served_again(page(sentences=50), 1), base=base)
    file_of(tmp_path, base).unlink()
    with pytest.raises(SnapshotCorrupt, match="missing") as told:
        kept.read(again)
    assert told.value.where == str(file_of(tmp_path, base))


@pytest.mark.parametrize("how", DAMAGES)
def test_receiving_a_body_again_mends_its_file(tmp_path: Path, how: str) -> None:
    kept = SnapshotFolder(tmp_path)
    base = kept.keep(page(sentences=50))
    again = kept.keep(served_again(page(sentences=50), 1), base=base)
    damage(file_of(tmp_path, base), how)
    assert kept.keep(page(sentences=50), base=again) == base
    assert kept.read(base) == page(sentences=50)
    assert kept.read(again) == served_again(page(sentences=50), 1)


def test_a_damaged_base_does_not_hinder_keeping(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    base = kept.keep(page(sentences=50))
    damage(file_of(tmp_path, base), "cut off")
    again = kept.keep(served_again(page(sentences=50), 1), base=base)
    assert kept.read(again) == served_again(page(sentences=50), 1)


def test_files_that_lead_back_to_themselves_are_refused(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    one = kept.keep(page(sentences=50))
    two = kept.keep(served_again(page(sentences=50), 1), base=one)
    file_of(tmp_path, one).write_bytes(file_of(tmp_path, two).read_bytes())
    with pytest.raises(SnapshotCorrupt):
        kept.read(one)


@pytest.mark.parametrize("where", ["file", "shelf", "objects"])
def test_a_symbolic_link_is_not_followed(tmp_path: Path, where: str) -> None:
    outside = tmp_path / "outside"
    SnapshotFolder(outside).keep(b"A body.")
    sha256 = hashlib.sha256(b"A body.").hexdigest()
    inside = tmp_path / "inside"
    link, target = {
        "file": (file_of(inside, sha256), file_of(outside, sha256)),
        "shelf": (file_of(inside, sha256).parent, file_of(outside, sha256).parent),
        "objects": (inside / "objects", outside / "objects"),
    }[where]
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    with pytest.raises(StoreError):
        SnapshotFolder(inside).read(sha256)


def test_a_link_to_another_folder_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "inside" / "objects").symlink_to(tmp_path / "outside")
    with pytest.raises(StoreError):
        SnapshotFolder(tmp_path / "inside").keep(b"A body.")
    assert files(tmp_path / "outside") == []


def test_a_pipe_in_the_folder_is_not_waited_for(tmp_path: Path) -> None:
    kept = SnapshotFolder(tmp_path)
    sha256 = kept.keep(b"A body.")
    file_of(tmp_path, sha256).unlink()
    os.mkfifo(file_of(tmp_path, sha256))
    with pytest.raises(StoreError):
        kept.read(sha256)


def test_leftovers_of_a_crash_are_harmless_and_removed_later(tmp_path: Path) -> None:
    SnapshotFolder(tmp_path).keep(b"One body.")
    old, new = tmp_path / "objects" / ".new" / ("a" * 32), tmp_path / "objects" / ".new" / ("b" * 32)
    for leftover in (old, new):
        leftover.write_bytes(b"half a bo")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    kept = SnapshotFolder(tmp_path)
    assert kept.read(kept.keep(b"Another body.")) == b"Another body."
    assert not old.exists()
    assert new.exists(), "it may be another process's, at work"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("a file stands where the folder should be")
    with pytest.raises(StoreError) as told:
        SnapshotFolder(tmp_path).keep(b"A body.")
    assert told.value.where.startswith(str(tmp_path / "objects"))


def test_a_body_that_is_too_large_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watcher.store.snapshot_files.LARGEST", 1000)
    with pytest.raises(StoreError, match="larger"):
        SnapshotFolder(tmp_path).keep(b"x" * 1001)
    assert files(tmp_path) == []


FULL = """
import resource, sys
from pathlib import Path
from watcher.domain.errors import StoreFull
from watcher.store.snapshot_files import SnapshotFolder
kept = SnapshotFolder(Path(sys.argv[1]))
small = kept.keep(b"A small body.")
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
import random
try:
    kept.keep(random.Random(1).randbytes(50_000))
except StoreFull as error:
    print(error)
assert kept.read(small) == b"A small body."
"""


def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: both stop a write in its middle."""
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "no room left" in done.stdout
    assert len(files(tmp_path)) == 1


def test_a_device_without_room_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> None:
        with Path("/dev/full").open("wb", buffering=0) as device:
            device.write(b"x")

    monkeypatch.setattr("watcher.store.objects.write_durably", full)
    with pytest.raises(StoreFull):
        SnapshotFolder(tmp_path).keep(b"A body.")
    assert files(tmp_path) == []
