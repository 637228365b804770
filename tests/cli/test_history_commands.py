from __future__ import annotations

import hashlib
import re

from cli.installation import COSMETIC, SAMPLE_IDS, Installation

CHANGED = "quillbay-developer"


def test_log_lists_versions_newest_first_with_what_changed(kept: Installation) -> None:
    head, *rows = kept.run("log", CHANGED).stdout.splitlines()
    assert re.split(r"\s{2,}", head) == ["version", "first seen (UTC)", "last seen (UTC)", "severity", "what"]
    cells = [re.split(r"\s{2,}", row) for row in rows]
    assert [(row[0], *row[3:]) for row in cells] == [("2", "high", "1 modified"), ("1", "-", "first version")]


def test_log_as_json_names_the_evidence(kept: Installation) -> None:
    newest, first = kept.json("log", CHANGED, "--json")
    assert (newest["version"], first["version"]) == (2, 1)
    assert newest["summary"]["modified"] == 1
    assert first["comparison"] is None
    assert re.fullmatch(r"[0-9a-f]{64}", newest["snapshots"][0]["sha256"])


def test_show_prints_one_version_and_its_clauses(kept: Installation) -> None:
    old, new = (kept.run("show", f"{CHANGED}@{number}").stdout for number in (1, 2))
    assert f"version  {CHANGED}@1\n" in old
    assert "at least 10 working days" in old
    assert "at least 5 working days" in new


def test_show_names_the_newest_version_by_itself(kept: Installation) -> None:
    assert kept.json("show", CHANGED, "--json")["version"] == 2
    assert kept.json("show", COSMETIC, "--json")["version"] == 1


def test_blame_says_since_when_each_clause_reads_so(kept: Installation) -> None:
    since = {one["label"]: one["since"]["version"] for one in kept.json("blame", CHANGED, "--json")}
    assert since["2.3.2"] == 2
    assert set(since.values()) == {1, 2}
    assert re.search(r"^      2  .{16}   \s+2\.3\.2 ", kept.run("blame", CHANGED).stdout, flags=re.MULTILINE)


def test_two_versions_are_compared_by_name_or_as_the_last_two(kept: Installation) -> None:
    named = kept.json("diff", f"{CHANGED}@1", f"{CHANGED}@2", "--json")
    assert kept.json("diff", CHANGED, "--json") == named
    assert [(one["kind"], one["old"]["label"]) for one in named["changes"]] == [("modified", "2.3.2")]


def test_a_version_is_compared_with_a_file(kept: Installation) -> None:
    newest = kept.json("clauses", CHANGED, "--json")
    file = kept.folder / "now.md"
    file.write_text("# Other terms\n\n1. Fees are due.\n", encoding="utf-8")
    found = kept.json("diff", CHANGED, file, "--json")
    assert found["new"]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert found["summary"]["removed"] > len(newest["clauses"]) / 2


def test_status_lists_every_agreement_aligned(kept: Installation) -> None:
    table = kept.run("status").stdout.partition("\n\n")[0].splitlines()
    state = table[0].index("state")
    assert [row[:state].strip() for row in table[1:]] == sorted(SAMPLE_IDS)
    assert {row[state:].split()[0] for row in table[1:]} == {"watched"}


def test_deliveries_are_listed_by_state_and_subscriber(kept: Installation) -> None:
    assert len(kept.json("deliveries", "--json")) == 8
    tickets = kept.json("deliveries", "--subscriber", "Tickets", "--state", "delivered", "--json")
    assert {one["channel"] for one in tickets} == {"webhook"}
    assert len(kept.json("deliveries", "--limit", "3", "--json")) == 3
    assert "no deliveries" in kept.run("deliveries", "--state", "failed").stderr


def test_redeliver_sends_again_under_the_same_id(kept: Installation) -> None:
    wanted = kept.json("deliveries", "--subscriber", "Tickets", "--limit", "1", "--json")[0]["id"]
    before = len(kept.hooks.requests)
    assert kept.json("redeliver", wanted, "--json") == [
        {"delivery": wanted, "subscriber": "Tickets", "state": "delivered", "detail": ""}
    ]
    assert [one.headers["webhook-id"] for one in kept.hooks.requests[before:]] == [wanted]


def test_redeliver_sends_nothing_when_one_of_the_ids_is_wrong(kept: Installation) -> None:
    wanted = kept.json("deliveries", "--subscriber", "Tickets", "--limit", "1", "--json")[0]["id"]
    before = len(kept.hooks.requests)
    assert kept.run("redeliver", wanted, "msg_none").exit_code == 2
    assert len(kept.hooks.requests) == before


def test_reanalyze_reads_every_version_as_before(kept: Installation) -> None:
    said = kept.run("reanalyze", CHANGED, COSMETIC)
    assert said.stdout.splitlines() == [
        f"{name}: reads as before" for name in (f"{CHANGED}@1", f"{CHANGED}@2", f"{COSMETIC}@1")
    ]


def test_subscribers_are_listed_without_their_addresses(kept: Installation) -> None:
    said = kept.run("subscribers", "--json").stdout + kept.run("subscribers").stdout
    assert "Tickets" in said
    assert "HOOK_SECRET" not in said
    assert kept.hooks.url not in said


def test_search_says_which_clause_it_is_and_since_when_it_reads_so(kept: Installation) -> None:
    [hit, *_] = kept.json("search", "working", "days", "--agreement", CHANGED, "--now", "--json")
    assert "working days" in hit["text"]
    assert (hit["agreement"], hit["until"]) == (CHANGED, None)
    lines = kept.run("search", '"working days"', "--agreement", CHANGED).stdout
    assert re.search(rf"^{CHANGED}@\d {re.escape(hit['label'])}\b.* since ", lines, flags=re.MULTILINE)
    assert kept.json("search", "working", "--until", "2001-01-01", "--json") == []
    assert kept.json("search", "days", "--limit", "1", "--json") != []
    assert "No clause says that" in kept.run("search", "unheardof").stderr
