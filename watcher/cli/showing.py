"""demo: the whole way on this machine, everything on loopback."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import sys
import tempfile
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.options import Json
from watcher.domain.errors import UsageError, WatcherError

if TYPE_CHECKING:
    from watcher.domain.delivery import Sent
    from watcher.services.check import Checked
    from watcher.testing.receivers import MailCatcher, WebhookReceiver
    from watcher.testing.site import SampleSite

SECRET_ENV = "WATCHER_DEMO_SECRET"  # noqa: S105 - the variable's name
PORT = 8321
"""Of the pages; another one where it is taken."""


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(epilog="Example: watcher demo --serve")(demo)


def demo(
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="FOLDER", help="Where to keep what the demo watches; else a new one."),
    ] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Then serve the pages until Ctrl-C.")] = False,
    json: Json = False,
) -> None:
    """The whole way, from page to alert, on this machine.

    A small site with sample agreements in two editions, a mail server and a webhook receiver, all on loopback.
    """
    from watcher.cli import logs, output
    from watcher.cli.telling import Story
    from watcher.testing.receivers import MailCatcher, WebhookReceiver
    from watcher.testing.site import SampleSite

    if serve and json:
        raise UsageError("--json is for programs, --serve for people", where="demo", mend="leave one of them out")
    logs.configure_quietly()
    folder = _folder(folder)
    os.environ[SECRET_ENV] = "whsec_" + b64encode(secrets.token_bytes(24)).decode()
    with SampleSite() as site, MailCatcher() as mails, WebhookReceiver() as hooks:
        config = folder / "config.toml"
        port = _port()
        config.write_text(_config(site, mails, hooks, port), encoding="utf-8")
        play = Play(config=config, order=[table["id"] for table in site.agreement_tables()])
        first = play.check()
        for agreement_id in play.order:
            site.publish(agreement_id, 2)
        second = play.check()
        third = play.check()
        _as_it_must_be(first, second, third, mails, hooks)
        story = Story(
            first=first, second=second, third=third, mails=tuple(mails.mails), hooks=tuple(hooks.requests),
            secret=os.environ[SECRET_ENV], config=config, pages=f"http://127.0.0.1:{port}", program=program(),
        )  # fmt: skip
        if json:
            output.print_json(story.summary())
            return
        story.tell(serving=serve)
        if serve:
            play.serve()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one check of all agreements came to, in the order of the configuration."""

    checked: tuple[Checked, ...]
    sent: tuple[Sent, ...]

    @property
    def told(self) -> list[Checked]:
        return [one for one in self.checked if one.alert]

    @property
    def quiet(self) -> list[Checked]:
        return [one for one in self.checked if not one.alert]


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Checks as ``watcher check`` does, and pages as ``watcher serve`` does."""

    config: Path
    order: list[str]

    def check(self) -> Round:
        """Check all agreements and send what they cause."""
        import asyncio

        from watcher import bootstrap
        from watcher.cli.progress import working

        house = bootstrap.open_house(self.config)
        house.take_over()

        async def work() -> Round:
            async with house.network(digests_run=False) as network:
                every = network.checker.check_all(house.settings.agreements, confirm_now=True)
                checked = [one async for one in every]
                sent = await network.deliverer.drain()
            return Round(
                checked=tuple(sorted(checked, key=lambda one: self.order.index(one.agreement.id))), sent=tuple(sent)
            )

        with working("checking"):
            return asyncio.run(work())

    def serve(self) -> None:
        """The pages, until Ctrl-C."""
        from watcher import bootstrap
        from watcher.cli import service

        service.serve(bootstrap.open_house(self.config), host=None, port=None)


def _folder(given: Path | None) -> Path:
    """A folder that is the demo's alone: it writes a config.toml there."""
    if given is None:
        return Path(tempfile.mkdtemp(prefix="watcher-demo-"))
    try:
        given.mkdir(parents=True, exist_ok=True)
        taken = any(given.iterdir())
    except OSError as error:
        raise UsageError(f"is no folder: {error.strerror}", where=str(given), mend="choose another") from error
    if taken:
        raise UsageError("the folder is not empty", where=str(given), mend="choose a new one")
    return given


def _port() -> int:
    """A free port for the pages: links in alerts must not lead to another watcher that runs here."""
    for wanted in (PORT, 0):
        try:
            with socket.create_server(("127.0.0.1", wanted)) as listener:
                return int(listener.getsockname()[1])
        except OSError:
            continue
    return PORT


def _config(site: SampleSite, mails: MailCatcher, hooks: WebhookReceiver, port: int) -> str:
    import tomlkit

    settings = {
        "watcher": {"data_dir": "snapshots", "base_url": f"http://127.0.0.1:{port}"},
        "fetch": {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]},
        "smtp": {"host": mails.host, "port": mails.port, "from": "Terms watcher <watcher@example.org>"},
        "web": {"port": port},
        "agreements": site.agreement_tables(),
        "subscribers": [
            {"name": "Compliance", "email": "compliance@example.org", "digest": "immediate"},
            {"name": "Contract system", "webhook": hooks.url, "secret_env": SECRET_ENV, "digest": "immediate"},
        ],
    }
    return tomlkit.dumps(settings)


def _as_it_must_be(first: Round, second: Round, third: Round, mails: MailCatcher, hooks: WebhookReceiver) -> None:
    """A demo that did not show what it says must not look as if it had."""
    faults = [
        f"{one.agreement.id}: {one.outcome} {one.reason}"
        for played, usual in ((first, {"first"}), (second, {"changed", "same"}), (third, {"same"}))
        for one in played.checked
        if one.outcome not in usual
    ]
    faults += [f"{one.delivery.subscriber}: {one.attempt.detail}" for one in second.sent if not one.attempt.ok]
    told = len(second.told)
    if not faults and not len(mails.mails) == len(hooks.requests) == told:
        faults = [f"{told} changes, but {len(mails.mails)} mails and {len(hooks.requests)} webhooks"]
    if faults:
        raise WatcherError("the demo did not go as it should: " + "; ".join(faults), mend="please report it")


def program() -> list[str]:
    """How this program is called from where the person is."""
    called = Path(sys.argv[0])
    found = shutil.which("watcher")
    if called.name == "__main__.py":
        return [sys.executable, "-m", "watcher"]
    if found and called.exists() and Path(found).resolve() == called.resolve():
        return ["watcher"]
    return [sys.argv[0]]
