"""How fast every page and every route of the API answers, with much on the desk (see ``desk_load``).

Uvicorn serves them in this process. They are asked for over loopback, one after the other, each with other agreements,
comparisons and clauses. Milliseconds are those of the clock, and in brackets of the processor: the client's included.
``WATCHER_DESK`` names a folder where the load is kept from one run to the next.
"""

from __future__ import annotations

import os
import random
import re
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx

from benchmarks.desk_load import AGREEMENTS, LARGE, VERSIONS, load
from watcher.bootstrap import House, open_house
from watcher.services.search import Query
from watcher.web.access import ACCESS
from watcher.web.server import server

ROUNDS = 12
"""Requests to each route; the first, which also fills the caches of the database, counts."""
SEARCHES = ("notice", "the", "liability limited", '"thirty days"', "通", "违反", "通知 费用", "archive invoices", "的")
VARIANTS: Mapping[str, tuple[str, ...]] = {
    "/": ("", "?words=agreement+12", "?tag=core&severity=high", "?state=failing", "?order=changed"),
    "/api/v1/agreements": ("?limit=50", "?words=agreement+12", "?order=changed", "?severity=critical", "?limit=200"),
    "/api/v1/reviews": ("", "?severity=high", "?assignee=anna", "?tag=core"),
    "/comparisons": ("", "?severity=high"),
    "/search": ("?words=notice", "?words=通知", "?words=the"),
    "/api/v1/search": ("?words=notice", "?words=通知", "?words=the"),
    "/api/v1/comparisons": ("", "?severity=critical", "?limit=200"),
}
"""What is asked for in place of the plain address."""


def main() -> None:
    kept = os.environ.get("WATCHER_DESK")
    if kept:
        _measure(Path(kept))
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder))


def _measure(folder: Path) -> None:
    if not (folder / "config.toml").exists():
        begun = time.perf_counter()
        load(folder)
        print(f"the load was made in {time.perf_counter() - begun:.0f} s")
    house = open_house(folder / "config.toml")
    counts = house.store.counts()
    print(", ".join(f"{counts[name]:,} {name}" for name in ("agreements", "versions", "comparisons", "deliveries")))
    with _served(house) as client:
        _search(house)
        _routes(house, client)


def _search(house: House) -> None:
    print("\nsearch, in the service alone: median, slowest")
    for words in SEARCHES:
        for current in (False, True):
            spent = [_timed(partial(house.search.find, Query(words=words, current=current))) for _ in range(5)]
            print(f"  {words:<24} {'now' if current else 'ever':<6} {_told(spent)}")


def _routes(house: House, client: httpx.Client) -> None:
    print("\nroutes: median, slowest")
    chosen = _chosen(house)
    for method, path in ACCESS:
        lacking = [name for name in re.findall(r"{(\w+)}", path) if name not in chosen[0]]
        if lacking and method == "GET":
            print(f"  {path:<64} not asked for: needs {', '.join(lacking)}")
        elif method == "GET":
            for more in VARIANTS.get(path, ("",)):
                _route(client, path + more, [re.sub(r"{(\w+)}", partial(_filled, one), path) + more for one in chosen])
    large = f"/comparisons/cmp_{LARGE}_2"
    for path in (large, f"/api/v1{large}/changes?limit=200"):
        _route(client, f"{path} (1,000 changes)", [path] * 3)


def _route(client: httpx.Client, name: str, addresses: Sequence[str]) -> None:
    answers: list[httpx.Response] = []
    spent = [_timed(lambda: answers.append(client.get(address))) for address in addresses]  # noqa: B023  (called at once)
    statuses = ", ".join(sorted({str(one.status_code) for one in answers}))
    print(f"  {name:<64} {_told(spent)}  {statuses}  {max(len(one.content) for one in answers) / 1000:.0f} kB")


def _filled(values: Mapping[str, str], found: re.Match[str]) -> str:
    return quote(values[found[1]], safe="")


def _chosen(house: House) -> list[dict[str, str]]:
    """What stands in the addresses, another set for each round."""
    chance = random.Random(1)
    found = []
    for number in chance.sample(range(AGREEMENTS), ROUNDS):
        agreement_id = f"agreement-{number:04}"
        [recorded, *_] = house.store.comparisons(agreement_id, limit=1)
        change = recorded.comparison.substantive[0]
        found.append(
            {
                "agreement_id": agreement_id,
                "number": str(chance.randint(1, VERSIONS)),
                "comparison_id": recorded.id,
                "change_id": change.id,
                "clause_id": change.clause.id,
                "delivery_id": f"msg_{house.store.comparisons(limit=1)[0].id}",
                "name": "atom.xml",
                "form": "csv",
            }
        )
    return found


def _timed(do: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def _told(spent: Sequence[tuple[float, float]]) -> str:
    wall, cpu = ([one[place] for one in spent] for place in (0, 1))
    return f"{statistics.median(wall):6.0f} ({statistics.median(cpu):.0f}), {max(wall):5.0f} ({max(cpu):.0f})"


@contextmanager
def _served(house: House) -> Iterator[httpx.Client]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        pages = server(house)
        thread = threading.Thread(target=pages.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with httpx.Client(base_url=base, trust_env=False, timeout=60) as client:
            yield client
        pages.should_exit = True
        thread.join(timeout=5)
