"""CPU time of a process that only answers ``watcher --help``, against an interpreter that does nothing."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

RUNS = 15


def main() -> None:
    nothing = _cpu([sys.executable, "-c", "pass"])
    for words in (["--version"], ["--help"], ["diff", "--help"]):
        spent = _cpu([sys.executable, "-m", "watcher", *words])
        print(f"watcher {' '.join(words):<14} {spent * 1000:6.0f} ms CPU   {spent / nothing:5.1f} x python -c pass")


def _cpu(command: list[str]) -> float:
    """Median seconds of user and system time."""
    spent = []
    for _ in range(RUNS):
        before = os.times()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        spent.append(after.children_user - before.children_user + after.children_system - before.children_system)
    return statistics.median(spent)
