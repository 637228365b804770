from __future__ import annotations

import json
from typing import Any

from cli.installation import COSMETIC, SAMPLE_IDS, Installation
from typer.testing import Result

from watcher.testing.site import status

ONE = SAMPLE_IDS[0]


def lines(said: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.stdout.splitlines()]


def test_every_agreement_gets_a_line_and_every_change_a_message(fresh: Installation) -> None:
    first = lines(fresh.run("check", "--json"))
    assert {(one["agreement"], one["outcome"], one["version"]) for one in first} == {
        (name, "first", 1) for name in SAMPLE_IDS
    }
    fresh.publish(2)
    said = fresh.run("check", "--json")
    outcomes = {one["agreement"]: one["outcome"] for one in lines(said) if "agreement" in one}
    assert outcomes == {name: "same" if name == COSMETIC else "changed" for name in SAMPLE_IDS}
    sent = [one for one in lines(said) if "delivery" in one]
    assert {(one["subscriber"], one["state"]) for one in sent} == {
        ("Compliance", "delivered"),
        ("Tickets", "delivered"),
    }
    assert len(sent) == len(fresh.mails.mails) + len(fresh.hooks.requests) == 8
    assert (said.exit_code, said.stderr) == (0, "")


def test_only_the_named_agreements_are_fetched(fresh: Installation) -> None:
    assert fresh.run("check", ONE).stdout == f"first       {ONE} (version 1)\n"
    assert [page.path for page in fresh.site.requests if page.path != "/robots.txt"] == [
        fresh.site.url_of(ONE).removeprefix(fresh.site.url)
    ]


def test_a_change_is_printed_as_a_redline(fresh: Installation) -> None:
    fresh.run("check")
    fresh.publish(2)
    said = fresh.run("check", "quillbay-developer")
    assert said.stdout.startswith("changed     quillbay-developer (version 2)\n")
    assert "at least [-10-]{+5+}" in said.stdout
    assert "told        Compliance (email)\n" in said.stdout
    assert all(line == line.rstrip() for line in said.stdout.splitlines())


def test_a_dry_run_shows_a_change_and_keeps_and_tells_nothing(fresh: Installation) -> None:
    fresh.run("check")
    fresh.publish(2)
    for _ in range(2):
        outcomes = [one["outcome"] for one in lines(fresh.run("check", "--dry-run", "--json"))]
        assert sorted(outcomes) == ["changed"] * 4 + ["same"]
    assert len(fresh.json("log", "quillbay-developer", "--json")) == 1
    assert fresh.json("deliveries", "--json") == []
    assert fresh.mails.mails == []


def test_what_was_recorded_without_notifying_is_never_told(fresh: Installation) -> None:
    fresh.run("check")
    fresh.publish(2)
    fresh.run("check", "--no-notify")
    assert len(fresh.json("log", "quillbay-developer", "--json")) == 2
    fresh.run("check")
    assert fresh.json("deliveries", "--json") == []


def test_a_page_that_fails_ends_with_3_and_leaves_the_others_checked(fresh: Installation) -> None:
    fresh.site.script(fresh.site.url_of(ONE).removeprefix(fresh.site.url), status(404))
    said = fresh.run("check", "--json")
    assert said.exit_code == 3
    outcomes = {one["agreement"]: one["outcome"] for one in lines(said)}
    assert outcomes == {name: "failed" if name == ONE else "first" for name in SAMPLE_IDS}
    listed = fresh.run("status")
    assert listed.exit_code == 0
    assert f"{ONE}: failing since " in listed.stdout
    assert "404" in listed.stdout


def test_a_message_that_fails_ends_with_3_and_waits(fresh: Installation) -> None:
    fresh.run("check")
    fresh.publish(2)
    fresh.mails.refuse("compliance@example.org", "451 4.3.0 Try later")
    said = fresh.run("check")
    assert said.exit_code == 3
    assert "not told    Compliance (email): " in said.stdout
    assert fresh.json("status", "--json")["deliveries"] == {"waiting": 4, "failed": 0}


def test_a_missing_secret_is_named_and_stops_only_whom_it_concerns(fresh: Installation) -> None:
    fresh.configure(
        subscribers=[
            {"name": "Compliance", "email": "compliance@example.org", "digest": "immediate"},
            {"name": "Tickets", "webhook": fresh.hooks.url, "secret_env": "ABSENT_SECRET"},
        ]
    )
    fresh.run("check")
    fresh.publish(2)
    said = fresh.run("check")
    assert said.exit_code == 3
    assert "not told    Tickets (webhook): ABSENT_SECRET: " in said.stdout
    assert len(fresh.mails.mails) == 4


def test_a_page_cannot_forge_lines_of_the_output(fresh: Installation) -> None:
    title = "Terms\x1b[2J\n[bold red]told[/]"
    fresh.site.put("/evil", b"<h1>x</h1>")
    fresh.configure(agreements=[{"id": "evil", "title": title, "url": f"{fresh.site.url}/evil"}])
    said = fresh.run("check").output + fresh.run("status").output
    assert "\x1b" not in said
