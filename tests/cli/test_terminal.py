"""What a person sees: commands run on a pseudo-terminal."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import pty
import re
import select
import struct
import sys
import termios
from pathlib import Path

import pytest
from cli.installation import Installation, environment
from rich.cells import cell_len

from watcher.cli import main

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["watcher.bootstrap", "watcher.cli", "watcher.cli.service"])


def on_terminal(arguments: str, folder: Path, columns: int = 100, **more: str) -> str:
    """Everything that reaches the terminal, line ends as \\n. The process has most of the program imported already."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    ours = environment(TERM="xterm-256color", **more)
    running = PROCESSES.Process(target=_attached, args=(os.ttyname(follower), arguments.split(), folder, ours))
    running.start()
    printed = b""
    # Ours stays open to the end: without it the terminal would be gone before the process has opened it.
    while select.select([leader], [], [], 0.02)[0] or running.is_alive():
        if select.select([leader], [], [], 0)[0]:
            printed += os.read(leader, 65536)
    os.close(follower)
    os.close(leader)
    return printed.decode().replace("\r\n", "\n")


def _attached(terminal: str, arguments: list[str], folder: Path, environ: dict[str, str]) -> None:
    os.setsid()
    for number in (0, 1, 2):
        os.dup2(os.open(terminal, os.O_RDWR), number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)
    sys.argv = ["watcher", *arguments]
    main()


@pytest.mark.parametrize("columns", [50, 200])
@pytest.mark.parametrize(
    "command", ["clauses tidefolio-terms", "blame tidefolio-terms", "status", "log tidefolio-terms"]
)
def test_nothing_is_wider_than_the_terminal(kept: Installation, command: str, columns: int) -> None:
    shown = COLOUR.sub("", on_terminal(command, kept.folder, columns))
    assert 20 < max(cell_len(line) for line in shown.splitlines()) <= columns


def test_a_narrow_terminal_gets_ids_whole(kept: Installation) -> None:
    shown = COLOUR.sub("", on_terminal("deliveries", kept.folder, 60))
    assert len(re.findall(r"^msg_[0-9a-f]{24}$", shown, flags=re.MULTILINE)) == 8


def test_colour_is_for_terminals_and_not_with_no_color(kept: Installation) -> None:
    command = "diff quillbay-developer"
    assert COLOUR.search(on_terminal(command, kept.folder))
    assert not COLOUR.search(on_terminal(command, kept.folder, NO_COLOR="1"))
    assert not COLOUR.search(kept.run(*command.split()).stdout)


HOSTILE = (
    "<title>T</title><h1>Terms \x1b[2J[bold]now[/bold] \u202eeerf\u202c</h1>"
    "<p>1. Fees \x1b]0;owned\x07 of &#x9b;31m {days} days [red]apply[/] \u200f使用条款 {{x}} [/].</p>"
    "<p>2. Each party may end this agreement [link=https://evil.example]here[/link].</p>"
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    for name, days in (("old.html", "10"), ("new.html", "5")):
        (tmp_path / name).write_text(HOSTILE.replace("{days}", days), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "diff old.html new.html",
        "diff old.html new.html --format markdown",
        "diff old.html new.html --json",
        "clauses old.html",
        "clauses old.html --json",
        "preview old.html",
        "preview old.html --json",
    ],
)
def test_a_page_cannot_steer_the_terminal(hostile: Path, command: str) -> None:
    shown = on_terminal(command, hostile)
    bare = COLOUR.sub("", shown)
    assert STEERING.findall(bare) == []
    assert "owned" in bare
    assert "red" in bare
    assert "\x1b]8" not in shown


def test_nor_can_a_page_that_is_kept(fresh: Installation) -> None:
    fresh.configure(agreements=[{"id": "hostile", "title": "Hostile", "url": f"{fresh.site.url}/hostile"}])
    for days in ("10", "5"):
        many = "".join(f"<p>{n}. Each party shall keep promise number {n} of this agreement.</p>" for n in range(3, 30))
        fresh.site.put("/hostile", (HOSTILE.replace("{days}", days) + many).encode())
        shown = on_terminal("check", fresh.folder)
        assert STEERING.findall(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", shown)) == []
    for command in ("show hostile", "log hostile", "blame hostile", "diff hostile", "status"):
        assert STEERING.findall(COLOUR.sub("", on_terminal(command, fresh.folder))) == []


def test_a_bar_shows_on_a_terminal_only_and_goes_before_the_data(fresh: Installation) -> None:
    shown = on_terminal("check", fresh.folder)
    assert "checking" in shown
    assert not re.search(r"checking [^\r]*first ", shown)
    assert "checking" not in fresh.run("check").output


def test_a_word_document_does_not_go_to_a_terminal(hostile: Path) -> None:
    shown = on_terminal("diff old.html new.html --format docx", hostile)
    assert (
        COLOUR.sub("", shown) == "error: --format docx: a Word document is no text for a terminal (add --output FILE)\n"
    )
