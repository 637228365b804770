"""What tests of the services share."""

from __future__ import annotations

import pytest
from services.world import World


@pytest.fixture
def world() -> World:
    return World()
