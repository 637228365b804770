from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from cli.installation import Installation, installed


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    yield
    structlog.reset_defaults()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Installation]:
    """Configured, and nothing kept yet."""
    with installed(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Two editions checked and told. For tests that only read."""
    with installed(tmp_path_factory.mktemp("kept")) as made:
        assert made.run("check").exit_code == 0
        made.publish(2)
        assert made.run("check").exit_code == 0
        yield made


@pytest.fixture
def editions(tmp_path: Path) -> tuple[Path, Path]:
    """Two files that differ in one clause."""
    old, new = tmp_path / "old.html", tmp_path / "new.html"
    text = "<h1>Terms</h1><p>1. Fees are due within {days} days.</p><p>2. Each party may end this agreement.</p>"
    old.write_text(text.format(days=10), encoding="utf-8")
    new.write_text(text.format(days=5), encoding="utf-8")
    return old, new
