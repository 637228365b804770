"""What the tests of the sample site share."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from watcher.testing.site import SampleSite


@pytest.fixture
def site() -> Iterator[SampleSite]:
    with SampleSite() as running:
        yield running


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=5) as opened:
        yield opened
