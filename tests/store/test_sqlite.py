"""The database under hardship: several processes, kill -9, locks, damage, a full disk, other releases."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from enum import StrEnum
from pathlib import Path

import pytest
from sqlite_utils import Database
from store_examples import NOON, PRIVACY, TERMS, check, delivery, event, fetch, page, tree, version

from watcher.domain.assessment import Severity
from watcher.domain.delivery import DeliveryState, EventType
from watcher.domain.errors import StoreBusy, StoreError, StoreFull
from watcher.domain.fetch import FetchOutcome
from watcher.domain.review import Action, DecisionKind, ReviewState
from watcher.domain.subscriber import ChannelKind
from watcher.domain.user import Role, Scope
from watcher.domain.version import CheckOutcome
from watcher.store.migrations import MIGRATIONS, STEPS
from watcher.store.snapshot_files import SnapshotFolder
from watcher.store.sqlite import SqliteStore

HERE = Path(__file__).parent
SCHEMA = (HERE / "schema.sql").read_text()


def python(program: str, *arguments: object) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])}
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    output, errors = process.communicate(timeout=100)
    assert process.returncode == 0, errors
    return output


HAMMER = """
import sys
from pathlib import Path
from dataclasses import replace
from store_examples import *
from watcher.domain.errors import StoreBusy
from watcher.store.sqlite import SqliteStore
path, me, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = SqliteStore(path, busy_timeout=60)
with store.writing() as writing:
    writing.save_agreement(TERMS, NOON)
lost = 0
for number in range(times):
    try:
        with store.writing() as writing:
            newest = writing.newest("terms")
            following = newest.number + 1 if newest else 1
            writing.add_version(replace(version(following), id=f"{me}-{number}"), tree("One.", f"{me} {number}"))
            writing.add_check(check(f"{me}-{number}"))
    except StoreBusy:
        lost += 1
print(lost)
"""


def test_several_processes_write_at_once_and_none_fails(tmp_path: Path) -> None:
    """They also all begin by making the database."""
    processes = [python(HAMMER, tmp_path / "watcher.db", name, 60) for name in "abc"]
    assert [finish(process).strip() for process in processes] == ["0", "0", "0"]
    store = SqliteStore(tmp_path / "watcher.db")
    assert [one.number for one in store.versions("terms")] == list(range(1, 181))
    assert len(store.checks("terms", limit=1000)) == 180


def test_threads_of_one_process_write_at_once(sqlite_store: SqliteStore) -> None:
    with sqlite_store.writing() as writing:
        writing.save_agreement(TERMS, NOON)

    def write(name: str) -> None:
        for number in range(30):
            with sqlite_store.writing() as writing:
                writing.add_check(check(f"{name}-{number}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sqlite_store.checks("terms", limit=1000)) == 120


CLAIMS = """
import sys
from pathlib import Path
from store_examples import *
from watcher.store.sqlite import SqliteStore
store = SqliteStore(Path(sys.argv[1]), busy_timeout=60)
while claimed := store.claim_deliveries(now=NOON, until=NOON + 60 * MINUTE, by=sys.argv[2], limit=3):
    print(*(one.id for one in claimed), flush=True)
"""


def test_no_two_processes_claim_the_same_delivery(sqlite_store: SqliteStore) -> None:
    with sqlite_store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        writing.add_event(event())
        for number in range(150):
            writing.add_delivery(delivery(f"d{number}"))
    processes = [python(CLAIMS, sqlite_store.path, name) for name in "abc"]
    claimed = [name for process in processes for name in finish(process).split()]
    assert len(claimed) == len(set(claimed)) == 150


WRITES = """
import itertools, os, signal, sys
from dataclasses import replace
from pathlib import Path
from store_examples import *
from watcher.store.snapshot_files import SnapshotFolder
from watcher.store.sqlite import SqliteStore

def write(data_dir):
    store, files = SqliteStore(data_dir / "watcher.db"), SnapshotFolder(data_dir)
    first = store.newest("terms").number + 1
    print(os.getpid(), flush=True)
    base = ""
    for number in itertools.count(first):
        base = files.keep(b"The pier is open. " * 500 + b"%d" % number, base=base)
        with store.writing() as writing:
            ref = replace(REF, sha256=base)
            writing.add_version(replace(version(number), snapshots=(ref,)), tree("Open.", str(number)))
            writing.add_fetch(replace(fetch(f"f{number}"), sha256=base), ["terms"])
            writing.add_check(replace(check(f"k{number}"), version=number))
            writing.add_event(event(f"e{number}"))
            writing.add_delivery(delivery(f"d{number}", f"e{number}"))

# Starting an interpreter takes longer than what is tested: each writer is a fork of this one, which has nothing open.
for line in sys.stdin:
    writer = os.fork()
    if not writer:
        write(Path(sys.argv[1]))
    os.waitpid(writer, 0)
    print("gone", flush=True)
