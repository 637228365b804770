"""Two services on one data folder are refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from watcher.domain.errors import StoreBusy, StoreError
from watcher.store.lock import ServiceLock

HOLD = """
import sys
from pathlib import Path
from watcher.store.lock import ServiceLock
ServiceLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def holder(data_dir: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_service_is_told_who_is_there(tmp_path: Path) -> None:
    process = holder(tmp_path)
    with pytest.raises(StoreBusy, match=f"process {process.pid}"):
        ServiceLock(tmp_path).acquire()
    process.kill()
    process.communicate()


def test_a_killed_service_leaves_no_lock_behind(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.communicate()
    with ServiceLock(tmp_path):
        assert (tmp_path / "service.lock").read_text() == f"{os.getpid()}\n"


def test_a_lock_that_was_released_can_be_taken_again(tmp_path: Path) -> None:
    lock = ServiceLock(tmp_path / "data")
    for _ in range(2):
        with lock, pytest.raises(StoreBusy):
            ServiceLock(tmp_path / "data").acquire()
    lock.release()


def test_a_lock_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("not to be emptied")
    (tmp_path / "service.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(StoreError):
        ServiceLock(tmp_path).acquire()
    assert (tmp_path / "precious").read_text() == "not to be emptied"
