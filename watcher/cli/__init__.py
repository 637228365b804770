"""The command line: one module for a group of commands, heavy imports inside the commands."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer

from watcher import __version__
from watcher.cli import (
    comparing,
    history,
    outbox,
    recorded,
    searching,
    showing,
    standing,
    subscribers,
    upkeep,
    users,
    watching,
)
from watcher.cli.completion import DEFAULT_CONFIG
from watcher.cli.faults import CANNOT, Commands, own_fault
from watcher.cli.options import Globals

app = typer.Typer(
    name="watcher",
    cls=Commands,
    help="Watches published agreements and tells you, clause by clause, what changed and whether it matters.",
    epilog="Start with: watcher demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for group in (watching, standing, comparing, history, searching, outbox, subscribers, users, recorded, upkeep, showing):
    group.register(app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"watcher {__version__}")
        raise typer.Exit


@app.callback()
def _globals(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option("--config", metavar="PATH", envvar="WATCHER_CONFIG", help="The configuration file.")
    ] = DEFAULT_CONFIG,
    data_dir: Annotated[
        Path | None,
        typer.Option("--data-dir", metavar="PATH", help="The data folder; else from the configuration."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    context.obj = Globals(config=config, data_dir=data_dir)


def main() -> None:
    """Run the command line; ends the process with the command's exit code."""
    # Whoever started us may have closed either; printing must not fail for it.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    if isinstance(sys.stdout, TextIOWrapper):
        # Agreements hold what a terminal of the old kind has no letters for.
        sys.stdout.reconfigure(errors="backslashreplace")
    # A million small objects come from two long agreements and none of them is garbage: looking for it among them
    # takes a tenth of the time of a comparison.
    gc.set_threshold(100_000, 20, 20)
    try:
        app()
    except Exception:  # noqa: BLE001 - the last resort: without it, a fault would end as "there are differences"
        own_fault()
        sys.exit(CANNOT)


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