"""


def test_a_killed_process_leaves_everything_or_nothing(tmp_path: Path) -> None:
    store, files = SqliteStore(tmp_path / "watcher.db"), SnapshotFolder(tmp_path)
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        writing.add_version(version(1), tree("Open."))
    moments = itertools.cycle([0.001, 0.004, 0.0095, 0.013, 0.021])
    seen = 1
    writers = python(WRITES, tmp_path)
    assert writers.stdin
    assert writers.stdout
    for _ in range(50):
        writers.stdin.write("go\n")
        writers.stdin.flush()
        pid = int(writers.stdout.readline())
        time.sleep(next(moments))
        os.kill(pid, signal.SIGKILL)
        assert writers.stdout.readline() == "gone\n"
        versions = store.versions("terms")
        assert [one.number for one in versions] == list(range(1, len(versions) + 1))
        written = {f"{one.number}" for one in versions[1:]}
        assert {one.id[1:] for one in store.checks("terms", limit=10_000)} == written
        assert {one.id[1:] for one in store.fetches("terms", limit=10_000)} == written
        assert {one.id[1:] for one in store.deliveries(limit=10_000)} == written
        for one in versions[seen:]:
            assert files.read(one.snapshots[0].sha256).endswith(b"%d" % one.number)
            assert store.tree(one.id).clauses[2].text == str(one.number)
        seen = len(versions)
    finish(writers)
    assert seen > 10, "the processes were killed too early to have written anything"
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_database_locked_by_another_process_is_told_and_can_still_be_read(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "watcher.db", busy_timeout=0.05)
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy) as told, store.writing():
            pass
        assert told.value.transient
        assert told.value.where == str(store.path)
        assert [one.agreement.id for one in store.watched()] == ["terms"]
        other.execute("COMMIT")
    with store.writing() as writing:
        writing.save_agreement(PRIVACY, NOON)


def test_waiting_for_a_lock_ends_when_it_is_given_up(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "watcher.db", busy_timeout=30)
    with closing(sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.2, lambda: other.execute("COMMIT")).start()
        with store.writing() as writing:
            writing.save_agreement(TERMS, NOON)
    assert store.agreement("terms").agreement == TERMS


def test_a_database_without_room_is_told_and_keeps_nothing_of_the_step(sqlite_store: SqliteStore) -> None:
    """SQLite's own limit on pages: it ends a write the way that a full disk does."""
    with sqlite_store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
    connection = sqlite_store.connections.get()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    many = [os.urandom(5000).hex() for _ in range(50)]
    with pytest.raises(StoreFull) as told, sqlite_store.writing() as writing:
        writing.save_page(page())
        writing.add_version(version(1), tree(*many))
    assert "room" in told.value.mend
    assert sqlite_store.page(page().url) is None
    connection.execute("PRAGMA max_page_count = 1000000")
    with sqlite_store.writing() as writing:
        writing.add_version(version(1), tree(*many))
    assert sqlite_store.tree("terms-v1") == tree(*many)


FULL = """
import os, resource, sys
from pathlib import Path
from store_examples import *
from watcher.domain.errors import StoreError
from watcher.store.sqlite import SqliteStore
store = SqliteStore(Path(sys.argv[1]))
limit = 400_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
number = 0
try:
    while True:
        number += 1
        with store.writing() as writing:
            writing.add_version(version(number), tree(os.urandom(20_000).hex()))
except StoreError as error:
    print(number)
    print(error)
assert [one.number for one in store.versions("terms")] == list(range(1, number))
"""


def test_a_write_that_the_disk_cuts_short_is_told_and_undone(sqlite_store: SqliteStore) -> None:
    with sqlite_store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
    refused, message = finish(python(FULL, sqlite_store.path)).splitlines()
    assert str(sqlite_store.path) in message
    versions = sqlite_store.versions("terms")
    assert [one.number for one in versions] == list(range(1, int(refused)))
    for one in versions:
        assert len(sqlite_store.tree(one.id).clauses) == 2


@pytest.mark.parametrize(
    "content", [b"this is no database, but long enough to be read as one " * 40, b"SQLite format 3\x00"]
)
def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "watcher.db"
    path.write_bytes(content)
    with pytest.raises(StoreError) as told:
        SqliteStore(path)
    assert "restore" in told.value.mend
    assert path.read_bytes() == content


def test_a_damaged_database_is_told_with_the_mend(tmp_path: Path) -> None:
    path = tmp_path / "watcher.db"
    store = SqliteStore(path)
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        for number in range(1, 40):
            writing.add_version(version(number), tree(os.urandom(900).hex()))
    store.close()
    data = bytearray(path.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start : start + 600] = os.urandom(600)
    path.write_bytes(data)
    with pytest.raises(StoreError) as told:
        damaged = SqliteStore(path)
        damaged.versions("terms")
        for number in range(1, 40):
            damaged.tree(f"terms-v{number}")
    assert "restore" in told.value.mend


