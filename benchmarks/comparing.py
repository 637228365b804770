"""Comparing an agreement with its edited self, by size, against what others compare text with.

Each tool runs in a process of its own on the same two files, so that its memory is its own. Files are read before the
clock starts; for ``git diff --word-diff`` the clock covers the git process.
"""

from __future__ import annotations

import difflib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.site import WORDS

SIZES = {"10 kB": 10_000, "100 kB": 100_000, "1 MB": 1_000_000}
LIMIT = 100
"""Seconds after which a tool is given up."""


def main() -> None:
    print("seconds (and times the watcher's), MB of peak memory")
    with tempfile.TemporaryDirectory() as folder:
        for name, size in SIZES.items():
            old, new = Path(folder) / "old.txt", Path(folder) / "new.txt"
            sections = agreement(size)
            old.write_text(printed(sections), encoding="utf-8")
            new.write_text(printed(edited(sections)), encoding="utf-8")
            print(f"\n{name}: one clause in fifty changed, one inserted and one moved with renumbering")
            base: float | None = None
            for tool in TOOLS:
                spent = _measured(tool, old, new)
                if spent is None:
                    print(f"  {tool:<28} given up after {LIMIT} s")
                    continue
                seconds, memory, said = spent
                base = base or seconds
                print(f"  {tool:<28} {seconds:8.3f} s {seconds / base:7.1f} x {memory:7.0f} MB   {said}")


Sections = list[list[str]]
"""Each section's heading, and behind it its clauses."""


def agreement(size: int) -> Sections:
    """Clauses of about fifty words, ten to a section, ``size`` characters in all."""
    chance = random.Random(size)
    sections: Sections = []
    length = 0
    while length < size:
        sections.append([f"{chance.choice(WORDS).title()} and {chance.choice(WORDS)}"])
        for _ in range(10):
            words = " ".join(chance.choices(WORDS, k=50)).capitalize()
            sections[-1].append(f"{words} within {chance.randint(2, 90)} days.")
            length += len(sections[-1][-1])
    return sections


def edited(sections: Sections) -> Sections:
    """The same with a word changed in one clause of fifty, one clause inserted and one moved to another section."""
    chance = random.Random(1)
    changed = [list(section) for section in sections]
    for section in changed[1::5]:
        words = section[4].split(" ")
        words[chance.randrange(2, len(words) - 3)] = "otherwise"
        section[4] = " ".join(words)
    moved = changed[len(changed) // 3].pop(6)
    changed[2 * len(changed) // 3].insert(3, moved)
    changed[0].insert(7, "Members keep a record of every notice that they were sent while the agreement lasts.")
    return changed


def printed(sections: Sections) -> str:
    """As text, numbered."""
    lines = ["Service Agreement"]
    for number, (heading, *clauses) in enumerate(sections, start=1):
        lines.append(f"{number}. {heading}")
        lines += [f"{number}.{place} {clause}" for place, clause in enumerate(clauses, start=1)]
    return "\n\n".join(lines) + "\n"


def _watcher(old: Path, new: Path) -> tuple[float, str]:
    from watcher.domain.agreement import Cut
    from watcher.services.derive import compared
    from watcher.services.inspect import look_at_file

    before, after = old.read_bytes(), new.read_bytes()
    start = time.perf_counter()
    comparison, _ = compared(look_at_file("old.txt", before, Cut()).tree, look_at_file("new.txt", after, Cut()).tree)
    seconds = time.perf_counter() - start
    return seconds, ", ".join(f"{count} {kind}" for kind, count in comparison.counts.items() if count)


def _difflib(old: Path, new: Path) -> tuple[float, str]:
    before, after = old.read_text().splitlines(), new.read_text().splitlines()
    start = time.perf_counter()
    marked = [line for line in difflib.unified_diff(before, after, n=0) if line[0] in "+-"]
    return time.perf_counter() - start, f"{len(marked)} lines marked"


def _characters(old: Path, new: Path) -> tuple[float, str]:
    from diff_match_patch import diff_match_patch

    before, after = old.read_text(), new.read_text()
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    start = time.perf_counter()
    found = engine.diff_main(before, after)
    engine.diff_cleanupSemantic(found)
    return time.perf_counter() - start, f"{sum(op != 0 for op, _ in found)} spans marked"


def _git(old: Path, new: Path) -> tuple[float, str]:
    start = time.perf_counter()
    command = ["git", "diff", "--no-index", "--word-diff=porcelain", "-U0", str(old), str(new)]
    done = subprocess.run(command, capture_output=True, text=True)
    marked = [line for line in done.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return time.perf_counter() - start, f"{len(marked)} spans marked"


def _redlines(old: Path, new: Path) -> tuple[float, str]:
    from redlines import Redlines

    before, after = old.read_text(), new.read_text()
    start = time.perf_counter()
    redline = Redlines(before, after)
    marked = sum(op != "equal" for op, *_ in redline.opcodes)
    return time.perf_counter() - start, f"{marked} spans marked"


TOOLS: Mapping[str, Callable[[Path, Path], tuple[float, str]]] = {
    "watcher, text to assessment": _watcher,
    "difflib, lines": _difflib,
    "git diff --word-diff": _git,
    "redlines": _redlines,
    "diff-match-patch, characters": _characters,
}


def _measured(tool: str, old: Path, new: Path) -> tuple[float, float, str] | None:
    command = [sys.executable, "-m", "benchmarks.comparing", tool, str(old), str(new)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True)
    except subprocess.TimeoutExpired:
        return None
    said = json.loads(done.stdout)
    return said["seconds"], said["memory"], said["said"]


def _run(tool: str, old: Path, new: Path) -> None:
    seconds, said = TOOLS[tool](old, new)
    print(json.dumps({"seconds": seconds, "memory": _peak(), "said": said}))


def _peak() -> float:
    """MB at the highest of this process (not of the git it may run); rusage would count the parent's before exec."""
    status = Path("/proc/self/status").read_text()
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return own / 1024


if __name__ == "__main__":
    _run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
