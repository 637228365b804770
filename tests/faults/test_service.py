"""The service as an operator meets it: started, disturbed, restarted and stopped."""

from __future__ import annotations

import json
import re
import signal
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from faults.installation import Installation, Running, eventually, later, no_deliveries, terms, told_once

from watcher.testing.receivers import NEVER
from watcher.testing.site import PageAnswer, status


@pytest.fixture
def serving(house: Installation) -> Installation:
    """An installation whose service checks every two seconds and believes what it sees twice, a second apart."""
    house.config["web"] = {"port": free_port()}
    house.config["schedule"]["every"] = "2s"
    house.config["fetch"]["confirm_after"] = "1s"
    return house


@contextmanager
def service(house: Installation, *before: Callable[[], object]) -> Iterator[Running]:
    """A running service; at the end it is told to stop, and must do so cleanly and in time."""
    running = house.start("run", before=before)
    try:
        running.until('"running"')
        yield running
        began = time.monotonic()
        running.signal(signal.SIGTERM)
        ended = running.wait(15)
        assert time.monotonic() - began < 10
        assert ended.code == 0
        for complaint in ("Traceback", "never retrieved", "never awaited", "was destroyed"):
            assert complaint not in ended.err, ended.err
    finally:
        running.signal(signal.SIGKILL)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def get(house: Installation, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{house.config['web']['port']}{path}", timeout=5) as answer:
        return str(answer.read().decode())


def requests(house: Installation, path: str = "/terms") -> int:
    return sum(request.path == path for request in house.site.requests)


def test_a_change_is_confirmed_by_a_second_fetch_and_told(serving: Installation) -> None:
    with service(serving):
        eventually(lambda: requests(serving) >= 2)
        serving.site.put("/terms", terms(20))
        serving.hook.wait()
        health = json.loads(get(serving, "/health"))
        assert (health["status"], health["agreements"]) == ("ok", 1)
        metrics = get(serving, "/metrics")
        for line in ('watcher_checks_total{outcome="candidate"} 1.0', 'watcher_checks_total{outcome="changed"} 1.0'):
            assert line in metrics
        assert "Archive Service Agreement" in get(serving, "/")
    # Longer notice is a change of low severity: by mail it waits for the morning's digest, a program is told at once.
    assert serving.mail.mails == []
    assert serving.run("deliveries", "--state", "waiting").out.count("Compliance") == 1
    assert serving.check(before=[later(86_400)]) == {"terms": "same"}
    assert len(serving.mail.mails) == 1
    with serving.store() as store:
        told_once(serving, store, changes=1)


def test_a_restart_neither_repeats_a_check_nor_forgets_one(serving: Installation) -> None:
    serving.config["schedule"]["every"] = "6s"
    with service(serving):
        eventually(lambda: requests(serving) == 1)
        checked = time.monotonic()
        eventually(lambda: "checked" in running_log(serving))
    with service(serving):
        time.sleep(1.5)
        assert requests(serving) == 1
        eventually(lambda: requests(serving) == 2)
        assert time.monotonic() - checked > 5


def running_log(house: Installation) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in house.folder.glob("*.err"))


def test_two_services_on_one_folder_are_refused(serving: Installation) -> None:
    with service(serving):
        second = serving.run("run")
        assert second.code == 3
        assert "a service already runs on this data folder" in second.said
        assert "Traceback" not in second.said


def test_a_port_that_is_taken_is_told_and_the_lock_given_back(serving: Installation) -> None:
    with socket.create_server(("127.0.0.1", serving.config["web"]["port"])):
        refused = serving.run("run")
    assert refused.code == 2
    assert "web.port" in refused.said
    with service(serving):
        pass


def hang() -> None:
    """Reading a page takes for ever, and never gives the interpreter up by itself."""
    from watcher.services import check

    def endless(*_arguments: object, **_named: object) -> None:
        print("reading", flush=True)
        while True:
            pass

    check.judged = endless  # type: ignore[assignment]  # it never gives anything


def test_the_end_comes_in_time_during_a_slow_fetch_and_a_hanging_webhook(serving: Installation) -> None:
    serving.config["fetch"]["timeout"] = "30s"
    serving.check()
    serving.site.put("/terms", terms(5))
    serving.run("check", before=[no_deliveries])
    serving.hook.answer(NEVER)
    serving.site.faults["/terms"] = PageAnswer(pause=30.0)
    with service(serving):
        eventually(lambda: requests(serving) >= 4)
        serving.hook.wait()
    serving.site.faults.clear()
    serving.check(before=[later(600)])
    with serving.store() as store:
        told_once(serving, store, changes=1)


def test_the_end_comes_in_time_while_a_page_is_read_without_end(serving: Installation) -> None:
    with service(serving, hang):
        eventually(lambda: "reading" in "".join(path.read_text() for path in serving.folder.glob("*.out")))
    assert serving.check() == {"terms": "first"}


def test_a_page_that_is_gone_for_long_is_told_and_so_is_its_return(serving: Installation) -> None:
    serving.config["schedule"]["every"] = "1s"
    serving.check()
    serving.site.faults["/terms"] = status(404)
    with service(serving):
        serving.hook.wait(1)
        serving.site.faults.clear()
        serving.hook.wait(2)
        assert json.loads(get(serving, "/health"))["status"] == "ok"
    assert [json.loads(request.body)["type"] for request in serving.hook.requests] == [
        "agreement.failing",
        "agreement.recovered",
    ]


# The service goes on seeing the page between the backup and its end.
LAST_SEEN = re.compile(r'"last_seen": "[^"]*"')


def test_commands_run_beside_the_service_and_a_backup_holds_everything(serving: Installation) -> None:
    serving.config["schedule"]["every"] = "1s"
    with service(serving):
        eventually(lambda: requests(serving) >= 2)
        for days in (5, 7, 9):
            serving.site.put("/terms", terms(days))
            assert serving.check()["terms"] in ("changed", "same")
        backup = serving.folder / "kept.tar"
        assert serving.run("backup", str(backup)).code == 0
        assert serving.run("status").code == 0
    elsewhere = serving.folder / "elsewhere"
    assert serving.run("--data-dir", str(elsewhere), "restore", str(backup)).code == 0
    for command in (["log", "terms", "--json"], ["show", "terms@2", "--json"], ["diff", "terms@1", "terms@4"]):
        here, there = serving.run(*command), serving.run("--data-dir", str(elsewhere), *command)
        assert here.code == there.code == 0
        assert LAST_SEEN.sub("", here.out) == LAST_SEEN.sub("", there.out)
    with serving.store() as store:
        assert [version.number for version in store.versions("terms")] == [1, 2, 3, 4]
        assert len(store.events("terms")) == 3
