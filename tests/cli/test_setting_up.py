from __future__ import annotations

import tomllib
from pathlib import Path

from cli.installation import SAMPLE_IDS, Installation
from typer.testing import CliRunner

from watcher.cli import app

ONE = SAMPLE_IDS[0]


def configured(made: Installation) -> list[str]:
    return [table["id"] for table in tomllib.loads(made.config.read_text())["agreements"]]


def test_a_page_is_shown_and_added(fresh: Installation) -> None:
    fresh.configure(agreements=[])
    said = fresh.run("add", fresh.site.url_of(ONE), "--id", "mine", "--provider", "Example")
    assert said.exit_code == 0
    assert "languages   en\n" in said.stdout
    assert configured(fresh) == ["mine"]
    assert f"fetch it with: watcher --config {fresh.config} check mine" in said.stderr
    assert fresh.run("check", "mine").exit_code == 0


def test_an_id_is_made_where_none_is_given(fresh: Installation) -> None:
    fresh.configure(agreements=[])
    made = fresh.json("add", fresh.site.url_of(ONE), "--provider", "Example Ltd.", "--title", "Terms & Fees", "--json")
    assert made["agreement"]["id"] == "example-ltd-terms-fees"
    assert configured(fresh) == ["example-ltd-terms-fees"]


def test_trying_to_add_writes_nothing_but_finds_mistakes(fresh: Installation) -> None:
    before = fresh.config.read_bytes()
    assert fresh.run("add", fresh.site.url_of(ONE), "--id", "new", "--dry-run").exit_code == 0
    said = fresh.run("add", fresh.site.url_of(ONE), "--id", "Not An Id", "--dry-run")
    assert said.exit_code == 2
    assert ".id: " in said.stderr
    assert fresh.config.read_bytes() == before


def test_an_id_is_given_only_once(fresh: Installation) -> None:
    before = fresh.config.read_bytes()
    said = fresh.run("add", fresh.site.url_of(ONE), "--id", ONE)
    assert said.exit_code == 2
    assert "agreements[0] has this one" in said.stderr
    assert fresh.config.read_bytes() == before


def test_a_page_that_is_watched_already_is_added_only_under_an_id_of_its_own(fresh: Installation) -> None:
    before = fresh.config.read_bytes()
    said = fresh.run("add", fresh.site.url_of(ONE))
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"the page is watched already, as {ONE}" in said.stderr
    assert "--id" in said.stderr
    assert fresh.config.read_bytes() == before
    assert fresh.run("add", fresh.site.url_of(ONE), "--id", "again").exit_code == 0
    assert "again" in configured(fresh)


def test_a_page_that_is_no_agreement_is_added_only_by_force(fresh: Installation) -> None:
    fresh.site.put("/shop", b"<title>Just a moment...</title><h1>Checking your browser</h1><p>Enable JavaScript.</p>")
    page = f"{fresh.site.url}/shop"
    said = fresh.run("add", page, "--id", "shop")
    assert said.exit_code == 2
    assert "does not look like an agreement" in said.stderr
    assert fresh.run("add", page, "--id", "shop", "--force").exit_code == 0
    assert "shop" in configured(fresh)


def test_a_page_that_does_not_come_is_not_added(fresh: Installation) -> None:
    said = fresh.run("add", f"{fresh.site.url}/none", "--id", "none")
    assert said.exit_code == 3
    assert said.stderr.startswith(f"error: {fresh.site.url}/none: the page is gone (404 Not Found)")


def test_a_backup_comes_back_elsewhere_without_a_configuration(kept: Installation, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    said = kept.run("backup", file)
    assert said.exit_code == 0
    assert "5 agreements, 9 versions" in said.stderr
    again = CliRunner().invoke(
        app, ["--config", "none.toml", "--data-dir", str(tmp_path / "data"), "restore", str(file)]
    )
    assert again.exit_code == 0
    there = CliRunner().invoke(
        app, ["--config", str(kept.config), "--data-dir", str(tmp_path / "data"), "log", "quillbay-developer", "--json"]
    )
    assert there.stdout == kept.run("log", "quillbay-developer", "--json").stdout


def test_a_backup_replaces_nothing_unless_told_to(kept: Installation, tmp_path: Path) -> None:
    kept.run("backup", tmp_path / "backup.zip")
    said = kept.run("restore", tmp_path / "backup.zip")
    assert said.exit_code == 2
    assert "--force" in said.stderr
    assert kept.run("restore", tmp_path / "backup.zip", "--force").exit_code == 0
