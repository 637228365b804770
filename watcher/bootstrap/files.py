"""The files of an installation: its configuration, its data folder, its backups."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from watcher import config
from watcher.store.backup import Contents, Progress, backup
from watcher.store.restore import restore


def read_settings(path: Path, data_dir: Path | None) -> config.Settings:
    """The configuration, with ``data_dir`` in place of the configured folder where given. Raises ConfigError."""
    settings = config.load(path)
    return settings if data_dir is None else replace(settings, data_dir=data_dir)


def data_folder(path: Path, data_dir: Path | None) -> Path:
    """``data_dir`` where given, else the configured folder. Raises ConfigError where it has to be asked for."""
    return data_dir if data_dir is not None else read_settings(path, None).data_dir


def add_agreement(path: Path, fields: dict[str, Any], *, write: bool = True) -> None:
    """Append an agreement to the configuration file, or only see whether it fits. Raises ConfigError, UsageError."""
    config.add_agreement(path, fields, write=write)


def add_subscriber(path: Path, fields: dict[str, Any]) -> None:
    """Append a subscriber to the configuration file. Raises ConfigError, UsageError."""
    config.add_subscriber(path, fields)


def back_up(data_dir: Path, file: Path, progress: Progress | None = None) -> Contents:
    """Everything in the data folder, whole and consistent, into one file; gives what it holds.

    ``progress`` hears how many snapshots are done, and of how many. Raises UsageError, StoreError.
    """
    return backup(data_dir, file, at=datetime.now(UTC), progress=progress)


def bring_back(file: Path, data_dir: Path, *, force: bool, progress: Progress | None = None) -> Contents:
    """A backup into a data folder; gives what it held. ``force``: in place of what the folder holds now.

    Raises UsageError, StoreError.
    """
    return restore(file, data_dir, force=force, progress=progress)
