from __future__ import annotations

from pathlib import Path

import pytest
from cli.installation import Installation
from typer.testing import CliRunner

from watcher.cli import app


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text("<h1>Terms</h1><p>1. Fees are due.</p>")
    (tmp_path / "empty.html").touch()
    (tmp_path / "binary.pdf").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.jsonl").write_text('{"document": \n')
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe\n")
    (tmp_path / "list.jsonl").write_text("[1]\n")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ("diff", 2, "Missing argument 'OLD'"),
        ("diff a.html", 2, "name the second file too"),
        ("diff a@1", 2, "name the second version too"),
        ("diff a.html none.html", 2, "none.html: there is no such file"),
        ("diff a.html folder", 2, "folder: cannot be read: Is a directory"),
        ("diff a.html empty.html", 3, "empty.html: the file holds no text"),
        ("diff a.html binary.pdf", 3, "binary.pdf: the body is no text"),
        ("diff a.html a.html --format pdf", 2, "is not one of 'terminal', 'json'"),
        ("diff a.html a.html --json --format html", 2, "give one of them"),
        ("diff a.html a.html --output folder", 2, "folder: cannot be written"),
        ("diff a.html a.html --output none/x.html", 2, "No such file or directory"),
        ("diff a.html a.html --select nope", 3, "the selector nope matches nothing"),
        ("clauses none.md", 2, "none.md: there is no such file"),
        ("preview folder", 2, "folder: cannot be read"),
        ("preview ftp://example.org/terms", 3, "only http and https are fetched"),
        ("preview http://127.0.0.1:9/terms", 3, "http://127.0.0.1:9/terms: "),
        ("replay none.jsonl", 2, "none.jsonl: the index cannot be read: No such file"),
        ("replay folder", 2, "Is a directory"),
        ("replay broken.jsonl", 2, "line 1: is no JSON"),
        ("replay latin.jsonl", 2, "line 1: is not UTF-8"),
        ("replay list.jsonl", 2, "line 1: is no JSON object"),
        ("restore a.html", 2, "config.toml"),
        ("--data-dir new restore a.html", 2, "this is no backup of watcher"),
        ("--data-dir new backup b.zip", 2, "there is nothing to back up"),
        ("status", 2, "config.toml: 1 mistake in the configuration"),
        ("--config folder status", 2, "found a folder, expected a file"),
        ("deliveries --state sent", 2, "is not one of 'waiting'"),
        ("deliveries --limit 0", 2, "'--limit'"),
        ("serve --port 70000", 2, "'--port'"),
        ("search x --since 2026-13-01", 2, "'2026-13-01' is no day: write year-month-day"),
        ("search x --category nosuch", 2, "--category: there is no category nosuch"),
        ("demo --folder .", 2, "the folder is not empty"),
        ("demo --folder a.html", 2, "a.html: is no folder"),
        ("status --jason", 2, "--json"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_mend(files: Path, arguments: str, code: int, told: str) -> None:
    said = CliRunner().invoke(app, arguments.split(), prog_name="watcher")
    assert (said.exit_code, said.stdout) == (code, "")
    assert told in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("log hearthdesk-licenc", "did you mean hearthdesk-licence?"),
        ("log zzz", "zzz: no agreement has that id"),
        ("show hearthdesk-licence@99", "has no version 99"),
        ("show hearthdesk-licence@x", "is no name of a version"),
        ("show a@1@2", "no agreement has that id"),
        ("blame ../x", "no agreement has that id"),
        ("diff hearthdesk-licence", "has only one version"),
        ("diff hearthdesk-licence@1 zzz@1", "zzz: no agreement has that id"),
        ("clauses zzz", "no agreement has that id"),
        ("clauses hearthdesk-licence --select main", "a kept version has the cut of its agreement"),
        ("reanalyze zzz", "zzz: no agreement of that id is configured"),
        ("check hearthdesk-licenc", "did you mean hearthdesk-licence?"),
        ("redeliver msg_none", "no such delivery is kept"),
    ],
)
def test_a_name_that_nothing_has_is_wrong_usage(kept: Installation, arguments: str, told: str) -> None:
    said = kept.run(*arguments.split())
    assert (said.exit_code, said.stdout) == (2, "")
    assert told in said.stderr


def test_a_command_that_is_proposed_reaches_the_same_installation(fresh: Installation) -> None:
    said = fresh.run("log", "hearthdesk-licence")
    assert f"watcher --config {fresh.config} check" in said.stderr
