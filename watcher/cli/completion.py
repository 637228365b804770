"""What the shell offers after a command that takes agreements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

DEFAULT_CONFIG = Path("config.toml")


def agreement_ids(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Ids that begin so, with their titles. Silent about every mistake: a shell is no place to tell one.

    Reads the file itself, without checking it: this runs at every press of a key, and checking takes half a second.
    """
    import tomllib

    path = context.find_root().params.get("config") or DEFAULT_CONFIG
    try:
        tables: Any = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("agreements", [])
        found = [(str(table["id"]), str(table.get("title", ""))) for table in tables]
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []
    return [(name, title) for name, title in found if name.startswith(incomplete)]
