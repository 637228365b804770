from __future__ import annotations

import pytest
from cli.installation import SAMPLE_IDS, Installation

ONE = SAMPLE_IDS[0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("status", 0),
        ("status --json", 0),
        ("deliveries", 0),
        ("deliveries --json", 0),
        ("subscribers", 0),
        (f"log {ONE}", 2),
        (f"show {ONE}@1", 2),
        (f"blame {ONE}", 2),
        (f"diff {ONE}", 2),
        (f"clauses {ONE}", 2),
        ("redeliver msg_1", 2),
        ("reanalyze", 2),
        ("backup backup.zip", 2),
        (f"check --dry-run {ONE}", 0),
    ],
)
def test_a_command_that_only_reads_begins_no_data_folder(fresh: Installation, arguments: str, code: int) -> None:
    assert fresh.run(*arguments.split()).exit_code == code
    assert [path.name for path in fresh.folder.iterdir()] == ["config.toml"]


def test_history_of_nothing_says_how_to_begin(fresh: Installation) -> None:
    said = fresh.run("log", ONE)
    assert "nothing is kept there yet (fetch first with: watcher " in said.stderr


def test_status_of_nothing_lists_what_will_be_watched(fresh: Installation) -> None:
    found = fresh.json("status", "--json")
    assert {one["id"]: one["state"] for one in found["agreements"]} == dict.fromkeys(SAMPLE_IDS, "new")
    assert found["deliveries"] == {"waiting": 0, "failed": 0}


def test_an_agreement_configured_later_stands_in_status_before_its_first_check(fresh: Installation) -> None:
    tables = fresh.site.agreement_tables()
    fresh.configure(agreements=tables[:1])
    assert fresh.run("check").exit_code == 0
    fresh.configure(agreements=tables[:2])
    states = {one["id"]: one["state"] for one in fresh.json("status", "--json")["agreements"]}
    assert states == {tables[0]["id"]: "watched", tables[1]["id"]: "new"}
    said = fresh.run("log", tables[1]["id"])
    assert "has no version yet (fetch it with: watcher " in said.stderr


def test_checking_without_agreements_says_how_to_add_one(fresh: Installation) -> None:
    fresh.configure(agreements=[])
    said = fresh.run("check")
    assert said.exit_code == 0
    assert "no agreement is configured; add one with: watcher " in said.stderr
