from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import httpx
import lxml.html
import pytest
from cli.installation import environment

from watcher.testing.samples import samples

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
        "7 changes, 5 renumbered",
        "{+Lumenpost may adjust the fees of a plan",
        "[-10-]{+5+}",
        "notice shortened from 10 to 5 working days",
        "right to change fees no longer needs an announcement",
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


def test_each_change_of_the_samples_is_told_on_a_line_of_its_own(shown: subprocess.CompletedProcess[str]) -> None:
    lines = [re.sub(r" {2,}", "  ", line.strip()) for line in shown.stdout.splitlines()]
    for sample in samples():
        for change in sample.changes:
            if change.reasons:
                said = f"  {'; '.join(change.reasons)}"
                assert any(line.startswith(f"{change.severity}  ") and line.endswith(said) for line in lines), change


def test_the_pages_of_the_demo_take_a_decision_with_one_click_and_end_with_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-c", GUARDED, "demo", "--folder", str(tmp_path / "demo"), "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        place = next(line.strip() for line in run.stdout if line.strip().startswith("http") and "/comparisons/" in line)
        assert "web pages" in run.stderr.readline()
        with httpx.Client(trust_env=False, follow_redirects=True) as reader:
            page = lxml.html.fromstring(reader.get(place).text)
            [form] = page.xpath("//form[@id='quick']")
            [button] = page.xpath("//button[@form='quick'][@name='change']")
            fields = {**dict(form.form_values()), button.get("name"): button.get("value")}
            decided = reader.post(
                urljoin(place, form.get("action")), data=fields, headers={"origin": place.partition("/comparisons")[0]}
            )
        run.send_signal(signal.SIGINT)
        assert run.wait(20) == 0
    page = lxml.html.fromstring(decided.text)
    assert not page.xpath("//button[@form='quick'][@name='change']")


def test_what_the_demo_proposes_next_works(shown: subprocess.CompletedProcess[str]) -> None:
    proposed = [line.strip() for line in shown.stdout.splitlines() if " --config " in line]
    assert [line.rpartition(" ")[2] for line in proposed] == ["serve", "status"]
    assert re.search(r"^ +http://127\.0\.0\.1:\d+/comparisons/cmp_\w+$", shown.stdout, flags=re.MULTILINE)
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
    assert found["second"]["quillbay-developer"]["changes"] == [
        {
            "kind": "modified",
            "label": "2.3.2",
            "severity": "high",
            "reasons": ["notice shortened from 10 to 5 working days"],
        }
    ]
    assert set(found["third"].values()) == {"same"}
    assert found["webhooks"] == ["terms.changed"] * 4
    assert len(found["mails"]) == 4


def test_the_demo_serves_people_or_answers_programs(tmp_path: Path) -> None:
    said = demo(tmp_path / "new", "--json", "--serve")
    assert (said.returncode, said.stdout) == (2, "")
    assert "leave one of them out" in said.stderr
