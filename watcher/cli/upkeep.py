"""add, backup, restore: setting up and keeping safe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.options import Json, Remove, Rendered, Select, again, globals_of, open_house
from watcher.domain.agreement import Cut, Render

if TYPE_CHECKING:
    from watcher.services.inspect import Looked


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(epilog="Example: watcher add https://example.org/terms --id example-terms")(add)
    app.command(epilog="Example: watcher backup watcher-backup.zip")(backup)
    app.command(epilog="Example: watcher restore watcher-backup.zip")(restore)


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the agreement is published.")],
    id_: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; else made from its provider and title.")] = "",
    title: Annotated[str, typer.Option(metavar="TITLE", help="Its title; else the page's.")] = "",
    provider: Annotated[str, typer.Option(metavar="NAME", help="Who publishes it; else the host's name.")] = "",
    select: Select = None,
    remove: Remove = None,
    render: Rendered = Render.PLAIN,
    force: Annotated[
        bool, typer.Option("--force", help="Even where the page does not look like an agreement.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it and write nothing.")] = False,
    json: Json = False,
) -> None:
    """Show what would be watched at a page, and watch it.

    Fetches the page, shows what would be taken from it, and writes the agreement to the configuration file.
    """
    from watcher import bootstrap
    from watcher.cli import comparing, looking, output
    from watcher.cli.progress import working
    from watcher.domain.errors import UsageError

    options = globals_of(context)
    cut = looking.cut_by(select, remove, render)
    if not id_:
        _not_watched_yet(context, url)
    with working("fetching"):
        looked = looking.looked_at_page(context, url, cut, title)
    fields = _fields(url, looked, cut, id_=id_, title=title, provider=provider)
    if json:
        output.print_json({"agreement": fields, "clauses": len(looked.tree.clauses), "looks": looked.verdict.agreement})
    else:
        comparing.print_looked(looked)
    if not looked.verdict.agreement and not force:
        drawn = "draw it with --render browser" if looked.verdict.reason == "shell" else "name the terms with --select"
        raise UsageError(
            f"the page does not look like an agreement: {looked.verdict.reason}",
            where=url,
            mend=f"{drawn}, or add it all the same with --force",
        )
    bootstrap.add_agreement(options.config, fields, write=not dry_run)
    if not dry_run:
        then = again(context, f"check {fields['id']}")
        output.say(f"written to {options.config} as {fields['id']}; fetch it with: {then}", to_err=True)


def _not_watched_yet(context: typer.Context, url: str) -> None:
    """Raises UsageError for a page that an agreement has already: everything would be told twice."""
    from watcher.domain.errors import UsageError

    if not globals_of(context).config.exists():
        return
    watching = [one.id for one in open_house(context).settings.agreements if url in one.sources]
    if watching:
        raise UsageError(
            f"the page is watched already, as {watching[0]}",
            where=url,
            mend="to watch it a second time, such as another part of it, give that an id of its own with --id",
        )


def _fields(url: str, looked: Looked, cut: Cut, *, id_: str, title: str, provider: str) -> dict[str, object]:
    """The agreement's table in the configuration file."""
    from urllib.parse import urlsplit

    title = title or looked.tree.title or looked.document.title or url
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    fields: dict[str, object] = {
        "id": id_ or _slug(f"{provider or host} {title}"),
        "title": title,
        "provider": provider or host,
        "url": url,
        "languages": list(looked.tree.languages),
    }
    fields |= {"select": list(cut.select)} if cut.select else {}
    fields |= {"remove": list(cut.remove)} if cut.remove else {}
    fields |= {"render": str(cut.render)} if cut.render is not Render.PLAIN else {}
    return fields


def _slug(text: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
    return slug or "agreement"


def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")]
) -> None:
    """Everything that is kept, in one file.

    Whole and consistent, also while the service runs.
    """
    from watcher import bootstrap
    from watcher.cli import output
    from watcher.cli.progress import bar

    options = globals_of(context)
    data_dir = bootstrap.data_folder(options.config, options.data_dir)
    with bar("backing up", None) as shown:
        contents = bootstrap.back_up(data_dir, file, shown.reach)
    output.say(
        f"{data_dir} is in {file}: {contents.agreements} agreements, {contents.versions} versions, "
        f"{contents.snapshots} snapshots",
        to_err=True,
    )
    for sha256 in contents.lost:
        output.note(f"snapshot {sha256} could not be read and is not in the backup")
    if contents.lost:
        raise typer.Exit(3)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `watcher backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what is in the data folder.")] = False,
) -> None:
    """Bring a backup back into the data folder.

    Every snapshot is checked against its SHA-256 first; nothing is replaced unless the whole backup is sound.
    """
    from watcher import bootstrap
    from watcher.cli import output
    from watcher.cli.progress import bar

    options = globals_of(context)
    data_dir = bootstrap.data_folder(options.config, options.data_dir)
    with bar("restoring", None) as shown:
        contents = bootstrap.bring_back(file, data_dir, force=force, progress=shown.reach)
    output.say(
        f"{file} is in {data_dir}: {contents.agreements} agreements, {contents.versions} versions, "
        f"{contents.snapshots} snapshots, taken {contents.taken_at}",
        to_err=True,
    )
