from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cli.installation import environment

GUARDED = """
import sys
def stays_here(event, values):
    if event == "socket.connect" and isinstance(values[1], tuple) and not values[1][0].startswith("127."):
        sys.stderr.write(f"left this machine: {values[1]}\\n")
        raise SystemExit(99)
    if event == "socket.getaddrinfo" and values[0] not in ("127.0.0.1", None):
        sys.stderr.write(f"asked for a name: {values[0]}\\n")
        raise SystemExit(98)
sys.addaudithook(stays_here)
sys.argv[0] = "watcher"
from watcher.cli import main
main()
"""


def demo(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", GUARDED, "demo", "--folder", str(folder), *more],
        capture_output=True, text=True, timeout=90, env=environment(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    return demo(tmp_path_factory.mktemp("demo") / "new")


def test_the_demo_ends_by_itself_and_never_leaves_this_machine(shown: subprocess.CompletedProcess[str]) -> None:
    assert (shown.returncode, shown.stderr) == (0, "")


@pytest.mark.parametrize(
    "said",
    [
        "[-10-]{+5+}",
        "notice shortened from 10 to 5 working days",
        "1 added",
        "moved from IV > 4.5 to VI > 6.3",
        "only the Chinese text changed",
        "it raised nothing, and nobody was told",
        "To: compliance@example.org",
        "webhook-signature: v1,",
        "All 4 signatures are valid",
        "it stays at 4 mails and 4 webhooks",
    ],
)
def test_the_demo_shows(shown: subprocess.CompletedProcess[str], said: str) -> None:
    assert said in shown.stdout


def test_the_demo_prints_the_webhook_as_json_that_can_be_read(shown: subprocess.CompletedProcess[str]) -> None:
    body = re.search(r"^  \{\n.*?^  \}$", shown.stdout, flags=re.MULTILINE | re.DOTALL)
    assert body is not None
    assert json.loads(body[0])["data"]["agreement"]["id"] == "quillbay-developer"


def test_what_the_demo_proposes_next_works(shown: subprocess.CompletedProcess[str]) -> None:
    proposed = [line.strip() for line in shown.stdout.splitlines() if " --config " in line]
    assert [line.rpartition(" ")[2] for line in proposed] == ["serve", "status"]
    arguments = shlex.split(proposed[1])[1:]
    ran = subprocess.run(
        [sys.executable, "-m", "watcher", *arguments], capture_output=True, text=True, timeout=30, env=environment()
    )
    assert ran.returncode == 0
    assert "hearthdesk-licence  watched  1" in ran.stdout


def test_the_demo_as_json_is_one_document(tmp_path: Path) -> None:
    found = json.loads(demo(tmp_path, "--json").stdout)
    assert sorted(one["outcome"] for one in found["second"].values()) == ["changed"] * 4 + ["same"]
    assert found["second"]["hearthdesk-licence"] == {"outcome": "same", "alert": False, "changes": []}
    assert set(found["third"].values()) == {"same"}
    assert found["webhooks"] == ["terms.changed"] * 4
    assert len(found["mails"]) == 4
