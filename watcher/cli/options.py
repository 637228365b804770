"""Options that many commands share, and what the global ones came to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer


@dataclass(frozen=True, slots=True)
class Globals:
    """What stood before the command's name."""

    config: Path
    data_dir: Path | None


Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]
JsonLines = Annotated[bool, typer.Option("--json", help="Print JSON lines on standard output.")]


def globals_of(context: typer.Context) -> Globals:
    """The global options of this run."""
    found = context.find_root().obj
    assert isinstance(found, Globals)
    return found
