"""``python -m benchmarks [NAME…]``: run the named measurements, all of them when none is named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from benchmarks import checks, comparing, desk, messages, pages, startup

MEASUREMENTS: Mapping[str, Callable[[], None]] = {
    "checks": checks.main,
    "comparing": comparing.main,
    "desk": desk.main,
    "messages": messages.main,
    "pages": pages.main,
    "startup": startup.main,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        print(f"no measurement {unknown[0]}; there are: {', '.join(MEASUREMENTS)}", file=sys.stderr)
        return 2
    for name in names or MEASUREMENTS:
        print(f"\n== {name}")
        MEASUREMENTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
