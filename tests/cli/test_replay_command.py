from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from cli.installation import environment, program
from typer.testing import CliRunner

from watcher.cli import app

PAGE = "<h1>Terms of Service</h1>" + "".join(f"<p>{n}. Each party keeps promise number {n}.</p>" for n in range(1, 9))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.html").write_text(PAGE.replace("promise number 3", "only promise number 3"))
    pages = [("2026-01-01", "a.html"), ("2026-01-02", "a.html"), ("2026-01-03", "b.html"), ("2026-01-04", "none.html")]
    path = tmp_path / "index.jsonl"
    path.write_text("\n".join(line(day, file) for day, file in pages) + "\n")
    return path


def line(day: str, file: str) -> str:
    return json.dumps(
        {"document": "Example/Terms of Service", "timestamp": f"{day}T00:00:00Z", "file": file, "more": 1}
    )


def test_each_page_is_answered_by_a_line_and_the_summary_stands_aside(index: Path) -> None:
    said = CliRunner().invoke(app, ["replay", str(index), "--json"])
    answers = [json.loads(one) for one in said.stdout.splitlines()]
    assert [(one["outcome"], one["alert"], one["changes"]) for one in answers] == [
        ("first", False, 0),
        ("same", False, 0),
        ("changed", True, 1),
        ("failed", False, 0),
    ]
    assert {one["document"] for one in answers} == {"Example/Terms of Service"}
    assert said.stderr.startswith("Example/Terms of Service: 4 pages, 75% read")
    assert said.exit_code == 0


def test_people_see_which_pages_would_have_raised_an_alert(index: Path) -> None:
    shown = CliRunner().invoke(app, ["replay", str(index)]).stdout.splitlines()
    assert [one[0] for one in shown] == [" ", " ", "!", " "]
    assert "1 change" in shown[2]


def test_an_index_may_be_a_pipe(index: Path) -> None:
    ran = subprocess.run(
        ["bash", "-c", f"{' '.join(program())} replay <(cat index.jsonl) --json"],
        cwd=index.parent, capture_output=True, text=True, timeout=60, env=environment(),
    )  # fmt: skip
    assert [json.loads(one)["outcome"] for one in ran.stdout.splitlines()][:3] == ["first", "same", "changed"]


def test_on_standard_input_each_line_is_answered_before_the_next_is_read(index: Path) -> None:
    with subprocess.Popen(
        program("replay", "-", "--json"),
        cwd=index.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for asked in index.read_bytes().splitlines(keepends=True)[:3]:
            running.stdin.write(asked)
            running.stdin.flush()
            answer = json.loads(running.stdout.readline())
            assert answer["timestamp"] == json.loads(asked)["timestamp"]
        running.stdin.close()
        assert running.wait(20) == 0


@pytest.mark.parametrize("rounds", [2, 60])
def test_warnings_stand_aside_however_many_processes_read(tmp_path: Path, rounds: int) -> None:
    """A selector that was mended: the stored page cannot be read with it, which is logged."""
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.html").write_text(f"<article>{PAGE}</article>")
    lines = [
        json.dumps(
            {
                "document": f"{name}/Terms of Service",
                "timestamp": f"2026-01-{day:02}T00:00:0{part}Z",
                "file": file,
                "select": [select],
            }
        )
        for day in (1 + round_ % 28 for round_ in range(rounds))
        for name in ("One", "Two")
        for part, (file, select) in enumerate((("a.html", "body"), ("b.html", "article")))
    ]
    (tmp_path / "index.jsonl").write_text("\n".join(lines))
    said = subprocess.run(
        program("replay", "index.jsonl", "--json", "--processes", "2"),
        cwd=tmp_path,
        capture_output=True,
        timeout=100,
        env=environment(),
    )
    answers = [json.loads(one) for one in said.stdout.splitlines()]
    assert len(answers) == len(lines)
    assert b"kept the old reading" in said.stderr
