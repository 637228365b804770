"""Replays of recorded pages, one after the other and side by side."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from services.world import CHALLENGE, CLAUSES, FIRST, OTHER_LAW, SHORTER_NOTICE, page

from watcher.services.replay import Replay, Replayed
from watcher.services.replay_many import WORTH, replay_many
from watcher.services.summarize import DocumentSummary

START = datetime(2026, 3, 1, tzinfo=UTC)
GERMAN = (
    "<h1>Nutzungsbedingungen</h1><p>1. Der Anbieter stellt den Dienst nach diesen Bedingungen bereit.</p>"
    "<p>2. Der Nutzer ist für sein Konto und für die Inhalte verantwortlich, die er veröffentlicht, und haftet.</p>"
    "<p>3. Es gilt das Recht am Sitz des Anbieters, soweit das Gesetz nichts anderes bestimmt und es zulässig ist.</p>"
    "<p>4. Der Vertrag endet mit der Kündigung, die jederzeit und ohne Angabe von Gründen möglich ist.</p>"
)


class Recordings:
    """A folder of recorded pages and their index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: list[bytes] = []

    def add(self, body: str, *, document: str = "Archive/Service Agreement", days: float = 1, **more: object) -> None:
        number = len(self.lines)
        (self.folder / f"{number}.html.gz").write_bytes(gzip.compress(body.encode()))
        at = (START + timedelta(days=days * number)).isoformat()
        said = {"document": document, "timestamp": at, "file": f"{number}.html.gz", "url": "https://terms.example/t"}
        self.lines.append(json.dumps(said | more).encode())

    def numbered(self) -> list[tuple[int, bytes]]:
        return list(enumerate(self.lines, start=1))

    def replayed(self) -> list[Replayed]:
        replay = Replay(self.folder)
        return [replay.raw(line, number) for number, line in self.numbered()]

    def outcomes(self) -> list[str]:
        return [str(one.outcome) for one in self.replayed()]


@pytest.fixture
def recordings(tmp_path: Path) -> Recordings:
    return Recordings(tmp_path)


def test_changes_returns_and_variants_are_those_of_checks(recordings: Recordings) -> None:
    for body in (FIRST, SHORTER_NOTICE, FIRST, SHORTER_NOTICE, FIRST, CHALLENGE, OTHER_LAW):
        recordings.add(body)
    assert recordings.outcomes() == ["first", "changed", "reverted", "variant", "same", "quarantined", "changed"]
    assert [one.alert for one in recordings.replayed()] == [False, True, True, False, False, False, True]


def test_furniture_is_learned_from_the_lines(recordings: Recordings) -> None:
    for quote in ("A calm place, says Ann", "Found in a minute, says Bo", "Simply lovely, says Cy", "So calm, says Di"):
        recordings.add(FIRST.replace("<p>4. ", f"<p>{quote}</p><p>4. "))
    answers = recordings.replayed()
    assert [str(one.outcome) for one in answers] == ["first", "changed", "same", "same"]
    assert "set aside as furniture" in answers[2].reason
    assert "So calm, says Di" in answers[3].reason


def test_a_line_may_name_the_languages_of_its_agreement(recordings: Recordings) -> None:
    recordings.add(GERMAN, document="A/Nutzungsbedingungen", languages=["en"])
    recordings.add(GERMAN, document="B/Nutzungsbedingungen", languages=["de"])
    assert recordings.outcomes() == ["quarantined", "first"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{not json", "line 2: is no JSON"),
        (b"\xff\xfe{}", "line 2: is not UTF-8"),
        (b"[1]", "line 2: is no JSON object"),
        (b'{"document": "Archive/Service Agreement", "file": "0.html.gz"}', "line 2: timestamp is missing"),
        (b'{"document": "A", "timestamp": "soon", "file": "0.html.gz"}', "line 2: timestamp: "),
        (b'{"document": "A", "timestamp": "2026-01-01", "file": "f", "select": [7]}', "line 2: select holds"),
        (b'{"document": "A", "timestamp": "2026-01-01", "file": "f", "languages": "en"}', "line 2: languages holds"),
        (b'{"document": "A", "timestamp": "2026-01-01", "file": "none.html"}', "the file cannot be read"),
        (b'{"document": "A", "timestamp": "2026-01-01", "file": "."}', "the file cannot be read"),
        (b'{"document": "A", "timestamp": "2026-01-01", "file": "a\\u0000b"}', "the file cannot be read"),
    ],
)
def test_a_line_that_cannot_be_used_is_answered_and_the_next_goes_on(
    recordings: Recordings, line: bytes, said: str
) -> None:
    recordings.add(FIRST)
    recordings.lines.append(line)
    recordings.add(FIRST)
    answers = recordings.replayed()
    assert [str(one.outcome) for one in answers] == ["first", "failed", "same"]
    assert said in answers[1].reason


def test_a_packed_file_that_ends_early_is_a_failed_line(recordings: Recordings) -> None:
    recordings.add(FIRST)
    file = recordings.folder / "0.html.gz"
    file.write_bytes(file.read_bytes()[:-30])
    assert recordings.outcomes() == ["failed"]


def test_side_by_side_comes_to_what_one_after_the_other_comes_to(recordings: Recordings) -> None:
    bodies = (FIRST, SHORTER_NOTICE, SHORTER_NOTICE, CHALLENGE, OTHER_LAW, FIRST)
    for number in range(WORTH + 20):
        recordings.add(bodies[number // 7 % len(bodies)], document=f"Provider {number % 7}/Service Agreement")
    recordings.lines[50] = b"{"
    alone = [one.as_json() for one in recordings.replayed()]
    together = [one.as_json() for one in replay_many(recordings.numbered(), recordings.folder, processes=2)]
    assert together == alone
    assert len({one["outcome"] for one in alone}) >= 4


def test_a_replay_that_is_given_up_leaves_no_process_behind(recordings: Recordings) -> None:
    for number in range(WORTH + 20):
        recordings.add(FIRST, document=f"Provider {number % 4}/Service Agreement")
    answers = replay_many(recordings.numbered(), recordings.folder, processes=2)
    assert next(answers).outcome == "first"
    answers.close()


def test_a_summary_counts_what_an_operator_asks_for(recordings: Recordings) -> None:
    for body in (FIRST, SHORTER_NOTICE, CHALLENGE, page(*CLAUSES[:1], "Twice.", "Twice.", title="T")):
        recordings.add(body, days=73)
    summary = DocumentSummary()
    for one in recordings.replayed():
        summary.add(one)
    assert (summary.pages, summary.quarantined, summary.alerts, summary.failed) == (4, 2, 1, 0)
    assert summary.read == 0.5
    assert summary.alerts_a_year == pytest.approx(365 / 219, abs=0.01)
