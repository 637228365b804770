"""What tests of faults share: a site, a mailbox, a webhook, and an installation that uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.installation import FaultySite, Installation
from services.world import World

from watcher.testing.receivers import MailCatcher, WebhookReceiver


@pytest.fixture
def site() -> Iterator[FaultySite]:
    with FaultySite(validators=False) as site:
        yield site


@pytest.fixture
def house(tmp_path: Path, site: FaultySite) -> Iterator[Installation]:
    with MailCatcher() as mail, WebhookReceiver() as hook:
        yield Installation(tmp_path, site, mail, hook)


@pytest.fixture
def world() -> World:
    return World()
