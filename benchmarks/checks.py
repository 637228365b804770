"""What a check costs: 200 pages of 50 KB on 20 hosts, first seen, unchanged in three ways, and changed."""

from __future__ import annotations

import asyncio
import resource
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.site import PAGES, Mode, body, site, url
from watcher.bootstrap import House, open_house

SETTINGS = """
[fetch]
per_host_delay = "0s"
confirm_after = "0s"
robots = false
allow_hosts = ["127.0.0.0/8"]
"""

TARGETS = {Mode.VALIDATED: 5.0, Mode.SAME: 15.0, Mode.CHANGED: 60.0}
"""CPU milliseconds a page that were asked for."""


def main() -> None:
    print(f"{PAGES} pages of {len(body(1)) // 1000} kB; CPU and wall milliseconds a page, our process only")
    with site() as port, tempfile.TemporaryDirectory() as folder:
        house = _house(Path(folder), port)
        _report("first seen", asyncio.run(_checked(house)), None, None)
        base: float | None = None
        for mode in (Mode.VALIDATED, Mode.SAME, Mode.TOKENS, Mode.CHANGED):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/mode/{mode.name}").read()
            if mode in (Mode.SAME, Mode.TOKENS):
                asyncio.run(_checked(house))
            spent = asyncio.run(_checked(house))
            base = base or spent[0]
            _report(mode, spent, TARGETS.get(mode), base)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


def _house(folder: Path, port: int) -> House:
    agreements = (
        f'[[agreements]]\nid = "page-{n}"\ntitle = "Service Agreement {n}"\nurl = "{url(n, port)}"\n'
        for n in range(PAGES)
    )
    (folder / "config.toml").write_text(SETTINGS + "".join(agreements))
    house = open_house(folder / "config.toml")
    house.take_over()
    return house


async def _checked(house: House) -> tuple[float, float, str]:
    """CPU and wall milliseconds a page, and what the checks came to."""
    outcomes: dict[str, int] = {}
    async with house.network() as network:
        wall, cpu = time.perf_counter(), time.process_time()
        async for checked in network.checker.check_all(house.settings.agreements):
            outcomes[checked.outcome] = outcomes.get(checked.outcome, 0) + 1
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    said = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
    return cpu / PAGES * 1000, wall / PAGES * 1000, said


def _report(name: str, spent: tuple[float, float, str], target: float | None, base: float | None) -> None:
    cpu, wall, said = spent
    ratio = f"{cpu / base:5.1f} x 304" if base else ""
    asked = f"(asked for: under {target:.0f})" if target else ""
    print(f"{name:<30} {cpu:6.1f} CPU {wall:6.1f} wall  {ratio:<12} {said} {asked}")
