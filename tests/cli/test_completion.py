from __future__ import annotations

from pathlib import Path

import pytest
from cli.installation import SAMPLE_IDS, Installation
from typer.testing import CliRunner

from watcher.cli import app


def offered(line: str) -> list[str]:
    """What bash would offer behind this line."""
    asked = {"_WATCHER_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    said = CliRunner(env=asked).invoke(app, [], prog_name="watcher")
    assert (said.exit_code, said.stderr) == (0, "")
    return said.stdout.split()


@pytest.mark.parametrize("command", ["check", "log", "show", "blame", "reanalyze", "clauses", "diff"])
def test_commands_that_take_agreements_offer_their_ids(
    fresh: Installation, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(fresh.folder)
    assert sorted(offered(f"watcher {command} ")) == sorted(SAMPLE_IDS)


def test_only_ids_that_begin_so_are_offered(fresh: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fresh.folder)
    assert offered("watcher log qu") == ["quillbay-developer"]


def test_ids_come_from_the_configuration_that_is_named(
    fresh: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert offered("watcher log qu") == []
    assert offered(f"watcher --config {fresh.config} log qu") == ["quillbay-developer"]


@pytest.mark.parametrize("text", ["agreements = 3", "[[agreements]]\nurl = 1", "not toml at all", "\x00"])
def test_a_mistake_in_the_configuration_offers_nothing_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text(text)
    assert offered("watcher log ") == []


def test_commands_and_choices_are_offered() -> None:
    assert offered("watcher re") == ["reanalyze", "redeliver", "replay", "restore", "reviews"]
    assert "docx" in offered("watcher diff a b --format ")