def test_a_database_that_is_a_link_is_refused(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "elsewhere.db").close()
    (tmp_path / "watcher.db").symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(StoreError, match="link"):
        SqliteStore(tmp_path / "watcher.db")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreError) as told:
        SqliteStore(tmp_path / "data" / "watcher.db")
    assert str(tmp_path / "data") in told.value.where


def test_a_database_of_a_newer_release_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "watcher.db"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('watcher', 'm999_later', '')"
        )
    with pytest.raises(StoreError, match="newer release") as told:
        SqliteStore(path)
    assert "m999_later" in str(told.value)


def tables(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite%'")
    return {name: " ".join(sql.split()) for name, sql in found}


@pytest.mark.parametrize("steps", range(len(STEPS)))
def test_migrating_from_every_earlier_step_comes_to_the_schema(tmp_path: Path, steps: int) -> None:
    path = tmp_path / "watcher.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as earlier:
        MIGRATIONS.apply(Database(earlier), stop_before=STEPS[steps])
        assert len(MIGRATIONS.applied(Database(earlier))) == steps
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as migrated, closing(sqlite3.connect(":memory:")) as drawn:
        drawn.executescript(SCHEMA)
        assert tables(migrated) == tables(drawn)


TOLD = """
INSERT INTO agreements (id, body, since) VALUES ('terms', '{"id": "terms", "title": "T", "sources": []}', '2026-03-02');
INSERT INTO events VALUES (7, 'e7', 'k7', 'terms.changed', 'terms', '2026-03-02T09:00:00+00:00', NULL, 'why');
INSERT INTO deliveries VALUES (1, 'd1', 'Legal', 'email', 0, 'waiting', '2026', '2026', 0, '', NULL);
INSERT INTO delivery_events VALUES ('d1', 0, 'e7');
"""


def test_events_and_what_tells_of_them_outlive_the_table_that_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "watcher.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as earlier:
        MIGRATIONS.apply(Database(earlier), stop_before="m012_reminders")
        earlier.executescript(TOLD)
    store = SqliteStore(path)
    assert store.event("e7").reason == "why"
    with store.connections.reading() as connection:
        assert connection.execute("SELECT seq FROM events").fetchone()["seq"] == 7
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    store.close()


def test_every_step_is_listed() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        assert tuple(step.name for step in MIGRATIONS.pending(Database(connection))) == STEPS


@pytest.mark.parametrize(
    ("table", "column", "kinds"),
    [
        ("fetches", "outcome", FetchOutcome),
        ("comparisons", "severity", Severity),
        ("checks", "outcome", CheckOutcome),
        ("states", "last_outcome", CheckOutcome),
        # Tests and quiet weeks are sent and never kept.
        ("events", "type", set(EventType) - {EventType.TEST, EventType.QUIET}),
        ("deliveries", "channel", ChannelKind),
        ("deliveries", "state", DeliveryState),
        ("review_log", "action", Action),
        ("review_log", "state", ReviewState),
        ("review_log", "decision", DecisionKind),
        ("users", "role", Role),
        ("tokens", "scope", Scope),
    ],
)
def test_a_column_takes_every_kind_that_the_domain_has(table: str, column: str, kinds: type[StrEnum]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        listed = tables(connection)[table].split(f"CHECK ({column} IN")[1].split(")")[0]
    assert {word.strip(" ('") for word in listed.split(",")} == {kind.value for kind in kinds}


def test_what_is_kept_survives_closing(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "watcher.db")
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        writing.add_fetch(fetch(), ["terms"])
    store.close()
    again = SqliteStore(tmp_path / "watcher.db")
    assert again.fetches("terms") == [fetch()]
    assert store.fetches("terms") == [fetch()], "a closed store opens again when it is asked"


def test_readers_see_one_state_while_others_write(sqlite_store: SqliteStore) -> None:
    with sqlite_store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
    stop = threading.Event()

    def write() -> None:
        for number in itertools.count(1):
            if stop.is_set():
                return
            with sqlite_store.writing() as writing:
                writing.add_version(version(number), tree(str(number)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(200):
            newest = sqlite_store.newest("terms")
            if newest:
                assert sqlite_store.tree(newest.id).clauses[1].text == str(newest.number)
    finally:
        stop.set()
        writer.join()


def test_moments_without_a_time_zone_are_a_mistake(sqlite_store: SqliteStore) -> None:
    with pytest.raises(ValueError, match="time zone"), sqlite_store.writing() as writing:
        writing.save_agreement(TERMS, NOON.replace(tzinfo=None))
