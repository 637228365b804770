"""What tests of every room share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("WATCHER_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the shared corpora; tests that ask for it are skipped where it is not there."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the shared corpora are not beside this checkout (set WATCHER_SHARED to their folder)")
    return folder
