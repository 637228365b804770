"""Faults of this machine: a wrong configuration, a full disk, a locked database, damaged files, two checks at once."""

from __future__ import annotations

import resource
import sqlite3
from functools import partial

import pytest
from faults.installation import Installation, later, terms, told_once

from watcher.store.layout import DATABASE, OBJECTS


def test_five_mistakes_in_the_configuration_are_told_at_once_before_anything_starts(house: Installation) -> None:
    house.config["schedule"] = {"evry": "6h"}
    house.config["fetch"]["timeout"] = "soon"
    house.config["agreements"][0]["url"] = "file:///etc/passwd"
    house.config["agreements"][0]["select"] = ["main >"]
    house.config["subscribers"][0]["min_severity"] = "hihg"
    ended = house.run("check")
    assert ended.code == 2
    assert "5 mistakes" in ended.said
    for path, nearest in (
        ("schedule.evry", "every"),
        ("fetch.timeout", '"30s"'),
        ("agreements[0].url", "http"),
        ("agreements[0].select", "selector"),
        ("subscribers[0].min_severity", "high"),
    ):
        (line,) = (line for line in ended.err.splitlines() if path in line)
        assert nearest in line
    assert house.site.requests == []
    assert not house.data.exists()


def files_of_at_most(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("limit", [40_000, 4_000], ids=["the database", "everything"])
def test_a_full_disk_is_told_loses_nothing_and_passes(house: Installation, limit: int) -> None:
    house.check()
    house.site.put("/terms", terms(5))
    ended = house.run("check", before=[partial(files_of_at_most, limit)])
    assert ended.code == 3
    assert "room" in ended.said or "disk" in ended.said
    assert "Traceback" not in ended.said
    assert house.check().keys() == {"terms"}
    assert house.check(before=[later(600)]) == {"terms": "same"}
    with house.store() as store:
        assert len(store.versions("terms")) == 2
        told_once(house, store, changes=1)


def test_a_locked_database_is_told_and_the_next_check_is_right(house: Installation) -> None:
    house.watch(other=f"{house.site.url}/other")
    house.site.put("/other", terms())
    house.check()
    house.site.put("/terms", terms(5))
    other = sqlite3.connect(house.data / DATABASE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ended = house.run("check")
    assert ended.code == 3
    assert "another process holds the database" in ended.said
    assert "Traceback" not in ended.said
    assert house.run("status").code == 0
    other.rollback()
    other.close()
    assert house.check() == {"terms": "changed", "other": "same"}
    with house.store() as store:
        told_once(house, store, changes=1)


def test_a_damaged_snapshot_is_replaced_by_what_is_fetched(house: Installation) -> None:
    house.check()
    with house.store() as store:
        sha256 = store.versions("terms")[0].snapshots[0].sha256
    (file,) = (path for path in (house.data / OBJECTS).rglob("*") if path.name == sha256[2:])
    file.write_bytes(file.read_bytes()[:-20])
    house.config["agreements"][0]["remove"] = [".banner"]
    assert house.check() == {"terms": "same"}
    house.site.put("/terms", terms(5))
    assert house.check() == {"terms": "changed"}


def test_a_damaged_database_is_told_with_the_mend(house: Installation) -> None:
    house.check()
    database = house.data / DATABASE
    for beside in house.data.glob(f"{DATABASE}-*"):
        beside.unlink()
    database.write_bytes(b"no database at all" * 300)
    ended = house.run("check")
    assert ended.code == 3
    assert "watcher restore" in ended.said
    assert "Traceback" not in ended.said


def test_checks_at_once_record_and_tell_a_change_once(house: Installation) -> None:
    house.check()
    for number in range(3):
        house.site.put("/terms", terms(11 + number))
        rivals = [house.start("check") for _ in range(4)]
        ended = [one.wait() for one in rivals]
        assert [one.code for one in ended] == [0] * 4, [one.said for one in ended]
    with house.store() as store:
        assert [version.number for version in store.versions("terms")] == [1, 2, 3, 4]
        told_once(house, store, changes=3)
    assert len(house.hook.requests) == len(house.mail.mails) == 3
