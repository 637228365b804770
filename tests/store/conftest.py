"""Both stores and both keepers of bodies, so that one suite tells whether they keep the same promises."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from watcher.services.ports import SnapshotFiles, Store
from watcher.store.snapshot_files import SnapshotFolder
from watcher.store.sqlite import SqliteStore
from watcher.testing.memory import MemorySnapshots, MemoryStore

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "watcher.db")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest) -> Store:
    return request.getfixturevalue("sqlite_store") if request.param == "sqlite" else MemoryStore()


@pytest.fixture(params=["folder", "memory"])
def snapshots(request: pytest.FixtureRequest, tmp_path: Path) -> SnapshotFiles:
    return SnapshotFolder(tmp_path) if request.param == "folder" else MemorySnapshots()
