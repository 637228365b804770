"""An installation whose sample agreements have changed once; each test gets a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import tomlkit
from web.serving import Clock, Person, checked, served, with_accounts

from watcher.bootstrap import House, open_house, read_settings
from watcher.testing.site import SampleSite

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def changed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    with SampleSite() as site:
        config = {
            "fetch": {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]},
            "agreements": site.agreement_tables(),
        }
        (folder / "config.toml").write_text(tomlkit.dumps(config), encoding="utf-8")
        house = open_house(folder / "config.toml")
        checked(house)
        for sample in site.agreement_tables():
            site.publish(sample["id"], 2)
        checked(house)
        house._database.close()
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def installed(changed_once: Path, tmp_path: Path, clock: Clock) -> Callable[..., House]:
    """Makes the installation, with tables of its configuration added as TOML."""

    def make(more: str = "") -> House:
        folder = tmp_path / "installation"
        shutil.copytree(changed_once, folder)
        path = folder / "config.toml"
        path.write_text(more + path.read_text("utf-8"), encoding="utf-8")
        return House(read_settings(path, None), clock=clock)

    return make


@pytest.fixture
def desk(installed: Callable[..., House]) -> House:
    """Without accounts: open to this machine."""
    return installed()


@pytest.fixture
def guarded(installed: Callable[..., House]) -> House:
    """With an account of each role."""
    return with_accounts(installed())


@pytest.fixture
def local(desk: House) -> Iterator[Person]:
    with served(desk) as client:
        yield Person(client)


@pytest.fixture
def door(guarded: House) -> Iterator[httpx.Client]:
    """Where accounts are needed; nobody is signed in."""
    with served(guarded) as client:
        yield client
