"""A backup is whole, can be taken at any time, and brings everything back, and nothing else."""

from __future__ import annotations

import itertools
import json
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from store_examples import NOON, TERMS, check, fetch, page, tree, version

from watcher.domain.errors import StoreBusy, StoreError, StoreFull, UsageError
from watcher.domain.version import Candidate, SnapshotRef, WatchState
from watcher.store.backup import Contents, backup
from watcher.store.lock import ServiceLock
from watcher.store.restore import restore
from watcher.store.snapshot_files import SnapshotFolder
from watcher.store.sqlite import SqliteStore


def body(number: int) -> bytes:
    return b"<p>The pier is open to the public.</p>" * 300 + b"%d" % number


def ref(sha256: str) -> SnapshotRef:
    return SnapshotRef(sha256=sha256, url="https://shop.example/terms")


def fill(data_dir: Path, *, versions: int = 3) -> list[str]:
    """A data folder in use; gives the SHA-256 of its snapshots."""
    store, files = SqliteStore(data_dir / "watcher.db"), SnapshotFolder(data_dir)
    names: list[str] = []
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        for number in range(1, versions + 1):
            names.append(files.keep(body(number), base=names[-1] if names else ""))
            writing.add_version(replace(version(number), snapshots=(ref(names[-1]),)), tree(f"Text {number}."))
    store.close()
    return names


def read_all(data_dir: Path) -> dict[int, bytes]:
    store, files = SqliteStore(data_dir / "watcher.db"), SnapshotFolder(data_dir)
    try:
        return {one.number: files.read(one.snapshots[0].sha256) for one in store.versions("terms")}
    finally:
        store.close()


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_was_backed_up_comes_back(tmp_path: Path) -> None:
    fill(tmp_path / "data")
    told = backup(tmp_path / "data", tmp_path / "file.zip", at=NOON)
    assert restore(tmp_path / "file.zip", tmp_path / "new") == told
    assert (told.agreements, told.versions, told.snapshots, told.lost) == (1, 3, 3, ())
    assert read_all(tmp_path / "new") == {number: body(number) for number in (1, 2, 3)}
    assert SqliteStore(tmp_path / "new" / "watcher.db").tree("terms-v2") == tree("Text 2.")
    assert {entry.name for entry in (tmp_path / "new").iterdir()} >= {"watcher.db", "objects"}
    assert not list((tmp_path / "new").glob(".restore*"))


