"""config.toml → frozen settings, with errors that name the key's path and the mend. Only ``bootstrap`` reads it."""

from watcher.config.editing import add_agreement, add_subscriber
from watcher.config.reading import load
from watcher.config.settings import Fetching, Schedule, Security, Settings, Significance, Smtp, Web

__all__ = [
    "Fetching",
    "Schedule",
    "Security",
    "Settings",
    "Significance",
    "Smtp",
    "Web",
    "add_agreement",
    "add_subscriber",
    "load",
]
