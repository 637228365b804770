"""Examples run as they are printed: every line of a ``console`` block that begins with ``$ watcher``.

They run one after another, page by page, in a folder with the agreements of the sample config.toml, two editions of
each checked, and the files that the page speaks of.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.installation import SAMPLE_IDS, SECRET, Installation, installed
from typer.testing import CliRunner

from watcher.cli import app
from watcher.testing.samples import samples

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples(page: Path) -> list[str]:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ watcher")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    shipped = [table["id"] for table in tomllib.loads((ROOT / "config.toml").read_text("utf-8"))["agreements"]]
    # Turned by one: the last sample has no change to show, and the last id is the one that examples use.
    names = dict(zip((SAMPLE_IDS[-1], *SAMPLE_IDS), shipped, strict=False))
    with installed(tmp_path_factory.mktemp("examples"), names) as made:
        for edition in (1, 2):
            made.publish(edition)
            assert made.run("check").exit_code == 0
            name = "old.html" if edition == 1 else "new.html"
            (made.folder / name).write_text(samples()[1].page(edition), encoding="utf-8")
        pages = made.folder / "pages"
        pages.mkdir()
        lines = [
            {"document": "Example/Terms", "timestamp": f"2026-01-0{day}T12:00:00Z", "file": f"../{file}.html"}
            for day, file in ((1, "old"), (2, "new"))
        ]
        (pages / "index.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        yield made


@pytest.mark.parametrize(
    "page", [page for page in PAGES if examples(page)], ids=lambda page: str(page.relative_to(ROOT))
)
def test_every_example_runs(place: Installation, monkeypatch: pytest.MonkeyPatch, page: Path) -> None:
    monkeypatch.chdir(place.folder)
    failed = {}
    for example in examples(page):
        said = CliRunner(env={"HOOK_SECRET": SECRET}).invoke(app, shlex.split(example)[1:], prog_name="watcher")
        if said.exit_code or not said.output:
            failed[example] = (said.exit_code, said.stderr, said.exception)
    assert failed == {}


def test_most_commands_have_an_example_that_runs() -> None:
    shown = {shlex.split(line)[1] for line in examples(ROOT / "docs" / "commands.md")}
    assert len(shown) >= 14


def test_a_line_that_runs_stands_in_a_console_block() -> None:
    """So that a page cannot look tested without being it."""
    for page in PAGES:
        outside = BLOCK.sub("", page.read_text(encoding="utf-8"))
        assert re.findall(r"^\$ watcher", outside, flags=re.MULTILINE) == []
