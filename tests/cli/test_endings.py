"""How commands end when something ends them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from cli.installation import SAMPLE_IDS, Installation, environment, process, program

from watcher.testing.site import NEVER

LARGE = "".join(f"{n}. Clause number {n} of an agreement that has many clauses.\n\n" for n in range(1, 3000))


def into_closed_pipe(arguments: list[str | Path], folder: Path) -> tuple[int, str]:
    """The exit code and the errors of a command whose reader has gone before it prints."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        program(*arguments),
        cwd=folder,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        env=environment(),
    )
    os.close(writing)
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_reader_who_has_gone_is_no_failure(tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "large.txt").write_text(LARGE)
    assert into_closed_pipe(["clauses", "large.txt", *more], tmp_path) == (0, "")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"]])
def test_nobody_has_to_read_the_help_to_its_end(tmp_path: Path, arguments: list[str]) -> None:
    assert into_closed_pipe([*arguments], tmp_path) == (0, "")


def test_a_check_is_made_whole_even_when_nobody_reads(fresh: Installation) -> None:
    assert into_closed_pipe(["check"], fresh.folder) == (0, "")
    assert {one["versions"] for one in fresh.json("status", "--json")["agreements"]} == {1}


def test_a_full_disk_behind_standard_output_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_text("1. Fees are due.\n")
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            program("clauses", "terms.txt"), cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert ran.returncode == 3
    assert ran.stderr.startswith(b"error: standard output: No space left on device (")


def test_closed_standard_streams_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_text("1. Fees are due.\n")
    command = f"{' '.join(program())} clauses terms.txt >&- 2>&-"
    assert subprocess.run(["bash", "-c", command], cwd=tmp_path, timeout=60, env=environment()).returncode == 0


def test_ctrl_c_keeps_what_was_done_and_says_so(fresh: Installation) -> None:
    first, second = fresh.site.agreement_tables()[:2]
    fresh.configure(agreements=[first, {**second, "url": f"{fresh.site.url}/slow"}], fetch=PATIENT)
    fresh.site.script("/slow", NEVER)
    with subprocess.Popen(
        program("check"), cwd=fresh.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        until(lambda: any(one.path == "/slow" for one in fresh.site.requests))
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130
        assert running.stderr.read() == "error: interrupted; what was done until now is kept\n"
    assert fresh.run("check", first["id"]).exit_code == 0


PATIENT = {"per_host_delay": "0s", "timeout": "60s", "robots": False, "allow_hosts": ["127.0.0.1"]}


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["run"]])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_runs_until_it_is_stopped_is_done_then(
    fresh: Installation, command: list[str], number: signal.Signals
) -> None:
    fresh.configure(web={"port": free_port()})
    with subprocess.Popen(
        program(*command), cwd=fresh.folder, stderr=subprocess.PIPE, text=True, env=environment()
    ) as running:
        assert running.stderr is not None
        for logged in running.stderr:
            if json.loads(logged)["event"] == "web pages":
                break
        time.sleep(0.3)
        running.send_signal(number)
        assert running.wait(15) == 0
        assert "Traceback" not in running.stderr.read()


def test_an_address_in_use_is_named(fresh: Installation) -> None:
    said = fresh.run("serve", "--port", str(fresh.site.port))
    assert said.exit_code == 2
    assert f"127.0.0.1:{fresh.site.port}: the web pages cannot be served there" in said.stderr


def test_logs_never_stand_among_the_data(fresh: Installation) -> None:
    process(["check"], fresh.folder)
    fresh.publish(2)
    ran = process(["check", "--json"], fresh.folder)
    assert len([json.loads(one) for one in ran.stdout.splitlines()]) == len(SAMPLE_IDS) + 8
    assert ran.stderr == b""


def free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def until(reached: object) -> None:
    """Wait for what another process does."""
    assert callable(reached)
    for _ in range(400):
        if reached():
            return
        time.sleep(0.05)
    raise TimeoutError
