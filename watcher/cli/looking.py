"""What commands look at: files, pages, and kept versions by their names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from watcher.cli.options import globals_of, kept_house, open_house
from watcher.domain.agreement import Cut, Render
from watcher.domain.errors import UsageError

if TYPE_CHECKING:
    from watcher.domain.clause import ClauseTree
    from watcher.services.inspect import Looked

MAX_FILE = 64_000_000
"""Bytes of a file that a command reads."""

FILE_SUFFIXES = (".html", ".htm", ".md", ".txt", ".pdf")


def cut_by(select: list[str] | None, remove: list[str] | None, render: Render = Render.PLAIN) -> Cut:
    """How a page is cut, from the options of a command."""
    return Cut(select=tuple(select or ()), remove=tuple(remove or ()), render=render)


def side(context: typer.Context, name: str, cut: Cut) -> tuple[ClauseTree, str]:
    """The clauses of a file or of a kept version, and the SHA-256 of the bytes they were read from.

    Raises UsageError, NotFound, Unreadable.
    """
    if Path(name).exists():
        looked = looked_at(context, name, cut, "")
        return looked.tree, looked.sha256
    if looks_like_a_file(name):
        raise UsageError("there is no such file", where=name, mend="check the path")
    if cut.select or cut.remove:
        raise UsageError(
            "--select and --remove cut files; a kept version has the cut of its agreement",
            where=name,
            mend="leave them out, or edit the agreement in the configuration",
        )
    version, tree = kept_house(context, name).browser.version(name)
    return tree, version.snapshots[0].sha256


def looks_like_a_file(name: str) -> bool:
    """Whether somebody who wrote this means a file, though there is none of that name."""
    return "/" in name or Path(name).suffix.lower() in FILE_SUFFIXES


def looked_at(context: typer.Context, name: str, cut: Cut, title: str) -> Looked:
    """A file, or a page as watching it would see it. Raises UsageError, FetchError, Unreadable, ConfigError."""
    from watcher.services.inspect import look_at_file

    if "://" in name:
        return looked_at_page(context, name, replace(cut, furniture=_learned(context, name)), title)
    if cut.render is not Render.PLAIN:
        raise UsageError("a file is read as it is", where=name, mend="leave --render out, or give an address")
    return look_at_file(name, _read_file(Path(name)), cut, title=title)


def looked_at_page(context: typer.Context, url: str, cut: Cut, title: str) -> Looked:
    """A page, fetched once and kept nowhere. Raises FetchError, Unreadable, ConfigError."""
    import asyncio

    from watcher import bootstrap
    from watcher.services.inspect import look_at_page

    options = globals_of(context)

    async def fetched() -> Looked:
        async with bootstrap.fetcher(options.config, options.data_dir) as fetcher:
            return await look_at_page(url, cut, fetcher, title=title)

    return asyncio.run(fetched())


def _learned(context: typer.Context, url: str) -> tuple[str, ...]:
    """What is set aside as furniture of a page that is watched; nothing where none is, or nothing is kept."""
    from watcher.services.furniture import furnished

    if not globals_of(context).config.exists():
        return ()
    house = open_house(context)
    watched = [agreement for agreement in house.settings.agreements if url in agreement.sources] if house.kept else []
    known = (furnished(each, house.store.state(each.id).furniture).cut.furniture for each in watched)
    return tuple(dict.fromkeys(name for names in known for name in names))


def _read_file(path: Path) -> bytes:
    """A file named on the command line. Raises UsageError where it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_FILE + 1)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=str(path), mend="check the path") from error
    if len(body) > MAX_FILE:
        raise UsageError(f"is larger than {MAX_FILE // 1_000_000} MB", where=str(path), mend="cut it into parts")
    return body
