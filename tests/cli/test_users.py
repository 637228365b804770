"""Accounts and the log of reviews on the command line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from watcher.cli import app

PASSWORD = "correct horse battery"


class Here:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "config.toml").touch()

    def run(self, *arguments: str, env: Mapping[str, str] | None = None) -> Result:
        before = ["--config", str(self.folder / "config.toml"), "--data-dir", str(self.folder / "data")]
        return CliRunner(env=dict(env or {"PASSWORD": PASSWORD})).invoke(app, [*before, *arguments])

    def users(self) -> Any:
        return json.loads(self.run("users", "--json").stdout)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    yield Here(tmp_path)


def test_an_account_is_made_changed_and_ended(here: Here) -> None:
    assert here.run("users", "add", "anna", "--role", "reviewer", "--password-env", "PASSWORD").exit_code == 0
    assert here.run("users", "role", "anna", "operator").exit_code == 0
    assert [(one["name"], one["role"], one["ended_at"]) for one in here.users()] == [("anna", "operator", None)]
    assert here.run("users", "end", "anna").exit_code == 0
    assert here.users()[0]["ended_at"] is not None
    assert here.run("users", "role", "anna", "reader").exit_code == 2


def test_looking_at_accounts_begins_no_data_folder(here: Here) -> None:
    assert here.users() == []
    assert here.run("reviews").exit_code == 0
    assert not (here.folder / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (["add", "anna", "--password-env", "ABSENT"], {}),
        (["add", "anna", "--password-env", "PASSWORD"], {"PASSWORD": "too short"}),
        (["add", "anna"], {}),
        (["add", "two words", "--no-password"], {}),
        (["add", "local", "--no-password"], {}),
        (["add", "line\nbreak", "--no-password"], {}),
        (["add", "anna", "--role", "king", "--no-password"], {}),
        (["token", "nobody"], {}),
        (["password", "nobody", "--password-env", "PASSWORD"], {"PASSWORD": PASSWORD}),
    ],
)
def test_what_cannot_be_is_refused_as_wrong_usage(here: Here, arguments: list[str], env: dict[str, str]) -> None:
    assert here.run("users", *arguments, env=env).exit_code == 2
    assert here.users() == []


def test_no_password_and_no_token_is_kept_or_printed_beside_the_token_itself(here: Here) -> None:
    said = here.run("users", "add", "anna", "--password-env", "PASSWORD")
    token = here.run("users", "token", "anna").stdout.strip()
    assert token.startswith("watcher_")
    assert PASSWORD not in said.output
    kept = b"".join(file.read_bytes() for file in (here.folder / "data").rglob("*") if file.is_file())
    assert b"$argon2id$" in kept
    for secret in (PASSWORD, token):
        assert secret.encode() not in kept


def test_an_empty_log_holds_and_a_head_that_it_never_had_is_missed(here: Here) -> None:
    assert here.run("reviews", "verify").exit_code == 0
    missed = here.run("reviews", "verify", "--head", "ab" * 32)
    assert missed.exit_code == 3
    assert "cut off" in missed.stderr


def test_an_entry_that_somebody_wrote_into_the_log_is_found(here: Here) -> None:
    here.run("users", "add", "anna", "--no-password")
    with closing(sqlite3.connect(here.folder / "data" / "watcher.db")) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO comparisons VALUES (1, 'c', 'a', 1, 2, '2026-03-01T12:00:00+00:00', 'low', '{}', ?)",
            [_empty_comparison()],
        )
        connection.execute(
            """INSERT INTO review_log VALUES (1, '2026-03-01T12:00:00.000000+00:00', 'anna', 'c', '', '', 'decided', '',
            'closed', '', 'no_action', '', NULL, 'seen', 'before', 'hash')"""
        )
    broken = here.run("reviews", "verify")
    assert broken.exit_code == 3
    assert "entry 1" in broken.stderr


def _empty_comparison() -> bytes:
    from watcher.domain.change import Comparison
    from watcher.store.codec import pack_comparison

    return pack_comparison(Comparison())
