"""The web pages do not start where everybody could come in, and do where people sign in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from watcher.bootstrap import open_house
from watcher.domain.user import Role

COMMAND = [sys.executable, "-m", "watcher", "--config", "config.toml"]


@pytest.mark.parametrize("command", [["run"], ["serve"], ["serve", "--host", "::"]])
def test_pages_for_everybody_need_an_account(tmp_path: Path, command: list[str]) -> None:
    host = "" if "--host" in command else "0.0.0.0"
    (tmp_path / "config.toml").write_text(f'[web]\nhost = "{host}"\n' if host else "", encoding="utf-8")
    refused = subprocess.run(
        [*COMMAND, *command], cwd=tmp_path, capture_output=True, text=True, timeout=60, env=dict(os.environ)
    )
    assert refused.returncode == 2
    assert "watcher users add" in refused.stderr
    assert not (tmp_path / "snapshots").exists()


def test_with_an_account_they_start_and_say_that_nothing_is_encrypted(tmp_path: Path) -> None:
    (tmp_path / "config.toml").touch()
    open_house(tmp_path / "config.toml").accounts.add("anna", Role.READER, None)
    started = subprocess.Popen(
        [*COMMAND, "serve", "--host", "0.0.0.0", "--port", "0"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    try:
        assert started.stderr is not None
        said = [started.stderr.readline(), started.stderr.readline()]
        assert "unencrypted" in said[0]
        port = re.search(r":(\d+)/", said[1])
        assert port is not None
        answer = httpx.get(f"http://127.0.0.1:{port[1]}/", trust_env=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    finally:
        started.terminate()
        started.wait(timeout=20)
