from __future__ import annotations

import shlex
import subprocess
import sys

import pytest
from cli.installation import environment
from typer.main import get_command
from typer.testing import CliRunner

from watcher.cli import app

COMMANDS = get_command(app).commands  # type: ignore[attr-defined]  # a typer app of several commands is a group
HEAVY = {"httpx", "fastapi", "pydantic", "sqlite3", "lxml", "rich", "structlog", "uvicorn", "asyncio", "jinja2"}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_with_an_example_that_is_well_formed(name: str) -> None:
    said = CliRunner().invoke(app, [name, "--help"]).stdout
    *_, last = said.strip().splitlines()
    assert last.strip().startswith("Example: watcher ")
    words = shlex.split(last.partition("watcher ")[2].partition(">")[0])
    arguments = words[words.index(name) + 1 :]
    COMMANDS[name].make_context(name, arguments, resilient_parsing=False)


def test_every_command_is_told_in_one_whole_line() -> None:
    listed = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "80"}).stdout
    assert "..." not in listed.partition("Commands:")[2]


def test_help_imports_nothing_heavy() -> None:
    """What makes ``--help`` answer in less than 0.3 s of CPU."""
    asked = "import sys, watcher.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=environment())
    assert set(ran.stdout.split()) & HEAVY == set()


def test_no_command_at_all_is_wrong_usage_and_shows_the_help() -> None:
    said = CliRunner().invoke(app, [])
    assert (said.exit_code, said.stdout) == (2, "")
    assert "Commands:" in said.stderr


def test_a_misspelt_command_is_told_the_nearest_one() -> None:
    said = CliRunner().invoke(app, ["chek"])
    assert said.exit_code == 2
    assert "'check'" in said.stderr
