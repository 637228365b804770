"""Both stores and both keepers of bodies, so that one suite tells whether they keep the same promises."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from watcher.services.history import ClauseIndex
from watcher.services.overview import Catalogue
from watcher.services.ports import ReviewLog, SnapshotFiles, Store
from watcher.services.search import TextIndex
from watcher.store.catalogue import SqliteCatalogue
from watcher.store.finding import SqliteClauseIndex, SqliteTextIndex
from watcher.store.reviews import SqliteReviews
from watcher.store.snapshot_files import SnapshotFolder
from watcher.store.sqlite import SqliteStore
from watcher.testing.desk import MemoryReviews
from watcher.testing.lists import MemoryCatalogue, MemoryClauseIndex, MemoryTextIndex
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


@pytest.fixture
def review_log(store: Store) -> ReviewLog:
    return SqliteReviews(store.connections) if isinstance(store, SqliteStore) else MemoryReviews(store)


@pytest.fixture
def catalogue(store: Store, review_log: ReviewLog) -> Catalogue:
    return SqliteCatalogue(store.connections) if isinstance(store, SqliteStore) else MemoryCatalogue(store, review_log)


@pytest.fixture
def text_index(store: Store) -> TextIndex:
    return SqliteTextIndex(store.connections) if isinstance(store, SqliteStore) else MemoryTextIndex(store)


@pytest.fixture
def clause_index(store: Store) -> ClauseIndex:
    return SqliteClauseIndex(store.connections) if isinstance(store, SqliteStore) else MemoryClauseIndex(store)


@pytest.fixture(params=["folder", "memory"])
def snapshots(request: pytest.FixtureRequest, tmp_path: Path) -> SnapshotFiles:
    return SnapshotFolder(tmp_path) if request.param == "folder" else MemorySnapshots()
