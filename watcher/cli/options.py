"""Options and arguments that many commands share, and the installation that they lead to."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.completion import DEFAULT_CONFIG, agreement_ids
from watcher.domain.agreement import Render

if TYPE_CHECKING:
    from watcher.bootstrap import House


@dataclass(frozen=True, slots=True)
class Globals:
    """What stood before the command's name."""

    config: Path
    data_dir: Path | None


Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]
JsonLines = Annotated[bool, typer.Option("--json", help="Print JSON lines on standard output.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="An agreement.", autocompletion=agreement_ids)]
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID", help="Agreements; all when none is named.", autocompletion=agreement_ids),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="SELECTOR", help="CSS or xpath:… of what to take; may be repeated."),
]
Remove = Annotated[
    list[str] | None,
    typer.Option("--remove", metavar="SELECTOR", help="CSS or xpath:… of what to leave out; may be repeated."),
]

Rendered = Annotated[
    Render, typer.Option("--render", help="plain: as the page comes; browser: as a browser draws it (needs one).")
]


def globals_of(context: typer.Context) -> Globals:
    """The global options of this run."""
    found = context.find_root().obj
    assert isinstance(found, Globals)
    return found


def again(context: typer.Context, command: str) -> str:
    """A command as it has to be typed to reach the same installation."""
    options = globals_of(context)
    said = ["watcher"]
    if options.config != DEFAULT_CONFIG:
        said += ["--config", str(options.config)]
    if options.data_dir is not None:
        said += ["--data-dir", str(options.data_dir)]
    return f"{shlex.join(said)} {command}"


def open_house(context: typer.Context) -> House:
    """The installation that this run is about. Raises ConfigError."""
    from watcher import bootstrap
    from watcher.cli import logs

    logs.configure_quietly()
    options = globals_of(context)
    return bootstrap.open_house(options.config, options.data_dir)


def kept_house(context: typer.Context, *names: str) -> House:
    """The same for a command that only reads what is kept of agreements, named ``ID`` or ``ID@VERSION``.

    Raises NotFound where nothing is kept, instead of beginning a data folder to look into.
    """
    from watcher.domain.errors import NotFound

    house = open_house(context)
    if not house.kept:
        mend = f"fetch first with: {again(context, 'check')}"
        raise NotFound("nothing is kept there yet", where=str(house.settings.data_dir), mend=mend)
    kept = {row.agreement.id for row in house.store.watched(ended=True)}
    kept |= {earlier for row in house.store.watched(ended=True) for earlier in row.agreement.was}
    configured = {agreement.id for agreement in house.settings.agreements}
    for agreement_id in dict.fromkeys(name.partition("@")[0] for name in names):
        if agreement_id in kept:
            continue
        if agreement_id in configured:
            mend = f"fetch it with: {again(context, f'check {agreement_id}')}"
            raise NotFound("has no version yet", where=agreement_id, mend=mend)
        raise NotFound("no agreement has that id", where=agreement_id, mend=_nearest(context, agreement_id, kept))
    return house


def _nearest(context: typer.Context, name: str, known: set[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), n=1)
    listed = f"all are listed by: {again(context, 'status')}"
    return f"did you mean {near[0]}? {listed}" if near else listed
