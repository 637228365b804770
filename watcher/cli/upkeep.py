"""add, backup, restore: setting up and keeping safe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from watcher.cli.options import Json, globals_of


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(epilog="Example: watcher add https://example.org/terms --id example-terms")(add)
    app.command(epilog="Example: watcher backup watcher-backup.tar")(backup)
    app.command(epilog="Example: watcher restore watcher-backup.tar")(restore)


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the agreement is published.")],
    id_: Annotated[str, typer.Option("--id", help="Its id; else made from its provider and title.")] = "",
    title: Annotated[str, typer.Option(help="Its title; else the page's.")] = "",
    provider: Annotated[str, typer.Option(help="Who publishes it; else the host's name.")] = "",
    select: Annotated[list[str] | None, typer.Option("--select", help="CSS selector or xpath:… of the terms.")] = None,
    remove: Annotated[list[str] | None, typer.Option("--remove", help="What to leave out of it.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Even where the page does not look like an agreement.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it and write nothing.")] = False,
    json: Json = False,
) -> None:
    """Fetch a page, show what would be watched, and write it to the configuration file."""
    import asyncio

    from watcher import bootstrap
    from watcher.cli import comparing, output
    from watcher.domain.agreement import Cut
    from watcher.domain.errors import UsageError
    from watcher.services.inspect import Looked, look_at_page

    options = globals_of(context)
    cut = Cut(select=tuple(select or ()), remove=tuple(remove or ()))

    async def fetched() -> Looked:
        async with bootstrap.fetcher(options.config, options.data_dir) as fetcher:
            return await look_at_page(url, cut, fetcher, title=title)

    looked = asyncio.run(fetched())
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
    if json:
        output.print_json({"agreement": fields, "clauses": len(looked.tree.clauses), "looks": looked.verdict.agreement})
    else:
        comparing.print_looked(looked)
    if not looked.verdict.agreement and not force:
        raise UsageError(
            f"the page does not look like an agreement: {looked.verdict.reason}",
            where=url,
            mend="name the terms with --select, or add it all the same with --force",
        )
    if dry_run:
        return
    bootstrap.add_agreement(options.config, fields)
    output.say(
        f"\nwritten to {options.config} as {fields['id']}; fetch it with: watcher check {fields['id']}", to_err=True
    )


def _slug(text: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
    return slug or "agreement"


def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")]
) -> None:
    """Everything that is kept, whole and consistent, into one file; the service may run meanwhile."""
    from watcher import bootstrap
    from watcher.cli import output

    options = globals_of(context)
    data_dir = bootstrap.read_settings(options.config, options.data_dir).data_dir
    bootstrap.back_up(data_dir, file)
    output.say(f"{data_dir} is in {file}", to_err=True)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `watcher backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what is in the data folder.")] = False,
) -> None:
    """Bring a backup back into the data folder, every snapshot checked against its SHA-256."""
    from watcher import bootstrap
    from watcher.cli import output

    options = globals_of(context)
    data_dir = bootstrap.read_settings(options.config, options.data_dir).data_dir
    bootstrap.bring_back(file, data_dir, force=force)
    output.say(f"{file} is in {data_dir}", to_err=True)