def test_every_snapshot_that_is_named_anywhere_is_in_it(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    fill(data_dir)
    store, files = SqliteStore(data_dir / "watcher.db"), SnapshotFolder(data_dir)
    names = [files.keep(b"body %d" % number) for number in range(5)]
    unnamed = files.keep(b"named by nothing")
    candidate = Candidate(
        fingerprint="c", snapshots=(ref(names[0]),), first_seen=NOON, last_seen=NOON, departed_at=NOON
    )
    with store.writing() as writing:
        writing.save_state(WatchState(agreement_id="terms", candidate=candidate, read=(ref(names[1]),)))
        writing.add_check(replace(check(), snapshots=(ref(names[2]),)))
        writing.add_fetch(replace(fetch(), sha256=names[3]), ["terms"])
        writing.save_page(replace(page(), ref=ref(names[4])))
    store.close()
    backup(data_dir, tmp_path / "file.zip", at=NOON)
    restore(tmp_path / "file.zip", tmp_path / "new")
    restored = SnapshotFolder(tmp_path / "new")
    assert [restored.read(name) for name in names] == [b"body %d" % number for number in range(5)]
    assert unnamed not in restored


def test_a_base_that_nothing_names_goes_with_what_builds_on_it(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    files = SnapshotFolder(data_dir)
    base = files.keep(body(0))
    built = files.keep(body(1), base=base)
    assert len(files.chain(built)) == 2
    store = SqliteStore(data_dir / "watcher.db")
    with store.writing() as writing:
        writing.save_page(replace(page(), ref=ref(built)))
    backup(data_dir, tmp_path / "file.zip", at=NOON)
    restore(tmp_path / "file.zip", tmp_path / "new")
    assert SnapshotFolder(tmp_path / "new").read(built) == body(1)


def test_a_backup_taken_while_others_write_is_whole(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    fill(data_dir, versions=1)
    store, files, stop = SqliteStore(data_dir / "watcher.db"), SnapshotFolder(data_dir), threading.Event()

    def write() -> None:
        base = ""
        for number in itertools.count(2):
            if stop.is_set():
                return
            base = files.keep(body(number), base=base)
            with store.writing() as writing:
                writing.add_version(replace(version(number), snapshots=(ref(base),)), tree(str(number)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            backup(data_dir, tmp_path / f"{number}.zip", at=NOON)
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        told = restore(tmp_path / f"{number}.zip", tmp_path / f"new{number}")
        versions = read_all(tmp_path / f"new{number}")
        assert versions == {one: body(one) for one in range(1, told.versions + 1)}


def test_progress_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "data")
    steps: list[tuple[int, int]] = []
    backup(tmp_path / "data", tmp_path / "file.zip", at=NOON, progress=lambda done, of: steps.append((done, of)))
    restore(tmp_path / "file.zip", tmp_path / "new", progress=lambda done, of: steps.append((done, of)))
    assert steps == [(1, 3), (2, 3), (3, 3)] * 2


def test_a_damaged_snapshot_does_not_hinder_backing_up_the_rest(tmp_path: Path) -> None:
    names = fill(tmp_path / "data")
    alone = SnapshotFolder(tmp_path / "data").objects.path(names[2])
    alone.write_bytes(alone.read_bytes()[:-3])
    told = backup(tmp_path / "data", tmp_path / "file.zip", at=NOON)
    assert told.lost == (names[2],)
    restore(tmp_path / "file.zip", tmp_path / "new")
    assert SnapshotFolder(tmp_path / "new").read(names[1]) == body(2)


def test_an_older_backup_is_replaced_and_nothing_else_is(tmp_path: Path) -> None:
    fill(tmp_path / "data")
    file = tmp_path / "file.zip"
    backup(tmp_path / "data", file, at=NOON)
    backup(tmp_path / "data", file, at=NOON)
    with pytest.raises(UsageError, match="no backup"):
        backup(tmp_path / "data", tmp_path / "data" / "watcher.db", at=NOON)
    assert read_all(tmp_path / "data").keys() == {1, 2, 3}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["data", "file.zip"]


def test_there_must_be_something_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing"):
        backup(tmp_path, tmp_path / "file.zip", at=NOON)


def test_the_folder_of_a_backup_must_be_there(tmp_path: Path) -> None:
    fill(tmp_path / "data")
    with pytest.raises(StoreError) as caught:
        backup(tmp_path / "data", tmp_path / "away" / "b.zip", at=NOON)
    assert (caught.value.what, caught.value.where) == ("there is no such folder", str(tmp_path / "away"))


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    fill(tmp_path / "data")
    with pytest.raises(StoreError):
        backup(tmp_path / "data", tmp_path / "no such folder" / "file.zip", at=NOON)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["data"]


def test_a_folder_in_use_is_replaced_only_by_force(tmp_path: Path) -> None:
    fill(tmp_path / "data", versions=2)
    backup(tmp_path / "data", tmp_path / "file.zip", at=NOON)
    names = fill(tmp_path / "other", versions=3)
    before = everything(tmp_path / "other")
    with pytest.raises(UsageError, match="not empty") as told:
        restore(tmp_path / "file.zip", tmp_path / "other")
    assert "--force" in told.value.mend
    assert everything(tmp_path / "other") == before
    restore(tmp_path / "file.zip", tmp_path / "other", force=True)
    assert read_all(tmp_path / "other").keys() == {1, 2}
    assert SnapshotFolder(tmp_path / "other").read(names[2]) == body(3), "snapshots are never thrown away"


def test_commands_that_have_the_database_open_see_what_was_restored(tmp_path: Path) -> None:
    fill(tmp_path / "data", versions=2)
    backup(tmp_path / "data", tmp_path / "file.zip", at=NOON)
    fill(tmp_path / "other", versions=3)
    store = SqliteStore(tmp_path / "other" / "watcher.db")
    assert len(store.versions("terms")) == 3
    restore(tmp_path / "file.zip", tmp_path / "other", force=True)
    assert len(store.versions("terms")) == 2
    with store.writing() as writing:
        writing.add_version(version(3), tree("Another."))
    assert len(store.versions("terms")) == 3


def test_a_damaged_folder_is_mended_by_a_backup(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    names = fill(data_dir)
    backup(data_dir, tmp_path / "file.zip", at=NOON)
    (data_dir / "watcher.db").write_bytes(b"overwritten by something else entirely" * 500)
    (data_dir / "watcher.db-wal").write_bytes(b"and so was this")
    file = SnapshotFolder(data_dir).objects.path(names[0])
    file.write_bytes(b"")
    restore(tmp_path / "file.zip", data_dir, force=True)
    assert read_all(data_dir) == {number: body(number) for number in (1, 2, 3)}
    assert len(list(data_dir.glob("watcher.db.damaged-*"))) == 1


def test_nothing_is_restored_under_a_running_service(tmp_path: Path) -> None:
    fill(tmp_path / "data")
    backup(tmp_path / "data", tmp_path / "file.zip", at=NOON)
    with ServiceLock(tmp_path / "new"), pytest.raises(StoreBusy):
        restore(tmp_path / "file.zip", tmp_path / "new")
    assert [entry.name for entry in (tmp_path / "new").iterdir()] == ["service.lock"]


def test_a_database_in_use_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "data")
    backup(tmp_path / "data", tmp_path / "file.zip", at=NOON)
    fill(tmp_path / "other", versions=1)
    monkeypatch.setattr("watcher.store.connections.PATIENCE", 0.2)
    with closing(sqlite3.connect(tmp_path / "other" / "watcher.db", isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            restore(tmp_path / "file.zip", tmp_path / "other", force=True)
        busy.execute("ROLLBACK")
    assert read_all(tmp_path / "other").keys() == {1}


def test_what_a_restore_left_that_was_killed_is_removed(tmp_path: Path) -> None:
    fill(tmp_path / "data")
    backup(tmp_path / "data", tmp_path / "file.zip", at=NOON)
    (tmp_path / "new" / ".restore-0123" / "objects").mkdir(parents=True)
    (tmp_path / "new" / ".restore-0123" / "objects" / "half").write_bytes(b"half")
    restore(tmp_path / "file.zip", tmp_path / "new")
    assert not list((tmp_path / "new").glob(".restore*"))


def rewritten(
    file: Path, *, extra: dict[str, bytes] | None = None, change: Callable[[str, bytes], bytes | None]
) -> Path:
    """The backup again with other content; ``change`` gives none to leave an entry out."""
    forged = file.with_name("forged.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(forged, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return forged


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    fill(tmp_path / "data")
    backup(tmp_path / "data", tmp_path / "file.zip", at=NOON)
    return tmp_path / "file.zip"


def refused(file: Path, tmp_path: Path, kind: type[Exception] = StoreError) -> None:
    with pytest.raises(kind):
        restore(file, tmp_path / "new")
    left = {entry.name for entry in (tmp_path / "new").iterdir()} if (tmp_path / "new").exists() else set()
    assert left <= {"service.lock"}


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "objects/../../outside",
        "/tmp/outside",
        "objects/ab/" + "g" * 62,
        "objects/ab/" + "0" * 62 + "/x",
        "objects\\ab\\" + "0" * 62,
        "config.toml",
        "objects/",
        "watcher.db-wal",
    ],
)
def test_entries_that_no_backup_holds_are_refused(taken: Path, tmp_path: Path, name: str) -> None:
    refused(rewritten(taken, extra={name: b"x"}, change=lambda _, content: content), tmp_path)
    assert not (tmp_path / "outside").exists()


def test_a_link_in_a_backup_is_never_made(taken: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(taken, "a") as archive:
        link = zipfile.ZipInfo("objects/ab/" + "0" * 62)
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    refused(taken, tmp_path)


def test_two_entries_of_one_name_are_refused(taken: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(taken, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("watcher.db", b"another")
    refused(taken, tmp_path)


@pytest.mark.parametrize("start", ["objects/", "watcher.db", "manifest.json"])
def test_damaged_entries_are_refused(taken: Path, tmp_path: Path, start: str) -> None:
    def cut(name: str, content: bytes) -> bytes:
        return content[: len(content) // 2] if name.startswith(start) else content

    refused(rewritten(taken, change=cut), tmp_path)


def test_a_snapshot_under_another_name_is_refused(taken: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(taken) as archive:
        other = next(archive.read(name) for name in archive.namelist() if name.startswith("objects/"))
    forged = rewritten(taken, extra={"objects/ab/" + "0" * 62: other}, change=lambda _, content: content)
    refused(forged, tmp_path)


def test_a_backup_without_one_of_its_snapshots_is_refused(taken: Path, tmp_path: Path) -> None:
    gone = itertools.count()

    def leave_out(name: str, content: bytes) -> bytes | None:
        return None if name.startswith("objects/") and next(gone) == 2 else content

    refused(rewritten(taken, change=leave_out), tmp_path)


def test_a_file_cut_off_or_flipped_anywhere_is_refused(taken: Path, tmp_path: Path) -> None:
    whole = taken.read_bytes()
    for share in (0.0, 0.3, 0.9):
        taken.write_bytes(whole[: int(len(whole) * share)])
        refused(taken, tmp_path, UsageError)
    flipped = bytearray(whole)
    flipped[len(whole) // 10] ^= 0xFF
    taken.write_bytes(flipped)
    refused(taken, tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a backup", None])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "file.zip").write_bytes(content)
    refused(tmp_path / "file.zip", tmp_path, UsageError)


def test_another_zip_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as archive:
        archive.writestr("letter.txt", "Dear harbour")
    refused(tmp_path / "file.zip", tmp_path, UsageError)


def test_a_backup_of_a_later_form_is_refused(taken: Path, tmp_path: Path) -> None:
    def later(name: str, content: bytes) -> bytes:
        return json.dumps({"schema": "watcher.backup/2"}).encode() if name == "manifest.json" else content

    refused(rewritten(taken, change=later), tmp_path)


def test_a_database_with_triggers_is_refused(taken: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(taken) as archive:
        (tmp_path / "forged.db").write_bytes(archive.read("watcher.db"))
    with closing(sqlite3.connect(tmp_path / "forged.db")) as forged, forged:
        forged.execute("CREATE TRIGGER quiet AFTER INSERT ON events BEGIN DELETE FROM deliveries; END")
    database = (tmp_path / "forged.db").read_bytes()
    refused(rewritten(taken, change=lambda name, content: database if name == "watcher.db" else content), tmp_path)


def test_more_than_the_disk_has_room_for_is_refused_before_unpacking(taken: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(taken, "a") as archive:
        archive.getinfo("watcher.db").file_size = 2**60
        archive.comment = b"so that the directory is written again"
    refused(taken, tmp_path, StoreFull)


def test_environment_variables_are_no_part_of_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "a-very-secret-word")
    fill(tmp_path / "data")
    (tmp_path / "data" / "config.toml").write_text("[smtp]\npassword_env = 'SMTP_PASSWORD'")
    backup(tmp_path / "data", tmp_path / "file.zip", at=NOON)
    with zipfile.ZipFile(tmp_path / "file.zip") as archive:
        names = archive.namelist()
        assert all(b"a-very-secret-word" not in archive.read(name) for name in names)
    assert {name.split("/")[0] for name in names} == {"manifest.json", "watcher.db", "objects"}


def test_the_manifest_says_what_is_there(taken: Path) -> None:
    with zipfile.ZipFile(taken) as archive:
        said = json.loads(archive.read("manifest.json"))
    assert said == {
        "schema": "watcher.backup/1",
        "taken_at": "2026-03-01T12:00:00.000000+00:00",
        "agreements": 1,
        "versions": 3,
        "snapshots": 3,
        "lost": [],
    }
    assert Contents(taken_at=said["taken_at"], agreements=1, versions=3, snapshots=3).lost == ()
