"""Adding an agreement or a subscriber to config.toml: checked before and after, and written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from watcher.config.reading import parse, read, settled
from watcher.domain.errors import UsageError

BEGINNING = "# What is watched, and who is told. Every key is described in docs/configuration.md.\n"


def add_agreement(path: Path, fields: Mapping[str, Any], *, write: bool = True) -> None:
    """As ``add_table``, for an agreement."""
    add_table(path, "agreements", fields, write=write)


def add_subscriber(path: Path, fields: Mapping[str, Any]) -> None:
    """As ``add_table``, for a subscriber."""
    add_table(path, "subscribers", fields)


def add_table(path: Path, name: str, fields: Mapping[str, Any], *, write: bool = True) -> None:
    """Append a table, given as its keys and values, to a list of a configuration file.

    A file that does not exist yet is begun. The result is checked before it takes the old file's place, whole or not
    at all; with ``write`` false it is only checked. Raises ConfigError when the file has mistakes, before or after;
    UsageError when it cannot be written.
    """
    # Imported here: tomlkit takes as long as all the rest, and only this one command edits.
    from watcher.config.inserting import with_table

    target = path.resolve()
    before = read(target) if target.exists() else BEGINNING
    settled(parse(before, where=str(path)), path=target, environ=os.environ)
    after = with_table(before, name, fields)
    settled(parse(after, where=str(path)), path=target, environ=os.environ)
    if write:
        _replace(target, after, shown=path)


def _replace(target: Path, text: str, *, shown: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as mistake:
        raise UsageError(
            f"the file could not be written: {mistake.strerror or mistake}",
            where=str(shown),
            mend="make the file and its folder writable, or edit it by hand",
        ) from None
