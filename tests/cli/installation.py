"""An installation in a folder: sample agreements on a site of loopback, watched, in two editions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from typer.testing import CliRunner, Result

from watcher.cli import app
from watcher.testing.receivers import MailCatcher, WebhookReceiver
from watcher.testing.samples import samples
from watcher.testing.site import SampleSite

SECRET = "whsec_" + "c2VjcmV0" * 4
SAMPLE_IDS = tuple(sample.id for sample in samples())
COSMETIC = "hearthdesk-licence"


@dataclass(frozen=True, kw_only=True)
class Installation:
    folder: Path
    site: SampleSite
    mails: MailCatcher
    hooks: WebhookReceiver
    names: Mapping[str, str]
    """Sample → the id that it is watched under."""

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def run(self, *arguments: str | Path) -> Result:
        """A command in this process; its exit code and what it printed."""
        return CliRunner(env={"HOOK_SECRET": SECRET}).invoke(
            app, ["--config", str(self.config), *(str(one) for one in arguments)], prog_name="watcher"
        )

    def json(self, *arguments: str | Path) -> Any:
        """The one document that a command printed."""
        return json.loads(self.run(*arguments).stdout)

    def publish(self, edition: int) -> None:
        for sample_id in SAMPLE_IDS:
            self.site.publish(sample_id, edition)

    def configure(self, **tables: Any) -> None:
        """Write the configuration, some of its tables otherwise."""
        agreements = [{**table, "id": self.names[table["id"]]} for table in self.site.agreement_tables()]
        settings: dict[str, Any] = {
            "fetch": {"per_host_delay": "0s", "timeout": "5s", "allow_hosts": ["127.0.0.1"]},
            "smtp": {"host": self.mails.host, "port": self.mails.port, "from": "watcher@example.org"},
            "agreements": agreements,
            "subscribers": [
                {"name": "Compliance", "email": "compliance@example.org", "digest": "immediate"},
                {"name": "Tickets", "webhook": self.hooks.url, "secret_env": "HOOK_SECRET", "digest": "immediate"},
            ],
        }
        self.config.write_text(tomlkit.dumps(settings | tables), encoding="utf-8")


@contextmanager
def installed(folder: Path, names: Mapping[str, str] | None = None) -> Iterator[Installation]:
    """Nothing is kept yet."""
    with SampleSite() as site, MailCatcher() as mails, WebhookReceiver() as hooks:
        made = Installation(
            folder=folder, site=site, mails=mails, hooks=hooks, names=names or {name: name for name in SAMPLE_IDS}
        )
        made.configure()
        yield made


def program(*arguments: str | Path) -> list[str]:
    """The command line as a process of its own."""
    return [sys.executable, "-m", "watcher", *(str(one) for one in arguments)]


def environment(**more: str) -> dict[str, str]:
    """Ours, without what would change how commands print."""
    usual = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return {**usual, "HOOK_SECRET": SECRET, "PYTHONWARNINGS": "default", **more}


def process(
    arguments: Sequence[str | Path], folder: Path, stdin: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run it to its end."""
    return subprocess.run(
        program(*arguments), cwd=folder, input=stdin, capture_output=True, timeout=60, env=environment(**more)
    )
